"""协调事项: what they ask of us and we of them, who promised what by when, and how each ended."""

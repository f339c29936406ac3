"""The office's own settings: its name and signature, tiers, and kinds of interaction."""

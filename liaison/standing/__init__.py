"""The stored facts about contacts and units: last contact, due date, heat. Recomputed from records, written here only."""

"""查重: which records may stand for the same person or unit, and which were found not to."""

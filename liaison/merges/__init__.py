"""合并: two or many records of one person or one unit become one, everything moves over, and it can be undone."""

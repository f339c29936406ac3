"""Finding people and units by name, pinyin, initials, title or the tail of a telephone number."""

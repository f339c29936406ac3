"""Plain values to bytes and back: calendars, cards, sheets. Libraries welcome; no web, no database."""

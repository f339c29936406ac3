"""节日和纪念日: the office's own list of whom to greet when, editable, and whom each day reaches."""

"""休假: the days an officer is away, typed in or read from a calendar file."""

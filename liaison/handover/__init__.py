"""交接: an officer's people, and all that hangs on them, pass to one or several others on a day, and everybody signs."""

"""职务变动: a post ends, another begins; the old unit shows a vacancy, and there is something to do for both."""

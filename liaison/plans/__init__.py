"""联系计划: on which working day each officer calls whom, so that no tie is cut; tried out before it is saved."""

"""日历: the days to greet, to call and to follow up, as pages and as calendar files."""

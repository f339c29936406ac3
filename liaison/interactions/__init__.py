"""联系记录: calls, visits, messages; logging one is the first of the program's three jobs."""

"""操作日志: who did what to which record, one line for every write."""

"""导出: every list that can be taken away, as a sheet, as cards or on paper; who took what is logged."""

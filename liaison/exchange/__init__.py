"""导入导出: office sheets in, office sheets out, with a report of every row that was not understood."""

"""导入: office sheets, address books and phone cards in, with a preview, a report of every row, and a way back."""

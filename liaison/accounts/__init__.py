"""Who may sign in, as what, and what each role may see and do."""

"""个人信息: everything of one person handed out, or erased without a trace, each with a record that it happened."""

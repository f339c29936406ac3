"""放假安排: the State Council's years as this office has loaded them, every version kept."""

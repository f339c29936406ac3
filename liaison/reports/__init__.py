"""报表: who was reached, how warm ties are, what was done and what is late, over a span of days."""

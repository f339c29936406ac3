"""单位: the organisations outside, in their hierarchy."""

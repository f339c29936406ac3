"""Slow, plain answers to the questions the planner answers fast; used by tests only."""

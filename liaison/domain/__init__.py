"""The rules, as plain functions: standard library only; no clock, no database, no web."""

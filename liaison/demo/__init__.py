"""A demo office with a year behind it, made through the same actions as the pages use. Begin at opening.py."""

from liaison.demo.cli import demo

__all__ = ["demo"]

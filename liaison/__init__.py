"""Liaison (联络): contacts, calls and greetings for liaison work. Start reading at liaison/factory.py."""

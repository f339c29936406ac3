"""What somebody may have meant who mistyped: every text one slip away, for the keys of a search that found nothing.

A slip is one letter or digit left out, doubled, changed or swapped with its neighbour; in a Chinese name one character
changed. The forms are compared with whole keys, never as beginnings: a slip in half a word fits too many.
"""

import re
from string import ascii_lowercase, digits

from .han import is_han
from .search_keys import normalise_query
from .variants import fold

SHORTEST_LETTERS, SHORTEST_NUMBER, SHORTEST_HAN = 5, 11, 3
LONGEST = 20  # a longer text has too many neighbours, and its writer chooses from the list long before

_LETTERS = re.compile("[a-z]+")
_NUMBER = re.compile("[0-9]+")


def near_spellings(typed: str) -> list[str]:
    """The neighbours of a pinyin or a whole telephone number; empty for what is too short or too long to tell."""
    text = normalise_query(typed)
    if len(text) > LONGEST:
        return []
    if _LETTERS.fullmatch(text) and len(text) >= SHORTEST_LETTERS:
        return _neighbours(text, ascii_lowercase)
    if _NUMBER.fullmatch(text) and len(text) == SHORTEST_NUMBER:
        return [form for form in _neighbours(text, digits) if len(form) == SHORTEST_NUMBER]
    return []


def near_characters(typed: str) -> tuple[list[str], list[str]]:
    """(whole keys, patterns with _ for one character) of a Chinese name of three characters or more."""
    text = fold(normalise_query(typed))
    if not is_han(text) or not SHORTEST_HAN <= len(text) <= LONGEST:
        return [], []
    swapped = [text[:i] + text[i + 1] + text[i] + text[i + 2 :] for i in range(len(text) - 1)]
    shorter = [text[:i] + text[i + 1 :] for i in range(len(text))] if len(text) > SHORTEST_HAN else []
    patterns = [text[:i] + "_" + text[i + 1 :] for i in range(1, len(text))]
    return sorted({*swapped, *shorter, text[1:]} - {text}), patterns


def _neighbours(text: str, alphabet: str) -> list[str]:
    cuts = [(text[:i], text[i:]) for i in range(len(text) + 1)]
    found = {head + tail[1:] for head, tail in cuts if tail}
    found |= {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    found |= {head + each + tail[1:] for head, tail in cuts if tail for each in alphabet}
    found |= {head + each + tail for head, tail in cuts for each in alphabet}
    return sorted(found - {text})

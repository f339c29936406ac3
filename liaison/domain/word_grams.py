"""Words inside running text, found by pairs of characters: 商定调研 is kept as 商定, 定调, 调研.

Chinese writes no spaces, so a word is any two characters or more side by side; each pair is a key. Who looks for a longer
word looks for all of its pairs, then reads the text itself (``contains``), since the pairs may stand apart in it. One
character alone is no word here.
"""

import re

from .syllables import plain_letters
from .variants import fold

# Of a longer text the beginning is indexed: every pair is a row.
INDEXED_LENGTH = 2_000

_APART = re.compile(r"[\W_]+")


def word_grams(text: str) -> set[str]:
    """The pairs of a text, in standard characters and small letters."""
    return {gram for run in _runs(text[:INDEXED_LENGTH]) for gram in _pairs(run)}


def typed_grams(term: str) -> list[str]:
    """The pairs a typed word is looked up by, in order; empty for a single character."""
    return list(dict.fromkeys(gram for run in _runs(term) for gram in _pairs(run)))


def contains(text: str, term: str) -> bool:
    """Whether the word really stands in the text, each stretch of it whole."""
    folded, runs = _folded(text), _runs(term)
    return bool(runs) and all(run in folded for run in runs)


def _runs(text: str) -> list[str]:
    """The stretches between signs and spaces."""
    return [run for run in _APART.split(_folded(text)) if run]


def _pairs(run: str) -> list[str]:
    return [run[place : place + 2] for place in range(len(run) - 1)]


def _folded(text: str) -> str:
    return fold(plain_letters(text))

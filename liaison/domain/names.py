"""Chinese names: tidying what was typed and cutting it into surname and given name.

Surnames and their readings are in ``surname_readings``; how a person is addressed is in ``address``.
"""

import re
import unicodedata

from .han import is_han
from .surname_readings import surname, surnames

COMPOUND_SURNAMES = frozenset(written for written in surnames() if len(written) > 1)

_LONGEST_SURNAME = max(map(len, COMPOUND_SURNAMES))
_TIDY = re.compile("[\u4e00-\u9fff]+")  # as nearly every name is written
_DOTS = re.compile(r"\s*[·‧•∙⋅・ꞏ]\s*")
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)


def clean_name(text: str) -> str:
    """The name without the spaces that align it in a column: "屈　直" is 屈直, "John  Smith" John Smith.

    Full-width letters become ordinary ones, every middle dot becomes "·", invisible marks go.
    """
    if _TIDY.fullmatch(text):
        return text
    name = _DOTS.sub("·", _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)))
    words = name.split()
    joined = "".join(_glue(before, word) + word for before, word in zip(["", *words], words, strict=False))
    return _dots_between_han(joined)


def split_name(full: str) -> tuple[str, str]:
    """Surname and given name; what is not a Chinese name stays whole: ("", "买买提·艾山").

    A name of two or three characters is cut after the first unless it begins with a compound surname. A
    longer one is cut only after a surname that is known, since it may be a foreign name in Chinese
    characters.
    """
    name = clean_name(full)
    if not is_han(name):
        return _split_mixed(name)
    compound = _compound_start(name)
    if compound:
        return compound, name[len(compound):]
    if len(name) in (2, 3) or (len(name) in (1, 4) and is_known_surname(name[0])):
        return name[0], name[1:]
    return "", name


def is_known_surname(text: str) -> bool:
    """Whether the table holds this surname, in either script."""
    return surname(text) is not None


def _glue(before: str, word: str) -> str:
    if not before or (is_han(before[-1]) and is_han(word[0])):
        return ""
    return " "


def _dots_between_han(name: str) -> str:
    # 买买提.艾山 is typed where the keyboard offers no middle dot; "J. Smith" keeps its full stop.
    parts = name.split(".")
    if len(parts) > 1 and all(is_han(part.replace("·", "")) for part in parts):
        return "·".join(parts)
    return name


def _compound_start(name: str) -> str:
    for length in range(min(_LONGEST_SURNAME, len(name) - 1), 1, -1):
        found = surname(name[:length])
        if found and len(name) >= found.least_length:
            return name[:length]
    return ""


def _split_mixed(name: str) -> tuple[str, str]:
    family, given = name[:1], name[1:].strip()
    if given.isascii() and given and is_known_surname(family):
        return family, given
    return "", name

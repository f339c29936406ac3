"""Several texts in one cell: "教育、校友". A mark that belongs to a text stands there with a backslash before it: "统战\\、民宗".

Our exports write so; what other offices write has no backslashes and is read as it is.
"""

from collections.abc import Iterable, Iterator

BETWEEN = "、"
MARKS = "、,，;；/|\n"  # each of them ends a text
SHIELD = "\\"


def listed(texts: Iterable[str], between: str = BETWEEN, marks: str = MARKS) -> str:
    """The texts in one cell; `pieces` with the same marks gives them back."""
    return between.join(shielded(text, marks) for text in texts)


def shielded(text: str, marks: str = MARKS) -> str:
    return "".join(SHIELD + each if each in marks or each == SHIELD else each for each in text)


def pieces(text: str, marks: str = MARKS) -> tuple[str, ...]:
    """The texts of a cell without blanks at their ends; empty ones are none."""
    return tuple(bare(part, marks) for part in map(str.strip, parts(text, marks)) if part)


def parts(text: str, marks: str) -> Iterator[str]:
    """What stands between marks, empty parts too, with its backslashes."""
    start, at = 0, 0
    while at < len(text):
        if text[at] == SHIELD:
            at += 1
        elif text[at] in marks:
            yield text[start:at]
            start = at + 1
        at += 1
    yield text[start:]


def bare(part: str, marks: str) -> str:
    """Without the backslashes before marks; before anything else a backslash is one of the text."""
    if SHIELD not in part:
        return part
    found, at = "", 0
    while at < len(part):
        shields = part[at] == SHIELD and at + 1 < len(part) and part[at + 1] in marks + SHIELD
        at += shields
        found += part[at]
        at += 1
    return found

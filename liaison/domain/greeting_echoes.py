"""Who got the same words as a colleague: texts of one unit that differ in the names alone."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

MARKS = re.compile(r"[\s，。；：！？、,.;:!?～~…—-]+")


@dataclass(frozen=True)
class Written:
    """One text as it will be sent, with the names in it that are the person's own."""

    key: int
    unit: int | None
    text: str
    names: tuple[str, ...]


def echoes(texts: Iterable[Written]) -> dict[int, tuple[int, ...]]:
    """{key: keys of the colleagues with the same words}, for those who have any.

    Names, spaces and punctuation make no difference; people without a unit are strangers to each other.
    """
    alike: dict[tuple[int, str], list[int]] = defaultdict(list)
    for each in texts:
        if each.unit is not None and each.text.strip():
            alike[each.unit, bare_words(each)].append(each.key)
    return {
        key: tuple(other for other in group if other != key)
        for group in alike.values()
        if len(group) > 1
        for key in group
    }


def bare_words(written: Written) -> str:
    """The text without the person's names, blanks and marks."""
    text = written.text
    for name in sorted(filter(None, written.names), key=len, reverse=True):
        text = text.replace(name, "")
    return MARKS.sub("", text)

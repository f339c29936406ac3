"""A reading: the syllables of a name without tones, and what is made of them for typing and for order.

``formats/readings`` finds the syllables; ``search_keys`` turns them into keys. ü is written v, as on
keyboards.
"""

import re
import unicodedata
from dataclasses import dataclass

from .calendar_errors import CalendarError
from .han import pieces
from .variants import fold

_UMLAUT = {"lv", "nv", "lve", "nve"}
_BREAKS = re.compile(r"[\s'’·,，\-]+")
_ALREADY_PLAIN = re.compile("[\u0000-\u007f\u4e00-\u9fff]*")  # nothing in it decomposes
_SYLLABLE = re.compile(r"[a-z]{1,6}|[0-9]+")


class ReadingError(CalendarError):
    """A reading typed by an officer that does not fit the name."""


@dataclass(frozen=True)
class Reading:
    """How a text is read; ``family_length`` counts the syllables of the surname, 0 where there is none."""

    text: str
    syllables: tuple[str, ...]
    family_length: int = 0

    @property
    def full(self) -> str:
        """"shanjianguo"."""
        return "".join(self.syllables)

    @property
    def initials(self) -> str:
        """"sjg"; of zh, ch and sh only the first letter."""
        return "".join(syllable[0] for syllable in self.syllables)

    @property
    def is_aligned(self) -> bool:
        """Whether there is one syllable for each character or foreign word of the text."""
        return len(pieces(self.text)) == len(self.syllables)

    @property
    def sort_key(self) -> str:
        """Orders by the surname's reading, then its character, then each further syllable and character.

        So all 张 stand together before all 章, as in a printed phone list. Compare it byte by byte: on
        PostgreSQL the column needs COLLATE "C". The text itself ends the key, so no two names are equal.
        """
        if not self.is_aligned:
            return f"{' '.join(self.syllables)}  {self.text}"
        return f"{' '.join(self._sort_units())}  {self.text}"

    def _sort_units(self) -> list[str]:
        characters, head = pieces(fold(self.text)), self.family_length
        # A compound surname is one unit, or 欧阳 would be lost among the given names of 欧.
        family = [f"{''.join(self.syllables[:head])} {''.join(characters[:head])}"] if head else []
        rest = zip(self.syllables[head:], characters[head:], strict=True)
        return family + [f"{syllable} {character}" for syllable, character in rest]


def spellings(syllables: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The syllables with ü as v, and where there is one also as u and as yu, as people type it."""
    if not _UMLAUT.intersection(syllables):
        return [syllables]
    return [tuple(_respelt(each, umlaut) for each in syllables) for umlaut in ("v", "u", "yu")]


def typed_syllables(typed: str, text: str) -> tuple[str, ...]:
    """The syllables an officer typed for this text: "shan jian guo", "Shàn Jiàn Guó".

    One for each character is needed; anything else is refused.
    """
    found = tuple(each for each in _BREAKS.split(plain_letters(typed)) if each)
    expected = pieces(text)
    if len(found) != len(expected):
        raise ReadingError(
            "reading_count",
            "“{text}”有{expected}个字，读音“{typed}”却有{found}个音节，请每个字写一个音节，用空格分开",
            text=text, typed=typed, expected=len(expected), found=len(found),
        )
    for each in found:
        if not _SYLLABLE.fullmatch(each):
            raise ReadingError(
                "reading_letters", "读音“{syllable}”不是拼音，请用字母书写，如 shan", syllable=each
            )
    return found


def plain_letters(text: str) -> str:
    """Small letters without tone or accent; ü becomes v: "Lǚ" is lv, "José" is jose."""
    if _ALREADY_PLAIN.fullmatch(text):
        return text.lower()
    apart = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    without_umlaut = re.sub("u([\u0300-\u0307\u0309-\u036f]*)\u0308", r"v\1", apart)
    bare = "".join(each for each in without_umlaut if not unicodedata.combining(each))
    return unicodedata.normalize("NFC", bare)


def _respelt(syllable: str, umlaut: str) -> str:
    return syllable.replace("v", umlaut) if syllable in _UMLAUT else syllable

"""How names and other texts are read: surnames by our own table, the rest by pypinyin.

pypinyin takes a quarter of a second to load, so it is imported at the first reading, not with this
module. It reads 单, 仇, 解 and some twenty more as words even where they are surnames, hence the table
behind ``domain/surname_readings``.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain, islice, product

from liaison.domain.given_readings import given_readings
from liaison.domain.han import han_runs, is_han, pieces
from liaison.domain.names import split_name
from liaison.domain.place_readings import PLACE_READINGS
from liaison.domain.surname_readings import surname
from liaison.domain.syllables import Reading, ReadingError, plain_letters, typed_syllables
from liaison.domain.variants import fold

__all__ = ["Reading", "ReadingError", "all_readings", "reading", "text_reading"]

# More readings of one name than this only bloat the index: each costs about nine keys.
_MOST_READINGS = 4


def reading(full_name: str, family: str | None = None, override: str | None = None) -> Reading:
    """The most likely reading of a person's name; an officer's ``override`` ("shan jian guo") wins.

    An override that does not give each character one syllable raises ReadingError.
    """
    if override:
        surname_length = len(pieces(_family_of(full_name, family)))
        return Reading(full_name, typed_syllables(override, full_name), surname_length)
    head = _family_of(full_name, family)
    syllables = _family_choices(head)[0] + _given_choices(full_name[len(head):])[0]
    return Reading(full_name, syllables, len(pieces(head)))


def all_readings(
    full_name: str, override: str | None = None, *, family: str | None = None
) -> list[Reading]:
    """Every reading by which a person may be searched, the most likely first, four at most."""
    corrected = [reading(full_name, family, override)] if override else []
    found = dict.fromkeys(chain(corrected, _likely(full_name, family)))
    return list(islice(found, _MOST_READINGS))


def text_reading(text: str) -> Reading:
    """The reading of a unit's name or any other text, read as words: 重庆大学 is chongqingdaxue."""
    return Reading(text, _read_words(text))


def _likely(full_name: str, family: str | None) -> Iterator[Reading]:
    head = _family_of(full_name, family)
    # The surname is the more doubtful half, so its readings vary first.
    choices = product(_given_choices(full_name[len(head):]), _family_choices(head))
    return (Reading(full_name, first + last, len(pieces(head))) for last, first in choices)


def _family_of(full_name: str, family: str | None) -> str:
    head = split_name(full_name)[0] if family is None else family
    return head if full_name.startswith(head) else ""


@lru_cache(maxsize=4096)
def _family_choices(family: str) -> tuple[tuple[str, ...], ...]:
    known = surname(family)
    return known.readings if known else (_read_words(family),)


@lru_cache(maxsize=32_768)  # an import reads each name twice, some seconds apart
def _given_choices(given: str) -> tuple[tuple[str, ...], ...]:
    """The usual reading first."""
    usual = _read_words(given)
    if not is_han(given):
        return (usual,)
    each_choice = (
        dict.fromkeys([syllable, *given_readings(character)])
        for character, syllable in zip(fold(given), usual, strict=True)
    )
    return tuple(product(*each_choice))


def _read_words(text: str) -> tuple[str, ...]:
    """One syllable for each piece of the text; the phrases pypinyin knows settle 重, 长 and their like."""
    syllables = chain.from_iterable(_read_run(run) for run in han_runs(text))
    return tuple(next(syllables) if is_han(piece) else plain_letters(piece) for piece in pieces(text))


@lru_cache(maxsize=32_768)
def _read_run(run: str) -> tuple[str, ...]:
    # pypinyin knows phrases in simplified characters, and some rare characters as written only.
    found = _pinyin(fold(run))
    return tuple(
        _pinyin(character)[0] if is_han(syllable) else syllable
        for character, syllable in zip(run, found, strict=True)
    )


def _pinyin(run: str) -> list[str]:
    """One syllable for each character, the character itself where none is known."""
    from pypinyin import Style, lazy_pinyin

    _teach_places()
    # Its annotations forget that unknown characters may be answered one by one.
    return lazy_pinyin(run, style=Style.NORMAL, errors=list)  # type: ignore[arg-type]


@cache
def _teach_places() -> None:
    from pypinyin import load_phrases_dict

    load_phrases_dict({
        place: [[syllable] for syllable in spelt.split()] for place, spelt in PLACE_READINGS.items()
    })

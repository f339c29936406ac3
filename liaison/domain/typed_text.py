"""What people type for numbers and dates, brought to one form before it is read.

Used by ``typed_solar``, ``typed_lunar``, ``relative_dates``, ``date_words`` and ``birthday_words``.
"""

import re
import unicodedata

from .variants import fold

# One number in digits or characters, as part of a pattern.
NUMBER = "[0-9〇零○一二两三四五六七八九十廿卅百]"

_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")}
_DIGITS |= {"零": 0, "○": 0, "两": 2}
_TENS = {"廿": "二十", "卅": "三十"}
_DASHES = re.compile("[‐‑‒–—―−~～]")
_STOPS = re.compile("[。、·]")
_YEAR_LAST = re.compile(
    r"(?P<date>.*[一二三四五六七八九十日号])[,，]?\(?(?P<year>(?:19|20)[0-9]{2})年?(?:生|出生)?\)?"
)
_CLOCK = re.compile(r"[T\s]+[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2}(?:\.[0-9]+)?)?\s*$")


def tidied(text: str) -> str:
    """Half-width, simplified, without spaces or a time of day; every dash is "-" and every stop "."."""
    plain = _CLOCK.sub("", fold(unicodedata.normalize("NFKC", text)).strip())
    return _STOPS.sub(".", _DASHES.sub("-", "".join(plain.split())))


def year_first(typed: str) -> str:
    """八月十五1968, 闰六月初三(1987年生): the year behind a date in words put before it, other texts as they are."""
    matched = _YEAR_LAST.fullmatch(typed)
    return f"{matched['year']}年{matched['date']}" if matched else typed


def number_in(text: str) -> int | None:
    """The number in digits or characters: "23", "二十三", "廿三", "二〇二六"; None when it is none."""
    if re.fullmatch("[0-9]+", text):
        return int(text)
    spelt = "".join(_TENS.get(character, character) for character in text)
    if "百" in spelt:
        return _sum_of(spelt, "百", 100)
    return _below_hundred(spelt)


def _below_hundred(spelt: str) -> int | None:
    if "十" in spelt:
        return _sum_of(spelt, "十", 10)
    if spelt and all(character in _DIGITS for character in spelt):
        return int("".join(str(_DIGITS[character]) for character in spelt))
    return None


def _sum_of(spelt: str, unit: str, value: int) -> int | None:
    before, after = spelt.split(unit, 1)
    many = _below_hundred(before) if before else 1
    rest = _below_hundred(after.lstrip("零")) if after else 0
    return None if many is None or rest is None else many * value + rest

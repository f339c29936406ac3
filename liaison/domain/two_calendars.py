"""One day of birth in both calendars: 1985-03-02（农历正月十一）, 农历正月十一（公历1985年3月2日）, 公历…，农历….

The table of months says whether they are the same day. The one written first is the birthday, the other its proof.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from . import lunar
from .birthdays import Birthday, BirthdayError
from .lunar_words import day_words, month_words, stem_branch
from .typed_birthday import TypedBirthday, typed_birthday

_IN_BRACKETS = re.compile(r"(?P<first>[^()]+(?:\([^()]*\))?)\((?P<second>[^()]+)\)")
_BEFORE_A_CALENDAR = re.compile(r"(?<=.)(?=\(?(?:农历|阴历|旧历|夏历|公历|阳历|新历|国历))")
_BETWEEN = re.compile("[,;/.]")
_AROUND = ",;/.:即是为合"


class Pair(NamedTuple):
    """The same day as first written and in the other calendar."""

    first: Birthday
    second: Birthday


def pair_of(typed: str) -> Pair | None:
    """The two days in a tidied text; None where there are not two, one of each calendar.

    BirthdayError where they are not the same day, and where no year is told, so that this cannot be known.
    """
    for first, second in _splits(typed):
        one, other = typed_birthday(first.strip(_AROUND)), typed_birthday(second.strip(_AROUND))
        if one and other and one.is_lunar != other.is_lunar:
            solar, moon = (other, one) if one.is_lunar else (one, other)
            agreed = _agreed(solar, moon)
            return Pair(*reversed(agreed)) if one.is_lunar else Pair(*agreed)
    return None


def _splits(typed: str) -> Iterator[tuple[str, str]]:
    if bracketed := _IN_BRACKETS.fullmatch(typed):
        yield bracketed["first"], bracketed["second"]
    for shape in (_BEFORE_A_CALENDAR, _BETWEEN):
        for place in shape.finditer(typed):
            yield typed[: place.start()], typed[place.end():]


def _agreed(solar: TypedBirthday, moon: TypedBirthday) -> tuple[Birthday, Birthday]:
    """(solar, lunar), both with their years."""
    solar.in_year(None)  # refuses what no calendar has
    moon.in_year(None)
    on = _day_meant(solar, moon)
    true = lunar.to_lunar(on)
    told = (moon.month, moon.day, moon.is_leap, moon.year or true.year, moon.name or stem_branch(true.year))
    if told != (true.month, true.day, true.is_leap, true.year, stem_branch(true.year)):
        raise _contradiction(on, f"农历{_said(moon)}")
    if (solar.month, solar.day) != (on.month, on.day):
        raise _contradiction(on, f"{solar.month}月{solar.day}日")
    return Birthday(on.month, on.day, on.year), Birthday(true.month, true.day, true.year, True, true.is_leap)


def _day_meant(solar: TypedBirthday, moon: TypedBirthday) -> date:
    """From whichever has its year."""
    if solar.year is not None:
        found = solar.birthday.born_on
    elif moon.year is not None:
        found = moon.birthday.born_on
    else:
        found = _only_day(solar, moon)
    if found is None or not lunar.FIRST_DAY <= found <= lunar.LAST_DAY:
        raise BirthdayError("two_dates", "生日里公历和农历两个日子都没有年份，核对不了，请只留一个，或写上年份")
    return found


def _only_day(solar: TypedBirthday, moon: TypedBirthday) -> date | None:
    """Of the years that a stem and branch name, the one in which both are the same day; None where that is not one."""
    if not moon.name:
        return None
    days = [moon.in_year(year).born_on for year in moon.years]
    same = [day for day in days if day and (day.month, day.day) == (solar.month, solar.day)]
    if not same:
        raise BirthdayError(
            "calendars_never_agree", "{name}年（{years}年）的{moon}都不是公历{month}月{day}日，请核对生日",
            name=moon.name, years="、".join(map(str, moon.years)), month=solar.month, day=solar.day,
            moon=month_words(moon.month, moon.is_leap) + day_words(moon.day),
        )
    return same[0] if len(same) == 1 else None


def _said(moon: TypedBirthday) -> str:
    year, name = f"{moon.year}年" if moon.year else "", f"{moon.name}年" if moon.name else ""
    return f"{year}{name}{month_words(moon.month, moon.is_leap)}{day_words(moon.day)}"


def _contradiction(on: date, said: str) -> BirthdayError:
    true = lunar.to_lunar(on)
    return BirthdayError(
        "calendars_differ", "公历{year}年{month}月{day}日是农历{lunar_year}年（{name}）{true}，和“{said}”不是同一天，请核对生日",
        year=on.year, month=on.month, day=on.day, lunar_year=true.year, name=stem_branch(true.year), true=true.words, said=said,
    )

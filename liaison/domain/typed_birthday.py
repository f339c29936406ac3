"""A day of birth as typed, before it is known to exist: its numbers, its calendar, and the year's name if it has one."""

from dataclasses import dataclass, replace

from .birthdays import Birthday, BirthdayError
from .lunar_words import day_words, month_words, stem_branch
from .refusals import sentence
from .stem_branches import named_year, years_named
from .typed_lunar import lunar_words
from .typed_solar import is_marked_solar, solar_words

# A year of two figures up to this one is of this century: contacts are rarely born later.
_LAST_SHORT_YEAR = 15
_ROUNDS = 3  # of sixty years since 1900: nobody yet was born in the fourth, from 2080 on


class YearOpen(BirthdayError):
    """A lunar birthday in a year told by stem and branch alone. `birthday` is the same without its year."""

    def __init__(self, name: str, years: tuple[int, ...], birthday: Birthday) -> None:
        super().__init__(
            "year_open",
            sentence("{name}年可以是{years}年，看不出是哪一年，请写上公历年份，如 {year}年{day}"),
            name=name, years="、".join(map(str, years)), year=years[len(years) // 2],
            day=month_words(birthday.month, birthday.is_leap) + day_words(birthday.day),
        )
        self.birthday = birthday


@dataclass(frozen=True)
class TypedBirthday:
    """`year` has four figures or is None; `name` is the year's stem and branch, "" where none is written."""

    month: int
    day: int
    year: int | None = None
    is_lunar: bool = False
    is_leap: bool = False
    name: str = ""

    def in_year(self, year: int | None) -> Birthday:
        """BirthdayError where that year has no such day."""
        return Birthday(self.month, self.day, year, self.is_lunar, self.is_leap)

    @property
    def birthday(self) -> Birthday:
        """BirthdayError for a day no calendar has; YearOpen where only a name tells the year."""
        if not self.name:
            return self.in_year(self.year)
        if self.year is not None:
            found = self.in_year(self.year)
            if stem_branch(self.year) != self.name:
                raise BirthdayError(
                    "year_differs", "农历{year}年是{true}年，不是{name}年，请核对生日的年份",
                    year=self.year, true=stem_branch(self.year), name=self.name,
                )
            return found
        without_year = self.in_year(None)
        raise YearOpen(self.name, self.years, without_year)

    @property
    def years(self) -> tuple[int, ...]:
        """The years of its name that have the day, at least one. BirthdayError where the cycle has no such name or day."""
        named = years_named(self.name)[:_ROUNDS]
        if not named:
            raise BirthdayError("no_such_name", "没有“{name}”年，请核对干支", name=self.name)
        fitting = tuple(filter(self._fits, named))
        if not fitting:
            raise BirthdayError(
                "day_in_no_year", "{name}年（{years}年）没有{month}{day}，请核对生日",
                name=self.name, years="、".join(map(str, named)),
                month=month_words(self.month, self.is_leap), day=day_words(self.day),
            )
        return fitting

    def _fits(self, year: int) -> bool:
        try:
            self.in_year(year)
        except BirthdayError:
            return False
        return True


def typed_birthday(typed: str) -> TypedBirthday | None:
    """The one day in a tidied text, None when it has no such shape.

    A named year is a lunar one: 庚子年3月2日 is a lunar day. In brackets behind a solar one, "1985-03-02(乙丑年)", it is a
    remark; where a year of another place stands between, it is not known which calendar is meant.
    """
    named = named_year(typed)
    if named is None:
        return _day_in(typed)
    found = _day_in(named.rest)
    if found is None or found.is_lunar:
        return replace(found, name=named.name) if found else None
    if named.is_remark:
        return found
    if not named.leads or is_marked_solar(typed) or not (found.year is None or named.has_figures):
        return None
    return replace(found, is_lunar=True, name=named.name)


def _day_in(typed: str) -> TypedBirthday | None:
    lunar = lunar_words(typed)
    if lunar:
        return TypedBirthday(lunar.month, lunar.day, full_year(lunar.year), True, lunar.is_leap)
    solar = solar_words(typed)
    return TypedBirthday(solar.month, solar.day, full_year(solar.year)) if solar else None


def full_year(year: int | None) -> int | None:
    """68 is 1968, 15 is 2015; a year of four figures as it is."""
    if year is None or year >= 100:
        return year
    return year + (2000 if year <= _LAST_SHORT_YEAR else 1900)

"""When an observance falls: the six kinds of rule. How they are written as text is in ``rule_texts``."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from . import lunar, solar_terms
from .calendar_errors import FIRST_YEAR, LAST_YEAR, CalendarError, require_covered
from .lunar_words import day_words, month_words

EVE_MONTH = 12


class RuleError(CalendarError):
    """A date rule that cannot be read or can never match."""


@dataclass(frozen=True)
class SolarRule:
    """The same solar date every year."""

    month: int
    day: int

    @property
    def words(self) -> str:
        """"10月1日"."""
        return f"{self.month}月{self.day}日"

    def dates_in(self, year: int) -> list[date]:
        """One date, or none when it is 29 February and the year is a common one."""
        require_covered(year, RuleError)
        if self.day > monthrange(year, self.month)[1]:
            return []
        return [date(year, self.month, self.day)]

    def cycle_of(self, on: date) -> int:
        """Which year's occurrence this date is: for every rule, no two of its dates share a cycle."""
        return on.year


@dataclass(frozen=True)
class LunarRule:
    """The same lunar date every lunar year, never in a leap month."""

    month: int
    day: int

    @property
    def words(self) -> str:
        """"农历八月十五"."""
        return "农历" + month_words(self.month) + day_words(self.day)

    def dates_in(self, year: int) -> list[date]:
        """None, one or two dates of the Gregorian year."""
        return lunar.solar_days(self.month, self.day, year)

    def cycle_of(self, on: date) -> int:
        """The lunar year: a Gregorian one may hold the day twice."""
        return lunar.to_lunar(on).year


@dataclass(frozen=True)
class LastDayRule:
    """The last day of a lunar month, 廿九 or 三十, never in a leap month; of the twelfth it is 除夕."""

    month: int = 12

    @property
    def words(self) -> str:
        """ "腊月最后一天", "农历六月最后一天"."""
        return f"{'' if self.month == EVE_MONTH else '农历'}{month_words(self.month)}最后一天"

    def dates_in(self, year: int) -> list[date]:
        """None, one or two dates of the Gregorian year; none that the tables do not reach."""
        require_covered(year, RuleError)
        return lunar.last_days(self.month, year)

    def cycle_of(self, on: date) -> int:
        """The lunar year in which this day ends the month."""
        return lunar.to_lunar(on).year


@dataclass(frozen=True)
class TermRule:
    """A solar term."""

    name: str

    @property
    def words(self) -> str:
        """"节气清明"."""
        return f"节气{self.name}"

    def dates_in(self, year: int) -> list[date]:
        """Always one date."""
        return [solar_terms.term_date(year, self.name)]

    def cycle_of(self, on: date) -> int:
        """The Gregorian year."""
        return on.year


@dataclass(frozen=True)
class WeekdayRule:
    """The nth weekday of a month; ``weekday`` counts from Monday, which is 0."""

    nth: int
    weekday: int
    month: int

    @property
    def words(self) -> str:
        """"5月第2个星期日"."""
        return f"{self.month}月第{self.nth}个星期{'一二三四五六日'[self.weekday]}"

    def dates_in(self, year: int) -> list[date]:
        """One date, or none when the month has no fifth such weekday."""
        require_covered(year, RuleError)
        first_weekday, length = monthrange(year, self.month)
        day = 1 + (self.weekday - first_weekday) % 7 + 7 * (self.nth - 1)
        return [date(year, self.month, day)] if day <= length else []

    def cycle_of(self, on: date) -> int:
        """The Gregorian year."""
        return on.year


@dataclass(frozen=True)
class RelativeRule:
    """So many days after another rule's dates; before them when ``days`` is negative."""

    base: "Rule"
    base_name: str
    days: int

    @property
    def words(self) -> str:
        """"春节前1天"."""
        return f"{self.base_name}{'前' if self.days < 0 else '后'}{abs(self.days)}天"

    def dates_in(self, year: int) -> list[date]:
        """Dates of the year, whichever year the day they lean on lies in."""
        require_covered(year, RuleError)
        around = range(max(year - 1, FIRST_YEAR), min(year + 1, LAST_YEAR) + 1)
        shifted = [on + timedelta(days=self.days) for each in around for on in self.base.dates_in(each)]
        return [on for on in shifted if on.year == year]

    def cycle_of(self, on: date) -> int:
        """The cycle of the day it leans on, which may lie in another year."""
        return self.base.cycle_of(on - timedelta(days=self.days))


Rule = SolarRule | LunarRule | LastDayRule | TermRule | WeekdayRule | RelativeRule

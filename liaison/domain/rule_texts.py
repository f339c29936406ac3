"""Reading and writing date rules as one line of text, as the observance table keeps them.

========================================  =============================================
``10-01``                                 a solar date; 02-29 falls in leap years only
``lunar 08-15``                           a lunar date in its ordinary month
``last day of lunar month 12``            除夕, the day before the next 正月初一
``solar term 清明``                       one of the twenty-four solar terms
``2nd Sunday May``                        the nth weekday of a month
``1 day before 春节``                     so many days before or after another observance
========================================  =============================================

A rule that no year could ever match is refused when it is read, not found to be empty later.
"""

import re
from calendar import monthrange
from collections.abc import Mapping

from .date_rules import (
    LastDayRule,
    LunarRule,
    RelativeRule,
    Rule,
    RuleError,
    SolarRule,
    TermRule,
    WeekdayRule,
)
from .solar_terms import TERMS

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)
FARTHEST_DAYS = 60
_A_LEAP_YEAR = 2000

_SOLAR = re.compile(r"(\d{1,2})-(\d{1,2})")
_LUNAR = re.compile(r"lunar (\d{1,2})-(\d{1,2})")
_LAST_DAY = re.compile(r"last day of lunar month (\d{1,2})")
_TERM = re.compile(r"solar term (\S+)")
_WEEKDAY = re.compile(rf"(\d)(?:st|nd|rd|th) ({'|'.join(WEEKDAYS)})(?: of)? ({'|'.join(MONTHS)})")
_RELATIVE = re.compile(r"(\d{1,3}) days? (before|after) (.+)")


def parse_rule(text: str, named: Mapping[str, Rule] | None = None) -> Rule:
    """Read one rule; ``named`` holds the observances that a relative rule may lean on, by name."""
    text = text.strip()
    if found := _LAST_DAY.fullmatch(text):
        return _last_day_rule(int(found[1]))
    if found := _SOLAR.fullmatch(text):
        return _solar_rule(int(found[1]), int(found[2]))
    if found := _LUNAR.fullmatch(text):
        return _lunar_rule(int(found[1]), int(found[2]))
    if found := _TERM.fullmatch(text):
        return _term_rule(found[1])
    if found := _WEEKDAY.fullmatch(text):
        return _weekday_rule(int(found[1]), WEEKDAYS.index(found[2]), MONTHS.index(found[3]) + 1)
    if found := _RELATIVE.fullmatch(text):
        days = int(found[1]) if found[2] == "after" else -int(found[1])
        return _relative_rule(days, found[3], named or {})
    raise RuleError(
        "unreadable_rule", "看不懂日期规则“{text}”，请按“10-01”“lunar 08-15”“solar term 清明”这样填写",
        text=text,
    )


def rule_text(rule: Rule) -> str:
    """The text that ``parse_rule`` reads back into an equal rule."""
    match rule:
        case SolarRule(month, day):
            return f"{month:02}-{day:02}"
        case LunarRule(month, day):
            return f"lunar {month:02}-{day:02}"
        case LastDayRule(month):
            return f"last day of lunar month {month}"
        case TermRule(name):
            return f"solar term {name}"
        case WeekdayRule(nth, weekday, month):
            ordinal = ("1st", "2nd", "3rd", "4th", "5th")[nth - 1]
            return f"{ordinal} {WEEKDAYS[weekday]} {MONTHS[month - 1]}"
        case RelativeRule(_, name, days):
            unit = "day" if abs(days) == 1 else "days"
            return f"{abs(days)} {unit} {'before' if days < 0 else 'after'} {name}"


def _solar_rule(month: int, day: int) -> SolarRule:
    if not (1 <= month <= 12 and 1 <= day <= monthrange(_A_LEAP_YEAR, month)[1]):
        raise RuleError(
            "impossible_solar_date", "公历没有{month}月{day}日，这条规则永远不会出现，请核对",
            month=month, day=day,
        )
    return SolarRule(month, day)


def _lunar_rule(month: int, day: int) -> LunarRule:
    if not (1 <= month <= 12 and 1 <= day <= 30):
        raise RuleError(
            "impossible_lunar_date",
            "农历没有{month}月{day}日（月一至十二，日一至三十），这条规则永远不会出现，请核对",
            month=month, day=day,
        )
    return LunarRule(month, day)


def _last_day_rule(month: int) -> LastDayRule:
    if not 1 <= month <= 12:
        raise RuleError("no_lunar_month", "农历没有{month}月，月份只能是一至十二，请核对", month=month)
    return LastDayRule(month)


def _term_rule(name: str) -> TermRule:
    if name not in TERMS:
        raise RuleError("no_such_term", "没有“{name}”这个节气，请从二十四节气中选择", name=name)
    return TermRule(name)


def _weekday_rule(nth: int, weekday: int, month: int) -> WeekdayRule:
    if not 1 <= nth <= 5:
        raise RuleError("no_such_week", "一个月没有第{nth}个同名星期，只能填第1至第5个", nth=nth)
    return WeekdayRule(nth, weekday, month)


def _relative_rule(days: int, name: str, named: Mapping[str, Rule]) -> RelativeRule:
    if name not in named:
        raise RuleError("unknown_base", "没有“{name}”这个节日，无法以它为准推算，请先建立或改选", name=name)
    if not 1 <= abs(days) <= FARTHEST_DAYS:
        raise RuleError(
            "too_far", "相隔天数应在1至{farthest}天之间，现为{days}天，请核对",
            farthest=FARTHEST_DAYS, days=abs(days),
        )
    return RelativeRule(named[name], name, days)

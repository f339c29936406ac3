"""记好帐: what others did well, kept so that it is thanked for and told in the month's report."""

import re
from datetime import date, timedelta

from .refusals import FieldRefusal

MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
EARLIEST = date(1990, 1, 1)


class CreditError(FieldRefusal):
    """A credit that cannot be kept so; `field` names the input at fault."""


def check_credit(name: str, on: date, today: date, *, somebody: bool) -> None:
    """It says what was done well, by somebody, on a day that has come."""
    if not name.strip():
        raise CreditError("name", "请写一句对方做了什么好事")
    if not somebody:
        raise CreditError("unit", "请填写是哪个单位，或者哪位联系人")
    if on > today:
        raise CreditError("on", "{on} 还没到，请填事情发生的那一天", on=on.isoformat())
    if on < EARLIEST:
        raise CreditError("on", "日期须在 1990 年以后")


def month_of(day: date) -> str:
    """2026-11."""
    return f"{day:%Y-%m}"


def month_span(month: str) -> tuple[date, date] | None:
    """The first and last day of "2026-11"; None for what is no month."""
    found = MONTH.fullmatch(month)
    if found is None or int(found[1]) < EARLIEST.year:
        return None
    year, number = int(found[1]), int(found[2])
    following = date(year + number // 12, number % 12 + 1, 1) if year < date.max.year else date.max
    return date(year, number, 1), following - timedelta(days=1)

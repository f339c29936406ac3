"""Credits on their way out: one month's, or all of them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l

from liaison.credits.queries import every_credit
from liaison.domain.credits import month_span
from liaison.exports.listing import Asked, Listing

HEADINGS = ("日期", "单位", "姓名", "做了什么好事", "记的人", "致谢日期", "上报月份")


def rows(asked: Asked) -> Iterator[list[Any]]:
    """By day."""
    start, end = month_span(asked.args.get("month", "")) or (date.min, date.max)
    for credit in every_credit(asked.user, start, end, state=asked.args.get("state", "")):
        yield [
            credit.on, credit.unit.name if credit.unit else "", credit.contact.name if credit.contact else "", credit.name,
            credit.by.name if credit.by else "", credit.thanked_on, credit.reported_in,
        ]  # fmt: skip


CREDITS = Listing(
    code="credits", title=_l("记好帐"), headings=HEADINGS, rows=rows, kept_args=frozenset({"month", "state"})
)

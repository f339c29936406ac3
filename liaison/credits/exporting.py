"""Credits on their way out: one month's, or all of them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from liaison.credits.queries import CreditFilter, every_credit
from liaison.domain.credits import month_span
from liaison.exports.listing import Asked, Listing, Paper
from liaison.exports.refusals import FilterError

EVERY_MONTH = "all"  # in the place of 2026-11; no page shows it
EVERY_DAY = (date.min, date.max)
HEADINGS = ("日期", "单位", "姓名", "做了什么好事", "记的人", "致谢日期", "上报月份")


def rows(asked: Asked) -> Iterator[list[Any]]:
    """By day."""
    wanted = CreditFilter.asked(asked.args, asked.today)
    span = EVERY_DAY if wanted.month == EVERY_MONTH else month_span(wanted.month)
    if span is None:
        raise FilterError(_("月份应写成 2026-11 的样子"))
    for credit in every_credit(asked.user, *span, state=wanted.state):
        yield [
            credit.on, credit.unit.name if credit.unit else "", credit.contact.name if credit.contact else "", credit.name,
            credit.by.name if credit.by else "", credit.thanked_on, credit.reported_in,
        ]  # fmt: skip


CREDITS = Listing(
    code="credits",
    title=_l("记好帐"),
    headings=HEADINGS,
    rows=rows,
    whole={"month": EVERY_MONTH},
    paper=Paper(_l("记好帐"), ("日期", "单位", "姓名", "做了什么好事", "记的人", "致谢日期")),
)

"""The due review on its way out, most pressing first, as the page shows it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l

from liaison.domain.date_words import parse_date
from liaison.domain.warmth import degrees
from liaison.due.queries import each_due
from liaison.due.scopes import asked_scope
from liaison.exports.listing import Asked, Listing, Paper
from liaison.web.filters import state_words, tier_words

HEADINGS = (
    "单位", "姓名", "职务", "称呼", "电话", "联系等级", "状态", "超期天数", "最近联系", "应联系日期",
    "关系温度", "为什么联系", "上次内容",
    "联络员",
)  # fmt: skip


def asked_day(asked: Asked) -> date:
    """The day the review is about: today unless its address names another."""
    text = asked.args.get("on", "").strip()
    return parse_date(text, asked.today) if text else asked.today


def rows(asked: Asked) -> Iterator[list[Any]]:
    """One row for each person who is due."""
    scope, _whose = asked_scope(asked.user, asked.args)
    states, tiers = state_words(), tier_words()
    for row in each_due(asked_day(asked), scope):
        contact = row.contact
        yield [
            contact.unit.name if contact.unit else "", contact.name, contact.title, contact.address,
            "、".join(phone.text for phone in contact.phones), tiers[contact.tier], states[row.state.value],
            max(row.days_overdue, 0), contact.last_contact_on, contact.due_on, degrees(row.temperature), row.reason,
            row.last.summary if row.last else "", contact.owner.name if contact.owner else "",
        ]  # fmt: skip


DUE = Listing(
    code="due",
    title=_l("待联系名单"),
    headings=HEADINGS,
    rows=rows,
    kept_args=frozenset({"whose", "within", "unit", "tier", "kind", "tag", "on"}),
    paper=Paper(_l("待联系名单"), ("姓名", "单位", "职务", "电话", "状态", "最近联系", "联络员")),
)

"""The due review and the units to call on, on their way out as their pages show them."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from liaison.accounts.models import User
from liaison.db import db
from liaison.domain.cadence import State
from liaison.domain.date_words import parse_date
from liaison.domain.warmth import degrees
from liaison.due.queries import REVIEWED, due_units, each_due, first_to_call, unreached_units
from liaison.due.scopes import asked_horizon, asked_scope
from liaison.due.unit_warmth import unit_temperatures
from liaison.exports.listing import CHUNK, Asked, Listing, Paper
from liaison.exports.refusals import FilterError
from liaison.units.models import Unit
from liaison.web.filters import state_words, tier_words

HEADINGS = (
    "单位", "姓名", "职务", "称呼", "电话", "联系等级", "状态", "超期天数", "最近联系", "应联系日期",
    "关系温度", "为什么联系", "上次内容",
    "联络员",
)  # fmt: skip
UNIT_HEADINGS = (
    "单位", "状态", "超期天数", "最近联系", "应联系日期", "关系温度", "联系人数", "联系着的人数", "联络员", "先找谁", "职务",
    "电话",
)  # fmt: skip


def asked_day(asked: Asked) -> date:
    """The day the review is about: today unless its address names another."""
    text = asked.args.get("on", "").strip()
    return parse_date(text, asked.today) if text else asked.today


def rows(asked: Asked) -> Iterator[list[Any]]:
    """One row for each person who is due, or only those in one state."""
    scope, _whose = asked_scope(asked.user, asked.args)
    state = asked.args.get("state", "")
    if state and state not in REVIEWED:
        raise FilterError(_("没有这样的状态"))
    states, tiers = state_words(), tier_words()
    for row in each_due(asked_day(asked), scope, (State(state),) if state else REVIEWED):
        contact = row.contact
        yield [
            contact.unit.name if contact.unit else "", contact.name, contact.title, contact.address,
            contact.telephones, tiers[contact.tier], states[row.state.value],
            max(row.days_overdue, 0), contact.last_contact_on, contact.due_on, degrees(row.temperature), row.reason,
            row.last.summary if row.last else "", contact.owner.name if contact.owner else "",
        ]  # fmt: skip


def unit_rows(asked: Asked) -> Iterator[list[Any]]:
    """One row for each unit: by the day its next contact is due, then those nobody has reached."""
    day, within = asked_day(asked), asked_horizon(asked.args)
    for found in (due_units(day, within_days=within), unreached_units()):
        for some in db.session.scalars(found.whole().execution_options(yield_per=CHUNK)).partitions():
            yield from rows_of_units(some, asked.user, day)


def rows_of_units(units: Sequence[Unit], user: User | None, day: date) -> Iterator[list[Any]]:
    ids = [unit.id for unit in units]
    temperatures, first = unit_temperatures(ids, day), first_to_call(ids, user, day)
    for unit in units:
        person = first.get(unit.id)
        yield [
            unit.name, standing_of(unit, day), max((day - unit.due_on).days, 0) if unit.due_on else None,
            unit.last_contact_on, unit.due_on, degrees(temperatures[unit.id]) if unit.id in temperatures else None,
            unit.people, unit.people_reached, unit.owner.name if unit.owner else "", person.name if person else "",
            person.title if person else "", person.telephones if person else "",
        ]  # fmt: skip


def standing_of(unit: Unit, day: date) -> str:
    """The word of the states for a unit, which is broken by nobody's longest gap."""
    if unit.due_on is None:
        return state_words()["never"]
    return state_words()["overdue" if unit.due_on < day else "due" if unit.due_on == day else "soon"]


DUE_UNITS = Listing(
    code="due_units",
    title=_l("该走动的单位"),
    headings=UNIT_HEADINGS,
    rows=unit_rows,
    paper=Paper(_l("该走动的单位"), ("单位", "状态", "最近联系", "应联系日期", "联络员", "先找谁", "电话")),
)
DUE = Listing(
    code="due",
    title=_l("待联系名单"),
    headings=HEADINGS,
    rows=rows,
    whole={"whose": "all"},
    paper=Paper(_l("待联系名单"), ("姓名", "单位", "职务", "电话", "状态", "最近联系", "联络员")),
)

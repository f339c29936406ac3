"""Units on their way out, under the headings of office directories."""

from collections.abc import Iterator
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import selectinload

from liaison.db import db
from liaison.exports.listing import CHUNK, Asked, Listing, Paper
from liaison.formats.former_names import former_names_written
from liaison.units.models import Unit
from liaison.units.queries import UnitFilter, unit_list
from liaison.web.dates import office_date
from liaison.web.filters import tier_words, unit_kind_words

HEADINGS = (
    "单位", "简称", "代码", "类别", "上级单位", "主管部门", "地区", "地址", "电话", "联系等级", "联系周期", "最长间隔", "最近联系",
    "应联系日期", "联系人数", "联络员", "备注", "曾用名", "归档日期",
)  # fmt: skip


def rows(asked: Asked) -> Iterator[list[Any]]:
    """One row for each unit of the page's filter, in its order."""
    tiers, kinds = tier_words(), unit_kind_words()
    statement = unit_list(UnitFilter.asked(asked.args)).whole()
    statement = statement.options(selectinload(Unit.parent), selectinload(Unit.former_names))
    for unit in db.session.scalars(statement.execution_options(yield_per=CHUNK)):
        yield [
            unit.name, unit.short_name, unit.code, kinds.get(unit.kind, unit.kind),
            unit.parent.name if unit.parent else "", unit.authority, unit.region, unit.address, unit.phone,
            tiers.get(unit.tier or "", ""), unit.interval_days, unit.max_gap_days, unit.last_contact_on, unit.due_on,
            unit.people, unit.owner.name if unit.owner else "", unit.notes,
            former_names_written((once.name, once.until_on) for once in unit.former_names), office_date(unit.archived_at),
        ]  # fmt: skip


UNITS = Listing(
    code="units",
    title=_l("单位"),
    headings=HEADINGS,
    rows=rows,
    paper=Paper(_l("单位名录"), ("单位", "类别", "地区", "电话", "最近联系", "联络员")),
)

"""The register (台账) on its way out, in the columns offices keep it in."""

from collections.abc import Iterator
from typing import Any

from flask_babel import lazy_gettext as _l

from liaison.db import db
from liaison.exports.listing import CHUNK, Asked, Listing, Paper
from liaison.formats.list_cells import listed
from liaison.interactions.queries import InteractionFilter, register

HEADINGS = (
    "时间", "单位", "姓名", "方式", "方向", "是否接通", "内容", "结果", "经办人", "时刻", "时长",
    "联系人编号",
)  # fmt: skip


def rows(asked: Asked) -> Iterator[list[Any]]:
    """One row for each entry; several people stand in one cell."""
    statement = register(asked.user, InteractionFilter.asked(asked.args, asked.today)).whole()
    for entry in db.session.scalars(statement.execution_options(yield_per=CHUNK)):
        yield [
            entry.on, entry.unit.name if entry.unit else "", entry.name, entry.kind_record.name,
            "对方发起" if entry.direction == "theirs" else "我方发起", "是" if entry.answered else "否", entry.summary,
            entry.outcome, entry.handled_by, entry.at, entry.minutes, listed(person.uuid for person in entry.participants),
        ]  # fmt: skip


INTERACTIONS = Listing(
    code="interactions",
    title=_l("联系记录"),
    headings=HEADINGS,
    rows=rows,
    paper=Paper(_l("联系台账"), ("时间", "单位", "姓名", "方式", "内容", "经办人")),
)

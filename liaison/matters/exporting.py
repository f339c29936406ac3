"""Matters on their way out, as their page shows them. The register prints from a page of its own."""

from collections.abc import Iterator
from typing import Any

from flask_babel import lazy_gettext as _l

from liaison.db import db
from liaison.exports.listing import CHUNK, Asked, Listing
from liaison.matters.models import MatterEnding
from liaison.matters.queries import ANY, asked_filter, matter_list
from liaison.matters.words import ending_words, reception_words, short_way_words

HEADINGS = (
    "提出日期", "来去", "事项", "单位", "姓名", "要求", "答应", "谁答应的", "答复期限", "承办人", "B角", "结果", "了结日期", "说明",
    "对方反应",
)  # fmt: skip


def rows(asked: Asked) -> Iterator[list[Any]]:
    """One row for each."""
    statement = matter_list(asked.user, asked_filter(asked.user, asked.args), today=asked.today).whole()
    ways, endings, receptions = short_way_words(), ending_words(), reception_words()
    for matter in db.session.scalars(statement.execution_options(yield_per=CHUNK)):
        ending = matter.ending
        yield [
            matter.received_on, ways[matter.way], matter.name, matter.unit.name if matter.unit else "",
            matter.contact.name if matter.contact else "", matter.asked, matter.promise, matter.promised_by, matter.due_on,
            matter.owner.name if matter.owner else "", matter.deputy.name if matter.deputy else "",
            endings.get(matter.ended_as, ""), matter.ended_on, said(ending), receptions.get(ending.reception, "") if ending else "",
        ]  # fmt: skip


def said(ending: MatterEnding | None) -> str:
    """All that was said as it ended."""
    if ending is None:
        return ""
    return "；".join(filter(None, (ending.result, ending.remainder, ending.passed_to, ending.explanation)))


MATTERS = Listing(
    code="matters",
    title=_l("协调事项"),
    headings=HEADINGS,
    rows=rows,
    whole={"whose": "all", "state": ANY, "sort": "register"},
)

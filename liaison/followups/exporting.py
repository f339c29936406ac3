"""Follow-ups on their way out, open or done, as their page shows them. They print from a page of their own."""

from collections.abc import Iterator
from typing import Any

from flask_babel import lazy_gettext as _l

from liaison.db import db
from liaison.exports.listing import CHUNK, Asked, Listing
from liaison.followups.queries import EITHER, FollowUpFilter, follow_up_list
from liaison.web.filters import local_time

HEADINGS = ("哪天", "做什么", "单位", "姓名", "谁办", "办好时间", "结果")


def rows(asked: Asked) -> Iterator[list[Any]]:
    """One row for each."""
    statement = follow_up_list(asked.user, FollowUpFilter.asked(asked.user, asked.args)).whole()
    for item in db.session.scalars(statement.execution_options(yield_per=CHUNK)):
        yield [
            item.on, item.name, item.unit.name if item.unit else "", item.contact.name if item.contact else "",
            item.owner.name if item.owner else "", local_time(item.done_at), item.outcome,
        ]  # fmt: skip


FOLLOW_UPS = Listing(
    code="followups",
    title=_l("跟进事项"),
    headings=HEADINGS,
    rows=rows,
    whole={"whose": "all", "done": EITHER},
)

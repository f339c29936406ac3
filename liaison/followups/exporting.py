"""Follow-ups on their way out, open or done, as their page shows them. They print from a page of their own."""

from collections.abc import Iterator
from typing import Any

from flask_babel import lazy_gettext as _l

from liaison.db import db
from liaison.exports.listing import CHUNK, Asked, Listing
from liaison.followups.models import FollowUp
from liaison.followups.queries import FollowUpFilter, wanted_follow_ups
from liaison.web.filters import local_time

HEADINGS = ("哪天", "做什么", "单位", "姓名", "谁办", "办好时间", "结果")


def rows(asked: Asked) -> Iterator[list[Any]]:
    """Soonest first; what is done, latest first."""
    wanted = FollowUpFilter.asked(asked.user, asked.args)
    order = [FollowUp.on.desc(), FollowUp.id.desc()] if wanted.done else [FollowUp.on, FollowUp.id]
    statement = wanted_follow_ups(asked.user, wanted).order_by(*order).execution_options(yield_per=CHUNK)
    for item in db.session.scalars(statement):
        yield [
            item.on, item.name, item.unit.name if item.unit else "", item.contact.name if item.contact else "",
            item.owner.name if item.owner else "", local_time(item.done_at), item.outcome,
        ]  # fmt: skip


FOLLOW_UPS = Listing(
    code="followups",
    title=_l("跟进事项"),
    headings=HEADINGS,
    rows=rows,
    kept_args=frozenset({"whose", "done", "q"}),
)

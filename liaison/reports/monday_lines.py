"""The Monday page as lines for a sheet: its four parts under one another."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from flask_babel import gettext as _

from liaison.due.rows import DueRow
from liaison.followups.models import FollowUp
from liaison.matters.models import Matter
from liaison.matters.words import ending_words
from liaison.reports.monday import Monday
from liaison.web.filters import state_words


class MondayLine(NamedTuple):
    """`who` is the unit or the person it is about, `owner` whose it is."""

    part: str
    kind: str
    text: str
    who: str
    day: date | None
    owner: str


def lines_of(page: Monday) -> Iterator[MondayLine]:
    """In the order of the page."""
    part = _("上周做了什么")
    for name, count in page.last.kinds:
        yield MondayLine(part, name, _("%(n)d 次", n=count), "", None, "")
    for entry in page.last.met:
        yield MondayLine(part, entry.kind_record.label, entry.summary, entry.name, entry.on, entry.handled_by)
    for matter in page.last.ended:
        owner = matter.owner.name if matter.owner else ""
        yield MondayLine(part, ending_words()[matter.ended_as], matter.name, matter.partner, matter.ended_on, owner)
    this = page.this
    yield from open_lines(_("本周要办"), this.people, this.matters, this.follow_ups)
    for festival, count in (*this.festivals, *this.coming):
        yield MondayLine(_("本周要办"), _("节日"), festival.name, _("%(n)d 人待问候", n=count) if count else "", festival.date, "")
    yield from open_lines(_("过了日子的"), page.late.people, page.late.matters, page.late.follow_ups)
    for hand in page.hands:
        said = _("联系人超期 %(people)d，事项超期 %(matters)d，跟进超期 %(tasks)d，本周休假 %(away)d 天",
                 people=hand.people, matters=hand.matters, tasks=hand.follow_ups, away=hand.away)  # fmt: skip
        yield MondayLine(_("谁需要帮一把"), "", said, "", None, hand.name)


def open_lines(
    part: str, people: Iterable[DueRow], matters: Iterable[Matter], tasks: Iterable[FollowUp]
) -> Iterator[MondayLine]:
    """People due, matters and follow-ups, each with its day and owner."""
    words = state_words()
    for row in people:
        contact = row.contact
        unit = contact.unit.name if contact.unit else ""
        owner = contact.owner.name if contact.owner else ""
        yield MondayLine(part, words[row.state.value], contact.name, unit, contact.due_on, owner)
    for matter in matters:
        yield MondayLine(part, _("事项"), matter.name, matter.partner, matter.due_on, matter.owner.name if matter.owner else "")
    for task in tasks:
        unit = task.unit.name if task.unit else ""
        yield MondayLine(part, _("跟进"), task.name, unit, task.on, task.owner.name if task.owner else "")

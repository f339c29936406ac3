"""What a digest tells: the same lists as the first page, in the sight of its reader, as sentences.

No telephone number, note or other detail is in it, because a mail lies in places the office does not keep.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from liaison.accounts.models import User
from liaison.calendar_.queries import work_calendar
from liaison.db import db
from liaison.digests.models import DigestMail, DigestWish
from liaison.digests.words import birthday_words, due_words, feast_words, follow_up_words, round_words
from liaison.domain.matters import SOON_DAYS
from liaison.due.queries import PRESSING, due_contacts, due_count
from liaison.due.scopes import Scope, asked_scope
from liaison.followups.queries import open_follow_ups
from liaison.greetings.timetable import feasts_to_begin, rounds_ahead, unfinished
from liaison.home.queries import birthdays_ahead
from liaison.matters.queries import pressing_matters
from liaison.matters.words import sentence
from liaison.web.filters import bounded

SHOWN, BIRTHDAYS = 12, 7


@dataclass(frozen=True)
class Line:
    """One sentence and the path of its page."""

    text: str
    path: str


@dataclass(frozen=True)
class Section:
    """`more` is how the rest is told, empty when everything is there; `path` is the page of the whole list."""

    title: str
    path: str
    lines: list[Line]
    more: str = ""


@dataclass(frozen=True)
class Digest:
    """Everything one reader is told on one day; sections without lines are left out."""

    user: User
    on: date
    sections: list[Section]

    @property
    def has_news(self) -> bool:
        return bool(self.sections)


def digest_for(user: User, today: date) -> Digest:
    """Whose it is about is what the first page starts with: an officer's own, all they see for those who lead."""
    scope, _whose = asked_scope(user, MultiDict())
    found = (
        told_matters(scope, today),
        told_follow_ups(scope, today),
        told_people(scope, today),
        told_greetings(scope, today),
        told_birthdays(scope, today),
    )
    return Digest(user, today, [section for section in found if section.lines])


def rest(count: int) -> str:
    """The count of what is not shown, in words."""
    return _("还有 %(n)s 项，见网页", n=bounded(count)) if count > 0 else ""


def shortened(title: str, path: str, lines: list[Line]) -> Section:
    return Section(title, path, lines[:SHOWN], rest(len(lines) - SHOWN))


def told_matters(scope: Scope, today: date) -> Section:
    """Overdue ones and those due within a week, each with who asked, what was promised, how late, and who is at it."""
    until = today + timedelta(days=SOON_DAYS)
    found = pressing_matters(scope.seen_by, until=until, today=today, owner_ids=scope.owner_ids)
    lines = [Line(sentence(matter, today), f"/matters/{matter.id}") for matter in found]
    return shortened(_("协调事项"), "/matters", lines)


def told_follow_ups(scope: Scope, today: date) -> Section:
    end = today + timedelta(days=SOON_DAYS)
    found = open_follow_ups(scope.seen_by, end=end, owner_ids=scope.owner_ids)
    lines = [Line(follow_up_words(each, today), f"/followups/{each.id}") for each in found]
    return shortened(_("跟进事项"), "/followups", lines)


def shares(groups: Sequence[Sequence[Any]], places: int) -> list[Sequence[Any]]:
    """The first of each group, `places` in all: an even share for each, what is left over to the first who need it."""
    share = places // len(groups)
    left = places - sum(min(len(group), share) for group in groups)
    found = []
    for group in groups:
        extra = min(max(0, len(group) - share), left)
        left -= extra
        found.append(group[: share + extra])
    return found


def told_people(scope: Scope, today: date) -> Section:
    """Who should be called today, the most pressing first. Many of one state leave room for some of each other."""
    count = sum(due_count(state, today, scope) for state in PRESSING)
    groups = [due_contacts(state, today, scope, size=SHOWN).rows for state in PRESSING]
    rows = [row for group in shares(groups, SHOWN) for row in group]
    lines = [Line(due_words(row), f"/contacts/{row.contact.id}") for row in rows]
    return Section(_("今天该联系谁"), "/", lines, rest(count - len(lines)))


def told_greetings(scope: Scope, today: date) -> Section:
    """Rounds with their next step, feasts nobody has begun, answers owed, mails to decide about."""
    calendar, reader = work_calendar(), scope.seen_by
    lines = [
        Line(round_words(each, today, reader), f"/greetings/rounds/{each.round.id}")
        for each in rounds_ahead(today, scope, calendar)
    ]
    left = unfinished(scope)
    if left.owed:
        lines.append(Line(_("收到的问候还没回：%(n)d 位", n=left.owed), "/greetings/incoming"))
    if left.undecided:
        lines.append(Line(_("邮件不知发出没有：%(n)d 封，请来定", n=left.undecided), "/greetings/outbox"))
    lines += [Line(feast_words(each), "/greetings") for each in feasts_to_begin(today, scope, calendar)]
    return shortened(_("问候"), "/greetings", lines)


def told_birthdays(scope: Scope, today: date) -> Section:
    near = today + timedelta(days=BIRTHDAYS)
    lines = [
        Line(birthday_words(contact, day.on, today), f"/contacts/{contact.id}")
        for contact, day in birthdays_ahead(today, scope)
        if day.on <= near
    ]
    return shortened(_("生日"), "/calendar", lines)


def wish_of(user: User) -> DigestWish | None:
    return db.session.scalar(select(DigestWish).where(DigestWish.user_id == user.id))


def last_mails(user: User, limit: int = 5) -> list[DigestMail]:
    """The latest digests of this user, newest first."""
    found = select(DigestMail).where(DigestMail.user_id == user.id).order_by(DigestMail.on.desc())
    return list(db.session.scalars(found.limit(limit)))

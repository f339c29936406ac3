"""Saved views as people keep them: one's own, the section's and the office's, pinned to the side."""

from datetime import datetime, time
from functools import partial

from liaison.demo.diary import Happening
from liaison.demo.office import Office
from liaison.demo.office_days import OfficeDays, instant
from liaison.saved_views.actions import save_view

SAVED, SAVED_DAYS = time(16, 40), 30
# who, name, list, filters, for whom
VIEWS = (
    ("officer", "重点联系人", "contacts", "tier=key&owner={owner}", "mine"),
    ("officer", "高校", "contacts", "kind=university", "mine"),
    ("head", "超期的协调事项", "matters", "state=overdue&whose=all", "section"),
    ("admin", "只靠一人的单位", "units", "one=1", "office"),
)


def views(office: Office, days: OfficeDays) -> list[Happening]:
    """Saved a month ago, one after the other."""
    at = instant(days.ago(SAVED_DAYS), SAVED)
    return [Happening(at, partial(save, office, at, *view)) for view in VIEWS]


def save(office: Office, at: datetime, login: str, name: str, kept: str, query: str, audience: str) -> None:
    user = office.users[login]
    query = query.format(owner=user.id)
    save_view(name, kept, query, audience=audience, pinned=True, now=at, by=user)

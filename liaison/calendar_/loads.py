"""How much there is to do on each day of a span: counted from plain columns, no event is written out."""

from collections import Counter
from datetime import date

from sqlalchemy import func, select

from liaison.calendar_.audiences import audience_of
from liaison.calendar_.checkins import Span, days_beyond, planned_days
from liaison.calendar_.queries import combined_greetings, greeted_by_either
from liaison.contacts.models import Contact
from liaison.db import db
from liaison.domain.birthdays import Birthday, occurrences
from liaison.domain.festivals import festivals_between
from liaison.domain.workdays import WorkCalendar
from liaison.due.scopes import Scope, in_scope
from liaison.followups.queries import open_follow_ups
from liaison.matters.queries import matters_between
from liaison.occasions.queries import office_policy


def day_loads(
    start: date, end: date, scope: Scope, calendar: WorkCalendar, *, today: date
) -> Counter[date]:
    """{day: how many of the calendar's occasions fall on it}, the same ones as `occasions_between` lists."""
    loads: Counter[date] = Counter()
    loads.update(greeting_days(start, end, scope, calendar))
    loads.update(birthday_days(start, end, scope))
    span = Span(start, end, today, calendar)
    for calls in (planned_days(span, scope), days_beyond(span, scope)):
        loads.update(call.on for _contact_id, call in calls)
    loads.update(
        item.on for item in open_follow_ups(scope.seen_by, start=start, end=end, owner_ids=scope.owner_ids)
    )
    loads.update(
        matter.due_on for matter in matters_between(scope.seen_by, start, end, owner_ids=scope.owner_ids)
    )
    return loads


def greeting_days(start: date, end: date, scope: Scope, calendar: WorkCalendar) -> list[date]:
    """The festivals that greet somebody; 中秋国庆 once."""
    audience, policy = audience_of(scope), office_policy()
    combined = combined_greetings(range(start.year, end.year + 1), calendar, policy)
    served = {(part.code, part.date) for both in combined for part in both.parts}
    return [
        festival.date
        for festival in festivals_between(start, end, calendar, policy)
        if audience.greeted(festival.observance) and (festival.code, festival.date) not in served
    ] + [both.date for both in combined if start <= both.date <= end and greeted_by_either(audience, both)]


def birthday_days(start: date, end: date, scope: Scope) -> Counter[date]:
    """Birthdays; people born on one day are counted together."""
    born = (
        Contact.birth_month,
        Contact.birth_day,
        Contact.birth_year,
        Contact.birth_is_lunar,
        Contact.birth_is_leap,
    )
    rows = db.session.execute(
        select(*born, func.count())
        .where(*in_scope(scope), Contact.birth_month.is_not(None))
        .group_by(*born)
    )
    found: Counter[date] = Counter()
    for month, day, year, is_lunar, is_leap, people in rows:
        for occurrence in occurrences(Birthday(month or 0, day or 0, year, is_lunar, is_leap), start, end):
            found[occurrence.on] += people
    return found

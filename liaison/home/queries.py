"""The right column of the first page, from the same lists as the calendar."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from liaison.calendar_.greeted import greeted_count
from liaison.calendar_.queries import EARLIEST, LATEST, office_policy, work_calendar
from liaison.contacts.models import Contact
from liaison.db import db
from liaison.domain.birthdays import BirthdayDay, births_kept_on, occurrences
from liaison.domain.festivals import Festival, festivals_between
from liaison.domain.matters import SOON_DAYS
from liaison.due.scopes import Scope, in_scope
from liaison.followups.models import FollowUp
from liaison.followups.queries import open_follow_ups
from liaison.greetings.timetable import (
    FeastToBegin,
    RoundAhead,
    Unfinished,
    feasts_to_begin,
    rounds_ahead,
    unfinished,
)
from liaison.matters.models import Matter
from liaison.matters.queries import pressing_matters

FESTIVAL_DAYS, BIRTHDAY_DAYS, FOLLOW_UP_DAYS, SHOWN = 45, 30, 14, 6
CANDIDATES = 100  # read for one day; only those born in a leap month may prove to be kept on another


@dataclass(frozen=True)
class Ahead:
    """`festivals` with how many of the scope's people each greets; all lists soonest first."""

    festivals: list[tuple[Festival, int]]
    rounds: list[RoundAhead]
    to_begin: list[FeastToBegin]
    unfinished: Unfinished
    matters: list[Matter]
    follow_ups: list[FollowUp]
    birthdays: list[tuple[Contact, BirthdayDay]]


def ahead(today: date, scope: Scope) -> Ahead:
    """What is coming, as far as it fits beside the review."""
    calendar = work_calendar()
    return Ahead(
        festivals_ahead(today, scope),
        rounds_ahead(today, scope, calendar),
        feasts_to_begin(today, scope, calendar),
        unfinished(scope),
        matters_ahead(today, scope),
        follow_ups_ahead(today, scope),
        birthdays_ahead(today, scope),
    )


def within_tables(day: date) -> date:
    return min(max(day, EARLIEST), LATEST)


def festivals_ahead(today: date, scope: Scope) -> list[tuple[Festival, int]]:
    """Festivals with how many each greets, counted to a limit."""
    end = within_tables(today + timedelta(days=FESTIVAL_DAYS))
    coming = festivals_between(within_tables(today), end, work_calendar(), office_policy())[:SHOWN]
    return [(festival, greeted_count([festival.observance], scope)) for festival in coming]


def matters_ahead(today: date, scope: Scope) -> list[Matter]:
    """Overdue matters and those due within a week, the most pressing first."""
    until = today + timedelta(days=SOON_DAYS)
    return pressing_matters(scope.seen_by, until=until, today=today, owner_ids=scope.owner_ids, limit=SHOWN)


def follow_ups_ahead(today: date, scope: Scope) -> list[FollowUp]:
    found = open_follow_ups(
        scope.seen_by, end=today + timedelta(days=FOLLOW_UP_DAYS), owner_ids=scope.owner_ids
    )
    return found[:SHOWN]


def birthdays_ahead(today: date, scope: Scope) -> list[tuple[Contact, BirthdayDay]]:
    """The first birthdays of the next thirty days. Day by day through an index, never through everybody."""
    found: list[tuple[Contact, BirthdayDay]] = []
    for day in range(BIRTHDAY_DAYS + 1):
        on = today + timedelta(days=day)
        if within_tables(on) == on and len(found) < SHOWN:
            found += born_on(on, scope, SHOWN - len(found))
    return found


def born_on(on: date, scope: Scope, limit: int) -> list[tuple[Contact, BirthdayDay]]:
    """People whose birthday is kept on this day, at most `limit`."""
    kept: list[tuple[Contact, BirthdayDay]] = []
    for birth in births_kept_on(on):
        born = select(Contact).where(
            *in_scope(scope),
            Contact.birth_is_lunar.is_(birth.is_lunar),
            Contact.birth_month == birth.month,
            Contact.birth_day == birth.day,
        )
        if birth.in_leap:
            born = born.where(Contact.birth_is_leap)
        for contact in db.session.scalars(born.order_by(Contact.id).limit(CANDIDATES)):
            days = occurrences(contact.birthday, on, on) if contact.birthday else []
            kept += [(contact, each) for each in days]
    return sorted(kept, key=lambda pair: pair[0].id)[:limit]

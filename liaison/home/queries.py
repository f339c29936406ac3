"""The right column of the first page, from the same lists as the calendar."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from liaison.calendar_.audiences import Audience, audience_of
from liaison.calendar_.queries import EARLIEST, LATEST, office_policy, work_calendar
from liaison.contacts.models import Contact
from liaison.db import db
from liaison.domain.birthdays import BirthdayDay, occurrences
from liaison.domain.festivals import Festival, festivals_between
from liaison.due.scopes import Scope, in_scope
from liaison.followups.models import FollowUp
from liaison.followups.queries import open_follow_ups
from liaison.greetings.timetable import FeastToBegin, RoundAhead, feasts_to_begin, rounds_ahead

FESTIVAL_DAYS, BIRTHDAY_DAYS, FOLLOW_UP_DAYS, SHOWN = 45, 30, 14, 6


@dataclass(frozen=True)
class Ahead:
    """`festivals` with how many of the scope's people each greets; all lists soonest first."""

    festivals: list[tuple[Festival, int]]
    rounds: list[RoundAhead]
    to_begin: list[FeastToBegin]
    follow_ups: list[FollowUp]
    birthdays: list[tuple[Contact, BirthdayDay]]


def ahead(today: date, scope: Scope) -> Ahead:
    """What is coming, as far as it fits beside the review."""
    audience, calendar = audience_of(scope), work_calendar()
    return Ahead(
        festivals_ahead(today, audience),
        rounds_ahead(today, scope, calendar),
        feasts_to_begin(today, scope, calendar, audience),
        follow_ups_ahead(today, scope),
        birthdays_ahead(today, scope),
    )


def within_tables(day: date) -> date:
    return min(max(day, EARLIEST), LATEST)


def festivals_ahead(today: date, audience: Audience) -> list[tuple[Festival, int]]:
    end = within_tables(today + timedelta(days=FESTIVAL_DAYS))
    coming = festivals_between(within_tables(today), end, work_calendar(), office_policy())[:SHOWN]
    return [(festival, len(audience.greeted(festival.observance))) for festival in coming]


def follow_ups_ahead(today: date, scope: Scope) -> list[FollowUp]:
    found = open_follow_ups(
        scope.seen_by, end=today + timedelta(days=FOLLOW_UP_DAYS), owner_ids=scope.owner_ids
    )
    return found[:SHOWN]


def birthdays_ahead(today: date, scope: Scope) -> list[tuple[Contact, BirthdayDay]]:
    """Birthdays of the next thirty days."""
    start, end = within_tables(today), within_tables(today + timedelta(days=BIRTHDAY_DAYS))
    born = select(Contact).where(*in_scope(scope), Contact.birth_month.is_not(None))
    found = [
        (contact, day)
        for contact in db.session.scalars(born)
        if contact.birthday
        for day in occurrences(contact.birthday, start, end)
    ]
    return sorted(found, key=lambda pair: (pair[1].on, pair[0].id))[:SHOWN]

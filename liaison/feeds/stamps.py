"""The state stamp of a feed: a few hundred octets of numbers, hashed, that differ whenever the feed could differ.

It is asked on every fetch, so that a feed nobody has touched answers 304 without building an event. It covers:
the day; the feed's own settings; its owner's role and section; every person of the scope with the version of the
record, the revision of the stored facts and the version of the unit; every open follow-up with its person; every open
matter with its person, unit and owner; all occasions; all holiday schedules; all leave days and office settings; the
plan of calls by its revisions; and the
address and language the events are written with. Counters stand for rows that are never deleted.
"""

import hashlib
from datetime import date
from typing import Any

from flask import current_app
from sqlalchemy import func, or_, select

from liaison.accounts.models import User
from liaison.contacts.models import Contact
from liaison.db import db
from liaison.due.scopes import in_scope
from liaison.feeds.models import Feed, FeedScope
from liaison.feeds.queries import scope_of
from liaison.followups.models import FollowUp
from liaison.leave.models import Leave
from liaison.matters.models import Matter
from liaison.occasions.models import OfficeOccasion
from liaison.office.models import OfficeSetting
from liaison.plans.models import CallPlan
from liaison.units.models import Unit
from liaison.workdays.queries import schedules_revision

FORM = 1  # raise it when the wording of events changes, so that all feeds are built anew


def state_stamp(feed: Feed, today: date) -> str:
    """A hash that stays the same as long as the feed would say the same."""
    settings = current_app.config["SETTINGS"]
    owner = feed.user
    seen = hashlib.sha256()
    parts: list[Any] = [FORM, today, settings.base_url, settings.locale, settings.timezone]
    parts += [feed.id, feed.version, owner.role, owner.section_id, owner.exports, schedules_revision()[0]]
    parts += [counted(OfficeOccasion), counted(OfficeSetting), counted(Leave)]
    if feed.scope != FeedScope.FESTIVALS:
        parts += [people_in(feed), follow_ups_in(feed), matters_in(feed), plans_for(feed)]
    seen.update(repr(parts).encode())
    return seen.hexdigest()


def counted(model: Any) -> tuple[int, int]:
    """(rows, sum of versions) of a table whose rows are archived and never deleted: both only rise."""
    rows, versions = db.session.execute(
        select(func.count(), func.sum(model.version)).select_from(model)
    ).one()
    return rows, versions or 0


def people_in(feed: Feed) -> list[tuple[Any, ...]]:
    """What is recorded of each person, by id. Whoever enters or leaves the scope changes the list."""
    statement = (
        select(Contact.id, Contact.version, Contact.facts_revision, Unit.version)
        .outerjoin(Unit, Unit.id == Contact.unit_id)
        .where(*in_scope(scope_of(feed)))
        .order_by(Contact.id)
    )
    return [tuple(row) for row in db.session.execute(statement)]


def plans_for(feed: Feed) -> list[tuple[Any, ...]]:
    """How often each desk's planned calls have changed, and how far they reach."""
    statement = select(CallPlan.desk_id, CallPlan.revision, CallPlan.end_on).order_by(CallPlan.desk_id)
    if feed.scope == FeedScope.MINE:
        statement = statement.where(CallPlan.desk_id == feed.user_id)
    return [tuple(row) for row in db.session.execute(statement)]


def follow_ups_in(feed: Feed) -> list[tuple[Any, ...]]:
    """The open follow-ups, one's own or everybody's, and whom they are about."""
    statement = (
        select(FollowUp.id, FollowUp.version, Contact.version, Contact.facts_revision, Unit.version)
        .outerjoin(Contact, Contact.id == FollowUp.contact_id)
        .outerjoin(Unit, Unit.id == Contact.unit_id)
        .where(FollowUp.done_at.is_(None), FollowUp.deleted_at.is_(None))
        .order_by(FollowUp.id)
    )
    if feed.scope == FeedScope.MINE:
        statement = statement.where(FollowUp.owner_id == feed.user_id)
    return [tuple(row) for row in db.session.execute(statement)]


def matters_in(feed: Feed) -> list[tuple[Any, ...]]:
    """The open matters, one's own or everybody's, with all whom their events name."""
    statement = (
        select(Matter.id, Matter.version, Contact.version, Contact.facts_revision, Unit.version, User.version)
        .outerjoin(Contact, Contact.id == Matter.contact_id)
        .outerjoin(Unit, Unit.id == Matter.unit_id)
        .outerjoin(User, User.id == Matter.owner_id)
        .where(Matter.deleted_at.is_(None), Matter.ended_as == "")
        .order_by(Matter.id)
    )
    if feed.scope == FeedScope.MINE:
        statement = statement.where(or_(Matter.owner_id == feed.user_id, Matter.deputy_id == feed.user_id))
    return [tuple(row) for row in db.session.execute(statement)]

"""Greetings by telephone or visit that are planned and not yet made: each may stand for a call of the plan."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from sqlalchemy import select

from liaison.db import db
from liaison.greetings.channels import SPOKEN
from liaison.greetings.models import Greeting, Round


def greeting_days(contact_ids: Collection[int], start: date, end: date) -> dict[int, tuple[date, ...]]:
    """{contact id: the days on which the round of such a greeting is to be sent}, of open rounds."""
    found: dict[int, set[date]] = defaultdict(set)
    for contact_id, on in spoken_greetings(start, end):
        if contact_id in contact_ids:
            found[contact_id].add(on)
    return {contact_id: tuple(sorted(days)) for contact_id, days in found.items()}


def spoken_greetings(start: date, end: date) -> list[tuple[int, date]]:
    """Few rounds are open at a time, and most of their greetings are written."""
    rows = db.session.execute(
        select(Greeting.contact_id, Round.send_on)
        .join(Round, Round.id == Greeting.round_id)
        .where(
            Round.closed_at.is_(None),
            Round.send_on.between(start, end),
            Greeting.channel.in_(SPOKEN),
            Greeting.sent_at.is_(None),
            Greeting.excused_at.is_(None),
        )
    )
    return [(row.contact_id, row.send_on) for row in rows]

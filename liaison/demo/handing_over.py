"""A handover in preparation: one officer's people of a unit, to be taken over by another, still a draft."""

from datetime import time

from sqlalchemy import select

from liaison.contacts.models import Contact
from liaison.db import db
from liaison.demo.diary import Happening
from liaison.demo.office import Office
from liaison.demo.office_days import OfficeDays, instant
from liaison.handover.actions import assign, draft_handover

MORNING, PEOPLE = time(9, 20), 6


def handing_over(office: Office, days: OfficeDays) -> Happening:
    """Drafted this morning by the head."""
    return Happening(instant(days.today, MORNING), lambda: draft(office, days))


def draft(office: Office, days: OfficeDays) -> None:
    """The officer with the first other name gives to the one everybody signs in as."""
    head, taker = office.users["head"], office.users["officer"]
    giver = next(user for login, user in office.users.items() if user.role == "officer" and login != "officer")
    people = db.session.scalars(
        select(Contact).where(Contact.owner_id == giver.id, Contact.archived_at.is_(None)).order_by(Contact.id).limit(PEOPLE)
    ).all()
    handover = draft_handover(giver, days.today, reason="轮岗", by=head)
    assign(handover, people, taker, by=head)

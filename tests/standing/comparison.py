"""Stored facts against the program's own recomputation, and against the plain one."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from standing.plain_office import PlainOffice

from liaison.contacts.models import Contact
from liaison.db import db
from liaison.plans.standing_calls import misplaced_calls
from liaison.standing.actions import disagreeing_contacts, disagreeing_units
from liaison.units.models import Unit

COOL = 20
ROUNDING = 1e-7  # degrees within which a heat counts as lying on the bound


def check_everything(office: PlainOffice) -> None:
    """What another session would read now must equal both recomputations."""
    db.session.flush()
    db.session.expire_all()
    assert disagreeing_contacts() == []
    assert disagreeing_units() == []
    assert misplaced_calls() == []
    for contact in db.session.scalars(select(Contact)):
        check_contact(office, contact)
    for unit in db.session.scalars(select(Unit)):
        wanted = office.facts_of_unit(unit.id)
        assert {name: getattr(unit, name) for name in wanted} == wanted, f"unit {unit.id}"


def check_contact(office: PlainOffice, contact: Contact) -> None:
    wanted = office.facts_of(contact.id)
    assert {name: getattr(contact, name) for name in wanted} == wanted, f"contact {contact.id}"
    if contact.heat_on is None:
        assert (contact.heat, contact.cools_on) == (0.0, None)
        return
    assert contact.heat == pytest.approx(office.heat_of(contact.id, contact.heat_on), rel=1e-9)
    check_cooling(office, contact)


def check_cooling(office: PlainOffice, contact: Contact) -> None:
    """`cools_on` is the first day below 凉, and never before the last touch."""
    assert contact.cools_on is not None and contact.heat_on is not None
    assert office.degrees_of(contact.id, contact.cools_on) < COOL + ROUNDING
    if contact.cools_on > contact.heat_on:
        assert office.degrees_of(contact.id, contact.cools_on - timedelta(days=1)) >= COOL - ROUNDING
    else:
        assert contact.cools_on == contact.heat_on

"""Many people added at once carry the facts that one added by hand gets from its records."""

import pytest
from conftest import TODAY
from sqlalchemy import select

from liaison.batches import in_one_go
from liaison.contacts.adding import Newcomer, add_contacts
from liaison.contacts.models import Contact
from liaison.db import begin_write, db
from liaison.standing.actions import disagreeing_contacts, disagreeing_units
from liaison.units.actions import edit_unit

pytestmark = pytest.mark.postgres


def newcomers(cast):
    return [
        Newcomer({"name": "林冲", "tier": "key"}, has_post=True, unit_id=cast.school.id, title=" 教务主任 "),
        Newcomer({"name": "鲁达"}, has_post=True, unit_id=cast.college.id),
        Newcomer({"name": "史进", "interval_days": 10}, has_post=True, title="教头"),
        Newcomer({"name": "柴进", "tier": "regular"}, unit_id=cast.college.id, title="没有任职"),
    ]


@pytest.mark.parametrize("together", [True, False])
def test_the_facts_they_are_inserted_with_are_those_of_their_records(app, cast, together):
    begin_write()
    edit_unit(cast.college, {"interval_days": 20, "max_gap_days": 25}, version=None, by=None)
    if together:
        with in_one_go():
            ids = add_contacts(newcomers(cast), by=None)
    else:
        ids = add_contacts(newcomers(cast), by=None)
    db.session.commit()
    assert (disagreeing_contacts(), disagreeing_units()) == ([], [])
    stored = db.session.scalars(select(Contact).where(Contact.id.in_(ids)).order_by(Contact.id)).all()
    assert [contact.cadence_days for contact in stored][1:3] == [20, 10]
    assert [contact.title for contact in stored] == ["教务主任", "", "教头", ""]
    assert (cast.school.people, cast.college.people) == (3, 2)


def test_their_calls_are_planned_with_those_of_the_desk(app, cast):
    from liaison.plans.models import PlannedCall

    begin_write()
    ids = add_contacts([Newcomer({"name": "林冲", "owner_id": cast.user("officer").id})], by=None)
    planned = db.session.scalars(select(PlannedCall.on).where(PlannedCall.contact_id == ids[0])).all()
    assert planned and min(planned) >= TODAY

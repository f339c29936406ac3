"""The state stamp differs after every kind of change that a feed could show, and after no other."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from cast import Cast
from conftest import NOW, TODAY
from sqlalchemy import select

from liaison.accounts.actions import add_section
from liaison.contacts.actions import add_contact, archive_contact, begin_post, edit_contact, reassign
from liaison.db import begin_write, db
from liaison.domain.year_lines import read_year_lines
from liaison.due.actions import pause_contact, snooze_contact
from liaison.feeds.actions import edit_feed
from liaison.feeds.models import Feed
from liaison.feeds.stamps import state_stamp
from liaison.followups.actions import add_follow_up, finish_follow_up
from liaison.followups.models import FollowUp
from liaison.interactions.actions import delete_interaction, edit_interaction, log_interaction
from liaison.interactions.models import Interaction
from liaison.leave.actions import add_leave
from liaison.occasions.actions import archive_occasion, edit_occasion
from liaison.occasions.forms import filled_from
from liaison.occasions.models import OfficeOccasion
from liaison.occasions.queries import observances_by_code
from liaison.office.actions import change_setting, change_tier
from liaison.office.models import TierCadence
from liaison.standing.actions import refresh_everyone
from liaison.units.actions import edit_unit
from liaison.workdays.actions import apply_schedule

SPRING_2027 = "2027-02-05 春节 休\n2027-02-06 春节 休"
Change = Callable[[Cast], object]


def new_year() -> OfficeOccasion:
    return db.session.scalars(select(OfficeOccasion).where(OfficeOccasion.code == "new-year")).one()


def edit_new_year(_cast: Cast) -> None:
    record = new_year()
    values = {**filled_from(record, observances_by_code()["new-year"]), "audience": "医院"}
    edit_occasion(record, values, version=None, by=None)


def change_key_tier(_cast: Cast) -> None:
    change_tier(db.session.scalars(select(TierCadence).where(TierCadence.code == "key")).one(), 20, None, version=None, by=None)
    refresh_everyone()


def call() -> Interaction:
    return db.session.scalars(select(Interaction)).one()


CHANGES: dict[str, Change] = {
    "a person edited": lambda cast: edit_contact(cast.chen, {"name": "陈国强"}, version=None, by=None),
    "a telephone changed": lambda cast: edit_contact(cast.chen, {}, phones=[("", "13905712047")], version=None, by=None),
    "a tag added": lambda cast: edit_contact(cast.chen, {}, tags=["卫健"], version=None, by=None),
    "a call logged": lambda cast: log_interaction([cast.chen], kind="call", on=TODAY, today=TODAY, by=None),
    "a call edited": lambda cast: edit_interaction(call(), {"answered": False}, today=TODAY, version=None, by=None),
    "a call deleted": lambda cast: delete_interaction(call(), now=NOW, by=None),
    "a person archived": lambda cast: archive_contact(cast.chen, now=NOW, by=None),
    "a person given away": lambda cast: reassign(cast.chen, cast.user("colleague"), by=None),
    "a person taken over": lambda cast: reassign(cast.ouyang, cast.user("officer"), by=None),
    "a person added": lambda cast: add_contact({"name": "李明", "owner_id": cast.user("officer").id}, by=None),
    "a post begun": lambda cast: begin_post(cast.chen, unit_id=cast.ids["college"], title="校长", first=True, by=None),
    "a snooze": lambda cast: snooze_contact(cast.chen, TODAY + timedelta(9), "出差", today=TODAY, by=None),
    "a pause": lambda cast: pause_contact(cast.chen, TODAY + timedelta(9), "巡视", today=TODAY, by=None),
    "a follow-up added": lambda cast: add_follow_up("来函", TODAY, contact=cast.chen, by=cast.user("officer")),
    "a follow-up finished": lambda cast: finish_follow_up(
        db.session.scalars(select(FollowUp)).one(), now=NOW, by=None
    ),
    "a unit renamed": lambda cast: edit_unit(cast.school, {"name": "市一中"}, version=None, by=None),
    "a tier's pace": change_key_tier,
    "an occasion edited": edit_new_year,
    "an occasion archived": lambda cast: archive_occasion(new_year(), now=NOW, by=None),
    "a year loaded": lambda cast: apply_schedule(
        read_year_lines(SPRING_2027, 2027), source="2027.csv", seen_id=None, by=None
    ),
    "leave registered": lambda cast: add_leave(
        cast.user("officer"), TODAY, TODAY, "", today=TODAY, by=cast.user("officer")
    ),
    "an office setting": lambda cast: change_setting("signature", "办公室", by=None),
    "the owner's section": lambda cast: setattr(cast.user("officer"), "section_id", add_section("新科", by=None).id),
    "the feed's own settings": lambda cast: edit_feed(
        only_feed(),
        {"name": "另名", "scope": "mine", "kinds": ["checkins"], "discreet": True, "greeting_lead_days": None,
         "day_alarm": False},
        version=None, by=cast.user("officer"),
    ),
}  # fmt: skip


def only_feed() -> Feed:
    return db.session.scalars(select(Feed)).one()


def stamp(today: date = TODAY) -> str:
    db.session.rollback()
    return state_stamp(only_feed(), today)


@pytest.fixture
def fed_office(officer, make_feed, cast: Cast) -> Cast:
    """A feed, a logged call and an open follow-up."""
    make_feed(officer)
    begin_write()
    log_interaction([cast.chen], kind="call", on=TODAY - timedelta(5), today=TODAY, by=None)
    add_follow_up("寄资料", TODAY + timedelta(3), contact=cast.chen, by=cast.user("officer"))
    db.session.commit()
    return cast


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_change_changes_the_stamp(change: Change, fed_office: Cast):
    before = stamp()
    begin_write()
    change(fed_office)
    db.session.commit()
    assert stamp() != before


def test_midnight_changes_the_stamp(fed_office: Cast):
    assert stamp(TODAY + timedelta(1)) != stamp()


def test_nothing_changes_nothing(fed_office: Cast):
    assert stamp() == stamp()


def test_other_peoples_contacts_leave_ones_own_feed_alone(fed_office: Cast):
    before = stamp()
    begin_write()
    log_interaction([fed_office.ouyang], kind="call", on=TODAY, today=TODAY, by=None)
    db.session.commit()
    assert stamp() == before


def test_being_fetched_does_not_change_the_stamp(officer, make_feed):
    path = make_feed(officer)
    before = stamp()
    officer.get(path)
    assert stamp() == before


def test_a_calendar_of_festivals_follows_no_person(officer, make_feed, cast: Cast):
    make_feed(officer, scope="festivals")
    before = stamp()
    begin_write()
    archive_contact(cast.chen, now=NOW, by=None)
    db.session.commit()
    assert stamp() == before

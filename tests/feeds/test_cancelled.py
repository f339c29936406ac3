"""What is no longer planned is struck out in every calendar that has it, for thirty days."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from cast import Cast
from conftest import NOW, TODAY
from feeds.readers import events_by_uid
from sqlalchemy import select

from liaison import clock
from liaison.contacts.actions import archive_contact, restore_contact
from liaison.db import begin_write, db
from liaison.due.actions import pause_contact
from liaison.followups.actions import add_follow_up, finish_follow_up
from liaison.followups.models import FollowUp
from liaison.interactions.actions import log_interaction
from liaison.occasions.actions import archive_occasion
from liaison.occasions.models import OfficeOccasion, occasion_uuid


class Program:
    """A calendar program that reads one feed on days of its choosing."""

    def __init__(self, app, path: str) -> None:
        self.client, self.path = app.test_client(), path

    def reads(self, days_later: int = 0) -> dict[str, dict[str, str]]:
        with clock.fixed_at(NOW + timedelta(days=days_later)):
            return events_by_uid(self.client.get(self.path).text)


@pytest.fixture
def program(app, officer, make_feed) -> Program:
    return Program(app, make_feed(officer))


def written(change: Callable[[], object]) -> None:
    begin_write()
    change()
    db.session.commit()


def test_an_archived_persons_calls_are_struck_out_for_thirty_days(program: Program, cast: Cast):
    uid = f"{cast.chen.uuid}-checkin-1@liaison"
    planned = program.reads()[uid]
    written(lambda: archive_contact(cast.chen, now=NOW, by=None))
    for days in (0, 12, 30):
        event = program.reads(days)[uid]
        assert event["STATUS"] == "CANCELLED"
        assert int(event["SEQUENCE"]) == int(planned["SEQUENCE"]) + 1
        assert event["SUMMARY"] == planned["SUMMARY"]
        assert event["DTSTART;VALUE=DATE"] == planned["DTSTART;VALUE=DATE"]
    assert uid not in program.reads(31)


def test_a_cancelled_event_that_comes_back_has_a_higher_number(program: Program, cast: Cast):
    uid = f"{cast.chen.uuid}-checkin-1@liaison"
    program.reads()
    written(lambda: archive_contact(cast.chen, now=NOW, by=None))
    struck = program.reads()[uid]
    program.reads(40)
    written(lambda: restore_contact(cast.chen, by=None))
    again = program.reads(60)[uid]
    assert again["STATUS"] == "CONFIRMED"
    assert int(again["SEQUENCE"]) > int(struck["SEQUENCE"]) and again["DTSTAMP"] > struck["DTSTAMP"]


def test_a_call_that_was_made_is_struck_out_and_the_next_one_follows(program: Program, cast: Cast):
    program.reads()
    written(lambda: log_interaction([cast.chen], kind="call", on=TODAY, today=TODAY, by=None))
    events = program.reads()
    assert events[f"{cast.chen.uuid}-checkin-1@liaison"]["STATUS"] == "CANCELLED"
    following = events[f"{cast.chen.uuid}-checkin-2@liaison"]
    assert following["STATUS"] == "CONFIRMED" and following["DTSTART;VALUE=DATE"] == "20261223"


def test_a_finished_follow_up_is_struck_out(program: Program, cast: Cast):
    written(lambda: add_follow_up("回复来函", TODAY, contact=cast.chen, by=cast.user("officer")))
    uid = f"{db.session.scalars(select(FollowUp)).one().uuid}-followup@liaison"
    assert program.reads()[uid]["STATUS"] == "CONFIRMED"
    written(lambda: finish_follow_up(db.session.scalars(select(FollowUp)).one(), now=NOW, by=None))
    assert program.reads()[uid]["STATUS"] == "CANCELLED"


def test_an_archived_occasion_is_struck_out(program: Program, cast: Cast):
    uid = f"{occasion_uuid('spring-festival')}-2027@liaison"
    assert program.reads()[uid]["SUMMARY"] == "春节：问候 1 人"
    spring = select(OfficeOccasion).where(OfficeOccasion.code == "spring-festival")
    written(lambda: archive_occasion(db.session.scalars(spring).one(), now=NOW, by=None))
    assert program.reads()[uid]["STATUS"] == "CANCELLED"


def test_a_pause_moves_the_calls_and_strikes_out_those_it_pushes_out_of_sight(program: Program, cast: Cast):
    last = max(uid for uid in program.reads() if uid.startswith(cast.chen.uuid))
    resume = TODAY + timedelta(days=200)
    written(lambda: pause_contact(cast.chen, resume, "巡视期间", today=TODAY, by=None))
    events = program.reads()
    assert events[f"{cast.chen.uuid}-checkin-1@liaison"]["DTSTART;VALUE=DATE"] == "20270611"
    assert events[last]["STATUS"] == "CANCELLED"


def test_an_event_nobody_has_read_is_not_struck_out(program: Program, cast: Cast):
    written(lambda: archive_contact(cast.chen, now=NOW, by=None))
    assert not any(uid.startswith(cast.chen.uuid) for uid in program.reads())


def test_a_past_event_leaves_without_being_struck_out(program: Program, cast: Cast):
    uid = f"{occasion_uuid('new-year')}-2027@liaison"
    assert uid in program.reads()
    days = [40 + 29, 40 + 30, 40 + 31]  # New Year's Day is 39 days ahead
    seen = [program.reads(number).get(uid, {}).get("STATUS") for number in days]
    assert seen == ["CONFIRMED", None, None]


def test_a_struck_out_event_rings_no_alarm(app, officer, make_feed, cast: Cast):
    program = Program(app, make_feed(officer, day_alarm="y"))
    uid = f"{cast.chen.uuid}-checkin-1@liaison"
    assert "VALARM" in program.reads()[uid]["whole"]
    written(lambda: archive_contact(cast.chen, now=NOW, by=None))
    assert "VALARM" not in program.reads()[uid]["whole"]

"""The address that calendar programs fetch: HTTP as they expect it, names as the owner chose."""

from datetime import timedelta

import icalendar
import pytest
import recurring_ical_events
from cast import Cast
from conftest import NOW, TODAY
from feeds.readers import events_by_uid
from page_checks import CheckedClient
from sent_statements import statements
from sqlalchemy import select, text

from liaison import clock
from liaison.db import begin_write, db
from liaison.feeds.models import Feed

HANDED_OUT = {"feeds", "feed_entries"}


@pytest.fixture
def stranger(app) -> CheckedClient:
    """A calendar program: no cookie, no sign-in."""
    return app.test_client()


def test_a_program_reads_it_without_signing_in(officer, stranger, make_feed):
    answer = stranger.get(make_feed(officer))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.text.startswith("BEGIN:VCALENDAR\r\n") and answer.text.endswith("END:VCALENDAR\r\n")
    assert "Set-Cookie" not in answer.headers and "Cookie" not in answer.headers.get("Vary", "")
    assert "private" in answer.headers["Cache-Control"]
    assert int(answer.headers["Content-Length"]) == len(answer.data)


def test_a_browser_that_stays_signed_in_gets_no_cookie_either(officer, make_feed):
    path = make_feed(officer)
    with officer.session_transaction() as session:
        session.permanent = True
    assert "Set-Cookie" not in officer.get(path).headers


def test_what_has_not_changed_is_not_sent_again(officer, stranger, make_feed):
    path = make_feed(officer)
    first = stranger.get(path)
    again = stranger.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert not first.headers["ETag"].startswith("W/")
    since = stranger.get(path, headers={"If-Modified-Since": first.headers["Last-Modified"]})
    assert since.status_code == 304
    assert stranger.get(path, headers={"If-None-Match": '"something else"'}).status_code == 200


def test_an_unchanged_feed_answers_without_building_an_event(officer, stranger, make_feed):
    path = make_feed(officer)
    etag = stranger.get(path).headers["ETag"]
    with statements() as sent:
        assert stranger.get(path, headers={"If-None-Match": etag}).status_code == 304
    assert not any(table in each for each in sent for table in ("phones", "contact_tags", "feed_entries"))
    assert not any(each.startswith(("UPDATE", "INSERT", "DELETE")) for each in sent)


def test_two_fetches_are_alike_to_the_octet(officer, stranger, make_feed):
    path = make_feed(officer)
    first = stranger.get(path)
    with clock.fixed_at(NOW + timedelta(hours=3)):
        second = stranger.get(path)
    assert first.data == second.data
    assert first.headers["Last-Modified"] == second.headers["Last-Modified"]


def test_head_says_the_same_without_the_file(officer, stranger, make_feed):
    path = make_feed(officer)
    got, head = stranger.get(path), stranger.head(path)
    assert head.data == b""
    for name in ("ETag", "Last-Modified", "Content-Length", "Content-Type", "Cache-Control"):
        assert head.headers[name] == got.headers[name]


def test_unknown_revoked_and_ended_addresses_look_alike(officer, stranger, make_feed, cast: Cast):
    revoked, ended = make_feed(officer), make_feed(officer, name="另一个")
    feed_id = db.session.scalars(select(Feed.id).order_by(Feed.id)).first()
    officer.post(f"/settings/feeds/{feed_id}/revocation")
    begin_write()
    cast.user("officer").disabled_at = NOW
    db.session.commit()
    answers = [stranger.get(path) for path in (revoked, ended, "/feeds/never-was.ics", "/feeds/" + "x" * 4000 + ".ics")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.data for answer in answers}) == 1
    assert not any("Set-Cookie" in answer.headers for answer in answers)


def test_a_disabled_users_feeds_run_again_with_the_account(officer, stranger, make_feed, cast: Cast):
    path = make_feed(officer)
    for instant, status in ((NOW, 404), (None, 200)):
        begin_write()
        cast.user("officer").disabled_at = instant
        db.session.commit()
        assert stranger.get(path).status_code == status


def test_names_are_reduced_to_forms_of_address(officer, stranger, make_feed):
    text_of_feed = stranger.get(make_feed(officer)).text
    assert "SUMMARY:联系 陈主任" in text_of_feed
    assert "陈建国" not in text_of_feed and "2046" not in text_of_feed and "市第一中学" not in text_of_feed


def test_full_names_are_told_when_the_owner_chose_so(officer, stranger, make_feed):
    events = events_by_uid(stranger.get(make_feed(officer, discreet=None)).text).values()
    call = next(each for each in events if each["CATEGORIES"] == "checkin")
    assert call["SUMMARY"] == "联系 陈建国（市第一中学）"
    assert "138 0571 2046" in call["DESCRIPTION"]


def test_a_feed_of_festivals_names_nobody(officer, stranger, make_feed):
    events = events_by_uid(stranger.get(make_feed(officer, scope="festivals", discreet=None)).text)
    assert {each["CATEGORIES"] for each in events.values()} == {"greeting"}
    titles = {each["SUMMARY"] for each in events.values()}
    assert {"春节（休）", "国家公祭日"} <= titles
    assert not any("陈" in each["whole"] for each in events.values())


def test_only_the_chosen_kinds_are_told(officer, stranger, make_feed):
    events = events_by_uid(stranger.get(make_feed(officer, kinds=["checkins"])).text)
    assert {each["CATEGORIES"] for each in events.values()} == {"checkin"}


def test_mine_is_mine_and_the_section_is_what_its_people_see(officer, head, stranger, make_feed, cast: Cast):
    mine = stranger.get(make_feed(officer)).text
    section = stranger.get(make_feed(head, scope="section")).text
    assert f"{cast.chen.uuid}-checkin-1" in mine and f"{cast.wang.uuid}-checkin-1" not in mine
    assert f"{cast.chen.uuid}-checkin-1" in section and f"{cast.wang.uuid}-checkin-1" in section
    assert cast.ouyang.uuid not in section


def test_alarms_ring_only_where_asked_for(officer, stranger, make_feed):
    assert "VALARM" not in stranger.get(make_feed(officer)).text
    events = events_by_uid(stranger.get(make_feed(officer, greeting_lead_days="3", day_alarm="y")).text).values()
    triggers = {each["CATEGORIES"]: each["TRIGGER"] for each in events}
    assert triggers["checkin"] == "PT9H"
    assert triggers["greeting"] == "-P2DT15H"


def test_the_last_fetch_is_noted_once_an_hour(officer, stranger, make_feed):
    path = make_feed(officer)
    moments = (NOW, NOW + timedelta(minutes=59), NOW + timedelta(minutes=61))
    noted = []
    for number, moment in enumerate(moments):
        with clock.fixed_at(moment):
            stranger.get(path, headers={"User-Agent": f"ICSx5/{number}"})
        feed = db.session.scalars(select(Feed)).one()
        noted.append((feed.last_fetched_at, feed.last_program))
        db.session.rollback()
    assert noted == [(NOW, "ICSx5/0"), (NOW, "ICSx5/0"), (moments[2], "ICSx5/2")]
    assert "ICSx5/2" in officer.get("/settings/feeds").text


def test_fetching_leaves_every_record_of_the_office_alone(officer, stranger, make_feed):
    path = make_feed(officer)
    before = contents()
    stranger.get(path)
    with clock.fixed_at(NOW + timedelta(days=40)):
        stranger.get(path)
    assert contents() == before


def contents() -> dict[str, list[tuple]]:
    """Every row of every table, besides what feeds remember of themselves."""
    db.session.rollback()
    return {
        name: sorted(map(repr, db.session.execute(text(f"SELECT * FROM {name}")).all()))
        for name in db.metadata.tables
        if name not in HANDED_OUT
    }


def test_foreign_programs_read_the_days(officer, stranger, make_feed, cast: Cast):
    calendar = icalendar.Calendar.from_ical(stranger.get(make_feed(officer, discreet=None)).data)
    found = recurring_ical_events.of(calendar).between(TODAY, TODAY + timedelta(days=7))
    assert {str(each["SUMMARY"]) for each in found} >= {"联系 陈建国（市第一中学）"}


@pytest.mark.postgres
def test_a_feed_is_handed_out_and_remembered(officer, stranger, make_feed):
    path = make_feed(officer)
    first = stranger.get(path)
    assert first.status_code == 200 and stranger.get(path).data == first.data
    assert stranger.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_the_right_taken_away_makes_the_feed_discreet_at_its_next_fetch(app, cast, officer, stranger, make_feed):
    address = make_feed(officer, discreet=None)
    assert "陈建国" in stranger.get(address).text.replace("\r\n ", "")
    begin_write()
    cast.user("officer").export_right = False
    db.session.commit()
    assert "陈建国" not in stranger.get(address).text.replace("\r\n ", "")

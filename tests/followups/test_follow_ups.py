"""Follow-ups fall on working days, keep the days they were moved from, lead on to the next, and can be taken back."""

import re
from datetime import date, timedelta

import pytest
from cast import Cast
from conftest import NOW, TODAY, signed_in
from flask import Flask
from sqlalchemy import func, select

from liaison.credits.actions import add_credit
from liaison.db import begin_write, db
from liaison.followups import actions, queries
from liaison.followups.actions import FollowUpError, add_follow_up
from liaison.followups.models import FollowUp
from liaison.followups.queries import FollowUpFilter
from liaison.greetings.incoming import log_incoming
from liaison.interactions.actions import log_interaction

pytestmark = pytest.mark.postgres
SATURDAY, FRIDAY = date(2026, 11, 28), date(2026, 11, 27)


def made(cast: Cast, on: date = FRIDAY, text: str = "送提纲", **more: object) -> FollowUp:
    begin_write()
    follow_up = add_follow_up(text, on, contact=cast.chen, today=TODAY, by=cast.user("officer"), **more)  # type: ignore[arg-type]
    db.session.commit()
    return follow_up


@pytest.mark.parametrize(
    ("asked", "day"),
    [
        (TODAY, TODAY),
        (SATURDAY, FRIDAY),
        (date(2026, 11, 29), FRIDAY),
        (date(2027, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_day_off_becomes_the_working_day_before(app: Flask, cast: Cast, asked: date, day: date):
    assert made(cast, asked).on == day


def test_a_day_off_with_no_working_day_left_before_becomes_the_next(app: Flask, cast: Cast):
    begin_write()
    follow_up = add_follow_up("值班", SATURDAY, today=SATURDAY, by=cast.user("officer"))
    assert follow_up.on == date(2026, 11, 30)


def test_a_past_day_is_refused_and_nothing_is_written(app: Flask, cast: Cast):
    begin_write()
    with pytest.raises(FollowUpError, match="已经过去"):
        add_follow_up("送提纲", TODAY - timedelta(days=3), today=TODAY, by=cast.user("officer"))
    assert db.session.scalar(select(func.count(FollowUp.id))) == 0


def test_what_an_import_brings_keeps_its_day(app: Flask, cast: Cast):
    begin_write()
    assert add_follow_up("老事", date(2026, 10, 3), by=None).on == date(2026, 10, 3)


def test_what_has_come_to_its_day_is_counted_beside_the_name_of_the_list(app: Flask, cast: Cast):
    made(cast, TODAY), made(cast, FRIDAY)
    begin_write()
    add_follow_up("值班", TODAY, today=TODAY, by=cast.user("colleague"))
    db.session.commit()
    counted = {login: queries.pressing_count(cast.user(login), TODAY) for login in ("officer", "colleague", "admin")}
    assert counted == {"officer": 1, "colleague": 1, "admin": 2}
    assert "项到期" in signed_in(app, "officer").get("/").text


def test_what_a_finish_began_is_taken_back_with_it_unless_somebody_has_touched_it(app: Flask, cast: Cast):
    follow_up = made(cast)
    begin_write()
    officer = cast.user("officer")
    actions.finish_follow_up(follow_up, now=NOW, by=officer)
    following = actions.continue_with(follow_up, "问意见", date(2026, 12, 1), today=TODAY, by=officer)
    assert [each.id for each in actions.reopen_follow_up(follow_up, now=NOW, by=officer)] == [following.id]
    assert not following.is_open and follow_up.is_open
    actions.finish_follow_up(follow_up, now=NOW, by=officer)
    again = actions.continue_with(follow_up, "再问", date(2026, 12, 1), today=TODAY, by=officer)
    actions.move_follow_up(again, date(2026, 12, 3), "出差", today=TODAY, by=officer)
    assert actions.reopen_follow_up(follow_up, now=NOW, by=officer) == [] and again.is_open


def test_moving_keeps_every_day_before_with_its_reason(app: Flask, cast: Cast):
    follow_up = made(cast)
    begin_write()
    for on, reason in ((date(2026, 12, 5), "对方出差"), (date(2026, 12, 10), "还在外地")):
        actions.move_follow_up(follow_up, on, reason, today=TODAY, by=cast.user("officer"))
    db.session.commit()
    assert follow_up.on == date(2026, 12, 10)
    assert [(moved.from_on, moved.to_on, moved.reason) for moved in follow_up.moves] == [
        (FRIDAY, date(2026, 12, 4), "对方出差"),
        (date(2026, 12, 4), date(2026, 12, 10), "还在外地"),
    ]


def test_a_move_needs_a_reason_another_day_and_something_open(app: Flask, cast: Cast):
    follow_up = made(cast)
    begin_write()
    for on, reason, said in (
        (date(2026, 12, 1), " ", "为什么"),
        (SATURDAY, "周末", "没有改动"),
        (date(2026, 11, 1), "早了", "已经过去"),
    ):
        with pytest.raises(FollowUpError, match=said):
            actions.move_follow_up(follow_up, on, reason, today=TODAY, by=None)
    actions.finish_follow_up(follow_up, now=NOW, by=None)
    with pytest.raises(FollowUpError, match="已经办完"):
        actions.move_follow_up(follow_up, date(2026, 12, 1), "晚了", today=TODAY, by=None)
    assert (follow_up.on, follow_up.moves) == (FRIDAY, [])


def test_what_is_done_may_lead_on_to_the_next_about_the_same_person(app: Flask, cast: Cast):
    follow_up = made(cast)
    begin_write()
    actions.finish_follow_up(follow_up, now=NOW, by=cast.user("head"), outcome="已送到")
    following = actions.continue_with(follow_up, "问意见", SATURDAY, today=TODAY, by=cast.user("head"))
    db.session.commit()
    assert (following.previous, following.contact, following.on) == (follow_up, cast.chen, FRIDAY)
    assert following.owner == cast.user("officer")
    assert follow_up.next == [following]


def test_finishing_twice_keeps_the_first_outcome(app: Flask, cast: Cast):
    follow_up = made(cast)
    begin_write()
    actions.finish_follow_up(follow_up, now=NOW, by=cast.user("officer"), outcome="已送到")
    actions.finish_follow_up(follow_up, now=NOW, by=cast.user("head"), outcome="")
    assert (follow_up.outcome, follow_up.done_by) == ("已送到", cast.user("officer"))


def test_nobody_disabled_or_read_only_is_asked_to_do_something(app: Flask, cast: Cast):
    begin_write()
    cast.user("colleague").disabled_at = NOW
    for login in ("colleague", "viewer"):
        with pytest.raises(FollowUpError, match="停用或只读"):
            add_follow_up("送提纲", FRIDAY, owner=cast.user(login), today=TODAY, by=cast.user("officer"))


def test_a_deleted_one_is_in_no_list_until_it_is_restored(app: Flask, cast: Cast):
    follow_up, officer = made(cast), cast.user("officer")

    def listed() -> tuple[int, int, int]:
        page = queries.follow_up_page(officer, FollowUpFilter("mine"))
        return (
            len(page.rows),
            len(queries.open_follow_ups(officer, end=date(2026, 12, 31))),
            len(queries.open_follow_ups_for(cast.chen)),
        )

    assert listed() == (1, 1, 1)
    begin_write()
    actions.delete_follow_up(follow_up, now=NOW, by=officer)
    assert listed() == (0, 0, 0)
    actions.restore_follow_up(follow_up, by=officer)
    assert listed() == (1, 1, 1)


def test_the_list_is_read_page_by_page_with_the_longest_overdue_first(app: Flask, cast: Cast):
    begin_write()
    days = [TODAY + timedelta(days=shift) for shift in (3, -9, 0, -1, 5)]
    for day in days:
        add_follow_up(day.isoformat(), day, contact=cast.chen, by=cast.user("officer"))
    db.session.commit()
    found, mark = [], None
    while True:
        page = queries.follow_up_page(cast.user("officer"), FollowUpFilter("mine"), mark=mark, size=2)
        found += [item.on for item in page.rows]
        mark = page.next_mark
        if mark is None:
            break
    assert found == sorted(days)
    assert queries.overdue_count(cast.user("officer"), FollowUpFilter("mine"), TODAY) == 2


def test_whose_they_are(app: Flask, cast: Cast):
    begin_write()
    for login in ("officer", "head", "colleague"):
        add_follow_up(login, FRIDAY, by=cast.user(login))
    db.session.commit()

    def names(login: str, whose: str) -> set[str]:
        page = queries.follow_up_page(cast.user(login), FollowUpFilter(whose))
        return {item.name for item in page.rows}

    assert names("officer", "mine") == {"officer"}
    assert names("officer", "all") == {"officer", "head"}
    assert names("viewer", "all") == {"officer", "head", "colleague"}
    assert names("head", "section") == {"officer", "head"}


def test_one_about_a_unit_alone_is_seen_on_the_unit_s_page(app: Flask, cast: Cast, officer):  # type: ignore[no-untyped-def]
    begin_write()
    add_follow_up("了解新任校长", FRIDAY, unit=cast.school, today=TODAY, by=cast.user("officer"))
    db.session.commit()
    assert "了解新任校长" in officer.get(f"/units/{cast.ids['school']}").text


def test_the_page_says_that_the_day_was_moved(app: Flask, cast: Cast, officer):  # type: ignore[no-untyped-def]
    form = {"name": "送提纲", "on": "2026-11-28", "owner_id": str(cast.user("officer").id), "who": "陈建国"}
    answer = officer.post(f"/followups/new?contact={cast.ids['chen']}", data=form, follow_redirects=True)
    assert "11月28日周六休息，改为 11月27日周五" in answer.text


def test_logging_a_call_puts_the_next_step_on_a_working_day(app: Flask, cast: Cast, officer):  # type: ignore[no-untyped-def]
    form = {
        "kind": "call",
        "direction": "ours",
        "answered": "yes",
        "next_on": "2026-11-28",
        "next_text": "送材料",
    }
    officer.post(f"/contacts/{cast.ids['chen']}/interactions/new", data=form)
    assert db.session.scalars(select(FollowUp.on)).all() == [FRIDAY]


def test_a_follow_up_out_of_sight_is_not_found(app: Flask, cast: Cast, officer):  # type: ignore[no-untyped-def]
    begin_write()
    theirs = add_follow_up("约时间", FRIDAY, contact=cast.ouyang, by=cast.user("colleague"))
    db.session.commit()
    for page in ("", "/edit", "/moves", "/completion"):
        assert officer.get(f"/followups/{theirs.id}{page}").status_code == 404


def test_a_viewer_reads_the_list_and_takes_no_paper_away(app: Flask, cast: Cast, viewer):  # type: ignore[no-untyped-def]
    follow_up = made(cast)
    assert viewer.get("/followups/print").status_code == 403
    for path in ("/followups", f"/followups/{follow_up.id}"):
        answer = viewer.get(path)
        assert answer.status_code == 200
        assert "送提纲" in answer.text
        assert "办好了" not in answer.text


def test_the_word_finds_by_what_and_whom(app: Flask, cast: Cast, officer):  # type: ignore[no-untyped-def]
    made(cast, text="送提纲")
    assert "送提纲" in officer.get("/followups?q=提纲").text
    assert "送提纲" in officer.get("/followups?q=建国").text
    assert "没有这样的跟进事项" in officer.get("/followups?q=没有").text


def test_a_follow_up_begins_from_any_record(app: Flask, cast: Cast):
    begin_write()
    officer = cast.user("officer")
    entry = log_interaction([cast.chen], kind="call", on=TODAY, today=TODAY, by=officer, summary="商定")
    add_credit({"name": "派了引导车", "on": TODAY, "contact_id": cast.chen.id}, today=TODAY, by=officer)
    log_incoming(
        cast.chen, occasion_code="new-year", occasion_name="元旦", channel="sms", text="新年好", on=TODAY, today=TODAY, by=officer
    )
    db.session.commit()
    client = signed_in(app, "officer")
    records = {
        "/interactions": f"interaction={entry.id}", "/credits": f"contact={cast.chen.id}",
        f"/contacts/{cast.chen.id}": f"contact={cast.chen.id}", "/greetings/incoming": f"contact={cast.chen.id}",
        f"/units/{cast.ids['school']}": f"unit={cast.ids['school']}",
    }  # fmt: skip
    for address, about in records.items():
        links = re.findall(r'href="/followups/new\?([^"]*)"', client.get(address).text)
        assert any(about in link.split("&amp;") for link in links), address

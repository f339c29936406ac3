"""`flask plan`: the document scripts read, held against the domain's independent judge."""

import json
from datetime import date, timedelta

import pytest
from cast import Cast
from click.testing import Result
from conftest import TODAY
from flask import Flask

from liaison.contacts.models import Contact
from liaison.db import begin_write, db
from liaison.domain.plan import check_plan
from liaison.due.actions import pause_contact, snooze_contact
from liaison.due.scopes import Scope
from liaison.leave.actions import add_leave
from liaison.plans.in_force import in_force
from liaison.plans.queries import plan_calls, twelve_months_from
from liaison.plans.trials import Trial
from liaison.workdays.queries import work_calendar

YEAR_LATER = date(2027, 11, 22)


def run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=["plan", *words])


def document(app: Flask, *words: str) -> dict:
    result = run(app, *words, "--json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_the_document_has_the_promised_fields(app: Flask, office: Cast):
    found = document(app)
    assert {"calls", "least_daily_load", "lower_bound", "max_late_days", "late"} <= set(found)
    assert set(found["calls"][0]) >= {"date", "contact_id", "name", "owner", "due_on", "late_days"}
    assert set(found["least_daily_load"]) == {"officer", "colleague", "head", ""}
    assert (found["from"], found["to"]) == (TODAY.isoformat(), YEAR_LATER.isoformat())


def test_the_independent_judge_finds_nothing_wrong(app: Flask, office: Cast):
    found = in_force(plan_calls(Scope(), TODAY, YEAR_LATER), Scope(), TODAY).shown
    workdays = work_calendar().workdays_between(TODAY, YEAR_LATER)
    assert check_plan(found.plan, found.promises, found.rules, workdays) == ()
    written = [(call["date"], call["contact_id"]) for call in document(app)["calls"]]
    assert written == [(call.date.isoformat(), call.contact_id) for call in found.plan.calls]


def test_every_call_follows_the_one_before_within_the_interval(app: Flask, office: Cast):
    """Read from the document alone: no interval passes between two calls, whatever the planner thinks."""
    days: dict[int, list[date]] = {}
    for call in document(app, "--owner", "officer")["calls"]:
        days.setdefault(call["contact_id"], []).append(date.fromisoformat(call["date"]))
    for contact_id, called_on in days.items():
        contact = db.session.get_one(Contact, contact_id)
        before = [contact.last_contact_on or called_on[0] - timedelta(days=1), *called_on]
        gaps = [(later - earlier).days for earlier, later in zip(before, called_on, strict=False)]
        assert 0 < max(gaps) <= contact.cadence_days + 10, contact.name  # 春节 may hold a call back


def test_who_was_never_called_comes_first(app: Flask, office: Cast):
    first = document(app, "--owner", "officer")["calls"]
    assert any(call["contact_id"] == office.chen.id and call["date"] == "2026-11-23" for call in first)


def test_an_owner_narrows_the_plan_to_his_people(app: Flask, office: Cast):
    found = document(app, "--owner", "colleague")
    assert set(found["least_daily_load"]) == {"colleague"}
    assert {call["owner"] for call in found["calls"]} == {"colleague"}


def test_no_day_holds_more_calls_than_asked(app: Flask, office: Cast):
    days = [call["date"] for call in document(app, "--owner", "officer", "--per-day", "2")["calls"]]
    assert max(days.count(day) for day in days) <= 2


def test_nobody_calls_on_leave(app: Flask, office: Cast):
    begin_write()
    officer, away = office.user("officer"), (date(2026, 12, 7), date(2026, 12, 9))
    add_leave(officer, *away, "", today=TODAY, by=officer)
    db.session.commit()
    found = document(app)["calls"]
    assert not [
        call
        for call in found
        if call["owner"] == "officer" and "2026-12-07" <= call["date"] <= "2026-12-09"
    ]
    assert [call for call in found if call["owner"] == "officer" and call["date"] > "2026-12-09"]


def test_a_snoozed_or_paused_person_is_left_alone(app: Flask, office: Cast):
    begin_write()
    until = TODAY + timedelta(days=60)
    snooze_contact(office.chen, until, "出差", today=TODAY, by=None)
    pause_contact(office.ouyang, until, "休养", today=TODAY, by=None)
    db.session.commit()
    found = document(app)["calls"]
    for contact in (office.chen, office.ouyang):
        first = min(call["date"] for call in found if call["contact_id"] == contact.id)
        assert first >= until.isoformat()


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("--per-day", "0"), "至少要有 1 个"),
        (("--from", "2027-05-01", "--to", "2026-05-01"), "对调"),
        (("--from", "1899-12-31"), "1900"),
        (("--to", "2101-01-01"), "2100"),
        (("--to", "2060-01-01"), "五年"),
        (("--from", "2026-11-28", "--to", "2026-11-29"), "没有工作日"),
    ],
)
def test_bad_input_is_refused_with_the_reason(
    app: Flask, office: Cast, words: tuple[str, ...], reason: str
):
    result = run(app, *words)
    assert result.exit_code == 1
    assert reason in result.stderr


def test_an_officer_away_for_the_whole_span_holds_up_nobody_elses_plan(app: Flask, office: Cast):
    begin_write()
    officer = office.user("officer")
    add_leave(officer, date(2026, 11, 23), date(2027, 11, 22), "", today=TODAY, by=officer)
    db.session.commit()
    found = document(app)
    assert {call["owner"] for call in found["calls"]} == {"colleague", "head", ""}
    away = [late for late in found["late"] if late["owner"] == "officer"]
    assert len(away) == 31 and all(late["date"] is None for late in away)
    assert {late["reason"] for late in away} == {"leave", "never_contacted"}


def test_an_unknown_officer_is_wrong_usage(app: Flask, office: Cast):
    assert run(app, "--owner", "nobody").exit_code == 1


def test_in_words_it_says_how_many_calls_a_day_are_enough(app: Flask, office: Cast):
    result = run(app, "--owner", "officer")
    load = document(app, "--owner", "officer")["least_daily_load"]["officer"]
    assert f"此后每天 {load} 个电话就不断线" in result.stderr


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2026, 11, 23), date(2027, 11, 22)),
        (date(2028, 2, 29), date(2029, 2, 28)),
        (date(2100, 6, 1), date(2100, 12, 31)),
    ],
)
def test_the_usual_span_is_twelve_months_within_the_calendar(start: date, end: date):
    assert twelve_months_from(start) == end


def test_a_tier_tried_shorter_needs_more_calls(app: Flask, office: Cast):
    scope = Scope(owner_ids=(office.user("officer").id,))
    as_it_is = plan_calls(scope, TODAY, YEAR_LATER)
    tried = plan_calls(scope, TODAY, YEAR_LATER, Trial(per_day=20, intervals={"general": 30}))
    assert len(tried.plan.calls) > len(as_it_is.plan.calls)
    assert tried.plan.lower_bound["officer"] > as_it_is.plan.lower_bound["officer"]


def test_an_own_interval_is_not_touched_by_a_tier_tried(app: Flask, office: Cast):
    begin_write()
    office.wang.interval_days = 45
    db.session.commit()
    tried = plan_calls(Scope(), TODAY, YEAR_LATER, Trial(intervals={"general": 7}, per_day=50))
    promise = next(each for each in tried.promises if each.contact_id == office.wang.id)
    assert promise.interval_days == 45


def test_days_of_a_year_without_published_days_off_are_marked(app: Flask, office: Cast):
    calls = document(app, "--owner", "officer")["calls"]
    assert {call["date"][:4]: call["estimated"] for call in calls} == {"2026": False, "2027": True}
    lines = run(app, "--owner", "officer").stdout.splitlines()
    assert all(("（推算）" in line) == line.startswith("2027") for line in lines)

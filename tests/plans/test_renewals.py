"""The worker plans every desk again, once a day, and lets nothing hold the others up."""

from datetime import timedelta

import pytest
from cast import Cast
from conftest import NOW, TODAY
from flask import Flask
from sqlalchemy import select

from liaison import clock
from liaison.db import begin_write, db
from liaison.plans import actions, worker
from liaison.plans.models import NOBODYS_DESK, CallPlan
from liaison.plans.worker import Renewals

ZONE = "Asia/Shanghai"


def days_later(days: int):  # type: ignore[no-untyped-def]
    return clock.fixed_at(NOW + timedelta(days=days))


def planned_on() -> dict[int, str]:
    db.session.rollback()
    return {plan.desk_id: plan.start_on.isoformat() for plan in db.session.scalars(select(CallPlan))}


def renew_all(renewals: Renewals) -> int:
    count = 0
    while renewals.renew_next():
        count += 1
    return count


def test_every_desk_is_planned_once_a_day(app: Flask, office: Cast):
    renewals = Renewals(ZONE)
    with days_later(1):
        assert renew_all(renewals) == 4
        assert set(planned_on().values()) == {(TODAY + timedelta(days=1)).isoformat()}
        assert renew_all(renewals) == renew_all(Renewals(ZONE)) == 0
    with days_later(2):
        assert renew_all(renewals) == 4


def test_missed_calls_get_new_days_and_the_plan_reaches_a_year_again(app: Flask, office: Cast):
    with days_later(7):
        renew_all(Renewals(ZONE))
        db.session.rollback()
        plan = db.session.get_one(CallPlan, office.user("officer").id)
        assert plan.end_on >= TODAY + timedelta(days=365 + 6)
        assert min(call.on for call in actions.calls_of_desk(plan.desk_id)) >= TODAY + timedelta(days=7)


def test_a_desk_planned_by_somebody_else_meanwhile_is_left(app: Flask, office: Cast):
    with days_later(1):
        renewals = Renewals(ZONE)
        assert renewals.renew_next()
        begin_write()
        actions.renew_desks(actions.desks_with_people(), TODAY + timedelta(days=1))
        db.session.commit()
        before = [(plan.desk_id, plan.revision, plan.renewed_at) for plan in db.session.scalars(select(CallPlan))]
        renew_all(renewals)
        db.session.rollback()
        after = [(plan.desk_id, plan.revision, plan.renewed_at) for plan in db.session.scalars(select(CallPlan))]
        assert before == after


def test_what_goes_wrong_at_one_desk_holds_up_no_other(
    app: Flask, office: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    failing = office.user("officer").id

    def renew(desk_id: int, today) -> bool:  # type: ignore[no-untyped-def]
        if desk_id == failing:
            raise RuntimeError("disk full")
        return actions.renew_desk(desk_id, today)

    monkeypatch.setattr(worker, "renew_desk", renew)
    with days_later(1):
        assert renew_all(Renewals(ZONE)) == 4
        assert planned_on()[failing] == TODAY.isoformat()
        assert planned_on()[NOBODYS_DESK] == (TODAY + timedelta(days=1)).isoformat()
    assert "could not be renewed" in caplog.text


def test_a_desk_too_large_is_left_to_the_command(app: Flask, office: Cast, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(worker, "RENEWED_AT_ALL", 10)
    with days_later(1):
        assert renew_all(Renewals(ZONE)) == 3
        assert planned_on()[office.user("officer").id] == TODAY.isoformat()


@pytest.mark.postgres
def test_a_desk_is_planned_on_both_databases(app: Flask, cast: Cast):
    with days_later(1):
        assert renew_all(Renewals(ZONE)) == 3
        assert planned_on()[cast.user("officer").id] == (TODAY + timedelta(days=1)).isoformat()

"""The plan in force: one truth for page, command, file and feed; calm when a call is logged; never on a day off."""

import json
from collections import Counter
from datetime import date, timedelta

import pytest
from cast import Cast
from conftest import NOW, TODAY, signed_in
from flask import Flask
from page_checks import CheckedClient
from sqlalchemy import func, select, update

from liaison import clock
from liaison.calendar_.loads import day_loads
from liaison.calendar_.queries import checkins_between, occasions_between
from liaison.contacts.actions import archive_contact, reassign, restore_contact
from liaison.contacts.models import Contact, Pause
from liaison.db import begin_write, db
from liaison.domain.plan import check_plan
from liaison.domain.year_lines import read_year_lines
from liaison.due.actions import lift, pause_contact
from liaison.due.scopes import Scope
from liaison.interactions.actions import delete_interaction, edit_interaction, log_interaction
from liaison.interactions.models import Interaction
from liaison.leave.actions import add_leave
from liaison.plans.actions import arrange_calls, days_to_keep, renew_desks
from liaison.plans.models import CallPlan, PlannedCall
from liaison.plans.people import people_at
from liaison.plans.queries import plan_calls, twelve_months_from
from liaison.plans.standing_calls import calls_of_desk, misplaced_calls
from liaison.workdays.actions import apply_schedule
from liaison.workdays.queries import work_calendar

END = twelve_months_from(TODAY)
Days = dict[tuple[int, int], date]


def stored(contact_id: int | None = None) -> Days:
    """{(contact, number): day} of the plan in force."""
    db.session.rollback()
    rows = select(PlannedCall.contact_id, PlannedCall.number, PlannedCall.on)
    if contact_id is not None:
        rows = rows.where(PlannedCall.contact_id == contact_id)
    return {(row.contact_id, row.number): row.on for row in db.session.execute(rows)}


def written(change) -> None:  # type: ignore[no-untyped-def]
    begin_write()
    change()
    db.session.commit()


def log(contact: Contact, on: date = TODAY) -> None:
    written(lambda: log_interaction([contact], kind="call", on=on, today=TODAY, by=None))


def planned_contact(office: Cast) -> Contact:
    """One of 张敏's people whose next call is weeks ahead."""
    mine = select(Contact).where(Contact.owner_id == office.user("officer").id, Contact.due_on > TODAY + timedelta(9))
    return db.session.scalars(mine.order_by(Contact.due_on, Contact.id)).first()


def others(before: Days, contact_id: int) -> Days:
    return {key: on for key, on in before.items() if key[0] != contact_id}


def renewed(office: Cast) -> None:
    written(lambda: renew_desks([0, *(office.user(each).id for each in ("officer", "colleague", "head"))], TODAY))


def test_page_command_and_file_name_the_same_days(app: Flask, admin: CheckedClient, office: Cast):
    renewed(office)
    days = sorted((contact_id, on.isoformat()) for (contact_id, _n), on in stored().items())
    command = json.loads(app.test_cli_runner().invoke(args=["plan", "--json"]).stdout)["calls"]
    assert sorted((call["contact_id"], call["date"]) for call in command) == days
    calendar = checkins_between(TODAY, END, Scope(), work_calendar(), TODAY)
    uuids = dict(db.session.execute(select(Contact.uuid, Contact.id)).all())
    assert sorted((uuids[each.uuid], each.on.isoformat()) for each in calendar) == days
    page = admin.get("/calendar/plan?weeks=all").text
    shown = Counter(on for _contact, on in days)
    assert all(page.count(f'<dt><time datetime="{on}"') == 1 for on in shown)


def test_a_persons_page_names_the_same_next_days(officer: CheckedClient, office: Cast):
    renewed(office)
    who = planned_contact(office)
    days = sorted(stored(who.id).values())[:3]
    facts = officer.get(f"/contacts/{who.id}").text.split("计划</dt>")[1].split("</dd>")[0]
    assert [f'datetime="{on}"' in facts for on in days] == [True] * len(days)


def test_the_year_page_counts_what_the_months_list(admin: CheckedClient, office: Cast):
    calls = checkins_between(date(2027, 1, 1), date(2027, 12, 31), Scope(), work_calendar(), TODAY)
    loads = day_loads(date(2027, 1, 1), date(2027, 12, 31), Scope(), work_calendar(), today=TODAY)
    listed = Counter(each.on for each in occasions_between(date(2027, 1, 1), date(2027, 12, 31), Scope(), today=TODAY))
    assert calls and loads == listed


def test_a_renewed_plan_passes_the_independent_judge(office: Cast):
    renewed(office)
    found = plan_calls(Scope(), TODAY, END)
    days = {(call.contact_id, call.date) for call in found.plan.calls}
    assert days == {(contact_id, on) for (contact_id, _number), on in stored().items()}
    assert check_plan(found.plan, found.promises, found.rules, work_calendar().workdays_between(TODAY, END)) == ()


def test_logging_a_call_moves_nobody_elses(office: Cast):
    renewed(office)
    who = planned_contact(office)
    before, contact_id = stored(), who.id
    log(who)
    after = stored()
    assert others(after, contact_id) == others(before, contact_id)
    mine = [on for key, on in after.items() if key[0] == contact_id]
    assert min(mine) > TODAY
    assert (contact_id, who.times_contacted) not in after and (contact_id, who.times_contacted + 1) in after


def test_taking_the_call_back_brings_a_plan_that_keeps_its_promise(office: Cast):
    renewed(office)
    who = planned_contact(office)
    begin_write()
    call = log_interaction([who], kind="call", on=TODAY, today=TODAY, by=None)
    delete_interaction(call, now=NOW, by=None)
    db.session.commit()
    assert TODAY <= stored(who.id)[who.id, who.times_contacted + 1] <= who.due_on


def test_a_plan_that_stays_leaves_every_revision_and_a_moved_call_raises_its_persons(office: Cast):
    renewed(office)
    who = planned_contact(office)
    before = who.facts_revision
    written(lambda: arrange_calls([who.id]))
    renewed(office)
    assert planned_contact(office).facts_revision == before
    log(who)
    assert db.session.get_one(Contact, who.id).facts_revision > before + 1


def test_an_archived_person_is_called_by_nobody_and_a_restored_one_again(office: Cast):
    who = planned_contact(office)
    written(lambda: archive_contact(who, now=NOW, by=None))
    assert stored(who.id) == {}
    written(lambda: restore_contact(who, by=None))
    assert stored(who.id)


def test_a_paused_person_is_left_alone_until_the_day(office: Cast):
    who, until = planned_contact(office), TODAY + timedelta(60)
    written(lambda: pause_contact(who, until, "休养", today=TODAY, by=None))
    assert min(stored(who.id).values()) >= until
    written(lambda: lift(Pause, who, now=NOW, by=None))
    assert min(stored(who.id).values()) <= who.due_on


def test_a_person_given_away_is_called_by_the_new_officer(office: Cast):
    who, colleague = planned_contact(office), office.user("colleague")
    written(lambda: reassign(who, colleague, by=None))
    desks = set(db.session.scalars(select(PlannedCall.desk_id).where(PlannedCall.contact_id == who.id)))
    assert desks == {colleague.id}


def test_leave_moves_the_calls_of_its_days_and_no_others(office: Cast):
    renewed(office)
    before, officer = stored(), office.user("officer")
    busiest = Counter(before.values()).most_common(1)[0][0]
    written(lambda: add_leave(officer, busiest, busiest, "", today=TODAY, by=officer))
    after = stored()
    mine = set(db.session.scalars(select(PlannedCall.contact_id).where(PlannedCall.desk_id == officer.id)))
    assert not [key for key, on in after.items() if on == busiest and key[0] in mine]
    touched = {key[0] for key, on in before.items() if on == busiest}
    assert {key: on for key, on in after.items() if key[0] not in touched} == {
        key: on for key, on in before.items() if key[0] not in touched
    }


def test_a_loaded_holiday_moves_the_calls_that_stood_on_it(office: Cast):
    renewed(office)
    before = stored()
    taken = next(on for on in sorted(before.values()) if on.year == 2027 and on.month == 4 and on.day in range(6, 16))
    lines = read_year_lines(f"2027-02-05 春节 休\n2027-02-06 春节 休\n2027-04-05 清明节 休\n{taken} 清明节 休", 2027)
    written(lambda: apply_schedule(lines, source="2027", seen_id=None, by=None))
    assert taken not in stored().values()


def test_a_missed_call_is_shown_today_until_it_is_made(office: Cast):
    renewed(office)
    first = min(stored().values())
    seen_on = work_calendar().on_or_after(first + timedelta(days=1))
    contact_ids = {key[0] for key, on in stored().items() if on == first}
    calls = checkins_between(seen_on, seen_on, Scope(), work_calendar(), seen_on)
    shown = {each.path for each in calls}
    assert {f"/contacts/{contact_id}" for contact_id in contact_ids} <= shown


def test_whoever_missed_a_call_or_is_overdue_is_planned_anew(office: Cast):
    renewed(office)
    desk = office.user("officer").id
    rows, people = calls_of_desk(desk), people_at(desk)
    first = min(row.on for row in rows)
    missed = {row.contact_id for row in rows if row.on == first}
    overdue = {known.id for known in people if known.due_on is None or known.due_on <= first}
    kept = {contact_id for _on, contact_id, _due in days_to_keep(people, rows, first + timedelta(days=1))}
    assert missed
    assert kept == {row.contact_id for row in rows if not row.stands_in} - missed - overdue


def test_the_first_change_of_a_day_plans_a_small_desk_again(office: Cast):
    renewed(office)
    later = NOW + timedelta(days=7)
    with clock.fixed_at(later):
        written(lambda: log_interaction([planned_contact(office)], kind="call", on=TODAY, today=TODAY, by=None))
        plan = db.session.get_one(CallPlan, office.user("officer").id)
        assert plan.start_on == TODAY + timedelta(days=7)
        mine = select(func.min(PlannedCall.on)).where(PlannedCall.desk_id == plan.desk_id)
        assert db.session.scalar(mine) >= plan.start_on


def test_reading_never_changes_the_plan(app: Flask, office: Cast):
    before, revisions = stored(), dict(db.session.execute(select(CallPlan.desk_id, CallPlan.revision)).all())
    with clock.fixed_at(NOW + timedelta(days=3)):
        admin = signed_in(app, "admin", clock.now())
        for path in ("/calendar", "/calendar/2027", "/calendar/plan", "/calendar/export.ics"):
            assert admin.get(path).status_code == 200
    assert stored() == before
    assert dict(db.session.execute(select(CallPlan.desk_id, CallPlan.revision)).all()) == revisions


def test_beyond_the_plan_calls_follow_the_cadence(office: Cast):
    renewed(office)
    later = checkins_between(END + timedelta(days=1), END + timedelta(days=200), Scope(), work_calendar(), TODAY)
    assert {each.uuid for each in later} >= {office.chen.uuid}
    assert all(work_calendar().is_workday(each.on) for each in later)
    cycles = [each.cycle for each in checkins_between(TODAY, END + timedelta(days=200), Scope(), work_calendar(), TODAY)
              if each.uuid == office.chen.uuid]
    assert len(cycles) == len(set(cycles))


def test_the_button_plans_again_and_says_what_moves(officer: CheckedClient, office: Cast):
    assert "重新排" in officer.get("/calendar/plan").text
    answer = officer.post("/calendar/plan/renewal", data={"whose": "mine"})
    assert answer.status_code == 302
    page = officer.get("/calendar/plan").text
    assert "没有电话会改期" in page


def test_saving_from_the_command_renews_every_desk(app: Flask, office: Cast):
    with clock.fixed_at(NOW + timedelta(days=2)):
        result = app.test_cli_runner().invoke(args=["plan", "--save"])
    assert result.exit_code == 0, result.stderr
    db.session.rollback()
    starts = set(db.session.scalars(select(CallPlan.start_on)))
    assert starts == {TODAY + timedelta(days=2)}


def test_doctor_finds_and_mends_a_call_that_has_been_made(app: Flask, office: Cast):
    who = planned_contact(office)
    written(lambda: db.session.execute(update(PlannedCall).where(PlannedCall.contact_id == who.id).values(desk_id=99)))
    assert app.test_cli_runner().invoke(args=["doctor"]).exit_code == 1
    assert app.test_cli_runner().invoke(args=["doctor", "--fix"]).exit_code == 0
    assert app.test_cli_runner().invoke(args=["doctor"]).exit_code == 0


@pytest.mark.parametrize("behind", [
    {"number": PlannedCall.number + 1},  # as if one call more had been made
    {"due_on": END},  # as if the last contact were newer
])  # fmt: skip
def test_doctor_finds_and_mends_a_plan_the_facts_have_left_behind(app: Flask, office: Cast, behind):
    chosen = planned_contact(office).id
    last = max(number for _, number in stored(chosen))
    written(lambda: [
        db.session.execute(
            update(PlannedCall).where(PlannedCall.contact_id == chosen, PlannedCall.number == number).values(behind)
        )
        for number in range(last, 0, -1)
    ])  # fmt: skip
    assert misplaced_calls() == [chosen]
    assert app.test_cli_runner().invoke(args=["doctor", "--fix"]).exit_code == 0
    assert misplaced_calls() == []


def test_a_trial_cannot_be_saved(app: Flask, office: Cast):
    assert app.test_cli_runner().invoke(args=["plan", "--save", "--per-day", "3"]).exit_code == 2


@pytest.mark.postgres
def test_a_logged_call_moves_the_next_one_on_both_databases(app: Flask, cast: Cast):
    log(cast.chen)
    assert min(stored(cast.chen.id).values()) == date(2026, 12, 23)


def overdue_contact(office: Cast) -> Contact:
    """One of 张敏's people whom nobody has called for 300 days."""
    contact = planned_contact(office)
    contact_id = contact.id
    for call in db.session.scalars(
        select(Interaction).where(Interaction.participants.contains(contact))
    ).all():
        written(lambda call=call: delete_interaction(call, now=NOW, by=None))
    log(db.session.get_one(Contact, contact_id), TODAY - timedelta(300))
    return db.session.get_one(Contact, contact_id)


def test_a_call_taken_back_leaves_an_overdue_person_to_be_called_at_once(app: Flask, office: Cast):
    contact = overdue_contact(office)
    contact_id, before = contact.id, min(stored(contact.id).values())
    log(contact)
    assert min(stored(contact_id).values()) > TODAY + timedelta(14)
    call = db.session.scalars(select(Interaction).order_by(Interaction.id.desc())).first()
    written(lambda: delete_interaction(call, now=NOW, by=None))
    days = stored(contact_id)
    first = min(days.values())
    assert first <= max(before, TODAY + timedelta(14))
    assert (
        min(number for _contact, number in days)
        == db.session.get_one(Contact, contact_id).times_contacted + 1
    )


def test_a_call_dated_back_leaves_an_overdue_person_to_be_called_at_once(app: Flask, office: Cast):
    contact = overdue_contact(office)
    contact_id = contact.id
    log(contact)
    call = db.session.scalars(select(Interaction).order_by(Interaction.id.desc())).first()
    written(
        lambda: edit_interaction(
            call, {"on": TODAY - timedelta(400)}, participants=None, today=TODAY, version=None, by=None
        )
    )
    assert min(stored(contact_id).values()) <= TODAY + timedelta(14)

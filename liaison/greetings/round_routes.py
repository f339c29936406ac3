"""Rounds as pages: the list, starting one, its people and texts, the steps from draft to the end."""

from dataclasses import replace
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from liaison import clock
from liaison.accounts.gate import current_user
from liaison.db import StaleRecord, db
from liaison.domain.greeting_days import workdays_until
from liaison.greetings import approval, closing, drafting
from liaison.greetings.audience import candidates, candidates_for, scope_of
from liaison.greetings.blueprint import back_to, bp, may_run, round_or_404, round_url, run_round, told
from liaison.greetings.errors import GreetingError
from liaison.greetings.forms import ClosingForm, RoundDaysForm, RoundForm
from liaison.greetings.models import Greeting, Round, Stage, State
from liaison.greetings.occasions import (
    GreetedDay,
    OccasionError,
    coming_days,
    occasion_named,
)
from liaison.greetings.problems import Problem, message_size, problems_in
from liaison.greetings.queries import (
    PAGE_SIZE,
    RowFilter,
    Tally,
    closed_rounds,
    greetings_of,
    may_write,
    officers_of,
    open_rounds,
    posted_greetings,
    shown_rows,
    tallies,
    tally_of,
)
from liaison.greetings.repeating import begin_from, last_round
from liaison.greetings.sending import open_lists
from liaison.greetings.wordings import live_signers
from liaison.greetings.words import standing
from liaison.web.dates import office_today
from liaison.workdays.queries import work_calendar

PROPOSED_DAYS = 75
Problems = dict[int, list[Problem]]
CHECKED_ROWS = 600  # beyond this many, faults are looked for page by page only


@bp.get("")
def index() -> str:
    """Rounds under way, feasts to prepare for, rounds ended."""
    user, today = current_user(), office_today()
    under_way, ended = open_rounds(user), closed_rounds(user)
    return render_template(
        "greetings/index.html",
        under_way=under_way,
        ended=ended,
        tallies=tallies(user, [each.id for each in [*under_way, *ended]]),
        proposals=proposals(today, under_way + ended),
        workdays=lambda day: workdays_until(day, today, work_calendar()),
        next_step=next_step,
    )


def proposals(today: date, rounds: list[Round]) -> list[tuple[GreetedDay, int]]:
    """(feast, how many it greets) for the feasts of the next weeks that have no round yet."""
    begun = {(each.occasion_code, each.cycle) for each in rounds}
    served = {turn for each in rounds for turn in drafting.turns_of(each.occasion_code, each.cycle)}
    days = [
        day
        for day in coming_days(today, PROPOSED_DAYS)
        if not (
            day.refusal or day.part_of or (day.code, day.cycle) in begun or served.issuperset(day.turns)
        )
    ]
    people = candidates_for(days, scope_of(current_user(), None), today)
    counted = [(day, sum(each.invited for each in found)) for day, found in zip(days, people, strict=True)]
    return [(day, invited) for day, invited in counted if invited]


def next_step(round_: Round) -> tuple[str, date] | None:
    """(step, by which day) of what is to be done next; None when the round is ended."""
    return {
        Stage.DRAFT: ("submit", round_.submit_by),
        Stage.SUBMITTED: ("approve", round_.approve_by),
        Stage.APPROVED: ("send", round_.send_on),
    }.get(round_.stage)


@bp.route("/rounds/new", methods=["GET", "POST"])
def new_round() -> str | Response | tuple[str, int]:
    """Start a round for one of the coming feasts."""
    today, user = office_today(), current_user()
    days = coming_days(today)
    form = RoundForm(today=today, data={"occasion": request.args.get("occasion"), "repeat": True})
    form.offer_choices(days, today)
    if form.validate_on_submit():
        round_ = begun(form)
        if round_ is not None:
            db.session.commit()
            flash(_("已起草“%(name)s”，请核对名单和措辞", name=round_.name), "good")
            return redirect(round_url(round_))
    chosen = next((day for day in days if day.key == form.occasion.data), None)
    page = render_template(
        "greetings/new_round.html",
        form=form,
        chosen=chosen,
        previous=last_round(chosen, None, user.section_id) if chosen else None,
        people=audience_counts(chosen, today) if chosen and not chosen.refusal else None,
    )
    return page, (400 if form.errors else 200)


def audience_counts(day: GreetedDay, today: date) -> dict[str, int]:
    """How many the rule invites and leaves out, for the page that is about to start a round."""
    found = candidates(day, scope_of(current_user(), None), today)
    invited = sum(each.invited for each in found)
    return {"invited": invited, "left_out": len(found) - invited}


def begun(form: RoundForm) -> Round | None:
    """The new round; None with the refusal beside its field."""
    user, today = current_user(), form.today or office_today()
    owner = user if form.whose.data == "mine" else None
    try:
        day = occasion_named(form.occasion.data)
        earlier = last_round(day, owner.id if owner else None, user.section_id)
        previous = earlier if form.repeat.data else None
        shared: dict[str, Any] = {"name": form.name.data, "owner": owner, "wish": form.wish.data}
        if previous is not None:
            return begin_from(previous, day, today=today, now=clock.now(), by=user, **shared)
        return drafting.begin_round(day, previous=None, today=today, by=user, **shared)
    except OccasionError as refusal:
        form.occasion.errors = [str(refusal)]
    except GreetingError as refusal:
        form.name.errors = [str(refusal)]
    db.session.rollback()
    return None


@bp.get("/rounds/<int:round_id>")
def show(round_id: int) -> str:
    """One round: where it stands, what is to be done next, and everybody's text."""
    round_, user, today = round_or_404(round_id), current_user(), office_today()
    wanted = RowFilter.asked(request.args)
    number = max(request.args.get("page", default=1, type=int), 1)
    tally = tally_of(user, round_)
    checked = problems_of(round_, tally)
    rows, problems, more = asked_rows(round_, wanted, number, checked)
    return render_template(
        "greetings/show.html",
        round=round_,
        tally=tally,
        steps=timeline(round_, today),
        rows=grouped_by_unit(rows),
        problems=problems,
        faults=faults_in(checked),
        wanted=wanted,
        number=number,
        more=more,
        officers=officers_of(round_),
        signers=live_signers(),
        lists=open_lists(round_),
        posted=posted_greetings(round_),
        may_run=may_run(user, round_),
        may_approve=user.leads and round_.submitted_at and not round_.closed_at,
        needs_another=approval.needs_another(round_, user),
        may_write=lambda row: may_write(user, row),
        standing=standing,
        message_size=message_size,
        workdays_left=workdays_until(round_.day, today, work_calendar()),
    )


def problems_of(round_: Round, tally: Tally) -> Problems | None:
    """What is wrong with the whole round, while its words are being worked on; None later, or when it is too long."""
    if round_.stage not in (Stage.DRAFT, Stage.SUBMITTED) or tally.ready > CHECKED_ROWS:
        return None
    return problems_in(shown_rows(current_user(), round_, RowFilter(show=State.READY.value)))


def faults_in(checked: Problems | None) -> tuple[int, int] | None:
    """(how many rows have an error, how many only a warning); None when they were not looked through."""
    if checked is None:
        return None
    wrong = sum(any(each.is_error for each in problems) for problems in checked.values())
    return wrong, len(checked) - wrong


def asked_rows(
    round_: Round, wanted: RowFilter, number: int, checked: Problems | None
) -> tuple[list[Greeting], Problems, bool]:
    """(rows of the page, their problems, whether there is another page)."""
    user, start = current_user(), (number - 1) * PAGE_SIZE
    if wanted.show == "faulty":
        rows = shown_rows(user, round_, replace(wanted, show=State.READY.value))
        problems = problems_in(rows) if checked is None else checked
        rows = [row for row in rows if row.id in problems]
        return rows[start : start + PAGE_SIZE], problems, len(rows) > start + PAGE_SIZE
    rows = shown_rows(user, round_, wanted, start=start, size=PAGE_SIZE + 1)
    shown = rows[:PAGE_SIZE]
    return shown, problems_in(shown) if checked is None else checked, len(rows) > PAGE_SIZE


def grouped_by_unit(rows: list[Greeting]) -> list[tuple[str, int | None, list[Greeting]]]:
    """[(unit's name, its id, its rows)] of rows already in page order."""
    groups: list[tuple[str, int | None, list[Greeting]]] = []
    for row in rows:
        if not groups or groups[-1][1] != row.unit_id:
            groups.append((row.unit.name if row.unit else "", row.unit_id, []))
        groups[-1][2].append(row)
    return groups


def timeline(round_: Round, today: date) -> list[dict[str, Any]]:
    """The five days of a round, each done, next or still ahead, with the working days left."""
    done = {
        "draft": True,
        "submit": round_.submitted_at is not None,
        "approve": round_.approved_at is not None,
        "send": round_.closed_at is not None,
        "feast": today >= round_.day,
    }
    days = {
        "draft": round_.draft_from,
        "submit": round_.submit_by,
        "approve": round_.approve_by,
        "send": round_.send_on,
        "feast": round_.day,
    }
    ahead = next((code for code in days if not done[code]), None)
    return [
        {
            "code": code,
            "day": day,
            "done": done[code],
            "next": code == ahead,
            "late": not done[code] and day < today,
            "workdays": workdays_until(day, today, work_calendar()),
        }
        for code, day in days.items()
    ]


@bp.route("/rounds/<int:round_id>/edit", methods=["GET", "POST"])
def edit_round(round_id: int) -> str | Response | tuple[str, int]:
    """Another name, other days."""
    round_ = run_round(round_id)
    form = RoundDaysForm(obj=round_, today=office_today())
    if form.validate_on_submit():
        try:
            drafting.edit_round(round_, form.values(), version=form.seen_version, by=current_user())
        except GreetingError as refusal:
            db.session.rollback()
            field = form[refusal.field or "name"]
            field.errors = [str(refusal)]
        except StaleRecord as stale:
            form.refuse_stale(stale.record)
        else:
            db.session.commit()
            flash(_("已保存"), "good")
            return redirect(round_url(round_))
    proposed = proposed_days(round_)
    page = render_template("greetings/edit_round.html", form=form, round=round_, proposed=proposed)
    return page, (400 if form.errors else 200)


def proposed_days(round_: Round) -> GreetedDay | None:
    """The days as they would be counted today, perhaps by a new schedule; None for a feast given up."""
    try:
        return occasion_named(f"{round_.occasion_code}:{round_.cycle}")
    except OccasionError:
        return None


@bp.post("/rounds/<int:round_id>/submission")
def submit(round_id: int) -> Response:
    """To the section head."""
    round_ = run_round(round_id)
    with told(_("已送审，请负责人审定")):
        approval.submit_round(round_, now=clock.now(), by=current_user())
    return back_to(round_url(round_))


@bp.post("/rounds/<int:round_id>/submission/withdrawal")
def withdraw(round_id: int) -> Response:
    """Back from the section head, before anything was approved."""
    round_ = run_round(round_id)
    with told(_("已撤回送审")):
        approval.withdraw_submission(round_, by=current_user())
    return back_to(round_url(round_))


@bp.post("/rounds/<int:round_id>/approval")
def approve(round_id: int) -> Response:
    """Everything that awaits approval."""
    round_ = round_or_404(round_id)
    with told(_("已审定，可以发送了")):
        approval.approve_round(round_, now=clock.now(), by=current_user())
    return back_to(round_url(round_))


@bp.post("/rounds/<int:round_id>/return")
def send_back(round_id: int) -> Response:
    """The whole round back to its makers, with words."""
    round_ = round_or_404(round_id)
    with told(_("已退回，起草人会看到您的意见")):
        approval.return_round(round_, request.form.get("words", ""), now=clock.now(), by=current_user())
    return back_to(round_url(round_))


@bp.post("/rounds/<int:round_id>/rewording")
def reword(round_id: int) -> Response:
    """Write anew what nobody has touched."""
    round_ = run_round(round_id)
    with told(_("没有改动过的，已按现在的模板和落款重新配文")):
        drafting.reword(round_, now=clock.now(), by=current_user())
    return back_to(round_url(round_))


@bp.post("/rounds/<int:round_id>/discard")
def discard(round_id: int) -> Response:
    """Give the round up; refused once anything was sent."""
    round_ = run_round(round_id)
    name = round_.name
    try:
        drafting.discard_round(round_, by=current_user())
    except GreetingError as refusal:
        db.session.rollback()
        flash(str(refusal), "bad")
        return back_to(url_for("greetings.show", round_id=round_id))
    db.session.commit()
    flash(_("已作废“%(name)s”", name=name), "good")
    return redirect(url_for("greetings.index"))


@bp.route("/rounds/<int:round_id>/closing", methods=["GET", "POST"])
def close(round_id: int) -> str | Response | tuple[str, int]:
    """End the round, saying why the rest were missed."""
    round_ = run_round(round_id)
    form = ClosingForm(data={"lessons": round_.lessons})
    if form.validate_on_submit():
        try:
            closing.close_round(
                round_,
                missed_because=form.missed_because.data,
                lessons=form.lessons.data,
                now=clock.now(),
                by=current_user(),
            )
        except GreetingError as refusal:
            db.session.rollback()
            form.missed_because.errors = [str(refusal)]
        else:
            db.session.commit()
            flash(_("已办结，这是这一批的复盘"), "good")
            return redirect(url_for("greetings.review", round_id=round_id))
    missed = [row for row in greetings_of(round_) if row.state == State.READY]
    page = render_template("greetings/close.html", form=form, round=round_, missed=missed)
    return page, (400 if form.errors else 200)


@bp.post("/rounds/<int:round_id>/reopening")
def reopen(round_id: int) -> Response:
    """Something was still to be done."""
    round_ = round_or_404(round_id)
    with told(_("已重新打开")):
        closing.reopen_round(round_, by=current_user())
    return back_to(round_url(round_))

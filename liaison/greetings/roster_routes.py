"""One round's page: where it stands, what is to be done next, everybody's text."""

from datetime import date
from typing import Any

from flask import render_template, request

from liaison.accounts.gate import current_user
from liaison.domain.greeting_days import workdays_until
from liaison.greetings import approval
from liaison.greetings.blueprint import bp, may_run, round_or_404
from liaison.greetings.models import Greeting, Round, Stage, State
from liaison.greetings.problems import FAULTY, Problem, message_size, problems_in, rows_asked
from liaison.greetings.queries import (
    PAGE_SIZE,
    RowFilter,
    Tally,
    may_draft,
    may_write,
    officers_of,
    posted_greetings,
    shown_rows,
    tally_of,
)
from liaison.greetings.sending import open_lists
from liaison.greetings.wordings import live_signers
from liaison.greetings.words import standing
from liaison.web.dates import office_today
from liaison.workdays.queries import work_calendar

Problems = dict[int, list[Problem]]
CHECKED_ROWS = 600  # beyond this many, faults are looked for page by page only


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
        echoed=echoed_in(checked),
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
        may_draft=lambda row: may_draft(user, row),
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


def echoed_in(checked: Problems | None) -> int:
    """How many have the same words as a colleague of theirs."""
    return sum(any(each.code == "echo" for each in problems) for problems in (checked or {}).values())


def asked_rows(
    round_: Round, wanted: RowFilter, number: int, checked: Problems | None
) -> tuple[list[Greeting], Problems, bool]:
    """(rows of the page, their problems, whether there is another page)."""
    user, start = current_user(), (number - 1) * PAGE_SIZE
    if wanted.show == FAULTY:
        rows = rows_asked(user, round_, wanted, checked)[start : start + PAGE_SIZE + 1]
    else:
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

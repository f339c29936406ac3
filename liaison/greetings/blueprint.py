"""What the route files of greetings share: the blueprint, records by id, one way to tell a refusal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from liaison.accounts.gate import current_user, safe_target
from liaison.accounts.models import User
from liaison.db import StaleRecord, db
from liaison.domain.date_words import DateWordsError, parse_date
from liaison.greetings.errors import GreetingError
from liaison.greetings.incoming import asked_owner, owed_count
from liaison.greetings.models import Greeting, Round
from liaison.greetings.outbox import undecided
from liaison.greetings.queries import may_draft, may_write, seen_greeting, seen_round
from liaison.greetings.words import said
from liaison.interactions.actions import InteractionError

bp = Blueprint("greetings", __name__, url_prefix="/greetings")
bp.add_app_template_filter(said, "said")


@bp.context_processor
def counts() -> dict[str, Callable[[], int]]:
    """What the tabs say beside their names, asked for when they are drawn."""
    return {
        "owed_count": lambda: owed_count(current_user(), owed_by(current_user())),
        "undecided_count": lambda: undecided(current_user()),
    }


def owed_by(user: User) -> int | None:
    """Whose answers the tab counts: those of the list, so that number and list agree. None for all the user sees."""
    return asked_owner(user, request.args if request.endpoint == "greetings.incoming" else {})


def round_or_404(round_id: int) -> Round:
    return seen_round(current_user(), round_id) or abort(404)


def may_run(user: User, round_: Round) -> bool:
    """Heads run every round they see; officers those of the section and their own."""
    return user.writes and (user.leads or round_.owner_id in (None, user.id))


def run_round(round_id: int) -> Round:
    """The round, if the user sees it (else 404) and may run it (else 403)."""
    round_ = round_or_404(round_id)
    if not may_run(current_user(), round_):
        abort(403)
    return round_


def greeting_or_404(greeting_id: int) -> Greeting:
    return seen_greeting(current_user(), greeting_id) or abort(404)


def writable(greeting_id: int) -> Greeting:
    """The greeting, if the user sees it (else 404) and may write it (else 403)."""
    greeting = greeting_or_404(greeting_id)
    if not may_write(current_user(), greeting):
        abort(403)
    return greeting


def draftable(greeting_id: int) -> Greeting:
    """The greeting, if the user sees it (else 404) and may draft it (else 403)."""
    greeting = greeting_or_404(greeting_id)
    if not may_draft(current_user(), greeting):
        abort(403)
    return greeting


@contextmanager
def told(done: str = "", undo_url: str | None = None) -> Iterator[None]:
    """Keep what the block did and say so; or keep nothing and say why it was refused."""
    try:
        yield
    except (GreetingError, InteractionError) as refusal:
        db.session.rollback()
        flash(str(refusal), "bad")
    except StaleRecord as stale:
        db.session.rollback()
        flash(_("%(who)s的问候刚刚被别人改过，请看过新的再定", who=stale.record.name), "bad")
    else:
        db.session.commit()
        if done:
            flash({"text": done, "undo_url": undo_url} if undo_url else done, "good")  # type: ignore[arg-type]


def seen_version() -> int | None:
    """The version the person saw, posted beside a button; None when the button carries none."""
    text = request.form.get("version", "")
    return int(text) if text.isascii() and text.isdigit() else None


def typed_day(today: date) -> date:
    """The day in the form, in any words people type; today when left empty."""
    text = request.form.get("on", "").strip()
    try:
        return parse_date(text, today) if text else today
    except DateWordsError as error:
        raise GreetingError("bad_day", str(error), field="on") from error


def back_to(fallback: str) -> Response:
    return redirect(safe_target(request.form.get("back"), fallback))


def round_url(round_: Round) -> str:
    return url_for("greetings.show", round_id=round_.id)


def chosen_ids(name: str) -> list[int]:
    """The ticked boxes of a list."""
    return [int(value) for value in request.form.getlist(name) if value.isascii() and value.isdigit()]

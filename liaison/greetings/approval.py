"""Submitting a round, approving it whole or row by row, sending it back with words."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _

from liaison.accounts.models import User
from liaison.audit.actions import note
from liaison.db import check_version, db
from liaison.greetings.conditions import require_open, require_unsettled
from liaison.greetings.errors import GreetingError
from liaison.greetings.models import Greeting, Round, Stage, stamped, unstamped
from liaison.greetings.problems import faulty
from liaison.greetings.queries import greetings_of, posted_greetings
from liaison.office.queries import setting

NAMED = 5


def submit_round(round_: Round, *, now: datetime, by: User | None) -> None:
    """To the section head. GreetingError while anybody's text has an error, or nobody is to be greeted."""
    require_open(round_)
    if round_.stage != Stage.DRAFT:
        raise GreetingError("submitted_already", _("“%(name)s”已经送审", name=round_.name))
    waiting = [each for each in greetings_of(round_) if not each.is_settled]
    if not waiting:
        raise GreetingError("nobody", _("这一批还没有要问候的人，请先添人"))
    require_faultless(waiting)
    stamped(round_, "submitted", by, now)
    unstamped(round_, "returned")
    round_.return_words = ""
    db.session.flush()
    note("round.submit", round_, by, {"people": len(waiting)})


def require_faultless(greetings: Sequence[Greeting]) -> None:
    """Refuse, naming the first few, while any of the texts has an error."""
    wrong = faulty(greetings)
    if wrong:
        names = "、".join(each.name for each in wrong[:NAMED])
        more = f"等 {len(wrong)} 人" if len(wrong) > NAMED else ""
        message = f"{names}{more}的问候还有错，请先改好或免发"
        raise GreetingError("faulty", message, people=[each.contact_id for each in wrong])


def require_approver(round_: Round, by: User | None) -> None:
    """Refuse before submission, and whoever submitted it where two persons are required."""
    require_open(round_)
    if not round_.submitted_at:
        raise GreetingError("not_submitted", _("“%(name)s”还没有送审", name=round_.name))
    if needs_another(round_, by):
        raise GreetingError(
            "own_round", _("本单位规定起草和审定须是两个人：这一批由您送审，请另一位负责人审定")
        )


def needs_another(round_: Round, by: User | None) -> bool:
    """Whether this person may not approve what he submitted himself."""
    if setting("greeting_two_person") == "no":
        return False
    return by is not None and by.id == round_.submitted_by_id


def approve_round(round_: Round, *, now: datetime, by: User | None) -> int:
    """Everything that awaits approval; rows sent back stay where they are. Answers how many."""
    require_approver(round_, by)
    waiting = [each for each in greetings_of(round_) if each.awaits_approval]
    require_faultless(waiting)
    for greeting in waiting:
        stamped(greeting, "approved", by, now)
    note("round.approve", round_, by, {"people": len(waiting)})
    finish_approval(round_, now=now, by=by)
    return len(waiting)


def approve_greeting(greeting: Greeting, *, version: int | None, now: datetime, by: User | None) -> None:
    """One row. StaleRecord when its words changed after the approver read them."""
    check_version(greeting, version)
    require_approver(greeting.round, by)
    require_unsettled(greeting)
    require_faultless([greeting])
    stamped(greeting, "approved", by, now)
    unstamped(greeting, "returned")
    greeting.remark = ""
    db.session.flush()
    note("greeting.approve", greeting, by)
    finish_approval(greeting.round, now=now, by=by)


def finish_approval(round_: Round, *, now: datetime, by: User | None) -> None:
    """The round is approved once the last of its rows is."""
    db.session.flush()
    open_rows = [each for each in greetings_of(round_) if not each.is_settled and not each.approved_at]
    if not open_rows and not round_.approved_at:
        stamped(round_, "approved", by, now)
    db.session.flush()


def return_greeting(
    greeting: Greeting, words: str, *, version: int | None, now: datetime, by: User | None
) -> None:
    """Send one row back, saying what is to be changed."""
    check_version(greeting, version)
    require_approver(greeting.round, by)
    require_unsettled(greeting)
    greeting.remark = required_words(words)
    stamped(greeting, "returned", by, now)
    unstamped(greeting, "approved")
    db.session.flush()
    note("greeting.return", greeting, by, {"words": greeting.remark})


def return_round(round_: Round, words: str, *, now: datetime, by: User | None) -> None:
    """Send the whole round back to its makers; what was sent meanwhile stays sent."""
    require_approver(round_, by)
    round_.return_words = required_words(words)
    stamped(round_, "returned", by, now)
    unstamped(round_, "submitted")
    unstamped(round_, "approved")
    posted = posted_greetings(round_)
    for greeting in greetings_of(round_):
        if not greeting.is_settled and greeting.list_id is None and greeting.id not in posted:
            unstamped(greeting, "approved")
    db.session.flush()
    note("round.return", round_, by, {"words": round_.return_words})


def withdraw_submission(round_: Round, *, by: User | None) -> None:
    """Take a round back that nobody has approved anything of yet."""
    require_open(round_)
    if round_.stage != Stage.SUBMITTED or any(each.approved_at for each in greetings_of(round_)):
        raise GreetingError("approved_already", _("已经有审定的了，不能撤回；请负责人退回"))
    unstamped(round_, "submitted")
    db.session.flush()
    note("round.withdraw", round_, by)


def required_words(words: str) -> str:
    if not words.strip():
        raise GreetingError("no_words", _("退回请写明要改什么"), field="words")
    return words.strip()

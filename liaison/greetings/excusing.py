"""免发: leaving somebody out of a round with a reason, and taking that back."""

from datetime import datetime

from flask_babel import gettext as _

from liaison.accounts.models import User
from liaison.audit.actions import note
from liaison.db import db
from liaison.domain.greeting_days import turns_of
from liaison.greetings.audience import takers
from liaison.greetings.conditions import require_open, require_unsettled
from liaison.greetings.drafting import store
from liaison.greetings.errors import AlreadyGreeted, GreetingError
from liaison.greetings.models import Greeting, Turn, stamped, unstamped


def excuse_greeting(greeting: Greeting, reason: str, *, now: datetime, by: User | None) -> None:
    """免发, with the reason; the feast is then free for another round. GreetingError without one."""
    require_unsettled(greeting)
    if not reason.strip():
        raise GreetingError("no_reason", _("请写明为什么免发"), field="excuse")
    stamped(greeting, "excused", by, now)
    greeting.excuse = reason.strip()
    greeting.turns.clear()
    db.session.flush()
    note("greeting.excuse", greeting, by, {"reason": greeting.excuse})


def readmit_greeting(greeting: Greeting, *, by: User | None) -> None:
    """Take 免发 back. AlreadyGreeted when another round serves the person meanwhile."""
    require_open(greeting.round)
    if not greeting.excused_at:
        return
    turns = turns_of(greeting.round.occasion_code, greeting.round.cycle)
    taken = takers(turns, [greeting.contact_id]).get(greeting.contact_id)
    if taken is not None:
        raise AlreadyGreeted(greeting.name, taken.round.name)
    unstamped(greeting, "excused")
    greeting.excuse = ""
    greeting.turns = [
        Turn(occasion_code=code, cycle=cycle, contact_id=greeting.contact_id) for code, cycle in turns
    ]
    store([greeting])
    note("greeting.readmit", greeting, by)

"""How far a feast's greetings have come, in the line the calendar's page has for it.

The page alone: a file or feed is a plan, and keeps "春节：问候 75 人" whatever became of it.
"""

from dataclasses import dataclass
from typing import Self

from flask_babel import gettext as _
from sqlalchemy import or_, select

from liaison.calendar_.audiences import Known
from liaison.calendar_.queries import Turns
from liaison.contacts.models import Contact
from liaison.db import db
from liaison.due.scopes import Scope, in_scope
from liaison.greetings.audience import serving
from liaison.greetings.models import Greeting, Round


@dataclass(frozen=True)
class Settled:
    """Contact ids: `greeted` were sent a greeting; `let_be` are excused, or were missed in a round that has ended."""

    greeted: frozenset[int]
    let_be: frozenset[int]

    @classmethod
    def of(cls, turns: Turns, scope: Scope) -> Self:
        """Among the people of the scope, in whatever round of these feasts."""
        rows = db.session.execute(
            select(Greeting.contact_id, Greeting.sent_at.is_not(None))
            .join(Round, Round.id == Greeting.round_id)
            .join(Contact, Contact.id == Greeting.contact_id)
            .where(serving(turns), *in_scope(scope))
            .where(
                or_(
                    Greeting.sent_at.is_not(None),
                    Greeting.excused_at.is_not(None),
                    Round.closed_at.is_not(None),
                )
            )
        ).all()
        greeted = frozenset(contact_id for contact_id, sent in rows if sent)
        return cls(greeted, frozenset(contact_id for contact_id, _sent in rows) - greeted)


def progress_title(name: str, turns: Turns, people: list[Known], scope: Scope) -> str:
    """春节：问候 19 人（已问候 56 人）, and 春节：已问候 56 人 when nobody is left."""
    settled = Settled.of(turns, scope)
    left = sum(known.id not in settled.greeted | settled.let_be for known in people)
    greeted = len(settled.greeted)
    if left and greeted:
        return _("%(name)s：问候 %(n)d 人（已问候 %(done)d 人）", name=name, n=left, done=greeted)
    if left:
        return _("%(name)s：问候 %(n)d 人", name=name, n=left)
    if greeted:
        return _("%(name)s：已问候 %(n)d 人", name=name, n=greeted)
    return _("%(name)s：没有人要问候", name=name)

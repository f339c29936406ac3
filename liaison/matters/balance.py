"""人情账: what they did for us and we for them, as figures a person may see before the next request."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import func, select

from liaison.accounts.models import User
from liaison.db import db
from liaison.domain.matters import HELPED, Ending, Way
from liaison.matters.models import Matter
from liaison.matters.queries import LIVE, visible_matters


@dataclass(frozen=True)
class Balance:
    """Numbers of matters; `we_explained` are theirs that could not be done, `they_explained` ours."""

    they_did: int = 0
    we_did: int = 0
    we_explained: int = 0
    they_explained: int = 0
    open_theirs: int = 0
    open_ours: int = 0

    @property
    def any(self) -> bool:
        return any(vars(self).values())

    @property
    def lean(self) -> int:
        """Positive: they did more for us than we for them."""
        return self.they_did - self.we_did


def balance_of(user: User, *, unit_id: int | None = None, contact_id: int | None = None) -> Balance:
    """The balance with a unit or a person, over the matters the user may see."""
    statement = select(Matter.way, Matter.ended_as, func.count()).where(LIVE, visible_matters(user))
    if contact_id is not None:
        statement = statement.where(Matter.contact_id == contact_id)
    else:
        statement = statement.where(Matter.unit_id == unit_id)
    found = Counter({(row[0], row[1]): row[2] for row in db.session.execute(statement.group_by(Matter.way, Matter.ended_as))})
    theirs, ours = Way.INCOMING.value, Way.OUTGOING.value
    return Balance(
        they_did=sum(found[ours, each.value] for each in HELPED),
        we_did=sum(found[theirs, each.value] for each in HELPED),
        we_explained=found[theirs, Ending.EXPLAINED.value],
        they_explained=found[ours, Ending.EXPLAINED.value],
        open_theirs=found[theirs, ""],
        open_ours=found[ours, ""],
    )

"""Whom an observance greets, as a condition in SQL: for counting without reading everybody.

`audiences.py` judges one person at a time and gives the reason; the tests hold the two against each other.
"""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, false, func, or_, select, true

from liaison.calendar_.audiences import MILITARY_FAMILY, PERSONAL
from liaison.contacts.models import Contact
from liaison.contacts.queries import tagged
from liaison.db import db
from liaison.domain.audience import Condition
from liaison.domain.observances import Observance
from liaison.domain.regions import NORTHERN, SOUTHERN
from liaison.due.scopes import Scope, in_scope
from liaison.units.models import Unit

COUNT_LIMIT = 1000


def greeted_count(
    observances: Iterable[Observance], scope: Scope, *narrowed: ColumnElement[bool]
) -> int:
    """How many of the scope are greeted by default for any of these, counting no further than COUNT_LIMIT.

    `narrowed`: further conditions on Contact.
    """
    concerned = [greets(each) for each in observances if greets_by_default(each)]
    if not concerned:
        return 0
    some = select(Contact.id).where(*in_scope(scope), *narrowed, or_(*concerned)).limit(COUNT_LIMIT).subquery()
    return db.session.scalar(select(func.count()).select_from(some)) or 0


def greets_by_default(observance: Observance) -> bool:
    return observance.congratulated and not observance.audience.optional


def greets(observance: Observance) -> ColumnElement[bool]:
    """The condition on Contact under which the audience rule concerns the person."""
    audience = observance.audience
    if audience.everyone:
        return true()
    return or_(false(), *(and_(*map(holds, group)) for group in audience.alternatives))


def holds(condition: Condition) -> ColumnElement[bool]:
    """`Condition.holds_for` over the columns; what is not recorded does not hold."""
    value = condition.value
    match condition.key:
        case "kind":
            return at_unit(Unit.kind == value)
        case "unit":
            return at_unit(Unit.name == value)
        case "region":
            return at_unit(or_(*map(Unit.region.startswith, NORTHERN if value == "north" else SOUTHERN)))
        case "tier":
            return Contact.tier == value
        case "gender":
            return Contact.gender == value
        case "tag":
            return Contact.id.in_(tagged(value))
        case "retired":
            return Contact.retired_on.is_not(None)
        case "military_family":
            return Contact.id.in_(tagged(MILITARY_FAMILY))
        case "personal":
            return Contact.id.in_(tagged(PERSONAL))
    raise TypeError(f"no column tells of {condition.key}")


def at_unit(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return Contact.unit_id.in_(select(Unit.id).where(condition))

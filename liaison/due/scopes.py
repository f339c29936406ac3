"""Which people a review is about: the filters of the first page, the units view and the command, as SQL conditions."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_
from werkzeug.datastructures import MultiDict

from liaison.accounts.models import User
from liaison.accounts.policy import visible_contacts
from liaison.accounts.whose import NOBODY, owners
from liaison.contacts.models import Contact
from liaison.contacts.queries import at_kind_of_unit, open_post_at, tagged
from liaison.domain.cadence import State
from liaison.web.numbers import number_or_none, storable_number

HORIZONS = (7, 30, 90)
UNITS_AHEAD, FARTHEST = 30, 3650


@dataclass(frozen=True)
class Scope:
    """Every field None or empty means "any". `seen_by` None is the command line, which sees everyone."""

    seen_by: User | None = None
    owner_ids: tuple[int, ...] | None = None
    unit_id: int | None = None
    tier: str = ""
    unit_kind: str = ""
    tag: str = ""
    within_days: int = 7

    def but(self, **changes: Any) -> "Scope":
        return replace(self, **changes)


def asked_scope(user: User | None, args: MultiDict[str, str]) -> tuple[Scope, str]:
    """(scope, whose) from the review's address: whose is mine, section, all, a user or a section; heads and leaders start with all
    they see, the command line (None) with everyone."""
    whose = args.get("whose") or ("mine" if user is not None and user.role == "officer" else "all")
    within = args.get("within", default=HORIZONS[0], type=storable_number)
    scope = Scope(
        seen_by=user,
        owner_ids=owners(user, whose),
        unit_id=asked_unit(args.get("unit", "").strip()),
        tier=args.get("tier", ""),
        unit_kind=args.get("kind", ""),
        tag=args.get("tag", ""),
        within_days=within if within in HORIZONS else HORIZONS[0],
    )
    return scope, whose


def asked_horizon(args: MultiDict[str, str]) -> int:
    """How many days ahead the list of units looks."""
    return min(max(args.get("within", default=UNITS_AHEAD, type=storable_number), 0), FARTHEST)


def asked_unit(text: str) -> int | None:
    """The number of a unit; a name that no page has turned into a number finds nobody, rather than everybody."""
    if not text:
        return None
    number = number_or_none(text)
    return NOBODY if number is None else number


def in_scope(scope: Scope) -> list[ColumnElement[bool]]:
    """The conditions on Contact, without any date."""
    found: list[ColumnElement[bool]] = [Contact.archived_at.is_(None)]
    if scope.seen_by is not None:
        found.append(visible_contacts(scope.seen_by))
    if scope.owner_ids is not None:
        found.append(owned_by(scope.owner_ids))
    if scope.unit_id is not None:
        found.append(Contact.id.in_(open_post_at(scope.unit_id)))
    if scope.tier:
        found.append(Contact.tier == scope.tier)
    if scope.unit_kind:
        found.append(at_kind_of_unit(scope.unit_kind))
    if scope.tag:
        found.append(Contact.id.in_(tagged(scope.tag)))
    return found


def owned_by(owner_ids: tuple[int, ...]) -> ColumnElement[bool]:
    """One owner is an equality, so that the index keeps the order."""
    return Contact.owner_id == owner_ids[0] if len(owner_ids) == 1 else Contact.owner_id.in_(owner_ids)


def not_paused(day: date) -> ColumnElement[bool]:
    """A pause ends by itself on its resume date."""
    return or_(Contact.paused_until.is_(None), Contact.paused_until <= day)


def in_state(state: State, day: date, within_days: int) -> ColumnElement[bool]:
    """`cadence.judge` as a condition on the stored facts; the tests hold the two against each other."""
    if state == State.NEVER:
        return and_(Contact.last_contact_on.is_(None), or_(Contact.due_on.is_(None), Contact.due_on <= day))
    met = Contact.last_contact_on.is_not(None)
    if state == State.BROKEN:
        return and_(met, Contact.due_on <= day, Contact.broken_after < day)
    if state == State.OVERDUE:
        return and_(met, Contact.due_on < day, Contact.broken_after >= day)
    if state == State.DUE:
        return and_(met, Contact.due_on == day, Contact.broken_after >= day)
    horizon = date.fromordinal(day.toordinal() + within_days)
    if state == State.SOON:
        return and_(Contact.due_on > day, Contact.due_on <= horizon)
    return Contact.due_on > horizon


def order_of(state: State) -> list[Any]:
    """What a group is sorted by; each is the tail of an index, so that a page costs the same at any size.

    People never contacted come by their weight: whom the office means to call most often is first. Overdue people
    come in the order in which their ties would break.
    """
    if state == State.NEVER:
        return [Contact.cadence_days, Contact.id]
    if state in (State.BROKEN, State.OVERDUE):
        return [Contact.broken_after, Contact.id]
    return [Contact.due_on, Contact.id]

"""Finding matters: what a user sees, the lists, and what presses."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true
from sqlalchemy.orm import selectinload
from werkzeug.datastructures import MultiDict

from liaison.accounts.models import User
from liaison.accounts.policy import sees_everyone, visible_contacts
from liaison.accounts.whose import owners
from liaison.contacts.models import Contact
from liaison.db import db
from liaison.domain.matters import SOON_DAYS
from liaison.interactions.models import Interaction, interaction_participants
from liaison.matters.models import Matter, MatterNote, matter_interactions
from liaison.search.queries import contact_ids_matching, unit_ids_matching
from liaison.web.numbers import storable_number
from liaison.web.paging import Page, Sorted

OPEN, OVERDUE, SOON, ENDED, ANY = "open", "overdue", "soon", "ended", "all"
LIVE = Matter.deleted_at.is_(None)
SORTS: dict[str, list[Any]] = {
    "due": [Matter.due_on, Matter.id],
    "received": [Matter.received_on, Matter.id],
    "register": [Matter.received_on, Matter.id],  # as a paper register has them, the oldest first
    "ended": [Matter.ended_on, Matter.id],
}
LINKABLE = 8


@dataclass(frozen=True)
class MatterFilter:
    """Every field empty or None means "any"; `state` is open, overdue, soon, ended, all, or the code of one ending; `sort` a
    word of SORTS."""

    text: str = ""
    state: str = OPEN
    way: str = ""
    owner_ids: tuple[int, ...] | None = None
    unit_id: int | None = None
    contact_id: int | None = None
    sort: str = "due"


def asked_whose(user: User | None, args: MultiDict[str, str]) -> str:
    """Whose matters the page's own query names; an officer starts with the own, unless it is about one unit or person."""
    about_one = "unit" in args or "contact" in args
    own = user is not None and user.role == "officer" and not about_one
    return args.get("whose") or ("mine" if own else "all")


def asked_filter(user: User | None, args: MultiDict[str, str]) -> MatterFilter:
    """The filter of the page's own query; the export and the register read it here too."""
    state = args.get("state") or OPEN
    return MatterFilter(
        text=args.get("q", "").strip(),
        state=state,
        way=args.get("way", ""),
        owner_ids=owners(user, asked_whose(user, args)),
        unit_id=args.get("unit", type=storable_number),
        contact_id=args.get("contact", type=storable_number),
        sort=args.get("sort") or ("due" if state in (OPEN, OVERDUE, SOON, ANY) else "ended"),
    )


def visible_matters(user: User) -> ColumnElement[bool]:
    """The condition on Matter for what this user may see: of the own section, of a person in sight, or one's own."""
    if sees_everyone(user):
        return true()
    section = select(User.id).where(User.section_id == user.section_id)
    people = select(Contact.id).where(visible_contacts(user))
    return or_(
        Matter.owner_id.in_(section),
        Matter.deputy_id == user.id,
        Matter.received_by_id == user.id,
        Matter.contact_id.in_(people),
        and_(Matter.owner_id.is_(None), Matter.contact_id.is_(None)),
    )


def may_edit_matter(user: User, matter: Matter) -> bool:
    """Heads and administrators edit what they see; officers what they own, deputise for, received, or nobody owns."""
    if not user.writes:
        return False
    return user.leads or matter.owner_id is None or user.id in (
        matter.owner_id, matter.deputy_id, matter.received_by_id
    )  # fmt: skip


def seen_matter(user: User, matter_id: int) -> Matter | None:
    """The matter, removed or not, if the user may see it."""
    return db.session.scalar(select(Matter).where(Matter.id == matter_id, visible_matters(user)))


def seen_note(user: User, note_id: int) -> MatterNote | None:
    """A line of progress of a matter the user may see."""
    return db.session.scalar(
        select(MatterNote)
        .join(Matter, Matter.id == MatterNote.matter_id)
        .where(MatterNote.id == note_id, visible_matters(user))
    )


def matching(user: User | None, wanted: MatterFilter, today: date) -> Select[Matter]:
    """The SELECT of all that fit, unsorted; `user` None is the command line, which sees everything."""
    statement = select(Matter).where(LIVE, *in_state(wanted.state, today))
    if user is not None:
        statement = statement.where(visible_matters(user))
    if wanted.text:
        statement = statement.where(speaks_of(wanted.text))
    if wanted.way:
        statement = statement.where(Matter.way == wanted.way)
    if wanted.owner_ids is not None:
        owned = Matter.owner_id.in_(wanted.owner_ids)
        statement = statement.where(or_(owned, Matter.deputy_id.in_(wanted.owner_ids)))
    if wanted.unit_id is not None:
        statement = statement.where(Matter.unit_id == wanted.unit_id)
    if wanted.contact_id is not None:
        statement = statement.where(Matter.contact_id == wanted.contact_id)
    return statement


def in_state(state: str, today: date) -> list[ColumnElement[bool]]:
    """The conditions of one state: a word above, or the code of an ending."""
    known: dict[str, list[ColumnElement[bool]]] = {
        OPEN: [Matter.ended_as == ""],
        OVERDUE: [Matter.ended_as == "", Matter.due_on < today],
        SOON: [Matter.ended_as == "", Matter.due_on >= today, Matter.due_on <= today + timedelta(days=SOON_DAYS)],
        ENDED: [Matter.ended_as != ""],
        ANY: [],
    }  # fmt: skip
    return known.get(state, [Matter.ended_as == state])


def speaks_of(text: str) -> ColumnElement[bool]:
    """Words of the matter itself, or its unit or person by any of their names."""
    return or_(
        *(
            column.contains(text, autoescape=True)
            for column in (Matter.name, Matter.asked, Matter.promise)
        ),
        Matter.unit_id.in_(unit_ids_matching(text)),
        Matter.contact_id.in_(contact_ids_matching(text)),
    )


def matter_list(user: User | None, wanted: MatterFilter, *, today: date) -> Sorted[Matter]:
    """All that fit; by due date the overdue come first. Sorting by the ending leaves out what is open."""
    statement = matching(user, wanted, today)
    if wanted.sort == "ended":
        statement = statement.where(Matter.ended_on.is_not(None))
    columns = SORTS.get(wanted.sort, SORTS["due"])
    return Sorted(statement, columns, descending=wanted.sort in ("received", "ended"))


def matter_page(
    user: User, wanted: MatterFilter, *, today: date, mark: str | None = None, size: int = 50
) -> Page[Matter]:
    """One page of the list."""
    return matter_list(user, wanted, today=today).page(db.session, mark, size)


def register(user: User, wanted: MatterFilter, *, today: date, limit: int) -> list[Matter]:
    """The list for paper, at most `limit` of it."""
    found = matter_list(user, wanted, today=today).whole().options(selectinload(Matter.endings))
    return list(db.session.scalars(found.limit(limit)))


def counts(user: User, owner_ids: tuple[int, ...] | None, today: date) -> dict[str, int]:
    """How many are open, overdue, and due within a week."""
    found = {}
    for state in (OPEN, OVERDUE, SOON):
        wanted = MatterFilter(state=state, owner_ids=owner_ids)
        found[state] = (
            db.session.scalar(select(func.count()).select_from(matching(user, wanted, today).subquery())) or 0
        )
    return found


def matters_between(
    user: User | None, start: date, end: date, *, owner_ids: tuple[int, ...] | None = None, limit: int = 5000
) -> list[Matter]:
    """Open ones due within inclusive bounds, for the calendar."""
    statement = matching(user, MatterFilter(owner_ids=owner_ids), start)
    statement = statement.where(Matter.due_on >= start, Matter.due_on <= end)
    return list(db.session.scalars(statement.order_by(Matter.due_on, Matter.id).limit(limit)))


def pressing_count(user: User, today: date) -> int:
    """How many need a hand now: an officer's own, everybody's for those who lead or look on."""
    owner_ids = (user.id,) if user.role == "officer" else None
    statement = matching(user, MatterFilter(owner_ids=owner_ids), today).where(Matter.due_on <= today)
    return db.session.scalar(select(func.count()).select_from(statement.subquery())) or 0


def pressing_matters(
    user: User | None, *, until: date, today: date, owner_ids: tuple[int, ...] | None = None, limit: int = 500
) -> list[Matter]:
    """Open ones due by a day, the overdue first: what the first page, the command and reminders tell."""
    statement = matching(user, MatterFilter(owner_ids=owner_ids), today).where(Matter.due_on <= until)
    return list(db.session.scalars(statement.order_by(Matter.due_on, Matter.id).limit(limit)))


def open_matters(
    user: User | None,
    *,
    today: date,
    owner_ids: tuple[int, ...] | None = None,
    unit_id: int | None = None,
    contact_id: int | None = None,
    limit: int = 500,
) -> list[Matter]:
    """What is still to be done, soonest first."""
    wanted = MatterFilter(owner_ids=owner_ids, unit_id=unit_id, contact_id=contact_id)
    statement = matching(user, wanted, today).order_by(Matter.due_on, Matter.id)
    return list(db.session.scalars(statement.limit(limit)))


def linkable_interactions(matter: Matter) -> list[Interaction]:
    """The latest live interactions with the matter's person or unit that are not linked yet."""
    linked = select(matter_interactions.c.interaction_id).where(matter_interactions.c.matter_id == matter.id)
    statement = select(Interaction).where(Interaction.deleted_at.is_(None), Interaction.id.not_in(linked))
    if matter.contact_id is not None:
        with_person = select(interaction_participants.c.interaction_id).where(
            interaction_participants.c.contact_id == matter.contact_id
        )
        statement = statement.where(Interaction.id.in_(with_person))
    else:
        statement = statement.where(Interaction.unit_id == matter.unit_id)
    newest = statement.order_by(Interaction.on.desc(), Interaction.id.desc())
    return list(db.session.scalars(newest.limit(LINKABLE)))

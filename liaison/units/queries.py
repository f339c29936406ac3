"""Finding units and reading one unit's place in the hierarchy. Units are the whole office's: everyone sees them."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from werkzeug.datastructures import MultiDict

from liaison.db import db
from liaison.search.queries import unit_ids_matching
from liaison.units.models import FormerName, Unit
from liaison.web.numbers import storable_number
from liaison.web.paging import EmptyFirst, Page, Sorted, bounded_count


@dataclass(frozen=True)
class UnitFilter:
    """Every field empty or None means "any". `one_person`: only units reached through a single person.

    `sort` is a word of SORTS, with a minus for the reverse.
    """

    text: str = ""
    kind: str = ""
    region: str = ""
    owner_id: int | None = None
    one_person: bool = False
    with_people: bool = False
    archived: bool = False
    sort: str = "name"

    @classmethod
    def asked(cls, args: MultiDict[str, str]) -> "UnitFilter":
        """The filter that the list's address names."""
        return cls(
            text=args.get("q", "").strip(),
            kind=args.get("kind", ""),
            region=args.get("region", ""),
            owner_id=args.get("owner", type=storable_number),
            one_person="one" in args,
            with_people="people" in args,
            archived="archived" in args,
            sort=args.get("sort") or "name",
        )


SORTS: dict[str, list[Any]] = {
    "name": [Unit.sort_key, Unit.id],
    "due": [Unit.due_on, Unit.id],
    "last": [Unit.last_contact_on, Unit.id],
    "newest": [Unit.id],
}


def sort_columns(sort: str) -> tuple[list[Any], bool]:
    """(columns, descending) of a word such as due or -due; name for a word there is not. The newest come first."""
    word = sort.removeprefix("-")
    return SORTS.get(word, SORTS["name"]), sort.startswith("-") != (word == "newest")


def matching(wanted: UnitFilter) -> Select[Unit]:
    """The SELECT of every unit that fits, unsorted."""
    statement = select(Unit).where(
        Unit.archived_at.is_not(None) if wanted.archived else Unit.archived_at.is_(None),
        Unit.merged_into_id.is_(None),
    )
    if wanted.text:
        statement = statement.where(Unit.id.in_(unit_ids_matching(wanted.text)))
    if wanted.kind:
        statement = statement.where(Unit.kind == wanted.kind)
    if wanted.region:
        statement = statement.where(Unit.region == wanted.region)
    if wanted.owner_id is not None:
        statement = statement.where(Unit.owner_id == wanted.owner_id)
    if wanted.one_person:
        statement = statement.where(Unit.people_reached == 1)
    if wanted.with_people:
        statement = statement.where(Unit.people > 0)
    return statement


def unit_list(wanted: UnitFilter) -> Sorted[Unit]:
    """Every unit that fits. Those nobody has reached stand behind those with a date in either direction: a directory has
    many."""
    columns, descending = sort_columns(wanted.sort)
    behind: EmptyFirst = "first" if descending else "last"
    return Sorted(matching(wanted), columns, descending, behind if columns[0].nullable else None)


def unit_page(wanted: UnitFilter, *, mark: str | None = None, size: int = 50) -> Page[Unit]:
    """One page of the list."""
    return unit_list(wanted).page(db.session, mark, size)


def unit_count(wanted: UnitFilter) -> int:
    """How many the list has, bounded."""
    return bounded_count(db.session, matching(wanted))


def survivor_of(unit: Unit) -> Unit:
    """The unit itself, or the one it was merged into, at the end of all merges."""
    while unit.merged_into_id is not None:
        unit = db.session.get_one(Unit, unit.merged_into_id)
    return unit


def unit_by_name(name: str) -> Unit | None:
    """The unit of exactly this name or short name, the earliest where there are several; else the one once called so."""
    name = name.strip()
    found = db.session.scalar(
        select(Unit)
        .where((Unit.name == name) | (Unit.short_name == name), Unit.merged_into_id.is_(None))
        .order_by(Unit.archived_at.is_not(None), Unit.name != name, Unit.id)
    )
    if found is not None and found.archived_at is None:
        return found
    once = select(FormerName.unit_id).where(FormerName.name == name)
    heir = db.session.scalar(
        select(Unit).where(Unit.id.in_(once), Unit.archived_at.is_(None)).order_by(Unit.id)
    )
    return heir or found


def regions() -> list[str]:
    """The regions in use."""
    return list(
        db.session.scalars(select(Unit.region).where(Unit.region != "").distinct().order_by(Unit.region))
    )


def all_unit_names(limit: int = 5000) -> list[str]:
    """Names to offer while typing."""
    return list(
        db.session.scalars(
            select(Unit.name).where(Unit.archived_at.is_(None)).order_by(Unit.sort_key).limit(limit)
        )
    )

"""Finding units: by name, short name, pinyin, initials, or a word in their notes and address. Everyone sees them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import case, false, or_, select

from liaison.accounts.models import User
from liaison.db import db
from liaison.domain.highlights import Marked, excerpt, marked
from liaison.domain.search_keys import normalise_query
from liaison.domain.word_grams import contains
from liaison.formats.readings import text_reading
from liaison.search.hits import Hit
from liaison.search.sources import KeySource, Source, WordSource, those, together
from liaison.units.models import Unit

SOURCES: tuple[Source, ...] = (KeySource("unit"), WordSource("place"))


def find_units(_user: User, terms: list[str], limit: int) -> list[Hit]:
    """The units every word fits, those whose name begins so first."""
    return [hit_of(unit, terms) for unit in units_found(terms, limit)]


def units_found(terms: list[str], limit: int) -> list[Unit]:
    """The same as records."""
    ids = together(SOURCES, terms).found
    if not ids:
        return []
    statement = select(Unit).where(Unit.id.in_(those(ids)), Unit.archived_at.is_(None))
    return list(db.session.scalars(statement.order_by(*ranks(" ".join(terms)), Unit.id).limit(limit)))


def ranks(text: str) -> list[Any]:
    """The whole name or short name, then the beginning of it, then a part; then by pinyin."""
    spelt = normalise_query(text)
    called = case(
        (or_(Unit.name == text, Unit.short_name == text), 0),
        (Unit.name.startswith(text, autoescape=True), 1),
        (Unit.sort_key.startswith(spelt, autoescape=True) if spelt.isascii() and spelt else false(), 1),
        (Unit.name.contains(text, autoescape=True), 2),
        else_=3,
    )
    return [called, Unit.sort_key]


def hit_of(unit: Unit, terms: Sequence[str]) -> Hit:
    """A unit as one line: name, short name, region; the words of a note where nothing else answers."""
    name, short = marked(unit.name, terms, text_reading(unit.name)), short_name_of(unit, terms)
    region = marked(unit.region, terms)
    if not any(typed for _, typed in [*name, *short, *region]):
        texts = (unit.address, unit.notes, unit.authority)
        found = [text for text in texts if any(contains(text, term) for term in terms)]
        short += [("　", False), *marked(excerpt(found[0], terms), terms)] if found else []
    return Hit("units.show", {"unit_id": unit.id}, name, short, region)


def short_name_of(unit: Unit, terms: Sequence[str]) -> Marked:
    return marked(unit.short_name, terms, text_reading(unit.short_name)) if unit.short_name else []

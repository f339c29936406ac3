"""Finding units: by name, short name, pinyin, initials, or a word in their notes and address. Everyone sees them."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import case, false, or_, select
from sqlalchemy.orm import lazyload

from liaison.accounts.models import User
from liaison.db import db
from liaison.domain.highlights import Marked, excerpt, marked
from liaison.domain.phones import NOT_A_DIGIT
from liaison.domain.search_keys import normalise_query
from liaison.domain.word_grams import contains
from liaison.formats.readings import text_reading
from liaison.search.asking import Asking, answer_of, records_of, those
from liaison.search.former import former_unit_names
from liaison.search.hits import Hit
from liaison.search.sources import FEW, KeySource, NumberSource, Source, WordSource, together
from liaison.units.models import Unit

SOURCES: tuple[Source, ...] = (KeySource("unit"), NumberSource("unit_phone"), WordSource("place"))
OF_ONE_WORD: tuple[Source, ...] = (KeySource("unit", FEW), NumberSource("unit_phone", FEW), WordSource("place", FEW))


def units_led_to(_user: User | None, terms: list[str]) -> Asking[frozenset[int]]:
    return (yield from together(SOURCES if len(terms) > 1 else OF_ONE_WORD, terms)).found


def unit_hits(_user: User, terms: list[str], ids: Collection[int], limit: int) -> list[Hit]:
    """The best of these units, those whose name begins so first."""
    units = best(" ".join(terms), ids, limit)
    lines = [hit_of(unit, terms) for unit in units]
    unmarked = [unit.id for unit, line in zip(units, lines, strict=True) if not line.says_why]
    once = former_unit_names(unmarked) if unmarked else {}
    return [
        line if line.says_why else replace(line, detail=[*line.detail, *why(unit, once.get(unit.id, []), terms)])
        for unit, line in zip(units, lines, strict=True)
    ]


def why(unit: Unit, once: Sequence[str], terms: Sequence[str]) -> Marked:
    """The number, or the name it no longer has, that was typed, where nothing else on the line answers."""
    digits, numbers = NOT_A_DIGIT.sub("", unit.phone), [NOT_A_DIGIT.sub("", term) for term in terms]
    if any(number and number in digits for number in numbers):
        return [("　", False), *marked(unit.phone, terms)]
    for name in once:
        line = marked(name, terms, text_reading(name))
        if any(typed for _, typed in line):
            return [("　", False), (_("曾用名 "), False), *line]
    return []


def units_found(terms: list[str], limit: int) -> list[Unit]:
    """The units every word fits."""
    return best(" ".join(terms), answer_of(units_led_to(None, terms)), limit)


def best(words: str, ids: Collection[int], limit: int) -> list[Unit]:
    if not ids:
        return []
    statement = select(Unit.id).where(Unit.id.in_(those(ids)), Unit.archived_at.is_(None))
    first = db.session.scalars(statement.order_by(*ranks(words), Unit.id).limit(limit)).all()
    return records_of(Unit, first, lazyload(Unit.owner))


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

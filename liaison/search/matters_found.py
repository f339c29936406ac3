"""Finding matters: by words in what was asked and promised."""

from collections.abc import Collection, Sequence

from sqlalchemy import select

from liaison.accounts.models import User
from liaison.db import db
from liaison.domain.highlights import excerpt, marked
from liaison.domain.word_grams import contains
from liaison.matters.models import Matter
from liaison.matters.queries import visible_matters
from liaison.search.asking import Asking, those
from liaison.search.hits import Hit
from liaison.search.sources import Source, WordSource, together

SOURCES: tuple[Source, ...] = (WordSource("matter"),)


def matters_led_to(_user: User, terms: list[str]) -> Asking[frozenset[int]]:
    return (yield from together(SOURCES, terms)).found


def matter_hits(user: User, terms: list[str], ids: Collection[int], limit: int) -> list[Hit]:
    """The newest of these matters that the user may see."""
    statement = select(Matter).where(
        Matter.id.in_(those(ids)), Matter.deleted_at.is_(None), visible_matters(user)
    )
    newest = db.session.scalars(statement.order_by(Matter.received_on.desc(), Matter.id.desc()).limit(limit))
    return [hit_of(matter, terms) for matter in newest]


def hit_of(matter: Matter, terms: Sequence[str]) -> Hit:
    """A matter as one line: its name, the words around what was typed, and the day it came."""
    texts = [text for text in (matter.asked, matter.promise) if any(contains(text, term) for term in terms)]
    said = excerpt(texts[0], terms) if texts else (matter.unit.name if matter.unit else "")
    return Hit(
        "matters.show",
        {"matter_id": matter.id},
        marked(matter.name, terms),
        marked(said, terms),
        [(matter.received_on.isoformat(), False)],
    )

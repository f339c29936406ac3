"""Finding interactions: by words in what was said and what came of it, with the names of who took part."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import select

from liaison.accounts.models import User
from liaison.accounts.policy import visible_contacts
from liaison.contacts.models import Contact
from liaison.db import db
from liaison.domain.highlights import excerpt, marked
from liaison.domain.word_grams import contains, typed_grams, word_grams
from liaison.interactions.models import Interaction, interaction_participants
from liaison.search.asking import Asking, Wording, side_by_side, those
from liaison.search.hits import Hit
from liaison.search.sources import KeySource, Word, WordSource, fitting, led_by
from liaison.web.paging import encode_mark

# Pairs that stand apart look like a word until the text is read; so many texts are read for each one wanted.
READ_FOR_ONE = 4
WORDS, PEOPLE = WordSource("call"), KeySource("contact")


def entry_hits(user: User, terms: list[str], ids: Collection[int], limit: int) -> list[Hit]:
    """The newest of these interactions with the words, of people whom the user may see."""
    found = [entry for entry in newest(user, ids, limit * READ_FOR_ONE) if really(entry, terms)][:limit]
    people = seen_people(user, [entry.id for entry in found]) if found else {}
    return [hit_of(entry, people[entry.id], terms) for entry in found]


def newest(user: User, ids: Collection[int], limit: int) -> list[Any]:
    """The interactions as rows."""
    shown = (Interaction.id, Interaction.on, Interaction.summary, Interaction.outcome, Interaction.handler)
    statement = select(*shown).where(
        Interaction.id.in_(those(ids)), Interaction.deleted_at.is_(None), seen_part(user).exists()
    )
    return list(db.session.execute(statement.order_by(Interaction.on.desc(), Interaction.id.desc()).limit(limit)))


def entries_led_to(user: User, terms: list[str]) -> Asking[frozenset[int]]:
    """Interactions with at least one of the words in the text; the others there too, or in a name in sight.

    Any of the words may be the one in the text: a name stands in some texts and is the name of who took part in others.
    """
    words = yield from led_by([WORDS], terms)
    found = yield from side_by_side([with_others(user, word, words) for word in words if word.found])
    return frozenset().union(*found)


def with_others(user: User, written: Word, words: Sequence[Word]) -> Asking[frozenset[int]]:
    """Those with this word in the text that the other words fit as well."""
    left = written.found
    for word in words:
        if word is not written and left:
            left = yield from spoken_of(user, word, left)
    return left


def spoken_of(user: User, word: Word, ids: frozenset[int]) -> Asking[frozenset[int]]:
    """Those of the interactions with the word in the text, or in the name of somebody in sight who took part."""
    written = ids & word.found
    if not word.complete:
        written |= yield from fitting([word.fits(False)], Wording("{ids}", {"ids": ids}))
    pairs = seen_pairs(user, ids - written)
    people = {contact_id for _, contact_id in pairs}
    fit = (yield from fitting([PEOPLE.fits(word.term)], Wording("{ids}", {"ids": people}))) if people else ()
    return written | {interaction_id for interaction_id, contact_id in pairs if contact_id in fit}


def seen_pairs(user: User, ids: Collection[int]) -> list[Any]:
    """(interaction, person) for everybody who took part in one of these and whom the user may see."""
    part = interaction_participants.c
    statement = (
        select(part.interaction_id, part.contact_id)
        .join(Contact, Contact.id == part.contact_id)
        .where(part.interaction_id.in_(those(ids)), visible_contacts(user))
    )
    return list(db.session.execute(statement)) if ids else []


def seen_part(user: User) -> Any:
    """Those who took part in the interaction and whom the user may see."""
    part = interaction_participants.c
    return (
        select(part.contact_id)
        .join(Contact, Contact.id == part.contact_id)
        .where(part.interaction_id == Interaction.id, visible_contacts(user))
    )


def really(entry: Any, terms: Sequence[str]) -> bool:
    """Whether words whose pairs all stand in the text stand there whole; the others were found in a name."""
    text = "\n".join([entry.summary, entry.outcome, entry.handler])
    pairs = word_grams(text)
    grams = {term: typed_grams(term) for term in terms}
    return all(contains(text, term) or not grams[term] or not pairs.issuperset(grams[term]) for term in terms)


def seen_people(user: User, ids: list[int]) -> dict[int, list[Any]]:
    """Who took part, as far as the user may see them: rows of id and name."""
    part = interaction_participants.c
    rows = db.session.execute(
        select(part.interaction_id, Contact.id, Contact.name)
        .join(Contact, Contact.id == part.contact_id)
        .where(part.interaction_id.in_(ids), visible_contacts(user))
        .order_by(part.interaction_id, Contact.id)
    )
    people: dict[int, list[Any]] = {}
    for row in rows:
        people.setdefault(row.interaction_id, []).append(row)
    return people


def hit_of(entry: Any, people: list[Any], terms: Sequence[str]) -> Hit:
    """One entry: who, the words around what was typed, and the day. It leads to its place in the person's timeline."""
    place = encode_mark([entry.on, entry.id + 1])
    text = next((t for t in (entry.summary, entry.outcome) if any(contains(t, term) for term in terms)), entry.summary)
    return Hit(
        "contacts.show",
        {"contact_id": people[0].id, "after": place, "_anchor": "timeline"},
        marked("、".join(person.name for person in people), terms),
        marked(excerpt(text, terms), terms),
        [(entry.on.isoformat(), False)],
    )

"""Where a typed word leads, in bounded steps, so that an answer costs the same at any size.

A source answers two questions: which ids a word leads to, BUDGET at most, and which of some ids it fits. Of several words
the one with the fewest ids leads; the others are asked about those. The statements are fixed texts, executed on the
index that sorts the keys: building them anew would cost more than running them.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from sqlalchemy import TextClause, text

from liaison.db import db
from liaison.domain.search_keys import prefix_end, query_forms
from liaison.domain.word_grams import typed_grams

BUDGET = 1_000
PAIRS_ASKED = 6  # of a longer word; its text has the last say anyway
LISTED = {
    "sqlite": "json_each(:listed) AS listed",
    "postgresql": "unnest(CAST(:listed AS {kind}[])) AS listed(value)",
}

UNDER = f"""SELECT subject_id FROM search_keys WHERE subject = :subject AND key >= :start AND key < :stop
    ORDER BY subject, key, subject_id LIMIT {BUDGET}"""
UNDER_AMONG = """SELECT DISTINCT k.subject_id FROM {listed} CROSS JOIN search_keys AS k
    WHERE k.subject = :subject AND k.subject_id = listed.value AND k.key >= :start AND k.key < :stop"""
PAIR = f"""SELECT subject_id FROM search_keys WHERE subject = :subject AND key = :pair
    ORDER BY subject_id DESC LIMIT {BUDGET}"""
PAIR_AMONG = """SELECT k.subject_id FROM {listed} CROSS JOIN search_keys AS k
    WHERE k.subject = :subject AND k.key = :pair AND k.subject_id = listed.value"""
AT_UNITS = f"""SELECT p.contact_id FROM {{listed}} CROSS JOIN posts AS p
    WHERE p.unit_id = listed.value AND p.to_on IS NULL LIMIT {BUDGET}"""
AT_UNITS_AMONG = """SELECT DISTINCT p.contact_id FROM {listed} CROSS JOIN posts AS p CROSS JOIN search_keys AS k
    WHERE p.contact_id = listed.value AND p.to_on IS NULL
    AND k.subject = 'unit' AND k.subject_id = p.unit_id AND k.key >= :start AND k.key < :stop"""
TAGGED = f"""SELECT t.contact_id FROM tags JOIN contact_tags AS t ON t.tag_id = tags.id
    WHERE tags.name LIKE :pattern ESCAPE '/' LIMIT {BUDGET}"""
TAGGED_AMONG = """SELECT DISTINCT t.contact_id FROM {listed} CROSS JOIN contact_tags AS t CROSS JOIN tags
    WHERE t.contact_id = listed.value AND tags.id = t.tag_id AND tags.name LIKE :pattern ESCAPE '/'"""


@dataclass(frozen=True)
class Ids:
    """What a word leads to; `complete` False when there may be more."""

    found: frozenset[int]
    complete: bool = True

    def __or__(self, other: "Ids") -> "Ids":
        return Ids(self.found | other.found, self.complete and other.complete)


NOTHING = Ids(frozenset())


class Source(Protocol):
    """One way from a typed word to records."""

    def ids(self, term: str) -> Ids: ...

    def among(self, term: str, ids: Iterable[int]) -> set[int]: ...


def asked(statement: str, listed: Iterable[Any] | None = None, kind: str = "integer", **values: Any) -> list[int]:
    """The ids a fixed statement answers with. `listed` stands for {listed} in it: a table of one column `value`."""
    dialect = db.engine.dialect.name
    if listed is not None:
        values["listed"] = json.dumps(list(listed)) if dialect == "sqlite" else list(listed)
    return list(db.session.scalars(prepared(statement, dialect, kind), values))


@cache
def prepared(statement: str, dialect: str, kind: str) -> TextClause:
    return text(statement.replace("{listed}", LISTED[dialect].replace("{kind}", kind)))


def those(ids: Iterable[int]) -> Any:
    """These ids for `column.in_(…)`, as one value whatever their number."""
    if db.engine.dialect.name == "sqlite":
        return text("SELECT value FROM json_each(:those_ids)").bindparams(those_ids=json.dumps(list(ids)))
    return text("SELECT unnest(CAST(:those_ids AS integer[]))").bindparams(those_ids=list(ids))


def counted(ids: Sequence[int], budget: int = BUDGET) -> Ids:
    return Ids(frozenset(ids), len(ids) < budget)


@dataclass(frozen=True)
class KeySource:
    """Records with a key that begins with one of the forms of the word."""

    subject: str

    def ids(self, term: str) -> Ids:
        found = NOTHING
        for form in query_forms(term):
            found |= counted(asked(UNDER, subject=self.subject, start=form, stop=prefix_end(form)))
        return found

    def among(self, term: str, ids: Iterable[int]) -> set[int]:
        ids, found = list(ids), set()
        for form in query_forms(term):
            found.update(asked(UNDER_AMONG, ids, subject=self.subject, start=form, stop=prefix_end(form)))
        return found


@dataclass(frozen=True)
class WordSource:
    """Records in whose text all pairs of the word stand, the newest first; nothing for a single character."""

    subject: str

    def ids(self, term: str) -> Ids:
        each: list[Ids] = []
        for pair in typed_grams(term)[:PAIRS_ASKED]:
            each.append(counted(asked(PAIR, subject=self.subject, pair=pair)))
            if not each[-1].found:
                return NOTHING
        if not each:
            return NOTHING
        rarest = min(each, key=lambda ids: len(ids.found))
        whole = [ids.found for ids in each if ids.complete]
        return Ids(rarest.found.intersection(*whole), rarest.complete)

    def among(self, term: str, ids: Iterable[int]) -> set[int]:
        pairs, found = typed_grams(term), set(ids)
        for pair in pairs[:PAIRS_ASKED]:
            found = set(asked(PAIR_AMONG, found, subject=self.subject, pair=pair)) if found else found
        return found if pairs else set()


class UnitSource:
    """People with an open post at a unit the word leads to."""

    def ids(self, term: str) -> Ids:
        units = KeySource("unit").ids(term)
        if not units.found:
            return NOTHING
        people = counted(asked(AT_UNITS, sorted(units.found)))
        return Ids(people.found, people.complete and units.complete)

    def among(self, term: str, ids: Iterable[int]) -> set[int]:
        ids, found = list(ids), set()
        for form in query_forms(term):
            found.update(asked(AT_UNITS_AMONG, ids, start=form, stop=prefix_end(form)))
        return found


class TagSource:
    """People with a tag that begins with the word."""

    def ids(self, term: str) -> Ids:
        return counted(asked(TAGGED, pattern=begins_with(term)))

    def among(self, term: str, ids: Iterable[int]) -> set[int]:
        return set(asked(TAGGED_AMONG, ids, pattern=begins_with(term)))


def begins_with(term: str) -> str:
    return "".join(f"/{each}" if each in "/%_" else each for each in term) + "%"


def found_by(sources: Sequence[Source], term: str) -> Ids:
    """Where a word leads by any of the sources."""
    found = NOTHING
    for source in sources:
        found |= source.ids(term)
    return found


def fitting(sources: Sequence[Source], terms: Iterable[str], ids: Iterable[int]) -> set[int]:
    """Those of the ids that every word fits by some source."""
    left = set(ids)
    for term in terms:
        left = set().union(*(source.among(term, left) for source in sources)) if left else left
    return left


def together(sources: Sequence[Source], terms: Sequence[str]) -> Ids:
    """The ids every word leads to. Not complete when even the rarest word leads to more than were looked at."""
    each = {term: found_by(sources, term) for term in terms}
    if not each or not all(ids.found for ids in each.values()):
        return NOTHING
    leading = min(each, key=lambda term: (not each[term].complete, len(each[term].found)))
    left = set(each[leading].found)
    for term, ids in each.items():
        if term != leading:
            left = left & ids.found if ids.complete else fitting(sources, [term], left)
    return Ids(frozenset(left), each[leading].complete)

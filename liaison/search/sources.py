"""Where a typed word leads, in bounded steps, so that an answer costs the same at any size.

A source answers two questions: which ids a word leads to, BUDGET at most, and whether a record fits it. Of several words
the one with the fewest ids leads; the others are asked about those. The statements are executed on the index that sorts
the keys; `asking.py` tells how they are put together.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from liaison.domain.search_keys import prefix_end, query_forms
from liaison.domain.word_grams import typed_grams
from liaison.search.asking import Asking, Wording, side_by_side

BUDGET = 1_000
FEW = 300  # of one word, where the user sees them all: a list shows at most thirty
PAIRS_ASKED = 6  # of a longer word; its text has the last say anyway

UNDER = """SELECT subject_id AS found FROM search_keys WHERE subject = :subject AND key >= :start AND key < :stop
    ORDER BY subject, key, subject_id LIMIT {budget}"""
PAIR = """SELECT subject_id AS found FROM search_keys WHERE subject = :subject AND key = :pair
    ORDER BY subject_id DESC LIMIT {budget}"""
AT_UNITS = """SELECT p.contact_id AS found FROM {units} AS units CROSS JOIN posts AS p
    WHERE p.unit_id = units.value AND p.to_on IS NULL LIMIT {budget}"""
TAGGED = """SELECT t.contact_id AS found FROM tags JOIN contact_tags AS t ON t.tag_id = tags.id
    WHERE tags.name LIKE :pattern ESCAPE '/' LIMIT {budget}"""

# Whether the record `listed.value` fits. Values, not joins: both databases seek for each record. Subject and key are told as
# one pair: the index of records is entered at the very key then, and PostgreSQL, which may take a range of keys for a small
# one, is not tempted to read all of it for each record.
HAS_KEY = """(SELECT 1 FROM search_keys AS k WHERE k.subject_id = listed.value
    AND (k.subject, k.key) >= (:subject, :start) AND (k.subject, k.key) < (:subject, :stop) LIMIT 1) = 1"""
HAS_PAIR = """(SELECT 1 FROM search_keys AS k WHERE k.subject = :subject AND k.key = :pair
    AND k.subject_id = listed.value) = 1"""
AT_UNIT = """(SELECT 1 FROM posts AS p WHERE p.contact_id = listed.value AND p.to_on IS NULL
    AND (SELECT 1 FROM search_keys AS k WHERE k.subject_id = p.unit_id
    AND (k.subject, k.key) >= ('unit', :start) AND (k.subject, k.key) < ('unit', :stop) LIMIT 1) = 1 LIMIT 1) = 1"""
HAS_TAG = """(SELECT 1 FROM contact_tags AS t CROSS JOIN tags WHERE t.contact_id = listed.value AND tags.id = t.tag_id
    AND tags.name LIKE :pattern ESCAPE '/' LIMIT 1) = 1"""
KNOWN = "listed.value IN (SELECT value FROM {known} AS known)"


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

    def ids(self, term: str) -> Asking[Ids]: ...

    def fits(self, term: str) -> Wording:
        """The condition on `listed.value`."""
        ...


def first(statement: str, budget: int, values: dict[str, Any]) -> Wording:
    return Wording(statement.replace("{budget}", str(budget)), values)


def counted(ids: Sequence[int], budget: int) -> Ids:
    return Ids(frozenset(ids), len(ids) < budget)


def any_of(conditions: Iterable[Wording]) -> Wording:
    return joined(" OR ", conditions)


def all_of(conditions: Iterable[Wording]) -> Wording:
    return joined(" AND ", conditions)


def union_of(selects: Iterable[Wording]) -> Wording:
    """A table of what each of these finds, each with a limit of its own."""
    return joined(" UNION ", (Wording(f"SELECT * FROM ({each.sql}) AS part", each.values) for each in selects))


def joined(word: str, conditions: Iterable[Wording]) -> Wording:
    own = [each.numbered(number) for number, each in enumerate(conditions)]
    values = {name: value for each in own for name, value in each.values.items()}
    return Wording("(" + word.join(each.sql for each in own) + ")" if own else "1 = 0", values)


@dataclass(frozen=True)
class KeySource:
    """Records with a key that begins with one of the forms of the word."""

    subject: str
    budget: int = BUDGET

    def ids(self, term: str) -> Asking[Ids]:
        found = NOTHING
        for ids in (yield [first(UNDER, self.budget, each) for each in self.ranges(term)]):
            found |= counted(ids, self.budget)
        return found

    def fits(self, term: str) -> Wording:
        return any_of(Wording(HAS_KEY, each) for each in self.ranges(term))

    def ranges(self, term: str) -> list[dict[str, Any]]:
        return [{"subject": self.subject, **under(form)} for form in query_forms(term)]


@dataclass(frozen=True)
class NumberSource(KeySource):
    """The same for telephones: nothing for a word that is no number, and nothing is asked."""

    def ranges(self, term: str) -> list[dict[str, Any]]:
        return super().ranges(term) if "".join(query_forms(term)[:1]).isdigit() else []


UNITS = KeySource("unit")


@dataclass(frozen=True)
class WordSource:
    """Records in whose text all pairs of the word stand, the newest first; nothing for a single character."""

    subject: str
    budget: int = BUDGET

    def ids(self, term: str) -> Asking[Ids]:
        answers = yield [first(PAIR, self.budget, pair) for pair in self.pairs(term)]
        each = [counted(ids, self.budget) for ids in answers]
        if not each:
            return NOTHING
        rarest = min(each, key=lambda ids: len(ids.found))
        whole = [ids.found for ids in each if ids.complete]
        return Ids(rarest.found.intersection(*whole), rarest.complete)

    def fits(self, term: str) -> Wording:
        return all_of(Wording(HAS_PAIR, pair) for pair in self.pairs(term))

    def pairs(self, term: str) -> list[dict[str, Any]]:
        return [{"subject": self.subject, "pair": pair} for pair in typed_grams(term)[:PAIRS_ASKED]]


@dataclass(frozen=True)
class UnitSource:
    """People with an open post at a unit the word leads to; nobody where `unless` leads to more than are looked at."""

    unless: KeySource | None = None
    budget: int = BUDGET

    def ids(self, term: str) -> Asking[Ids]:
        units, *others = yield from side_by_side([each.ids(term) for each in (UNITS, self.unless) if each])
        if not units.found or not all(other.complete for other in others):
            return NOTHING
        [at_units] = yield [first(AT_UNITS, self.budget, {"units": units.found})]
        people = counted(at_units, self.budget)
        return Ids(people.found, people.complete and units.complete)

    def fits(self, term: str) -> Wording:
        return any_of(Wording(AT_UNIT, under(form)) for form in query_forms(term))


@dataclass(frozen=True)
class TagSource:
    """People with a tag that begins with the word."""

    budget: int = BUDGET

    def ids(self, term: str) -> Asking[Ids]:
        [found] = yield [first(TAGGED, self.budget, {"pattern": begins_with(term)})]
        return counted(found, self.budget)

    def fits(self, term: str) -> Wording:
        return Wording(HAS_TAG, {"pattern": begins_with(term)})


def under(form: str) -> dict[str, str]:
    return {"start": form, "stop": prefix_end(form)}


def begins_with(term: str) -> str:
    return "".join(f"/{each}" if each in "/%_" else each for each in term) + "%"


@dataclass(frozen=True)
class Word:
    """A typed word with what each source leads to."""

    term: str
    by: Sequence[tuple[Source, Ids]]

    @property
    def found(self) -> frozenset[int]:
        return frozenset().union(*(ids.found for _, ids in self.by))

    @property
    def complete(self) -> bool:
        return all(ids.complete for _, ids in self.by)

    def fits(self, known_too: bool = True) -> Wording:
        """The condition on `listed.value`: to be known, or to fit a source that has not told everything."""
        known = [Wording(KNOWN, {"known": self.found})] if known_too and self.found else []
        return any_of([*known, *(source.fits(self.term) for source, ids in self.by if not ids.complete)])


def led_by(sources: Sequence[Source], terms: Sequence[str]) -> Asking[list[Word]]:
    """Where each word leads by each of the sources."""
    ways = [(term, source) for term in dict.fromkeys(terms) for source in sources]
    found = yield from side_by_side([source.ids(term) for term, source in ways])
    by = [(term, (source, ids)) for (term, source), ids in zip(ways, found, strict=True)]
    return [Word(term, [way for each, way in by if each == term]) for term in dict.fromkeys(terms)]


def meeting(words: Sequence[Word]) -> Asking[Ids]:
    """The ids every word leads to. Not complete when even the rarest word leads to more than were looked at."""
    if not words or not all(word.found for word in words):
        return NOTHING
    leading = min(words, key=lambda word: (not word.complete, len(word.found)))
    left = leading.found.intersection(*(word.found for word in words if word.complete))
    asked = [word for word in words if not word.complete and word is not leading]
    if left and asked:
        left = yield from fitting([word.fits() for word in asked], Wording("{ids}", {"ids": left}))
    return Ids(left, leading.complete)


def fitting(conditions: Iterable[Wording], table: Wording) -> Asking[frozenset[int]]:
    """Those of the ids in a table of one column `value` for which all of the conditions hold."""
    condition, listed = all_of(conditions).numbered(0), table.numbered(1)
    question = f"SELECT listed.value AS found FROM {listed.sql} AS listed WHERE {condition.sql}"
    [found] = yield [Wording(question, {**listed.values, **condition.values})]
    return frozenset(found)


def together(sources: Sequence[Source], terms: Sequence[str]) -> Asking[Ids]:
    """The ids every word leads to by some source."""
    return (yield from meeting((yield from led_by(sources, terms))))

"""The kinds of record the box finds, in the order they are shown. A feature joins with one entry here.

The recipe is in docs/search.md.
"""

from flask_babel import lazy_gettext as _l

from liaison.accounts.models import User
from liaison.domain.run_together import told_apart
from liaison.domain.search_keys import apart_by_script
from liaison.search.asking import answer_of, side_by_side
from liaison.search.entries import entries_led_to, entry_hits
from liaison.search.hits import Hit, HitGroup, SearchKind
from liaison.search.matters_found import matter_hits, matters_led_to
from liaison.search.near import near_groups
from liaison.search.people import people_hits, people_led_to
from liaison.search.places import unit_hits, units_led_to
from liaison.search.queries import words_of

KINDS = (
    SearchKind("contact", _l("联系人"), people_led_to, people_hits, "contacts.index"),
    SearchKind("unit", _l("单位"), units_led_to, unit_hits, "units.index"),
    SearchKind("matter", _l("事项"), matters_led_to, matter_hits, "matters.index"),
    SearchKind("interaction", _l("联系记录"), entries_led_to, entry_hits, "interactions.index"),
)


def found_in_all(user: User, text: str, limit: int) -> list[HitGroup]:
    """What the user may see of every kind, at most `limit` of each; where that is nothing, what is spelt alike."""
    terms = words_of(text)
    if not terms:
        return []
    groups = first_found(user, [(text, terms)], limit)
    if not groups and (ways := told_otherwise(terms)):
        groups = first_found(user, ways, limit)
    return groups or near_groups(user, text, limit, KINDS)


def told_otherwise(terms: list[str]) -> list[tuple[str, list[str]]]:
    """The other ways to read words that fit nothing: mao丽 by its parts, one word 教育局局长 as unit and title."""
    apart = [part for term in terms for part in apart_by_script(term) or [term]]
    ways = [apart] if apart != terms else []
    ways += told_apart(terms[0]) if len(terms) == 1 else []
    return [(" ".join(way), way) for way in ways]


def first_found(user: User, ways: list[tuple[str, list[str]]], limit: int) -> list[HitGroup]:
    """What fits every word of the first way, (as typed, words), that leads to anything in sight; all are looked up at once."""
    led_to = iter(answer_of(side_by_side([kind.led_to(user, terms) for _, terms in ways for kind in KINDS])))
    for typed, terms in ways:
        if groups := groups_of(user, typed, terms, [next(led_to) for _ in KINDS], limit):
            return groups
    return []


def groups_of(
    user: User, typed: str, terms: list[str], led_to: list[frozenset[int]], limit: int
) -> list[HitGroup]:
    """The kinds of which something fits every word, of the ids these led to."""
    found = [
        group_of(kind, typed, kind.hits(user, terms, ids, limit + 1), limit)
        for kind, ids in zip(KINDS, led_to, strict=True)
        if ids
    ]
    return units_before_their_people([group for group in found if group.hits])


def units_before_their_people(groups: list[HitGroup]) -> list[HitGroup]:
    """Where people are found by their unit and not by name, the unit itself comes first."""
    by_kind = {group.kind.name: group for group in groups}
    people, units = by_kind.get("contact"), by_kind.get("unit")
    if not people or not units or people.hits[0].is_called_so or not units.hits[0].says_why:
        return groups
    return [units, *(group for group in groups if group is not units)]


def group_of(kind: SearchKind, typed: str, hits: list[Hit], limit: int) -> HitGroup:
    return HitGroup(kind, hits[:limit], more=len(hits) > limit, typed=typed)

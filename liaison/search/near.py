"""Similar names, when nothing fits: the same sound in other characters, one letter, digit or character amiss."""

from collections.abc import Iterable, Sequence

from liaison.accounts.models import User
from liaison.contacts.models import Contact
from liaison.domain.han import is_han
from liaison.domain.near_forms import LONGEST, near_characters, near_spellings
from liaison.domain.search_keys import normalise_query
from liaison.formats.readings import all_readings, text_reading
from liaison.search import people, places
from liaison.search.asking import Asking, Wording, answer_of, side_by_side
from liaison.search.hits import HitGroup, SearchKind
from liaison.search.sources import BUDGET, under

READINGS_TRIED = 2
READ_FOR_SHAPE = 10_000  # keys that begin like 陈_国; among a million people there are forty thousand
WHOLE = f"""SELECT k.subject_id AS found FROM {{keys text}} AS listed CROSS JOIN search_keys AS k
    WHERE k.subject = :subject AND k.key = listed.value LIMIT {BUDGET}"""
SHAPED = f"""SELECT subject_id AS found FROM (
        SELECT key, subject_id FROM search_keys
        WHERE subject = :subject AND key >= :start AND key < :stop ORDER BY subject, key LIMIT {READ_FOR_SHAPE}
    ) AS read_keys WHERE key LIKE :pattern LIMIT {BUDGET}"""


def near_groups(user: User, text: str, limit: int, kinds: Iterable[SearchKind]) -> list[HitGroup]:
    """People and units whose names are one slip away, under the headings of their kinds."""
    by_name = {kind.name: kind for kind in kinds}
    near = answer_of(side_by_side([people_near(text), units_near(text)]))
    contacts = [people.hit_of(contact, []) for contact in people.best(user, text, near[0], limit)]
    units = [places.hit_of(unit, []) for unit in places.best(text, near[1], limit)]
    found = (("contact", contacts), ("unit", units))
    return [HitGroup(by_name[name], hits, more=False, near=True) for name, hits in found if hits]


def near_people(user: User, text: str, limit: int) -> list[Contact]:
    return people.best(user, text, answer_of(people_near(text)), limit)


def people_near(text: str) -> Asking[set[int]]:
    return near_ids("contact", text, [each.full for each in all_readings(text)] if is_a_name(text) else [])


def units_near(text: str) -> Asking[set[int]]:
    return near_ids("unit", text, [text_reading(text).full] if is_a_name(text) else [])


def is_a_name(text: str) -> bool:
    """A single character sounds like too many others, and a sentence like nobody."""
    return is_han(text) and 1 < len(text) <= LONGEST


def near_ids(subject: str, text: str, sounds: Sequence[str]) -> Asking[set[int]]:
    """Ids of records with a key near the text."""
    whole = Wording(WHOLE, {"subject": subject, "keys": tuple(near_keys(text, sounds))})
    shapes = [
        Wording(SHAPED, {"subject": subject, "pattern": pattern, **under(pattern.partition("_")[0])})
        for pattern in near_characters(normalise_query(text))[1]
    ]
    found = yield [whole, *shapes]
    return set().union(*found)


def near_keys(text: str, sounds: Sequence[str]) -> list[str]:
    """Whole keys: how the text sounds, its neighbours in spelling, its characters changed about."""
    typed = normalise_query(text)
    keys = {*sounds, *near_spellings(typed), *near_characters(typed)[0]}
    for sound in sounds[:READINGS_TRIED]:
        keys.update(near_spellings(sound))
    return sorted(keys)

"""What would tell that a person was once recorded: names, numbers, accounts, identities, also those of earlier days.

`blotting.py` finds them in the texts of all tables and takes them out.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from urllib.parse import quote, quote_plus

from sqlalchemy import select

from liaison.accounts.models import User
from liaison.batches import among
from liaison.contacts.models import SCHOOL_KINDS, Contact, Phone
from liaison.db import db
from liaison.domain.address import form_of_address, short_forms
from liaison.domain.phones import MOBILE
from liaison.formats.readings import ReadingError, reading
from liaison.privacy.belongings import Belongings
from liaison.search.models import SearchKey
from liaison.units.models import Unit

BLOT = "〔已删除〕"
SHORTEST_NUMBER, SHORTEST_NAME, SHORTEST_ACCOUNT, SHORTEST_READING = 7, 2, 5, 6
UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
UUIDS = re.compile(UUID)


@dataclass(frozen=True)
class Traces:
    """`words` identify this person alone; `names` are shared with a namesake and so are left in others' texts.

    `bounded` are those of the words that stand for somebody else where letters go on before or behind them: an address,
    a pinyin. `uuids` are the lasting identities of everything that goes. `spoken` counts only in what is about the
    person: many are called 王主任. Capitals do not matter.
    """

    words: frozenset[str]
    names: frozenset[str] = frozenset()
    shielded: frozenset[str] = frozenset()
    bounded: frozenset[str] = frozenset()
    uuids: frozenset[str] = frozenset()
    spoken: frozenset[str] = frozenset()

    def in_own_matters(self) -> "Traces":
        """The same for texts about the person: of a meeting they took part in, of a matter of theirs."""
        return replace(self, words=self.words | self.names | self.spoken)

    @cached_property
    def sought(self) -> tuple[str, ...]:
        """In small letters, as they stand in a text and escaped as JSON has them; none that holds another one."""
        forms = {form.lower() for word in self.words for form in (word, json.dumps(word)[1:-1])} - {""}
        least: list[str] = []
        for form in sorted(forms, key=lambda form: (len(form), form)):
            if not any(short in form for short in least):
                least.append(form)
        return tuple(least)

    def may_stand_in(self, text: str) -> bool:
        """Quickly, for very many texts; whether one really does, `blotted` says."""
        text = text.lower()
        if any(word in text for word in self.sought):
            return True
        return bool(self.uuids) and "-" in text and not self.uuids.isdisjoint(UUIDS.findall(text))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        words = sorted(self.shielded | self.words - {""}, key=lambda word: (-len(word), word))
        return re.compile("|".join([*map(self.bounded_pattern, words), UUID]), re.IGNORECASE)

    def bounded_pattern(self, word: str) -> str:
        return f"(?<![A-Za-z0-9._-]){re.escape(word)}(?![A-Za-z0-9_])" if word in self.bounded else re.escape(word)

    @cached_property
    def kept(self) -> frozenset[str]:
        return frozenset(word.casefold() for word in self.shielded)

    def blotted(self, text: str) -> str:
        """The text without all of it."""
        return self.pattern.sub(self.instead, text)

    def instead(self, found: re.Match[str]) -> str:
        stands = found[0].casefold()
        others = UUIDS.fullmatch(stands) and stands not in self.uuids
        return found[0] if others or stands in self.kept else BLOT


def traces_of(found: Belongings) -> Traces:
    """Those of the person to whom all of this belongs."""
    people = list(db.session.scalars(select(Contact).where(among(Contact.id, found.ids)).order_by(Contact.id)))
    called = {person.name for person in people} | said_before(found, "name")
    names = {name for name in called if len(name) >= SHORTEST_NAME}
    shared = {name for name in names if has_namesake(name, found.ids)}
    bounded = accounts_of(people, found) | {form for person in people for form in readings_of(person, found.ids)}
    words = bounded | numbers_of(people, found) | (names - shared)
    words |= {form for word in words for form in in_addresses(word)}
    return Traces(
        frozenset(words), frozenset(shared), frozenset(longer_names(names - shared)), frozenset(bounded),
        frozenset(uuids_in(found)), frozenset(forms_of_address(people, found) - {""}) | called,
    )  # fmt: skip


def uuids_in(found: Belongings) -> set[str]:
    """The lasting identities of everything that goes."""
    return {row._mapping["uuid"] for rows in found.going.values() for row in rows if "uuid" in row._mapping}


def said_before(found: Belongings, field: str) -> set[str]:
    """What the log says that a field of the person has said so far."""
    lines = found.rows.get("audit_lines", [])
    return {text for line in lines for text in texts_within(line.changes.get(field))} - {""}


def texts_within(value: Any) -> Iterator[str]:
    """The texts of a value and of the lists in it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from texts_within(each)


def accounts_of(people: Iterable[Contact], found: Belongings) -> set[str]:
    """Mail and WeChat, today's and former ones."""
    texts = {text for person in people for text in (person.email, person.wechat)}
    texts |= said_before(found, "email") | said_before(found, "wechat")
    return {text for text in texts if len(text) >= SHORTEST_ACCOUNT and text.isascii()}  # not 同手机号


def numbers_of(people: Iterable[Contact], found: Belongings) -> set[str]:
    """Telephone numbers as people write them, and former ones unless somebody else has such a one by now."""
    now = {(phone.text, phone.digits) for person in people for phone in person.phones}
    dropped = {each["text"] for row in found.rows.get("post_changes", []) for each in row.dropped if each.get("text")}
    former = {(text, digits_of(text)) for text in said_before(found, "phones") | dropped}
    taken = numbers_of_others({digits for _text, digits in former}, found.ids)
    kept = now | {(text, digits) for text, digits in former if digits not in taken}
    return {form for text, digits in kept for form in written_forms(text, digits)}


def digits_of(text: str) -> str:
    return re.sub(r"\D", "", text)


def numbers_of_others(digits: Iterable[str], ids: list[int]) -> set[str]:
    """Those of the numbers that belong to another person or to a unit."""
    digits = list(digits)
    held = select(Phone.digits).where(Phone.digits.in_(digits), ~among(Phone.contact_id, ids))
    desks = {digits_of(text) for text in db.session.scalars(select(Unit.phone).where(Unit.phone != ""))}
    return {*db.session.scalars(held), *(desks & set(digits))} if digits else set()


def written_forms(text: str, digits: str) -> set[str]:
    """A number as people write it; internal lines are too short to be anybody's."""
    if len(digits) < SHORTEST_NUMBER:
        return set()
    forms = {digits, text}
    if MOBILE.fullmatch(digits):
        parts = (digits[:3], digits[3:7], digits[7:])
        forms |= {" ".join(parts), "-".join(parts)}
    return forms


def readings_of(person: Contact, ids: list[int]) -> set[str]:
    """The name in pinyin, together and apart; none where somebody else is read the same or where it is short."""
    try:
        read = reading(person.name, person.family_name, person.reading or None)
    except ReadingError:
        return set()
    same = select(SearchKey.subject_id).where(SearchKey.subject == "contact", SearchKey.key == read.full)
    if len(read.full) < SHORTEST_READING or db.session.scalar(same.where(~among(SearchKey.subject_id, ids)).limit(1)):
        return set()
    family, given = ("".join(part) for part in (read.syllables[: read.family_length], read.syllables[read.family_length :]))
    return {read.full, " ".join(read.syllables), f"{family} {given}".strip(), f"{given} {family}".strip()}


def in_addresses(word: str) -> set[str]:
    """As a word stands in the filters of a saved view, which are the query of an address."""
    return {quote(word), quote_plus(word)} - {word}


def has_namesake(name: str, ids: list[int]) -> bool:
    """Whether somebody else, outside or in the office, is called the same."""
    other = select(Contact.id).where(Contact.name == name, ~among(Contact.id, ids)).limit(1)
    user = select(User.id).where(User.name == name).limit(1)
    return db.session.scalar(other) is not None or db.session.scalar(user) is not None


def longer_names(names: Iterable[str]) -> Iterator[str]:
    """Names of other people and units in which one of these is contained: 王伟 in 王伟明."""
    for name in names:
        for column in (Contact.name, User.name, Unit.name):
            longer = select(column).where(column.contains(name, autoescape=True), column != name)
            yield from db.session.scalars(longer.distinct())


def forms_of_address(people: Iterable[Contact], found: Belongings) -> set[str]:
    """称呼 by today's post and by each earlier one."""
    before = {row.address_before for row in found.rows.get("post_changes", [])} | said_before(found, "address_as")
    by_posts = {
        form_of_address(
            person.family_name, person.given_name, post.title, gender=person.gender or None,
            relation="school" if post.unit and post.unit.kind in SCHOOL_KINDS else None,
        )
        for person in people for post in person.posts
    }  # fmt: skip
    shortened = {form for person in people for post in person.posts for form in short_forms(person.family_name, post.title)}
    return {person.address for person in people} | before | by_posts | shortened

"""The people a file may be about: those stored, read in bulk by name, telephone and sound, and those of earlier rows."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, select, true

from liaison.accounts.models import User
from liaison.accounts.policy import may_edit, visible_contacts
from liaison.contacts.models import Contact, Phone, Post, Tag, contact_tags
from liaison.db import db
from liaison.domain.birthdays import Birthday
from liaison.domain.names import clean_name
from liaison.domain.phones import PhoneLabel
from liaison.domain.variants import fold
from liaison.search.models import SearchKey
from liaison.standing.queries import in_chunks

AT_ONCE = 500
MOST_ALIKE = 2000


@dataclass(slots=True)
class OpenPost:
    """A post that lasts, as stored, or one that an earlier row begins: then `edit` is what that row writes.

    `said` are the words that rows of the file have for it, the first of each.
    """

    id: int
    unit_id: Any
    title: str
    department: str
    edit: Any = None
    from_on: date | None = None
    said: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Person:
    """Somebody a row may mean. `record_id` is None, and `sheet` and `row` set, for one that the file itself brings.

    `ended` has the units of posts that are over, with the day the last one there ended.
    `held` has unit and title of every post, over or not.
    `identity` is the 系统编号 they have, `meant_by` the unknown one of a row that turned out to mean them.
    `said` is what rows of the file say of them, the first of each field.
    """

    name: str
    units: frozenset[Hashable]
    mobiles: frozenset[str]
    birthday: Birthday | None
    record_id: int | None = None
    row: int = 0
    sheet: int = 0
    values: dict[str, Any] = field(default_factory=dict)
    digits: set[str] = field(default_factory=set)
    tags: set[str] = field(default_factory=set)
    said: dict[str, Any] = field(default_factory=dict)
    posts: list[OpenPost] = field(default_factory=list)
    ended: dict[Hashable, date] = field(default_factory=dict)
    held: set[tuple[Hashable, str]] = field(default_factory=set)
    visible: bool = True
    editable: bool = True
    archived: bool = False
    owner_id: int | None = None
    identity: str = ""
    meant_by: str = ""
    new: Any = None

    @property
    def in_file(self) -> bool:
        return self.record_id is None

    def hold(self, posts: list[OpenPost]) -> None:
        """These posts last from now on, and no others."""
        self.posts = posts
        self.units = frozenset(post.unit_id for post in posts if post.unit_id is not None)

    @property
    def former_units(self) -> frozenset[Hashable]:
        """Where the person was and is no longer."""
        return frozenset(self.ended) - self.units


def tail_words(mobiles: Iterable[str]) -> str:
    """The end of the first mobile, enough to tell people apart; "" without one."""
    first = min((mobile for mobile in mobiles if mobile), default="")
    return _("尾号 %(digits)s", digits=first[-4:]) if first else ""


def sound_of(sort_key: str) -> str:
    """The letters of a sort key, which also holds the characters: equal for names that sound the same."""
    return "".join(letter for letter in sort_key.rpartition("  ")[0] if letter.isascii() and letter.isalpha())


def in_groups(values: Iterable[str]) -> Iterable[list[str]]:
    listed = sorted(set(values))
    return (listed[start : start + AT_ONCE] for start in range(0, len(listed), AT_ONCE))


class PeopleBook:
    """Who is known, for all sheets of one file. `by` None, the command line, sees and edits everyone."""

    def __init__(self, by: User | None) -> None:
        self.by = by
        self.people: dict[int, Person] = {}
        self.names: dict[str, list[Person]] = defaultdict(list)
        self.mobiles: dict[str, list[Person]] = defaultdict(list)
        self.sounds: dict[str, list[Person]] = defaultdict(list)
        self.numbers: dict[str, list[Person]] = defaultdict(list)
        self.brought: dict[str, list[Person]] = defaultdict(list)  # by the file, by folded name
        self.rows: dict[tuple[int, int], Person] = {}  # whom each planned row is about
        self.identities: dict[str, Person] = {}
        self.remaining: dict[int, Person] = {}  # by the id of somebody merged into them
        self.told_apart: set[str] = set()  # the 系统编号 that the file names
        self.is_of_this_office = False  # whether people stored here have some of them

    def know(self, names: Iterable[str], mobiles: Iterable[str], identities: Iterable[str] = ()) -> None:
        """Read whoever is called so, has one of these mobiles or one of these 系统编号."""
        ids: set[int] = set()
        for group in in_groups(identities):
            self.told_apart.update(group)
            ids |= set(db.session.scalars(select(Contact.id).where(Contact.uuid.in_(group))))
        for group in in_groups(names):
            ids |= set(db.session.scalars(select(Contact.id).where(Contact.name.in_(group))))
        for group in in_groups(mobiles):
            ids |= set(db.session.scalars(select(Phone.contact_id).where(Phone.digits.in_(group))))
        self.load(ids)

    def load(self, ids: Collection[int]) -> None:
        """Read these people unless they are here already."""
        merged: list[Person] = []
        for chunk in in_chunks(sorted(set(ids) - self.people.keys())):
            for person in stored_people(chunk, self.by).values():
                if person.values["merged_into_id"] is not None:
                    merged.append(person)
                    continue
                self.people[person.record_id or 0] = person
                self.is_of_this_office |= person.identity in self.told_apart
                self.remember(person)
        self.follow_merges(merged)

    def follow_merges(self, merged: list[Person]) -> None:
        """A list may still name somebody as before a merge: who is meant is the person that remains."""
        targets = {person.values["merged_into_id"] for person in merged}
        if targets:
            self.load(targets)
        for person in merged:
            remaining = self.people.get(person.values["merged_into_id"])
            if remaining is None:
                continue
            self.identities.setdefault(person.identity, remaining)
            self.remaining[person.record_id or 0] = remaining
            if remaining not in self.names[clean_name(person.name)]:
                self.names[clean_name(person.name)].append(remaining)

    def load_sounding(self, sounds: Collection[str], unit_ids: Iterable[int]) -> None:
        """Read those of these units whose names sound so: hints only."""
        ids: set[int] = set()
        for chunk in in_chunks(sorted(set(unit_ids)) if sounds else ()):
            there = select(Contact.id, Contact.sort_key).join(Post, Post.contact_id == Contact.id)
            lasting = there.where(Post.unit_id.in_(chunk), Post.to_on.is_(None))
            ids |= {contact_id for contact_id, key in db.session.execute(lasting) if sound_of(key) in sounds}
        self.load(ids)
        self.sort_by_sound()

    def load_sounding_anywhere(self, sounds: Collection[str]) -> None:
        """The same for all units; of a sound that very many have, some."""
        ids: set[int] = set()
        for group in in_groups(sound for sound in sounds if sound):
            alike = select(SearchKey.subject_id).where(SearchKey.subject == "contact", SearchKey.key.in_(group))
            ids |= set(db.session.scalars(alike.limit(MOST_ALIKE)))
        self.load(ids)
        self.sort_by_sound()

    def sort_by_sound(self) -> None:
        self.sounds.clear()
        for person in self.people.values():
            self.sounds[sound_of(person.values["sort_key"])].append(person)

    def remember(self, person: Person) -> None:
        """Let later rows find this person."""
        self.names[clean_name(person.name)].append(person)
        if person.identity:
            self.identities[person.identity] = person
        for mobile in person.mobiles:
            self.mobiles[mobile].append(person)
        for digits in person.digits:
            self.numbers[digits].append(person)
        if person.in_file:
            self.brought[fold(person.name)].append(person)

    def learn_mobiles(self, person: Person, mobiles: frozenset[str]) -> None:
        """A row gives these to the person."""
        for mobile in mobiles - person.mobiles:
            self.mobiles[mobile].append(person)
        person.mobiles |= mobiles

    def written_apart(self, name: str) -> list[Person]:
        """People of earlier rows whose names differ from this one at most in the form of a character."""
        return self.brought.get(fold(name), [])

    def named(self, name: str) -> list[Person]:
        return self.names.get(name, [])

    def identified(self, identity: str) -> Person | None:
        """Whose 系统编号 this is; of one merged into another, who remains."""
        return self.identities.get(identity)

    def is_another(self, person: Person, identity: str) -> bool:
        """Whether the file says by its numbers that this person is not the one of that number."""
        return bool(
            (person.meant_by and person.meant_by != identity)
            or (person.identity != identity and person.identity in self.told_apart)
        )

    def called_by(self, mobiles: Iterable[str]) -> list[Person]:
        found = {id(person): person for mobile in mobiles for person in self.mobiles.get(mobile, ())}
        return list(found.values())

    def with_number(self, digits: Iterable[str]) -> list[Person]:
        """Those who have one of these numbers, of whatever kind."""
        found = {id(person): person for number in digits for person in self.numbers.get(number, ())}
        return list(found.values())

    def sounding(self, sound: str) -> list[Person]:
        return self.sounds.get(sound, [])

    def chosen(self, record_id: int) -> Person | None:
        """The person somebody pointed at, if that somebody may see them; of one merged since into another, who remains."""
        self.load([record_id])
        person = self.people.get(record_id) or self.remaining.get(record_id)
        return person if person is not None and person.visible else None


def stored_people(ids: list[int], by: User | None) -> dict[int, Person]:
    """At most a chunk of people with all that a row is compared with."""
    seen: ColumnElement[bool] = visible_contacts(by) if by else true()
    rows = db.session.execute(select(Contact.__table__, seen.label("visible")).where(Contact.id.in_(ids)))
    people = {row.id: person_of(row, by) for row in rows}
    for phone in db.session.execute(
        select(Phone.contact_id, Phone.label, Phone.digits).where(Phone.contact_id.in_(ids))
    ):
        person = people[phone.contact_id]
        person.digits.add(phone.digits)
        if phone.label == PhoneLabel.MOBILE:
            person.mobiles |= {phone.digits}
    for tag in db.session.execute(
        select(contact_tags.c.contact_id, Tag.name)
        .join(Tag, Tag.id == contact_tags.c.tag_id)
        .where(contact_tags.c.contact_id.in_(ids))
    ):
        people[tag.contact_id].tags.add(tag.name)
    add_posts(people, ids)
    return people


def add_posts(people: dict[int, Person], ids: list[int]) -> None:
    posts = select(Post.contact_id, Post.id, Post.unit_id, Post.title, Post.department, Post.from_on, Post.to_on)
    held = posts.where(Post.contact_id.in_(ids)).order_by(Post.position, Post.id)
    for contact_id, post_id, unit_id, title, department, from_on, to_on in db.session.execute(held):
        person = people[contact_id]
        person.held.add((unit_id, title))
        if to_on is not None:
            person.ended[unit_id] = max(to_on, person.ended.get(unit_id, to_on))
            continue
        person.posts.append(OpenPost(post_id, unit_id, title, department, from_on=from_on))
        if unit_id is not None:
            person.units |= {unit_id}


def person_of(row: Any, by: User | None) -> Person:
    values = dict(row._mapping)
    birthday = None
    if row.birth_month is not None and row.birth_day is not None:
        birthday = Birthday(
            row.birth_month, row.birth_day, row.birth_year, row.birth_is_lunar, row.birth_is_leap
        )
    return Person(
        name=row.name,
        units=frozenset(),
        mobiles=frozenset(),
        birthday=birthday,
        record_id=row.id,
        values=values | {"birthday": birthday},
        visible=bool(row.visible),
        editable=by is None or may_edit(by, row),
        archived=row.archived_at is not None,
        owner_id=row.owner_id,
        identity=row.uuid,
    )

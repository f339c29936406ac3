"""Writing a plan: units, people, additions, register rows, in one transaction of the caller's.

Every record that is made or changed is kept with what it was before (records.py), so that the import can be undone.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from liaison.accounts.models import User
from liaison.batches import in_one_go, insert_rows
from liaison.contacts.actions import archive_contact, begin_post, edit_contact, edit_post
from liaison.contacts.adding import Newcomer, add_contacts, contact_row, rows_of_phones, tags_named
from liaison.contacts.models import Contact, Phone, Post, Tag
from liaison.db import db
from liaison.followups.actions import add_follow_up
from liaison.imports.faults import naming_its_row, naming_the_faulty
from liaison.imports.people_book import Person
from liaison.imports.plan import NewCall, NewPerson, PersonEdit, Plan, Step
from liaison.imports.records import Trail
from liaison.imports.unit_book import UnitKey
from liaison.interactions.logging_many import Entry, log_interactions
from liaison.interactions.models import Interaction
from liaison.search.actions import index_units
from liaison.standing.queries import in_chunks
from liaison.units.actions import archive_unit, edit_unit
from liaison.units.actions import checked as checked_values_of_unit
from liaison.units.adding import add_units
from liaison.units.models import FormerName, Unit

AT_ONCE = 1000
MIDDAY = time(4)  # UTC: within the same day in all of China


def write_plan(plan: Plan, trail: Trail, *, today: date, by: User | None, step: Step = lambda _rows: None) -> None:
    """Everything or, when it raises, nothing that the caller may keep."""
    with in_one_go(step):
        writer = Writer(plan, trail, today, by, step)
        writer.write_units()
        writer.write_people()
        writer.write_edits()
        writer.write_calls()
    trail.close()


class Writer:
    """Holds the ids of what has been made so far, for what refers to it."""

    def __init__(self, plan: Plan, trail: Trail, today: date, by: User | None, step: Step) -> None:
        self.plan, self.trail, self.today, self.by, self.step = plan, trail, today, by, step
        self.unit_ids: dict[str, int] = {}

    def unit_id(self, key: UnitKey | None) -> int | None:
        return self.unit_ids[key] if isinstance(key, str) else key

    def write_units(self) -> None:
        names = list(self.plan.units.new)
        for group in grouped(names):
            values = [self.plan.units.new[name] for name in group]
            with naming_the_faulty(self.plan, values, checked_unit):
                ids = add_units(values, by=self.by)
            self.unit_ids |= dict(zip(group, ids, strict=True))
            self.trail.made(Unit, ids)
            self.step(len(group))
        self.trail.changing(Unit, sorted(self.plan.stored_units_touched))
        for edit in self.plan.unit_edits:
            self.write_unit(edit.record_id, edit.values)
            self.step(1)
        for key, parent in self.plan.unit_parents.items():
            self.write_unit(key, {"parent_id": self.unit_id(parent)})
        self.write_former_names()
        for name, archived_on in self.plan.units_archived.items():
            unit = db.session.get_one(Unit, self.unit_ids[name])
            archive_unit(unit, now=datetime.combine(archived_on, MIDDAY, UTC), by=self.by)

    def write_unit(self, key: UnitKey, values: dict[str, Any]) -> None:
        unit = db.session.get_one(Unit, self.unit_id(key))
        with naming_its_row(self.plan, unit.name, key if isinstance(key, int) else None):
            edit_unit(unit, values, version=None, by=self.by)

    def write_former_names(self) -> None:
        names = [(self.unit_id(key), name, until) for key, name, until in self.plan.former_names]
        rows = [{"unit_id": unit_id, "name": name, "until_on": until, "change_uuid": ""} for unit_id, name, until in names]
        insert_rows(FormerName.__table__, rows)
        index_units({unit_id for unit_id, _name, _until in names if unit_id is not None})

    def write_people(self) -> None:
        tags_before = set(db.session.scalars(select(Tag.id)))
        for group in grouped(self.plan.people):
            newcomers = [self.newcomer(new) for new in group]
            with naming_the_faulty(self.plan, [new.values for new in newcomers], checked_newcomer):
                ids = add_contacts(newcomers, by=self.by)
            for new, contact_id in zip(group, ids, strict=True):
                new.record_id = contact_id
            self.trail.made(Contact, ids)
            for new in group:
                with naming_its_row(self.plan, new.values["name"]):
                    self.write_more_posts(new)
            self.step(len(group))
        tags_named({tag for edit in self.plan.edits for tag in edit.tags})
        self.trail.made(Tag, sorted(set(db.session.scalars(select(Tag.id))) - tags_before))

    def write_more_posts(self, new: NewPerson) -> None:
        """What few rows say: since when, posts held besides and before, that the person is archived."""
        if not (new.since or new.more_posts or new.archived_on):
            return
        contact = db.session.get_one(Contact, new.record_id)
        if new.since and contact.posts:
            edit_post(contact.posts[0], {"from_on": new.since}, version=None, by=self.by)
        for post in new.more_posts:
            begin_post(
                contact, unit_id=self.unit_id(post.unit), title=post.post.get("title", ""),
                department=post.post.get("department", ""), from_on=post.from_on, to_on=post.to_on, by=self.by,
            )  # fmt: skip
        if new.archived_on:
            archive_contact(contact, now=datetime.combine(new.archived_on, MIDDAY, UTC), by=self.by)

    def newcomer(self, new: Any) -> Newcomer:
        unit_id = self.unit_id(new.unit)
        title, department = new.post.get("title", ""), new.post.get("department", "")
        has_post = unit_id is not None or bool(title)
        return Newcomer(new.values, new.phones, new.tags, has_post, unit_id, title, department, new.identity)

    def write_edits(self) -> None:
        for group in grouped(self.plan.edits):
            ids = [edit.record_id for edit in group]
            self.trail.changing(Contact, ids)
            loaded = {contact.id: contact for contact in contacts_with_all(ids)}
            for edit in group:
                with naming_its_row(self.plan, loaded[edit.record_id].name, edit.record_id):
                    self.write_edit(loaded[edit.record_id], edit)
            db.session.flush()
            self.step(len(group))

    def write_edit(self, contact: Contact, edit: PersonEdit) -> None:
        first = max((phone.position for phone in contact.phones), default=-1) + 1
        more = [Phone(**row) for row in rows_of_phones(contact.id, edit.phones, first)]
        tags = sorted({tag.name for tag in contact.tags} | set(edit.tags)) if edit.tags else None
        if edit.values or more or tags:
            edit_contact(
                contact, edit.values, more_phones=more, tags=tags, version=None, why="imported", origin=self.trail.origin,
                by=self.by,
            )  # fmt: skip
        for post_id in edit.ends:
            edit_post(db.session.get_one(Post, post_id), {"to_on": edit.since or self.today}, version=None, by=self.by)
        if edit.post_id is not None:
            edit_post(db.session.get_one(Post, edit.post_id), dict(edit.post), version=None, by=self.by)
        elif edit.post or edit.unit is not None:
            begin_post(
                contact, unit_id=self.unit_id(edit.unit), title=edit.post.get("title", ""),
                department=edit.post.get("department", ""), from_on=edit.since, first=bool(edit.ends), by=self.by,
            )  # fmt: skip

    def write_calls(self) -> None:
        if not self.plan.calls:
            return
        units = self.units_of_people()
        for group in grouped(self.plan.calls):
            entries = [self.entry(call, units) for call in group]
            ids = log_interactions(entries, today=self.today, by=self.by)
            self.trail.made(Interaction, ids)
            self.write_follow_ups(group, ids)
            self.step(len(group))

    def entry(self, call: NewCall, units: dict[int, int | None]) -> Entry:
        who = [record_id_of(person) for person in call.people]
        name = "、".join(person.name for person in call.people)
        unit_id = self.unit_id(call.unit) if call.says_unit else units.get(who[0])
        return Entry(
            who, name, unit_id, call.kind, call.on, call.direction, call.answered, call.at, call.minutes,
            call.summary, call.outcome, call.by_id, call.handler,
        )  # fmt: skip

    def units_of_people(self) -> dict[int, int | None]:
        """The unit of the first lasting post, which is where an interaction counts."""
        ids = sorted({record_id_of(call.people[0]) for call in self.plan.calls})
        found: dict[int, int | None] = {}
        for chunk in in_chunks(ids):
            posts = select(Post.contact_id, Post.unit_id).where(Post.contact_id.in_(chunk), Post.to_on.is_(None))
            for contact_id, unit_id in db.session.execute(posts.order_by(Post.position, Post.id)):
                found.setdefault(contact_id, unit_id)
        return found

    def write_follow_ups(self, calls: Sequence[NewCall], ids: Sequence[int]) -> None:
        for call, interaction_id in zip(calls, ids, strict=True):
            if call.follow_up and call.follow_up_on:
                owner = db.session.get(User, call.follow_up_owner_id) if call.follow_up_owner_id else None
                contact = db.session.get_one(Contact, record_id_of(call.people[0]))
                interaction = db.session.get_one(Interaction, interaction_id)
                with naming_its_row(self.plan, contact.name, contact.id):
                    follow_up = add_follow_up(
                        call.follow_up, call.follow_up_on, contact=contact, interaction=interaction, owner=owner, by=self.by
                    )
                self.trail.made(type(follow_up), [follow_up.id])


def checked_unit(values: dict[str, Any]) -> None:
    """What the actions refuse of a unit that is made among many."""
    checked_values_of_unit(None, values)


def checked_newcomer(values: dict[str, Any]) -> None:
    """The same of a person."""
    contact_row(Newcomer(values))


def record_id_of(person: Person) -> int:
    """The stored person's id, also of one whom this import has just made."""
    return person.record_id if person.record_id is not None else person.new.record_id


def grouped(items: Sequence[Any]) -> list[Any]:
    return [items[start : start + AT_ONCE] for start in range(0, len(items), AT_ONCE)]


def contacts_with_all(ids: list[int]) -> list[Contact]:
    """These people with their tags and posts, in a few statements."""
    found: list[Contact] = []
    for chunk in in_chunks(ids):
        statement = select(Contact).where(Contact.id.in_(chunk))
        found += db.session.scalars(statement.options(selectinload(Contact.tags), selectinload(Contact.posts))).all()
    return found

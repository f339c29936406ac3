"""Random histories: every write that facts follow from, through its action and into plain records."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from datetime import date, timedelta
from typing import Any

import pytest
from conftest import NOW, TODAY
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import select
from standing.comparison import check_everything
from standing.plain_office import PlainEntry, PlainKind, PlainOffice, PlainPerson, PlainPost, PlainUnit

from liaison.accounts.models import User
from liaison.batches import in_one_go
from liaison.contacts import actions as contacts
from liaison.contacts.models import Contact, Pause, Post, Snooze
from liaison.db import begin_write, db
from liaison.due import actions as due
from liaison.interactions import actions as interactions
from liaison.interactions.models import Interaction
from liaison.office.actions import change_kind, change_tier
from liaison.office.queries import interaction_kinds, tier_records
from liaison.standing.actions import refresh_everyone
from liaison.units import actions as units
from liaison.units.models import Unit

KINDS = ("call", "sms", "visit", "greeting", "help", "other")
TIERS = ("key", "regular", "general")
COUNTING = ("always", "answered", "never")
PEOPLE, UNITS, ENTRIES = 6, 4, 40  # no more than these are made

picks = st.integers(0, 59)  # which of those there are, modulo their number, so that examples shrink well
days_back = st.integers(0, 12) | st.sampled_from((29, 30, 31, 60, 61, 90, 180, 365, 700, 9000))
days_ahead = st.integers(1, 60) | st.just(366)
kinds, tiers, answers = st.sampled_from(KINDS), st.sampled_from(TIERS), st.booleans()
intervals = st.none() | st.sampled_from((1, 7, 30, 45, 365, 3650))
spare_days = st.none() | st.sampled_from((0, 1, 20, 400))


def day(back: int) -> date:
    return TODAY - timedelta(days=back)


def one_of(ids: list[int], pick: int) -> int:
    return ids[pick % len(ids)]


def gap_of(interval: int | None, spare: int | None) -> int | None:
    """A longest gap that fits the interval; without an interval it stands alone."""
    return None if spare is None else (interval or 5) + spare


def founded() -> PlainOffice:
    """Store an officer, two units, a person at each and three entries; answers the plain records of the same.

    The office has settings of its own already, so that a short history meets them.
    """
    begin_write()
    db.session.add(User(login="officer", name="张敏", password_hash="-"))
    other = next(kind for kind in interaction_kinds() if kind.code == "other")
    change_kind(other, {"counts": "always"}, version=None, by=None)
    office = PlainOffice(
        tiers={tier.code: (tier.interval_days, tier.max_gap_days) for tier in tier_records()},
        kinds={
            kind.code: PlainKind(kind.weight, kind.unanswered_weight, kind.counts)
            for kind in interaction_kinds()
        },
    )
    for number, tier in enumerate(TIERS[:2]):
        unit = units.add_unit({"name": f"第{number}单位", "interval_days": 45 * number or None}, by=None)
        contact = contacts.add_contact({"name": f"李{number}", "tier": tier}, by=None)
        post = contacts.begin_post(contact, unit_id=unit.id, title="主任", by=None)
        office.units[unit.id] = PlainUnit(interval=unit.interval_days)
        office.people[contact.id] = PlainPerson(tier, posts=[PlainPost(post.id, unit.id, "主任")])
    both = list(office.people)
    for back, kind, people in ((3, "call", both), (40, "visit", both[:1]), (200, "greeting", both)):
        made = interactions.log_interaction(
            [db.session.get_one(Contact, person) for person in people],
            kind=kind,
            on=day(back),
            today=TODAY,
            by=None,
        )
        office.entries[made.id] = PlainEntry(day(back), kind, True, people)
    db.session.commit()
    return office


@contextmanager
def refused_if(twice: bool) -> Iterator[bool]:
    """The post would be held twice at a time, so the action must refuse it; answers whether it is allowed."""
    if twice:
        with pytest.raises(contacts.ContactError):
            yield False
    else:
        yield True


needs_post = precondition(lambda self: self.post_ids)
needs_two_posts = precondition(lambda self: self.with_two_posts)
needs_entry = precondition(lambda self: self.living)


class Histories(RuleBasedStateMachine):
    """What may happen to a founded office. One transaction for each history, rolled back at its end."""

    def __init__(self, office: PlainOffice) -> None:
        super().__init__()
        self.office = deepcopy(office)
        begin_write()
        self.officer = db.session.scalars(select(User)).one()

    def teardown(self) -> None:
        db.session.rollback()

    # What there is, and what a pick of it stands for

    @property
    def post_ids(self) -> list[int]:
        return [post.id for person in self.office.people.values() for post in person.posts]

    @property
    def with_two_posts(self) -> list[PlainPerson]:
        return [person for person in self.office.people.values() if len(person.posts) > 1]

    @property
    def living(self) -> list[int]:
        return [key for key, entry in self.office.entries.items() if not entry.struck]

    def contact(self, pick: int) -> tuple[Contact, PlainPerson]:
        found = one_of(list(self.office.people), pick)
        return db.session.get_one(Contact, found), self.office.people[found]

    def unit(self, pick: int) -> tuple[Unit, PlainUnit]:
        found = one_of(list(self.office.units), pick)
        return db.session.get_one(Unit, found), self.office.units[found]

    def post(self, pick: int) -> tuple[Post, PlainPost, PlainPerson]:
        post = db.session.get_one(Post, one_of(self.post_ids, pick))
        person = self.office.people[post.contact_id]
        return post, next(plain for plain in person.posts if plain.id == post.id), person

    def entry(self, pick: int) -> tuple[Interaction, PlainEntry]:
        found = one_of(self.living, pick)
        return db.session.get_one(Interaction, found), self.office.entries[found]

    def several(self, pickings: list[int]) -> list[Contact]:
        return list(dict.fromkeys(self.contact(pick)[0] for pick in pickings))

    # People, units and posts

    @precondition(lambda self: len(self.office.units) < UNITS)
    @rule()
    def add_unit(self) -> None:
        unit = units.add_unit({"name": f"第{len(self.office.units)}单位"}, by=self.officer)
        self.office.units[unit.id] = PlainUnit()

    @precondition(lambda self: len(self.office.people) < PEOPLE)
    @rule(tier=tiers)
    def add_person(self, tier: str) -> None:
        contact = contacts.add_contact(
            {"name": f"李{len(self.office.people)}", "tier": tier}, by=self.officer
        )
        self.office.people[contact.id] = PlainPerson(tier)

    @rule(
        pick=picks,
        unit=picks | st.none(),
        title=st.sampled_from(("科长", "")),
        first=answers,
        ended=answers,
    )
    def begin_post(self, pick: int, unit: int | None, title: str, first: bool, ended: bool) -> None:
        contact, person = self.contact(pick)
        unit_id = None if unit is None else self.unit(unit)[0].id
        with refused_if(person.holds(unit_id, title)) as allowed:
            post = contacts.begin_post(
                contact,
                unit_id=unit_id,
                title=title,
                to_on=TODAY if ended else None,
                first=first,
                by=self.officer,
            )
        if allowed:
            person.posts.insert(0 if first else len(person.posts), PlainPost(post.id, unit_id, title, ended))

    @needs_post
    @rule(pick=picks)
    def end_or_reopen_post(self, pick: int) -> None:
        post, plain, _ = self.post(pick)
        plain.ended = not plain.ended
        values = {"to_on": TODAY if plain.ended else None}
        contacts.edit_post(post, values, version=post.version, by=self.officer)

    @needs_post
    @rule(pick=picks, unit=picks | st.none(), title=st.sampled_from(("处长", "")))
    def correct_post(self, pick: int, unit: int | None, title: str) -> None:
        post, plain, person = self.post(pick)
        unit_id = None if unit is None else self.unit(unit)[0].id
        values = {"unit_id": unit_id, "title": title}
        with refused_if(person.holds(unit_id, title, besides=plain)) as allowed:
            contacts.edit_post(post, values, version=post.version, by=self.officer)
        if allowed:
            plain.unit, plain.title = unit_id, title

    @needs_post
    @rule(pick=picks)
    def remove_post(self, pick: int) -> None:
        post, plain, person = self.post(pick)
        contacts.remove_post(post, by=self.officer)
        person.posts.remove(plain)

    @needs_two_posts
    @rule(pick=picks, ended=answers)
    def make_two_posts_one(self, pick: int, ended: bool) -> None:
        """The second goes; the first takes its unit, title and end."""
        person = self.with_two_posts[pick % len(self.with_two_posts)]
        kept, dropped = person.posts[0], person.posts.pop(1)
        kept.unit, kept.title, kept.ended = dropped.unit, dropped.title, ended
        values = {"unit_id": kept.unit, "title": kept.title, "to_on": TODAY if ended else None}
        contacts.remove_post(db.session.get_one(Post, dropped.id), by=self.officer)
        contacts.edit_post(db.session.get_one(Post, kept.id), values, version=None, by=self.officer)

    @rule(pick=picks)
    def archive_or_restore_person(self, pick: int) -> None:
        contact, person = self.contact(pick)
        if person.archived:
            contacts.restore_contact(contact, by=self.officer)
        else:
            contacts.archive_contact(contact, now=NOW, by=self.officer)
        person.archived = not person.archived

    @rule(pick=picks)
    def archive_or_restore_unit(self, pick: int) -> None:
        unit, _ = self.unit(pick)
        if unit.archived_at:
            units.restore_unit(unit, by=self.officer)
        else:
            units.archive_unit(unit, now=NOW, by=self.officer)

    @rule(pick=picks, given=answers)
    def reassign(self, pick: int, given: bool) -> None:
        contacts.reassign(self.contact(pick)[0], self.officer if given else None, by=self.officer)

    # Rhythm

    @rule(pick=picks, tier=tiers)
    def change_tier_of_person(self, pick: int, tier: str) -> None:
        contact, person = self.contact(pick)
        contacts.edit_contact(contact, {"tier": tier}, version=contact.version, by=self.officer)
        person.tier = tier

    @rule(pick=picks, interval=intervals, spare=spare_days)
    def change_interval_of_person(self, pick: int, interval: int | None, spare: int | None) -> None:
        contact, person = self.contact(pick)
        person.interval, person.gap = interval, gap_of(interval, spare)
        values = {"interval_days": person.interval, "max_gap_days": person.gap}
        contacts.edit_contact(contact, values, version=contact.version, by=self.officer)

    @rule(pick=picks, tier=tiers | st.none(), interval=intervals, spare=spare_days)
    def change_rhythm_of_unit(
        self, pick: int, tier: str | None, interval: int | None, spare: int | None
    ) -> None:
        unit, plain = self.unit(pick)
        plain.tier, plain.interval, plain.gap = tier, interval, gap_of(interval, spare)
        values = {"tier": tier, "interval_days": plain.interval, "max_gap_days": plain.gap}
        units.edit_unit(unit, values, version=unit.version, by=self.officer)

    @rule(tier=tiers, interval=st.sampled_from((3, 30, 90, 200)), spare=spare_days)
    def change_tier(self, tier: str, interval: int, spare: int | None) -> None:
        record = next(record for record in tier_records() if record.code == tier)
        gap = gap_of(interval, spare)
        change_tier(record, interval, gap, version=record.version, by=self.officer)
        refresh_everyone()
        self.office.tiers[tier] = (interval, gap or 2 * interval)

    @rule(kind=kinds, weight=st.sampled_from((0.0, 0.25, 1.0, 7.5)), other=st.sampled_from((0.0, 0.5)),
          counts=st.sampled_from(COUNTING))  # fmt: skip
    def change_kind(self, kind: str, weight: float, other: float, counts: str) -> None:
        record = next(record for record in interaction_kinds() if record.code == kind)
        values = {"weight": weight, "unanswered_weight": other, "counts": counts}
        change_kind(record, values, version=record.version, by=self.officer)
        refresh_everyone()
        self.office.kinds[kind] = PlainKind(weight, other, counts)

    @rule(pick=picks, ahead=days_ahead)
    def snooze(self, pick: int, ahead: int) -> None:
        contact, person = self.contact(pick)
        due.snooze_contact(contact, day(-ahead), "出差", today=TODAY, by=self.officer)
        person.snoozes.append(day(-ahead))

    @rule(pick=picks, ahead=days_ahead)
    def pause(self, pick: int, ahead: int) -> None:
        contact, person = self.contact(pick)
        due.pause_contact(contact, day(-ahead), "休养", today=TODAY, by=self.officer)
        person.pauses.append(day(-ahead))

    @rule(pick=picks, snoozes=answers)
    def lift(self, pick: int, snoozes: bool) -> None:
        contact, person = self.contact(pick)
        due.lift(Snooze if snoozes else Pause, contact, now=NOW, by=self.officer)
        (person.snoozes if snoozes else person.pauses).clear()

    # What happened with whom

    @precondition(lambda self: len(self.office.entries) < ENTRIES)
    @rule(pickings=st.lists(picks, min_size=1, max_size=3), kind=kinds, back=days_back, answered=answers)
    def log(self, pickings: list[int], kind: str, back: int, answered: bool) -> None:
        people = self.several(pickings)
        made = interactions.log_interaction(
            people, kind=kind, on=day(back), today=TODAY, answered=answered, by=self.officer
        )
        self.office.entries[made.id] = PlainEntry(
            day(back), kind, answered, [person.id for person in people]
        )

    @precondition(lambda self: len(self.office.entries) < ENTRIES)
    @rule(pickings=st.lists(picks, min_size=2, max_size=3), kind=kinds, back=days_back)
    def log_in_one_go(self, pickings: list[int], kind: str, back: int) -> None:
        """As an import does: the facts are refreshed at the end, not entry by entry."""
        with in_one_go():
            for step, pick in enumerate(pickings):
                self.log([pick], kind, back + step, step > 0)

    @needs_entry
    @rule(pick=picks, kind=kinds | st.none(), back=days_back | st.none(), answered=answers | st.none())
    def edit(self, pick: int, kind: str | None, back: int | None, answered: bool | None) -> None:
        entry, plain = self.entry(pick)
        on = None if back is None else day(back)
        asked: dict[str, Any] = {"kind": kind, "on": on, "answered": answered}
        values = {key: value for key, value in asked.items() if value is not None}
        interactions.edit_interaction(entry, values, today=TODAY, version=entry.version, by=self.officer)
        for key, value in values.items():
            setattr(plain, key, value)

    @needs_entry
    @rule(pick=picks, pickings=st.lists(picks, min_size=1, max_size=3))
    def edit_who_took_part(self, pick: int, pickings: list[int]) -> None:
        (entry, plain), people = self.entry(pick), self.several(pickings)
        interactions.edit_interaction(
            entry, {}, participants=people, today=TODAY, version=None, by=self.officer
        )
        plain.people = [person.id for person in people]

    @precondition(lambda self: self.office.entries)
    @rule(pick=picks)
    def delete_or_restore(self, pick: int) -> None:
        found = one_of(list(self.office.entries), pick)
        entry, plain = db.session.get_one(Interaction, found), self.office.entries[found]
        if plain.struck:
            interactions.restore_interaction(entry, by=self.officer)
        else:
            interactions.delete_interaction(entry, now=NOW, by=self.officer)
        plain.struck = not plain.struck

    @invariant()
    def stored_facts_are_right(self) -> None:
        check_everything(self.office)

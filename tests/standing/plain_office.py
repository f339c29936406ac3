"""The rules of cadence and warmth written a second time, on plain records and as plainly as possible.

Nothing here calls the program: every fact is worked out from the whole history.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any


@dataclass
class PlainPost:
    id: int
    unit: int | None
    title: str
    ended: bool = False


@dataclass
class PlainPerson:
    """Posts in their order; snoozes and pauses in the order they were made, emptied when lifted."""

    tier: str
    interval: int | None = None
    gap: int | None = None
    posts: list[PlainPost] = field(default_factory=list)
    snoozes: list[date] = field(default_factory=list)
    pauses: list[date] = field(default_factory=list)
    archived: bool = False

    def holds(self, unit: int | None, title: str, besides: PlainPost | None = None) -> bool:
        """Whether such a post is there, ended or not: none of them says when it began."""
        return any(post is not besides and (post.unit, post.title) == (unit, title) for post in self.posts)

    @property
    def open_posts(self) -> list[PlainPost]:
        return [post for post in self.posts if not post.ended]


@dataclass
class PlainUnit:
    tier: str | None = None
    interval: int | None = None
    gap: int | None = None


@dataclass
class PlainEntry:
    on: date
    kind: str
    answered: bool
    people: list[int]
    struck: bool = False


@dataclass
class PlainKind:
    weight: float
    unanswered_weight: float
    counts: str


@dataclass
class PlainOffice:
    """Everything that was ever recorded, by the ids the program gave; tiers as (interval, gap)."""

    tiers: dict[str, tuple[int, int]]
    kinds: dict[str, PlainKind]
    people: dict[int, PlainPerson] = field(default_factory=dict)
    units: dict[int, PlainUnit] = field(default_factory=dict)
    entries: dict[int, PlainEntry] = field(default_factory=dict)

    def entries_of(self, person_id: int) -> list[PlainEntry]:
        return [entry for entry in self.entries.values() if person_id in entry.people and not entry.struck]

    def contacts_of(self, person_id: int) -> list[date]:
        """The days of the entries that count: always, or when answered."""
        return [
            entry.on
            for entry in self.entries_of(person_id)
            if self.kinds[entry.kind].counts == "always"
            or (self.kinds[entry.kind].counts == "answered" and entry.answered)
        ]

    def warming(self, person_id: int) -> list[tuple[date, float]]:
        """(day, weight) of the entries that warm at all."""
        found = []
        for entry in self.entries_of(person_id):
            kind = self.kinds[entry.kind]
            weight = kind.weight if entry.answered else kind.unanswered_weight
            if weight > 0:
                found.append((entry.on, weight))
        return found

    def pace_of(self, person_id: int) -> tuple[int, int]:
        """(interval, gap): the person's own, else the unit's, else the tier's."""
        person = self.people[person_id]
        post = person.open_posts[0] if person.open_posts else None
        unit = self.units[post.unit] if post and post.unit else PlainUnit()
        return self.pace([(person.interval, person.gap), (unit.interval, unit.gap)], person.tier)

    def pace(self, levels: list[tuple[int | None, int | None]], tier: str) -> tuple[int, int]:
        """What the nearest level says of each; a gap left out is twice that level's interval."""
        tier_interval, tier_gap = self.tiers[tier]
        intervals = [interval for interval, _ in levels if interval]
        interval = intervals[0] if intervals else tier_interval
        gaps = [gap or 2 * days for days, gap in levels if gap or days]  # type: ignore[operator]
        gap = gaps[0] if gaps else tier_gap
        return interval, max(gap, interval)

    def facts_of(self, person_id: int) -> dict[str, Any]:
        """The fact columns of a contact but for heat and the day it cools."""
        person, contacts, warming = (
            self.people[person_id],
            self.contacts_of(person_id),
            self.warming(person_id),
        )
        interval, gap = self.pace_of(person_id)
        first = person.open_posts[0] if person.open_posts else PlainPost(0, None, "")
        last = max(contacts) if contacts else None
        snoozed = person.snoozes[-1] if person.snoozes else None
        days_due = [day for day in (last and last + timedelta(days=interval), snoozed) if day]
        return {
            "unit_id": first.unit,
            "title": first.title,
            "cadence_days": interval,
            "gap_days": gap,
            "last_contact_on": last,
            "times_contacted": len(contacts),
            "due_on": max(days_due) if days_due else None,
            "broken_after": last and last + timedelta(days=gap),
            "snoozed_until": snoozed,
            "paused_until": person.pauses[-1] if person.pauses else None,
            "heat_on": max(on for on, _ in warming) if warming else None,
        }

    def heat_of(self, person_id: int, day: date) -> float:
        """Σ weight · 2^(−(day − on)/interval)."""
        interval, _ = self.pace_of(person_id)
        return sum(
            weight * 2.0 ** (-((day - on).days / interval)) for on, weight in self.warming(person_id)
        )

    def degrees_of(self, person_id: int, day: date) -> float:
        heat = self.heat_of(person_id, day)
        return 100 * heat / (1 + heat)

    def facts_of_unit(self, unit_id: int) -> dict[str, Any]:
        """The fact columns of a unit: in touch through the living people with an open post there."""
        members = [
            person_id
            for person_id, person in self.people.items()
            if not person.archived and any(post.unit == unit_id for post in person.open_posts)
        ]
        lasts = [max(self.contacts_of(member)) for member in members if self.contacts_of(member)]
        unit = self.units[unit_id]
        interval, _ = self.pace([(unit.interval, unit.gap)], unit.tier or "general")
        return {
            "last_contact_on": max(lasts) if lasts else None,
            "due_on": max(lasts) + timedelta(days=interval) if lasts else None,
            "people": len(members),
            "people_reached": len(lasts),
        }

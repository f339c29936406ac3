"""The 交接清单 in plain words: written anew while a handover is a draft, kept as it was from the transfer on."""

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from liaison.handover.briefs import UnitBrief, briefs_of
from liaison.handover.models import Handover
from liaison.handover.words import contact_words, matter_words, person_words, promise_words


@dataclass(frozen=True)
class PersonText:
    """The lines about one person."""

    who: list[str]
    to_know: list[str]
    contacts: list[str]
    dates: list[str]


@dataclass(frozen=True)
class UnitText:
    """One unit: `known` is its telephone, address and notes, `lines` what is open about the unit itself."""

    unit_id: int | None
    name: str
    known: list[str]
    lines: list[str]
    people: list[PersonText] = field(default_factory=list)


def brief_texts(handover: Handover, today: date, *, taker_id: int | None = None) -> list[UnitText]:
    """All units, or those with people for one taker: as kept on the day of the transfer, else as of today."""
    if handover.unit_briefs is None:
        return [written(brief, today) for brief in briefs_of(handover, today, taker_id=taker_id)]
    items = [item for item in handover.items if taker_id in (None, item.taker_id) and item.brief]
    units = [UnitText(**kept) for kept in handover.unit_briefs]
    for unit in units:
        there = [item.brief for item in items if item.brief and item.brief["unit_id"] == unit.unit_id]
        for brief in sorted(there, key=lambda brief: brief["place"]):
            unit.people.append(PersonText(**brief["text"]))
    return [unit for unit in units if unit.people]


def written(brief: UnitBrief, today: date) -> UnitText:
    """A unit's brief in words."""
    unit = brief.unit
    people = []
    for person in brief.people:
        words = person_words(person, today)
        met = [contact_words(each, today) for each in person.contacts]
        people.append(PersonText(words.who, words.to_know, met, words.dates))
    return UnitText(
        unit_id=unit.id if unit else None,
        name=unit.name if unit else "",
        known=[known for known in (unit.phone, unit.address, unit.notes) if known] if unit else [],
        lines=[
            *(matter_words(matter, today) for matter in brief.matters),
            *(promise_words(promise, today) for promise in brief.promises),
        ],
        people=people,
    )


def keep_brief(handover: Handover, today: date) -> None:
    """Store it as it is before anything moves: with the handover what is about units, with each item what is about a person."""
    items = {item.contact_id: item for item in handover.items}
    kept: list[dict[str, Any]] = []
    for brief in briefs_of(handover, today):
        text = written(brief, today)
        kept.append({key: value for key, value in asdict(text).items() if key != "people"})
        for place, (person, lines) in enumerate(zip(brief.people, text.people, strict=True)):
            items[person.contact.id].brief = {"unit_id": text.unit_id, "place": place, "text": asdict(lines)}
    handover.unit_briefs = kept

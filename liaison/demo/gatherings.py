"""Meetings and visits with several people at once, chosen among those who were in touch that late."""

from collections.abc import Iterator, Mapping
from datetime import date, time
from random import Random

from liaison.demo.office_days import OfficeDays
from liaison.demo.plan import Touch
from liaison.demo.roster import Person, Row, rows


def gatherings(last_days: Mapping[Person, date | None], days: OfficeDays) -> Iterator[Touch]:
    """One touch for each row of the table, on the working day nearest to it."""
    for row in rows("gatherings"):
        on = days.near_any(days.ago(int(row["days_ago"])))
        rng = Random(f"gathering {row['text']}")
        invited = [person for person, last in last_days.items() if could_come(person, row, on, last)]
        if len(invited) > 1:
            yield gathering(rng.sample(invited, min(int(row["size"]), len(invited))), row, on, rng)


def could_come(person: Person, row: Row, on: date, last: date | None) -> bool:
    """Of the right circle, and without moving the person's last contact."""
    return person.audience == row["audience"] and last is not None and person.known_on < on <= last


def gathering(people: list[Person], row: Row, on: date, rng: Random) -> Touch:
    kind = row["kind"]
    return Touch(
        people=tuple(people),
        on=on,
        at=time(rng.choice((9, 14, 15)), rng.choice((0, 30))),
        kind=kind,
        topic="gathering",
        by=people[0].owner or "head",
        direction="theirs" if kind == "reception" else "ours",
        minutes=rng.choice((60, 90, 120)),
        summary=row["text"],
        outcome=row["outcome"],
    )

"""Who is in the demo office and whom it knows, as the tables beside this module tell it."""

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from liaison.domain.audience import Person as Known
from liaison.domain.birthday_words import parse_birthday
from liaison.domain.birthdays import Birthday
from liaison.domain.cadence import DEFAULT_TIERS, Cadence, Tier, effective_cadence
from liaison.domain.regions import side_of

TABLES = Path(__file__).with_name("tables")
RECORDS_BEGIN_DAYS = 430
Row = dict[str, str]

# Which sentences and gatherings suit a unit; other kinds are spoken to like everybody.
AUDIENCES = {
    "government": "gov", "justice": "law", "emergency": "law", "university": "edu", "school": "edu",
    "hospital": "hospital", "military": "military", "media": "media", "association": "association",
    "enterprise": "enterprise",
}  # fmt: skip


@cache
def rows(name: str) -> tuple[Row, ...]:
    """The rows of tables/NAME.csv by heading."""
    with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


@dataclass(frozen=True)
class Place:
    """A unit, called by its short name in the other tables."""

    key: str
    row: Row

    @property
    def interval_days(self) -> int | None:
        return number(self.row["interval_days"])


@dataclass(frozen=True, eq=False)
class Person:
    """A contact. `wanted` is the state the review shall show today, `wanted_days` how many days past or before it."""

    name: str
    row: Row
    particulars: Row
    place: Place | None
    known_on: date
    pace: Cadence

    @property
    def key(self) -> str:
        return f"{self.name}@{self.row['unit']}"

    @property
    def owner(self) -> str:
        return self.row["owner"]

    @property
    def tier(self) -> str:
        return self.row["tier"]

    @property
    def wanted(self) -> str:
        return self.row["standing"].partition(" ")[0] or "ok"

    @property
    def wanted_days(self) -> int:
        return int(self.row["standing"].partition(" ")[2] or 0)

    @property
    def tags(self) -> list[str]:
        return self.row["tags"].split()

    @property
    def birthday(self) -> Birthday | None:
        return parse_birthday(self.row["birthday"]) if self.row["birthday"] else None

    @property
    def retired_on(self) -> date | None:
        return day(self.particular("retired_on"))

    @property
    def audience(self) -> str:
        if "老干部" in self.tags:
            return "retired"
        return AUDIENCES.get(self.place.row["kind"], "any") if self.place else "any"

    def particular(self, name: str) -> str:
        return self.particulars.get(name, "")

    def as_known(self) -> Known:
        """What the festivals' audience rules may ask."""
        return Known(
            unit_kind=self.place.row["kind"] if self.place else "",
            tags=frozenset(self.tags),
            tier=self.tier,
            gender=self.row["gender"],
            region=side_of(self.place.row["region"]) if self.place else "",
            retired=self.retired_on is not None,
            military_family="军属" in self.tags,
            personal="私交" in self.tags,
        )


def number(text: str) -> int | None:
    return int(text) if text else None


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def places() -> list[Place]:
    """All units, parents before their children."""
    return [Place(row["short_name"] or row["name"], row) for row in rows("units")]


def people(today: date) -> list[Person]:
    """All contacts in the order of the table, known since the records begin unless they came later."""
    known = {place.key: place for place in places()}
    special = {row["name"]: row for row in rows("particulars")}
    came = {row["name"]: int(row["days_ago"]) for row in rows("late_comers")}
    return [
        Person(
            name=row["name"],
            row=row,
            particulars=special.get(row["name"], {}),
            place=known[row["unit"]] if row["unit"] else None,
            known_on=today - timedelta(days=came.get(row["name"], RECORDS_BEGIN_DAYS)),
            pace=pace_of(row, special.get(row["name"], {}), known.get(row["unit"])),
        )
        for row in rows("people")
    ]


def pace_of(row: Row, particulars: Row, place: Place | None) -> Cadence:
    """The cadence the program will find for this contact."""
    own = (number(particulars.get("interval_days", "")), number(particulars.get("max_gap_days", "")))
    unit = (place.interval_days if place else None, None)
    return effective_cadence(own, unit, DEFAULT_TIERS[Tier(row["tier"])])


def moves_of(person: Person) -> list[Row]:
    """The posts the person left within the year: none, or one."""
    return [row for row in rows("moves") if row["name"] == person.name]


def measures_of(person: Person) -> list[Row]:
    """Snoozes, pauses, changes of owner, being archived."""
    return [row for row in rows("measures") if row["name"] == person.name]


def first_owner(person: Person) -> str:
    """Who kept the person when the records began; the owner of today unless handed over within the year."""
    return next((row["reason"] for row in measures_of(person) if row["act"] == "reassign"), person.owner)


def reassigned_days(person: Person) -> int | None:
    """How many days ago the person was handed over."""
    return next((int(row["days_ago"]) for row in measures_of(person) if row["act"] == "reassign"), None)

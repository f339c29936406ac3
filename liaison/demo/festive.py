"""Greetings of the year: at festivals to those the policy greets, at birthdays to those who are close."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from random import Random

from liaison.demo.office_days import OfficeDays, working_hour
from liaison.demo.plan import Touch
from liaison.demo.roster import Person, rows
from liaison.domain.birthdays import occurrences
from liaison.domain.festivals import Festival, festivals_between, send_day
from liaison.domain.observances import in_audience

# Of the festivals that greet everyone: which share of each tier is greeted. 除夕 goes with 春节.
SHARES = {
    "lunar-new-year-eve": {},
    "spring-festival": {"key": 1.0, "regular": 0.9, "general": 0.6},
    "mid-autumn": {"key": 0.9, "regular": 0.6, "general": 0.2},
    "new-year": {"key": 0.6, "regular": 0.3, "general": 0.1},
    "dragon-boat": {"key": 0.6, "regular": 0.2},
    "national-day": {"key": 0.5, "regular": 0.1},
    "labour-day": {"key": 0.2},
    "womens-day": {"key": 0.8, "regular": 0.5, "general": 0.2},
}
OF_A_PROFESSION = {"key": 1.0, "regular": 0.9, "general": 0.5}
REPLY_SHARE, GREETED_FIRST = 0.55, 0.08


def festival_greetings(
    people: Iterable[Person],
    last_days: Mapping[Person, date | None],
    days: OfficeDays,
    but: Festival | None = None,
) -> Iterator[Touch]:
    """One touch for each person greeted, `but` for the feast a round serves.

    Only greetings up to the last contact are answered, for an answer counts.
    """
    people = list(people)
    for festival in festivals_between(days.year_ago, days.yesterday, days.calendar):
        if not festival.observance.congratulated or festival == but:
            continue
        on = send_day(festival, days.calendar)
        for person in people:
            last = last_days[person]
            rng = Random(f"{festival.code} {festival.cycle} {person.key}")
            if person.known_on < on < days.today and is_greeted(person, festival, rng):
                yield greeting(person, festival, on, last is not None and on <= last, rng)


def is_greeted(person: Person, festival: Festival, rng: Random) -> bool:
    """By the policy, then by the share of the tier."""
    share = SHARES.get(festival.code, OF_A_PROFESSION).get(person.tier, 0)
    return bool(in_audience(festival.observance, person.as_known())) and rng.random() < share


def greeting(person: Person, festival: Festival, on: date, may_answer: bool, rng: Random) -> Touch:
    """Ours, answered or not; now and then they were first."""
    answered = may_answer and rng.random() < REPLY_SHARE
    direction = "theirs" if answered and rng.random() < GREETED_FIRST else "ours"
    return Touch(
        (person,), on, working_hour(rng), "greeting", "greeting", person.owner or "head", direction, answered,
        summary=greeting_words(festival, direction, answered, rng),
    )  # fmt: skip


def greeting_words(festival: Festival, direction: str, answered: bool, rng: Random) -> str:
    """A sentence of the festival's own or one for any festival."""
    wanted = (direction, "yes" if answered else "no")
    fitting = [row for row in rows("greetings") if (row["direction"], row["answered"]) == wanted]
    own = [row["text"] for row in fitting if row["code"] == festival.code]
    general = [row["text"] for row in fitting if not row["code"]]
    return rng.choice(own * 2 + general).format(festival=festival.name)


def birthday_greetings(
    people: Iterable[Person], last_days: Mapping[Person, date | None], days: OfficeDays
) -> Iterator[Touch]:
    """Calls on the birthdays of those closest, as far as they lie before the last contact."""
    for person in people:
        last = last_days[person]
        if person.birthday is None or last is None or not is_close(person):
            continue
        for birthday in occurrences(person.birthday, max(days.year_ago, person.known_on), last):
            rng = Random(f"birthday {birthday.on} {person.key}")
            yield Touch((person,), birthday.on, working_hour(rng), "call", "birthday", person.owner or "head")


def is_close(person: Person) -> bool:
    return person.audience == "retired" or "私交" in person.tags

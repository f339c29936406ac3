"""One person's year: on which days we were in touch, how, and which calls nobody answered.

The last contact is placed first, so that the review shows the state the table wants; the rest goes back from it.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from liaison.demo.office_days import OfficeDays, working_hour
from liaison.demo.plan import Touch
from liaison.demo.roster import Person

SOON_DAYS = 7
DRAWN_KINDS = {"call": 50, "wechat": 16, "visit": 8, "reception": 5, "sms": 5, "email": 4, "letter": 2, "help": 3}
# The military has telephones and visits; nobody sends it a chat message.
DISCREET_KINDS = {"call": 70, "visit": 15, "reception": 10, "letter": 5}
PACES = (0.55, 0.75, 0.9, 1.0, 1.2, 1.4)  # how many of a person's own intervals usually pass
LONGEST_CALL = 18


def last_contact_on(person: Person, days: OfficeDays) -> date | None:
    """The day after which the person stands today as wanted; None for never."""
    interval, gap, shift = person.pace.interval_days, person.pace.max_gap_days, person.wanted_days
    if person.wanted == "never":
        return None
    if person.wanted == "due":
        return days.ago(interval)
    if person.wanted == "broken":
        return days.near(days.ago(gap + shift), days.ago(gap + shift + 6), days.ago(gap + 1))
    if person.wanted == "overdue":
        return days.near(days.ago(interval + shift), days.ago(gap), days.ago(interval + 1))
    if person.wanted == "soon":
        return days.near(days.ago(interval - shift), days.ago(interval - 1), days.ago(interval - SOON_DAYS))
    comfortable = interval - SOON_DAYS - 3
    share = Random(f"last {person.key}").uniform(0.05, 1)
    wanted = max(days.ago(shift or comfortable * share), person.known_on)
    return days.near(wanted, max(days.ago(comfortable), person.known_on), days.yesterday)


def contact_days(person: Person, last: date, days: OfficeDays, rng: Random) -> list[date]:
    """The days we were in touch within the year, from the last one back."""
    found, pace = [last], rng.choice(PACES)
    begin = max(person.known_on, days.year_ago)
    while True:
        step = max(3, person.pace.interval_days * pace * rng.uniform(0.6, 1.15))
        on = days.near_any(found[-1] - timedelta(days=round(step)))
        if on <= begin:
            return found
        found.append(on)


def history(person: Person, days: OfficeDays) -> list[Touch]:
    """All touches with this person alone; greetings and gatherings come from elsewhere."""
    rng = Random(f"history {person.key}")
    last = last_contact_on(person, days)
    if last is None:
        return list(vain_tries(person, person.known_on, days, rng))
    found = []
    for on in contact_days(person, last, days, rng):
        found += tries_before(person, on, days, rng)
        found.append(touch_on(person, on, rng, days.calendar.is_workday(on)))
    if person.wanted in ("overdue", "broken"):
        found += vain_tries(person, last + timedelta(days=person.pace.interval_days), days, rng)
    return found


def touch_on(person: Person, on: date, rng: Random, workday: bool) -> Touch:
    """One contact that came about; on a day off it was a message."""
    kind = drawn_kind(person, rng) if workday else "sms"
    theirs = kind in ("reception", "help") or (kind not in ("visit",) and rng.random() < 0.22)
    explained = kind == "help" and rng.random() < 0.4
    return Touch(
        people=(person,),
        on=on,
        at=working_hour(rng),
        kind=kind,
        topic="explained" if explained else kind,
        by=worker(person, rng),
        direction="theirs" if theirs else "ours",
        answered=not explained,
        minutes=rng.randint(2, LONGEST_CALL) if kind == "call" else None,
    )


def drawn_kind(person: Person, rng: Random) -> str:
    """A kind by the usual shares, the person's preferred one three times as often."""
    shares = dict(DISCREET_KINDS if person.audience == "military" else DRAWN_KINDS)
    preferred = person.particular("channel")
    if preferred in shares:
        shares[preferred] *= 3
    return rng.choices(list(shares), list(shares.values()))[0]


def worker(person: Person, rng: Random) -> str:
    """The owner, sometimes the deputy; the head for those nobody owns."""
    deputy = person.particular("deputy")
    return deputy if deputy and rng.random() < 0.15 else person.owner or "head"


def tries_before(person: Person, on: date, days: OfficeDays, rng: Random) -> list[Touch]:
    """Now and then a call that nobody took in the days before one that came about."""
    if rng.random() > 0.14:
        return []
    day = days.near_any(on - timedelta(days=rng.randint(1, 3)))
    return [vain_call(person, day, rng)] if max(person.known_on, days.year_ago) < day < on else []


def vain_tries(person: Person, since: date, days: OfficeDays, rng: Random) -> Iterator[Touch]:
    """Up to three calls or messages without an answer after `since`, and up to yesterday."""
    free = (days.yesterday - since).days
    for place in range(rng.choice((0, 1, 1, 2, 3))):
        day = days.near_any(since + timedelta(days=round(free * (place + 1) / 4) + 1))
        if not since < day <= days.yesterday:
            return
        if place and person.audience != "military" and rng.random() < 0.3:
            yield Touch((person,), day, working_hour(rng), "wechat", "silent", worker(person, rng), answered=False)
        else:
            yield vain_call(person, day, rng)


def vain_call(person: Person, on: date, rng: Random) -> Touch:
    return Touch((person,), on, working_hour(rng), "call", "missed", worker(person, rng), answered=False)

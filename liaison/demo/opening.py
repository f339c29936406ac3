"""Opens the demo office: plans its past back from today, then plays it in order through the program's own actions."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from functools import partial

from liaison.calendar_.queries import work_calendar
from liaison.demo.acquaintances import record_person
from liaison.demo.changes import changes
from liaison.demo.diary import Happening, play
from liaison.demo.doubles import doubles
from liaison.demo.errands import errands, good_turns
from liaison.demo.festive import birthday_greetings, festival_greetings
from liaison.demo.gatherings import gatherings
from liaison.demo.handing_over import handing_over
from liaison.demo.histories import history, last_contact_on
from liaison.demo.office import Office, hang_sign, hire, record_unit
from liaison.demo.office_days import OfficeDays, instant
from liaison.demo.plan import Touch
from liaison.demo.promises import keeping, make
from liaison.demo.roster import RECORDS_BEGIN_DAYS, Person, first_owner, people, places, reassigned_days
from liaison.demo.rounds import ended_feast, rounds
from liaison.demo.views import views
from liaison.demo.wording import Wording
from liaison.domain.festivals import Festival
from liaison.interactions.actions import log_interaction
from liaison.plans.actions import desks_with_people, renew_desks
from liaison.units.actions import archive_unit

OPENING, MORNING = time(8, 30), time(8, 50)
UNIT_CLOSED, UNIT_CLOSED_DAYS = "市粮储局", 150


def open_demo_office(today: date) -> Office:
    """Write the whole office into an empty database: the same for the same day. The caller commits."""
    days, office = OfficeDays(today, work_calendar()), Office()
    known = people(today)
    feast = ended_feast(known, days)
    greeted = rounds(office, feast, {person: last_contact_on(person, days) for person in known}, days)
    play([*beginnings(office, known, days), *the_year(office, known, days, feast), *greeted])
    renew_desks(desks_with_people(), today)
    return office


def beginnings(office: Office, known: list[Person], days: OfficeDays) -> Iterator[Happening]:
    """Staff, units, and each person on the day we got to know them."""
    opened = instant(days.ago(RECORDS_BEGIN_DAYS), OPENING)
    for step in (hire, hang_sign):
        yield Happening(opened, partial(step, office))
    for place in places():
        yield Happening(opened, partial(record_unit, office, place), sets_posts=True)
    for person in known:
        yield Happening(instant(person.known_on, MORNING), partial(record_person, office, person), sets_posts=True)
    yield Happening(instant(days.ago(UNIT_CLOSED_DAYS), OPENING), partial(close_unit, office, days))


def close_unit(office: Office, days: OfficeDays) -> None:
    now = instant(days.ago(UNIT_CLOSED_DAYS), OPENING)
    archive_unit(office.units[UNIT_CLOSED], now=now, by=office.users["head"])


def the_year(
    office: Office, known: list[Person], days: OfficeDays, feast: Festival | None
) -> Iterator[Happening]:
    """All touches with their follow-ups, all changes, and what was asked of whom."""
    for touch in touches(known, days, feast):
        yield Happening(instant(touch.on, touch.at), partial(log, office, touch))
        if touch.promise:
            yield from keeping(office, touch.promise, touch.by)
    for person in known:
        yield from changes(office, person, days)
    yield handing_over(office, days)
    yield from errands(office, days)
    yield from good_turns(office, days)
    yield from doubles(office, known, days)
    yield from views(office, days)


def touches(known: list[Person], days: OfficeDays, feast: Festival | None) -> list[Touch]:
    """Everything that will be logged, in order, each with its words and with whoever kept the person then."""
    last_days = {person: last_contact_on(person, days) for person in known}
    planned = [touch for person in known for touch in history(person, days)]
    planned += festival_greetings(known, last_days, days, feast)
    planned += birthday_greetings(known, last_days, days)
    planned += gatherings(last_days, days)
    wording = Wording(days)
    in_order = sorted(planned, key=lambda touch: (touch.on, touch.at))
    return [wording.worded(as_kept_then(touch, days)) for touch in in_order]


def as_kept_then(touch: Touch, days: OfficeDays) -> Touch:
    """The touch by the owner of its day, where the person was handed over later."""
    person = touch.people[0]
    handed = reassigned_days(person)
    before = handed is not None and touch.on < days.today - timedelta(days=handed)
    return replace(touch, by=first_owner(person)) if before and touch.by == person.owner else touch


def log(office: Office, touch: Touch) -> None:
    """Log one touch on its day, and note what was promised."""
    interaction = log_interaction(
        [office.contacts[person] for person in touch.people],
        kind=touch.kind,
        on=touch.on,
        today=touch.on,
        by=office.users[touch.by],
        direction=touch.direction,
        answered=touch.answered,
        at=touch.at,
        minutes=touch.minutes,
        summary=touch.summary,
        outcome=touch.outcome,
    )
    if touch.promise:
        make(office, touch.people[0], touch.promise, touch.by, interaction)

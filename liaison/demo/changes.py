"""What happened to contacts besides being in touch: posts and owners changed, snoozes and pauses, numbers verified."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from functools import partial
from random import Random

from liaison.contacts.actions import archive_contact, reassign, verify_contact
from liaison.contacts.models import Pause
from liaison.demo.diary import Happening
from liaison.demo.office import Office
from liaison.demo.office_days import OfficeDays, instant
from liaison.demo.plan import Promise
from liaison.demo.promises import keeping, make
from liaison.demo.roster import Person, Row, measures_of, moves_of
from liaison.domain.posts import ChangeKind, Source
from liaison.due.actions import lift, pause_contact, snooze_contact
from liaison.post_changes.actions import NewPost, change_post

NOON, AFTERNOON = time(11, 55), time(17, 10)
VERIFIED_SHARE = 0.6
SUCCESSOR_DAYS, SUCCESSOR_MET_DAYS = 21, 90


def changes(office: Office, person: Person, days: OfficeDays) -> Iterator[Happening]:
    """All changes of one person."""
    for row in measures_of(person):
        on = days.ago(int(row["days_ago"]))
        yield Happening(instant(on, NOON), partial(take_measure, office, person, row, on))
    for row in moves_of(person):
        yield from move(office, person, row, days)
    yield from verification(office, person, days)


def take_measure(office: Office, person: Person, row: Row, on: date) -> None:
    """One row of the table, by whoever keeps the person."""
    contact, by = office.contacts[person], office.users[person.owner]
    until = on + timedelta(days=int(row["days"] or 0))
    match row["act"]:
        case "snooze":
            snooze_contact(contact, until, row["reason"], today=on, by=by)
        case "pause":
            pause_contact(contact, until, row["reason"], today=on, by=by)
        case "unpause":
            lift(Pause, contact, now=instant(on, NOON), by=by)
        case "reassign":
            reassign(contact, by, by=office.users["head"])
        case "archive":
            archive_contact(contact, now=instant(on, NOON), by=by)


def move(office: Office, person: Person, left: Row, days: OfficeDays) -> Iterator[Happening]:
    """A change of post, with what it asks of us: congratulate, and get to know the successor."""
    on = days.near_any(days.ago(int(left["days_ago"])))
    recent = days.today - on <= timedelta(days=SUCCESSOR_MET_DAYS)
    yield Happening(instant(on, NOON), partial(transfer, office, person, on, recent), sets_posts=True)
    due = days.calendar.on_or_after(on + timedelta(days=SUCCESSOR_DAYS))
    met = due if days.today - on > timedelta(days=SUCCESSOR_MET_DAYS) else None
    for promise in (
        Promise(f"祝贺{person.name}履新", on + timedelta(days=3), on, "已去电祝贺"),
        Promise(f"认识{left['unit']}{left['title']}的继任者", due, met, "已见面"),
    ):
        yield Happening(instant(on, AFTERNOON), partial(make, office, person, promise, person.owner))
        yield from keeping(office, promise, person.owner)


def transfer(office: Office, person: Person, on: date, leaves_vacancy: bool) -> None:
    """调任, known from a public notice; where it is long past the successor was met and there is no vacancy any more."""
    contact = office.contacts[person]
    new = NewPost(office.unit_id(person.row["unit"]), person.row["title"], person.row["department"])
    change_post(
        contact, ChangeKind.TRANSFER, on, ending=contact.posts[:1], new=new, source=Source.NOTICE,
        leave_vacancy=leaves_vacancy, today=on, by=office.users[person.owner],
    )  # fmt: skip


def verification(office: Office, person: Person, days: OfficeDays) -> Iterator[Happening]:
    """Most names and numbers were checked once within the year."""
    rng = Random(f"verified {person.key}")
    on = days.near_any(days.ago(rng.randint(5, 330)))
    if on > person.known_on and rng.random() < VERIFIED_SHARE:
        yield Happening(instant(on, AFTERNOON), partial(verify, office, person, on))


def verify(office: Office, person: Person, on: date) -> None:
    verify_contact(office.contacts[person], on=on, by=office.users[person.owner or "head"])

"""Follow-ups: made at the end of a touch, kept or left open."""

from collections.abc import Iterator
from datetime import time
from functools import partial

from liaison.demo.diary import Happening
from liaison.demo.office import Office
from liaison.demo.office_days import instant
from liaison.demo.plan import Promise
from liaison.demo.roster import Person
from liaison.followups.actions import add_follow_up, finish_follow_up
from liaison.interactions.models import Interaction

EVENING = time(17, 40)


def make(office: Office, person: Person, promise: Promise, by: str, interaction: Interaction | None = None) -> None:
    """Note what is to be done."""
    office.follow_ups[promise] = add_follow_up(
        promise.text, promise.on, contact=office.contacts[person], interaction=interaction, by=office.users[by]
    )


def keeping(office: Office, promise: Promise, by: str) -> Iterator[Happening]:
    """The evening it was done, if it was."""
    if promise.done_on:
        yield Happening(instant(promise.done_on, EVENING), partial(keep, office, promise, by))


def keep(office: Office, promise: Promise, by: str) -> None:
    if promise.done_on:
        finish_follow_up(
            office.follow_ups[promise], now=instant(promise.done_on, EVENING), by=office.users[by], outcome=promise.outcome
        )

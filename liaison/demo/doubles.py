"""People and a unit that were written down twice: some still to be merged, one merged already, one pair told apart."""

from collections.abc import Iterator
from datetime import time
from functools import partial

from liaison import clock
from liaison.contacts.actions import add_contact, begin_post
from liaison.contacts.models import Contact
from liaison.demo.diary import Happening
from liaison.demo.office import Office
from liaison.demo.office_days import OfficeDays, instant
from liaison.demo.roster import Person, Row, rows
from liaison.duplicates.actions import tell_apart
from liaison.merges.actions import merge_records
from liaison.units.actions import add_unit

ENTERED, DECIDED = time(15, 20), time(16, 40)
UNIT_TWICE = {"name": "市教育局", "kind": "government", "region": "浙江江州", "notes": "从来访登记表导入"}
UNIT_TWICE_DAYS, DECIDED_DAYS = 13, 2


def doubles(office: Office, known: list[Person], days: OfficeDays) -> Iterator[Happening]:
    """Each second record on its day, and what was decided about it."""
    first = {person.name: person for person in known}
    entered = instant(days.ago(UNIT_TWICE_DAYS), ENTERED)
    yield Happening(entered, partial(record_unit_again, office))
    for row in rows("doubles"):
        entered, decided = instant(days.ago(int(row["days_ago"])), ENTERED), instant(days.ago(DECIDED_DAYS), DECIDED)
        found: list[Contact] = []
        yield Happening(entered, partial(record, office, first[row["of"]], row, found), sets_posts=True)
        if row["act"]:
            yield Happening(decided, partial(decide, office, first[row["of"]], row, found), sets_posts=True)


def record_unit_again(office: Office) -> None:
    add_unit(UNIT_TWICE, by=office.users["officer"])


def record(office: Office, person: Person, row: Row, found: list[Contact]) -> None:
    """The second record, with as much in common as the table says."""
    by, contact = office.users["officer"], office.contacts[person]
    phones = [("", contact.phones[0].text)] if row["keep"] == "phone" and contact.phones else []
    second = add_contact({"name": row["name"], "notes": row["notes"], "owner_id": by.id}, phones=phones, by=by)
    found.append(second)
    if row["keep"] == "unit" or row["title"]:
        begin_post(second, unit_id=office.unit_id(person.row["unit"]), title=row["title"], by=by)


def decide(office: Office, person: Person, row: Row, found: list[Contact]) -> None:
    """Merged into the first record, or found to be somebody else."""
    by, contact = office.users["officer"], office.contacts[person]
    if row["act"] == "merge":
        merge_records(contact, found, {}, versions=None, now=clock.now(), by=by)
    else:
        tell_apart("contact", contact, found[0], by=by)

"""What the demo office and its neighbours ask of each other: matters in every state, with their progress and endings."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import select

from liaison.contacts.models import Contact
from liaison.credits.actions import add_credit, thank_for
from liaison.db import db
from liaison.demo.diary import Happening
from liaison.demo.office import Office
from liaison.demo.office_days import OfficeDays, instant
from liaison.demo.roster import Row, rows
from liaison.domain.matters import Ending, Outcome, Reception
from liaison.files.actions import attach_file
from liaison.matters.actions import add_matter, add_note
from liaison.matters.endings import end_matter
from liaison.matters.models import Matter

RECEIVED, NOTED, ENDED = time(10, 20), time(15, 30), time(16, 50)
SCHOOLS = "提供近三年对口协作学校名单"
PAPERS = {
    "市教育局来函（摘录）.txt": "请贵局提供近三年对口协作学校名单，含结对时间、联系人和电话，以便编制明年计划。\n",
    "对口协作学校名单（初稿）.csv": "学校,结对学校,结对时间,联系人\n江州市第一中学,台州市第一中学,2024-03,\n"
    "青溪县中学,宁波市效实中学,2025-09,\n",
}


def errands(office: Office, days: OfficeDays) -> Iterator[Happening]:
    """All matters of the table, each on its own days."""
    for row in rows("matters"):
        yield from errand(office, row, days)


def good_turns(office: Office, days: OfficeDays) -> Iterator[Happening]:
    """What others did well, thanked for a few days later or not yet."""
    for row in rows("credits"):
        on = days.near_any(days.ago(int(row["days_ago"])))
        yield Happening(instant(on, ENDED), partial(record_good_turn, office, row, on, days))


def record_good_turn(office: Office, row: Row, on: date, days: OfficeDays) -> None:
    officer, contact = office.users[row["by"]], person_named(office, row)
    values = {
        "name": row["name"],
        "on": on,
        "unit_id": office.unit_id(row["unit"]),
        "contact_id": contact.id if contact else None,
    }
    credit = add_credit(values, today=on, by=officer)
    if row["thanked"]:
        thank_for(credit, on=min(on + timedelta(days=2), days.yesterday), by=officer)


def attach_papers(office: Office, folder: Path) -> None:
    """A letter and a list lie with the matter about the schools."""
    found = db.session.scalars(select(Matter).where(Matter.name == SCHOOLS)).first()
    if found is not None:
        for name, text in PAPERS.items():
            attach_file(found, name, text.encode("utf-8-sig"), limit=1024 * 1024, folder=folder, by=office.users["officer"])


def errand(office: Office, row: Row, days: OfficeDays) -> Iterator[Happening]:
    """One matter: received, its progress, its ending. The record is known once the first has been played."""
    received, made = days.near_any(days.ago(int(row["days_ago"]))), list[Matter]()
    yield Happening(instant(received, RECEIVED), partial(receive, office, row, received, days, made))
    for note in filter(None, row["notes"].split("|")):
        ago, text = note.split(" ", 1)
        on = max(days.near_any(days.ago(int(ago))), received)
        yield Happening(instant(on, NOTED), partial(progress, office, row, text, on, made))
    if row["ending"]:
        on = max(days.near_any(days.ago(int(row["ended_ago"]))), received)
        yield Happening(instant(on, ENDED), partial(end, office, row, on, made))


def receive(office: Office, row: Row, on: date, days: OfficeDays, made: list[Matter]) -> None:
    contact = person_named(office, row)
    values = {name: row[name] for name in ("way", "name", "asked", "promise", "promised_by")} | {
        "unit_id": office.unit_id(row["unit"]),
        "contact_id": contact.id if contact else None,
        "received_on": on,
        "due_on": due_on(row, on, days),
        "owner_id": office.user_id(row["owner"]),
        "deputy_id": office.user_id(row["deputy"]),
        "urgent": row["urgent"] == "yes",
    }
    made.append(add_matter(values, today=on, by=office.users[row["owner"]]))


def due_on(row: Row, received: date, days: OfficeDays) -> date:
    """As the table counts it from today; a coming day is a working day."""
    due = days.today + timedelta(days=int(row["due_in"]))
    return max(days.calendar.on_or_after(due) if due > days.today else due, received)


def person_named(office: Office, row: Row) -> Contact | None:
    return next((contact for person, contact in office.contacts.items() if person.name == row["person"]), None)


def progress(office: Office, row: Row, text: str, on: date, made: list[Matter]) -> None:
    add_note(made[0], text, on=on, today=on, by=office.users[row["owner"]])


def end(office: Office, row: Row, on: date, made: list[Matter]) -> None:
    officer = office.users[row["owner"]]
    outcome = Outcome(
        ending=Ending(row["ending"]),
        on=on,
        result=row["result"],
        remainder=row["remainder"],
        passed_to=row["passed_to"],
        explanation=row["explanation"],
        explained_by=officer.name,
        explained_on=on,
        reception=Reception(row["reception"]) if row["reception"] else None,
    )
    end_matter(made[0], outcome, today=on, version=None, by=officer)

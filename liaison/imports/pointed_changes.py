"""What the people whom rows were pointed to would get, field by field, before anything is written.

The preview keeps a row as words, so words are compared; writing plans the row again from the file and decides by the
same rules (people_plan.PeoplePlanner.add_to).
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from liaison.accounts.models import User
from liaison.accounts.queries import active_users
from liaison.domain.birthdays import Birthday
from liaison.domain.phones import is_local, read_phones
from liaison.imports.models import ImportBatch, ImportRow
from liaison.imports.people_book import PeopleBook, Person
from liaison.imports.person_values import OF_A_NEWCOMER, in_words, kept_with
from liaison.imports.plan import AT_MOVED, Change, person_chosen
from liaison.imports.post_steps import OF_A_POST, post_step
from liaison.imports.takers import OF_PEOPLE
from liaison.imports.unit_book import UnitBook

COLUMNS = {field: column for column, field in OF_PEOPLE.items()}


def pointed_changes(batch: ImportBatch, rows: Sequence[ImportRow], by: User) -> dict[int, list[Change]]:
    """{row id: changes} of those of an address list that mean somebody stored."""
    lists = {layout["index"] for layout in batch.sheets if layout["kind"] == "contacts"}
    pointed = [(row, chosen) for row in rows if row.sheet in lists and (chosen := person_chosen(row.choice)) is not None]
    if not pointed:
        return {}
    book, units = PeopleBook(by), UnitBook()
    book.load({chosen for _row, chosen in pointed})
    owners = {user.id: user.name for user in active_users()}
    meant = ((row, book.chosen(chosen)) for row, chosen in pointed)
    return {row.id: changes_of(row, person, units, owners) for row, person in meant if person is not None}


def changes_of(row: ImportRow, person: Person, units: UnitBook, owners: dict[int, str]) -> list[Change]:
    """What this row says differently of this person; nothing is blanked."""
    said = [(field, text) for field, _before, text in row.changes]
    kept = [(field, text) for field, text in without_own_deputy(said, person, owners)]
    values = dict(kept)
    since = date.fromisoformat(values["since"]) if "since" in values else None
    step = post_step(person, units.key_of(row.unit), values, since, moved=row.choice.startswith(AT_MOVED))
    changes = step.changes(row.unit, units)
    # Another name is that of whoever has the number of the row, and of nobody else.
    changes = [change for change in row.changes if change[0] == "name" and change[1] == person.name] + changes
    for field, text in kept:
        if field not in ("name", *OF_A_POST, *OF_A_NEWCOMER, "phone", "tags"):
            changes += value_change(field, text, person, owners)
    changes += [["phone", "", text] for field, text in kept if field == "phone" and not has_number(person, text)]
    tags = [tag for field, text in kept if field == "tags" for tag in text.split("、") if tag not in person.tags]
    return changes + ([["tags", "", "、".join(tags)]] if tags else [])


def without_own_deputy(
    said: Iterable[tuple[str, str]], person: Person, owners: dict[int, str]
) -> Iterable[tuple[str, str]]:
    """Nobody stands in for themselves."""
    listed = list(said)
    owner = dict(listed).get("owner", owners.get(person.owner_id or 0, ""))
    return ((field, text) for field, text in listed if field != "deputy" or text != owner)


def value_change(field: str, text: str, person: Person, owners: dict[int, str]) -> list[Change]:
    """[[field, before, after]], or nothing when it is so already; notes are added to."""
    column = COLUMNS.get(field, field)
    before: Any = person.values[column]
    if isinstance(before, Birthday) and replace(before, year=None).words == text:
        return []
    shown = in_words(before, column, owners)
    after = kept_with(shown, text, field)
    return [[field, shown, after]] if shown != after else []


def has_number(person: Person, text: str) -> bool:
    """Whether the person has this number; one written after another of the same city has no area code of its own."""
    read = [phone.digits for phone in read_phones(text).phones]
    return all(
        digits in person.digits or (is_local(digits) and any(known.endswith(digits) for known in person.digits))
        for digits in read
    )

"""Adding many people at once: a few statements for thousands of them, with the same checks as one (actions.py)."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from liaison.accounts.models import User
from liaison.audit.actions import note_many
from liaison.batches import insert_rows, inserted
from liaison.contacts.actions import checked, named, tidy_tags
from liaison.contacts.models import Contact, Phone, Post, Tag, contact_tags
from liaison.contacts.ownership import record_first_owners
from liaison.db import db
from liaison.domain.cadence import check_change
from liaison.domain.phones import Phone as ReadPhone
from liaison.formats.readings import reading
from liaison.search.actions import index_contacts
from liaison.standing.actions import count_newcomers, facts_of_newcomers


@dataclass(slots=True)
class Newcomer:
    """A person to be added: a subset of actions.EDITABLE, numbers as read, tags, and a first post or none.

    `uuid` is that of a person who comes back; "" gives a new one.
    """

    values: dict[str, Any]
    phones: Sequence[ReadPhone] = ()
    tags: Sequence[str] = ()
    has_post: bool = False
    unit_id: int | None = None
    title: str = ""
    department: str = ""
    uuid: str = ""


def add_contacts(newcomers: Sequence[Newcomer], *, by: User | None) -> list[int]:
    """Their ids, in order. ContactError or ReadingError for one that cannot be saved: then nobody is to be kept."""
    if not newcomers:
        return []
    rows = [contact_row(newcomer) for newcomer in newcomers]
    db.session.flush()
    facts = facts_of_newcomers(rows)
    ids = inserted(Contact.__table__, [{**row, **own} for row, own in zip(rows, facts, strict=True)])
    pairs = list(zip(ids, newcomers, strict=True))
    insert_rows(Phone.__table__, list(phone_rows(pairs)))
    insert_rows(Post.__table__, list(post_rows(pairs)))
    insert_rows(contact_tags, list(tag_rows(pairs)))
    record_first_owners({contact_id: newcomer.values.get("owner_id") for contact_id, newcomer in pairs}, "imported", by=by)
    said = [(contact_id, newcomer.values["name"]) for contact_id, newcomer in pairs]
    note_many("contact.add", Contact, [(contact_id, name, {"name": name}) for contact_id, name in said], by)
    index_contacts(ids)
    count_newcomers(ids, {newcomer.unit_id for newcomer in newcomers if newcomer.has_post and newcomer.unit_id is not None})
    return ids


def contact_row(newcomer: Newcomer) -> dict[str, Any]:
    """All columns that a person fills in, so that every row of the statement has the same ones."""
    values = newcomer.values = named(checked(newcomer.values))
    check_change(values)
    birthday = values.get("birthday")
    row = {column: values.get(column, DEFAULTS[column]) for column in DEFAULTS}
    row["uuid"] = newcomer.uuid or str(uuid.uuid4())
    row |= {
        "birth_year": birthday.year if birthday else None,
        "birth_month": birthday.month if birthday else None,
        "birth_day": birthday.day if birthday else None,
        "birth_is_lunar": bool(birthday and birthday.is_lunar),
        "birth_is_leap": bool(birthday and birthday.is_leap),
    }
    row["unit_id"], row["title"] = (newcomer.unit_id, newcomer.title.strip()) if newcomer.has_post else (None, "")
    row["sort_key"] = reading(row["name"], row["family_name"], row["reading"] or None).sort_key[:200]
    return row


DEFAULTS: dict[str, Any] = {
    **dict.fromkeys(
        (
            "name", "family_name", "given_name", "reading", "address_as", "gender", "wechat", "email",
            "preferred_channel", "best_time", "taboos", "notes",
        ),
        "",
    ),
    **dict.fromkeys(("interval_days", "max_gap_days", "owner_id", "deputy_id", "verified_on", "retired_on")),
    "tier": "general",
}  # fmt: skip


def phone_rows(pairs: Sequence[tuple[int, Newcomer]]) -> Iterator[dict[str, Any]]:
    for contact_id, newcomer in pairs:
        yield from rows_of_phones(contact_id, newcomer.phones, 0)


def rows_of_phones(contact_id: int, phones: Sequence[ReadPhone], first: int) -> Iterator[dict[str, Any]]:
    """Rows of the phones table, from this position on."""
    for position, phone in enumerate(phones, first):
        yield {
            "contact_id": contact_id,
            "label": phone.label.value,
            "text": phone.text,
            "digits": phone.digits,
            "extension": phone.extension,
            "position": position,
        }


def post_rows(pairs: Sequence[tuple[int, Newcomer]]) -> Iterator[dict[str, Any]]:
    for contact_id, newcomer in pairs:
        if newcomer.has_post:
            yield {
                "uuid": str(uuid.uuid4()),
                "contact_id": contact_id,
                "unit_id": newcomer.unit_id,
                "title": newcomer.title.strip(),
                "department": newcomer.department.strip(),
                "position": 0,
            }


def tag_rows(pairs: Sequence[tuple[int, Newcomer]]) -> Iterator[dict[str, Any]]:
    wanted = [(contact_id, tidy_tags(newcomer.tags)) for contact_id, newcomer in pairs if newcomer.tags]
    ids = tags_named({tag for _contact_id, tags in wanted for tag in tags})
    for contact_id, tags in wanted:
        for tag in tags:
            yield {"contact_id": contact_id, "tag_id": ids[tag]}


def tags_named(names: set[str]) -> dict[str, int]:
    """The ids of these words, new ones made as needed."""
    known: dict[str, int] = {}
    for start in range(0, len(names), 500):
        group = sorted(names)[start : start + 500]
        known |= {name: tag_id for tag_id, name in db.session.execute(select(Tag.id, Tag.name).where(Tag.name.in_(group)))}
    for name in sorted(names - known.keys()):
        tag = Tag(name=name)
        db.session.add(tag)
        db.session.flush()
        known[name] = tag.id
    return known


"""Adding, editing and archiving people. Every one refreshes the facts and the search keys it touches."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import attributes

from liaison.accounts.models import User
from liaison.audit.actions import note, pending_changes
from liaison.contacts.models import Contact, Phone, Post, Tag
from liaison.contacts.ownership import record_owner
from liaison.contacts.post_rules import overlap_words, same_post
from liaison.db import check_version, db
from liaison.domain.cadence import check_change
from liaison.domain.genders import Gender
from liaison.domain.names import clean_name, split_name
from liaison.domain.phones import read_phones
from liaison.domain.posts import Span
from liaison.formats.readings import ReadingError, reading
from liaison.plans.actions import arrange_calls
from liaison.search.actions import index_contact
from liaison.standing.actions import refresh_contacts, refresh_units

EDITABLE = (
    "name", "family_name", "given_name", "reading", "address_as", "gender", "wechat", "email", "birthday", "tier",
    "interval_days", "max_gap_days", "preferred_channel", "best_time", "taboos", "notes", "owner_id", "deputy_id",
    "verified_on", "retired_on",
)  # fmt: skip
GENDERS = frozenset(Gender)
CADENCE_FIELDS = {"tier", "interval_days", "max_gap_days"}
SEARCHED = {"name", "family_name", "reading", "phones", "address_as", "notes", "taboos", "wechat", "email", "gender"}


class ContactError(ValueError):
    """A contact that cannot be saved so; `field` names the input at fault."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def add_contact(
    values: dict[str, Any],
    *,
    phones: Sequence[tuple[str, str]] = (),
    tags: Sequence[str] = (),
    by: User | None,
) -> Contact:
    """A new person from a subset of EDITABLE; `name` is required. Posts are added with `begin_post`.

    `phones` are (label, text as entered) pairs; an empty label lets the number decide.
    """
    check_change(values)
    contact = Contact(**named(checked(values)))
    db.session.add(contact)
    set_phones(contact, phones)
    set_tags(contact, tags)
    set_sort_key(contact)
    db.session.flush()
    note("contact.add", contact, by, {"name": contact.name})
    record_owner(contact, "added", by=by)
    index_contact(contact)
    refresh_contacts([contact.id])
    return contact


def edit_contact(
    contact: Contact,
    values: dict[str, Any],
    *,
    phones: list[tuple[str, str]] | None = None,
    more_phones: Sequence[Phone] = (),
    fewer_phones: Sequence[Phone] = (),
    tags: list[str] | None = None,
    version: int | None,
    why: str = "edited",
    origin: str = "",
    by: User | None,
) -> None:
    """Change some of EDITABLE; None leaves phones or tags alone, `more_phones` join them, `fewer_phones` go. StaleRecord
    when somebody saved in between. `why` and `origin` go into the history of owners.
    """
    check_version(contact, version)
    check_change(values, contact.interval_days, contact.max_gap_days)
    for key, value in named(checked(values), contact).items():
        setattr(contact, key, value)
    changes = pending_changes(contact)
    before = [phone.text for phone in contact.phones]
    if phones is not None:
        set_phones(contact, phones)
    contact.phones.extend(more_phones)
    for phone in fewer_phones:
        contact.phones.remove(phone)
    if tags is not None:
        changes |= tag_changes(contact, tags)
    after = [phone.text for phone in contact.phones]
    if before != after:
        changes["phones"] = [before, after]
    if not changes:
        return
    set_sort_key(contact)
    touch_version(contact)
    note("contact.edit", contact, by, changes)
    if "owner_id" in changes:
        record_owner(contact, why, origin=origin, by=by)
    if changes.keys() & SEARCHED:
        index_contact(contact)
    if changes.keys() & CADENCE_FIELDS:
        refresh_contacts([contact.id])
    elif "owner_id" in changes:
        arrange_calls([contact.id])


def touch_version(contact: Contact) -> None:
    """Raise the version even when only phones or tags changed, so that another editor notices."""
    attributes.flag_modified(contact, "updated_at")
    db.session.flush()


def checked(values: dict[str, Any]) -> dict[str, Any]:
    """The values, refused where the name is empty or the gender no code of ours."""
    if unknown := values.keys() - EDITABLE:
        raise TypeError(f"not a contact's own field: {sorted(unknown)}")
    if "name" in values and not clean_name(values["name"] or ""):
        raise ContactError("name", _("请填写姓名"))
    if values.get("gender") and values["gender"] not in GENDERS:
        raise ContactError("gender", _("性别只能是男、女或不填"))
    return values


def named(values: dict[str, Any], contact: Contact | None = None) -> dict[str, Any]:
    """The values with family and given name filled in from the whole name unless they are given and fit it."""
    if "name" not in values:
        return values
    name = clean_name(values["name"])
    family, given = values.get("family_name") or "", values.get("given_name") or ""
    if family + given != name:
        unchanged = contact is not None and contact.name == name
        family, given = (contact.family_name, contact.given_name) if unchanged else split_name(name)  # type: ignore[union-attr]
    return {**values, "name": name, "family_name": family, "given_name": given}


def set_sort_key(contact: Contact) -> None:
    """Sort by pinyin, the surname's own reading first. ContactError for a corrected reading that does not fit."""
    try:
        contact.sort_key = reading(contact.name, contact.family_name, contact.reading or None).sort_key[
            :200
        ]
    except ReadingError as error:
        raise ContactError("reading", str(error)) from error


def set_phones(contact: Contact, phones: Sequence[tuple[str, str]]) -> None:
    """Make the contact's phones exactly these; a cell with two numbers becomes two phones.

    A number that was there stays the row it was: undoing a merge knows it by that.
    """
    before: dict[tuple[str, str], Phone] = {(phone.digits, phone.extension): phone for phone in contact.phones}
    wanted = []
    for label, text in phones:
        for number in read_phones(text, internal=label == "internal").phones:
            phone = before.pop((number.digits, number.extension), None) or Phone(
                digits=number.digits, extension=number.extension
            )
            phone.label, phone.text = label or number.label.value, number.text
            wanted.append(phone)
    if contact.phones != wanted:
        for position, phone in enumerate(wanted):
            phone.position = position
        contact.phones = wanted


def set_tags(contact: Contact, names: Sequence[str]) -> None:
    """Make the contact's tags exactly these, making new words as needed."""
    names = tidy_tags(names)
    if not names:
        contact.tags = []
        return
    known = {tag.name: tag for tag in db.session.scalars(select(Tag).where(Tag.name.in_(names)))}
    contact.tags = [known.get(name) or Tag(name=name) for name in names]


def tidy_tags(names: Sequence[str]) -> list[str]:
    """Each tag once, without blanks at its ends, cut to what the column holds."""
    return list(dict.fromkeys(name.strip()[:40].strip() for name in names if name.strip()))


def tag_changes(contact: Contact, names: list[str]) -> dict[str, Any]:
    """Set the tags and answer what changed."""
    before = sorted(tag.name for tag in contact.tags)
    set_tags(contact, names)
    after = sorted(tag.name for tag in contact.tags)
    return {} if before == after else {"tags": [before, after]}


def begin_post(
    contact: Contact,
    *,
    unit_id: int | None,
    title: str = "",
    department: str = "",
    from_on: date | None = None,
    to_on: date | None = None,
    first: bool = False,
    by: User | None,
) -> Post:
    """Give the person a post. `first` puts it before the others, so that unit and title come from it."""
    check_span(from_on, to_on)
    db.session.flush()
    check_overlap(contact, unit_id, title, Span(from_on, to_on))
    positions = [post.position for post in contact.posts]
    position = (min(positions, default=0) - 1) if first else (max(positions, default=-1) + 1)
    post = Post(
        unit_id=unit_id,
        title=title.strip(),
        department=department.strip(),
        from_on=from_on,
        to_on=to_on,
        position=position,
    )
    contact.posts.append(post)
    db.session.flush()
    note("post.begin", contact, by, {"unit_id": unit_id, "title": post.title, "from_on": from_on})
    refresh_contacts([contact.id])
    index_contact(contact)
    return post


def edit_post(post: Post, values: dict[str, Any], *, version: int | None, by: User | None) -> None:
    """Change unit, title, department or dates of a post; an end date ends it."""
    check_version(post, version)
    span = Span(values.get("from_on", post.from_on), values.get("to_on", post.to_on))
    check_span(span.from_on, span.to_on)
    if not values.keys() <= {"to_on", "department"}:
        there, called = values.get("unit_id", post.unit_id), values.get("title", post.title)
        check_overlap(post.contact, there, called, span, besides=post)
    left = post.unit_id
    for key, value in values.items():
        setattr(post, key, value)
    changes = pending_changes(post)
    db.session.flush()
    note("post.edit", post.contact, by, changes)
    refresh_contacts([post.contact_id])
    index_contact(post.contact)
    if left is not None and left != post.unit_id:
        refresh_units([left])


def check_span(from_on: date | None, to_on: date | None) -> None:
    """A post cannot end before it begins."""
    if from_on and to_on and to_on < from_on:
        raise ContactError("to_on", _("离任日期不能早于到任日期，请核对两个日期"))


def check_overlap(
    contact: Contact, unit_id: int | None, title: str, span: Span, besides: Post | None = None
) -> None:
    """The same post cannot be held twice at a time; several different ones can."""
    standing = same_post(contact, unit_id, title, span, besides)
    if standing is not None:
        raise ContactError("from_on", overlap_words(standing))


def remove_post(post: Post, *, by: User | None) -> None:
    """Delete a post entered by mistake; one that really ended is given its end date instead."""
    contact, unit_id = post.contact, post.unit_id
    note("post.remove", contact, by, {"unit_id": unit_id, "title": post.title})
    contact.posts.remove(post)
    refresh_contacts([contact.id])
    index_contact(contact)
    if unit_id is not None:
        refresh_units([unit_id])


def archive_contact(contact: Contact, *, now: datetime, by: User | None) -> None:
    """Take the person out of lists and reviews; everything stays and can be restored."""
    contact.archived_at = now
    db.session.flush()
    note("contact.archive", contact, by)
    refresh_contacts([contact.id])


def restore_contact(contact: Contact, *, by: User | None) -> None:
    """Put an archived person back."""
    contact.archived_at = None
    db.session.flush()
    note("contact.restore", contact, by)
    refresh_contacts([contact.id])


def verify_contact(contact: Contact, *, on: date, by: User | None) -> None:
    """Names, titles and phones were checked on this day."""
    contact.verified_on = on
    changes = pending_changes(contact)
    db.session.flush()
    note("contact.verify", contact, by, changes)


def reassign(
    contact: Contact, owner: User | None, *, why: str = "reassigned", origin: str = "", by: User | None
) -> None:
    """Give the person to another officer, or to nobody; `why` and `origin` go into the history of owners."""
    contact.owner_id = owner.id if owner else None
    changes = pending_changes(contact)
    db.session.flush()
    note("contact.reassign", contact, by, changes)
    if changes:
        arrange_calls([contact.id])
    record_owner(contact, why, origin=origin, by=by)

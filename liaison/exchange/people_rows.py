"""Rows of an address list: a new person, an addition to a known one, or nothing new."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from liaison.accounts.models import User
from liaison.contacts.actions import ContactError, add_contact, begin_post, edit_contact, edit_post
from liaison.contacts.models import Contact
from liaison.domain.cadence import CadenceError
from liaison.exchange.matching import People, UnitBook, users_by_name
from liaison.exchange.outcome import Outcome
from liaison.formats.drafts import ContactDraft


def import_contacts(drafts: Sequence[ContactDraft], outcome: Outcome, today: date, by: User | None) -> None:
    """People with their first post; a known one gets what the sheet adds, and nothing is blanked."""
    units, people, users = UnitBook(by), People(), users_by_name()
    for draft in drafts:
        for problem in draft.problems:
            outcome.remark(problem)
        if not draft.name:
            outcome.skipped += 1
            continue
        try:
            import_contact(draft, outcome, units, people, users, by)
        except (ContactError, CadenceError) as error:
            outcome.refuse(draft.row, str(error), value=draft.name)


def import_contact(
    draft: ContactDraft,
    outcome: Outcome,
    units: UnitBook,
    people: People,
    users: dict[str, User],
    by: User | None,
) -> None:
    """One row: a new person, an addition to a known one, or nothing new."""
    unit_id = units.id_of(draft.unit)
    matches = people.matching(draft.name, unit_id)
    if len(matches) > 1:
        matches = [person for person in matches if shares_phone(person, draft)]
        if len(matches) != 1:
            outcome.refuse(
                draft.row, "这个单位有几位同名的人，靠电话也分不清，请在行里补上手机", value=draft.name
            )
            return
    values = contact_values(draft, users)
    if matches:
        changed = add_to_known(matches[0], draft, values, by)
        outcome.updated += changed
        outcome.unchanged += not changed
        return
    contact = add_contact(
        {"owner_id": by.id if by and by.role == "officer" else None, **values},
        phones=[(phone.label.value, phone.text) for phone in draft.phones],
        tags=list(draft.tags),
        by=by,
    )
    if unit_id is not None or draft.title:
        begin_post(contact, unit_id=unit_id, title=draft.title, department=draft.department, by=by)
    people.remember(contact.id, contact.name, unit_id)
    outcome.created += 1


def contact_values(draft: ContactDraft, users: dict[str, User]) -> dict[str, Any]:
    """What the sheet says of the person; empty cells say nothing."""
    notes = "；".join(text for text in (draft.notes, *draft.more_emails) if text)
    values: dict[str, Any] = {
        "name": draft.name,
        "family_name": draft.family,
        "given_name": draft.given,
        "reading": draft.reading,
        "address_as": draft.address_as,
        "gender": draft.gender,
        "wechat": draft.wechat,
        "email": draft.email,
        "birthday": draft.birthday,
        "tier": draft.tier.value if draft.tier else None,
        "interval_days": draft.interval_days,
        "max_gap_days": draft.max_gap_days,
        "preferred_channel": draft.preferred_channel,
        "best_time": draft.best_time,
        "taboos": draft.taboos,
        "notes": notes,
        "verified_on": draft.verified_on,
        "owner_id": users[draft.owner].id if draft.owner in users else None,
        "deputy_id": users[draft.deputy].id if draft.deputy in users else None,
    }
    return {key: value for key, value in values.items() if value not in (None, "")}


def add_to_known(contact: Contact, draft: ContactDraft, values: dict[str, Any], by: User | None) -> bool:
    """Write what the sheet says differently; True when anything changed."""
    new = {
        key: value
        for key, value in values.items()
        if getattr(contact, key) != value and key not in ("family_name", "given_name")
    }
    known = {phone.digits for phone in contact.phones}
    phones = [(phone.label.value, phone.text) for phone in draft.phones if phone.digits not in known]
    tags = sorted({tag.name for tag in contact.tags} | set(draft.tags))
    title_changed = retitle(contact, draft, by)
    if not new and not phones and len(tags) == len(contact.tags):
        return title_changed
    kept = [(phone.label, phone.text) for phone in contact.phones]
    edit_contact(contact, new, phones=kept + phones if phones else None, tags=tags, version=None, by=by)
    return True


def retitle(contact: Contact, draft: ContactDraft, by: User | None) -> bool:
    """A title that the sheet adds to a post recorded without one."""
    post = contact.open_posts[0] if contact.open_posts else None
    if post is None or post.title or not draft.title:
        return False
    edit_post(post, {"title": draft.title}, version=None, by=by)
    return True


def shares_phone(contact: Contact, draft: ContactDraft) -> bool:
    return bool({phone.digits for phone in contact.phones} & {phone.digits for phone in draft.phones})

"""Writing drafts: units, people, interactions, through the same actions as the pages.

People are matched by unit and name, never silently across different units. Importing a file twice changes nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select

from liaison.accounts.models import User
from liaison.accounts.queries import active_users
from liaison.audit.actions import note
from liaison.contacts.actions import ContactError, add_contact, begin_post, edit_contact, edit_post
from liaison.contacts.models import Contact, Post
from liaison.db import db
from liaison.domain.cadence import CadenceError
from liaison.domain.names import clean_name
from liaison.domain.unit_kinds import kind_of_name
from liaison.exchange.models import ImportBatch
from liaison.exchange.outcome import Outcome
from liaison.exchange.reading import ImportRefused, read_sheets
from liaison.followups.actions import add_follow_up
from liaison.formats.drafts import CallDraft, ContactDraft, UnitDraft
from liaison.interactions.actions import InteractionError, log_interaction
from liaison.interactions.models import Interaction, interaction_participants
from liaison.office.queries import interaction_kinds
from liaison.units.actions import UnitError, add_unit, edit_unit
from liaison.units.models import Unit


def import_file(
    path: Path,
    *,
    name: str,
    today: date,
    by: User | None,
    kind: str | None = None,
    mapping: dict[str, str] | None = None,
) -> Outcome:
    """Read and write a whole file in the caller's transaction; a dry run is one that the caller rolls back.

    SheetError or ImportRefused when the file as a whole cannot be used; rows at fault are in the outcome.
    """
    outcome = Outcome(name)
    for sheet in read_sheets(path, kind, mapping):
        if sheet.kind is None:
            raise ImportRefused(f"工作表“{sheet.title}”看不出是通讯录、单位名录还是登记表，请给列加上标题，如 单位、姓名、手机")
        outcome.kind = sheet.kind
        outcome.skipped += len(sheet.understood.skipped)
        WRITERS[sheet.kind](sheet.drafts, outcome, today, by)
    record_batch(outcome, by)
    return outcome


def record_batch(outcome: Outcome, by: User | None) -> None:
    """Keep what the import did, and log it."""
    batch = ImportBatch(
        name=outcome.name[:200],
        kind=outcome.kind,
        by_id=by.id if by else None,
        created=outcome.created,
        updated=outcome.updated,
        unchanged=outcome.unchanged,
        skipped=outcome.skipped,
        errors=outcome.as_json()["errors"],
    )
    db.session.add(batch)
    db.session.flush()
    outcome.batch = batch.id
    note("import", batch, by, {"created": batch.created, "updated": batch.updated, "skipped": batch.skipped})


class UnitBook:
    """Units by name, made as they are met."""

    def __init__(self, by: User | None) -> None:
        self.by = by
        self.ids: dict[str, int] = {}
        for unit_id, name, short_name in db.session.execute(
            select(Unit.id, Unit.name, Unit.short_name).order_by(Unit.id)
        ):
            self.ids.setdefault(name, unit_id)
            if short_name:
                self.ids.setdefault(short_name, unit_id)

    def id_of(self, name: str) -> int | None:
        """The unit's id; a new unit when there is none; None for no name."""
        name = name.strip()
        if not name:
            return None
        if name not in self.ids:
            self.ids[name] = add_unit({"name": name, "kind": kind_of_name(name)}, by=self.by).id
        return self.ids[name]


class People:
    """Contacts by unit and name, for matching rows."""

    def __init__(self) -> None:
        self.ids: dict[tuple[int | None, str], list[int]] = defaultdict(list)
        rows = db.session.execute(
            select(Contact.id, Contact.name, Post.unit_id)
            .outerjoin(Post, (Post.contact_id == Contact.id) & Post.to_on.is_(None))
            .where(Contact.archived_at.is_(None))
            .order_by(Contact.id)
        )
        for contact_id, name, unit_id in rows:
            self.remember(contact_id, name, unit_id)

    def remember(self, contact_id: int, name: str, unit_id: int | None) -> None:
        known = self.ids[unit_id, clean_name(name)]
        if contact_id not in known:
            known.append(contact_id)

    def matching(self, name: str, unit_id: int | None) -> list[Contact]:
        """Everyone of that name at that unit."""
        return [db.session.get_one(Contact, found) for found in self.ids.get((unit_id, clean_name(name)), [])]

    def anywhere(self, name: str) -> list[Contact]:
        """Everyone of that name, for a row that names no unit."""
        wanted = clean_name(name)
        ids = {found for (_unit, known), people in self.ids.items() if known == wanted for found in people}
        return [db.session.get_one(Contact, found) for found in sorted(ids)]


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
    draft: ContactDraft, outcome: Outcome, units: UnitBook, people: People, users: dict[str, User], by: User | None
) -> None:
    """One row: a new person, an addition to a known one, or nothing new."""
    unit_id = units.id_of(draft.unit)
    matches = people.matching(draft.name, unit_id)
    if len(matches) > 1:
        matches = [person for person in matches if shares_phone(person, draft)]
        if len(matches) != 1:
            outcome.refuse(draft.row, "这个单位有几位同名的人，靠电话也分不清，请在行里补上手机", value=draft.name)
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
    new = {key: value for key, value in values.items() if getattr(contact, key) != value and key not in ("family_name", "given_name")}
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


def users_by_name() -> dict[str, User]:
    """Users by name and by login; a name two users share stands for neither."""
    found: dict[str, User] = {}
    shared = set()
    for user in active_users():
        for name in {user.name, user.login}:
            if name in found:
                shared.add(name)
            found[name] = user
    return {name: user for name, user in found.items() if name not in shared}


def import_units(drafts: Sequence[UnitDraft], outcome: Outcome, today: date, by: User | None) -> None:
    """Units by name; the parent is linked when it is a unit, kept as the authority otherwise."""
    units, users = UnitBook(by), users_by_name()
    for draft in drafts:
        for problem in draft.problems:
            outcome.remark(problem)
        if not draft.name:
            outcome.skipped += 1
            continue
        try:
            import_unit(draft, outcome, units, users, by)
        except (UnitError, CadenceError) as error:
            outcome.refuse(draft.row, str(error), value=draft.name)


def import_unit(
    draft: UnitDraft, outcome: Outcome, units: UnitBook, users: dict[str, User], by: User | None
) -> None:
    values = unit_values(draft, units, users)
    known = units.ids.get(draft.name)
    if known is None:
        units.ids[draft.name] = add_unit({"kind": kind_of_name(draft.name), **values}, by=by).id
        outcome.created += 1
        return
    unit = db.session.get_one(Unit, known)
    new = {key: value for key, value in values.items() if getattr(unit, key) != value}
    if new:
        edit_unit(unit, new, version=None, by=by)
    outcome.updated += bool(new)
    outcome.unchanged += not new


def unit_values(draft: UnitDraft, units: UnitBook, users: dict[str, User]) -> dict[str, Any]:
    """What the sheet says of the unit; empty cells say nothing."""
    parent = units.ids.get(draft.parent)
    values: dict[str, Any] = {
        "name": draft.name,
        "short_name": draft.short_name,
        "code": draft.code,
        "parent_id": parent,
        "authority": "" if parent else draft.parent,
        "region": draft.region,
        "address": draft.address,
        "phone": "、".join(phone.text for phone in draft.phones),
        "tier": draft.tier.value if draft.tier else None,
        "interval_days": draft.interval_days,
        "max_gap_days": draft.max_gap_days,
        "owner_id": users[draft.owner].id if draft.owner in users else None,
        "notes": "；".join(text for text in (draft.kind, draft.notes) if text),
    }
    return {key: value for key, value in values.items() if value not in (None, "")}


def import_interactions(
    drafts: Sequence[CallDraft], outcome: Outcome, today: date, by: User | None
) -> None:
    """Register rows, each matched to exactly one person; a row already in the register is left alone."""
    units, people, users = UnitBook(by), People(), users_by_name()
    kinds, known = {kind.code for kind in interaction_kinds()}, known_entries()
    for draft in drafts:
        for problem in draft.problems:
            outcome.remark(problem)
        if not draft.name or draft.on is None:
            outcome.skipped += 1
            continue
        contact = person_of_row(draft, outcome, units, people)
        if contact is None:
            continue
        entry = (contact.id, draft.on, draft.channel, draft.answered, draft.summary)
        if entry in known:
            outcome.unchanged += 1
            continue
        known.add(entry)
        if draft.channel not in kinds:
            outcome.refuse(draft.row, f"没有“{draft.channel}”这种联系方式", value=draft.channel)
            continue
        import_interaction(draft, contact, outcome, users, today, by)


def person_of_row(
    draft: CallDraft, outcome: Outcome, units: UnitBook, people: People
) -> Contact | None:
    """The one person a register row is about; None with the reason in the outcome."""
    unit_id = units.ids.get(draft.unit)
    matches = people.matching(draft.name, unit_id) if draft.unit else people.anywhere(draft.name)
    if len(matches) == 1:
        return matches[0]
    where = f"“{draft.unit}”" if draft.unit else "联系人"
    reason = f"{where}里没有“{draft.name}”，请先录入或核对姓名" if not matches else f"{where}里有 {len(matches)} 位“{draft.name}”，分不清是哪一位"
    outcome.refuse(draft.row, reason, value=draft.name)
    return None


def import_interaction(
    draft: CallDraft, contact: Contact, outcome: Outcome, users: dict[str, User], today: date, by: User | None
) -> None:
    handler = users.get(draft.handler)
    try:
        interaction = log_interaction(
            [contact],
            kind=draft.channel,
            on=draft.on,  # type: ignore[arg-type]
            today=today,
            by=handler or (None if draft.handler else by),
            handler="" if handler else draft.handler,
            direction=draft.direction,
            answered=draft.answered,
            at=draft.at,
            minutes=draft.minutes,
            summary=draft.summary,
            outcome=draft.outcome,
        )
    except InteractionError as error:
        outcome.refuse(draft.row, str(error), value=draft.on.isoformat() if draft.on else "")
        return
    if draft.follow_up and draft.follow_up_on:
        add_follow_up(
            draft.follow_up, draft.follow_up_on, contact=contact, interaction=interaction, owner=handler, by=by
        )
    outcome.created += 1


def known_entries() -> set[tuple[int, date, str, bool, str]]:
    """What the register already holds, as (contact, day, kind, answered, summary)."""
    rows = db.session.execute(
        select(
            interaction_participants.c.contact_id,
            Interaction.on,
            Interaction.kind,
            Interaction.answered,
            Interaction.summary,
        )
        .join(Interaction, Interaction.id == interaction_participants.c.interaction_id)
        .where(Interaction.deleted_at.is_(None))
    )
    return {tuple(row) for row in rows}  # type: ignore[misc]


WRITERS: dict[str, Callable[[Any, Outcome, date, User | None], None]] = {
    "contacts": import_contacts,
    "units": import_units,
    "interactions": import_interactions,
}

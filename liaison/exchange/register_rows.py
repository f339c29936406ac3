"""Rows of a call register, each matched to exactly one person; a row already recorded is left alone."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from liaison.accounts.models import User
from liaison.contacts.models import Contact
from liaison.db import db
from liaison.exchange.matching import People, UnitBook, users_by_name
from liaison.exchange.outcome import Outcome, RowError
from liaison.followups.actions import add_follow_up
from liaison.formats.drafts import CallDraft
from liaison.interactions.actions import InteractionError, log_interaction
from liaison.interactions.models import Interaction, interaction_participants
from liaison.office.queries import interaction_kinds

Entry = tuple[int, date, str, bool, str]  # contact, day, kind, answered, summary


def import_interactions(
    drafts: Sequence[CallDraft], outcome: Outcome, today: date, by: User | None
) -> None:
    """Register rows, each matched to exactly one person; a row already in the register is left alone."""
    units, people, users = UnitBook(by), People(), users_by_name()
    kinds = {kind.code for kind in interaction_kinds()}
    known, met = known_entries(), Counter[Entry]()
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
        met[entry] += 1
        if met[entry] <= known[entry]:
            outcome.unchanged += 1
            continue
        if draft.channel not in kinds:
            outcome.refuse(draft.row, f"没有“{draft.channel}”这种联系方式", value=draft.channel)
            continue
        others = others_of_row(draft, contact, outcome, people)
        import_interaction(draft, [contact, *others], outcome, users, today, by)


def person_of_row(draft: CallDraft, outcome: Outcome, units: UnitBook, people: People) -> Contact | None:
    """The one person a register row is about; None with the reason in the outcome."""
    unit_id = units.ids.get(draft.unit)
    matches = people.matching(draft.name, unit_id) if draft.unit else people.anywhere(draft.name)
    if len(matches) == 1:
        return matches[0]
    where = f"“{draft.unit}”" if draft.unit else "联系人"
    reason = (
        f"{where}里没有“{draft.name}”，请先录入或核对姓名"
        if not matches
        else f"{where}里有 {len(matches)} 位“{draft.name}”，分不清是哪一位"
    )
    outcome.refuse(draft.row, reason, value=draft.name)
    return None


def others_of_row(draft: CallDraft, contact: Contact, outcome: Outcome, people: People) -> list[Contact]:
    """Who else took part, of the same unit first; a name that is not exactly one person is reported, not guessed."""
    found = []
    for name in draft.others:
        matches = people.matching(name, contact.unit_id) or people.anywhere(name)
        if len(matches) == 1 and matches[0].id != contact.id:
            found.append(matches[0])
        elif len(matches) != 1:
            outcome.errors.append(
                RowError(draft.row, "", name, f"没有认出同时参加的“{name}”，这条记录未包含他")
            )
    return found


def import_interaction(
    draft: CallDraft,
    participants: list[Contact],
    outcome: Outcome,
    users: dict[str, User],
    today: date,
    by: User | None,
) -> None:
    handler = users.get(draft.handler)
    try:
        interaction = log_interaction(
            participants,
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
            draft.follow_up,
            draft.follow_up_on,
            contact=participants[0],
            interaction=interaction,
            owner=handler,
            by=by,
        )
    outcome.created += 1


def known_entries() -> Counter[Entry]:
    """What the register already holds. Counted, because two calls on one day may read alike."""
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
    return Counter(
        (contact_id, on, kind, answered, summary) for contact_id, on, kind, answered, summary in rows
    )

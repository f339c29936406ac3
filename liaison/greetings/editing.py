"""Changing one person's words, way and signature, and writing anew what nobody has touched."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from liaison.accounts.models import User
from liaison.audit.actions import note, pending_changes
from liaison.db import check_version, db
from liaison.greetings.conditions import require_channel, require_open, require_unsettled
from liaison.greetings.models import Greeting, Round, stamped, unstamped
from liaison.greetings.template_models import Signer, Template
from liaison.greetings.texts import filled, office_words, text_from, values_of
from liaison.greetings.wordings import sign, suggested_signers, write_texts


def edit_greeting(
    greeting: Greeting, values: dict[str, Any], *, version: int | None, now: datetime, by: User | None
) -> None:
    """Change text, channel, signer_id or officer_id; a new signature replaces the old one in the text.

    What was approved has to be approved again, what was sent back counts as mended. Names typed in
    braces are filled in, as the lint advises. StaleRecord when somebody saved in between.
    """
    check_version(greeting, version)
    require_unsettled(greeting)
    require_channel(values.get("channel", greeting.channel))
    # Everything is read before anything is changed: a SELECT in between would flush half of the edit.
    office, before = office_words(), greeting.signature
    officer = found(User, values.get("officer_id"))
    signer = found(Signer, values.get("signer_id"))
    for key in ("text", "channel", "officer_id"):
        if key in values:
            setattr(greeting, key, values[key])
    with db.session.no_autoflush:
        if "officer_id" in values:
            greeting.officer = officer
        sign(greeting, signer if "signer_id" in values else greeting.signer, office)
        if before and greeting.signature != before:
            greeting.text = greeting.text.replace(before, greeting.signature)
        greeting.text = filled(greeting.text, values_of(greeting, office))
        settle_edit(greeting, "greeting.edit", now=now, by=by)


def found(model: type[Any], key: int | None) -> Any:
    """The record of this id; None for none."""
    return db.session.get(model, key) if key else None


def settle_edit(greeting: Greeting, action: str, *, now: datetime, by: User | None) -> None:
    """Note who changed the words; nothing at all when nothing changed."""
    changes = pending_changes(greeting)
    if not changes:
        return
    stamped(greeting, "edited", by, now)
    unstamped(greeting, "approved")
    unstamped(greeting, "returned")
    greeting.remark = ""
    db.session.flush()
    note(action, greeting, by, changes)


def use_template(
    greeting: Greeting, template: Template, *, version: int | None, now: datetime, by: User | None
) -> None:
    """Take another of the office's wordings, made anew for this person."""
    check_version(greeting, version)
    require_unsettled(greeting)
    text = text_from(template, values_of(greeting, office_words()))
    greeting.template_id, greeting.text = template.id, text
    settle_edit(greeting, "greeting.reword", now=now, by=by)


def reword(round_: Round, *, now: datetime, by: User | None) -> int:
    """Write anew what nobody has touched or approved, once templates or leaders have changed; answers how many."""
    require_open(round_)
    rows = list(db.session.scalars(select(Greeting).where(Greeting.round_id == round_.id)).unique())
    untouched = [
        each for each in rows if not each.is_settled and each.edited_at is None and each.approved_at is None
    ]
    keep = [each for each in rows if each not in untouched]
    office = office_words()
    signers = suggested_signers([each.contact for each in untouched if each.signer is None])
    for greeting in untouched:
        sign(greeting, greeting.signer or signers.get(greeting.contact_id), office)
    write_texts(round_, untouched, keep)
    db.session.flush()
    note("round.reword", round_, by, {"people": len(untouched)})
    return len(untouched)

"""Rows of a directory of units."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from liaison.accounts.models import User
from liaison.db import db
from liaison.domain.cadence import CadenceError
from liaison.domain.unit_kinds import CODES, kind_of_name
from liaison.exchange.matching import UnitBook, users_by_name
from liaison.exchange.outcome import Outcome
from liaison.formats.drafts import UnitDraft
from liaison.units.actions import UnitError, add_unit, edit_unit
from liaison.units.models import Unit


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
        "kind": CODES.get(draft.kind),
        "notes": "；".join(text for text in ("" if draft.kind in CODES else draft.kind, draft.notes) if text),
    }
    return {key: value for key, value in values.items() if value not in (None, "")}

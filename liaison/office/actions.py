"""Changing the office's settings; facts that follow from a tier or a kind are recomputed at once."""

from typing import Any

from sqlalchemy import select

from liaison.accounts.models import User
from liaison.audit.actions import note, pending_changes
from liaison.db import check_version, db
from liaison.domain.cadence import check_cadence
from liaison.office.models import InteractionKind, OfficeSetting, TierCadence
from liaison.office.queries import DEFAULTS


def change_setting(name: str, value: str, *, by: User | None) -> None:
    """Store one setting by a name the program knows."""
    if name not in DEFAULTS:
        raise KeyError(name)
    record = db.session.scalar(select(OfficeSetting).where(OfficeSetting.name == name))
    if record is None:
        record = OfficeSetting(name=name)
        db.session.add(record)
    record.value = value.strip()
    changes = pending_changes(record)
    db.session.flush()
    note("office.edit", record, by, changes)


def change_tier(
    tier: TierCadence, interval_days: int, max_gap_days: int | None, *, version: int | None, by: User | None
) -> None:
    """Give a tier another cadence. CadenceError where it cannot be kept. The caller refreshes everyone."""
    check_version(tier, version)
    pace = check_cadence(interval_days, max_gap_days)
    tier.interval_days, tier.max_gap_days = pace.interval_days, pace.max_gap_days
    changes = pending_changes(tier)
    db.session.flush()
    note("tier.edit", tier, by, changes)


def change_kind(
    kind: InteractionKind, values: dict[str, Any], *, version: int | None, by: User | None
) -> None:
    """Change how a kind is called, counts and warms. The caller refreshes everyone."""
    check_version(kind, version)
    for key, value in values.items():
        setattr(kind, key, value)
    changes = pending_changes(kind)
    db.session.flush()
    note("kind.edit", kind, by, changes)

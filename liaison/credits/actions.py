"""Recording credits, and marking them as thanked for and reported."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from liaison.accounts.models import User
from liaison.audit.actions import note, pending_changes
from liaison.credits.models import Credit
from liaison.db import check_version, db
from liaison.domain.credits import CreditError, check_credit, month_span

EDITABLE = ("name", "on", "unit_id", "contact_id")


def add_credit(
    values: dict[str, Any],
    *,
    today: date,
    by: User | None,
    matter_id: int | None = None,
    interaction_id: int | None = None,
) -> Credit:
    """A new credit from EDITABLE, perhaps out of a matter or a call. CreditError says what is missing."""
    credit = Credit(
        **checked(values, today),
        matter_id=matter_id,
        interaction_id=interaction_id,
        by_id=by.id if by else None,
    )
    db.session.add(credit)
    db.session.flush()
    note("credit.add", credit, by, {"on": credit.on})
    return credit


def edit_credit(credit: Credit, values: dict[str, Any], *, today: date, version: int | None, by: User | None) -> None:
    """Change some of EDITABLE."""
    check_version(credit, version)
    stored = {key: getattr(credit, key) for key in EDITABLE}
    for key, value in checked({**stored, **values}, today).items():
        setattr(credit, key, value)
    changes = pending_changes(credit)
    db.session.flush()
    if changes:
        note("credit.edit", credit, by, changes)


def checked(values: dict[str, Any], today: date) -> dict[str, Any]:
    unknown = values.keys() - set(EDITABLE)
    if unknown:
        raise TypeError(f"not a credit's own field: {sorted(unknown)}")
    somebody = values.get("unit_id") is not None or values.get("contact_id") is not None
    check_credit(values.get("name") or "", values["on"], today, somebody=somebody)
    return {**values, "name": values["name"].strip()}


def thank_for(credit: Credit, *, on: date, by: User | None) -> None:
    """They were thanked, on this day."""
    credit.thanked_on, credit.thanked_by_id = on, by.id if by else None
    db.session.flush()
    note("credit.thank", credit, by, {"on": on})


def unthank(credit: Credit, *, by: User | None) -> None:
    """They were not, after all."""
    credit.thanked_on = credit.thanked_by_id = None
    db.session.flush()
    note("credit.unthank", credit, by)


def collect_credits(credits: list[Credit], month: str, *, by: User | None) -> None:
    """These stand in the report of a month."""
    if month_span(month) is None:
        raise CreditError("month", "月份应写成 2026-11 的样子")
    for credit in credits:
        credit.reported_in = month
        note("credit.collect", credit, by, {"month": month})
    db.session.flush()


def release_credit(credit: Credit, *, by: User | None) -> None:
    """Take it out of the report again."""
    month, credit.reported_in = credit.reported_in, ""
    db.session.flush()
    note("credit.release", credit, by, {"month": month})


def remove_credit(credit: Credit, *, now: datetime, by: User | None) -> None:
    """Strike out what was recorded by mistake; it can be restored."""
    credit.deleted_at = now
    db.session.flush()
    note("credit.remove", credit, by)


def take_back(matter_id: int, *, now: datetime, by: User | None) -> int:
    """A matter is open again: what was credited for it is struck out unless it was thanked for or reported. How many."""
    told = select(Credit).where(
        Credit.matter_id == matter_id, Credit.deleted_at.is_(None),
        Credit.thanked_on.is_(None), Credit.reported_in == "",
    )  # fmt: skip
    found = db.session.scalars(told).all()
    for credit in found:
        remove_credit(credit, now=now, by=by)
    return len(found)


def restore_credit(credit: Credit, *, by: User | None) -> None:
    """Undo a removal."""
    credit.deleted_at = None
    db.session.flush()
    note("credit.restore", credit, by)

"""Telling two records apart, and taking that back."""

from datetime import datetime
from typing import Any

from sqlalchemy import select, tuple_

from liaison.accounts.models import User
from liaison.audit.actions import note
from liaison.db import db
from liaison.duplicates.models import Distinction


def tell_apart(subject: str, one: Any, other: Any, *, by: User | None) -> Distinction:
    """Remember that these two are not the same, so that they are not proposed again."""
    first, second = sorted((one.id, other.id))
    pair = (Distinction.first_id, Distinction.second_id)
    known = db.session.scalar(
        select(Distinction).where(
            Distinction.subject == subject, tuple_(*pair).in_([(first, second), (second, first)]),
            Distinction.withdrawn_at.is_(None),
        )
    )  # fmt: skip
    if known is not None:
        return known
    distinction = Distinction(
        subject=subject, first_id=first, second_id=second, by_id=by.id if by else None
    )
    db.session.add(distinction)
    db.session.flush()
    note(f"{subject}.distinguish", one, by, {"other": [other.id, other.name]})
    return distinction


def withdraw(distinction: Distinction, *, now: datetime, by: User | None) -> None:
    """They may be the same after all."""
    if distinction.withdrawn_at is not None:
        return
    distinction.withdrawn_at, distinction.withdrawn_by_id = now, by.id if by else None
    db.session.flush()
    note(
        f"{distinction.subject}.undistinguish", distinction, by,
        {"first": distinction.first_id, "second": distinction.second_id},
    )  # fmt: skip

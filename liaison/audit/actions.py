"""Writing the log. Every action that changes a record calls `note` in the same transaction."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import inspect

from liaison import clock
from liaison.audit.models import AuditLine
from liaison.batches import insert_rows
from liaison.db import db

SECRET_FIELDS = {"password_hash", "token_hash"}
QUIET_FIELDS = {"version", "updated_at", "sort_key"} | SECRET_FIELDS


def note(action: str, record: Any, by: Any, changes: dict[str, Any] | None = None) -> None:
    """Add the line for `action` ("contact.edit") on `record`; `by` None means the command line or the program."""
    db.session.add(
        AuditLine(
            by_id=by.id if by else None,
            by_name=by.name if by else "",
            action=action,
            subject=record.__tablename__ if record is not None else "",
            subject_id=getattr(record, "id", None),
            subject_name=(getattr(record, "name", None) or "")[:200],
            changes=plain(changes or {}),
        )
    )


def pending_changes(record: Any) -> dict[str, list[Any]]:
    """{column: [before, after]} of a record changed but not yet flushed; secrets are left out."""
    found = {}
    state = inspect(record)
    for column in state.mapper.column_attrs:
        history = state.attrs[column.key].history
        if column.key not in QUIET_FIELDS and history.has_changes() and history.deleted != history.added:
            before = history.deleted[0] if history.deleted else None
            found[column.key] = [before, getattr(record, column.key)]
    return found


def plain(value: Any) -> Any:
    """The same value with dates as ISO text, fit for a JSON column."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, date | datetime) else value


def note_many(action: str, model: Any, lines: Iterable[tuple[int, str, dict[str, Any]]], by: Any) -> None:
    """One line of the same action for each (record's id, its name, changes), in one statement."""
    now = clock.now()
    rows = [
        {
            "at": now,
            "by_id": by.id if by else None,
            "by_name": by.name if by else "",
            "action": action,
            "subject": model.__tablename__,
            "subject_id": record_id,
            "subject_name": name[:200],
            "changes": plain(changes),
        }
        for record_id, name, changes in lines
    ]
    insert_rows(AuditLine.__table__, rows)

"""Adding, editing, archiving and resetting occasions. Nothing is stored that the calendar could not follow."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from flask_babel import gettext as _
from sqlalchemy import func, select

from liaison.accounts.models import User
from liaison.audit.actions import note, pending_changes
from liaison.db import check_version, db
from liaison.domain.observances import POLICY, Observance
from liaison.domain.rule_texts import rule_text
from liaison.occasions.checks import OccasionRefused, others_than, read_values, require_free_name
from liaison.occasions.models import OfficeOccasion, occasion_uuid
from liaison.occasions.queries import occasion_records

EDITABLE = (
    "name", "rule", "since", "audience", "tone", "lead_workdays", "send_on", "clear_days", "quiet_day", "send_when",
    "shown",
)  # fmt: skip


def add_occasion(values: Mapping[str, Any], *, by: User | None) -> OfficeOccasion:
    """An occasion of the office's own from all of EDITABLE, at the end of the list. OccasionRefused."""
    columns = columns_of(read_values(values, None), shown=values["shown"])
    code = f"own-{uuid4().hex[:12]}"
    record = OfficeOccasion(code=code, uuid=occasion_uuid(code), position=next_position(), **columns)
    db.session.add(record)
    db.session.flush()
    note("occasion.add", record, by, {"name": record.name, "rule": record.rule})
    return record


def next_position() -> int:
    return (db.session.scalar(select(func.max(OfficeOccasion.position))) or 0) + 1


def columns_of(observance: Observance, *, shown: bool) -> dict[str, Any]:
    """The columns of EDITABLE, rule and audience in their grammar."""
    return {
        "name": observance.name,
        "rule": rule_text(observance.rule),
        "since": observance.since,
        "audience": observance.audience.text,
        "tone": observance.tone,
        "lead_workdays": observance.lead_workdays,
        "send_on": observance.send_on.value,
        "clear_days": observance.clear_days,
        "quiet_day": observance.quiet_day,
        "send_when": observance.send_when,
        "shown": shown,
    }


def edit_occasion(
    record: OfficeOccasion, values: Mapping[str, Any], *, version: int | None, by: User | None
) -> None:
    """Change an occasion; days counted from it follow its new name. StaleRecord, OccasionRefused."""
    check_version(record, version)
    columns = columns_of(read_values(values, record), shown=values["shown"])
    write_columns(record, columns, "occasion.edit", by)


def restore_default(record: OfficeOccasion, *, by: User | None) -> None:
    """A bundled occasion as the program brings it. LookupError for one of the office's own."""
    default = next((each for each in POLICY if each.code == record.code), None)
    if default is None:
        raise LookupError(record.code)
    require_free_name(default.name, others_than(record))
    write_columns(record, columns_of(default, shown=True), "occasion.reset", by)


def write_columns(record: OfficeOccasion, columns: Mapping[str, Any], action: str, by: User | None) -> None:
    """Store columns with one audit line, and carry a new name into the rules that lean on it."""
    old_name = record.name
    for key, value in columns.items():
        setattr(record, key, value)
    changes = pending_changes(record)
    if not changes:
        return
    db.session.flush()
    note(action, record, by, changes)
    if record.name != old_name:
        for other in leaning_records(old_name):
            rename_base(other, old_name, record.name, by)


def rename_base(other: OfficeOccasion, old_name: str, new_name: str, by: User | None) -> None:
    """`1 day before 春节` leans on a name; it follows when the name changes."""
    rule = other.rule
    other.rule = rule.removesuffix(old_name) + new_name
    db.session.flush()
    note("occasion.edit", other, by, {"rule": [rule, other.rule]})


def leaning_records(name: str) -> list[OfficeOccasion]:
    """The occasions on the list whose rule counts from this name."""
    endings = (f" before {name}", f" after {name}")
    return [record for record in occasion_records() if record.rule.endswith(endings)]


def archive_occasion(record: OfficeOccasion, *, now: datetime, by: User | None) -> None:
    """Take an occasion off the list; OccasionRefused while others are counted from it."""
    leaning = "、".join(other.name for other in leaning_records(record.name))
    if leaning:
        raise OccasionRefused(
            "name",
            _(
                "%(leaning)s以%(name)s推算，请先改掉它的日期规则，再归档%(name)s",
                leaning=leaning,
                name=record.name,
            ),
        )
    record.archived_at = now
    db.session.flush()
    note("occasion.archive", record, by)


def unarchive_occasion(record: OfficeOccasion, *, by: User | None) -> None:
    """Put an occasion back on the list; OccasionRefused when its name is taken or its base is gone."""
    read_values({name: getattr(record, name) for name in EDITABLE}, record)
    record.archived_at = None
    db.session.flush()
    note("occasion.restore", record, by)

"""How often the records behind an event have changed, as LAST-MODIFIED and SEQUENCE (docs/decisions/0006).

A sequence is a sum of counters that only rise and of the days in the office up to the latest instant: any change of
any of them gives a higher number, unchanged records give the same one.
"""

from datetime import UTC, date, datetime, time

from sqlalchemy import or_, select

from liaison.audit.models import AuditLine
from liaison.db import db
from liaison.formats.ics import BEIJING

SINCE = datetime(2026, 1, 1, tzinfo=UTC)  # for what no record stands behind
AUDIENCE_SUBJECTS = ("contacts", "units", "occasions", "workday_years")
ALSO = ("user.edit", "contact.erase")  # an owner's section; an erased person, of whom the line says nothing
BESIDE_THE_POINT = (
    "contact.snooze",
    "contact.unsnooze",
    "contact.pause",
    "contact.unpause",
    "contact.verify",
)

Revision = tuple[datetime, int]


def revision(counters: int, *instants: datetime | None) -> Revision:
    """(LAST-MODIFIED, SEQUENCE) from counters that never fall and the instants of the changes they counted."""
    latest = max((instant for instant in instants if instant is not None), default=SINCE)
    latest = max(latest, SINCE)
    return latest, counters + (latest.astimezone(BEIJING).date() - SINCE.date()).days


def midnight(today: date) -> datetime:
    """When this day began in the office: the instant at which everything that depends on today changed."""
    return datetime.combine(today, time(), BEIJING).astimezone(UTC)


def audience_revision() -> Revision:
    """The last change that can have altered whom some greeting reaches: the newest such line of the audit log.

    People, units and occasions come and go from an audience without a trace in those who stay; the log has them all.
    """
    newest = db.session.execute(
        select(AuditLine.at, AuditLine.id)
        .where(
            or_(AuditLine.subject.in_(AUDIENCE_SUBJECTS), AuditLine.action.in_(ALSO)),
            AuditLine.action.not_in(BESIDE_THE_POINT),
        )
        .order_by(AuditLine.id.desc())
        .limit(1)
    ).first()
    return (max(newest.at, SINCE), newest.id) if newest else (SINCE, 0)

"""Reading the log, newest first."""

from sqlalchemy import select

from liaison.audit.models import AuditLine
from liaison.db import db
from liaison.web.paging import Page, paged


def audit_page(
    *, by_id: int | None = None, action: str = "", mark: str | None = None, size: int = 100
) -> Page[AuditLine]:
    """One page of lines, perhaps one person's, one action's or those of a noun ("contact" is all of contacts)."""
    statement = select(AuditLine)
    if by_id is not None:
        statement = statement.where(AuditLine.by_id == by_id)
    if action:
        whole = AuditLine.action.startswith(f"{action}.", autoescape=True)
        statement = statement.where((AuditLine.action == action) | whole)
    return paged(db.session, statement, [AuditLine.id], mark, size, descending=True)

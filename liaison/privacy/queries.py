"""The record of what was handed out and erased."""

from sqlalchemy import select

from liaison.accounts.models import User
from liaison.accounts.policy import visible_contacts
from liaison.contacts.models import Contact
from liaison.db import db
from liaison.privacy.models import PersonalRequest
from liaison.web.paging import Page, paged


def requests_page(user: User, *, mark: str | None = None, size: int = 50) -> Page[PersonalRequest]:
    """The newest first: erasures are everybody's to know, copies only of people in sight."""
    seen = select(Contact.id).where(visible_contacts(user))
    known = PersonalRequest.contact_id.is_(None) | PersonalRequest.contact_id.in_(seen)
    statement = select(PersonalRequest).where(known)
    return paged(db.session, statement, [PersonalRequest.id], mark, size, descending=True)


def names_of(requests: list[PersonalRequest]) -> dict[int, str]:
    """{contact id: name} of those whose copies are listed."""
    ids = {each.contact_id for each in requests} - {None}
    found = db.session.execute(select(Contact.id, Contact.name).where(Contact.id.in_(ids)))
    return {row.id: row.name for row in found}

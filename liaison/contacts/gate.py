"""The person whom an address names, as the routes of every feature ask for one: in sight, and theirs to change."""

from flask import abort

from liaison.accounts.gate import current_user
from liaison.accounts.policy import may_edit
from liaison.contacts.models import Contact
from liaison.contacts.queries import seen_contact


def contact_in_sight(contact_id: int) -> Contact:
    """404 when there is none, or none that the caller may see."""
    return seen_contact(current_user(), contact_id) or abort(404)


def contact_to_change(contact_id: int) -> Contact:
    """The same, and 403 when the caller may see but not change the person."""
    return changeable(contact_in_sight(contact_id))


def changeable(contact: Contact) -> Contact:
    """The person again; 403 when the caller may not change them."""
    if not may_edit(current_user(), contact):
        abort(403)
    return contact

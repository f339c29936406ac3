"""The one table of who may call what. A route that is not listed is refused, and fails the suite.

Which records a signed-in person sees is decided by `visible_contacts` and `may_edit` below; a record out of sight
answers 404, one in sight that may not be changed answers 403.
"""

from enum import IntEnum

from sqlalchemy import ColumnElement, and_, false, or_, select

from liaison.accounts.models import Role, User
from liaison.contacts.models import Contact


class Access(IntEnum):
    """What a route asks of its caller; each level includes those before it."""

    ANYONE = 0
    SIGNED_IN = 1
    WRITER = 2
    HEAD = 3
    ADMIN = 4


RANKS = {
    Role.VIEWER: Access.SIGNED_IN,
    Role.OFFICER: Access.WRITER,
    Role.HEAD: Access.HEAD,
    Role.ADMIN: Access.ADMIN,
}

ROUTES: dict[str, Access] = {
    "static": Access.ANYONE,
    "health.healthz": Access.ANYONE,
    "health.readyz": Access.ANYONE,
    "accounts.setup": Access.ANYONE,
    "accounts.login": Access.ANYONE,
    "accounts.logout": Access.SIGNED_IN,
    "accounts.account": Access.SIGNED_IN,
    "accounts.password": Access.SIGNED_IN,
    "accounts.end_session": Access.SIGNED_IN,
    "accounts.users": Access.ADMIN,
    "accounts.new_user": Access.ADMIN,
    "accounts.edit_user": Access.ADMIN,
    "accounts.reset_password": Access.ADMIN,
    "accounts.sections": Access.ADMIN,
    "audit.index": Access.ADMIN,
    "office.settings": Access.ADMIN,
    "office.tier": Access.ADMIN,
    "office.kind": Access.ADMIN,
    "due.review": Access.SIGNED_IN,
    "due.group": Access.SIGNED_IN,
    "due.print_list": Access.SIGNED_IN,
    "due.units": Access.SIGNED_IN,
    "due.snooze": Access.WRITER,
    "due.pause": Access.WRITER,
    "due.lift_snooze": Access.WRITER,
    "due.lift_pause": Access.WRITER,
    "due.owner": Access.WRITER,
    "due.take_back": Access.WRITER,
    "contacts.index": Access.SIGNED_IN,
    "contacts.show": Access.SIGNED_IN,
    "contacts.new": Access.WRITER,
    "contacts.assign": Access.HEAD,
    "contacts.edit": Access.WRITER,
    "contacts.new_post": Access.WRITER,
    "contacts.edit_post": Access.WRITER,
    "contacts.remove_post": Access.WRITER,
    "contacts.verify": Access.WRITER,
    "contacts.archive": Access.WRITER,
    "contacts.restore": Access.WRITER,
    "units.index": Access.SIGNED_IN,
    "units.show": Access.SIGNED_IN,
    "units.new": Access.WRITER,
    "units.edit": Access.WRITER,
    "units.archive": Access.HEAD,
    "units.restore": Access.HEAD,
    "interactions.begin": Access.WRITER,
    "interactions.new": Access.WRITER,
    "interactions.index": Access.SIGNED_IN,
    "interactions.edit": Access.WRITER,
    "interactions.delete": Access.WRITER,
    "interactions.restore": Access.WRITER,
    "followups.index": Access.SIGNED_IN,
    "followups.print_list": Access.SIGNED_IN,
    "followups.show": Access.SIGNED_IN,
    "followups.new": Access.WRITER,
    "followups.edit": Access.WRITER,
    "followups.move": Access.WRITER,
    "followups.complete": Access.WRITER,
    "followups.reopen": Access.WRITER,
    "followups.delete": Access.WRITER,
    "followups.restore": Access.WRITER,
    "post_changes.new": Access.WRITER,
    "post_changes.withdraw": Access.WRITER,
    "post_changes.index": Access.SIGNED_IN,
    "post_changes.fill": Access.WRITER,
    "post_changes.close": Access.WRITER,
    "post_changes.reopen": Access.WRITER,
    "unit_changes.new": Access.WRITER,
    "unit_changes.withdraw": Access.WRITER,
    "handovers.index": Access.SIGNED_IN,
    "handovers.show": Access.SIGNED_IN,
    "handovers.brief": Access.SIGNED_IN,
    "handovers.brief_docx": Access.SIGNED_IN,
    "handovers.new": Access.WRITER,
    "handovers.assign": Access.WRITER,
    "handovers.edit": Access.WRITER,
    "handovers.transfer": Access.WRITER,
    "handovers.sign": Access.WRITER,
    "handovers.withdraw": Access.WRITER,
    "calendar.month": Access.SIGNED_IN,
    "calendar.year": Access.SIGNED_IN,
    "calendar.export": Access.SIGNED_IN,
    "plans.index": Access.SIGNED_IN,
    "plans.capacity": Access.HEAD,
    "plans.renewal": Access.WRITER,
    "feeds.calendar_file": Access.ANYONE,
    "feeds.index": Access.SIGNED_IN,
    "feeds.create": Access.SIGNED_IN,
    "feeds.edit": Access.SIGNED_IN,
    "feeds.rotate": Access.SIGNED_IN,
    "feeds.revoke": Access.SIGNED_IN,
    "digests.show": Access.SIGNED_IN,
    "digests.choose": Access.SIGNED_IN,
    "leave.index": Access.SIGNED_IN,
    "leave.load": Access.SIGNED_IN,
    "leave.remove": Access.SIGNED_IN,
    "leave.restore": Access.SIGNED_IN,
    "leave.remove_batch": Access.SIGNED_IN,
    "occasions.index": Access.HEAD,
    "occasions.new": Access.HEAD,
    "occasions.edit": Access.HEAD,
    "occasions.reset": Access.HEAD,
    "occasions.archive": Access.HEAD,
    "occasions.restore": Access.HEAD,
    "workdays.index": Access.HEAD,
    "workdays.edit": Access.HEAD,
    "workdays.apply": Access.ADMIN,
    "workdays.restore": Access.ADMIN,
    "greetings.index": Access.SIGNED_IN,
    "greetings.show": Access.SIGNED_IN,
    "greetings.audience": Access.SIGNED_IN,
    "greetings.review": Access.SIGNED_IN,
    "greetings.templates": Access.SIGNED_IN,
    "greetings.incoming": Access.SIGNED_IN,
    "greetings.outbox_page": Access.SIGNED_IN,
    "greetings.new_round": Access.WRITER,
    "greetings.edit_round": Access.WRITER,
    "greetings.submit": Access.WRITER,
    "greetings.withdraw": Access.WRITER,
    "greetings.reword": Access.WRITER,
    "greetings.discard": Access.WRITER,
    "greetings.close": Access.WRITER,
    "greetings.invite": Access.WRITER,
    "greetings.excuse_many": Access.WRITER,
    "greetings.excuse": Access.WRITER,
    "greetings.readmit": Access.WRITER,
    "greetings.edit": Access.WRITER,
    "greetings.use_wording": Access.WRITER,
    "greetings.queue": Access.WRITER,
    "greetings.sent": Access.WRITER,
    "greetings.unsent": Access.WRITER,
    "greetings.spoken": Access.WRITER,
    "greetings.reply": Access.WRITER,
    "greetings.withdraw_reply": Access.WRITER,
    "greetings.make_list": Access.WRITER,
    "greetings.list_file": Access.WRITER,
    "greetings.settle_list": Access.WRITER,
    "greetings.post_mails": Access.WRITER,
    "greetings.lessons": Access.WRITER,
    "greetings.new_template": Access.WRITER,
    "greetings.edit_template": Access.WRITER,
    "greetings.plant": Access.WRITER,
    "greetings.archive_template": Access.WRITER,
    "greetings.restore_template": Access.WRITER,
    "greetings.new_incoming": Access.WRITER,
    "greetings.answer": Access.WRITER,
    "greetings.unanswer": Access.WRITER,
    "greetings.strike": Access.WRITER,
    "greetings.resolve": Access.WRITER,
    "greetings.retry": Access.WRITER,
    "greetings.withdraw_mail": Access.WRITER,
    "greetings.approve": Access.HEAD,
    "greetings.send_back": Access.HEAD,
    "greetings.reopen": Access.HEAD,
    "greetings.approve_row": Access.HEAD,
    "greetings.send_back_row": Access.HEAD,
    "greetings.signers": Access.HEAD,
    "greetings.edit_signer": Access.HEAD,
    "greetings.archive_signer": Access.HEAD,
    "greetings.restore_signer": Access.HEAD,
    "greetings.settings": Access.ADMIN,
    "privacy.index": Access.HEAD,
    "privacy.show": Access.HEAD,
    "privacy.copy": Access.HEAD,
    "privacy.erase": Access.HEAD,
    "duplicates.index": Access.WRITER,
    "duplicates.contacts_like": Access.WRITER,
    "duplicates.units_alike": Access.WRITER,
    "duplicates.tell_apart": Access.WRITER,
    "duplicates.withdraw": Access.WRITER,
    "merges.new": Access.WRITER,
    "merges.show": Access.WRITER,
    "merges.undo": Access.WRITER,
    "files.attach": Access.WRITER,
    "files.download": Access.SIGNED_IN,
    "files.remove": Access.WRITER,
    "files.restore": Access.WRITER,
    "credits.index": Access.SIGNED_IN,
    "credits.new": Access.WRITER,
    "credits.edit": Access.WRITER,
    "credits.remove": Access.WRITER,
    "credits.restore": Access.WRITER,
    "credits.thank": Access.WRITER,
    "credits.unthank": Access.WRITER,
    "credits.collect": Access.WRITER,
    "credits.release": Access.WRITER,
    "matters.index": Access.SIGNED_IN,
    "matters.register": Access.SIGNED_IN,
    "matters.show": Access.SIGNED_IN,
    "matters.new": Access.WRITER,
    "matters.edit": Access.WRITER,
    "matters.owner": Access.WRITER,
    "matters.remove": Access.WRITER,
    "matters.restore": Access.WRITER,
    "matters.end": Access.WRITER,
    "matters.reopen": Access.WRITER,
    "matters.add_note": Access.WRITER,
    "matters.remove_note": Access.WRITER,
    "matters.restore_note": Access.WRITER,
    "matters.link": Access.WRITER,
    "matters.unlink": Access.WRITER,
    "saved_views.index": Access.SIGNED_IN,
    "saved_views.new": Access.SIGNED_IN,
    "saved_views.edit": Access.SIGNED_IN,
    "saved_views.move": Access.SIGNED_IN,
    "saved_views.remove": Access.SIGNED_IN,
    "saved_views.restore": Access.SIGNED_IN,
    "search.results": Access.SIGNED_IN,
    "search.suggestions": Access.SIGNED_IN,
    "reports.index": Access.SIGNED_IN,
    "reports.monday_page": Access.HEAD,
    "reports.bulletin_page": Access.SIGNED_IN,
    "reports.bulletin_file": Access.SIGNED_IN,
    "reports.show": Access.SIGNED_IN,
    "exports.index": Access.SIGNED_IN,
    "exports.take": Access.SIGNED_IN,
    "exports.card": Access.SIGNED_IN,
    "exports.card_image": Access.SIGNED_IN,
    "imports.index": Access.WRITER,
    "imports.show": Access.WRITER,
    "imports.columns": Access.WRITER,
    "imports.choices": Access.WRITER,
    "imports.person": Access.WRITER,
    "imports.apply": Access.WRITER,
    "imports.stop": Access.WRITER,
    "imports.resume": Access.WRITER,
    "imports.replace_file": Access.WRITER,
    "imports.discard": Access.WRITER,
    "imports.undo": Access.WRITER,
}

# Exporting is a right of its own, which no rank includes: User.exports.
EXPORTING = {
    "exports.index", "exports.take", "exports.card", "exports.card_image", "reports.bulletin_file",
    "due.print_list", "followups.print_list", "matters.register",
    "greetings.make_list", "greetings.list_file", "handovers.brief_docx",
}  # fmt: skip


def may_call(user: User | None, endpoint: str | None) -> bool:
    """Whether this user, or a stranger (None), may call the endpoint at all."""
    if endpoint is None or endpoint not in ROUTES:
        return False
    if endpoint in EXPORTING and not (user is not None and user.exports):
        return False
    rank = Access.ANYONE if user is None else RANKS[Role(user.role)]
    return rank >= ROUTES[endpoint]


def sees_everyone(user: User) -> bool:
    """Administrators, read-only leaders, and whoever belongs to no section see the whole office's people."""
    return user.role in (Role.ADMIN, Role.VIEWER) or user.section_id is None


def visible_contacts(user: User) -> ColumnElement[bool]:
    """The condition on Contact for what this user may see: the own section's people and those nobody owns.

    Nobody sees a person who was merged into another.
    """
    whole = Contact.merged_into_id.is_(None)
    if sees_everyone(user):
        return whole
    if user.section_id is None:
        return false()
    section = select(User.id).where(User.section_id == user.section_id)
    return and_(
        whole, or_(Contact.owner_id.is_(None), Contact.owner_id.in_(section), Contact.deputy_id == user.id)
    )


def may_edit(user: User, contact: Contact) -> bool:
    """Heads and administrators edit whom they see; officers their own, those they deputise for, and the unowned."""
    if not user.writes:
        return False
    return user.leads or contact.owner_id in (None, user.id) or contact.deputy_id == user.id

"""Why a plan was refused, in words that name people, and beside which field that belongs."""

from flask_babel import gettext as _

from liaison.accounts.queries import user_by_login
from liaison.contacts.models import Contact
from liaison.db import db
from liaison.domain.plan import PlanError
from liaison.plans.forms import TrialForm

UNNAMED = "编号 {contact_id} 的联系人"  # how the domain, which knows no names, speaks of somebody

FIELDS = {
    "empty_span": "to_on",
    "span_too_long": "to_on",
    "no_workdays": "to_on",
    "span_out_of_range": "from_on",
    "zero_capacity": "per_day",
    "zero_capacity_of_officer": "per_day",
}


def show_refusal(form: TrialForm, error: PlanError) -> None:
    """Put the reason beside the field that causes it, or above the form."""
    words = refusal_words(error)
    if error.code in FIELDS:
        form[FIELDS[error.code]].errors = [words]
    else:
        form.form_errors.append(words)


def refusal_words(error: PlanError) -> str:
    """The reason with names in place of logins and numbers."""
    params = dict(error.params)
    if "owner" in params:
        params["owner"] = officer_name(str(params["owner"]))
    if "contact_id" in params:
        params["contact_id"] = named(int(str(params["contact_id"])))
    return str(_(error.template)).replace(UNNAMED, "{contact_id}").format(**params)


def officer_name(login: str) -> str:
    """The name behind a login; 无人负责 for the empty one."""
    user = user_by_login(login) if login else None
    return user.name if user else _("（没有联络员）")


def named(contact_id: int) -> str:
    """The name; the number of someone who is gone."""
    contact = db.session.get(Contact, contact_id)
    return contact.name if contact else str(contact_id)

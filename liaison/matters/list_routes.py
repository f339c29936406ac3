"""The list of matters, and the register for paper."""

from flask import render_template, request
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from liaison.accounts.gate import current_user
from liaison.accounts.queries import keepers
from liaison.accounts.whose import whose_choices
from liaison.contacts.queries import seen_contact
from liaison.db import db
from liaison.exports.actions import taken
from liaison.exports.listing import Filters
from liaison.matters import queries
from liaison.matters.blueprint import bp
from liaison.matters.words import state_choices
from liaison.saved_views.chips import chips_of
from liaison.units.models import Unit
from liaison.web.dates import office_today
from liaison.web.links import choice_links

PRINT_LIMIT = 500


def asked_filter(args: MultiDict[str, str]) -> tuple[queries.MatterFilter, str]:
    """(filter, whose) from the query."""
    user = current_user()
    return queries.asked_filter(user, args), queries.asked_whose(user, args)


def about(wanted: queries.MatterFilter) -> dict[str, object]:
    """The unit or person the list is narrowed to."""
    return {
        "unit": db.session.get(Unit, wanted.unit_id) if wanted.unit_id else None,
        "person": seen_contact(current_user(), wanted.contact_id) if wanted.contact_id else None,
    }


@bp.get("")
def index() -> str:
    """What is open, the overdue first; or what has ended, the latest first."""
    user, today = current_user(), office_today()
    wanted, whose = asked_filter(request.args)
    page = queries.matter_page(user, wanted, today=today, mark=request.args.get("after"))
    return render_template(
        "matters/index.html",
        page=page,
        wanted=wanted,
        whose=whose,
        sort=wanted.sort,
        counts=queries.counts(user, wanted.owner_ids, today),
        whose_links=choice_links("whose", whose_choices(user), whose),
        states=state_choices(),
        users=keepers(),
        chips=chips_of("matters"),
        **about(wanted),
    )


@bp.get("/register")
def register() -> str:
    """事项台账 on A4, as sorted, which the link to it does by the day each was received; at most 500."""
    args = Filters(request.args)
    wanted, whose = asked_filter(args)
    found = queries.register(current_user(), wanted, today=office_today(), limit=PRINT_LIMIT)
    words = dict(state_choices())
    page = render_template(
        "matters/register.html",
        matters=found,
        limit=PRINT_LIMIT,
        state=words.get(wanted.state, ""),
        whose=whose,
        **about(wanted),
    )
    taken(_("协调事项台账"), "print", len(found), args.used, by=current_user())
    db.session.commit()
    return page

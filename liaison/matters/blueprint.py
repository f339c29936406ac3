"""What the route files of matters share: the blueprint, and records by id within what the user may see."""

from datetime import date
from itertools import groupby

from flask import Blueprint, abort
from flask.blueprints import BlueprintSetupState

from liaison.accounts.gate import current_user
from liaison.interactions.models import Interaction
from liaison.interactions.queries import seen_interaction
from liaison.matters.models import Matter
from liaison.matters.queries import may_edit_matter, pressing_count, seen_matter
from liaison.matters.words import (
    asks,
    ending_words,
    in_hand,
    promised,
    reception_words,
    sentence,
    short_way_words,
    time_left,
)
from liaison.web.dates import office_today

bp = Blueprint("matters", __name__, url_prefix="/matters")
for function in (asks, in_hand, promised, sentence, time_left):
    bp.add_app_template_filter(function, "matter_" + function.__name__)


@bp.record_once
def count_in_navigation(state: BlueprintSetupState) -> None:
    """事项 in the navigation carries how many need a hand now."""
    counts = state.app.extensions.setdefault("navigation_counts", {})
    counts["matters.index"] = lambda user: pressing_count(user, office_today())


@bp.app_template_filter("matter_groups")
def by_pressing(matters: list[Matter], today: date) -> list[tuple[str, list[Matter]]]:
    """A list by due date, cut where the standing changes."""
    cut = groupby(matters, key=lambda matter: matter.pressing(today).value)
    return [(standing, list(group)) for standing, group in cut]


@bp.app_context_processor
def matter_vocabulary() -> dict[str, object]:
    """The words of codes, for every template that draws a matter."""
    return {
        "matter_endings": ending_words,
        "matter_receptions": reception_words,
        "matter_ways": short_way_words,
    }


def matter_or_404(matter_id: int) -> Matter:
    return seen_matter(current_user(), matter_id) or abort(404)


def editable_matter(matter_id: int) -> Matter:
    """The matter, if the user sees it (else 404) and may change it (else 403)."""
    matter = matter_or_404(matter_id)
    if not may_edit_matter(current_user(), matter):
        abort(403)
    return matter


def seen_interaction_or_404(interaction_id: int) -> Interaction:
    found = seen_interaction(current_user(), interaction_id)
    return found if found is not None else abort(404)



"""Starting a round: the feast, the list that can be changed by hand beforehand, and the refusals."""

from flask import flash, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from liaison import clock
from liaison.accounts.gate import current_user
from liaison.accounts.models import User
from liaison.db import db
from liaison.greetings.audience import scope_of
from liaison.greetings.blueprint import bp, chosen_ids, round_url
from liaison.greetings.errors import GreetingError
from liaison.greetings.forms import RoundForm
from liaison.greetings.models import Round
from liaison.greetings.occasions import GreetedDay, OccasionError, coming_days, occasion_named
from liaison.greetings.queries import closed_rounds, open_rounds, served_by
from liaison.greetings.repeating import begin_from, last_round, missing_reasons
from liaison.greetings.round_list import ByHand, RoundList, round_list
from liaison.web.dates import office_today


@bp.route("/rounds/new", methods=["GET", "POST"])
def new_round() -> str | Response | tuple[str, int]:
    """Start a round for one of the coming feasts, from a list that can be changed by hand beforehand."""
    today = office_today()
    days = coming_days(today)
    form = RoundForm(today=today, data={"occasion": asked_feast(days), "repeat": True})
    form.offer_choices(days, today)
    relisted = form.is_submitted() and is_another_list(form)
    if not relisted and form.validate_on_submit():
        round_ = begun(form)
        if round_ is not None:
            db.session.commit()
            flash(_("已起草“%(name)s”，请核对措辞", name=round_.name), "good")
            return redirect(round_url(round_))
    chosen = next((day for day in days if day.key == form.occasion.data), None)
    previous = earlier_round(form, chosen) if chosen else None
    asked = request.args.get("occasion")
    if request.method == "GET" and asked and chosen is None:
        flash(_("这个节日还早，最多提前一年起草；也可能已经过了"), "bad")
    page = render_template(
        "greetings/new_round.html",
        form=form,
        chosen=chosen,
        previous=previous,
        relisted=relisted and "look" not in request.form,
        listing=listing_of(form, chosen, previous) if chosen and not chosen.refusal else None,
        listed_for=listed_for(form),
    )
    return page, (400 if form.errors else 200)


def asked_feast(days: list[GreetedDay]) -> str:
    """The key of the feast in the address, else of the next one without a round."""
    user = current_user()
    return request.args.get("occasion") or nearest_key(
        days, served_by([*open_rounds(user), *closed_rounds(user)])
    )


def listed_for(form: RoundForm) -> str:
    """What the list on the page depends on."""
    return f"{form.occasion.data} {form.whose.data} {'again' if form.repeat.data else ''}"


def is_another_list(form: RoundForm) -> bool:
    """Whether the page is to be shown again with its list renewed: asked for, or the list seen was another feast's."""
    shown = request.form.get("listed_for")
    return "look" in request.form or (shown is not None and shown.strip() != listed_for(form).strip())


def by_hand(form: RoundForm) -> ByHand:
    """The ticks against the list as it was shown; nothing where no list was."""
    because = {
        "added_because": form.added_because.data or "",
        "struck_because": form.struck_because.data or "",
    }
    usual = [
        int(key) for key in request.form.get("usual", "").split(",") if key.isascii() and key.isdigit()
    ]
    return ByHand.between(usual, chosen_ids("contact") if "usual" in request.form else usual, **because)


def owner_of(form: RoundForm) -> User | None:
    """Whose people the round is about; None for all its starter sees."""
    return current_user() if form.whose.data == "mine" else None


def earlier_round(form: RoundForm, day: GreetedDay) -> Round | None:
    """The round of the feast before, for the same people."""
    owner = owner_of(form)
    return last_round(day, owner.id if owner else None, current_user().section_id)


def listing_of(form: RoundForm, day: GreetedDay, previous: Round | None) -> RoundList:
    """Who would be in the round, and who would not, as the form stands."""
    owner = owner_of(form)
    scope = scope_of(current_user(), owner.id if owner else None)
    again = previous if form.repeat.data else None
    return round_list(day, scope, again, by_hand(form), today=form.today)


def nearest_key(days: list[GreetedDay], served: set[tuple[str, int]]) -> str:
    """The next feast that is greeted by default and has no round; the form starts with it."""
    open_days = (day for day in days if not served.issuperset(day.turns))
    usual = (day.key for day in open_days if day.days and not day.part_of and not day.optional)
    return next(usual, "")


def taken_meanwhile(form: RoundForm) -> bool:
    """Whether somebody ticked is in another round since the list was shown; then it is shown anew, with the reason."""
    ticked = set(chosen_ids("contact")) if "usual" in request.form else set()
    chosen = next((day for day in coming_days(form.today) if day.key == form.occasion.data), None)
    if not ticked or chosen is None or chosen.refusal:
        return False
    people = listing_of(form, chosen, earlier_round(form, chosen)).people
    taken = [each.candidate.taken_by for each in people if each.candidate.known.id in ticked and each.candidate.taken_by]
    if taken:
        names = "、".join(dict.fromkeys(f"“{greeting.round.name}”" for greeting in taken))
        form.form_errors.append(
            _("您打开名单以后，%(n)d 人已列入%(names)s，名单已更新，请再看一遍", n=len(taken), names=names)
        )
    return bool(taken)


def begun(form: RoundForm) -> Round | None:
    """The new round; None with the refusal beside its field."""
    missing = missing_reasons(by_hand(form))
    for name, message in missing:
        form[name].errors = [message]
    if missing or taken_meanwhile(form):
        return None
    try:
        day = occasion_named(form.occasion.data)
        return begin_from(
            earlier_round(form, day) if form.repeat.data else None,
            day,
            name=form.name.data,
            owner=owner_of(form),
            wish=form.wish.data,
            today=form.today,
            now=clock.now(),
            by=current_user(),
            hand=by_hand(form),
        )
    except OccasionError as refusal:
        form.occasion.errors = [str(refusal)]
    except GreetingError as refusal:
        form[refusal.field or "name"].errors = [str(refusal)]
    db.session.rollback()
    return None

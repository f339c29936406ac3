"""收到的问候: logging them, and the answers owed."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from liaison import clock
from liaison.accounts.gate import current_user
from liaison.accounts.policy import may_edit
from liaison.contacts.models import Contact
from liaison.contacts.queries import seen_contact
from liaison.db import db
from liaison.greetings import incoming as received
from liaison.greetings.blueprint import back_to, bp, told, typed_day
from liaison.greetings.errors import GreetingError
from liaison.greetings.forms import IncomingForm
from liaison.greetings.models import IncomingGreeting
from liaison.interactions.actions import InteractionError
from liaison.saved_views.chips import chips_of
from liaison.search.queries import NotFoundOnce, named_contacts
from liaison.web.dates import office_today

ANSWERED_SHOWN = 50


@bp.get("/incoming")
def incoming() -> str:
    """Answers owed, and those given lately."""
    user = current_user()
    mine = received.asked_owner(user, request.args)
    owed = received.owed_answers(user, mine)
    return render_template(
        "greetings/incoming.html",
        owed=owed,
        ready={each.id: received.waiting_greeting(each.contact) for each in owed},
        answered=received.answered_ones(user, mine, ANSWERED_SHOWN),
        shown=ANSWERED_SHOWN,
        whose="all" if mine is None else "mine",
        others=received.owed_count(user) - len(owed),
        chips=chips_of("incoming"),
        may_answer=lambda each: may_edit(user, each.contact),
    )


@bp.route("/incoming/new", methods=["GET", "POST"])
def new_incoming() -> str | Response | tuple[str, int]:
    """Somebody greeted us."""
    contact = seen_contact(current_user(), request.args.get("contact", default=0, type=int))
    form = IncomingForm(today=office_today(), data={"who": contact.name if contact else ""})
    form.offer_choices()
    found = logged(form, contact) if form.validate_on_submit() else None
    if found is not None:
        db.session.commit()
        flash(said_of(found), "good")
        return redirect(
            url_for("greetings.incoming", whose=None if found.contact.owner_id == current_user().id else "all")
        )
    page = render_template("greetings/new_incoming.html", form=form, contact=contact)
    return page, (400 if form.errors else 200)


def said_of(found: IncomingGreeting) -> str:
    """Who is to answer: the person's own officer."""
    owner = found.contact.owner
    if owner is None:
        return _("已记下；%(who)s还没有联络员，请看谁来回", who=found.name)
    if owner.id == current_user().id:
        return _("已记下，别忘了回")
    return _("已记下，由%(who)s回复", who=owner.name)


def logged(form: IncomingForm, contact: Contact | None) -> IncomingGreeting | None:
    """What was logged; None with the refusal beside its field."""
    today = form.today or office_today()
    try:
        return received.log_incoming(
            whom(form, contact),
            occasion_code=form.occasion_code.data,
            occasion_name=form.occasion_name,
            channel=form.channel.data,
            text=form.text.data or "",
            on=form.on.data or today,
            today=today,
            by=current_user(),
        )
    except NotFoundOnce as error:
        form.who.errors = [str(error)]
    except InteractionError as error:
        form.on.errors = [str(error)]
    except GreetingError as error:
        form.who.errors = [str(error)]
    return None


def whom(form: IncomingForm, contact: Contact | None) -> Contact:
    """The person the page was opened for, as long as the name still says so; else whoever is named."""
    if contact is not None and form.who.data == contact.name:
        return contact
    found = named_contacts(current_user(), form.who.data)
    if len(found) != 1:
        raise GreetingError("not_one", _("一次记一位，请只写一个人"), field="who")
    return found[0]


def answerable(incoming_id: int) -> IncomingGreeting:
    """The greeting, if the user sees its sender (else 404) and may change him (else 403)."""
    found = received.seen_incoming(current_user(), incoming_id) or abort(404)
    if not may_edit(current_user(), found.contact):
        abort(403)
    return found


@bp.post("/incoming/<int:incoming_id>/answer")
def answer(incoming_id: int) -> Response:
    """We have answered."""
    found = answerable(incoming_id)
    undo = url_for("greetings.unanswer", incoming_id=incoming_id)
    with told(_("已记下：回了%(who)s", who=found.name), undo):
        words, today = request.form.get("words", ""), office_today()
        received.answer_incoming(
            found, words, on=typed_day(today), now=clock.now(), today=today, by=current_user()
        )
    return back_to(url_for("greetings.incoming"))


@bp.post("/incoming/<int:incoming_id>/answer/undone")
def unanswer(incoming_id: int) -> Response:
    """The answer was logged by mistake."""
    found = answerable(incoming_id)
    with told(_("已撤销，%(who)s还等着回复", who=found.name)):
        received.unanswer_incoming(found, now=clock.now(), today=office_today(), by=current_user())
    return back_to(url_for("greetings.incoming"))


@bp.post("/incoming/<int:incoming_id>/deletion")
def strike(incoming_id: int) -> Response:
    """It was entered by mistake."""
    found = answerable(incoming_id)
    name = found.name
    with told(_("已删除%(who)s的这条问候", who=name)):
        received.strike_incoming(found, now=clock.now(), by=current_user())
    return back_to(url_for("greetings.incoming"))

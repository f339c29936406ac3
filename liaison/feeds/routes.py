"""One's own feeds, and the address that calendar programs fetch."""

from datetime import datetime

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from werkzeug.exceptions import ServiceUnavailable
from werkzeug.wrappers import Response as AnyResponse

from liaison import clock
from liaison.accounts.gate import current_user
from liaison.accounts.models import User
from liaison.calendar_.occasions import KINDS, kind_words
from liaison.db import StaleRecord, db
from liaison.feeds import actions, queries
from liaison.feeds.addresses import FeedAddress
from liaison.feeds.forms import FeedForm, lead_words, scope_words
from liaison.feeds.models import Feed, FeedScope
from liaison.feeds.stamps import state_stamp
from liaison.web.dates import office_today

bp = Blueprint("feeds", __name__)
Page = str | AnyResponse | tuple[str, int]


@bp.get("/settings/feeds")
def index() -> str:
    """One's own feeds, and a form for another."""
    return shown(new_form())


@bp.post("/settings/feeds")
def create() -> Page:
    """Make a feed and show its address, this once."""
    form = new_form()
    if not form.validate_on_submit():
        return shown(form), 400
    try:
        feed, token = actions.add_feed(values_of(form), by=current_user())
    except actions.FeedRefused as refusal:
        form.kinds.errors = [str(refusal)]
        return shown(form), 400
    db.session.commit()
    return address_page(feed, token)


def new_form() -> FeedForm:
    """A form filled with what most people want: one's own people, all kinds, discreet."""
    user = current_user()
    scope = FeedScope.MINE if user.writes else FeedScope.SECTION
    start = {"name": _("联络日历"), "scope": scope.value, "kinds": list(KINDS), "discreet": True}
    form = FeedForm(data=start | {"greeting_lead_days": None})
    form.offer_choices(user)
    return form


def shown(form: FeedForm) -> str:
    user = current_user()
    return render_template("feeds/index.html", form=form, feeds=queries.feeds_of(user), **words_for(user))


def words_for(user: User) -> dict[str, object]:
    return {"scopes": scope_words(user), "kinds": kind_words(), "lead_words": lead_words}


def values_of(form: FeedForm) -> dict[str, object]:
    """The form's values; a calendar of festivals alone has no other kinds."""
    values = {key: form[key].data for key in actions.EDITABLE}
    if values["scope"] == FeedScope.FESTIVALS:
        values["kinds"] = ["greetings"]
    return values


def address_page(feed: Feed, token: str) -> AnyResponse:
    """The address with its square and what to do with it; kept by no cache."""
    root = current_app.config["SETTINGS"].base_url or request.host_url.rstrip("/")
    address = FeedAddress(root + url_for("feeds.calendar_file", token=token))
    return Response(render_template("feeds/address.html", feed=feed, address=address))


def own_feed(feed_id: int) -> Feed:
    """A live feed of the caller's own, else 404."""
    return queries.own_feed(current_user(), feed_id) or abort(404)


@bp.route("/settings/feeds/<int:feed_id>", methods=["GET", "POST"])
def edit(feed_id: int) -> Page:
    """Change what a feed shows. Its address stays."""
    feed = own_feed(feed_id)
    form = FeedForm(obj=feed, data={"kinds": list(feed.kind_list)})
    form.offer_choices(current_user())
    if form.validate_on_submit():
        try:
            actions.edit_feed(feed, values_of(form), version=form.seen_version, by=current_user())
        except actions.FeedRefused as refusal:
            form.kinds.errors = [str(refusal)]
        except StaleRecord as stale:
            form.refuse_stale(stale.record)
        else:
            db.session.commit()
            flash(_("已保存，日历程序下次读取时生效"), "good")
            return redirect(url_for("feeds.index"))
    return render_template("feeds/edit.html", form=form, feed=feed), 400 if form.errors else 200


@bp.post("/settings/feeds/<int:feed_id>/rotation")
def rotate(feed_id: int) -> AnyResponse:
    """Another address for the same feed; the old one stops at once."""
    feed = own_feed(feed_id)
    token = actions.rotate_feed(feed, now=clock.now(), by=current_user())
    db.session.commit()
    return address_page(feed, token)


@bp.post("/settings/feeds/<int:feed_id>/revocation")
def revoke(feed_id: int) -> AnyResponse:
    """The feed ends."""
    feed = own_feed(feed_id)
    actions.revoke_feed(feed, now=clock.now(), by=current_user())
    db.session.commit()
    flash(_("已作废“%(name)s”，它的地址从现在起打不开", name=feed.name), "good")
    return redirect(url_for("feeds.index"))


@bp.get("/feeds/<token>.ics")
def calendar_file(token: str) -> Response:
    """The feed itself. No sign-in, no cookie, no redirect; unknown and revoked addresses look alike.

    This GET writes two things about itself and nothing else: what it has handed out, when that is something new,
    and when it was last fetched, at most once an hour (docs/decisions/0006-event-revisions.md).
    """
    feed = queries.live_feed(token)
    if feed is None:
        return Response("Not found\n", status=404, mimetype="text/plain")
    today, now, program = office_today(), clock.now(), request.user_agent.string
    stamp = state_stamp(feed, today)
    if feed.state_stamp == stamp:
        answer = conditional(Response(status=200), feed.etag, feed.changed_at)
        if answer.status_code == 304:
            if actions.note_fetch(feed, now=now, program=program):
                db.session.commit()
            return answer
    try:
        handout = actions.hand_out(feed, stamp, today=today, now=now, program=program)
    except actions.FeedBusy:
        raise ServiceUnavailable(retry_after=30) from None
    db.session.commit()
    if actions.note_fetch(feed, now=now, program=program):
        db.session.commit()
    return conditional(file_of(handout), handout.etag, handout.changed_at)


def file_of(handout: actions.Handout) -> Response:
    """The file as an answer, sent in pieces."""
    answer = Response(handout.pieces(), mimetype="text/calendar")
    answer.content_length = handout.octets
    answer.headers.set("Content-Disposition", "inline", filename="liaison.ics")
    return answer


def conditional(answer: Response, etag: str, changed_at: datetime | None) -> Response:
    """The answer with its validators: 304 without a body for a client that has this content already."""
    answer.set_etag(etag)
    answer.last_modified = changed_at
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer.make_conditional(request)  # type: ignore[return-value]

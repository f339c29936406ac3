"""The door every request passes: who is calling, and whether the policy table lets them in."""

from urllib.parse import urlsplit

from flask import Flask, Response, abort, g, redirect, request, session, url_for

from liaison import clock
from liaison.accounts.models import SignIn, User
from liaison.accounts.policy import may_call
from liaison.accounts.queries import any_user, sign_in_by_token
from liaison.db import begin_write

TOKEN = "sign_in"
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
COOKIELESS = {"static", "feeds.calendar_file"}
# Stopping an import must not wait for the import's own writing; it stores nothing.
STORES_NOTHING = {"imports.stop"}
CHANGING_PASSWORD = {"accounts.password", "accounts.logout", "static"}


def guard(app: Flask) -> None:
    """Refuse by default: nothing below runs for a caller the table does not let in."""
    app.before_request(admit)


def admit() -> Response | None:
    """None lets the request through; otherwise where to go instead."""
    if request.method not in SAFE_METHODS and request.endpoint not in STORES_NOTHING:
        begin_write()
    g.sign_in = None
    if request.endpoint is None:
        return None if g_signed_in() else ask_to_sign_in()
    if request.endpoint == "static" or may_call(None, request.endpoint):
        g_signed_in()
        return None
    if not g_signed_in():
        return ask_to_sign_in()
    user = current_user()
    if not may_call(user, request.endpoint):
        abort(403)
    if user.must_change_password and request.endpoint not in CHANGING_PASSWORD:
        return redirect(url_for("accounts.password"))  # type: ignore[return-value]
    return None


def g_signed_in() -> bool:
    """Find the caller's live session and remember it for this request."""
    token = None if request.endpoint in COOKIELESS else session.get(TOKEN)
    g.sign_in = sign_in_by_token(token, clock.now()) if token else None
    return g.sign_in is not None


def ask_to_sign_in() -> Response:
    """To the login page and back; a changing request is refused outright rather than replayed."""
    if not any_user():
        return redirect(url_for("accounts.setup"))  # type: ignore[return-value]
    if request.method not in SAFE_METHODS:
        abort(401)
    target = request.full_path.rstrip("?")
    return redirect(url_for("accounts.login", next=None if target == "/" else target))  # type: ignore[return-value]


def current_sign_in() -> SignIn | None:
    return g.get("sign_in")


def current_user() -> User:
    """The caller. Only for routes that the policy table closes to strangers."""
    found = current_sign_in()
    if found is None:
        abort(401)
    return found.user


def safe_target(target: str | None, fallback: str) -> str:
    """A path within this site to go back to; anything else becomes the fallback."""
    parts = urlsplit(target or "")
    if (
        not target
        or parts.scheme
        or parts.netloc
        or not target.startswith("/")
        or target[1:2] in ("/", "\\")
    ):
        return fallback
    return target

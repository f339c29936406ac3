"""A test client that signs its forms and judges every page it opens."""

import re
from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from liaison.db import db

VOID = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "track",
    "wbr",
}


class CheckedClient(FlaskClient):
    """Posts carry a valid CSRF token unless `csrf=False`; every HTML answer is checked."""

    def open(self, *args: Any, csrf: bool = True, **kwargs: Any) -> TestResponse:
        if csrf and kwargs.get("method") in ("POST", "PUT", "DELETE", "PATCH"):
            kwargs["data"] = {**(kwargs.get("data") or {}), "csrf_token": self.token()}
        # The test's own session would hold an old view of the database, and the request deserves a `g` of its own.
        db.session.rollback()
        with self.application.app_context():
            answer = super().open(*args, **kwargs)
        if answer.mimetype == "text/html" and answer.status_code not in (301, 302, 303, 308):
            check_page(answer.text)
        return answer

    def token(self) -> str:
        """A CSRF token belonging to this client's own cookie."""
        with self.application.app_context(), self.session_transaction() as session:
            raw = session.setdefault("csrf_token", "0123456789abcdef")
        return str(URLSafeTimedSerializer(self.application.secret_key, salt="wtf-csrf-token").dumps(raw))


class Page(HTMLParser):
    """Collects what the checks ask about."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.headings, self.title = 0, ""
        self.labelled: set[str] = set()
        self.inputs: list[dict[str, str | None]] = []
        self.ids: list[str] = []
        self.stack: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "h1":
            self.headings += 1
        if tag == "label" and values.get("for"):
            self.labelled.add(values["for"] or "")
        if tag in ("input", "select", "textarea"):
            values["inside label"] = "yes" if "label" in self.stack else None
            self.inputs.append({"tag": tag, **values})
        if values.get("id"):
            self.ids.append(values["id"] or "")
        if "style" in values:
            self.faults.append(f"inline style on <{tag}>")
        self.faults += [f"inline script {name}" for name in values if name.startswith("on")]
        if tag == "script" and not values.get("src"):
            self.faults.append("inline <script>")
        if tag not in VOID:
            self.stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.stack:
            while self.stack.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self.stack and self.stack[-1] == "title" and "svg" not in self.stack:
            self.title += data


def check_page(html: str) -> None:
    """One h1, a title, labelled inputs, unique ids, no inline script or style, nothing left untranslated or unescaped."""
    page = Page()
    page.feed(html)
    assert page.title.strip(), "the page has no title"
    assert page.headings == 1, f"{page.headings} h1 on the page “{page.title}”"
    assert not page.faults, page.faults
    doubled = {name for name in page.ids if page.ids.count(name) > 1}
    assert not doubled, f"ids used twice: {doubled}"
    for each in page.inputs:
        named = each.get("id") in page.labelled or each["inside label"] or each.get("aria-label")
        assert each.get("type") in ("hidden", "submit") or named, f"no label: {each}"
    assert not re.search(r"&amp;(amp|lt|gt|quot|#\d+);", html), "escaped twice"
    assert "{{" not in html and "{%" not in html, "template marks on the page"

"""Links that keep the page's filters, and the options of filter menus. Available in every template."""

from collections.abc import Iterable
from typing import Any

from flask import Flask, request, url_for

from liaison.web.filters import WORDS

PLACES = ("after", "unreached")


def with_args(**changes: Any) -> dict[str, Any]:
    """The query of this page with some values replaced, None removing one; places in a list are dropped."""
    kept: dict[str, Any] = {key: value for key, value in request.args.items() if key not in PLACES}
    return {key: value for key, value in {**kept, **changes}.items() if value is not None}


def page_url(mark: str | None, name: str = "after") -> str | None:
    """This page from another place in its list; None stays None."""
    if mark is None or request.endpoint is None:
        return None
    return url_for(request.endpoint, **(request.view_args or {}), **with_args(**{name: mark}))


def choice_links(name: str, choices: Iterable[tuple[Any, str]], current: Any) -> list[dict[str, Any]]:
    """The links of a segmented control that sets one query value."""
    return [
        {
            "url": url_for(
                request.endpoint or "due.review", **(request.view_args or {}), **with_args(**{name: value})
            ),
            "label": label,
            "current": str(value) == str(current),
        }
        for value, label in choices
    ]


def word_options(table: str) -> list[tuple[str, str]]:
    return list(WORDS[table]().items())


def user_options(users: Iterable[Any]) -> list[tuple[str, str]]:
    return [(str(user.id), user.name) for user in users]


def kind_options(kinds: Iterable[Any]) -> list[tuple[str, str]]:
    return [(kind.code, kind.label) for kind in kinds]


def tag_options(tags: Iterable[str]) -> list[tuple[str, str]]:
    return [(tag, tag) for tag in tags]


QUICK_KINDS = ("call", "wechat", "sms", "visit", "meeting")


def quick_kinds(kinds: Iterable[Any]) -> list[tuple[str, str]]:
    """The kinds that fit into a row; the rest are on the full form."""
    return [(kind.code, kind.label) for kind in kinds if kind.code in QUICK_KINDS]


def register_links(app: Flask) -> None:
    for function in (
        with_args,
        page_url,
        choice_links,
        word_options,
        user_options,
        kind_options,
        tag_options,
        quick_kinds,
    ):
        app.jinja_env.globals[function.__name__] = function

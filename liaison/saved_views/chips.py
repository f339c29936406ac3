"""The filters set on a list, each as a chip whose link takes it away again."""

from typing import Any

from flask import request, url_for

from liaison.saved_views.lists import LISTS, kept_query
from liaison.saved_views.words import filter_words
from liaison.web.links import with_args


def has_filters(list_name: str) -> bool:
    """Whether this request's address has anything that a view of the list would keep."""
    return bool(kept_query(LISTS[list_name], request.args))


def chips_of(list_name: str) -> list[dict[str, Any]]:
    """The chips of the list this request asks for."""
    endpoint = LISTS[list_name].endpoint
    return [
        {"words": str(words), "url": url_for(endpoint, **with_args(**{words.arg: None}))}
        for words in filter_words(list_name, request.args)
    ]

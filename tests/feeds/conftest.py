"""A feed's address, made the way a person makes it."""

import re
from collections.abc import Callable

import pytest
from page_checks import CheckedClient

MakeFeed = Callable[..., str]
DEFAULTS = {
    "name": "我的联络",
    "scope": "mine",
    "kinds": ["greetings", "checkins", "birthdays", "followups"],
    "discreet": "y",
    "greeting_lead_days": "",
}


@pytest.fixture
def make_feed() -> MakeFeed:
    """make_feed(client, **fields) posts the form and answers the feed's path; a field set to None is left out."""

    def make(client: CheckedClient, **fields: object) -> str:
        wanted = {key: value for key, value in {**DEFAULTS, **fields}.items() if value is not None}
        page = client.post("/settings/feeds", data=wanted)
        assert page.status_code == 200, page.text
        return re.search(r"http://localhost(/feeds/[\w-]+\.ics)", page.text)[1]

    return make

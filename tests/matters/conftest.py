"""A request of 陈建国's that 张敏 promised to answer by Friday."""

from datetime import date
from typing import Any

import pytest
from cast import Cast
from conftest import TODAY
from flask import Flask

from liaison.db import begin_write, db
from liaison.matters.actions import add_matter
from liaison.matters.models import Matter


def a_matter(cast: Cast, by: str = "officer", **values: Any) -> Matter:
    """A stored and committed matter; by default 陈建国 asks for the conference centre."""
    given = {
        "name": "借用会议中心",
        "unit_id": cast.ids["school"],
        "contact_id": cast.ids["chen"],
        "received_on": date(2026, 11, 20),
        "due_on": date(2026, 11, 27),
        "promise": "周五前答复",
        "promised_by": "张敏",
    }
    begin_write()
    matter = add_matter({**given, **values}, today=TODAY, by=cast.user(by))
    db.session.commit()
    return matter


@pytest.fixture
def matter(app: Flask, cast: Cast) -> Matter:
    return a_matter(cast)

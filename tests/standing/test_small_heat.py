"""A touch long cooled still counts for what is left of it."""

from datetime import timedelta

import pytest
from cast import Cast
from conftest import TODAY
from flask import Flask

from liaison.contacts.actions import edit_contact
from liaison.interactions.actions import log_interaction
from liaison.office.actions import change_kind
from liaison.office.queries import interaction_kinds
from liaison.standing.actions import refresh_everyone


def test_the_weight_of_a_touch_long_cooled_is_stored_when_its_kind_changes(app: Flask, cast: Cast):
    """29 half-lives back a visit adds less than a billionth of a degree, and the stored heat says how much."""
    chen = cast.chen
    edit_contact(chen, {"interval_days": 1, "max_gap_days": 2}, version=chen.version, by=None)
    long_ago = TODAY - timedelta(days=29)
    log_interaction([chen], kind="visit", on=long_ago, today=TODAY, answered=False, by=None)
    log_interaction([chen], kind="call", on=TODAY, today=TODAY, by=None)
    visit = next(kind for kind in interaction_kinds() if kind.code == "visit")
    change_kind(visit, {"unanswered_weight": 0.25}, version=None, by=None)
    refresh_everyone()
    assert cast.chen.heat - 1 == pytest.approx(0.25 * 2.0**-29, rel=1e-6)

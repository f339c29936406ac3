"""An office with enough people to plan for: 张敏 keeps thirty besides 陈建国, 周静 two, 李强 one."""

from datetime import timedelta

import pytest
from cast import Cast
from conftest import TODAY
from flask import Flask

from liaison.contacts.actions import add_contact
from liaison.db import begin_write, db
from liaison.interactions.actions import log_interaction

TIERS = ("key", "regular", "general")


@pytest.fixture
def office(app: Flask, cast: Cast) -> Cast:
    """Last contacts are spread over the intervals, so that nobody is overdue but 陈建国, whom nobody has called."""
    begin_write()
    officer, colleague, head = (cast.user(login) for login in ("officer", "colleague", "head"))
    for number in range(30):
        tier = TIERS[number % 3]
        person = add_contact({"name": f"李一{number:02d}", "tier": tier, "owner_id": officer.id}, by=None)
        gone = 1 + number * 29 // 30 * (1, 3, 6)[number % 3]
        call(person, gone)
    for name, owner in (("周甲", colleague), ("周乙", colleague), ("吴一", head)):
        call(add_contact({"name": name, "tier": "key", "owner_id": owner.id}, by=None), 20)
    db.session.commit()
    return cast


def call(person, days_ago: int) -> None:  # type: ignore[no-untyped-def]
    log_interaction([person], kind="call", on=TODAY - timedelta(days=days_ago), today=TODAY, by=None)

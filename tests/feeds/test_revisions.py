"""Random histories of an office: every fetch is held against the fetch before it."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from cast import Cast
from conftest import NOW
from feeds.office_changes import ChangingOffice
from feeds.readers import events_by_uid, said

from liaison import clock
from liaison.calendar_.queries import occasions_between
from liaison.db import db
from liaison.due.scopes import Scope
from liaison.formats.ics import write_calendar

STEPS = 30
FEEDS = (
    ("officer", {"scope": "mine"}),
    ("admin", {"scope": "section", "discreet": None, "day_alarm": "y"}),
    ("head", {"scope": "festivals"}),
)


@pytest.mark.parametrize("seed", range(10))
def test_an_event_keeps_its_revision_until_it_says_something_else(
    seed: int, app, officer, admin, head, make_feed, cast: Cast
):
    clients = {"officer": officer, "admin": admin, "head": head}
    paths = [make_feed(clients[login], **fields) for login, fields in FEEDS]
    office = ChangingOffice(cast, NOW, seed)
    stranger, before, told = app.test_client(), {}, Counter[str]()
    for _ in range(STEPS):
        history = office.step()
        for path in paths:
            with clock.fixed_at(office.now):
                got = stranger.get(path)
            after = events_by_uid(got.text)
            told.update(held_against(before.get(path, (None, {})), (got, after), history))
            before[path] = (got, after)
    assert told["same"] and told["new"], "nothing that went on, or nothing that changed, was compared"


def held_against(before, after, history: str) -> Iterator[str]:
    """The same words keep every octet; other words bring a higher number and a later instant. Says which of each event it was."""
    old, new = before[1], after[1]
    for uid in old.keys() & new.keys():
        if said(old[uid]) == said(new[uid]):
            assert old[uid]["whole"] == new[uid]["whole"], (history, uid)
            yield "same"
        else:
            assert int(new[uid]["SEQUENCE"]) > int(old[uid]["SEQUENCE"]), (history, uid)
            assert new[uid]["DTSTAMP"] > old[uid]["DTSTAMP"], (history, uid)
            yield "new"
    if before[0] is not None:
        same = before[0].data == after[0].data
        assert same == (before[0].headers["ETag"] == after[0].headers["ETag"]), history
        assert same == (before[0].headers["Last-Modified"] == after[0].headers["Last-Modified"]), history


@pytest.mark.parametrize("seed", range(10, 18))
def test_a_file_never_gives_other_words_an_old_number(seed: int, app, cast: Cast):
    office = ChangingOffice(cast, NOW, seed)
    before: dict[str, dict[str, str]] = {}
    for _ in range(STEPS * 2):
        history = office.step()
        content = exported(office)
        assert content == exported(office), history
        after = events_by_uid(content.decode())
        for uid in before.keys() & after.keys():
            if said(before[uid]) != said(after[uid]):
                assert int(after[uid]["SEQUENCE"]) > int(before[uid]["SEQUENCE"]), (history, uid)
            assert after[uid]["DTSTAMP"] >= before[uid]["DTSTAMP"], (history, uid)
        before = {**before, **after}


def exported(office: ChangingOffice) -> bytes:
    """What `flask calendar export` writes on that day."""
    db.session.rollback()
    with clock.fixed_at(office.now):
        found = occasions_between(office.today, office.today + timedelta(days=365), Scope(), today=office.today)
        return write_calendar([each.as_event() for each in found], name="联络日历")

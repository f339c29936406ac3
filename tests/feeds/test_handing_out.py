"""Two programs may fetch a feed in the same moment."""

import pytest
from cast import Cast
from conftest import NOW, TODAY
from sqlalchemy import func, select

from liaison.db import db
from liaison.feeds.actions import remember
from liaison.feeds.models import Feed, FeedEntry
from liaison.feeds.queries import days_covered, entries_of, events_of
from liaison.feeds.revising import revised

VALUES = {"state_stamp": "a stamp", "etag": "an etag", "octets": 1, "changed_at": NOW}


def answer(feed: Feed):
    known, (start, end) = entries_of(feed.id), days_covered(feed, TODAY)
    return known, revised(events_of(feed, start, end, TODAY), known, (start, end), today=TODAY, now=NOW)


@pytest.mark.postgres
def test_the_second_of_two_writers_is_told_to_begin_again(officer, make_feed, cast: Cast):
    make_feed(officer)
    feed = db.session.scalars(select(Feed)).one()
    feed_id, edition = feed.id, feed.edition
    known, first = answer(feed)
    assert remember(feed_id, edition, VALUES, first, known)
    db.session.commit()
    assert not remember(feed_id, edition, VALUES, first, known)
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(FeedEntry)) == len(first.written)


def test_what_is_remembered_is_what_was_handed_out(officer, make_feed, cast: Cast):
    make_feed(officer)
    feed = db.session.scalars(select(Feed)).one()
    known, first = answer(feed)
    remember(feed.id, feed.edition, VALUES, first, known)
    db.session.commit()
    known, second = answer(db.session.scalars(select(Feed)).one())
    assert set(known.values()) == set(first.written)
    assert not second.written and not second.forgotten
    assert second.events == first.events


def test_an_edit_of_the_settings_is_not_made_stale_by_a_fetch(officer, make_feed):
    path = make_feed(officer)
    feed = db.session.scalars(select(Feed)).one()
    before = (feed.version, feed.updated_at)
    officer.get(path)
    feed = db.session.scalars(select(Feed)).one()
    assert (feed.version, feed.updated_at) == before and feed.edition == 1

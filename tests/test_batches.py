"""Derived work put off to the end of a batch, and rows inserted many at once."""

import json

import pytest
from sqlalchemy import select

from liaison.audit.models import AuditLine
from liaison.batches import among, in_one_go, insert_rows, inserted, postpone
from liaison.contacts.models import Contact, Tag
from liaison.db import begin_write, db

pytestmark = pytest.mark.postgres


def test_what_a_postponed_work_asks_for_in_its_turn_is_done_once_for_all(app):
    done = []

    def count_people(ids):
        if not postpone(count_people, ids):
            count_units([1, 2])
            done.append(("people", list(ids)))

    def count_units(ids):
        if not postpone(count_units, ids):
            done.append(("units", list(ids)))

    with in_one_go():
        count_people([7])
        count_people([8])
    assert done == [("people", [7, 8]), ("units", [1, 2])]


def test_nothing_is_postponed_after_a_batch_that_failed(app):
    with pytest.raises(ZeroDivisionError), in_one_go():
        postpone(print, [1])
        raise ZeroDivisionError
    assert postpone(print, [1]) is False


def test_rows_inserted_by_the_driver_are_those_a_record_would_have_written(app, cast):
    begin_write()
    line = {"action": "contact.add", "subject": "contacts", "subject_name": "%陈'建国", "changes": {"name": ["", "陈"]}}
    db.session.add(AuditLine(**line))
    db.session.flush()
    insert_rows(AuditLine.__table__, [line])
    columns = [column for column in AuditLine.__table__.c if column.name != "id"]
    first, second = db.session.execute(select(*columns).order_by(AuditLine.id.desc()).limit(2)).all()
    assert tuple(first) == tuple(second)
    assert json.loads(json.dumps(first.changes)) == line["changes"]


def test_inserted_rows_get_ids_that_nobody_has(app, cast):
    begin_write()
    first = inserted(Tag.__table__, [{"name": "甲"}, {"name": "乙"}])
    db.session.add(Tag(name="丙"))
    db.session.flush()
    second = inserted(Tag.__table__, [{"name": "丁"}])
    named = dict(db.session.execute(select(Tag.name, Tag.id)).all())
    assert [named["甲"], named["乙"], named["丁"]] == [*first, *second]
    assert len({*named.values()}) == 4


@pytest.mark.parametrize("many", [0, 1, 3])
def test_among_finds_exactly_the_listed_ones(app, cast, many):
    ids = sorted([cast.chen.id, cast.ouyang.id, cast.wang.id])[:many]
    assert sorted(db.session.scalars(select(Contact.id).where(among(Contact.id, ids)))) == ids

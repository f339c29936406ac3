"""Keyset paging: walking visits every row exactly once, in order, there and back."""

import base64
import json
from datetime import date, timedelta
from typing import Any

import pytest
from cast import Cast
from conftest import TODAY
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from page_checks import CheckedClient
from sqlalchemy import insert, select

from liaison.contacts.models import Contact
from liaison.db import begin_write, db
from liaison.web.paging import Page, decode_mark, encode_mark, paged

modest = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
SORTS = {
    "pinyin": [Contact.sort_key, Contact.id],
    "day": [Contact.due_on, Contact.id],
    "three": [Contact.tier, Contact.due_on, Contact.id],
    "id": [Contact.id],
    "often empty": [Contact.last_contact_on, Contact.id],
}
# Few different values, so that ties are the rule; letters whose order differs between collations.
rows = st.fixed_dictionaries({
    "name": st.just("某某"),
    "sort_key": st.sampled_from(("", "a", "B", "b", "bei jing", "Z", "é", "中")),
    "due_on": st.integers(0, 4).map(lambda days: TODAY + timedelta(days=days)),
    "last_contact_on": st.none() | st.integers(0, 3).map(lambda days: TODAY - timedelta(days=days)),
    "tier": st.sampled_from(("key", "regular", "general")),
})  # fmt: skip
tables = st.lists(rows, max_size=30)


def fill(people: list[dict[str, Any]]) -> None:
    begin_write()
    if people:
        db.session.execute(insert(Contact), people)


def in_python(sort: str, *, descending: bool, empty_last: bool = False) -> list[int]:
    """All ids in the order asked for, sorted by Python: text by code point."""

    def key(row: Contact) -> list[tuple[bool, Any]]:
        values = [getattr(row, column.key) for column in SORTS[sort]]
        return [(empty_last, "") if value is None else (not empty_last, value) for value in values]

    found = list(db.session.scalars(select(Contact)))
    found.sort(key=key, reverse=descending)
    return [row.id for row in found]


def page_at(mark: str | None, sort: str, size: int, descending: bool, empty_last: bool = False) -> Page[Contact]:
    return paged(
        db.session, select(Contact), SORTS[sort], mark, size, descending=descending, empty="last" if empty_last else "first"
    )


@pytest.mark.postgres
@given(
    people=tables,
    sort=st.sampled_from(list(SORTS)),
    size=st.integers(1, 8),
    descending=st.booleans(),
    empty_last=st.booleans(),
)
@modest
def test_walking_to_the_end_and_back_visits_every_row_exactly_once(
    app: Flask, people, sort, size, descending, empty_last
):
    fill(people)
    wanted = in_python(sort, descending=descending, empty_last=empty_last)
    pages = [page_at(None, sort, size, descending, empty_last)]
    while pages[-1].next_mark:
        pages.append(page_at(pages[-1].next_mark, sort, size, descending, empty_last))
    ids = [[row.id for row in page.rows] for page in pages]
    assert [found for page in ids for found in page] == wanted
    assert pages[0].prev_mark is None
    way_back = [pages[-1]]
    while way_back[-1].prev_mark:
        way_back.append(page_at(way_back[-1].prev_mark, sort, size, descending, empty_last))
    assert [[row.id for row in page.rows] for page in reversed(way_back)] == ids


@pytest.mark.postgres
@given(people=tables.filter(bool), size=st.integers(1, 5), data=st.data())
@modest
def test_a_row_added_or_gone_between_two_pages_neither_repeats_nor_hides_another(
    app: Flask, people, size, data
):
    fill(people)
    wanted = in_python("day", descending=False)
    first = page_at(None, "day", size, False)
    seen = [row.id for row in first.rows]
    gone = data.draw(st.sampled_from(seen))
    db.session.delete(db.session.get_one(Contact, gone))
    db.session.add(Contact(name="新来", due_on=date(2000, 1, 1)))
    db.session.flush()
    mark = first.next_mark
    while mark:
        page = page_at(mark, "day", size, False)
        seen += [row.id for row in page.rows]
        mark = page.next_mark
    assert seen == wanted


@pytest.mark.parametrize("values", [[], [1], ["zhang", 7], [date(2026, 11, 23), 7], ["中", 2**40]])
@pytest.mark.parametrize("backwards", [True, False])
def test_a_mark_is_read_back_as_it_was_written(values, backwards):
    assert decode_mark(encode_mark(values, backwards=backwards)) == (backwards, values)


def forged(document: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(document).encode()).decode().rstrip("=")


FOREIGN_MARKS = {
    "no base64": "!!!",
    "cut short": "W2ZhbHNl",
    "no json": base64.urlsafe_b64encode(b"\xff\xfe").decode(),
    "not a list": forged({"a": 1}),
    "a number": forged(7),
    "values no list": forged([False, 7]),
    "too few values": forged([False, [1]]),
    "too many values": forged([False, [1, 2, 3]]),
    "text for a date": forged([False, ["2026-11-23", 1]]),
    "date for a number": forged([False, [{"d": "2026-11-23"}, {"d": "2026-11-23"}]]),
    "no such date": forged([False, [{"d": "2026-02-30"}, 1]]),
    "other object": forged([False, [{"x": 1}, 1]]),
    "nothing": forged([False, [None, None]]),
    "too large a number": forged([False, [{"d": "2026-11-23"}, 2**70]]),
    "truth for a number": forged([False, [{"d": "2026-11-23"}, True]]),
}


@pytest.mark.postgres
@pytest.mark.parametrize("mark", FOREIGN_MARKS.values(), ids=FOREIGN_MARKS.keys())
def test_a_mark_that_is_not_ours_means_the_first_page(app: Flask, mark: str):
    fill([{"name": "某某", "due_on": TODAY, "sort_key": "a"}] * 3)
    assert [row.id for row in page_at(mark, "day", 2, False).rows] == in_python("day", descending=False)[:2]


@pytest.mark.postgres
@pytest.mark.parametrize("text", ["\x00", "\ud800", "a" * 5000])
def test_a_mark_with_text_no_database_takes_means_the_first_page(app: Flask, text: str):
    fill([{"name": "某某", "due_on": TODAY, "sort_key": "zz"}] * 3)
    assert len(page_at(forged([False, [text, 1]]), "pinyin", 2, False).rows) == 2


PAGED_PATHS = (
    "/contacts",
    "/units",
    "/interactions",
    "/due/never",
    "/due/units",
    "/contacts?sort=due",
    "/contacts/1",
)


@pytest.mark.postgres
@pytest.mark.parametrize("path", PAGED_PATHS)
def test_a_forged_place_in_a_link_still_shows_a_page(officer: CheckedClient, cast: Cast, path: str):
    joint = "&" if "?" in path else "?"
    for mark in FOREIGN_MARKS.values():
        assert officer.get(f"{path}{joint}after={mark}").status_code == 200

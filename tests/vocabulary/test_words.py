"""Whoever adds a table, a column or a code is told here to give it its name on screen."""

import re

import pytest
from sqlalchemy import String

from liaison.db import db
from liaison.privacy.actions import REASONS
from liaison.vocabulary.codes import AS_TYPED, CODES, reason_words
from liaison.vocabulary.columns import EVERYWHERE, IN_TABLE, TECHNICAL, UNTOLD, column_words, has_words
from liaison.vocabulary.tables import TABLES

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def columns():
    return [
        (table.name, column)
        for table in db.metadata.sorted_tables
        if table.name not in UNTOLD
        for column in table.c
        if column.name not in TECHNICAL
    ]


def test_every_table_has_its_chinese_name_and_no_other(app):
    assert TABLES.keys() == db.metadata.tables.keys(), "name it in liaison/vocabulary/tables.py"
    assert [name for name, words in TABLES.items() if not CHINESE.search(str(words))] == []


def test_every_column_is_named_or_said_to_be_the_programs_own(app):
    missing = [f"{table}.{column.name}" for table, column in columns() if not has_words(table, column.name)]
    assert not missing, "name them in liaison/vocabulary/columns.py, or say that they are TECHNICAL or their table UNTOLD"
    assert all(CHINESE.search(column_words(table, column.name)) for table, column in columns())


def test_no_name_outlives_its_column(app):
    stored = {column.name for _table, column in columns()} | {"birthday"}
    assert EVERYWHERE.keys() <= stored
    for table, names in IN_TABLE.items():
        assert names.keys() <= {column.name for column in db.metadata.tables[table].c}, table


def test_every_short_text_is_a_code_with_words_or_said_to_be_none(app):
    short = {
        (table, column.name)
        for table, column in columns()
        if isinstance(column.type, String) and 0 < (column.type.length or 0) <= 80
    }
    assert not short - CODES.keys() - AS_TYPED, "give its codes words in liaison/vocabulary/codes.py, or say AS_TYPED"


@pytest.mark.parametrize("place", CODES, ids=lambda place: ".".join(place))
def test_the_words_of_codes_are_chinese(app, cast, place: tuple[str, str]):
    with app.test_request_context():
        words = CODES[place]()
    assert place[0] in db.metadata.tables and place[1] in db.metadata.tables[place[0]].c
    assert [code for code, said in words.items() if not CHINESE.search(str(said))] == []


def test_every_reason_of_an_erasure_has_words(app):
    with app.test_request_context():
        assert reason_words().keys() == set(REASONS)

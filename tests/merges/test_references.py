"""Whoever adds a table that refers to people or units is told here what to do about it."""

import re

import pytest

from liaison.db import db
from liaison.merges.references import CONTACT_REFERENCES, REFERENCES, UNIT_REFERENCES

WHAT_TO_DO = (
    "{column} refers to a {subject}: add a line for it to {table} in liaison/merges/references.py that says what becomes "
    'of it when two are merged and when one is erased, in most cases moves("{name}", "{key}", _l("what the rows are '
    'called")).'
)
TABLES = {"contact": "CONTACT_REFERENCES", "unit": "UNIT_REFERENCES"}
# A column named so may refer to a person or a unit although no foreign key says it.
TELLING = re.compile(r"(?:^|_)(contact|unit|subject|record|first|second)_ids?$")


def foreign_keys(target: str) -> list[tuple[str, str]]:
    return [
        (table.name, key.parent.name)
        for table in db.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name == target
    ]


@pytest.mark.parametrize("subject", ["contact", "unit"])
def test_every_reference_has_a_rule(app, subject: str):
    ruled = {(each.table_name, each.column) for each in REFERENCES[subject]}
    for name, key in foreign_keys(f"{subject}s"):
        assert (name, key) in ruled, WHAT_TO_DO.format(
            column=f"{name}.{key}", subject=subject, table=TABLES[subject], name=name, key=key
        )


def test_every_column_named_like_a_reference_has_a_rule(app):
    ruled = {(each.table_name, each.column) for each in (*CONTACT_REFERENCES, *UNIT_REFERENCES)}
    for table in db.metadata.sorted_tables:
        for column in table.c:
            found = TELLING.search(column.name)
            if found:
                subject = "unit" if found[1] == "unit" else "contact"
                assert (table.name, column.name) in ruled, WHAT_TO_DO.format(
                    column=f"{table.name}.{column.name}", subject=subject, table=TABLES[subject],
                    name=table.name, key=column.name,
                )  # fmt: skip


def test_no_rule_outlives_its_table(app):
    for each in (*CONTACT_REFERENCES, *UNIT_REFERENCES):
        assert each.column in each.table.c
        assert each.order is None or each.order in each.table.c


def test_a_unique_key_with_a_reference_in_it_has_a_rule_for_the_second_row(app):
    for each in (*CONTACT_REFERENCES, *UNIT_REFERENCES):
        uniques = [
            {column.name for column in key.columns}
            for key in (*each.table.constraints, *(index for index in each.table.indexes if index.unique))
            if type(key).__name__ in ("UniqueConstraint", "PrimaryKeyConstraint", "Index")
        ]
        if each.merging == "moves" and any(each.column in names for names in uniques):
            assert each.key is not None, (
                f"{each.table_name} has a unique key with {each.column} in it: say with once=(...) in "
                "liaison/merges/references.py which other columns make a row a second one."
            )

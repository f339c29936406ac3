"""units are found by their own numbers and the forms of their names; whoever took a merged record, by that one's name

Revision ID: 0028
Revises: 0027
"""

import sqlalchemy as sa
from alembic import op

from liaison.domain.phones import read_phones
from liaison.domain.search_keys import name_keys, phone_keys, unit_keys
from liaison.formats.readings import all_readings, text_reading


revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

CHUNK = 2_000
LONGEST = 120


def upgrade():
    add("unit", keys_of_units())
    add("unit_phone", keys_of_numbers())
    add("contact", keys_of_people())


def downgrade():
    """What leads to a record that is there may stay; a kind of key nobody asks for goes."""
    op.execute("DELETE FROM search_keys WHERE subject = 'unit_phone'")


def add(subject, keys):
    """Write those of the keys, (key, id), that are not there."""
    connection = op.get_bind()
    table = sa.table("search_keys", sa.column("subject"), sa.column("key"), sa.column("subject_id"))
    keys = sorted({(key[:LONGEST], record_id) for key, record_id in keys if key})
    for start in range(0, len(keys), CHUNK):
        some = keys[start : start + CHUNK]
        mine = table.c.subject_id.in_(sorted({record_id for _key, record_id in some}))
        there = sa.select(table.c.key, table.c.subject_id).where(table.c.subject == subject, mine)
        new = set(some) - {(key, record_id) for key, record_id in connection.execute(there)}
        rows = [{"subject": subject, "key": key, "subject_id": record_id} for key, record_id in sorted(new)]
        if rows:
            connection.execute(sa.insert(table), rows)


def standing(table):
    """{id of a merged record: the one there is today}."""
    merged = sa.select(table.c.id, table.c.merged_into_id).where(table.c.merged_into_id.is_not(None))
    into = dict(op.get_bind().execute(merged).all())
    found = {}
    for record_id in into:
        target = into[record_id]
        while target in into:
            target = into[target]
        found[record_id] = target
    return found


def units():
    return sa.table("units", *map(sa.column, ("id", "name", "short_name", "phone", "merged_into_id")))


def keys_of_units():
    table = units()
    today = standing(table)
    for row in op.get_bind().execute(sa.select(table)).all():
        readings = [text_reading(name) for name in (row.name, row.short_name) if name]
        for key in unit_keys(row.name, row.short_name, *readings):
            yield key, today.get(row.id, row.id)


def keys_of_numbers():
    table = units()
    living = table.c.merged_into_id.is_(None)
    for row in op.get_bind().execute(sa.select(table).where(table.c.phone != "", living)).all():
        for phone in read_phones(row.phone).phones:
            for key in phone_keys(phone.digits, phone.extension):
                yield key, row.id


def keys_of_people():
    table = sa.table("contacts", *map(sa.column, ("id", "name", "reading", "family_name", "merged_into_id")))
    today = standing(table)
    for row in op.get_bind().execute(sa.select(table).where(table.c.merged_into_id.is_not(None))).all():
        for key in name_keys(row.name, all_readings(row.name, row.reading or None, family=row.family_name)):
            yield key, today[row.id]

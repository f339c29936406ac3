"""telephone extensions are found by their digits

Revision ID: 0018
Revises: 0017
"""

import re

import sqlalchemy as sa
from alembic import op


revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

CHUNK = 2_000


def upgrade():
    connection = op.get_bind()
    keys = sa.table("search_keys", sa.column("subject"), sa.column("key"), sa.column("subject_id"))
    phones = sa.table("phones", *map(sa.column, ("id", "contact_id", "extension")))
    contacts = sa.table("contacts", sa.column("id"), sa.column("merged_into_id"))
    people = phones.join(contacts, contacts.c.id == phones.c.contact_id)
    last = 0
    while True:
        some = sa.select(phones).select_from(people).where(
            phones.c.id > last, phones.c.extension != "", contacts.c.merged_into_id.is_(None)
        )
        rows = connection.execute(some.order_by(phones.c.id).limit(CHUNK)).all()
        if not rows:
            return
        last = rows[-1].id
        wanted = set()
        for row in rows:
            digits = re.sub("[^0-9]", "", row.extension)
            wanted |= {(key, row.contact_id) for key in (digits, f"<{digits[::-1]}") if digits}
        mine = keys.c.subject_id.in_(sorted({contact_id for _key, contact_id in wanted}))
        there = sa.select(keys.c.key, keys.c.subject_id).where(keys.c.subject == "contact", mine)
        new = sorted(wanted - {(key, contact_id) for key, contact_id in connection.execute(there)})
        if new:
            rows = [{"subject": "contact", "key": key, "subject_id": contact_id} for key, contact_id in new]
            connection.execute(sa.insert(keys), rows)


def downgrade():
    """The keys stay: they only find a telephone that is there."""

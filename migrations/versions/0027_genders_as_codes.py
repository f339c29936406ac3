"""genders that imports had stored as words, 男 and 女, are the codes that forms store and audiences ask for

Revision ID: 0027
Revises: 0026
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

CODES = {"男": "male", "女": "female"}
CONTACTS = sa.table("contacts", sa.column("gender", sa.String), sa.column("updated_at", sa.DateTime))
# What an undone import or merge would write back.
KEPT = (
    sa.table("imported_records", sa.column("id", sa.Integer), sa.column("before", sa.JSON)),
    sa.table("merges", sa.column("id", sa.Integer), sa.column("journal", sa.JSON)),
)


def upgrade():
    """Versions stay: an import that nobody touched since can still be undone."""
    connection, now = op.get_bind(), datetime.now(UTC).replace(tzinfo=None)
    for word, code in CODES.items():
        connection.execute(CONTACTS.update().where(CONTACTS.c.gender == word).values(gender=code, updated_at=now))
    for table in KEPT:
        mend_kept(table, connection)


def downgrade():
    """Nothing: the revision before knows the codes as well, and which of them were words is not known any more."""


def mend_kept(table, connection):
    """JSON may hold the characters escaped."""
    _id, column = table.columns
    written = sa.cast(column, sa.Text)
    named = sa.or_(*(written.contains(each) for word in CODES for each in (word, f"u{ord(word):04x}")))
    rows = connection.execute(sa.select(table).where(named)).all()
    for record_id, kept in rows:
        mended = with_codes(kept)
        if mended != kept:
            connection.execute(table.update().where(table.c.id == record_id).values({column.name: mended}))


def with_codes(kept):
    """The same with codes in place of words, however deep."""
    if isinstance(kept, list):
        return [with_codes(each) for each in kept]
    if isinstance(kept, dict):
        return {key: CODES.get(value, value) if key == "gender" else with_codes(value) for key, value in kept.items()}
    return kept

"""search keys sorted by subject; words of notes and interactions

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

from liaison.domain.word_grams import word_grams


revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

CHUNK = 2_000
TEXTS = (
    ("note", "contacts", ("notes", "taboos", "wechat", "email")),
    ("place", "units", ("notes", "region", "address", "authority", "code")),
    ("matter", "matters", ("name", "asked", "promise")),
    ("call", "interactions", ("summary", "outcome", "handler")),
)


def rearrange(first, second, index, columns, **kinds):
    """Rebuild the table sorted by these two columns, with one index besides."""
    key = sa.String(length=120).with_variant(sa.VARCHAR(length=120, collation="C"), "postgresql")
    types = {"key": key, "subject": sa.String(length=10)}
    op.rename_table("search_keys", "search_keys_before")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE search_keys_before RENAME CONSTRAINT pk_search_keys TO pk_search_keys_before")
    op.create_table(
        "search_keys",
        sa.Column(first, types[first], nullable=False),
        sa.Column(second, types[second], nullable=False),
        sa.Column("subject_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint(first, second, "subject_id", name="pk_search_keys"),
        **kinds,
    )
    op.execute(
        f"INSERT INTO search_keys ({first}, {second}, subject_id) "
        f"SELECT {first}, {second}, subject_id FROM search_keys_before ORDER BY {first}, {second}, subject_id"
    )
    op.drop_table("search_keys_before")
    op.create_index(index, "search_keys", columns)


def index_words():
    """The words of everything that is written already; from now on they are kept with the records."""
    connection = op.get_bind()
    keys = sa.table("search_keys", sa.column("subject"), sa.column("key"), sa.column("subject_id"))
    for subject, name, columns in TEXTS:
        records = sa.table(name, sa.column("id"), *map(sa.column, columns))
        last = 0
        while True:
            some = sa.select(records).where(records.c.id > last).order_by(records.c.id).limit(CHUNK)
            rows = connection.execute(some).all()
            if not rows:
                break
            last = rows[-1].id
            found = [
                {"subject": subject, "key": gram, "subject_id": row.id}
                for row in rows
                for gram in sorted(word_grams("\n".join(filter(None, row[1:]))))
            ]
            if found:
                connection.execute(sa.insert(keys), found)


def upgrade():
    rearrange("subject", "key", "ix_search_keys_record", ["subject", "subject_id", "key"], sqlite_with_rowid=False)
    index_words()


def downgrade():
    op.execute("DELETE FROM search_keys WHERE subject NOT IN ('contact', 'unit')")
    rearrange("key", "subject", "ix_search_keys_subject", ["subject", "subject_id"])

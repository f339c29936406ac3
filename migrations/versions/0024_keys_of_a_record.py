"""search keys by record: led by the number, which a seek compares faster than the subject's name

Revision ID: 0024
Revises: 0023
"""

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade():
    rebuild(["subject_id", "subject", "key"])


def downgrade():
    rebuild(["subject", "subject_id", "key"])


def rebuild(columns):
    op.drop_index("ix_search_keys_record", table_name="search_keys")
    op.create_index("ix_search_keys_record", "search_keys", columns)

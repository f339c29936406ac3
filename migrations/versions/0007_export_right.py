"""The right to export, which each user has by role unless an administrator says otherwise.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("users", sa.Column("export_right", sa.Boolean(), nullable=True))


def downgrade():
    # Not in batch mode: SQLite would make the table anew, and half the database points at users.
    op.drop_column("users", "export_right")

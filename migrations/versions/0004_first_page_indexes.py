"""indexes behind the first page: an owner's birthdays, people out of the review for now

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op


revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

HELD = sa.text("paused_until IS NOT NULL")


def upgrade():
    op.create_index(
        "ix_contacts_owner_birthday", "contacts", ["owner_id", "birth_is_lunar", "birth_month", "birth_day"]
    )
    op.create_index(
        "ix_contacts_paused", "contacts", ["paused_until", "id"], sqlite_where=HELD, postgresql_where=HELD
    )


def downgrade():
    op.drop_index("ix_contacts_paused", "contacts")
    op.drop_index("ix_contacts_owner_birthday", "contacts")

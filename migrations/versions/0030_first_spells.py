"""whoever keeps an imported person is taken to have kept them since the person was recorded

Revision ID: 0030
Revises: 0029
"""

from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade():
    op.execute(
        "INSERT INTO ownerships (contact_id, owner_id, from_at, why, origin) "
        "SELECT id, owner_id, created_at, 'imported', '' FROM contacts WHERE owner_id IS NOT NULL "
        "AND NOT EXISTS (SELECT 1 FROM ownerships WHERE ownerships.contact_id = contacts.id)"
    )


def downgrade():
    pass

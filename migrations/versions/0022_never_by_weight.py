"""people never contacted are listed by their rhythm: its two indexes

Revision ID: 0022
Revises: 0021
"""

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

OLD = ["archived_at", "last_contact_on", "id"]
NEW = ["archived_at", "last_contact_on", "cadence_days", "id"]


def upgrade():
    rebuild(NEW)


def downgrade():
    rebuild(OLD)


def rebuild(columns):
    for name, lead in (("ix_contacts_never", []), ("ix_contacts_owner_never", ["owner_id"])):
        op.drop_index(name, table_name="contacts")
        op.create_index(name, "contacts", lead + columns)

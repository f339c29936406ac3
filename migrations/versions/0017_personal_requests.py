"""personal requests: that somebody's information was handed out or erased

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op


revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "personal_requests",
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name="fk_personal_requests_by_id"),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name="fk_personal_requests_contact_id"),
        sa.PrimaryKeyConstraint("id", name="pk_personal_requests"),
        sa.UniqueConstraint("uuid", name="uq_personal_requests_uuid"),
    )
    with op.batch_alter_table("personal_requests") as batch_op:
        batch_op.create_index("ix_personal_requests_contact_id", ["contact_id"], unique=False)


def downgrade():
    op.drop_table("personal_requests")

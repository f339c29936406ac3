"""handovers keep the brief of the day they were carried out, and why they were undone

Revision ID: 0025
Revises: 0024
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("handovers", schema=None) as batch_op:
        batch_op.add_column(sa.Column("withdraw_reason", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("unit_briefs", sa.JSON(), nullable=True))
    with op.batch_alter_table("handovers", schema=None) as batch_op:
        batch_op.alter_column("withdraw_reason", server_default=None)
    with op.batch_alter_table("handover_items", schema=None) as batch_op:
        batch_op.add_column(sa.Column("brief", sa.JSON(), nullable=True))


def downgrade():
    with op.batch_alter_table("handover_items", schema=None) as batch_op:
        batch_op.drop_column("brief")
    with op.batch_alter_table("handovers", schema=None) as batch_op:
        batch_op.drop_column("unit_briefs")
        batch_op.drop_column("withdraw_reason")

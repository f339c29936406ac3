"""the pulse of the workers

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op


revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "worker_pulses",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("beat_at", sa.DateTime(), nullable=False),
        sa.Column("expected_by", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_worker_pulses"),
    )


def downgrade():
    op.drop_table("worker_pulses")

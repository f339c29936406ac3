"""the pulse of the workers

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op


revision = "0010"
down_revision = "0009"
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

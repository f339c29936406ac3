"""the check-in plan in force: one row for each planned call, one for each desk

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op


revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "call_plans",
        sa.Column("desk_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("start_on", sa.Date(), nullable=False),
        sa.Column("end_on", sa.Date(), nullable=False),
        sa.Column("least_load", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("renewed_at", sa.DateTime(), nullable=False),
        sa.Column("refusal", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("desk_id", name="pk_call_plans"),
    )
    op.create_table(
        "planned_calls",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("desk_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("late_days", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("stands_in", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name="fk_planned_calls_contact_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_planned_calls"),
        sa.UniqueConstraint("contact_id", "number", name="uq_planned_calls_contact_id_number"),
    )
    op.create_index("ix_planned_calls_desk", "planned_calls", ["desk_id", "planned_on"], unique=False)
    op.create_index("ix_planned_calls_day", "planned_calls", ["planned_on", "contact_id"], unique=False)


def downgrade():
    op.drop_index("ix_planned_calls_day", table_name="planned_calls")
    op.drop_index("ix_planned_calls_desk", table_name="planned_calls")
    op.drop_table("planned_calls")
    op.drop_table("call_plans")

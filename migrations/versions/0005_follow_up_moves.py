"""follow-ups: who asked, what they follow, where they come from, deletion, and the days they were moved from

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op


revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("follow_ups", schema=None) as batch_op:
        batch_op.add_column(sa.Column("asked_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("previous_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("origin", sa.String(length=36), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("deleted_at", sa.DateTime(), nullable=True))
        batch_op.create_foreign_key("fk_follow_ups_asked_by_id", "users", ["asked_by_id"], ["id"])
        batch_op.create_foreign_key("fk_follow_ups_previous_id", "follow_ups", ["previous_id"], ["id"])
        batch_op.create_index("ix_follow_ups_previous_id", ["previous_id"], unique=False)
        batch_op.create_index("ix_follow_ups_origin", ["origin"], unique=False)
        batch_op.create_index(
            "ix_follow_ups_owner_open", ["owner_id", "done_at", "due_on", "id"], unique=False
        )
    with op.batch_alter_table("follow_ups", schema=None) as batch_op:
        batch_op.alter_column("origin", server_default=None)
    op.create_table(
        "follow_up_moves",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("follow_up_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("moved_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name="fk_follow_up_moves_by_id"),
        sa.ForeignKeyConstraint(
            ["follow_up_id"], ["follow_ups.id"], name="fk_follow_up_moves_follow_up_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_follow_up_moves"),
    )
    with op.batch_alter_table("follow_up_moves", schema=None) as batch_op:
        batch_op.create_index("ix_follow_up_moves_follow_up_id", ["follow_up_id"], unique=False)


def downgrade():
    op.drop_table("follow_up_moves")
    with op.batch_alter_table("follow_ups", schema=None) as batch_op:
        batch_op.drop_index("ix_follow_ups_owner_open")
        batch_op.drop_index("ix_follow_ups_origin")
        batch_op.drop_index("ix_follow_ups_previous_id")
        batch_op.drop_constraint("fk_follow_ups_previous_id", type_="foreignkey")
        batch_op.drop_constraint("fk_follow_ups_asked_by_id", type_="foreignkey")
        batch_op.drop_column("deleted_at")
        batch_op.drop_column("origin")
        batch_op.drop_column("previous_id")
        batch_op.drop_column("asked_by_id")

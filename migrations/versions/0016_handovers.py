"""handovers with their journal and signatures; who kept a contact since when; follow-ups of matters

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op


revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def reference(table, column, target, ondelete=None):
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{table}_{column}", ondelete=ondelete)


def index(table, *columns):
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns), unique=False)


def upgrade():
    op.create_table(
        "ownerships",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("from_at", sa.DateTime(), nullable=False),
        sa.Column("until_at", sa.DateTime(), nullable=True),
        sa.Column("why", sa.String(length=20), nullable=False),
        sa.Column("origin", sa.String(length=36), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        reference("ownerships", "contact_id", "contacts", "CASCADE"),
        reference("ownerships", "owner_id", "users"),
        reference("ownerships", "by_id", "users"),
        sa.PrimaryKeyConstraint("id", name="pk_ownerships"),
    )
    index("ownerships", "contact_id", "until_at")
    # Whoever keeps a person today is taken to have kept them since the person was recorded.
    op.execute(
        "INSERT INTO ownerships (contact_id, owner_id, from_at, why, origin) "
        "SELECT id, owner_id, created_at, 'added', '' FROM contacts WHERE owner_id IS NOT NULL"
    )
    op.create_table(
        "handovers",
        sa.Column("giver_id", sa.Integer(), nullable=False),
        sa.Column("handed_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("rest_to_id", sa.Integer(), nullable=True),
        sa.Column("introduce", sa.Boolean(), nullable=False),
        sa.Column("per_day", sa.Integer(), nullable=False),
        sa.Column("tell_deputies", sa.Boolean(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("moved_at", sa.DateTime(), nullable=True),
        sa.Column("moved_by_id", sa.Integer(), nullable=True),
        sa.Column("completed_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_handovers"),
        sa.UniqueConstraint("uuid", name="uq_handovers_uuid"),
        *(reference("handovers", column, "users")
          for column in ("giver_id", "rest_to_id", "created_by_id", "moved_by_id", "withdrawn_by_id")),
    )
    index("handovers", "giver_id")
    op.create_table(
        "handover_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("handover_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("taker_id", sa.Integer(), nullable=False),
        reference("handover_items", "handover_id", "handovers", "CASCADE"),
        reference("handover_items", "contact_id", "contacts"),
        reference("handover_items", "taker_id", "users"),
        sa.PrimaryKeyConstraint("id", name="pk_handover_items"),
        sa.UniqueConstraint("handover_id", "contact_id", name="uq_handover_items_handover_id_contact_id"),
    )
    index("handover_items", "contact_id")
    op.create_table(
        "handover_moves",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("handover_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=30), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=20), nullable=False),
        sa.Column("before_id", sa.Integer(), nullable=True),
        sa.Column("after_id", sa.Integer(), nullable=True),
        reference("handover_moves", "handover_id", "handovers", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_handover_moves"),
    )
    index("handover_moves", "handover_id")
    op.create_table(
        "handover_signatures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("handover_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=10), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("follow_up_id", sa.Integer(), nullable=True),
        sa.Column("signed_at", sa.DateTime(), nullable=True),
        sa.Column("signed_by_id", sa.Integer(), nullable=True),
        reference("handover_signatures", "handover_id", "handovers", "CASCADE"),
        reference("handover_signatures", "user_id", "users"),
        reference("handover_signatures", "follow_up_id", "follow_ups", "SET NULL"),
        reference("handover_signatures", "signed_by_id", "users"),
        sa.PrimaryKeyConstraint("id", name="pk_handover_signatures"),
        sa.UniqueConstraint("handover_id", "part", "user_id", name="uq_handover_signatures_handover_id_part_user_id"),
    )
    with op.batch_alter_table("follow_ups", schema=None) as batch_op:
        batch_op.add_column(sa.Column("matter_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key("fk_follow_ups_matter_id", "matters", ["matter_id"], ["id"])
        batch_op.create_index("ix_follow_ups_matter_id", ["matter_id"], unique=False)


def downgrade():
    with op.batch_alter_table("follow_ups", schema=None) as batch_op:
        batch_op.drop_index("ix_follow_ups_matter_id")
        batch_op.drop_constraint("fk_follow_ups_matter_id", type_="foreignkey")
        batch_op.drop_column("matter_id")
    for table in ("handover_signatures", "handover_moves", "handover_items", "handovers", "ownerships"):
        op.drop_table(table)

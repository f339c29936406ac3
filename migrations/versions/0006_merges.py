"""merges: who was merged into whom, with the journal that undoes it; pairs that were told apart

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op


revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade():
    for table in ("contacts", "units"):
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(sa.Column("merged_into_id", sa.Integer(), nullable=True))
            batch_op.create_foreign_key(f"fk_{table}_merged_into_id", table, ["merged_into_id"], ["id"])
            batch_op.create_index(f"ix_{table}_merged_into_id", ["merged_into_id"], unique=False)
    op.create_table(
        "merges",
        sa.Column("subject", sa.String(length=10), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("merged", sa.JSON(), nullable=False),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.Column("journal", sa.JSON(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name="fk_merges_by_id"),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name="fk_merges_contact_id"),
        sa.ForeignKeyConstraint(["undone_by_id"], ["users.id"], name="fk_merges_undone_by_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_merges_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_merges"),
        sa.UniqueConstraint("uuid", name="uq_merges_uuid"),
    )
    with op.batch_alter_table("merges") as batch_op:
        batch_op.create_index("ix_merges_contact_id", ["contact_id"], unique=False)
        batch_op.create_index("ix_merges_unit_id", ["unit_id"], unique=False)
    op.create_table(
        "distinctions",
        sa.Column("subject", sa.String(length=10), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name="fk_distinctions_by_id"),
        sa.ForeignKeyConstraint(["withdrawn_by_id"], ["users.id"], name="fk_distinctions_withdrawn_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_distinctions"),
        sa.UniqueConstraint("uuid", name="uq_distinctions_uuid"),
    )
    with op.batch_alter_table("distinctions") as batch_op:
        batch_op.create_index("ix_distinctions_pair", ["subject", "first_id", "second_id"], unique=False)
        batch_op.create_index("ix_distinctions_second", ["subject", "second_id"], unique=False)


def downgrade():
    op.drop_table("distinctions")
    op.drop_table("merges")
    for table in ("units", "contacts"):
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_index(f"ix_{table}_merged_into_id")
            batch_op.drop_constraint(f"fk_{table}_merged_into_id", type_="foreignkey")
            batch_op.drop_column("merged_into_id")

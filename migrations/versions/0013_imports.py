"""imports: kept files, previewed rows, records written with what they were, remembered columns

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op


revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

def new_columns():
    return (
        sa.Column("state", sa.String(length=20), nullable=False, server_default="applied"),
        sa.Column("digest", sa.String(length=64), nullable=False, server_default=""),
        sa.Column("size", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("wanted_kind", sa.String(length=20), nullable=False, server_default=""),
        sa.Column("sheets", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("found", sa.JSON(), nullable=False, server_default="{}"),
        sa.Column("read_at_line", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("message", sa.Text(), nullable=False, server_default=""),
        sa.Column("done", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("total", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("worker", sa.String(length=200), nullable=False, server_default=""),
        sa.Column("worked_at", sa.DateTime(), nullable=True),
        sa.Column("applied_at", sa.DateTime(), nullable=True),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.Column("kept", sa.JSON(), nullable=False, server_default="[]"),
    )


def upgrade():
    with op.batch_alter_table("import_batches", schema=None) as batch_op:
        for column in new_columns():
            batch_op.add_column(column)
    with op.batch_alter_table("import_batches", schema=None) as batch_op:
        for column in new_columns():
            if column.server_default is not None:
                batch_op.alter_column(column.name, existing_type=column.type, server_default=None)
        batch_op.create_index("ix_import_batches_digest", ["digest"], unique=False)
    op.execute("UPDATE import_batches SET applied_at = created_at")

    op.create_table(
        "import_files",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batches.id"], name="fk_import_files_batch_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("batch_id", name="pk_import_files"),
    )
    op.create_table(
        "import_rows",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("unit", sa.String(length=200), nullable=False),
        sa.Column("who", sa.String(length=80), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.Column("candidates", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=40), nullable=False),
        sa.Column("choice", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batches.id"], name="fk_import_rows_batch_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_import_rows"),
    )
    op.create_index("ix_import_rows_state", "import_rows", ["batch_id", "state", "sheet", "row"])
    op.create_table(
        "imported_records",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batches.id"], name="fk_imported_records_batch_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_imported_records"),
        sa.UniqueConstraint("batch_id", "subject", "record_id", name="uq_imported_records_record"),
    )
    op.create_index("ix_imported_records_subject", "imported_records", ["subject", "record_id"])
    op.create_table(
        "import_mappings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("headings", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("used_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name="fk_import_mappings_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_import_mappings"),
        sa.UniqueConstraint("headings", name="uq_import_mappings_headings"),
    )


def downgrade():
    op.drop_table("import_mappings")
    op.drop_table("imported_records")
    op.drop_table("import_rows")
    op.drop_table("import_files")
    with op.batch_alter_table("import_batches", schema=None) as batch_op:
        batch_op.drop_index("ix_import_batches_digest")
        for column in reversed(new_columns()):
            batch_op.drop_column(column.name)

"""imports: rows left out with the reason, the column of a row's reason, how many more people it may mean

Revision ID: 0021
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op


revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

COLUMNS = {
    "import_batches": (sa.Column("left_out", sa.JSON(), nullable=False, server_default="[]"),),
    "import_rows": (
        sa.Column("column", sa.String(length=200), nullable=False, server_default=""),
        sa.Column("more", sa.Integer(), nullable=False, server_default="0"),
    ),
}


def upgrade():
    for table, columns in COLUMNS.items():
        with op.batch_alter_table(table) as batch_op:
            for column in columns:
                batch_op.add_column(column)
        with op.batch_alter_table(table) as batch_op:
            for column in columns:
                batch_op.alter_column(column.name, existing_type=column.type, server_default=None)


def downgrade():
    for table, columns in COLUMNS.items():
        with op.batch_alter_table(table) as batch_op:
            for column in columns:
                batch_op.drop_column(column.name)

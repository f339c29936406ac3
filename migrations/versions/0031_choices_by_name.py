"""the choice for a row of an import may hold the name of a unit

Revision ID: 0031
Revises: 0030
"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("import_rows") as batch:
        batch.alter_column("choice", existing_type=sa.String(20), type_=sa.String(220), existing_nullable=False)


def downgrade():
    op.execute("UPDATE import_rows SET choice = '' WHERE length(choice) > 20")
    with op.batch_alter_table("import_rows") as batch:
        batch.alter_column("choice", existing_type=sa.String(220), type_=sa.String(20), existing_nullable=False)

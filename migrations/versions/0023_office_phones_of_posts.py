"""changes of posts remember the office telephones that stayed with the post

Revision ID: 0023
Revises: 0022
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("post_changes", schema=None) as batch_op:
        batch_op.add_column(sa.Column("dropped", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("post_changes", schema=None) as batch_op:
        batch_op.alter_column("dropped", server_default=None)


def downgrade():
    with op.batch_alter_table("post_changes", schema=None) as batch_op:
        batch_op.drop_column("dropped")

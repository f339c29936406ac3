"""the mail address of an account, where its digests go: what each had chosen, until an administrator says otherwise

Revision ID: 0020
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op


revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("users") as batch_op:
        batch_op.add_column(sa.Column("email", sa.String(length=200), nullable=False, server_default=""))
    op.execute(
        "UPDATE users SET email = COALESCE((SELECT address FROM digest_wishes WHERE digest_wishes.user_id = users.id), '')"
    )
    with op.batch_alter_table("users") as batch_op:
        batch_op.alter_column("email", server_default=None)


def downgrade():
    with op.batch_alter_table("users") as batch_op:
        batch_op.drop_column("email")

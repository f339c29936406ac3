"""digests: who wants one, and one row for each that was due

Revision ID: 0019
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op


revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "digest_wishes",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("rhythm", sa.String(length=10), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_digest_wishes_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_digest_wishes"),
        sa.UniqueConstraint("user_id", name="uq_digest_wishes_user_id"),
        sa.UniqueConstraint("uuid", name="uq_digest_wishes_uuid"),
    )
    op.create_table(
        "digest_mails",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("digest_on", sa.Date(), nullable=False),
        sa.Column("recipient", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("taken_at", sa.DateTime(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_digest_mails_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_digest_mails"),
        sa.UniqueConstraint("user_id", "digest_on", name="uq_digest_mails_day"),
        sa.UniqueConstraint("uuid", name="uq_digest_mails_uuid"),
    )
    with op.batch_alter_table("digest_mails") as batch_op:
        batch_op.create_index("ix_digest_mails_due", ["state", "digest_on", "due_at"], unique=False)


def downgrade():
    op.drop_table("digest_mails")
    op.drop_table("digest_wishes")

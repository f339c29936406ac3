"""the answer to a greeting received is a touch of its own, on its own day

Revision ID: 0026
Revises: 0025
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("incoming_greetings", schema=None) as batch_op:
        batch_op.add_column(sa.Column("answer_interaction_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            "fk_incoming_greetings_answer_interaction_id", "interactions", ["answer_interaction_id"], ["id"]
        )


def downgrade():
    with op.batch_alter_table("incoming_greetings", schema=None) as batch_op:
        batch_op.drop_constraint("fk_incoming_greetings_answer_interaction_id", type_="foreignkey")
        batch_op.drop_column("answer_interaction_id")

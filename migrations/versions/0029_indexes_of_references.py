"""what may be removed, merged or erased is found by whatever refers to it: nine indexes

Revision ID: 0029
Revises: 0028
"""

from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

REFERENCES = (
    ("greetings", "unit_id"),
    ("greetings", "interaction_id"),
    ("greeting_turns", "contact_id"),
    ("incoming_greetings", "interaction_id"),
    ("incoming_greetings", "answer_interaction_id"),
    ("post_changes", "begun_id"),
    ("vacancies", "post_id"),
    ("vacancies", "filled_by_id"),
    ("handover_signatures", "follow_up_id"),
)


def upgrade():
    for table, column in REFERENCES:
        op.create_index(f"ix_{table}_{column}", table, [column])


def downgrade():
    for table, column in REFERENCES:
        op.drop_index(f"ix_{table}_{column}", table_name=table)

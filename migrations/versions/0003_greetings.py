"""greetings: rounds, one greeting for each person, turns that are taken once, wordings, signers, lists, mails

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op


revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "greeting_templates",
        sa.Column("occasion_code", sa.String(length=60), nullable=False),
        sa.Column("tone", sa.String(length=40), nullable=False),
        sa.Column("tier", sa.String(length=20), nullable=False),
        sa.Column("relation", sa.String(length=20), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("origin", sa.String(length=100), nullable=True),
        sa.Column("archived_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_greeting_templates"),
        sa.UniqueConstraint("origin", name="uq_greeting_templates_origin"),
        sa.UniqueConstraint("uuid", name="uq_greeting_templates_uuid"),
    )
    with op.batch_alter_table("greeting_templates", schema=None) as batch_op:
        batch_op.create_index(
            "ix_greeting_templates_choice", ["archived_at", "occasion_code", "channel"], unique=False
        )

    op.create_table(
        "greeting_rounds",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("occasion_code", sa.String(length=60), nullable=False),
        sa.Column("occasion_name", sa.String(length=200), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("tone", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("lunar_year", sa.Integer(), nullable=False),
        sa.Column("draft_from", sa.Date(), nullable=False),
        sa.Column("submit_by", sa.Date(), nullable=False),
        sa.Column("approve_by", sa.Date(), nullable=False),
        sa.Column("send_on", sa.Date(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("section_id", sa.Integer(), nullable=True),
        sa.Column("started_by_id", sa.Integer(), nullable=True),
        sa.Column("previous_id", sa.Integer(), nullable=True),
        sa.Column("submitted_at", sa.DateTime(), nullable=True),
        sa.Column("submitted_by_id", sa.Integer(), nullable=True),
        sa.Column("returned_at", sa.DateTime(), nullable=True),
        sa.Column("returned_by_id", sa.Integer(), nullable=True),
        sa.Column("return_words", sa.Text(), nullable=False),
        sa.Column("approved_at", sa.DateTime(), nullable=True),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("lessons", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["approved_by_id"], ["users.id"], name="fk_greeting_rounds_approved_by_id"),
        sa.ForeignKeyConstraint(["closed_by_id"], ["users.id"], name="fk_greeting_rounds_closed_by_id"),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name="fk_greeting_rounds_owner_id"),
        sa.ForeignKeyConstraint(
            ["previous_id"], ["greeting_rounds.id"], name="fk_greeting_rounds_previous_id"
        ),
        sa.ForeignKeyConstraint(["returned_by_id"], ["users.id"], name="fk_greeting_rounds_returned_by_id"),
        sa.ForeignKeyConstraint(["section_id"], ["sections.id"], name="fk_greeting_rounds_section_id"),
        sa.ForeignKeyConstraint(["started_by_id"], ["users.id"], name="fk_greeting_rounds_started_by_id"),
        sa.ForeignKeyConstraint(
            ["submitted_by_id"], ["users.id"], name="fk_greeting_rounds_submitted_by_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_greeting_rounds"),
        sa.UniqueConstraint("occasion_code", "cycle", "name", name="uq_greeting_rounds_name"),
        sa.UniqueConstraint("uuid", name="uq_greeting_rounds_uuid"),
    )
    with op.batch_alter_table("greeting_rounds", schema=None) as batch_op:
        batch_op.create_index("ix_greeting_rounds_open", ["closed_at", "send_on"], unique=False)
        batch_op.create_index("ix_greeting_rounds_send_on", ["send_on"], unique=False)

    op.create_table(
        "greeting_signers",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("archived_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_greeting_signers_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_greeting_signers"),
        sa.UniqueConstraint("uuid", name="uq_greeting_signers_uuid"),
    )
    op.create_table(
        "greeting_lists",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name="fk_greeting_lists_made_by_id"),
        sa.ForeignKeyConstraint(["round_id"], ["greeting_rounds.id"], name="fk_greeting_lists_round_id"),
        sa.ForeignKeyConstraint(["settled_by_id"], ["users.id"], name="fk_greeting_lists_settled_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_greeting_lists"),
        sa.UniqueConstraint("uuid", name="uq_greeting_lists_uuid"),
    )
    with op.batch_alter_table("greeting_lists", schema=None) as batch_op:
        batch_op.create_index("ix_greeting_lists_round_id", ["round_id"], unique=False)

    op.create_table(
        "greetings",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("officer_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("template_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("signer_id", sa.Integer(), nullable=True),
        sa.Column("signature", sa.String(length=200), nullable=False),
        sa.Column("edited_at", sa.DateTime(), nullable=True),
        sa.Column("edited_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_at", sa.DateTime(), nullable=True),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("returned_at", sa.DateTime(), nullable=True),
        sa.Column("returned_by_id", sa.Integer(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("sent_by_id", sa.Integer(), nullable=True),
        sa.Column("replied_on", sa.Date(), nullable=True),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("excused_at", sa.DateTime(), nullable=True),
        sa.Column("excused_by_id", sa.Integer(), nullable=True),
        sa.Column("excuse", sa.Text(), nullable=False),
        sa.Column("missed_because", sa.Text(), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=True),
        sa.Column("interaction_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["added_by_id"], ["users.id"], name="fk_greetings_added_by_id"),
        sa.ForeignKeyConstraint(["approved_by_id"], ["users.id"], name="fk_greetings_approved_by_id"),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name="fk_greetings_contact_id"),
        sa.ForeignKeyConstraint(["edited_by_id"], ["users.id"], name="fk_greetings_edited_by_id"),
        sa.ForeignKeyConstraint(["excused_by_id"], ["users.id"], name="fk_greetings_excused_by_id"),
        sa.ForeignKeyConstraint(
            ["interaction_id"], ["interactions.id"], name="fk_greetings_interaction_id"
        ),
        sa.ForeignKeyConstraint(["list_id"], ["greeting_lists.id"], name="fk_greetings_list_id"),
        sa.ForeignKeyConstraint(["officer_id"], ["users.id"], name="fk_greetings_officer_id"),
        sa.ForeignKeyConstraint(["returned_by_id"], ["users.id"], name="fk_greetings_returned_by_id"),
        sa.ForeignKeyConstraint(["round_id"], ["greeting_rounds.id"], name="fk_greetings_round_id"),
        sa.ForeignKeyConstraint(["sent_by_id"], ["users.id"], name="fk_greetings_sent_by_id"),
        sa.ForeignKeyConstraint(["signer_id"], ["greeting_signers.id"], name="fk_greetings_signer_id"),
        sa.ForeignKeyConstraint(
            ["template_id"], ["greeting_templates.id"], name="fk_greetings_template_id"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_greetings_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_greetings"),
        sa.UniqueConstraint("round_id", "contact_id", name="uq_greetings_round_id_contact_id"),
        sa.UniqueConstraint("uuid", name="uq_greetings_uuid"),
    )
    with op.batch_alter_table("greetings", schema=None) as batch_op:
        batch_op.create_index("ix_greetings_contact_id", ["contact_id"], unique=False)
        batch_op.create_index("ix_greetings_list_id", ["list_id"], unique=False)
        batch_op.create_index("ix_greetings_waiting", ["round_id", "excused_at", "sent_at"], unique=False)

    op.create_table(
        "incoming_greetings",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("occasion_code", sa.String(length=60), nullable=False),
        sa.Column("occasion_name", sa.String(length=200), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("logged_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("interaction_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["users.id"], name="fk_incoming_greetings_answered_by_id"
        ),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name="fk_incoming_greetings_contact_id"),
        sa.ForeignKeyConstraint(
            ["interaction_id"], ["interactions.id"], name="fk_incoming_greetings_interaction_id"
        ),
        sa.ForeignKeyConstraint(["logged_by_id"], ["users.id"], name="fk_incoming_greetings_logged_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_incoming_greetings"),
        sa.UniqueConstraint("uuid", name="uq_incoming_greetings_uuid"),
    )
    with op.batch_alter_table("incoming_greetings", schema=None) as batch_op:
        batch_op.create_index("ix_incoming_greetings_contact_id", ["contact_id"], unique=False)
        batch_op.create_index("ix_incoming_greetings_owed", ["answered_at", "received_on"], unique=False)

    op.create_table(
        "greeting_messages",
        sa.Column("greeting_id", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.String(length=200), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("claimed_at", sa.DateTime(), nullable=True),
        sa.Column("claimed_by", sa.String(length=80), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("queued_by_id", sa.Integer(), nullable=True),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["greeting_id"], ["greetings.id"], name="fk_greeting_messages_greeting_id"),
        sa.ForeignKeyConstraint(["queued_by_id"], ["users.id"], name="fk_greeting_messages_queued_by_id"),
        sa.ForeignKeyConstraint(["settled_by_id"], ["users.id"], name="fk_greeting_messages_settled_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_greeting_messages"),
        sa.UniqueConstraint("greeting_id", name="uq_greeting_messages_greeting_id"),
        sa.UniqueConstraint("uuid", name="uq_greeting_messages_uuid"),
    )
    with op.batch_alter_table("greeting_messages", schema=None) as batch_op:
        batch_op.create_index("ix_greeting_messages_due", ["state", "due_at", "id"], unique=False)

    op.create_table(
        "greeting_turns",
        sa.Column("occasion_code", sa.String(length=60), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("greeting_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name="fk_greeting_turns_contact_id"),
        sa.ForeignKeyConstraint(
            ["greeting_id"], ["greetings.id"], name="fk_greeting_turns_greeting_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("occasion_code", "cycle", "contact_id", name="pk_greeting_turns"),
    )
    with op.batch_alter_table("greeting_turns", schema=None) as batch_op:
        batch_op.create_index("ix_greeting_turns_greeting_id", ["greeting_id"], unique=False)


def downgrade():
    op.drop_table("greeting_turns")
    op.drop_table("greeting_messages")
    op.drop_table("incoming_greetings")
    op.drop_table("greetings")
    op.drop_table("greeting_lists")
    op.drop_table("greeting_signers")
    op.drop_table("greeting_rounds")
    op.drop_table("greeting_templates")

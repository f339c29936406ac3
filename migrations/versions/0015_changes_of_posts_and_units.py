"""changes of posts and units, vacancies, former names

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op


revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def record(table):
    """The columns every editable record has."""
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.UniqueConstraint("uuid", name=f"uq_{table}_uuid"),
    )


def reference(table, column, target, ondelete=None):
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{table}_{column}", ondelete=ondelete)


def index(table, *columns, name=None):
    op.create_index(name or f"ix_{table}_{'_'.join(columns)}", table, list(columns), unique=False)


def upgrade():
    op.create_table(
        "unit_former_names",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("change_uuid", sa.String(length=36), nullable=False),
        reference("unit_former_names", "unit_id", "units", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_unit_former_names"),
    )
    for column in ("unit_id", "name", "change_uuid"):
        index("unit_former_names", column)
    op.create_table(
        "post_changes",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("source_note", sa.String(length=200), nullable=False),
        sa.Column("ended", sa.JSON(), nullable=False),
        sa.Column("begun_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("address_before", sa.String(length=200), nullable=False),
        sa.Column("title_before", sa.String(length=200), nullable=False),
        sa.Column("retired_before", sa.Date(), nullable=True),
        *record("post_changes"),
        reference("post_changes", "contact_id", "contacts"),
        reference("post_changes", "begun_id", "posts", "SET NULL"),
        reference("post_changes", "by_id", "users"),
    )
    index("post_changes", "contact_id")
    op.create_table(
        "vacancies",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("department", sa.String(length=200), nullable=False),
        sa.Column("since_on", sa.Date(), nullable=False),
        sa.Column("change_id", sa.Integer(), nullable=True),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("filled_by_id", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("close_reason", sa.String(length=200), nullable=False),
        *record("vacancies"),
        reference("vacancies", "unit_id", "units"),
        reference("vacancies", "change_id", "post_changes", "CASCADE"),
        reference("vacancies", "post_id", "posts", "SET NULL"),
        reference("vacancies", "filled_by_id", "posts", "SET NULL"),
        reference("vacancies", "closed_by_id", "users"),
    )
    index("vacancies", "unit_id")
    index("vacancies", "change_id")
    index("vacancies", "closed_at", "since_on", "id", name="ix_vacancies_open")
    op.create_table(
        "unit_changes",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.Column("former_name", sa.String(length=200), nullable=False),
        sa.Column("former_short_name", sa.String(length=200), nullable=False),
        sa.Column("new_name", sa.String(length=200), nullable=False),
        sa.Column("into_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("source_note", sa.String(length=200), nullable=False),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        *record("unit_changes"),
        reference("unit_changes", "unit_id", "units"),
        reference("unit_changes", "into_id", "units"),
        reference("unit_changes", "by_id", "users"),
    )
    index("unit_changes", "unit_id")
    index("unit_changes", "into_id")


def downgrade():
    for table in ("unit_changes", "vacancies", "post_changes", "unit_former_names"):
        op.drop_table(table)

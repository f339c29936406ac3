"""matters: requests, their progress, how they ended

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op


revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('matters',
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('way', sa.String(length=10), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=True),
    sa.Column('contact_id', sa.Integer(), nullable=True),
    sa.Column('received_on', sa.Date(), nullable=False),
    sa.Column('received_by_id', sa.Integer(), nullable=True),
    sa.Column('asked', sa.Text(), nullable=False),
    sa.Column('promise', sa.Text(), nullable=False),
    sa.Column('promised_by', sa.String(length=200), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('deputy_id', sa.Integer(), nullable=True),
    sa.Column('urgent', sa.Boolean(), nullable=False),
    sa.Column('ended_as', sa.String(length=20), nullable=False),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('deleted_at', sa.DateTime(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uuid', sa.String(length=36), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('updated_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['contact_id'], ['contacts.id'], name=op.f('fk_matters_contact_id')),
    sa.ForeignKeyConstraint(['deputy_id'], ['users.id'], name=op.f('fk_matters_deputy_id')),
    sa.ForeignKeyConstraint(['owner_id'], ['users.id'], name=op.f('fk_matters_owner_id')),
    sa.ForeignKeyConstraint(['received_by_id'], ['users.id'], name=op.f('fk_matters_received_by_id')),
    sa.ForeignKeyConstraint(['unit_id'], ['units.id'], name=op.f('fk_matters_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_matters')),
    sa.UniqueConstraint('uuid', name=op.f('uq_matters_uuid'))
    )
    with op.batch_alter_table('matters', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_matters_contact_id'), ['contact_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_matters_deputy_id'), ['deputy_id'], unique=False)
        batch_op.create_index('ix_matters_ended', ['deleted_at', 'ended_on', 'id'], unique=False)
        batch_op.create_index('ix_matters_open', ['deleted_at', 'ended_as', 'due_on', 'id'], unique=False)
        batch_op.create_index('ix_matters_owner_open', ['owner_id', 'deleted_at', 'ended_as', 'due_on', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_matters_unit_id'), ['unit_id'], unique=False)

    op.create_table('matter_endings',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('matter_id', sa.Integer(), nullable=False),
    sa.Column('ending', sa.String(length=20), nullable=False),
    sa.Column('ended_on', sa.Date(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('result', sa.Text(), nullable=False),
    sa.Column('remainder', sa.Text(), nullable=False),
    sa.Column('passed_to', sa.String(length=200), nullable=False),
    sa.Column('explanation', sa.Text(), nullable=False),
    sa.Column('explained_by', sa.String(length=200), nullable=False),
    sa.Column('explained_on', sa.Date(), nullable=True),
    sa.Column('reception', sa.String(length=20), nullable=False),
    sa.Column('interaction_id', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('reopened_at', sa.DateTime(), nullable=True),
    sa.Column('reopened_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_matter_endings_by_id')),
    sa.ForeignKeyConstraint(['interaction_id'], ['interactions.id'], name=op.f('fk_matter_endings_interaction_id')),
    sa.ForeignKeyConstraint(['matter_id'], ['matters.id'], name=op.f('fk_matter_endings_matter_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['reopened_by_id'], ['users.id'], name=op.f('fk_matter_endings_reopened_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_matter_endings'))
    )
    with op.batch_alter_table('matter_endings', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_matter_endings_interaction_id'), ['interaction_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_matter_endings_matter_id'), ['matter_id'], unique=False)

    op.create_table('matter_interactions',
    sa.Column('matter_id', sa.Integer(), nullable=False),
    sa.Column('interaction_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['interaction_id'], ['interactions.id'], name=op.f('fk_matter_interactions_interaction_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['matter_id'], ['matters.id'], name=op.f('fk_matter_interactions_matter_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('matter_id', 'interaction_id', name=op.f('pk_matter_interactions'))
    )
    with op.batch_alter_table('matter_interactions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_matter_interactions_interaction_id'), ['interaction_id'], unique=False)

    op.create_table('matter_notes',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('matter_id', sa.Integer(), nullable=False),
    sa.Column('noted_on', sa.Date(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('automatic', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('deleted_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_matter_notes_by_id')),
    sa.ForeignKeyConstraint(['matter_id'], ['matters.id'], name=op.f('fk_matter_notes_matter_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_matter_notes'))
    )
    with op.batch_alter_table('matter_notes', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_matter_notes_matter_id'), ['matter_id'], unique=False)



def downgrade():
    op.drop_table("matter_notes")
    op.drop_table("matter_interactions")
    op.drop_table("matter_endings")
    op.drop_table("matters")

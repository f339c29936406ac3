"""files attached to matters; credits: what others did well

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op


revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('credits',
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('done_on', sa.Date(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=True),
    sa.Column('contact_id', sa.Integer(), nullable=True),
    sa.Column('matter_id', sa.Integer(), nullable=True),
    sa.Column('interaction_id', sa.Integer(), nullable=True),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('thanked_on', sa.Date(), nullable=True),
    sa.Column('thanked_by_id', sa.Integer(), nullable=True),
    sa.Column('reported_in', sa.String(length=7), nullable=False),
    sa.Column('deleted_at', sa.DateTime(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uuid', sa.String(length=36), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('updated_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_credits_by_id')),
    sa.ForeignKeyConstraint(['contact_id'], ['contacts.id'], name=op.f('fk_credits_contact_id')),
    sa.ForeignKeyConstraint(['interaction_id'], ['interactions.id'], name=op.f('fk_credits_interaction_id')),
    sa.ForeignKeyConstraint(['matter_id'], ['matters.id'], name=op.f('fk_credits_matter_id')),
    sa.ForeignKeyConstraint(['thanked_by_id'], ['users.id'], name=op.f('fk_credits_thanked_by_id')),
    sa.ForeignKeyConstraint(['unit_id'], ['units.id'], name=op.f('fk_credits_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_credits')),
    sa.UniqueConstraint('uuid', name=op.f('uq_credits_uuid'))
    )
    with op.batch_alter_table('credits', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_credits_contact_id'), ['contact_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_credits_interaction_id'), ['interaction_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_credits_matter_id'), ['matter_id'], unique=False)
        batch_op.create_index('ix_credits_month', ['deleted_at', 'done_on', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_credits_unit_id'), ['unit_id'], unique=False)

    op.create_table('files',
    sa.Column('matter_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('key', sa.String(length=32), nullable=False),
    sa.Column('mime', sa.String(length=100), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('deleted_at', sa.DateTime(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uuid', sa.String(length=36), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('updated_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_files_by_id')),
    sa.ForeignKeyConstraint(['matter_id'], ['matters.id'], name=op.f('fk_files_matter_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_files')),
    sa.UniqueConstraint('key', name=op.f('uq_files_key')),
    sa.UniqueConstraint('uuid', name=op.f('uq_files_uuid'))
    )
    with op.batch_alter_table('files', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_files_matter_id'), ['matter_id'], unique=False)



def downgrade():
    op.drop_table("files")
    op.drop_table("credits")

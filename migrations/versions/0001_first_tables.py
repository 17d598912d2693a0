"""The first tables, and the triggers that keep what is frozen."""

import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None

# Rows of these tables are never changed and never deleted.
FROZEN = ("audit_event", "audit_seal", "revision", "snapshot", "snapshot_revision", "wording", "kept", "shown",
          "rating", "plan_test", "stance", "plan_change", "paper")
REFUSE = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$
"""


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(REFUSE)
    op.create_table('agency',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('is_own', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agency'))
    )
    op.create_table('audit_event',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor_id', sa.Uuid(), nullable=True),
    sa.Column('action', sa.String(length=60), nullable=False),
    sa.Column('family_id', sa.Uuid(), nullable=True),
    sa.Column('about_id', sa.Uuid(), nullable=True),
    sa.Column('detail', sa.JSON(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_event')),
    sqlite_autoincrement=True
    )
    op.create_index('ix_audit_event_family_id_id', 'audit_event', ['family_id', 'id'], unique=False)
    op.create_table('audit_seal',
    sa.Column('no', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('covers', sa.Text(), nullable=False),
    sa.Column('events', sa.Integer(), nullable=False),
    sa.Column('root', sa.LargeBinary(), nullable=False),
    sa.Column('seal', sa.LargeBinary(), nullable=False),
    sa.Column('sealed_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('no', name=op.f('pk_audit_seal'))
    )
    op.create_table('name_word',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('word', sa.String(length=40), nullable=False),
    sa.Column('people', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_name_word')),
    sa.UniqueConstraint('word', name=op.f('uq_name_word_word'))
    )
    op.create_table('sign_in_attempt',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('login', sa.String(length=80), nullable=False),
    sa.Column('address', sa.String(length=64), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_in_attempt'))
    )
    op.create_index(op.f('ix_sign_in_attempt_login'), 'sign_in_attempt', ['login'], unique=False)
    op.create_table('submission',
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=True),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('location', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_submission'))
    )
    op.create_table('agreement',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('purpose', sa.Text(), nullable=False),
    sa.Column('lawful_basis', sa.Text(), nullable=False),
    sa.Column('kinds', sa.Text(), nullable=False),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('to_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_agreement_agency_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agreement'))
    )
    op.create_index(op.f('ix_agreement_agency_id'), 'agreement', ['agency_id'], unique=False)
    op.create_table('name_key',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('key', sa.String(length=16), nullable=False),
    sa.Column('word_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['word_id'], ['name_word.id'], name=op.f('fk_name_key_word_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_name_key')),
    sa.UniqueConstraint('key', 'word_id', name=op.f('uq_name_key_key_word_id'))
    )
    op.create_table('team',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_team_agency_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_team'))
    )
    op.create_table('family',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('reference', sa.String(length=12), nullable=False),
    sa.Column('status', sa.Text(), nullable=False),
    sa.Column('is_open', sa.Boolean(), nullable=False),
    sa.Column('closed_because', sa.Text(), nullable=True),
    sa.Column('team_id', sa.Uuid(), nullable=True),
    sa.Column('opened_on', sa.Date(), nullable=False),
    sa.Column('closed_on', sa.Date(), nullable=True),
    sa.Column('lock_version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_family_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_family')),
    sa.UniqueConstraint('reference', name=op.f('uq_family_reference'))
    )
    op.create_index(op.f('ix_family_team_id'), 'family', ['team_id'], unique=False)
    op.create_table('user_account',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('login', sa.String(length=80), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('job', sa.Text(), nullable=False),
    sa.Column('phone', sa.Text(), nullable=False),
    sa.Column('role', sa.Enum('practitioner', 'manager', 'specialist', 'administrator', name='role', native_enum=False, length=40), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('team_id', sa.Uuid(), nullable=True),
    sa.Column('password_hash', sa.Text(), nullable=False),
    sa.Column('is_active_account', sa.Boolean(), nullable=False),
    sa.Column('is_demonstration', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_user_account_agency_id')),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_user_account_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_user_account')),
    sa.UniqueConstraint('login', name=op.f('uq_user_account_login'))
    )
    op.create_index(op.f('ix_user_account_team_id'), 'user_account', ['team_id'], unique=False)
    op.create_table('contact',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('family_id', sa.Uuid(), nullable=False),
    sa.Column('received_on', sa.Date(), nullable=False),
    sa.Column('from_whom', sa.Text(), nullable=False),
    sa.Column('source_code', sa.Text(), nullable=False),
    sa.Column('their_words', sa.Text(), nullable=False),
    sa.Column('decision', sa.Text(), nullable=False),
    sa.Column('decided_because', sa.Text(), nullable=False),
    sa.Column('decided_by', sa.Text(), nullable=False),
    sa.Column('decided_on', sa.Date(), nullable=True),
    sa.Column('recorded_by', sa.Uuid(), nullable=True),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['family_id'], ['family.id'], name=op.f('fk_contact_family_id')),
    sa.ForeignKeyConstraint(['recorded_by'], ['user_account.id'], name=op.f('fk_contact_recorded_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact'))
    )
    op.create_index(op.f('ix_contact_family_id'), 'contact', ['family_id'], unique=False)
    op.create_table('exclusion',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('family_id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('because', sa.Text(), nullable=False),
    sa.Column('made_by', sa.Uuid(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('lifted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('lifted_because', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['family_id'], ['family.id'], name=op.f('fk_exclusion_family_id')),
    sa.ForeignKeyConstraint(['made_by'], ['user_account.id'], name=op.f('fk_exclusion_made_by')),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_exclusion_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_exclusion'))
    )
    op.create_index('ix_exclusion_user_id_family_id', 'exclusion', ['user_id', 'family_id'], unique=False)
    op.create_table('kept',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('family_id', sa.Uuid(), nullable=False),
    sa.Column('about_id', sa.Uuid(), nullable=True),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('because', sa.Text(), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['user_account.id'], name=op.f('fk_kept_by_id')),
    sa.ForeignKeyConstraint(['family_id'], ['family.id'], name=op.f('fk_kept_family_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_kept'))
    )
    op.create_index(op.f('ix_kept_family_id'), 'kept', ['family_id'], unique=False)
    op.create_table('part',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('family_id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('allocated', 'cover', 'manager', 'duty', 'specialist', 'seat', name='partkind', native_enum=False, length=40), nullable=False),
    sa.Column('may_write', sa.Boolean(), nullable=False),
    sa.Column('kinds', sa.Text(), nullable=False),
    sa.Column('is_lead', sa.Boolean(), nullable=False),
    sa.Column('asked', sa.Text(), nullable=False),
    sa.Column('because', sa.Text(), nullable=False),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('to_on', sa.Date(), nullable=True),
    sa.Column('agreement_id', sa.Uuid(), nullable=True),
    sa.Column('made_by', sa.Uuid(), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_because', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['agreement_id'], ['agreement.id'], name=op.f('fk_part_agreement_id')),
    sa.ForeignKeyConstraint(['family_id'], ['family.id'], name=op.f('fk_part_family_id')),
    sa.ForeignKeyConstraint(['made_by'], ['user_account.id'], name=op.f('fk_part_made_by')),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_part_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_part'))
    )
    op.create_index('ix_part_family_id', 'part', ['family_id'], unique=False)
    op.create_index('ix_part_user_id_family_id', 'part', ['user_id', 'family_id'], unique=False)
    op.create_table('person',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('short_name', sa.Text(), nullable=False),
    sa.Column('legal_name', sa.Text(), nullable=False),
    sa.Column('known_as', sa.Text(), nullable=False),
    sa.Column('say_it', sa.Text(), nullable=False),
    sa.Column('born_on', sa.Date(), nullable=True),
    sa.Column('birth_known', sa.Enum('exact', 'estimated', 'expected', 'unknown', name='birthknown', native_enum=False, length=40), nullable=False),
    sa.Column('died_on', sa.Date(), nullable=True),
    sa.Column('sex', sa.Enum('female', 'male', 'unknown', name='sex', native_enum=False, length=40), nullable=False),
    sa.Column('gender', sa.Text(), nullable=False),
    sa.Column('pronouns', sa.Text(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('interpreter', sa.Text(), nullable=False),
    sa.Column('communication', sa.Text(), nullable=False),
    sa.Column('large_print', sa.Boolean(), nullable=False),
    sa.Column('safe_contact', sa.Text(), nullable=False),
    sa.Column('phone', sa.Text(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=True),
    sa.Column('search', sa.Text(), nullable=False),
    sa.Column('lock_version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_person_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person'))
    )
    op.create_index(op.f('ix_person_user_id'), 'person', ['user_id'], unique=False)
    op.create_table('place',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('family_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('home', 'school', 'nursery', 'gp', 'work', 'phone', 'email', 'car', 'online', 'name', 'other', name='placekind', native_enum=False, length=40), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('lines', sa.Text(), nullable=False),
    sa.Column('town', sa.Text(), nullable=False),
    sa.Column('postcode', sa.Text(), nullable=False),
    sa.Column('phone', sa.Text(), nullable=False),
    sa.Column('email', sa.Text(), nullable=False),
    sa.Column('also', sa.Text(), nullable=False),
    sa.Column('ended_because', sa.Text(), nullable=True),
    sa.Column('lock_version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['family_id'], ['family.id'], name=op.f('fk_place_family_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_place'))
    )
    op.create_index(op.f('ix_place_family_id'), 'place', ['family_id'], unique=False)
    op.create_table('record',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('family_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=24), nullable=False),
    sa.Column('parent_id', sa.Uuid(), nullable=True),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('info', sa.Enum('story', 'plan', 'own_actions', 'health', 'police', 'school', 'third_party', 'address', name='information', native_enum=False, length=40), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('lock_version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_by', sa.Uuid(), nullable=True),
    sa.Column('withdrawn_because', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['family_id'], ['family.id'], name=op.f('fk_record_family_id')),
    sa.ForeignKeyConstraint(['parent_id'], ['record.id'], name=op.f('fk_record_parent_id')),
    sa.ForeignKeyConstraint(['withdrawn_by'], ['user_account.id'], name=op.f('fk_record_withdrawn_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_record'))
    )
    op.create_index('ix_record_family_id_kind', 'record', ['family_id', 'kind'], unique=False)
    op.create_index(op.f('ix_record_parent_id'), 'record', ['parent_id'], unique=False)
    op.create_table('restriction',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('family_id', sa.Uuid(), nullable=False),
    sa.Column('because', sa.Text(), nullable=False),
    sa.Column('made_by', sa.Uuid(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('lifted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('lifted_because', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['family_id'], ['family.id'], name=op.f('fk_restriction_family_id')),
    sa.ForeignKeyConstraint(['made_by'], ['user_account.id'], name=op.f('fk_restriction_made_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_restriction'))
    )
    op.create_index(op.f('ix_restriction_family_id'), 'restriction', ['family_id'], unique=False)
    op.create_table('restriction_name',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('family_id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['family_id'], ['family.id'], name=op.f('fk_restriction_name_family_id')),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_restriction_name_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_restriction_name')),
    sa.UniqueConstraint('family_id', 'user_id', name=op.f('uq_restriction_name_family_id_user_id'))
    )
    op.create_table('snapshot',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('family_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=24), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('made_by', sa.Uuid(), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['family_id'], ['family.id'], name=op.f('fk_snapshot_family_id')),
    sa.ForeignKeyConstraint(['made_by'], ['user_account.id'], name=op.f('fk_snapshot_made_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_snapshot')),
    sa.UniqueConstraint('family_id', 'kind', 'number', name=op.f('uq_snapshot_family_id_kind_number'))
    )
    op.create_index('ix_snapshot_family_id', 'snapshot', ['family_id'], unique=False)
    op.create_table('user_session',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('token_hash', sa.LargeBinary(length=32), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_user_session_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_user_session')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_user_session_token_hash'))
    )
    op.create_index(op.f('ix_user_session_user_id'), 'user_session', ['user_id'], unique=False)
    op.create_table('evidence_yes',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('family_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('info', sa.Enum('story', 'plan', 'own_actions', 'health', 'police', 'school', 'third_party', 'address', name='information', native_enum=False, length=40), nullable=False),
    sa.Column('reader_id', sa.Uuid(), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('taken_by', sa.Text(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['family_id'], ['family.id'], name=op.f('fk_evidence_yes_family_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_evidence_yes_person_id')),
    sa.ForeignKeyConstraint(['reader_id'], ['person.id'], name=op.f('fk_evidence_yes_reader_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evidence_yes'))
    )
    op.create_index(op.f('ix_evidence_yes_family_id'), 'evidence_yes', ['family_id'], unique=False)
    op.create_table('member',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('family_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('standing', sa.Enum('child', 'adult', 'network', 'professional', name='standing', native_enum=False, length=40), nullable=False),
    sa.Column('is_index', sa.Boolean(), nullable=False),
    sa.Column('label', sa.Text(), nullable=False),
    sa.Column('agency', sa.Text(), nullable=False),
    sa.Column('home', sa.Text(), nullable=False),
    sa.Column('home_is_protected', sa.Boolean(), nullable=False),
    sa.Column('parental_responsibility', sa.Text(), nullable=False),
    sa.Column('in_network', sa.Boolean(), nullable=False),
    sa.Column('knows_danger_on', sa.Date(), nullable=True),
    sa.Column('knows_danger_from', sa.Text(), nullable=False),
    sa.Column('is_lead', sa.Boolean(), nullable=False),
    sa.Column('from_on', sa.Date(), nullable=True),
    sa.Column('to_on', sa.Date(), nullable=True),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['family_id'], ['family.id'], name=op.f('fk_member_family_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_member_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_member')),
    sa.UniqueConstraint('family_id', 'person_id', name=op.f('uq_member_family_id_person_id'))
    )
    op.create_index('ix_member_family_id', 'member', ['family_id'], unique=False)
    op.create_index(op.f('ix_member_person_id'), 'member', ['person_id'], unique=False)
    op.create_table('paper',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('family_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=24), nullable=False),
    sa.Column('form', sa.String(length=24), nullable=False),
    sa.Column('reader_id', sa.Uuid(), nullable=False),
    sa.Column('snapshot_id', sa.Uuid(), nullable=True),
    sa.Column('is_draft', sa.Boolean(), nullable=False),
    sa.Column('code', sa.String(length=24), nullable=False),
    sa.Column('view_sha256', sa.String(length=64), nullable=False),
    sa.Column('pages', sa.Integer(), nullable=False),
    sa.Column('data', sa.LargeBinary(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('made_by', sa.Uuid(), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['family_id'], ['family.id'], name=op.f('fk_paper_family_id')),
    sa.ForeignKeyConstraint(['made_by'], ['user_account.id'], name=op.f('fk_paper_made_by')),
    sa.ForeignKeyConstraint(['reader_id'], ['person.id'], name=op.f('fk_paper_reader_id')),
    sa.ForeignKeyConstraint(['snapshot_id'], ['snapshot.id'], name=op.f('fk_paper_snapshot_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_paper'))
    )
    op.create_index(op.f('ix_paper_family_id'), 'paper', ['family_id'], unique=False)
    op.create_index(op.f('ix_paper_view_sha256'), 'paper', ['view_sha256'], unique=False)
    op.create_table('part_danger',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('part_id', sa.Uuid(), nullable=False),
    sa.Column('danger_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['part_id'], ['part.id'], name=op.f('fk_part_danger_part_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_part_danger'))
    )
    op.create_index(op.f('ix_part_danger_part_id'), 'part_danger', ['part_id'], unique=False)
    op.create_table('person_word',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('word_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('family_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['family_id'], ['family.id'], name=op.f('fk_person_word_family_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_person_word_person_id')),
    sa.ForeignKeyConstraint(['word_id'], ['name_word.id'], name=op.f('fk_person_word_word_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person_word')),
    sa.UniqueConstraint('word_id', 'person_id', 'family_id', name=op.f('uq_person_word_word_id_person_id_family_id'))
    )
    op.create_index(op.f('ix_person_word_person_id'), 'person_word', ['person_id'], unique=False)
    op.create_table('place_person',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('place_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_place_person_person_id')),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_place_person_place_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_place_person'))
    )
    op.create_index(op.f('ix_place_person_place_id'), 'place_person', ['place_id'], unique=False)
    op.create_table('place_protection',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('place_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('because', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_place_protection_person_id')),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_place_protection_place_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_place_protection'))
    )
    op.create_index(op.f('ix_place_protection_place_id'), 'place_protection', ['place_id'], unique=False)
    op.create_table('plan_change',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('family_id', sa.Uuid(), nullable=False),
    sa.Column('snapshot_id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.Enum('agreed', 'in_force', 'ended', name='planstate', native_enum=False, length=40), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('because', sa.Text(), nullable=False),
    sa.Column('author_id', sa.Uuid(), nullable=True),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['user_account.id'], name=op.f('fk_plan_change_author_id')),
    sa.ForeignKeyConstraint(['family_id'], ['family.id'], name=op.f('fk_plan_change_family_id')),
    sa.ForeignKeyConstraint(['snapshot_id'], ['snapshot.id'], name=op.f('fk_plan_change_snapshot_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_change'))
    )
    op.create_index(op.f('ix_plan_change_family_id'), 'plan_change', ['family_id'], unique=False)
    op.create_index(op.f('ix_plan_change_snapshot_id'), 'plan_change', ['snapshot_id'], unique=False)
    op.create_table('plan_test',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('family_id', sa.Uuid(), nullable=False),
    sa.Column('rule_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('talk_through', 'walk_through', 'phone', 'child_knows', 'real', 'unannounced', name='testkind', native_enum=False, length=40), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('who', sa.Text(), nullable=False),
    sa.Column('what_happened', sa.Text(), nullable=False),
    sa.Column('outcome', sa.Enum('yes', 'partly', 'no', name='outcome', native_enum=False, length=40), nullable=False),
    sa.Column('change', sa.Text(), nullable=False),
    sa.Column('author_id', sa.Uuid(), nullable=True),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['user_account.id'], name=op.f('fk_plan_test_author_id')),
    sa.ForeignKeyConstraint(['family_id'], ['family.id'], name=op.f('fk_plan_test_family_id')),
    sa.ForeignKeyConstraint(['rule_id'], ['record.id'], name=op.f('fk_plan_test_rule_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_test'))
    )
    op.create_index(op.f('ix_plan_test_family_id'), 'plan_test', ['family_id'], unique=False)
    op.create_index(op.f('ix_plan_test_rule_id'), 'plan_test', ['rule_id'], unique=False)
    op.create_table('rating',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('family_id', sa.Uuid(), nullable=False),
    sa.Column('scale_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('guessed_by', sa.Uuid(), nullable=True),
    sa.Column('value', sa.Integer(), nullable=True),
    sa.Column('why', sa.Text(), nullable=False),
    sa.Column('why_not_higher', sa.Text(), nullable=False),
    sa.Column('one_up', sa.Text(), nullable=False),
    sa.Column('is_verbatim', sa.Boolean(), nullable=False),
    sa.Column('tool', sa.Text(), nullable=False),
    sa.Column('raw_value', sa.String(length=20), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('asked_by', sa.Text(), nullable=False),
    sa.Column('not_asked', sa.Boolean(), nullable=False),
    sa.Column('author_id', sa.Uuid(), nullable=True),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['user_account.id'], name=op.f('fk_rating_author_id')),
    sa.ForeignKeyConstraint(['family_id'], ['family.id'], name=op.f('fk_rating_family_id')),
    sa.ForeignKeyConstraint(['guessed_by'], ['person.id'], name=op.f('fk_rating_guessed_by')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_rating_person_id')),
    sa.ForeignKeyConstraint(['scale_id'], ['record.id'], name=op.f('fk_rating_scale_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rating'))
    )
    op.create_index(op.f('ix_rating_family_id'), 'rating', ['family_id'], unique=False)
    op.create_index(op.f('ix_rating_scale_id'), 'rating', ['scale_id'], unique=False)
    op.create_table('record_link',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('from_id', sa.Uuid(), nullable=False),
    sa.Column('to_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=24), nullable=False),
    sa.ForeignKeyConstraint(['from_id'], ['record.id'], name=op.f('fk_record_link_from_id')),
    sa.ForeignKeyConstraint(['to_id'], ['record.id'], name=op.f('fk_record_link_to_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_record_link')),
    sa.UniqueConstraint('from_id', 'to_id', 'kind', name=op.f('uq_record_link_from_id_to_id_kind'))
    )
    op.create_index(op.f('ix_record_link_from_id'), 'record_link', ['from_id'], unique=False)
    op.create_table('record_not_for',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('record_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('because', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_record_not_for_person_id')),
    sa.ForeignKeyConstraint(['record_id'], ['record.id'], name=op.f('fk_record_not_for_record_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_record_not_for')),
    sa.UniqueConstraint('record_id', 'person_id', name=op.f('uq_record_not_for_record_id_person_id'))
    )
    op.create_index(op.f('ix_record_not_for_record_id'), 'record_not_for', ['record_id'], unique=False)
    op.create_table('relationship',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('family_id', sa.Uuid(), nullable=False),
    sa.Column('a_id', sa.Uuid(), nullable=False),
    sa.Column('b_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('parent', 'adoptive_parent', 'step_parent', 'foster_parent', 'married', 'living_together', 'separated', 'divorced', 'sibling', 'twin', 'identical_twin', 'close', 'distant', 'conflict', 'violence', 'cut_off', 'mending', name='relation', native_enum=False, length=40), nullable=False),
    sa.Column('from_text', sa.Text(), nullable=False),
    sa.Column('to_text', sa.Text(), nullable=False),
    sa.Column('said_by', sa.Text(), nullable=False),
    sa.Column('ended_because', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['a_id'], ['person.id'], name=op.f('fk_relationship_a_id')),
    sa.ForeignKeyConstraint(['b_id'], ['person.id'], name=op.f('fk_relationship_b_id')),
    sa.ForeignKeyConstraint(['family_id'], ['family.id'], name=op.f('fk_relationship_family_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_relationship'))
    )
    op.create_index(op.f('ix_relationship_family_id'), 'relationship', ['family_id'], unique=False)
    op.create_table('revision',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('record_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=24), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('author_id', sa.Uuid(), nullable=True),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['user_account.id'], name=op.f('fk_revision_author_id')),
    sa.ForeignKeyConstraint(['record_id'], ['record.id'], name=op.f('fk_revision_record_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_revision')),
    sa.UniqueConstraint('record_id', 'number', name=op.f('uq_revision_record_id_number'))
    )
    op.create_table('shown',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('family_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=24), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('how', sa.Text(), nullable=False),
    sa.Column('they_said', sa.Text(), nullable=False),
    sa.Column('is_verbatim', sa.Boolean(), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=True),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['user_account.id'], name=op.f('fk_shown_by_id')),
    sa.ForeignKeyConstraint(['family_id'], ['family.id'], name=op.f('fk_shown_family_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_shown_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_shown'))
    )
    op.create_index(op.f('ix_shown_family_id'), 'shown', ['family_id'], unique=False)
    op.create_table('stance',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('family_id', sa.Uuid(), nullable=False),
    sa.Column('snapshot_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('stance', sa.Enum('agrees', 'in_part', 'does_not', 'not_asked', name='stancekind', native_enum=False, length=40), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('is_verbatim', sa.Boolean(), nullable=False),
    sa.Column('why_not_asked', sa.Text(), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('how', sa.Text(), nullable=False),
    sa.Column('author_id', sa.Uuid(), nullable=True),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['user_account.id'], name=op.f('fk_stance_author_id')),
    sa.ForeignKeyConstraint(['family_id'], ['family.id'], name=op.f('fk_stance_family_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_stance_person_id')),
    sa.ForeignKeyConstraint(['snapshot_id'], ['snapshot.id'], name=op.f('fk_stance_snapshot_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stance'))
    )
    op.create_index(op.f('ix_stance_family_id'), 'stance', ['family_id'], unique=False)
    op.create_index(op.f('ix_stance_snapshot_id'), 'stance', ['snapshot_id'], unique=False)
    op.create_table('wording',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('record_id', sa.Uuid(), nullable=False),
    sa.Column('reader_id', sa.Uuid(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('made_from', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Uuid(), nullable=True),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['user_account.id'], name=op.f('fk_wording_author_id')),
    sa.ForeignKeyConstraint(['reader_id'], ['person.id'], name=op.f('fk_wording_reader_id')),
    sa.ForeignKeyConstraint(['record_id'], ['record.id'], name=op.f('fk_wording_record_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_wording'))
    )
    op.create_index(op.f('ix_wording_record_id'), 'wording', ['record_id'], unique=False)
    op.create_table('snapshot_revision',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('snapshot_id', sa.Uuid(), nullable=False),
    sa.Column('revision_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['revision_id'], ['revision.id'], name=op.f('fk_snapshot_revision_revision_id')),
    sa.ForeignKeyConstraint(['snapshot_id'], ['snapshot.id'], name=op.f('fk_snapshot_revision_snapshot_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_snapshot_revision'))
    )
    op.create_index(op.f('ix_snapshot_revision_snapshot_id'), 'snapshot_revision', ['snapshot_id'], unique=False)

    for table in FROZEN:
        freeze(table)


def freeze(table: str) -> None:
    """Let the database itself refuse to change or delete rows of TABLE (B15, A36)."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"CREATE TRIGGER {table}_frozen BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                   "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()")
        return
    for verb in ("UPDATE", "DELETE"):
        op.execute(f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                   f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END")
    # INSERT OR REPLACE skips a delete trigger unless recursive_triggers is on.
    key = "no" if table == "audit_seal" else "id"
    op.execute(f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
               f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key}) "
               f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END")


def downgrade() -> None:
    op.drop_index(op.f('ix_snapshot_revision_snapshot_id'), table_name='snapshot_revision')
    op.drop_table('snapshot_revision')
    op.drop_index(op.f('ix_wording_record_id'), table_name='wording')
    op.drop_table('wording')
    op.drop_index(op.f('ix_stance_snapshot_id'), table_name='stance')
    op.drop_index(op.f('ix_stance_family_id'), table_name='stance')
    op.drop_table('stance')
    op.drop_index(op.f('ix_shown_family_id'), table_name='shown')
    op.drop_table('shown')
    op.drop_table('revision')
    op.drop_index(op.f('ix_relationship_family_id'), table_name='relationship')
    op.drop_table('relationship')
    op.drop_index(op.f('ix_record_not_for_record_id'), table_name='record_not_for')
    op.drop_table('record_not_for')
    op.drop_index(op.f('ix_record_link_from_id'), table_name='record_link')
    op.drop_table('record_link')
    op.drop_index(op.f('ix_rating_scale_id'), table_name='rating')
    op.drop_index(op.f('ix_rating_family_id'), table_name='rating')
    op.drop_table('rating')
    op.drop_index(op.f('ix_plan_test_rule_id'), table_name='plan_test')
    op.drop_index(op.f('ix_plan_test_family_id'), table_name='plan_test')
    op.drop_table('plan_test')
    op.drop_index(op.f('ix_plan_change_snapshot_id'), table_name='plan_change')
    op.drop_index(op.f('ix_plan_change_family_id'), table_name='plan_change')
    op.drop_table('plan_change')
    op.drop_index(op.f('ix_place_protection_place_id'), table_name='place_protection')
    op.drop_table('place_protection')
    op.drop_index(op.f('ix_place_person_place_id'), table_name='place_person')
    op.drop_table('place_person')
    op.drop_index(op.f('ix_person_word_person_id'), table_name='person_word')
    op.drop_table('person_word')
    op.drop_index(op.f('ix_part_danger_part_id'), table_name='part_danger')
    op.drop_table('part_danger')
    op.drop_index(op.f('ix_paper_view_sha256'), table_name='paper')
    op.drop_index(op.f('ix_paper_family_id'), table_name='paper')
    op.drop_table('paper')
    op.drop_index(op.f('ix_member_person_id'), table_name='member')
    op.drop_index('ix_member_family_id', table_name='member')
    op.drop_table('member')
    op.drop_index(op.f('ix_evidence_yes_family_id'), table_name='evidence_yes')
    op.drop_table('evidence_yes')
    op.drop_index(op.f('ix_user_session_user_id'), table_name='user_session')
    op.drop_table('user_session')
    op.drop_index('ix_snapshot_family_id', table_name='snapshot')
    op.drop_table('snapshot')
    op.drop_table('restriction_name')
    op.drop_index(op.f('ix_restriction_family_id'), table_name='restriction')
    op.drop_table('restriction')
    op.drop_index(op.f('ix_record_parent_id'), table_name='record')
    op.drop_index('ix_record_family_id_kind', table_name='record')
    op.drop_table('record')
    op.drop_index(op.f('ix_place_family_id'), table_name='place')
    op.drop_table('place')
    op.drop_index(op.f('ix_person_user_id'), table_name='person')
    op.drop_table('person')
    op.drop_index('ix_part_user_id_family_id', table_name='part')
    op.drop_index('ix_part_family_id', table_name='part')
    op.drop_table('part')
    op.drop_index(op.f('ix_kept_family_id'), table_name='kept')
    op.drop_table('kept')
    op.drop_index('ix_exclusion_user_id_family_id', table_name='exclusion')
    op.drop_table('exclusion')
    op.drop_index(op.f('ix_contact_family_id'), table_name='contact')
    op.drop_table('contact')
    op.drop_index(op.f('ix_user_account_team_id'), table_name='user_account')
    op.drop_table('user_account')
    op.drop_index(op.f('ix_family_team_id'), table_name='family')
    op.drop_table('family')
    op.drop_table('team')
    op.drop_table('name_key')
    op.drop_index(op.f('ix_agreement_agency_id'), table_name='agreement')
    op.drop_table('agreement')
    op.drop_table('submission')
    op.drop_index(op.f('ix_sign_in_attempt_login'), table_name='sign_in_attempt')
    op.drop_table('sign_in_attempt')
    op.drop_table('name_word')
    op.drop_table('audit_seal')
    op.drop_index('ix_audit_event_family_id_id', table_name='audit_event')
    op.drop_table('audit_event')
    op.drop_table('agency')
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change()")

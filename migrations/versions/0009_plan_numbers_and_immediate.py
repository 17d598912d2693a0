"""Keep willingness, confidence and capacity beside what a person says to a plan, and what became of an immediate plan.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TABLE = "immediate_change"
NUMBERS = ("willingness", "confidence", "capacity")


def upgrade() -> None:
    for name in NUMBERS:
        op.add_column("stance", sa.Column(name, sa.Integer(), nullable=True))
    op.add_column("stance", sa.Column("numbers_because", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        TABLE,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("snapshot_id", sa.Uuid(), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["user_account.id"], name=op.f("fk_immediate_change_author_id")),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name=op.f("fk_immediate_change_family_id")),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshot.id"], name=op.f("fk_immediate_change_snapshot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_immediate_change")),
    )
    for name in ("family_id", "snapshot_id"):
        op.create_index(op.f(f"ix_{TABLE}_{name}"), TABLE, [name], unique=False)
    _freeze()


def _freeze() -> None:
    """What happened is never changed and never deleted, by nobody."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"CREATE TRIGGER {TABLE}_frozen BEFORE UPDATE OR DELETE OR TRUNCATE ON {TABLE} "
                   "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()")
        return
    for verb in ("UPDATE", "DELETE"):
        op.execute(f"CREATE TRIGGER {TABLE}_no_{verb.lower()} BEFORE {verb} ON {TABLE} "
                   f"BEGIN SELECT RAISE(ABORT, '{TABLE} is append-only'); END")
    # INSERT OR REPLACE skips a delete trigger unless recursive_triggers is on.
    op.execute(f"CREATE TRIGGER {TABLE}_no_replace BEFORE INSERT ON {TABLE} "
               f"WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id) "
               f"BEGIN SELECT RAISE(ABORT, '{TABLE} is append-only'); END")


def downgrade() -> None:
    """Takes the numbers and the states of immediate plans away; their words, versions and what people said stay."""
    for name in ("snapshot_id", "family_id"):
        op.drop_index(op.f(f"ix_{TABLE}_{name}"), table_name=TABLE)
    op.drop_table(TABLE)
    for name in ("numbers_because", *reversed(NUMBERS)):
        op.drop_column("stance", name)

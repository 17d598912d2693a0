"""Keep who holds which piece, what was brought in advance, relatives' concerns with their outcome, and what was shared or not.

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

FROZEN = ("discussion_brought", "piece_event", "concern", "concern_outcome", "sharing")


def upgrade() -> None:
    op.create_table("discussion_brought", *_row(), *_discussion(), *_seat("discussion_brought", nullable=False),
                    sa.Column("number", sa.Integer(), nullable=False), sa.Column("guide", sa.String(40), nullable=False),
                    sa.Column("info", sa.String(40), nullable=False),
                    *(sa.Column(name, sa.Text(), nullable=False)
                      for name in ("seen", "facts", "words", "view", "offer", "would_change")), *_tail("discussion_brought"),
                    sa.UniqueConstraint("seat_id", "number", name=op.f("uq_discussion_brought_seat_id_number")))
    op.create_table("piece_event", *_row(), *_discussion(), *_seat("piece_event"), *_person("piece_event"),
                    sa.Column("holder", sa.Text(), nullable=False), sa.Column("what", sa.String(40), nullable=False),
                    sa.Column("words", sa.Text(), nullable=False), sa.Column("on", sa.Date(), nullable=False), *_tail("piece_event"))
    op.create_table("concern", *_row(), sa.Column("discussion_id", sa.Uuid(), nullable=True), *_person("concern"),
                    *(sa.Column(name, sa.Text(), nullable=False) for name in ("from_whom", "words", "told_to")),
                    sa.Column("is_verbatim", sa.Boolean(), nullable=False), sa.Column("on", sa.Date(), nullable=False),
                    *_tail("concern"))
    op.create_table("concern_outcome", *_row(), sa.Column("concern_id", sa.Uuid(), nullable=False),
                    sa.Column("words", sa.Text(), nullable=False), sa.Column("by_whom", sa.Text(), nullable=False),
                    sa.Column("on", sa.Date(), nullable=False), *_tail("concern_outcome"),
                    sa.ForeignKeyConstraint(["concern_id"], ["concern.id"], name=op.f("fk_concern_outcome_concern_id")))
    op.create_table("sharing", *_row(), sa.Column("discussion_id", sa.Uuid(), nullable=True),
                    *(sa.Column(name, sa.Text(), nullable=False) for name in ("what", "to_whom", "because", "basis")),
                    sa.Column("is_shared", sa.Boolean(), nullable=False), sa.Column("on", sa.Date(), nullable=False),
                    *_tail("sharing"))
    for table in FROZEN:
        op.create_index(op.f(f"ix_{table}_family_id"), table, ["family_id"], unique=False)
        _freeze(table)


def _row() -> tuple[sa.Column, ...]:
    return sa.Column("id", sa.Uuid(), nullable=False), sa.Column("family_id", sa.Uuid(), nullable=False)


def _discussion() -> tuple[sa.Column, ...]:
    return (sa.Column("discussion_id", sa.Uuid(), nullable=False),)


def _seat(table: str, *, nullable: bool = True) -> tuple[sa.Column | sa.ForeignKeyConstraint, ...]:
    return (sa.Column("seat_id", sa.Uuid(), nullable=nullable),
            sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f(f"fk_{table}_seat_id")))


def _person(table: str) -> tuple[sa.Column | sa.ForeignKeyConstraint, ...]:
    return (sa.Column("person_id", sa.Uuid(), nullable=True),
            sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f(f"fk_{table}_person_id")))


def _tail(table: str) -> tuple[sa.Column | sa.Constraint, ...]:
    discussion = () if table == "concern_outcome" else (
        sa.ForeignKeyConstraint(["discussion_id"], ["discussion.id"], name=op.f(f"fk_{table}_discussion_id")),)
    return (sa.Column("author_id", sa.Uuid(), nullable=True), sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
            sa.ForeignKeyConstraint(["author_id"], ["user_account.id"], name=op.f(f"fk_{table}_author_id")),
            sa.ForeignKeyConstraint(["family_id"], ["family.id"], name=op.f(f"fk_{table}_family_id")), *discussion,
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")))


def _freeze(table: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"CREATE TRIGGER {table}_frozen BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                   "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()")
        return
    for verb in ("UPDATE", "DELETE"):
        op.execute(f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                   f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END")
    # INSERT OR REPLACE skips a delete trigger unless recursive_triggers is on.
    op.execute(f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
               f"WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id) "
               f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END")


def downgrade() -> None:
    """Refuses where one of these tables holds words."""
    for table in ("discussion_brought", "piece_event", "concern", "concern_outcome", "sharing"):
        if op.get_bind().execute(sa.text(f"SELECT 1 FROM {table} LIMIT 1")).first() is not None:
            raise RuntimeError("There are concerns, pieces or sharings with words in them. Export them before going back.")
    for table in reversed(FROZEN):
        op.drop_table(table)

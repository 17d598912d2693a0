"""Papers handed over and answered, how hard a made paper is to read, and a session that is turned towards somebody.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

HOW = ("by_hand", "post", "email", "read_out", "shown")
UNDERSTOOD = ("yes", "in_part", "no", "not_asked")
ANSWERS = ("agrees", "in_part", "does_not", "none_yet")
TABLES = ("handing_over", "paper_answer")


def upgrade() -> None:
    op.create_table(
        "handing_over",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("paper_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("how", sa.Enum(*HOW, name="how", native_enum=False, length=40), nullable=False),
        sa.Column("read_together", sa.Boolean(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("interpreter", sa.Text(), nullable=False),
        sa.Column("understood", sa.Enum(*UNDERSTOOD, name="understood", native_enum=False, length=40), nullable=False),
        sa.Column("their_words", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        *_keys("handing_over"),
    )
    op.create_table(
        "paper_answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("paper_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("answer", sa.Enum(*ANSWERS, name="answerkind", native_enum=False, length=40), nullable=False),
        sa.Column("why_none", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("wants_changed", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("taken_by", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        *_keys("paper_answer"),
    )
    for table in TABLES:
        for column in ("family_id", "paper_id"):
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)
        _freeze(table)
    op.add_column("paper", sa.Column("reading", sa.JSON(), nullable=True))
    op.add_column("user_session", sa.Column("turned", sa.Text(), nullable=False, server_default=""))


def _keys(table: str) -> tuple[sa.Constraint, ...]:
    return (
        sa.ForeignKeyConstraint(["author_id"], ["user_account.id"], name=op.f(f"fk_{table}_author_id")),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name=op.f(f"fk_{table}_family_id")),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f(f"fk_{table}_paper_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f(f"fk_{table}_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def _freeze(table: str) -> None:
    """Let the database itself refuse to change or delete rows of TABLE."""
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
    """Refuses where a paper was handed over or answered; loses the measures of papers, which themselves stay."""
    for table in TABLES:
        if op.get_bind().execute(sa.text(f"SELECT 1 FROM {table} LIMIT 1")).first() is not None:
            raise RuntimeError("There are papers that were handed over or answered. Export what was said before going back.")
    op.drop_column("user_session", "turned")
    op.drop_column("paper", "reading")
    for table in TABLES:
        for column in ("family_id", "paper_id"):
            op.drop_index(op.f(f"ix_{table}_{column}"), table_name=table)
        op.drop_table(table)

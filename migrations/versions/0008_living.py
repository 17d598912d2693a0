"""Promises checked, milestones reached, moved or stepped back from, and which wording of a rule a test tried.

How a promise stands moves from its words into the first check of it; the words themselves stay as they were.

Revision ID: 0008
Revises: 0007
"""

import json
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from practice.core.clock import LONDON
from practice.core.ids import new_id

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

OUTCOMES = ("kept", "partly", "late", "not_kept")
STEPS = ("reached", "moved", "stepped_back")
TRIED_NUMBER = """
    UPDATE plan_test SET rule_number = coalesce((
        SELECT max(revision.number) FROM revision
        WHERE revision.record_id = plan_test.rule_id AND revision.recorded_at < plan_test.recorded_at), 1)"""


def upgrade() -> None:
    op.create_table(
        "promise_check",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("promise_id", sa.Uuid(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("outcome", sa.Enum(*OUTCOMES, name="howkept", native_enum=False, length=40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("said_by_id", sa.Uuid(), nullable=True),
        sa.Column("is_verbatim", sa.Boolean(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["user_account.id"], name=op.f("fk_promise_check_author_id")),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name=op.f("fk_promise_check_family_id")),
        sa.ForeignKeyConstraint(["promise_id"], ["record.id"], name=op.f("fk_promise_check_promise_id")),
        sa.ForeignKeyConstraint(["said_by_id"], ["person.id"], name=op.f("fk_promise_check_said_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promise_check")),
    )
    op.create_table(
        "milestone_step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("milestone_id", sa.Uuid(), nullable=False),
        sa.Column("what", sa.Enum(*STEPS, name="stepkind", native_enum=False, length=40), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["user_account.id"], name=op.f("fk_milestone_step_author_id")),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name=op.f("fk_milestone_step_family_id")),
        sa.ForeignKeyConstraint(["milestone_id"], ["record.id"], name=op.f("fk_milestone_step_milestone_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone_step")),
    )
    for table, column in (("promise_check", "promise_id"), ("milestone_step", "milestone_id")):
        for name in ("family_id", column):
            op.create_index(op.f(f"ix_{table}_{name}"), table, [name], unique=False)
    op.add_column("plan_test", sa.Column("rule_number", sa.Integer(), nullable=False, server_default="0"))
    _say_which_wording_was_tried()
    _checks_from_words()
    for table in ("promise_check", "milestone_step"):
        _freeze(table)


def _say_which_wording_was_tried() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE plan_test DISABLE TRIGGER plan_test_frozen")
        op.execute(TRIED_NUMBER)
        op.execute("ALTER TABLE plan_test ENABLE TRIGGER plan_test_frozen")
        return
    op.execute("DROP TRIGGER plan_test_no_update")
    op.execute(TRIED_NUMBER)
    op.execute("CREATE TRIGGER plan_test_no_update BEFORE UPDATE ON plan_test "
               "BEGIN SELECT RAISE(ABORT, 'plan_test is append-only'); END")


def _checks_from_words() -> None:
    """The newest words of each promise said how it stood: that is its first check."""
    bind = op.get_bind()
    record = sa.table("record", sa.column("id", sa.Uuid()), sa.column("family_id", sa.Uuid()), sa.column("kind", sa.String()),
                      sa.column("number", sa.Integer()))
    words = sa.table("revision", sa.column("record_id", sa.Uuid()), sa.column("number", sa.Integer()),
                     sa.column("body", sa.Text()), sa.column("author_id", sa.Uuid()),
                     sa.column("recorded_at", sa.DateTime(timezone=True)))
    check = sa.table("promise_check", *(sa.column(name, kind) for name, kind in (
        ("id", sa.Uuid()), ("family_id", sa.Uuid()), ("promise_id", sa.Uuid()), ("on", sa.Date()), ("outcome", sa.String()),
        ("words", sa.Text()), ("said_by_id", sa.Uuid()), ("is_verbatim", sa.Boolean()), ("author_id", sa.Uuid()),
        ("recorded_at", sa.DateTime(timezone=True)))))
    found: list[dict[str, Any]] = []
    for line in bind.execute(
            sa.select(record.c.id, record.c.family_id, words.c.body, words.c.author_id, words.c.recorded_at)
            .join(words, (words.c.record_id == record.c.id) & (words.c.number == record.c.number))
            .where(record.c.kind == "promise")):
        body = json.loads(line.body)
        if body.get("state", "promised") in OUTCOMES:
            at: datetime = line.recorded_at if line.recorded_at.tzinfo else line.recorded_at.replace(tzinfo=UTC)
            found.append({"id": new_id(), "family_id": line.family_id, "promise_id": line.id,
                          "on": at.astimezone(LONDON).date(), "outcome": body["state"], "words": body.get("state_words", ""),
                          "said_by_id": None, "is_verbatim": False, "author_id": line.author_id,
                          "recorded_at": line.recorded_at})
    if found:
        bind.execute(sa.insert(check), found)


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
    """Loses what was said of promises and milestones since; the words of both stay in their records."""
    op.drop_column("plan_test", "rule_number")
    for table, column in (("promise_check", "promise_id"), ("milestone_step", "milestone_id")):
        for name in ("family_id", column):
            op.drop_index(op.f(f"ix_{table}_{name}"), table_name=table)
        op.drop_table(table)

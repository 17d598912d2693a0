"""How a promise stood was said in its words: its newest words become its first check, and nothing of the words is lost."""

import json
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import insert, select, text

from practice.core.db import db
from tests.make.old_tables import tables

BEFORE, SINCE = "0007", "0008"
NOON = datetime(2026, 10, 12, 22, 30, tzinfo=UTC)  # the 12th in England too, half past eleven in the evening


@pytest.fixture
def migrations(bare_app):
    """The migrations of an empty database, which stands just before promises were checked."""
    with bare_app.app_context():
        alembic = bare_app.extensions["alembic"]
        alembic.downgrade(BEFORE)
        db.close()
        yield alembic


def test_how_a_promise_stood_becomes_its_first_check(migrations):
    kept, late, only, rule, family, test = (uuid4() for _ in range(6))
    with db.engine.begin() as connection:
        families, record, revision, plan_test = tables(connection, "family", "record", "revision", "plan_test")
        connection.execute(insert(families).values(id=family, name="Orchard", reference="R", status="", is_open=True,
                                                   opened_on=date(2026, 6, 1), created_at=NOON, lock_version=1))
        for number, (record_id, kind, bodies) in enumerate((
                (kept, "promise", [{"words": "visits", "state": "late"},
                                   {"words": "visits", "state": "kept", "state_words": "6 of 6 kept"}]),
                (late, "promise", [{"words": "rings", "state": "late", "state_words": "Late by 4 days"}]),
                (only, "promise", [{"words": "writes"}]),
                (rule, "plan_rule", [{"words": "rings Olive"}, {"words": "rings Olive by 5"}]))):
            connection.execute(insert(record).values(
                id=record_id, family_id=family, kind=kind, position=number, info="plan", number=len(bodies), lock_version=1,
                created_at=NOON))
            for at, body in enumerate(bodies, 1):
                connection.execute(insert(revision).values(
                    id=uuid4(), record_id=record_id, number=at, kind=kind, body=json.dumps(body),
                    recorded_at=NOON - timedelta(hours=len(bodies) - at)))
        connection.execute(insert(plan_test).values(
            id=test, family_id=family, rule_id=rule, kind="phone", on=date(2026, 10, 12), who="", what_happened="Nobody answered",
            outcome="no", change="", recorded_at=NOON - timedelta(minutes=30)))
        before = connection.execute(select(revision.c.body).order_by(revision.c.id)).all()
    migrations.upgrade(SINCE)
    with db.engine.begin() as connection:
        check, revision, plan_test = tables(connection, "promise_check", "revision", "plan_test")
        found = {line.promise_id: (line.outcome, line.words, line.on) for line in connection.execute(select(check))}
        assert found == {kept: ("kept", "6 of 6 kept", date(2026, 10, 12)), late: ("late", "Late by 4 days", date(2026, 10, 12))}
        assert connection.execute(select(revision.c.body).order_by(revision.c.id)).all() == before
        # the test was written down between the two wordings: it tried the first
        assert connection.execute(select(plan_test.c.rule_number)).scalar_one() == 1
    with pytest.raises(Exception, match=r"append-only|never changed|refuse"), db.engine.begin() as connection:
        connection.execute(text("UPDATE plan_test SET rule_number = 9"))
    migrations.downgrade(BEFORE)
    with db.engine.begin() as connection:
        revision, plan_test = tables(connection, "revision", "plan_test")
        assert connection.execute(select(revision.c.body).order_by(revision.c.id)).all() == before
        assert "rule_number" not in plan_test.c
    migrations.upgrade()

"""The trail is sealed, and the verifier names what was changed, removed or cut off. The triggers are put out of the way first:
this is what is left when somebody owns the database."""

import threading
from pathlib import Path

import pytest
from sqlalchemy import delete, func, insert, select, text, update

from practice import create_app
from practice.core import audit, clock, seal
from practice.core.audit import AuditEvent, AuditSeal
from practice.core.cli import seal_all, seal_for_ever
from practice.core.db import command
from tests.conftest import settings_for

EVENT, SEAL = AuditEvent.__table__, AuditSeal.__table__


@command
def write(count: int) -> None:
    for number in range(count):
        audit.record("test.event", detail={"number": number})


@pytest.fixture
def engine(bare_app):
    with bare_app.app_context():
        yield bare_app.extensions["engine"]


def without_triggers(engine, *statements):
    """Do what the triggers forbid, as the owner of the database could."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if engine.dialect.name == "sqlite":
            for name in connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger' "
                                                "AND tbl_name IN ('audit_event', 'audit_seal')")).all():
                connection.execute(text(f"DROP TRIGGER {name}"))
        else:
            for table in ("audit_event", "audit_seal"):
                connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        for statement in statements:
            connection.execute(statement)


def run(app, *words):
    return app.test_cli_runner().invoke(args=["audit", *words])


def test_an_empty_trail_verifies(bare_app):
    with bare_app.app_context():
        result = run(bare_app, "verify")
    assert result.exit_code == 0
    assert result.stdout.startswith("0 events sealed in 0 seals, 0 waiting")


def test_the_commands_seal_and_verify_and_say_how_many(bare_app):
    with bare_app.app_context():
        write(7)
        assert "0 events sealed in 0 seals, 7 waiting" in run(bare_app, "verify").stdout
        assert run(bare_app, "seal").stdout == "7 events sealed.\n"
        write(2)
        result = run(bare_app, "verify")
    assert result.exit_code == 0
    assert "7 events sealed in 1 seals, 2 waiting" in result.stdout
    assert "Nothing was changed." in result.stdout


@pytest.mark.parametrize("column, value", [("action", "test.other"), ("detail", {"number": 99}), ("at", clock.now())])
def test_a_changed_event_is_named(bare_app, engine, column, value):
    write(5)
    seal_all(engine)
    write(5)
    seal_all(engine)
    without_triggers(engine, update(EVENT).where(EVENT.c.id == 7).values({column: value}))
    result = run(bare_app, "verify")
    assert result.exit_code == 1
    assert "an event of seal 2 was changed (it covers 6-10)" in result.stderr
    assert "Nothing was changed" not in result.stdout


def test_an_event_taken_out_of_the_middle_is_named(bare_app, engine):
    write(9)
    seal_all(engine)
    without_triggers(engine, delete(EVENT).where(EVENT.c.id == 4))
    result = run(bare_app, "verify")
    assert result.exit_code == 1
    assert "event 4 is missing (sealed in 1)" in result.stderr


def test_a_seal_taken_out_or_rewritten_breaks_the_chain(engine):
    for _ in range(3):
        write(3)
        seal_all(engine)
    without_triggers(engine, update(EVENT).where(EVENT.c.id == 2).values(action="test.other"))
    with engine.connect() as connection:
        events = connection.execute(select(EVENT).where(EVENT.c.id.in_([1, 2, 3])).order_by(EVENT.c.id)).all()
    import hashlib
    root = hashlib.sha256(b"".join(seal.leaf(event) for event in events)).digest()
    without_triggers(engine, update(SEAL).where(SEAL.c.no == 1).values(root=root))
    assert seal.verify(engine).faults[0] == "the chain is broken at seal 1"
    without_triggers(engine, delete(SEAL).where(SEAL.c.no == 2))
    assert "seal 2 is missing" in seal.verify(engine).faults


def test_a_cut_tail_is_seen_with_the_head_that_was_anchored_outside(engine, tmp_path):
    anchor = tmp_path / "anchor.txt"
    write(4)
    seal_all(engine)
    write(4)
    seal_all(engine)
    assert seal.write_anchor(engine, anchor) is not None
    assert seal.verify(engine, anchor).faults == ()
    without_triggers(engine, delete(EVENT).where(EVENT.c.id > 4), delete(SEAL).where(SEAL.c.no == 2))
    assert seal.verify(engine).faults == ()  # nothing inside the database can tell: this is why there is an anchor
    assert seal.verify(engine, anchor).faults == ("the anchored seal 2 is not in the trail: its end was cut or rewritten",)
    anchor.write_text("\n" + anchor.read_text())
    assert seal.verify(engine, anchor).faults[0] == "a line of the anchor file cannot be read"


def test_two_sealers_cover_each_event_once(engine):
    write(60)
    start, errors = threading.Barrier(4), []

    def sealer():
        try:
            start.wait()
            seal_all(engine)
        except Exception as problem:
            errors.append(problem)

    threads = [threading.Thread(target=sealer) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seal_all(engine)
    verdict = seal.verify(engine)
    assert not errors
    assert (verdict.sealed, verdict.waiting, verdict.faults) == (60, 0, ())


def test_a_late_commit_is_taken_by_a_later_seal(engine):
    """Ids are given before the commit, so a slow transaction fills a hole behind what is sealed already."""
    write(3)
    late = {"id": 4, "at": clock.now(), "action": "test.late"}
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(insert(EVENT).values(id=5, at=clock.now(), action="test.early"))
    assert seal_all(engine) == 4
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(insert(EVENT).values(**late))
    assert seal_all(engine) == 1
    with engine.connect() as connection:
        assert connection.scalars(select(SEAL.c.covers).order_by(SEAL.c.no)).all() == ["1-3,5", "4"]
    assert seal.verify(engine).faults == ()


def test_an_event_that_came_late_long_ago_lets_no_other_be_sealed_twice(engine, monkeypatch):
    """The seal that took it reaches far back, and older seals reach beyond it: they are looked at too."""
    monkeypatch.setattr(seal, "LOOK_BACK", 10)
    for ids in ((1, 2, 3, 4, 6, 7, 8, 9), (5, 10, 11), tuple(range(12, 18)), (18,), tuple(range(19, 40)), (40,)):
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            for number in ids:
                connection.execute(insert(EVENT).values(id=number, at=clock.now(), action="test.event"))
        assert seal_all(engine) == len(ids)
    assert seal.verify(engine).faults == ()


def test_the_sealer_goes_on_and_anchors_once_a_day(databases, tmp_path):
    anchor = tmp_path / "anchor.txt"
    app = create_app(settings_for(databases.copy_of(databases.template("bare", lambda _: None)), audit_anchor_file=str(anchor)))
    with app.app_context():
        write(3)
        seal_for_ever(rounds=3, pause=0)
        lines = Path(anchor).read_text().splitlines()
        assert len(lines) == 1
        assert lines[0].startswith("1 ")
        assert "3 events sealed in 1 seals" in run(app, "verify").stdout
    app.extensions["engine"].dispose()


def test_a_large_trail_is_sealed_in_batches(engine):
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(insert(EVENT), [{"at": clock.now(), "action": "test.event"} for _ in range(seal.BATCH + 10)])
    assert seal_all(engine) == seal.BATCH + 10
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(SEAL)) == 2
    assert seal.verify(engine).faults == ()

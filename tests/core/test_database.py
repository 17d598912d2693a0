"""The database is opened safely, commands are whole, and a form sent many times makes one change (B1, B9, B17)."""

import re
import threading
from collections import Counter
from datetime import date

import pytest
from sqlalchemy import func, select, text

from practice import create_app
from practice.core import audit, clock
from practice.core.audit import AuditEvent
from practice.core.db import command, db, safety_of
from practice.core.errors import RuleBroken
from practice.discussions.pieces import commands as pieces
from practice.discussions.pieces.models import Concern
from practice.mapping.kinds import Strength
from practice.records import commands as records
from practice.records.models import Record
from practice.settings import ROOT
from tests.conftest import settings_for
from tests.make.people import World, build_world


def test_the_app_says_how_its_database_keeps_what_it_acknowledged(app):
    said = safety_of(app.extensions["engine"])
    if app.extensions["engine"].dialect.name == "sqlite":
        assert said == "SQLite: WAL, synchronous=FULL, foreign keys on, busy timeout 5 s"
    else:
        assert said.startswith("PostgreSQL")


def test_migrations_make_the_tables_that_the_models_describe(bare_app):
    with bare_app.app_context():
        assert bare_app.extensions["alembic"].compare_metadata() == []


def test_running_takes_from_the_app_what_is_never_changed(app):
    """The rights that running.md takes away are those of the tables whose triggers refuse a change, no more and no fewer."""
    written = re.search(r"REVOKE UPDATE, DELETE, TRUNCATE ON (.*?) FROM", (ROOT / "docs/running.md").read_text(), re.DOTALL)
    assert written is not None
    frozen = {"sqlite": "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_no_delete'",
              "postgresql": "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%_frozen'"}
    with app.extensions["engine"].connect() as connection:
        names = connection.scalars(text(frozen[connection.dialect.name])).all()
    assert set(written[1].replace(",", " ").split()) == set(names)


def test_going_back_refuses_where_words_would_be_lost(databases):
    url = databases.copy_of(databases.template("world", lambda _: build_world()))
    app = create_app(settings_for(url))
    with app.app_context():
        world = World.read()
        with audit.acting_as(world.users["ines"]):
            pieces.add_concern(world.family, "Nan Coral", "She rang in May.", "the duty desk", date(2026, 5, 12))
        db.close()
        alembic = app.extensions["alembic"]
        with pytest.raises(RuntimeError, match="Export them before going back"):
            alembic.downgrade("0006")
        alembic.upgrade()
        assert db.session.scalar(select(Concern.words)) == "She rang in May."
        db.close()
    app.extensions["engine"].dispose()
    databases.drop(url)


def test_a_broken_rule_leaves_nothing_and_frees_the_lock(app, world):
    @command
    def half():
        records.add(world.family, "strength", Strength(words="half a change"))
        raise RuleBroken("words", "no")

    with app.app_context():
        before = db.session.scalar(select(func.count()).select_from(Record))
        events = db.session.scalar(select(func.count()).select_from(AuditEvent))
        with pytest.raises(RuleBroken):
            half()
        with app.extensions["engine"].connect().execution_options(writes=True) as other, other.begin():
            other.execute(text("UPDATE family SET name = name"))
        assert db.session.scalar(select(func.count()).select_from(Record)) == before
        assert db.session.scalar(select(func.count()).select_from(AuditEvent)) == events


def test_a_change_and_its_event_commit_together(app, world, monkeypatch):
    def fail(*_: object, **__: object) -> None:
        raise OSError("the audit table is full")

    with app.app_context():
        before = db.session.scalar(select(func.count()).select_from(Record))
        monkeypatch.setattr(audit, "record", fail)
        with pytest.raises(OSError, match="full"):
            records.add(world.family, "strength", Strength(words="never without its event"))
        assert db.session.scalar(select(func.count()).select_from(Record)) == before


def test_many_who_read_and_then_write_wait_their_turn(app, world):
    problems: list[str] = []

    def work(number: int) -> None:
        with app.app_context(), clock.at(clock.now()):
            try:
                for step in range(5):
                    db.session.scalar(select(func.count()).select_from(Record))
                    records.add(world.family, "strength", Strength(words=f"{number}-{step}"), position=1)
            except Exception as error:  # noqa: BLE001
                problems.append(repr(error))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    with app.app_context():
        kinds = Counter(db.session.scalars(select(Record.kind)))
    assert kinds["strength"] == 1 + 30

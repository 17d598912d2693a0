"""The app on one database, a fresh copy of it for every test, and clients that are people.

DATABASE_URL of the run chooses SQLite (default) or PostgreSQL; each worker makes a migrated template once and copies it.
"""

import fcntl
import gc
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import Engine, create_engine, text

from practice import create_app
from practice.core import clock
from practice.core.db import db, open_engine
from practice.settings import Mode, Settings
from tests.client import Client
from tests.make.people import World, build_world
from tests.servers import memory

NOW = datetime(2026, 11, 24, 10, 42, tzinfo=UTC)
POSTGRES = os.environ.get("TEST_DATABASE_URL", "")
# What a paper looks like, how the press fails, and which fields a form reads: the database behind them plays no part, or little,
# and they are slow. They run once, on SQLite.
ONCE = {"test_paper_texts.py", "test_every_kind.py", "test_press.py", "test_press_faults.py", "test_full_disk.py",
        "test_own_fields.py", "test_every_address.py", "test_wild.py"}


FOLDER = "TEST_DATABASES"  # in the environment: where the workers of a run keep their SQLite databases


def pytest_configure(config: pytest.Config) -> None:
    """In memory, where there is room: each write waits for the disk, as in earnest, and half of a run was this waiting."""
    if not hasattr(config, "workerinput"):
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="common-ground-", dir=memory())


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ.pop(FOLDER), ignore_errors=True)


def pytest_collection_finish() -> None:
    """What is there before the first test stays: the collector need not look through all of it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20000, 20, 50)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL, what asks for no database is left out: it ran on SQLite."""
    if POSTGRES:
        asks = [item.path.name not in ONCE and "databases" in getattr(item, "fixturenames", ()) for item in items]
        config.hook.pytest_deselected(items=[item for item, both in zip(items, asks, strict=True) if not both])
        items[:] = [item for item, both in zip(items, asks, strict=True) if both]


def settings_for(url: str, **changes: object) -> Settings:
    return Settings.model_validate({"mode": Mode.TEST, "database_url": url, "password_memory_kib": 1024,
                                    "secret_key": "tests", **changes})


def migrate(app: Flask) -> None:
    with app.app_context():
        app.extensions["alembic"].upgrade()


class Databases:
    """Makes databases of one kind: a template once, then copies."""

    def __init__(self, folder: Path, shared: Path) -> None:
        self.folder = folder
        self.shared = shared  # of all workers of a run: each template is made once, by whoever needs it first

    def _new(self, name: str) -> str:
        if POSTGRES:
            _administer(f'CREATE DATABASE "{name}"')
            return _named(name)
        return f"sqlite:///{self.folder}/{name}.sqlite"

    def template(self, name: str, fill: Callable[[Flask], object]) -> str:
        """The database called NAME, migrated and filled once a run."""
        known = self.shared / f"{name}.url"
        with (self.shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if known.exists():
                return known.read_text()
            url = self._new(f"t_{uuid4().hex[:12]}")
            app = create_app(settings_for(url))
            migrate(app)
            with app.app_context(), clock.at(NOW):
                fill(app)
                db.close()
            if not POSTGRES:
                with app.extensions["engine"].connect() as connection:
                    connection.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            app.extensions["engine"].dispose()
            known.write_text(url)
            return url

    def copy_of(self, url: str) -> str:
        name = f"c_{uuid4().hex[:12]}"
        if POSTGRES:
            # As files: written to the log page by page, each copy took five times as long.
            _administer(f'CREATE DATABASE "{name}" TEMPLATE "{url.rsplit("/", 1)[1]}" STRATEGY file_copy')
            return _named(name)
        source = Path(url.removeprefix("sqlite:///"))
        target = self.folder / f"{name}.sqlite"
        shutil.copyfile(source, target)
        return f"sqlite:///{target}"

    def drop(self, url: str) -> None:
        name = url.rsplit("/", 1)[1]
        if POSTGRES:
            _administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            return
        for ending in ("", "-wal", "-shm"):
            Path(url.removeprefix("sqlite:///") + ending).unlink(missing_ok=True)


def _named(name: str) -> str:
    return POSTGRES.rsplit("/", 1)[0] + "/" + name


@cache
def _admin() -> Engine:
    return create_engine(POSTGRES.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")


def _administer(statement: str) -> None:
    with _admin().connect() as connection:
        connection.execute(text(statement))


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Databases:
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base  # several workers have a folder each, in one
    # Every app of a run reads its templates anew, and takes what another one of them made of them.
    (shared / "templates").mkdir(exist_ok=True)
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": FileSystemBytecodeCache(str(shared / "templates"))}
    return Databases(Path(os.environ[FOLDER]), shared)


def _app_on(databases: Databases, template: str) -> Iterator[Flask]:
    url = databases.copy_of(template)
    app = create_app(settings_for(url))
    with clock.at(NOW):
        yield app
    app.extensions["engine"].dispose()
    databases.drop(url)


@pytest.fixture(scope="session")
def one_app(databases: Databases) -> Flask:
    """The app that the tests of a worker share: making one, and reading every template anew, takes longer than most tests."""
    made = create_app(settings_for(databases.template("world", lambda _: build_world())))
    made.extensions["first engine"] = first = made.extensions["engine"]
    first.update_execution_options(compiled_cache={})
    first.dispose()  # a database that somebody is connected to is not copied
    return made


def engine_on(app: Flask, url: str) -> Engine:
    """An engine on another database that takes over the statements which the first engine of APP wrote out for its kind of
    database: writing them anew for every test took a third of its time."""
    first: Engine = app.extensions["first engine"]
    engine = open_engine(url)
    engine.dialect = first.dialect
    engine.update_execution_options(compiled_cache=first.get_execution_options()["compiled_cache"])
    return engine


@pytest.fixture
def app(databases: Databases, one_app: Flask) -> Iterator[Flask]:
    """The app on a database with the small world of tests/make/people.py: users of every role and one family."""
    url = databases.copy_of(databases.template("world", lambda _: build_world()))
    engine = engine_on(one_app, url)
    one_app.extensions["engine"], one_app.extensions["settings"] = engine, settings_for(url)
    one_app.extensions["alembic"].engines["default"] = engine  # or going back would change what others copy
    with clock.at(NOW):
        yield one_app
    engine.dispose()
    databases.drop(url)


@pytest.fixture
def bare_app(databases: Databases) -> Iterator[Flask]:
    """The app on a migrated, empty database."""
    yield from _app_on(databases, databases.template("bare", lambda _: None))


@pytest.fixture
def world(app: Flask) -> World:
    """Ids of the small world by name."""
    with app.app_context():
        return World.read()  # its session ends with the context


@pytest.fixture
def client(app: Flask) -> Callable[[str], Client]:
    """client('allocated worker') is a browser of that person, signed in; 'nobody' is not signed in."""
    made: dict[str, Client] = {}

    def person(name: str) -> Client:
        if name not in made:
            made[name] = Client(app, name)
        return made[name]

    return person

"""The database: one engine for the app, one session for the request, one transaction for a command.

SQLite (WAL, synchronous=FULL, foreign keys on) is the embedded default; PostgreSQL by DATABASE_URL. See docs/decisions.
"""

import enum
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from flask import Flask, current_app, g
from sqlalchemy import (
    Connection,
    DateTime,
    Engine,
    Enum,
    Executable,
    MetaData,
    String,
    Text,
    create_engine,
    event,
    inspect,
    text,
)
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker
from sqlalchemy.types import TypeDecorator

from practice.core.ids import new_id

P = ParamSpec("P")
R = TypeVar("R")
EMPTY = text("''")  # an empty default as SQLite reads it back: written "", the check of migrations calls it changed

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Instant(TypeDecorator[datetime]):
    """A moment, kept in UTC and always aware: SQLite would give it back without its zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        return value if value is None or value.tzinfo else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {  # noqa: RUF012
        datetime: Instant(),
        str: Text(),
        # Text, by value, of fixed length: alike on both databases, and a new member needs no migration.
        enum.Enum: Enum(enum.Enum, native_enum=False, length=40, create_constraint=False,
                        values_callable=lambda members: [m.value for m in members]),
    }


class Row(Base):
    """A table whose rows have an id made in the app."""

    __abstract__ = True
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id, sort_order=-1)


class Submission(Base):
    """One sending of one form. Its key is unique, so that sending twice makes one change (B17)."""

    __tablename__ = "submission"
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[UUID | None]
    sent_at: Mapped[datetime]
    location: Mapped[str | None]


ALONE = {"isolation_level": "AUTOCOMMIT"}  # each statement on its own


class Lines(list[Any]):
    """The rows of one read, fetched at once: walking a result row by row costs a call each."""

    def all(self) -> "Lines":
        return self

    def first(self) -> Any:
        """The first row, or None."""
        return self[0] if self else None

    def one(self) -> Any:
        """The only row. Raises ValueError where there are none or several."""
        (line,) = self
        return line


class Db:
    """One engine for the app, one session for the request."""

    def __init__(self) -> None:
        self.maker = sessionmaker(expire_on_commit=False, autoflush=True)

    def init_app(self, app: Flask, url: str) -> None:
        """Open the engine of URL for APP and close each request's session after it."""
        app.extensions["engine"] = open_engine(url)
        app.teardown_appcontext(self.close)

    @property
    def engine(self) -> Engine:
        engine: Engine = current_app.extensions["engine"]
        return engine

    @property
    def session(self) -> Session:
        held = g._get_current_object()  # asked for at each read: through the proxy each look at it costs several calls
        session: Session | None = held.get("session")
        if session is None:
            session = held.session = self.maker(bind=self.engine)
        return session

    def read(self, statement: Executable, parameters: Mapping[str, Any] | None = None) -> Lines:
        """The rows of a statement built once, through Core: with the ORM's own loading they took a quarter to a half longer.

        Inside a command what was changed so far is written first, so that it is seen. Outside of one PostgreSQL reads without a
        transaction: each statement sees what is committed, as in one, but BEGIN and ROLLBACK are spared, and with every ROLLBACK
        psycopg would forget what it has prepared. On SQLite a page reads one state of the database from first to last.
        """
        session = self.session
        if session.info.get("in_command"):
            session.flush()
        elif not session.in_transaction() and self.engine.dialect.name == "postgresql":
            session.connection(execution_options=ALONE)
        return Lines(session.connection().execute(statement, parameters).all())

    def close(self, _: object = None) -> None:
        if (session := g.pop("session", None)) is not None:
            session.close()


db = Db()


def open_engine(url: str) -> Engine:
    """An engine tuned for case records: on SQLite WAL, FULL, foreign keys, busy timeout 5 s (B9)."""
    if url.startswith("postgresql://"):
        url = url.replace("postgresql://", "postgresql+psycopg://", 1)
    if url.startswith("sqlite:///") and ":memory:" not in url:
        Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, pool_pre_ping=False, pool_size=8, max_overflow=8)
    if engine.dialect.name == "sqlite":
        _tune_sqlite(engine)
    return engine


def _tune_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def connect(connection: Any, _: object) -> None:
        connection.isolation_level = None  # the driver's own transactions are off: the begin event decides
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def safety_of(engine: Engine) -> str:
    """One line for the start of the app: how this database keeps what it acknowledged."""
    if engine.dialect.name != "sqlite":
        with engine.connect() as connection:
            version = connection.exec_driver_sql("SHOW server_version").scalar_one()
            level = connection.exec_driver_sql("SHOW synchronous_commit").scalar_one()
        return f"PostgreSQL {version}, synchronous_commit={level}"
    with engine.connect() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
                 for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")}
    if (found["journal_mode"], found["synchronous"], found["foreign_keys"]) != ("wal", 2, 1):
        raise RuntimeError(f"SQLite is not opened safely: {found}. Put the database on a local disk.")
    return "SQLite: WAL, synchronous=FULL, foreign keys on, busy timeout 5 s"


def command(func: Callable[P, R]) -> Callable[P, R]:
    """Make one function one transaction; called inside another command it joins that one."""

    @wraps(func)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        session = db.session
        if session.info.get("in_command"):
            return func(*args, **kwargs)
        session.info["in_command"] = True
        try:
            session.commit()  # end the read, so that SQLite waits for its turn to write instead of failing
            session.connection(execution_options={"writes": True})  # begin event: BEGIN IMMEDIATE
            with session.begin_nested():  # a rollback would expire what the page still has to show
                if (claim := g.get("claim_submission")) is not None:
                    claim()
                result = func(*args, **kwargs)
                session.flush()
            session.commit()
            return result
        except BaseException:
            try:
                session.commit()  # nothing is left in it, but SQLite's write lock must not wait for the error page
            except SQLAlchemyError:
                session.rollback()  # the database has ended it by itself, as on a full disk: no part of it was kept
            raise
        finally:
            session.info["in_command"] = False

    return run


def hold(row: Base) -> None:
    """Lock ROW until the command ends and read its columns afresh: what the policy saw may be old."""
    columns = [column.key for column in inspect(type(row)).column_attrs]
    db.session.refresh(row, columns, with_for_update=True)

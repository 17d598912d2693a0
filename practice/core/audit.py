"""The audit trail: an append-only event for every change and every look, sealed by one sealer.

The event is written in the change's own transaction (a look's, before rendering). It holds ids and field names, never the
words of a case (A36-A38). See practice/core/seal.py for the sealer and the verifier.
"""

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as MappingType
from contextlib import contextmanager
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from flask import g, has_request_context
from flask_login import current_user
from sqlalchemy import JSON, BigInteger, Index, Integer, LargeBinary, String, Table, insert
from sqlalchemy.orm import Mapped, mapped_column

from practice.core import clock
from practice.core.db import Base, db

BigId = BigInteger().with_variant(Integer, "sqlite")


class AuditEvent(Base):
    __tablename__ = "audit_event"
    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    at: Mapped[datetime]
    actor_id: Mapped[UUID | None]
    action: Mapped[str] = mapped_column(String(60))
    family_id: Mapped[UUID | None]
    about_id: Mapped[UUID | None]
    detail: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    __table_args__ = (Index("ix_audit_event_family_id_id", "family_id", "id"), {"sqlite_autoincrement": True})


class AuditSeal(Base):
    __tablename__ = "audit_seal"
    no: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    covers: Mapped[str]
    events: Mapped[int]
    root: Mapped[bytes] = mapped_column(LargeBinary)
    seal: Mapped[bytes] = mapped_column(LargeBinary)
    sealed_at: Mapped[datetime]


@contextmanager
def acting_as(user_id: UUID) -> Iterator[None]:
    """Act for USER_ID inside the block: command lines and the replay of a case."""
    before = g.get("acting_as")
    g.acting_as = user_id
    try:
        yield
    finally:
        g.acting_as = before


TABLE = cast(Table, AuditEvent.__table__)
INSERT = insert(TABLE)


def actor() -> UUID | None:
    """Who acts: the person signed in, or the one a command line acts for."""
    if (acting := g.get("acting_as")) is not None:
        acting_id: UUID = acting
        return acting_id
    if has_request_context() and current_user and current_user.is_authenticated:
        user_id: UUID = current_user.id
        return user_id
    return None


def record(action: str, *, family_id: UUID | None = None, about: UUID | None = None,
           detail: MappingType[str, Any] | None = None) -> None:
    """Write one event into the transaction of the change. Call it inside a command."""
    _write(action, family_id, [about], detail)


def record_each(action: str, *, family_id: UUID | None, about: Iterable[UUID]) -> None:
    """As record, one event about each, in one statement. Call it inside a command."""
    _write(action, family_id, about, None)


def _write(action: str, family_id: UUID | None, about: Iterable[UUID | None], detail: MappingType[str, Any] | None) -> None:
    at, actor_id = clock.now(), actor()
    db.session.execute(INSERT, [{"at": at, "actor_id": actor_id, "action": action, "family_id": family_id, "about_id": one,
                                 "detail": dict(detail) if detail else None} for one in about])


def look(page: str, family_id: UUID | None, about: UUID | None = None) -> None:
    """Record that someone looked, and commit by itself before anything is rendered."""
    session = db.session
    session.commit()
    session.connection(execution_options={"writes": True})
    record("looked", family_id=family_id, about=about, detail={"page": page})
    session.commit()

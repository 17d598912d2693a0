"""What was said and decided about a family's plans, in one statement: each person's word, reasons for broken threads, and
what became of immediate plans."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Date,
    DateTime,
    Integer,
    String,
    Text,
    Uuid,
    bindparam,
    cast,
    func,
    literal,
    null,
    select,
    type_coerce,
    union_all,
)

from practice.accounts.models import User
from practice.core.db import Instant, db
from practice.records.models import Kept
from practice.records.queries import KeptRow
from practice.safety import copies
from practice.safety.copies import CopyRow
from practice.safety.immediate.models import Became, ImmediateChange
from practice.safety.immediate.standing import Change
from practice.safety.models import Stance, StanceKind


@dataclass(frozen=True, slots=True)
class StanceRow:
    """What one person said to one version. The numbers are 0 to 10 on the whole plan; None: not asked."""

    snapshot_id: UUID
    person_id: UUID
    stance: StanceKind
    words: str
    is_verbatim: bool
    why_not_asked: str
    on: date
    how: str
    recorded_at: datetime | None = None
    willingness: int | None = None
    confidence: int | None = None
    capacity: int | None = None
    numbers_because: str = ""


@dataclass(slots=True)
class Said:
    """Oldest first, each."""

    stances: list[StanceRow]
    kept: list[KeptRow]
    immediate: list[Change]
    copies: list[CopyRow]


def _nothing(kind: Any) -> Any:
    return cast(null(), kind)


_STANCES = select(
    literal("stance", String).label("sort"), Stance.snapshot_id.label("about_id"), Stance.person_id.label("person_id"),
    type_coerce(Stance.stance, String).label("code"), Stance.words.label("words"), Stance.is_verbatim.label("is_verbatim"),
    Stance.why_not_asked.label("more"), Stance.on.label("on"), Stance.how.label("how"),
    Stance.recorded_at.label("at"), Stance.willingness.label("willingness"), Stance.confidence.label("confidence"),
    Stance.capacity.label("capacity"), Stance.numbers_because.label("numbers_because"), literal("", Text).label("author"),
    _nothing(DateTime(timezone=True)).label("until"), Stance.id.label("id")).where(Stance.family_id == bindparam("family_id"))
_REST = (_nothing(Boolean), literal("", Text), _nothing(Date), literal("", Text))
_NO_NUMBERS = (_nothing(Integer), _nothing(Integer), _nothing(Integer), literal("", Text))
_KEPT = (select(literal("kept", String), Kept.about_id, _nothing(Uuid), Kept.code, Kept.because, *_REST, Kept.at, *_NO_NUMBERS,
                func.coalesce(User.name, ""), _nothing(DateTime(timezone=True)), Kept.id)
         .outerjoin(User, User.id == Kept.by_id).where(Kept.family_id == bindparam("family_id")))
_IMMEDIATE = (select(literal("immediate", String), ImmediateChange.snapshot_id, _nothing(Uuid),
                     type_coerce(ImmediateChange.what, String), ImmediateChange.because, *_REST, ImmediateChange.recorded_at,
                     *_NO_NUMBERS, func.coalesce(User.name, ""), ImmediateChange.until, ImmediateChange.id)
              .outerjoin(User, User.id == ImmediateChange.author_id)
              .where(ImmediateChange.family_id == bindparam("family_id")))


@lru_cache
def _statement(more: tuple[Any, ...]) -> Any:
    """Built once, with what a room above reads beside it (copies.py)."""
    whole = union_all(_STANCES, _KEPT, _IMMEDIATE, *more).subquery()
    return select(*(type_coerce(column, Instant()).label(column.name) if column.name in {"at", "until"} else column
                    for column in whole.c)).order_by(whole.c.at, whole.c.id)


def said_of(family_id: UUID) -> Said:
    """Everything that was said about any version of any plan of the family. One statement."""
    return gather(db.read(_statement(copies.selects()), {"family_id": family_id}))


def gather(lines: Iterable[Any]) -> Said:
    found = Said([], [], [], [])
    for (sort, about, person, code, words, is_verbatim, more, on, how, at, willingness, confidence, capacity, numbers_because,
         author, until, _) in lines:
        if sort == "stance":
            found.stances.append(StanceRow(about, person, StanceKind(code), words, bool(is_verbatim), more, on, how, at,
                                           willingness, confidence, capacity, numbers_because))
        elif sort == "kept":
            found.kept.append(KeptRow(about, code, words, at, author))
        elif sort == "immediate":
            found.immediate.append(Change(about, Became(code), words, at, author, until))
        else:
            found.copies.append(CopyRow(sort, about, person, code, words, bool(is_verbatim), more, on))
    return found

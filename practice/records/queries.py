"""Reads of records: the current words of a family as one person may see them, one record, its history, its snapshots."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import bindparam, func, select

from practice.access.models import Information
from practice.access.queries import MyPart
from practice.accounts.models import User
from practice.core.db import db
from practice.records.bodies import KINDS, Body, from_json
from practice.records.models import EvidenceYes, Kept, Link, NotFor, Record, Revision, Shown, Snapshot, Wording


class Row(msgspec.Struct, frozen=True):
    """A record as it stands: identity, its current words, and who wrote them when.

    A struct: pages make a hundred of them, and making a frozen dataclass took sixty times as long.
    """

    id: UUID
    kind: str
    parent_id: UUID | None
    position: int
    info: Information
    lock_version: int
    number: int
    recorded_at: datetime
    author: str
    withdrawn_because: str | None
    body: Any

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_because is not None


_COLUMNS = (Record.id, Record.kind, Record.parent_id, Record.position, Record.info, Record.lock_version, Record.number,
            Revision.recorded_at, func.coalesce(User.name, "").label("author"), Record.withdrawn_because, Revision.body)
_JOINED = (select(*_COLUMNS)
           .join(Revision, (Revision.record_id == Record.id) & (Revision.number == Record.number))
           .outerjoin(User, User.id == Revision.author_id))
CURRENT = (_JOINED.where(Record.family_id == bindparam("family_id"), Record.kind.in_(bindparam("kinds", expanding=True)),
                         Record.info.in_(bindparam("infos", expanding=True)))
           .order_by(Record.position, Record.created_at, Record.id))
ONE = _JOINED.where(Record.id == bindparam("record_id"))
PLACE = select(Record.family_id, Record.info, Record.parent_id, Record.kind).where(Record.id == bindparam("record_id"))
HISTORY = (select(Revision.number, Revision.kind, Revision.body, Revision.recorded_at,
                  func.coalesce(User.name, "").label("author"))
           .outerjoin(User, User.id == Revision.author_id)
           .where(Revision.record_id == bindparam("record_id")).order_by(Revision.number.desc()))
LINKS = (select(Link.from_id, Link.to_id, Link.kind).join(Record, Record.id == Link.from_id)
         .where(Record.family_id == bindparam("family_id")))
NOT_FOR = (select(NotFor.record_id, NotFor.person_id, NotFor.because).join(Record, Record.id == NotFor.record_id)
           .where(Record.family_id == bindparam("family_id")))
WORDINGS = (select(Wording.record_id, Wording.reader_id, Wording.words, Wording.made_from)
            .join(Record, Record.id == Wording.record_id)
            .where(Record.family_id == bindparam("family_id")).order_by(Wording.recorded_at, Wording.id))
KEPT = (select(Kept.about_id, Kept.code, Kept.because, Kept.at, func.coalesce(User.name, "").label("author"))
        .outerjoin(User, User.id == Kept.by_id)
        .where(Kept.family_id == bindparam("family_id")).order_by(Kept.at, Kept.id))
YESES = select(EvidenceYes.person_id, EvidenceYes.info, EvidenceYes.reader_id).where(
    EvidenceYes.family_id == bindparam("family_id"), EvidenceYes.ended_at.is_(None))
SHOWN = (select(Shown.kind, Shown.person_id, Shown.on, Shown.how, Shown.they_said, Shown.is_verbatim)
         .where(Shown.family_id == bindparam("family_id")).order_by(Shown.on, Shown.id))
SNAPSHOTS = (select(Snapshot.id, Snapshot.kind, Snapshot.number, Snapshot.on, Snapshot.note, Snapshot.sha256,
                    Snapshot.made_at, func.coalesce(User.name, "").label("author"))
             .outerjoin(User, User.id == Snapshot.made_by)
             .where(Snapshot.family_id == bindparam("family_id")).order_by(Snapshot.number.desc()))


def current(family_id: UUID, part: MyPart, kinds: Sequence[str], *, withdrawn: bool = True) -> list[Row]:
    """The records of KINDS that PART may see, in order. One statement; what falls outside is never read.

    A part narrowed to some dangers sees those dangers and what hangs on them, and nothing else.
    """
    found = db.read(CURRENT, {"family_id": family_id, "kinds": list(kinds), "infos": list(part.kinds)})
    rows = [row_of(line) for line in found]
    if part.dangers:
        rows = within(rows, part.dangers)
    return rows if withdrawn else [row for row in rows if not row.is_withdrawn]


def row_of(line: Any) -> Row:
    """A line of CURRENT as a record: its columns in order, the body read."""
    (record_id, kind, parent_id, position, info, lock_version, number, recorded_at, author, withdrawn_because, body) = line
    return Row(record_id, kind, parent_id, position, info, lock_version, number, recorded_at, author, withdrawn_because,
               KINDS[kind].decode(body))


def within(rows: list[Row], dangers: Iterable[UUID]) -> list[Row]:
    """Of ROWS those dangers and what hangs on them: what a part narrowed to DANGERS sees."""
    allowed = set(dangers)
    growing = True
    while growing:  # danger -> goal -> rule: at most three rounds
        more = {row.id for row in rows if row.parent_id in allowed} - allowed
        allowed |= more
        growing = bool(more)
    return [row for row in rows if row.id in allowed]


def one(record_id: UUID) -> Row | None:
    """One record as it stands; whether the asker may see it is the policy's question."""
    line = db.read(ONE, {"record_id": record_id}).first()
    return row_of(line) if line else None


@dataclass(frozen=True, slots=True)
class PastRow:
    number: int
    kind: str
    body: Body
    recorded_at: datetime
    author: str


def history(record_id: UUID) -> list[PastRow]:
    """Every revision, newest first."""
    return [PastRow(line.number, line.kind, from_json(line.kind, line.body), line.recorded_at, line.author)
            for line in db.read(HISTORY, {"record_id": record_id})]


def links(family_id: UUID) -> list[tuple[UUID, UUID, str]]:
    """(from, to, kind) of the family's links: a danger rests on a harm."""
    return [(line.from_id, line.to_id, line.kind) for line in db.read(LINKS, {"family_id": family_id})]


def not_for(family_id: UUID) -> dict[UUID, dict[UUID, str]]:
    """{record: {person: because}} of the family's not-for lists."""
    found: dict[UUID, dict[UUID, str]] = {}
    for line in db.read(NOT_FOR, {"family_id": family_id}):
        found.setdefault(line.record_id, {})[line.person_id] = line.because
    return found


def wordings(family_id: UUID) -> dict[tuple[UUID, UUID], tuple[str, int]]:
    """{(record, reader): (words, revision they were made from)}; the latest wording holds."""
    return {(line.record_id, line.reader_id): (line.words, line.made_from)
            for line in db.read(WORDINGS, {"family_id": family_id})}


@dataclass(frozen=True, slots=True)
class KeptRow:
    about_id: UUID | None
    code: str
    because: str
    at: datetime
    author: str


def kept(family_id: UUID) -> list[KeptRow]:
    """Every 'keep it, because', oldest first."""
    return [KeptRow(*line) for line in db.read(KEPT, {"family_id": family_id})]


def yeses(family_id: UUID) -> set[tuple[UUID, Information, UUID]]:
    """(whose, which kind, for which reader) of the recorded yeses that hold."""
    return {(line.person_id, line.info, line.reader_id) for line in db.read(YESES, {"family_id": family_id})}


@dataclass(frozen=True, slots=True)
class ShownRow:
    kind: str
    person_id: UUID
    on: date
    how: str
    they_said: str
    is_verbatim: bool


def shown(family_id: UUID) -> list[ShownRow]:
    """With whom the mapping or plan was shared, oldest first."""
    return [ShownRow(*line) for line in db.read(SHOWN, {"family_id": family_id})]


@dataclass(frozen=True, slots=True)
class SnapshotHead:
    id: UUID
    kind: str
    number: int
    on: date
    note: str
    sha256: str
    made_at: datetime
    author: str


def snapshots(family_id: UUID, kind: str | None = None) -> list[SnapshotHead]:
    """The family's frozen mappings and plans, newest first."""
    heads = [SnapshotHead(*line) for line in db.read(SNAPSHOTS, {"family_id": family_id})]
    return heads if kind is None else [head for head in heads if head.kind == kind]

"""Changes to records: add, revise, move, withdraw, restore, link, hide from a person, word for a reader, keep, freeze.

Each takes the version that the person saw; a later one raises Clash with the words that are there now.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from uuid import UUID

import msgspec
from sqlalchemy import delete, func, or_, select

from practice.access.models import Information
from practice.core import audit, clock, dates
from practice.core.db import command, db, hold
from practice.core.errors import Clash, NotKnown, RuleBroken
from practice.core.ids import new_id
from practice.families.commands import hold_family
from practice.records import queries
from practice.records.bodies import KINDS, ONCE, Body, carry_over, from_json, sha256, to_json
from practice.records.models import (
    EvidenceYes,
    Kept,
    Link,
    NotFor,
    Record,
    Revision,
    Shown,
    Snapshot,
    SnapshotRevision,
    Wording,
)


@command
def add(family_id: UUID, kind: str, body: Body, *, parent_id: UUID | None = None,
        info: Information = Information.STORY, position: int | None = None) -> UUID:
    """Add a record of KIND to the family; returns its id. Raises RuleBroken for a parent of another family."""
    if parent_id is not None:
        _same_family(family_id, parent_id, "parent_id")
    if position is None:
        last = db.session.scalar(select(func.max(Record.position)).where(Record.family_id == family_id))
        position = (last or 0) + 1
    now = clock.now()
    record = Record(id=new_id(), family_id=family_id, kind=kind, parent_id=parent_id, position=position, info=info,
                    number=1, lock_version=1, created_at=now)
    db.session.add(record)
    db.session.flush()
    _write(record, body)
    audit.record(f"{kind}.added", family_id=family_id, about=record.id)
    return record.id


@command
def revise(record_id: UUID, seen: int, body: Body, *, parent_id: UUID | None = None,
           info: Information | None = None) -> None:
    """Put BODY in place of what stands. Raises Clash when someone saved after the person looked."""
    record = _held(record_id, seen)
    standing = db.session.scalar(select(Revision.body).where(Revision.record_id == record.id,
                                                             Revision.number == record.number))
    if parent_id is not None and parent_id != record.parent_id:
        _may_hang(record, parent_id)
        record.parent_id = parent_id
    if info is not None:
        record.info = info
    if standing != to_json(body):
        record.number += 1
        _write(record, body)
    record.lock_version += 1
    audit.record(f"{record.kind}.changed", family_id=record.family_id, about=record.id,
                 detail={"fields": _changed(record.kind, standing, body)})


@command
def move(record_id: UUID, seen: int, kind: str, *, parent_id: UUID | None = None, body: Body | None = None) -> None:
    """Move a record to another part, with its history. Fields that the new kind knows are carried over."""
    record = _held(record_id, seen)
    was = record.kind
    if body is None:
        standing = db.session.scalar(select(Revision.body).where(Revision.record_id == record.id,
                                                                 Revision.number == record.number))
        body = carry_over(from_json(was, standing or "{}"), kind)
    if parent_id is not None:
        _may_hang(record, parent_id)
    record.kind, record.parent_id = kind, parent_id
    record.number += 1
    record.lock_version += 1
    _write(record, body)
    audit.record("record.moved", family_id=record.family_id, about=record.id, detail={"from": was, "to": kind})


@command
def withdraw(record_id: UUID, seen: int, because: str) -> None:
    """Take a record out of use; it stays readable, struck through, with the reason."""
    if not because.strip():
        raise RuleBroken("because", "Say why you withdraw it. It stays readable")
    record = _held(record_id, seen)
    record.withdrawn_at, record.withdrawn_because, record.withdrawn_by = clock.now(), because.strip(), audit.actor()
    record.lock_version += 1
    audit.record(f"{record.kind}.withdrawn", family_id=record.family_id, about=record.id)


@command
def restore(record_id: UUID, seen: int) -> None:
    """Bring a withdrawn record back into use. Raises RuleBroken where another stands in its place by now."""
    hold_family(_family_of(record_id))  # two that take the same place come one after the other
    record = _held(record_id, seen)
    _place_is_free(record)
    record.withdrawn_at = record.withdrawn_because = record.withdrawn_by = None
    record.lock_version += 1
    audit.record(f"{record.kind}.restored", family_id=record.family_id, about=record.id)


@command
def set_links(from_id: UUID, to_ids: Sequence[UUID], kind: str = "rests_on") -> None:
    """Let FROM rest on exactly TO_IDS (a danger on its harms)."""
    family_id = _family_of(from_id)
    for to_id in to_ids:
        _same_family(family_id, to_id, "rests_on")
    db.session.execute(delete(Link).where(Link.from_id == from_id, Link.kind == kind))
    db.session.add_all(Link(from_id=from_id, to_id=to_id, kind=kind) for to_id in dict.fromkeys(to_ids))
    audit.record("record.linked", family_id=family_id, about=from_id, detail={"links": len(to_ids)})


@command
def set_not_for(record_id: UUID, people: Iterable[UUID], because: str = "") -> None:
    """Name exactly the people for whom this record never prints."""
    family_id = _family_of(record_id)
    db.session.execute(delete(NotFor).where(NotFor.record_id == record_id))
    names = list(dict.fromkeys(people))
    db.session.add_all(NotFor(record_id=record_id, person_id=person, because=because) for person in names)
    audit.record("record.not_for", family_id=family_id, about=record_id, detail={"people": [str(name) for name in names]})


@command
def word_for(record_id: UUID, reader_id: UUID, words: str) -> None:
    """Make a wording of a record for one named reader, from the words as they stand."""
    record = db.session.get(Record, record_id)
    if record is None:
        raise NotKnown
    db.session.add(Wording(record_id=record_id, reader_id=reader_id, words=words.strip(), made_from=record.number,
                           author_id=audit.actor(), recorded_at=clock.now()))
    audit.record("record.worded", family_id=record.family_id, about=record_id, detail={"reader": str(reader_id)})


@command
def keep(family_id: UUID, code: str, because: str, about_id: UUID | None = None) -> None:
    """Record why a prompt or a break is left as it is."""
    if not because.strip():
        raise RuleBroken("because", "Say why you keep it")
    db.session.add(Kept(family_id=family_id, about_id=about_id, code=code, because=because.strip(),
                        by_id=audit.actor(), at=clock.now()))
    audit.record("record.kept", family_id=family_id, about=about_id, detail={"code": code})


@command
def say_yes(family_id: UUID, person_id: UUID, info: Information, reader_id: UUID, on: date, taken_by: str) -> None:
    """Record one adult's yes that evidence about them may be shown to one reader."""
    db.session.add(EvidenceYes(family_id=family_id, person_id=person_id, info=info, reader_id=reader_id, on=on,
                               taken_by=taken_by, recorded_at=clock.now()))
    audit.record("evidence.yes", family_id=family_id, about=person_id,
                 detail={"kind": info.value, "reader": str(reader_id)})


@command
def show_to(family_id: UUID, kind: str, person_id: UUID, on: date, how: str = "", they_said: str = "",
            *, is_verbatim: bool = False) -> None:
    """Record that the mapping or plan was shared with a person, and what they said to it."""
    if on > clock.today():
        raise RuleBroken("on", "Give the day on which it was shared: today or before")
    db.session.add(Shown(family_id=family_id, kind=kind, person_id=person_id, on=on, how=how, they_said=they_said,
                         is_verbatim=is_verbatim, by_id=audit.actor(), recorded_at=clock.now()))
    audit.record(f"{kind}.shown", family_id=family_id, about=person_id)


def clash_with(head: queries.SnapshotHead, lock_version: int) -> Clash:
    """The clash of whoever comes after the one who froze HEAD; LOCK_VERSION is what their form sends next."""
    return Clash(head.author or "Someone", dates.time_of(head.made_at), head, lock_version)


@command
def freeze(family_id: UUID, kind: str, kinds: Sequence[str], on: date, extra: dict[str, object],
           note: str = "", only: Collection[UUID] | None = None) -> UUID:
    """Freeze the live records of KINDS, with EXTRA beside them, as the next snapshot of KIND; returns its id.

    ONLY names the records that belong to it, where not all do. Of two at the same moment the second takes the number after.
    """
    hold_family(family_id)
    lines = db.session.execute(
        select(Record.id, Record.kind, Record.parent_id, Record.position, Record.info, Revision.id.label("revision_id"),
               Revision.number, Revision.body)
        .join(Revision, (Revision.record_id == Record.id) & (Revision.number == Record.number))
        .where(Record.family_id == family_id, Record.kind.in_(kinds), Record.withdrawn_at.is_(None))
        .order_by(Record.position, Record.created_at, Record.id)).all()
    kept = [line for line in lines if only is None or line.id in only]
    number = (db.session.scalar(select(func.max(Snapshot.number)).where(
        Snapshot.family_id == family_id, Snapshot.kind == kind)) or 0) + 1
    body = to_json({
        "kind": kind, "number": number, "on": on, "extra": extra,
        "records": [{"id": line.id, "kind": line.kind, "parent": line.parent_id, "position": line.position,
                     "info": line.info.value, "number": line.number, "body": msgspec.Raw(line.body.encode())}
                    for line in kept]})
    snapshot = Snapshot(id=new_id(), family_id=family_id, kind=kind, number=number, on=on, note=note, body=body,
                        sha256=sha256(body), made_by=audit.actor(), made_at=clock.now())
    db.session.add(snapshot)
    db.session.flush()
    db.session.add_all(SnapshotRevision(snapshot_id=snapshot.id, revision_id=line.revision_id) for line in kept)
    audit.record(f"{kind}.frozen", family_id=family_id, about=snapshot.id,
                 detail={"number": number, "sha256": snapshot.sha256})
    return snapshot.id


def _held(record_id: UUID, seen: int) -> Record:
    record = db.session.get(Record, record_id)
    if record is None:
        raise NotKnown
    hold(record)
    if record.lock_version != seen:
        standing = queries.one(record_id)
        assert standing is not None
        raise Clash(standing.author or "Someone", dates.time_of(standing.recorded_at), standing, record.lock_version)
    return record


def _place_is_free(record: Record) -> None:
    place = ONCE.get(record.kind)
    if place is None:
        return
    taken = {line.id: place(from_json(record.kind, line.body), line.parent_id) for line in db.session.execute(
        select(Record.id, Record.parent_id, Revision.body)
        .join(Revision, (Revision.record_id == Record.id) & (Revision.number == Record.number))
        .where(Record.family_id == record.family_id, Record.kind == record.kind,
               or_(Record.withdrawn_at.is_(None), Record.id == record.id)))}
    own = taken.pop(record.id)
    if own is not None and own in taken.values():
        raise RuleBroken("", f"Another {KINDS[record.kind].called} stands in its place by now. Withdraw that one first, or put "
                             "these words into it")


def _write(record: Record, body: Body) -> None:
    if not isinstance(body, KINDS[record.kind].body):
        raise TypeError(f"A {record.kind} cannot hold {type(body).__name__}")
    db.session.add(Revision(id=new_id(), record_id=record.id, number=record.number, kind=record.kind,
                            body=to_json(body), author_id=audit.actor(), recorded_at=clock.now()))
    db.session.flush()


def _family_of(record_id: UUID) -> UUID:
    family_id = db.session.scalar(select(Record.family_id).where(Record.id == record_id))
    if family_id is None:
        raise NotKnown
    return family_id


def _same_family(family_id: UUID, other_id: UUID, field: str) -> None:
    if db.session.scalar(select(Record.family_id).where(Record.id == other_id)) != family_id:
        raise RuleBroken(field, "Choose one of this family’s")


def _may_hang(record: Record, parent_id: UUID) -> None:
    """A record hangs on another one of its family, never on itself: who looks for what it hangs on would look for ever."""
    if parent_id == record.id:
        raise RuleBroken("parent_id", "It cannot hang on itself")
    _same_family(record.family_id, parent_id, "parent_id")


def _changed(kind: str, standing: str | None, body: Body) -> list[str]:
    """Names of the fields that differ; never the words (A38)."""
    if standing is None:
        return []
    before = from_json(kind, standing)
    return [name for name in body.__struct_fields__ if getattr(before, name, None) != getattr(body, name)]

"""Two versions in words: what was added, withdrawn, moved or changed, by whom and when, and word by word inside a text.

Used for two snapshots, a snapshot and the record as it stands, two revisions, and the two texts of a clash.
"""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import bindparam, func, select

from practice.access.queries import MyPart
from practice.accounts.models import User
from practice.core import dates
from practice.core.db import db
from practice.core.errors import NotKnown
from practice.records.bodies import KINDS, Body, from_json
from practice.records.models import Record, Revision, Snapshot, SnapshotRevision
from practice.records.queries import Row

MOST_PAIRS = 4_000_000  # of words to compare one by one; a longer text is compared by sentence, and one of very
# many sentences in three pieces: its beginning, what changed, its end
_TOKEN = re.compile(r"\s+|[^\s]+")
_SENTENCE = re.compile(r"[^.!?\n]*[.!?\n]*\s*")


class Mark(Enum):
    """What became of a piece of text."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


class What(Enum):
    """What became of a record."""

    ADDED = "added"
    WITHDRAWN = "withdrawn"
    MOVED = "moved"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Entry:
    """A record in one version. `because` is why it was withdrawn, where it was."""

    id: UUID
    kind: str
    body: Body
    author: str = ""
    at: datetime | None = None
    parent_id: UUID | None = None
    because: str | None = None


Words = list[tuple[Mark, str]]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field: its name in words, and its text piece by piece."""

    label: str
    words: Words


@dataclass(frozen=True, slots=True)
class Change:
    """One sentence of the comparison: 'Changed: danger statement', the words it was about, by whom, when."""

    what: What
    called: str
    was_called: str
    words: str
    author: str
    at: datetime | None
    because: str
    fields: tuple[FieldChange, ...]
    id: UUID


def as_written(entries: Iterable[Entry], names: Mapping[UUID, str]) -> list[Change]:
    """Each entry of one version with everything that it says, in the version's order."""
    return [replace(_change(What.ADDED, entry, entry, names), fields=_facts(entry, names))
            for entry in entries if entry.because is None]


def _facts(entry: Entry, names: Mapping[UUID, str]) -> tuple[FieldChange, ...]:
    """What it says beside its title: fields that were filled in."""
    labels, title = KINDS[entry.kind].labels, title_of(entry.body)
    said = ((name, getattr(entry.body, name)) for name in entry.body.__struct_fields__)
    texts = ((name, as_text(value, names)) for name, value in said if value is not False)
    return tuple(FieldChange(labels.get(name, name.replace("_", " ")), [(Mark.SAME, text)])
                 for name, text in texts if text and text != title)


def compare(before: Iterable[Entry], after: Iterable[Entry], names: Mapping[UUID, str]) -> list[Change]:
    """What changed from BEFORE to AFTER, in AFTER's order, withdrawn last. NAMES are of people and records' titles."""
    old = {entry.id: entry for entry in before if entry.because is None}
    found, gone = [], []
    seen = set()
    for entry in after:
        seen.add(entry.id)
        was = old.get(entry.id)
        if entry.because is not None:
            if was is not None:
                gone.append(_change(What.WITHDRAWN, was, entry, names))
            continue
        if was is None:
            found.append(_change(What.ADDED, entry, entry, names))
        elif was.kind != entry.kind:
            found.append(_change(What.MOVED, was, entry, names))
        elif was.body != entry.body:
            found.append(_change(What.CHANGED, was, entry, names))
    gone += [_change(What.WITHDRAWN, was, was, names) for key, was in old.items() if key not in seen]
    return found + gone


def _change(what: What, was: Entry, now: Entry, names: Mapping[UUID, str]) -> Change:
    fields: tuple[FieldChange, ...] = ()
    if what in (What.CHANGED, What.MOVED):
        fields = tuple(fields_between(was.kind, was.body, now.kind, now.body, names))
    return Change(what, KINDS[now.kind].called, KINDS[was.kind].called, _known_by(now.body, names), now.author, now.at,
                  now.because or "", fields, now.id)


def _known_by(body: Body, names: Mapping[UUID, str]) -> str:
    """Its title, after the one who does it, where it has one: 'Robin rings Olive by 5' · 'Ines: Get the housing letter'."""
    who, title = getattr(body, "who", None), title_of(body)
    name = names.get(who, "") if isinstance(who, UUID) else ""
    return f"{name}{':' if title[:1].isupper() else ''} {title}" if name and title else name or title


def title_of(body: Body) -> str:
    """The words by which a record is known in a list."""
    return getattr(body, "title", "") or body.words or next(
        (value for name in body.__struct_fields__ if isinstance(value := getattr(body, name), str) and value), "")


def fields_between(old_kind: str, old: Body, new_kind: str, new: Body, names: Mapping[UUID, str]) -> list[FieldChange]:
    """The fields whose value differs, each as pieces of text."""
    labels = KINDS[old_kind].labels | KINDS[new_kind].labels
    order = dict.fromkeys((*new.__struct_fields__, *old.__struct_fields__))
    found = []
    for name in order:
        mine, theirs = getattr(old, name, None), getattr(new, name, None)
        if mine != theirs:
            before, after = as_text(mine, names), as_text(theirs, names)
            if before != after:
                found.append(FieldChange(labels.get(name, name.replace("_", " ")), word_by_word(before, after)))
    return found


def as_text(value: Any, names: Mapping[UUID, str]) -> str:
    """Any field of a record as a person would write it."""
    if value is None or value in ((), ""):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, UUID):
        return names.get(value, "someone no longer in the record")
    if isinstance(value, date):
        return dates.long_day(value)
    if isinstance(value, msgspec.Struct):
        return _struct_text(value, names)
    if isinstance(value, tuple | list):
        parts = [as_text(part, names) for part in value]
        apart = "; " if any(isinstance(part, msgspec.Struct) for part in value) else ", "
        return apart.join(part for part in parts if part)
    return str(value)


def _struct_text(value: msgspec.Struct, names: Mapping[UUID, str]) -> str:
    parts = [getattr(value, name) for name in value.__struct_fields__]
    whose = [as_text(part, names) for part in parts if isinstance(part, UUID)]
    rest = [as_text(part, names) for part in parts if part is not None and not isinstance(part, UUID | bool | date)]
    said = ", ".join(part for part in rest if part)
    return ": ".join(part for part in (*whose, said) if part)


def word_by_word(before: str, after: str) -> Words:
    """The pieces that are the same, added or removed, in reading order. Joined without REMOVED they give AFTER."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if len(old) * len(new) > MOST_PAIRS:
        old, new = [part for part in _SENTENCE.findall(before) if part], [part for part in _SENTENCE.findall(after) if part]
    if len(old) * len(new) > MOST_PAIRS:
        old, new = _in_three(old, new)
    found: Words = []
    was: list[str] = []
    now: list[str] = []
    pairs = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for number, (tag, a, b, c, d) in enumerate(pairs):
        # A blank between two changed words belongs to the change: 'every Friday' became 'twice a week', in one piece.
        between = tag == "equal" and 0 < number < len(pairs) - 1 and not "".join(old[a:b]).strip()
        if tag == "equal" and not between:
            _put(found, Mark.REMOVED, was)
            _put(found, Mark.ADDED, now)
            was, now = [], []
            _put(found, Mark.SAME, old[a:b])
        else:
            was += old[a:b]
            now += new[c:d]
    _put(found, Mark.REMOVED, was)
    _put(found, Mark.ADDED, now)
    return found


def _in_three(old: Sequence[str], new: Sequence[str]) -> tuple[list[str], list[str]]:
    """What both begin with, what lies between, and what both end with, a piece each."""
    most, start, end = min(len(old), len(new)), 0, 0
    while start < most and old[start] == new[start]:
        start += 1
    while end < most - start and old[-1 - end] == new[-1 - end]:
        end += 1
    parts = [[text for text in ("".join(one[:start]), "".join(one[start:len(one) - end]), "".join(one[len(one) - end:])) if text]
             for one in (old, new)]
    return parts[0], parts[1]


def _put(found: Words, mark: Mark, tokens: Sequence[str]) -> None:
    if tokens:
        found.append((mark, "".join(tokens)))


def of_rows(rows: Iterable[Row]) -> list[Entry]:
    """The record as it stands."""
    return [Entry(row.id, row.kind, row.body, row.author, row.recorded_at, row.parent_id, row.withdrawn_because)
            for row in rows]


BODY = select(Snapshot.id, Snapshot.body).where(Snapshot.family_id == bindparam("family_id"),
                                                Snapshot.id == bindparam("snapshot_id"))
AUTHORS = (select(Revision.record_id, Revision.recorded_at, func.coalesce(User.name, "").label("author"), Record.info)
           .join(SnapshotRevision, SnapshotRevision.revision_id == Revision.id).join(Record, Record.id == Revision.record_id)
           .outerjoin(User, User.id == Revision.author_id)
           .where(SnapshotRevision.snapshot_id == bindparam("snapshot_id")))
WITHDRAWN = (select(Record.id, Record.withdrawn_because, Record.withdrawn_at, func.coalesce(User.name, "").label("author"))
             .outerjoin(User, User.id == Record.withdrawn_by)
             .where(Record.family_id == bindparam("family_id"), Record.withdrawn_at.is_not(None)))


def of_snapshot(family_id: UUID, snapshot_id: UUID, part: MyPart) -> list[Entry]:
    """The records of one frozen version, as far as PART may see them. Raises NotKnown for another family's.

    A record must be of a kind that the part sees by what was frozen and by what it is now: what was marked as the police's only
    after it was frozen is kept from others in the old version too.
    """
    line = db.read(BODY, {"family_id": family_id, "snapshot_id": snapshot_id}).first()
    if line is None:
        raise NotKnown
    written = {found.record_id: found for found in db.read(AUTHORS, {"snapshot_id": snapshot_id}) if found.info in part.kinds}
    kinds = {info.value for info in part.kinds}
    entries = []
    for record in msgspec.json.decode(line.body, type=_Frozen).records:
        by = written.get(record.id)
        if by is not None and record.info in kinds:
            entries.append(Entry(record.id, record.kind, from_json(record.kind, bytes(record.body).decode()), by.author,
                                 by.recorded_at, record.parent))
    return _within(entries, part)


class _FrozenRecord(msgspec.Struct):
    id: UUID
    kind: str
    body: msgspec.Raw
    info: str
    parent: UUID | None = None


class _Frozen(msgspec.Struct):
    records: list[_FrozenRecord]


def _within(entries: list[Entry], part: MyPart) -> list[Entry]:
    """Narrowed to the part's dangers and what hangs on them, as records.queries.current does."""
    if not part.dangers:
        return entries
    allowed = set(part.dangers)
    while more := {entry.id for entry in entries if entry.parent_id in allowed} - allowed:
        allowed |= more
    return [entry for entry in entries if entry.id in allowed]


def withdrawals(family_id: UUID) -> dict[UUID, tuple[str, str, datetime]]:
    """{record: (because, by whom, when)} of what is out of use now."""
    return {line.id: (line.withdrawn_because, line.author, line.withdrawn_at)
            for line in db.read(WITHDRAWN, {"family_id": family_id})}

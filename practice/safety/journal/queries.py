"""Reads of the journal: its entries as one part may see them, who read them, their photos; and what waits for a reader."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import String, bindparam, case, exists, func, literal, or_, select, type_coerce

from practice.access.models import Part, PartDanger, PartKind
from practice.access.queries import holds_today
from practice.accounts.models import User
from practice.core import clock
from practice.core.db import db
from practice.families.models import Family, Member, Person
from practice.families.queries import People, Sight, people_of
from practice.records import queries as records
from practice.records.bodies import from_json
from practice.records.models import NotFor, Record, Revision
from practice.records.queries import Row
from practice.safety.journal.models import JournalRead, Photo, PhotoErasing, ReadMark

READ = ("journal", "early_sign", "danger", "scale")
READS = (
    select(JournalRead.record_id, JournalRead.number, JournalRead.mark, JournalRead.words, JournalRead.at,
           func.coalesce(User.name, "").label("author"))
    .outerjoin(User, User.id == JournalRead.author_id)
    .where(JournalRead.family_id == bindparam("family_id")).order_by(JournalRead.at, JournalRead.id))
PHOTOS = (
    select(Photo.id, Photo.record_id, Photo.says, Photo.width, Photo.height, Photo.recorded_at, PhotoErasing.at.label("erased_at"),
           func.coalesce(PhotoErasing.because, "").label("because"), func.coalesce(User.name, "").label("erased_by"))
    .outerjoin(PhotoErasing, PhotoErasing.photo_id == Photo.id).outerjoin(User, User.id == PhotoErasing.author_id)
    .where(Photo.family_id == bindparam("family_id")).order_by(Photo.recorded_at, Photo.id))
# Somebody who signs in and stands on the entry's own list: for them it is not there.
_KEPT_FROM_ME = exists().where(NotFor.record_id == Record.id, Person.id == NotFor.person_id, Person.user_id == bindparam("me"))
IS_KEPT_FROM = select(Record.id).where(Record.id == bindparam("record_id"), _KEPT_FROM_ME)
PHOTO = select(Photo.id, Photo.family_id, Photo.record_id, Photo.data, Photo.says, Photo.recorded_at).where(
    Photo.id == bindparam("photo_id"))


@dataclass(frozen=True, slots=True)
class ReadRow:
    """That somebody read one entry as it stood then (`number` is the revision), and the mark that they gave it."""

    record_id: UUID
    number: int
    mark: ReadMark
    words: str
    at: datetime
    author: str


@dataclass(frozen=True, slots=True)
class PhotoRow:
    """A photo without its bytes."""

    id: UUID
    record_id: UUID
    says: str
    width: int
    height: int
    recorded_at: datetime
    erased_at: datetime | None
    because: str
    erased_by: str

    @property
    def is_erased(self) -> bool:
        return self.erased_at is not None


@dataclass(frozen=True, slots=True)
class Journal:
    """The journal of a family, newest day first, as one part may see it."""

    sight: Sight
    people: People
    entries: tuple[Row, ...]
    others: tuple[Row, ...]  # the early signs, dangers and scales that the same part sees
    reads: dict[UUID, list[ReadRow]]
    photos: dict[UUID, list[PhotoRow]]
    not_for: dict[UUID, dict[UUID, str]]

    def of(self, kind: str) -> list[Row]:
        return [row for row in self.others if row.kind == kind and not row.is_withdrawn]

    @property
    def live(self) -> list[Row]:
        return [row for row in self.entries if not row.is_withdrawn]

    @property
    def unread(self) -> list[Row]:
        return [row for row in self.live if not self.is_read(row)]

    def sees_number(self, row: Row) -> bool:
        """Does the reader see the scale that the entry's number stands on?"""
        return any(scale.parent_id == row.parent_id for scale in self.of("scale"))

    def is_read(self, row: Row) -> bool:
        """Did somebody read it as it stands now? What was changed after the reading is unread again."""
        return any(read.number == row.number for read in self.reads.get(row.id, ()))


def journal_of(sight: Sight, *, with_photos: bool = True) -> Journal:
    """The whole journal. Five statements, whatever its length; one less without photos."""
    people, not_for = people_of(sight.family_id), records.not_for(sight.family_id)
    mine = {person.id for person in people.values() if person.user_id == sight.user_id}
    rows = [row for row in records.current(sight.family_id, sight.part, READ)
            if row.kind != "journal" or mine.isdisjoint(not_for.get(row.id, ()))]
    entries = tuple(sorted((row for row in rows if row.kind == "journal"), key=_newest, reverse=True))
    known = {row.id for row in entries}
    reads: dict[UUID, list[ReadRow]] = {}
    for line in db.read(READS, {"family_id": sight.family_id}):
        if line.record_id in known:
            reads.setdefault(line.record_id, []).append(ReadRow(*cast(tuple[Any, ...], line)))
    photos: dict[UUID, list[PhotoRow]] = {}
    for line in db.read(PHOTOS, {"family_id": sight.family_id}) if with_photos else ():
        if line.record_id in known:
            photos.setdefault(line.record_id, []).append(PhotoRow(*cast(tuple[Any, ...], line)))
    return Journal(sight, people, entries, tuple(row for row in rows if row.kind != "journal"), reads, photos,
                   {key: names for key, names in not_for.items() if key in known})


def _newest(row: Row) -> tuple[date, int]:
    return (row.body.on or date.min, row.position)


# What the plan page says of it

GLANCE = (
    select(Record.id, Record.parent_id, Revision.body,
           exists().where(JournalRead.record_id == Record.id, JournalRead.number == Record.number).label("is_read"))
    .join(Revision, (Revision.record_id == Record.id) & (Revision.number == Record.number))
    .where(Record.family_id == bindparam("family_id"), Record.kind == "journal", Record.withdrawn_at.is_(None),
           Record.info.in_(bindparam("infos", expanding=True)), ~_KEPT_FROM_ME)
    .order_by(Record.position, Record.id))


@dataclass(frozen=True, slots=True)
class Glance:
    """The journal in a line: how many entries, how many unread, and the newest one's body."""

    entries: int
    unread: int
    newest_id: UUID | None
    newest: Any


def glance(sight: Sight) -> Glance:
    """What the plan page shows of the journal, as SIGHT's part may see it. One statement."""
    found = [line for line in db.read(GLANCE, {"family_id": sight.family_id, "infos": list(sight.part.kinds),
                                                  "me": sight.user_id})
             if not sight.part.dangers or line.parent_id in sight.part.dangers]
    bodies = [(line.id, from_json("journal", line.body)) for line in found]
    newest_id, newest = max(bodies, key=lambda pair: pair[1].on or date.min, default=(None, None))
    return Glance(len(found), sum(not line.is_read for line in found), newest_id, newest)


# What waits for a reader, over every family that one user leads, covers or manages

MOST_WAITING = 400  # lines: worries come first, so that none is cut off by a heap of others
_READERS = (PartKind.ALLOCATED, PartKind.COVER, PartKind.DUTY, PartKind.MANAGER)
# The lead practitioner of the family, of whatever agency, is a person in its record.
_LEADS = exists().where(Member.family_id == Part.family_id, Member.is_lead, Person.id == Member.person_id,
                        Person.user_id == bindparam("me"))
# Canonical JSON writes it so; inside a text the quotation marks would stand behind a stroke.
_IS_WORRY = Revision.body.like('%"worry":true%')
WAITING = (
    select(Record.family_id, Record.id, Family.name, Revision.recorded_at, Revision.body,
           case((_IS_WORRY, 1), else_=0).label("is_worry"))
    .join(Family, Family.id == Record.family_id).join(Part, Part.family_id == Record.family_id)
    .outerjoin(PartDanger, PartDanger.part_id == Part.id)
    .join(Revision, (Revision.record_id == Record.id) & (Revision.number == Record.number))
    .where(holds_today(bindparam("me"), bindparam("today")), or_(Part.kind.in_(_READERS), _LEADS), Family.is_open,
           Record.kind == "journal", Record.withdrawn_at.is_(None), ~_KEPT_FROM_ME,
           or_(PartDanger.danger_id.is_(None), PartDanger.danger_id == Record.parent_id),
           (literal(" ") + Part.kinds + literal(" ")).like(
               literal("% ").concat(type_coerce(Record.info, String)).concat(literal(" %"))),
           ~exists().where(JournalRead.record_id == Record.id, JournalRead.number == Record.number))
    .order_by(case((_IS_WORRY, 0), else_=1), Revision.recorded_at, Record.id).limit(MOST_WAITING))


@dataclass(frozen=True, slots=True)
class Waiting:
    """One entry that nobody has read as it stands now."""

    family_id: UUID
    id: UUID
    family: str
    since: datetime  # when it was typed in, or last changed
    body: Any


def waiting(user_id: UUID) -> list[Waiting]:
    """Unread entries of the open families that the user leads (whatever their agency), covers or manages.

    Worries first, then the oldest first. One statement, whatever the number of families; not bound to the families of one page.
    """
    found: dict[UUID, Waiting] = {}
    for line in db.read(WAITING, {"me": user_id, "today": clock.today()}):
        if line.id not in found:
            found[line.id] = Waiting(line.family_id, line.id, line.name, line.recorded_at, from_json("journal", line.body))
    return list(found.values())

"""Reads of the mapping: the whole page in a handful of statements, as one person may see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Text, bindparam, cast, func, literal, select, union_all

from practice.access.queries import MyPart
from practice.core import clock
from practice.core.db import db
from practice.families.models import Relation, Relationship
from practice.families.queries import People, Sight, people_of
from practice.mapping import beside
from practice.mapping.beside import Waits
from practice.mapping.kinds import MAPPING_KINDS
from practice.mapping.models import Rating
from practice.mapping.spread import Given, Spread, spread
from practice.records import queries as records
from practice.records.models import Link, NotFor, Record, Snapshot
from practice.records.queries import KeptRow, Row, ShownRow

BESIDE = ("plan_rule", "plan_head")  # read for what stands beside a goal, and for the date of the review
RATINGS = (
    select(Rating.scale_id, Rating.person_id, Rating.value, Rating.why, Rating.on, Rating.recorded_at, Rating.guessed_by,
           Rating.not_asked, Rating.why_not_higher, Rating.one_up, Rating.is_verbatim, Rating.tool, Rating.raw_value,
           Rating.asked_by)
    .where(Rating.family_id == bindparam("family_id"), Rating.scale_id.in_(bindparam("scales", expanding=True)))
    .order_by(Rating.on, Rating.recorded_at, Rating.id))
# Three small reads in one statement: what rests on what, for whom a record is not, whose parent is whose.
TIES = union_all(
    select(literal("link").label("sort"), Link.from_id.label("a"), Link.to_id.label("b"),
           cast(Link.kind, Text).label("words"))
    .join(Record, Record.id == Link.from_id).where(Record.family_id == bindparam("family_id")),
    select(literal("not_for"), NotFor.record_id, NotFor.person_id, cast(NotFor.because, Text))
    .join(Record, Record.id == NotFor.record_id).where(Record.family_id == bindparam("family_id")),
    select(literal("parent"), Relationship.a_id, Relationship.b_id, cast(literal(""), Text))
    .where(Relationship.family_id == bindparam("family_id"), Relationship.ended_because.is_(None),
           Relationship.kind.in_((Relation.PARENT, Relation.ADOPTIVE_PARENT))))
_LAST = (select(Snapshot.number, Snapshot.on, Snapshot.id).where(
    Snapshot.family_id == bindparam("family_id"), Snapshot.kind == "mapping").order_by(Snapshot.number.desc()).limit(1)
    .subquery())
BEGAN = select(
    select(func.min(Record.created_at)).where(
        Record.family_id == bindparam("family_id"), Record.kind.in_(bindparam("kinds", expanding=True)),
        Record.info.in_(bindparam("infos", expanding=True))).scalar_subquery().label("began"),
    select(_LAST.c.number).scalar_subquery().label("number"), select(_LAST.c.on).scalar_subquery().label("on"))


@dataclass(frozen=True, slots=True)
class Began:
    """When the first statement was written, and the last finished mapping."""

    at: datetime | None
    number: int
    on: date | None


@dataclass(frozen=True, slots=True)
class Mapping:
    """Everything that the mapping page shows, before it is put into columns."""

    sight: Sight
    people: People
    rows: tuple[Row, ...]
    beside: tuple[Row, ...]
    links: tuple[tuple[UUID, UUID, str], ...]
    not_for: dict[UUID, dict[UUID, str]]
    kept: tuple[KeptRow, ...]
    shown: tuple[ShownRow, ...]
    given: tuple[Given, ...]
    parents: dict[UUID, list[UUID]]
    began: Began
    tested: set[UUID] | None
    waits: tuple[Waits, ...] = ()  # what rooms above have proposed

    @property
    def family_id(self) -> UUID:
        return self.sight.family_id

    def of(self, *kinds: str) -> list[Row]:
        """The rows in use of some kinds, in order."""
        return [row for row in self.rows if row.kind in kinds and not row.is_withdrawn]

    @property
    def dangers(self) -> list[Row]:
        return self.of("danger")

    def under(self, parent_id: UUID, kind: str) -> list[Row]:
        return [row for row in self.of(kind) if row.parent_id == parent_id]

    def scale_of(self, danger_id: UUID) -> Row | None:
        return next(iter(self.under(danger_id, "scale")), None)

    def spread_of(self, scale: Row) -> Spread:
        asked = list(dict.fromkeys(adult for child, adults in self.parents.items()
                                   if child in self.people and self.people[child].is_index for adult in adults))
        return spread([one for one in self.given if one.scale_id == scale.id], self.people, asked, scale.body.talk_about)

    def spreads(self) -> dict[UUID, Spread]:
        return {scale.id: self.spread_of(scale) for scale in self.of("scale")}

    def last_change(self) -> Row | None:
        return max(self.rows, key=lambda row: row.recorded_at, default=None)


def mapping_of(sight: Sight) -> Mapping:
    """The mapping of a family as SIGHT's part may see it. Eight statements, whatever the family's size."""
    family_id, part = sight.family_id, sight.part
    people = people_of(family_id)
    links, not_for, parents = ties(family_id)
    read = records.current(family_id, part, MAPPING_KINDS + BESIDE + beside.waiting_kinds())
    rows = tuple(row for row in read if row.kind in MAPPING_KINDS)
    known = {row.id for row in rows}
    plan = tuple(row for row in read if row.kind in BESIDE and not row.is_withdrawn)
    return Mapping(
        sight, people, rows, plan,
        tuple(link for link in links if link[0] in known and link[1] in known),
        {key: names for key, names in not_for.items() if key in known},
        tuple(line for line in records.kept(family_id) if line.about_id is None or line.about_id in known),
        tuple(line for line in records.shown(family_id) if line.kind == "mapping"),
        tuple(given(family_id, [row.id for row in rows if row.kind == "scale"])), parents,
        began(family_id, part), beside.tested_rules(family_id) if plan else None,
        tuple(beside.waiting(sight, [row for row in read if not row.is_withdrawn])))


def given(family_id: UUID, scales: Sequence[UUID]) -> list[Given]:
    """Every number on SCALES, oldest first. Name only scales that the reader may see."""
    if not scales:
        return []
    return [Given(*line) for line in db.read(RATINGS, {"family_id": family_id, "scales": list(scales)})]


Ties = tuple[list[tuple[UUID, UUID, str]], dict[UUID, dict[UUID, str]], dict[UUID, list[UUID]]]


def ties(family_id: UUID) -> Ties:
    """(links, {record: {person it is not for: because}}, {child: parents on record}) of a family, in one statement."""
    links: list[tuple[UUID, UUID, str]] = []
    not_for: dict[UUID, dict[UUID, str]] = {}
    parents: dict[UUID, list[UUID]] = {}
    for line in db.read(TIES, {"family_id": family_id}):
        if line.sort == "link":
            links.append((line.a, line.b, line.words))
        elif line.sort == "not_for":
            not_for.setdefault(line.a, {})[line.b] = line.words
        else:
            parents.setdefault(line.b, []).append(line.a)
    return links, not_for, parents


def began(family_id: UUID, part: MyPart) -> Began:
    line = db.read(BEGAN, {"family_id": family_id, "kinds": list(MAPPING_KINDS),
                                      "infos": list(part.kinds)}).one()
    return Began(line.began, line.number or 0, line.on)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the forms of one family offer: people, and the records that a new one may hang on."""

    sight: Sight
    people: People
    dangers: tuple[Row, ...]
    goals: tuple[Row, ...]
    harms: tuple[Row, ...]
    scales: tuple[Row, ...]

    def number_of(self, danger_id: UUID | None) -> int:
        """1 for the first danger; 0 where it is none that the reader sees."""
        return next((number for number, row in enumerate(self.dangers, 1) if row.id == danger_id), 0)


def choices(sight: Sight) -> Choices:
    rows = records.current(sight.family_id, sight.part, ("danger", "goal", "harm", "scale"), withdrawn=False)

    def of(kind: str) -> tuple[Row, ...]:
        return tuple(row for row in rows if row.kind == kind)

    return Choices(sight, people_of(sight.family_id), of("danger"), of("goal"), of("harm"), of("scale"))


def review_day(beside: Sequence[Row]) -> date | None:
    """The day on which the plan is looked at again, where the reader's part sees the plan."""
    day = next((row.body.review_on for row in beside if row.kind == "plan_head"), None)
    return day if day is not None and day >= clock.today() else None



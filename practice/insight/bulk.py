"""Reads over many families at once, each one statement, as one person may see them.

The first statement lists the families that the reader holds a part in today; the others take its ids, and records are joined
to the same parts again, so that a kind of information outside the part is never read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import (
    BindParameter,
    CompoundSelect,
    Date,
    DateTime,
    String,
    Text,
    Uuid,
    bindparam,
    cast,
    literal,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import aliased

from practice.access.models import Agreement, Part, PartDanger, PartKind
from practice.access.queries import holds_today, sum_of
from practice.accounts.models import Agency, User
from practice.core import clock
from practice.core.db import db
from practice.documents.hands.queries import NOT_HANDED, NotHanded
from practice.families.models import Family, Member, Person, Place, PlaceProtection
from practice.families.queries import PEOPLE, FamilyHead, People, PersonRow, Sight
from practice.mapping.models import Rating
from practice.mapping.spread import Given
from practice.records.bodies import KINDS
from practice.records.models import Record, Revision
from practice.records.queries import Row, within
from practice.safety.closing.models import ClosingRecord
from practice.safety.closing.queries import NOT_ASKED_YET, ToAsk
from practice.safety.living.events import OF_RECORDS, Events, gather

PAGE = 60  # families of one first page; the rest is a page further
LINES = 4 * PAGE  # a person may hold several parts in one family, and a part may be narrowed to several dangers
READ = ("harm", "strength", "existing_safety", "hope", "unknown", "bottom_line", "next_step", "danger", "goal", "scale",
        "plan_rule", "plan_head", "red_flag", "promise", "child_part", "closing", "planned_test", "network_member", "milestone",
        "immediate_rule", "night")

_IDS: BindParameter[Any] = bindparam("families", expanding=True)
_Ends = aliased(Agreement)  # its own name: the condition of need to know asks for the agreement too
_HOLDS = holds_today(bindparam("me"), bindparam("today"))
# Newest families first, by the index of parts: the statement reads one page however many families there are.
_MINE = (
    select(Family.id, Family.name, Family.reference, Family.status, Family.is_open, Family.closed_because,
           Family.opened_on, Family.lock_version, Part.kind, Part.may_write, Part.kinds, Part.is_lead, Part.to_on,
           Part.asked, PartDanger.danger_id, Part.because, _Ends.to_on.label("agreement_ends"),
           ClosingRecord.on.label("closed_on"), ClosingRecord.check_back_on, ClosingRecord.check_back_by)
    .join(Part, Part.family_id == Family.id).outerjoin(PartDanger, PartDanger.part_id == Part.id)
    .outerjoin(_Ends, _Ends.id == Part.agreement_id).outerjoin(ClosingRecord, NOT_ASKED_YET).where(_HOLDS)
    .order_by(Part.family_id.desc(), Part.id).limit(bindparam("most")))
MINE = _MINE
MINE_BEFORE = _MINE.where(Part.family_id < bindparam("before"))
_SEEN = select(Part.family_id, Part.kinds).where(_HOLDS, Part.family_id.in_(_IDS)).subquery()
_INFO = type_coerce(Record.info, String)
ROWS = (
    select(Record.family_id, Record.id, Record.kind, Record.parent_id, Record.position, Record.info, Record.lock_version,
           Record.number, Revision.recorded_at, Revision.body)
    .join(_SEEN, _SEEN.c.family_id == Record.family_id)
    .join(Revision, (Revision.record_id == Record.id) & (Revision.number == Record.number))
    .where(Record.kind.in_(bindparam("kinds", expanding=True)), Record.withdrawn_at.is_(None),
           (literal(" ") + _SEEN.c.kinds + literal(" ")).like(literal("% ").concat(_INFO).concat(literal(" %"))))
    .order_by(Record.family_id, Record.position, Record.created_at, Record.id))
EVERYONE = (select(Member.family_id, *PEOPLE.selected_columns).join(Member, Member.person_id == Person.id)
            .where(Member.family_id.in_(_IDS)).order_by(Member.family_id, Member.position, Member.id))
NUMBERS = (
    select(Rating.family_id, Rating.scale_id, Rating.person_id, Rating.value, Rating.why, Rating.on, Rating.recorded_at,
           Rating.guessed_by, Rating.not_asked)
    .where(Rating.scale_id.in_(bindparam("scales", expanding=True))).order_by(Rating.on, Rating.recorded_at, Rating.id))
# Three short lists in one statement, for a first page may make twelve: families with something protected, papers that were
# made and not handed over, and who holds a part today.
_NO_DAY, _NO_ID = cast(null(), Date), cast(null(), Uuid)
AROUND: CompoundSelect[Any] = union_all(
    select(Place.family_id, _NO_ID.label("about_id"), literal("", String).label("kind"), literal("", Text).label("name"),
           cast(null(), DateTime(timezone=True)).label("made_at"), literal("hidden", String).label("sort"),
           _NO_DAY.label("to_on"), literal("", Text).label("agency"), _NO_DAY.label("agreement_ends"), _NO_DAY.label("from_on"),
           _NO_ID.label("part_id"))
    .join(PlaceProtection, PlaceProtection.place_id == Place.id)
    .where(Place.family_id.in_(_IDS), Place.ended_because.is_(None)).distinct(),
    NOT_HANDED.add_columns(literal("paper", String), _NO_DAY, literal("", Text), _NO_DAY, _NO_DAY, _NO_ID),
    select(Part.family_id, Part.user_id, type_coerce(Part.kind, String), User.name, cast(null(), DateTime(timezone=True)),
           literal("part", String), Part.to_on, Agency.name, Agreement.to_on, Part.from_on, Part.id)
    .join(User, User.id == Part.user_id).join(Agency, Agency.id == User.agency_id)
    .outerjoin(Agreement, Agreement.id == Part.agreement_id)
    .where(Part.family_id.in_(_IDS), Part.from_on <= bindparam("today"),
           or_(Part.to_on.is_(None), Part.to_on >= bindparam("today"))))


@dataclass(frozen=True, slots=True)
class Mine:
    """One family of the reader, with their part in words that the list shows."""

    sight: Sight
    because: str
    ends: date | None  # part or agreement, whichever is sooner
    to_ask: ToAsk | None = None  # closed, and nobody has answered yet how they are

    @property
    def id(self) -> UUID:
        return self.sight.family_id


def mine(user_id: UUID, before: UUID | None = None) -> tuple[list[Mine], UUID | None]:
    """(up to PAGE families of the user by name, the id to go on before or None)."""
    values = {"me": user_id, "today": clock.today(), "most": LINES}
    if before is None:
        lines = db.read(MINE, values).all()
    else:
        lines = db.read(MINE_BEFORE, {**values, "before": before}).all()
    groups: dict[UUID, list[Any]] = {}
    for line in lines:
        groups.setdefault(line.id, []).append(line)
    ids = list(groups)
    if len(lines) == LINES and len(ids) > 1:
        ids = ids[:-1]  # the last one may have been cut through
    more = len(ids) > PAGE or len(lines) == LINES
    ids = ids[:PAGE]
    found = []
    for family_id in ids:
        group = groups[family_id]
        part, line = sum_of(group), group[0]
        assert part is not None
        ends = [day for one in group for day in (one.to_on, one.agreement_ends) if day is not None]
        head = FamilyHead(line.id, line.name, line.reference, line.status, line.is_open, line.closed_because,
                          line.opened_on, line.lock_version)
        ask = ToAsk(line.closed_on, line.check_back_on, line.check_back_by) if line.closed_on else None
        found.append(Mine(Sight(head, part, user_id), line.because, min(ends) if ends else None, ask))
    found.sort(key=lambda one: (not one.sight.family.is_open, one.sight.family.name.casefold(), str(one.id)))
    return found, ids[-1] if more and ids else None


def rows(families: Sequence[Mine], user_id: UUID) -> dict[UUID, list[Row]]:
    """{family: its records in use of the kinds READ, as the user's parts see them}."""
    if not families:
        return {}
    # By the number inside the id: an id's own hash and comparison are slow, and this is the read with the most rows.
    found: dict[int, dict[int, Row]] = {one.id.int: {} for one in families}
    lines = db.read(ROWS, {"me": user_id, "today": clock.today(), "kinds": list(READ), "families": [one.id for one in families]})
    for family_id, record_id, kind, parent_id, position, info, lock_version, number, recorded_at, body in lines:
        held, key = found[family_id.int], record_id.int
        if key not in held:
            held[key] = Row(record_id, kind, parent_id, position, info, lock_version, number, recorded_at, "", None,
                            KINDS[kind].decode(body))
    return {one.id: within(list(held.values()), one.sight.part.dangers) if one.sight.part.dangers else list(held.values())
            for one in families if (held := found[one.id.int])}


def people(ids: Sequence[UUID]) -> dict[UUID, People]:
    """{family: everyone in its record}."""
    found: dict[UUID, People] = {family_id: People() for family_id in ids}
    by_number = {family_id.int: people for family_id, people in found.items()}
    for family_id, *columns in db.read(EVERYONE, {"families": list(ids)}) if ids else ():
        by_number[family_id.int][columns[0]] = PersonRow(*columns)
    return found


def numbers(scales: Sequence[UUID]) -> dict[UUID, list[Given]]:
    """{family: every number on SCALES}, oldest first."""
    found: dict[UUID, list[Given]] = {}
    by_number: dict[int, list[Given]] = {}
    for family_id, *columns in db.read(NUMBERS, {"scales": list(scales)}) if scales else ():
        held = by_number.get(family_id.int)
        if held is None:
            held = by_number[family_id.int] = found[family_id] = []
        held.append(Given(*columns))
    return found


def happened(records: Sequence[UUID]) -> dict[UUID, Events]:
    """{family: tests, looks at promises and steps of milestones of RECORDS, oldest first}."""
    return gather(db.read(OF_RECORDS, {"records": list(records)})) if records else {}


PART_KINDS = {one.value: one for one in PartKind}  # by value: asking the class takes as long as making the row


class Holder(msgspec.Struct, frozen=True):
    """Somebody who holds a part in a family today."""

    user_id: UUID
    name: str
    kind: PartKind
    to_on: date | None
    agency: str
    agreement_ends: date | None


@dataclass(frozen=True, slots=True)
class Around:
    """What stands round many families: which have something protected, papers that wait, who holds a part."""

    hidden: set[UUID]
    waiting: dict[UUID, list[NotHanded]]  # papers that nobody was given yet, oldest first
    holders: dict[UUID, list[Holder]]  # since longest first


def around(ids: Sequence[UUID]) -> Around:
    """One statement for all of IDS."""
    found, since = Around(set(), {}, {}), []
    lines = db.read(AROUND, {"families": list(ids), "today": clock.today()}) if ids else ()
    for family_id, about_id, kind, name, made_at, sort, to_on, agency, agreement_ends, from_on, part_id in lines:
        if sort == "hidden":
            found.hidden.add(family_id)
        elif sort == "paper":
            found.waiting.setdefault(family_id, []).append(
                NotHanded(family_id, about_id, kind, name, made_at if made_at.tzinfo else made_at.replace(tzinfo=UTC)))
        else:
            since.append((from_on, part_id, family_id, Holder(about_id, name, PART_KINDS[kind], to_on, agency, agreement_ends)))
    for papers in found.waiting.values():
        papers.sort(key=lambda one: one.made_at)
    for _, _, family_id, holder in sorted(since, key=lambda one: one[:2]):
        found.holders.setdefault(family_id, []).append(holder)
    return found

"""Reads of the plan: its live rows (the draft), its tests, its frozen versions with their states, and who said what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zlib import crc32

from sqlalchemy import Date, String, bindparam, func, literal, null, select, union_all

from practice.access.queries import MyPart
from practice.core import clock
from practice.core.db import db
from practice.families.models import Place, PlaceProtection, Relation, Relationship
from practice.families.queries import People, Sight, people_of
from practice.mapping.queries import given
from practice.mapping.spread import Given
from practice.records import queries as records
from practice.records.models import Link, Record, Snapshot
from practice.records.queries import KeptRow, Row
from practice.safety.copies import CopyRow
from practice.safety.immediate.standing import Standing, standings_of
from practice.safety.kinds import PLAN_KINDS
from practice.safety.living import events
from practice.safety.living.events import CheckRow, Events, StepRow, TestRow
from practice.safety.models import PlanChange, PlanState
from practice.safety.network.counting import Network, Seen, network_of
from practice.safety.network.queries import HIDDEN, NEVER, TOLD, is_own, rows_seen, seen_in
from practice.safety.said import StanceRow, said_of

# The plan's own rows, what its thread hangs on, and where the children were heard or seen.
READ = (*dict.fromkeys((*PLAN_KINDS, "harm", "existing_safety", "strength", "hope", "unknown", "complicating_factor",
                         "network_member", "planned_test", "immediate_plan", "immediate_rule", "night")),)


@dataclass(slots=True)
class Version:
    """One agreed plan: frozen words, and the states that it went through."""

    id: UUID
    number: int
    on: date
    note: str
    sha256: str
    made_at: datetime
    changes: list[tuple[PlanState, date, str]] = field(default_factory=list)

    @property
    def state(self) -> PlanState:
        return self.changes[-1][0] if self.changes else PlanState.AGREED

    @property
    def because(self) -> str:
        return self.changes[-1][2] if self.changes else ""

    @property
    def is_live(self) -> bool:
        """Agreed or in force: what people said to it still matters."""
        return self.state is not PlanState.ENDED


VERSIONS = (select(Snapshot.id, Snapshot.number, Snapshot.on, Snapshot.note, Snapshot.sha256, Snapshot.made_at,
                   PlanChange.state, PlanChange.on.label("changed_on"), PlanChange.because)
            .outerjoin(PlanChange, PlanChange.snapshot_id == Snapshot.id)
            .where(Snapshot.family_id == bindparam("family_id"), Snapshot.kind == "plan")
            .order_by(Snapshot.number.desc(), PlanChange.recorded_at, PlanChange.id))
# Six sorts of tie in one statement: what a danger rests on, who is a parent of whom, who was told which danger, for whom one
# is not, which member of the network is hidden from the reader, and from whom something is protected.
_NO_DAY = null().cast(Date).label("on")
TIES = union_all(
    select(Link.from_id, Link.to_id, Link.kind, _NO_DAY).join(Record, Record.id == Link.from_id)
    .where(Record.family_id == bindparam("family_id")),
    select(Relationship.a_id, Relationship.b_id, literal("parent", String), _NO_DAY)
    .where(Relationship.family_id == bindparam("family_id"), Relationship.ended_because.is_(None),
           Relationship.kind.in_((Relation.PARENT, Relation.ADOPTIVE_PARENT))),
    TOLD, HIDDEN, NEVER,
    select(PlaceProtection.person_id, PlaceProtection.person_id, literal("protected", String), _NO_DAY)
    .join(Place, Place.id == PlaceProtection.place_id)
    .where(Place.family_id == bindparam("family_id"), Place.ended_because.is_(None)))
WITHDRAWN = (select(func.max(Record.withdrawn_at))
             .where(Record.family_id == bindparam("family_id"), Record.kind.in_(PLAN_KINDS),
                    Record.info.in_(bindparam("infos", expanding=True))).scalar_subquery())
VERSIONS_AND_WITHDRAWAL = VERSIONS.add_columns(WITHDRAWN.label("withdrawn_at"))


def events_of(family_id: UUID) -> Events:
    """Tests, looks at promises, and steps of milestones, oldest first. One statement."""
    return events.gather(db.read(events.OF_FAMILY, {"family_id": family_id})).get(family_id, Events())


def tests_of(family_id: UUID) -> dict[UUID, list[TestRow]]:
    """{rule: its tests, oldest first}."""
    return events_of(family_id).tests


def stances_of(family_id: UUID) -> list[StanceRow]:
    """Everything that anybody said to any version, oldest first."""
    return said_of(family_id).stances


def versions_of(family_id: UUID) -> list[Version]:
    """The agreed plans, newest first, with their states."""
    found: dict[UUID, Version] = {}
    _gather(found, db.read(VERSIONS, {"family_id": family_id}))
    return list(found.values())


def versions_and_withdrawal(family_id: UUID, part: MyPart) -> tuple[list[Version], datetime | None]:
    """The agreed plans, and when a row of the plan that PART sees was last taken out of use. One statement."""
    lines = db.read(VERSIONS_AND_WITHDRAWAL, {"family_id": family_id, "infos": list(part.kinds)}).all()
    found: dict[UUID, Version] = {}
    _gather(found, lines)
    return list(found.values()), lines[0].withdrawn_at if lines and not part.dangers else None


def _gather(found: dict[UUID, Version], lines: Iterable[Any]) -> None:
    for line in lines:
        version = found.setdefault(line.id, Version(line.id, line.number, line.on, line.note, line.sha256, line.made_at))
        if line.state is not None:
            version.changes.append((line.state, line.changed_on, line.because))


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that the plan page shows, as one part may see it."""

    sight: Sight
    people: People
    rows: tuple[Row, ...]
    links: tuple[tuple[UUID, UUID, str], ...]
    tests: dict[UUID, list[TestRow]]
    stances: tuple[StanceRow, ...]
    versions: tuple[Version, ...]
    given: tuple[Given, ...]
    kept: tuple[KeptRow, ...]
    parents: tuple[UUID, ...] = ()  # of the children whom the record is about
    withdrawn_at: datetime | None = None
    network: Network | None = None  # None: not read, so nothing is said of it
    checks: dict[UUID, list[CheckRow]] = field(default_factory=dict)  # of promises, oldest first
    steps: dict[UUID, list[StepRow]] = field(default_factory=dict)  # of milestones, oldest first
    protected: frozenset[UUID] = frozenset()  # those from whom a place or number is protected
    immediate: tuple[Standing, ...] = ()  # immediate plans, newest first
    copies: tuple[CopyRow, ...] = ()  # who holds a copy, and what they answered; oldest first
    # Put together once: a page asks for the rows of a kind some sixty times, for a rule's number some twenty.
    numbers: dict[UUID, int] = field(init=False, repr=False, compare=False, default_factory=dict)  # of rules, as pages call them
    _in_use: dict[str, list[Row]] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        for row in self.rows:
            if row.withdrawn_because is None:
                self._in_use.setdefault(row.kind, []).append(row)
        self.numbers.update((rule.id, number) for number, rule in enumerate(self._in_use.get("plan_rule", ()), 1))

    @property
    def family_id(self) -> UUID:
        return self.sight.family_id

    @property
    def mark(self) -> int:
        """A number that changes with every change of the plan's rows and every version: what a person saw when they agreed."""
        seen = sorted(f"{row.id} {row.number} {row.parent_id} {row.is_withdrawn}" for row in self.rows if row.kind in PLAN_KINDS)
        return crc32("\n".join([*seen, str(self.newest.number if self.newest else 0)]).encode())

    @property
    def last_change(self) -> Row | None:
        return max((row for row in self.rows if row.kind in PLAN_KINDS), key=lambda row: row.recorded_at, default=None)

    @property
    def protected_from(self) -> list[str]:
        """Names of those from whom an address or number of this family is protected."""
        return sorted({self.people[person].name for person in self.protected if person in self.people})

    @property
    def parents_on_record(self) -> tuple[UUID, ...]:
        """Parents by their ties; where those were not read, those with parental responsibility."""
        return self.parents or tuple(person.id for person in self.people.values()
                                     if person.parental_responsibility.lower().startswith("yes"))

    def of(self, *kinds: str) -> list[Row]:
        """The rows in use of some kinds, in order."""
        if len(kinds) == 1:
            return list(self._in_use.get(kinds[0], ()))
        return [row for row in self.rows if row.kind in kinds and row.withdrawn_because is None]

    def under(self, parent_id: UUID, kind: str) -> list[Row]:
        wanted = parent_id.int
        return [row for row in self._in_use.get(kind, ()) if row.parent_id is not None and row.parent_id.int == wanted]

    @property
    def head(self) -> Row | None:
        """The family's first page; pages for one reader stand beside it."""
        return next((row for row in self.of("plan_head") if row.body.reader is None), None)

    @property
    def review_on(self) -> date | None:
        return self.head.body.review_on if self.head else None

    @property
    def newest(self) -> Version | None:
        return self.versions[0] if self.versions else None

    @property
    def in_force(self) -> Version | None:
        return next((version for version in self.versions if version.state is PlanState.IN_FORCE), None)

    def stances_to(self, snapshot_id: UUID) -> dict[UUID, StanceRow]:
        """{person: the latest that they said to this version}."""
        return {line.person_id: line for line in self.stances if line.snapshot_id == snapshot_id}

    @property
    def rules(self) -> list[Row]:
        """The rules in the order of the dangers that they serve, then those that serve none."""
        goals = [goal.id.int for danger in self.of("danger") for goal in self.under(danger.id, "goal")]
        rules = [(rule.parent_id.int if rule.parent_id else None, rule) for rule in self.of("plan_rule")]
        served = [rule for goal in goals for parent, rule in rules if parent == goal]
        return served + [rule for parent, rule in rules if parent not in goals]

    @property
    def changed_since(self) -> bool:
        """Was a row of the plan written or withdrawn after the newest version was agreed?"""
        if self.newest is None:
            return False
        made = self.newest.made_at
        return (self.withdrawn_at is not None and self.withdrawn_at > made) or any(
            row.recorded_at > made for row in self.rows if row.kind in PLAN_KINDS)


@dataclass(frozen=True, slots=True)
class Ties:
    """What one statement says of a family: links between records, (parent, child), and who was told what."""

    links: tuple[tuple[UUID, UUID, str], ...]
    parents: tuple[tuple[UUID, UUID], ...]
    seen: Seen
    protected: frozenset[UUID]  # those from whom a place or number of the family is protected


def ties_of(sight: Sight) -> Ties:
    lines = [tuple(line) for line in db.read(TIES, {"family_id": sight.family_id, "me": sight.user_id})]
    return Ties(tuple((start, end, kind) for start, end, kind, _ in lines
                      if kind not in {"parent", "protected"} and not is_own(kind)),
                tuple((start, end) for start, end, kind, _ in lines if kind == "parent"), seen_in(lines),
                frozenset(start for start, _, kind, _ in lines if kind == "protected"))


def plan_of(sight: Sight, beside: Sequence[str] = ()) -> Plan:
    """The plan of a family as SIGHT's part may see it, with rows of further kinds BESIDE it.

    Eight statements, whatever the family's size; nine for a part that is narrowed to some dangers.
    """
    family_id = sight.family_id
    people = people_of(family_id)
    ties = ties_of(sight)
    rows = rows_seen(records.current(family_id, sight.part, (*READ, *beside)), sight, ties.seen)
    known = {row.id for row in rows}
    scales = [row.id for row in rows if row.kind == "scale" and not row.is_withdrawn]
    versions, withdrawn_at = versions_and_withdrawal(family_id, sight.part)
    happened, said = events_of(family_id), said_of(family_id)
    return Plan(sight, people, rows,
                tuple(tie for tie in ties.links if tie[0] in known and tie[1] in known),
                {rule: tests for rule, tests in happened.tests.items() if rule in known},
                tuple(said.stances), tuple(versions), tuple(given(family_id, scales)),
                tuple(line for line in said.kept if line.about_id is None or line.about_id in known),
                tuple(dict.fromkeys(parent for parent, child in ties.parents if parent in people
                                    and child in people and people[child].is_index)), withdrawn_at,
                network_of(rows, people, ties.seen, clock.today()),
                {promise: checks for promise, checks in happened.checks.items() if promise in known},
                {milestone: steps for milestone, steps in happened.steps.items() if milestone in known},
                protected=ties.protected, immediate=tuple(standings_of(said.immediate)), copies=tuple(said.copies))


def untested(rules: Iterable[Row], tests: dict[UUID, list[TestRow]]) -> list[Row]:
    """The rules that have never been tested."""
    return [rule for rule in rules if not tests.get(rule.id)]

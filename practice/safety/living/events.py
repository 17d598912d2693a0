"""What happened to the rules, promises and milestones of a plan, read with one statement: tests, checks and steps."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

import msgspec
from sqlalchemy import Boolean, Date, Integer, String, Text, Uuid, bindparam, cast, literal, null, select, type_coerce, union_all

from practice.safety.living.models import HowKept, MilestoneStep, PromiseCheck, StepKind
from practice.safety.models import Outcome, PlanTest, TestKind


class TestRow(msgspec.Struct, frozen=True):
    """One test of one rule. `rule_number` is the revision of the rule that was tried, 0 where that is not known."""

    __test__: ClassVar[bool] = False
    rule_id: UUID
    kind: TestKind
    on: date
    who: str
    what_happened: str
    outcome: Outcome
    change: str
    recorded_at: datetime | None = None
    rule_number: int = 0


class CheckRow(msgspec.Struct, frozen=True):
    """One look at one promise."""

    promise_id: UUID
    on: date
    outcome: HowKept
    words: str
    said_by_id: UUID | None
    is_verbatim: bool
    recorded_at: datetime


class StepRow(msgspec.Struct, frozen=True):
    """One step of one milestone."""

    milestone_id: UUID
    what: StepKind
    on: date
    planned_on: date | None
    because: str
    decided_by: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Events:
    """{record: what happened to it, oldest first}."""

    tests: dict[UUID, list[TestRow]] = field(default_factory=dict)
    checks: dict[UUID, list[CheckRow]] = field(default_factory=dict)
    steps: dict[UUID, list[StepRow]] = field(default_factory=dict)


def _nothing(kind: Any) -> Any:
    return cast(null(), kind)


def _union(narrow: Any) -> Any:
    """Three tables under one row of columns; NARROW(table, its record's column) is the condition."""
    tests = select(
        literal("test", String).label("sort"), PlanTest.family_id, PlanTest.rule_id.label("about_id"),
        type_coerce(PlanTest.kind, String).label("kind"), PlanTest.on.label("on"), PlanTest.who.label("who"),
        PlanTest.what_happened.label("words"), type_coerce(PlanTest.outcome, String).label("outcome"),
        PlanTest.change.label("more"), _nothing(Date).label("planned_on"), _nothing(Uuid).label("said_by_id"),
        _nothing(Boolean).label("is_verbatim"), PlanTest.rule_number.label("number"), PlanTest.recorded_at.label("recorded_at"),
        PlanTest.id.label("id")).where(narrow(PlanTest, PlanTest.rule_id))
    checks = select(
        literal("check", String), PromiseCheck.family_id, PromiseCheck.promise_id, literal("", String), PromiseCheck.on,
        literal("", Text), PromiseCheck.words, type_coerce(PromiseCheck.outcome, String), literal("", Text), _nothing(Date),
        PromiseCheck.said_by_id, PromiseCheck.is_verbatim, literal(0, Integer), PromiseCheck.recorded_at,
        PromiseCheck.id).where(narrow(PromiseCheck, PromiseCheck.promise_id))
    steps = select(
        literal("step", String), MilestoneStep.family_id, MilestoneStep.milestone_id, type_coerce(MilestoneStep.what, String),
        MilestoneStep.on, MilestoneStep.decided_by, MilestoneStep.because, literal("", String), literal("", Text),
        MilestoneStep.planned_on, _nothing(Uuid), _nothing(Boolean), literal(0, Integer), MilestoneStep.recorded_at,
        MilestoneStep.id).where(narrow(MilestoneStep, MilestoneStep.milestone_id))
    whole = union_all(tests, checks, steps).subquery()
    return select(whole).order_by(whole.c.on, whole.c.id)


OF_FAMILY = _union(lambda table, _: table.family_id == bindparam("family_id"))
OF_RECORDS = _union(lambda _, record: record.in_(bindparam("records", expanding=True)))


# By value: asking the class for a member takes as long as making the row.
TESTS, OUTCOMES = {one.value: one for one in TestKind}, {one.value: one for one in Outcome}
KEPT, STEPS = {one.value: one for one in HowKept}, {one.value: one for one in StepKind}


def gather(lines: Iterable[Any]) -> dict[UUID, Events]:
    """{family: its events} of the lines of OF_FAMILY or OF_RECORDS."""
    found: dict[UUID, Events] = {}
    by_number: dict[int, Events] = {}
    for (sort, family_id, about, kind, on, who, words, outcome, more, planned_on, said_by, is_verbatim, number, recorded_at,
         _) in lines:  # unpacked: asking by name costs a call each
        events = by_number.get(family_id.int)
        if events is None:
            events = by_number[family_id.int] = found[family_id] = Events()
        if sort == "test":
            events.tests.setdefault(about, []).append(
                TestRow(about, TESTS[kind], on, who, words, OUTCOMES[outcome], more, recorded_at, number))
        elif sort == "check":
            events.checks.setdefault(about, []).append(
                CheckRow(about, on, KEPT[outcome], words, said_by, bool(is_verbatim), recorded_at))
        else:
            events.steps.setdefault(about, []).append(
                StepRow(about, STEPS[kind], on, planned_on, words, who, recorded_at))
    return found

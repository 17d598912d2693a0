"""Changes to a plan as it is lived: plan a test, put it off, call it off, write down what came of it; look at a promise;
a milestone is reached, moved or stepped back from."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import msgspec

from practice.core import audit, clock
from practice.core.db import command, db
from practice.core.errors import NotKnown, Refused, RuleBroken
from practice.records import commands as records
from practice.records import queries as reading
from practice.records.models import Record
from practice.records.queries import Row
from practice.safety import commands as safety
from practice.safety.living.kinds import PlannedTest
from practice.safety.living.models import HowKept, MilestoneStep, PromiseCheck, StepKind
from practice.safety.models import TestKind

TESTED_KINDS = frozenset({"plan_rule", "child_part", "red_flag"})


# Planned tests

@command
def plan_test(rule_id: UUID, how: TestKind, on: date, who: UUID | None, words: str) -> UUID:
    """Plan a test of a rule, a child’s sign or a red flag; whoever sees the rule sees it. Returns its id."""
    rule = db.session.get(Record, rule_id)
    if rule is None or rule.kind not in TESTED_KINDS:
        raise NotKnown
    if on < clock.today():
        raise RuleBroken("on", "Give a day from today on. What was tried already is written down as a test")
    return records.add(rule.family_id, "planned_test", PlannedTest(words=words.strip(), how=how.value, on=on, who=who),
                       parent_id=rule_id, info=rule.info)


@command
def put_off(planned_id: UUID, seen: int, on: date, because: str) -> None:
    """Give a planned test another day, with the reason. Earlier days stay in its versions."""
    row = _waiting(planned_id)
    if not because.strip():
        raise RuleBroken("because", "Say why it is put off")
    if on < clock.today():
        raise RuleBroken("on", "Give a day from today on")
    if on == row.body.on:
        raise RuleBroken("on", "It stands on this day already. Give another")
    records.revise(planned_id, seen, msgspec.structs.replace(row.body, on=on, put_off=because.strip()))


@command
def call_off(planned_id: UUID, seen: int, because: str) -> None:
    """Call a planned test off: it stays readable with the reason."""
    _waiting(planned_id)
    if not because.strip():
        raise RuleBroken("because", "Say why it is called off")
    records.withdraw(planned_id, seen, because)


@command
def record_planned(planned_id: UUID, seen: int, new: safety.NewTest) -> UUID:
    """Write down what came of a planned test; returns the rule that was tested."""
    row = _waiting(planned_id)
    assert row.parent_id is not None
    safety.test_rule(row.parent_id, new)
    records.revise(planned_id, seen, msgspec.structs.replace(row.body, done_on=new.on))
    return row.parent_id


def _waiting(planned_id: UUID) -> Row:
    """The planned test, while it is still to come. Raises NotKnown, or Refused when it is over."""
    row = reading.one(planned_id)
    if row is None or row.kind != "planned_test":
        raise NotKnown
    if row.is_withdrawn or row.body.done_on is not None:
        raise Refused("This test is written down or called off already. Plan the next one.")
    return row


# Promises of the services

@dataclass(frozen=True, slots=True)
class NewCheck:
    """How a promise was found on one day, and who says so: somebody of the family or of the services."""

    on: date
    outcome: HowKept
    said_by: UUID
    words: str = ""
    is_verbatim: bool = False


@command
def check_promise(promise_id: UUID, new: NewCheck) -> None:
    """Write down whether a promise was kept. The newest is how it stands; none is ever changed."""
    promise = db.session.get(Record, promise_id)
    if promise is None or promise.kind != "promise":
        raise NotKnown
    if new.on > clock.today():
        raise RuleBroken("on", "Give the day on which it was found so: today or before")
    if new.outcome is HowKept.LATE and not new.words.strip():
        raise RuleBroken("words", "Say by how much it is late, and who was told")
    if new.outcome is HowKept.NOT_KEPT and not new.words.strip():
        raise RuleBroken("words", "Say what did not happen, and what it meant for the family")
    db.session.add(PromiseCheck(family_id=promise.family_id, promise_id=promise_id, on=new.on, outcome=new.outcome,
                                words=new.words.strip(), said_by_id=new.said_by, is_verbatim=new.is_verbatim,
                                author_id=audit.actor(), recorded_at=clock.now()))
    db.session.flush()
    audit.record("promise.checked", family_id=promise.family_id, about=promise_id, detail={"outcome": new.outcome.value})


# Milestones

@dataclass(frozen=True, slots=True)
class NewStep:
    """What became of a milestone. `planned_on` is the new day of one that is moved."""

    what: StepKind
    on: date
    because: str = ""
    decided_by: str = ""
    planned_on: date | None = None


@command
def take_step(milestone_id: UUID, new: NewStep) -> None:
    """A milestone is reached, moved to another day with the reason, or stepped back from with what happened."""
    record = db.session.get(Record, milestone_id)
    if record is None or record.kind != "milestone":
        raise NotKnown
    if new.on > clock.today():
        raise RuleBroken("on", "Give the day on which it was decided: today or before")
    if new.what is StepKind.MOVED and new.planned_on is None:
        raise RuleBroken("planned_on", "Give the new day, like 4 Dec")
    if new.what is StepKind.MOVED and not new.because.strip():
        raise RuleBroken("because", "Say why it is moved. It stands beside the milestone")
    if new.what is StepKind.STEPPED_BACK and not new.because.strip():
        raise RuleBroken("because", "Say what happened")
    if new.what is not StepKind.STEPPED_BACK and not new.decided_by.strip():
        raise RuleBroken("decided_by", "Say who decided it, by name")
    db.session.add(MilestoneStep(family_id=record.family_id, milestone_id=milestone_id, what=new.what, on=new.on,
                                 planned_on=new.planned_on if new.what is StepKind.MOVED else None,
                                 because=new.because.strip(), decided_by=new.decided_by.strip(),
                                 author_id=audit.actor(), recorded_at=clock.now()))
    db.session.flush()
    audit.record(f"milestone.{new.what.value}", family_id=record.family_id, about=milestone_id)

"""Closing a family's case, and what they said when they were asked how they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from practice.cases import commands as cases
from practice.core import audit, clock, dates
from practice.core.db import command, db, hold
from practice.core.errors import NotKnown, Refused, RuleBroken
from practice.core.ids import new_id
from practice.families.commands import hold_family
from practice.families.models import Family
from practice.records import commands as records
from practice.safety import commands as safety
from practice.safety.closing import queries
from practice.safety.closing.models import CheckBack, ClosingRecord
from practice.safety.closing.standing import Number, asking, bottom_lines_not_met, numbers_of
from practice.safety.kinds import PLAN_KINDS
from practice.safety.models import StanceKind
from practice.safety.queries import Plan, plan_of
from practice.safety.thread import thread_of
from practice.safety.whole import is_whole


@dataclass(frozen=True, slots=True)
class NewClosing:
    """How a case is closed: why, what stays with the family, when we ring to ask; everyone's word, and the reasons for what
    is left as it is, by safety.commands.reason_field."""

    on: date
    because: str
    who_keeps: str
    rings_name: str
    rings_number: str
    check_back_on: date
    check_back_by: str
    then_rings: str = ""
    papers_left: str = ""
    decision: str = ""
    decided_by: str = ""
    said: Sequence[safety.NewStance] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)
    seen: int | None = None  # the plan's mark as the person saw it


@command
def close(plan: Plan, new: NewClosing) -> UUID:
    """Close the case of a family that has a plan; returns the closing.

    What stands is frozen with everyone's last number, everyone's word and every reason. The plan itself stays as it is: it is
    the family's own from now on. Hard rules are about truth: the family has a name and a number to ring, somebody rings to ask
    on a day after the closing, nobody is shown as agreeing who was not asked, and a bottom line that is not met has a
    manager's decision. RuleBroken names the field, Clash where the plan changed after the person looked.
    """
    hold_family(plan.family_id)
    if new.seen is not None:
        plan = plan_of(plan.sight)
        if (clash := safety.changed_since(plan, new.seen)) is not None:
            raise clash
    if not is_whole(plan):
        raise Refused("You see a part of this plan. Ask the lead practitioner to close the case.")
    family = db.session.get(Family, plan.family_id)
    if family is None:
        raise NotKnown
    hold(family)
    if not family.is_open:
        raise RuleBroken("", "This record is closed already")
    thread = thread_of(plan, clock.today())
    left = asking(plan, thread)
    _check(plan, new)
    for one in left:
        if not new.reasons.get(safety.reason_field(one), "").strip():
            raise RuleBroken(safety.reason_field(one), "Say why it is closed like this. The reason stands on the record")
    for one in left:
        records.keep(plan.family_id, one.key[:40], new.reasons[safety.reason_field(one)], one.about)
    snapshot_id = records.freeze(plan.family_id, "closing", (*PLAN_KINDS, "closing_letter"), new.on, {
        "numbers": [_number(numbers.strand.danger.id, line) for numbers in numbers_of(thread) for line in numbers.lines],
        "said": [{"person": one.person_id, "stance": one.stance.value, "words": one.words, "is_verbatim": one.is_verbatim,
                  "why_not_asked": one.why_not_asked, "on": one.on} for one in new.said],
        "left": [{"code": one.code, "about": one.about, "person": one.person, "says": one.says,
                  "because": new.reasons[safety.reason_field(one)].strip()} for one in left],
        "conditions": [{"id": row.id, "met_on": row.body.met_on} for row in plan.of("closing")],
        "because": new.because.strip(), "decision": new.decision.strip(), "decided_by": new.decided_by.strip(),
        "who_keeps": new.who_keeps.strip(), "rings": [new.rings_name.strip(), new.rings_number.strip(), new.then_rings.strip()],
        "check_back": [new.check_back_on, new.check_back_by.strip()], "papers_left": new.papers_left.strip(),
    }, note="Closed")
    for said in new.said:
        safety.put_stance(plan.family_id, snapshot_id, said)
    closing = ClosingRecord(
        id=new_id(), family_id=plan.family_id, snapshot_id=snapshot_id, on=new.on, because=new.because.strip(),
        who_keeps=new.who_keeps.strip(), rings_name=new.rings_name.strip(), rings_number=new.rings_number.strip(),
        then_rings=new.then_rings.strip(), check_back_on=new.check_back_on, check_back_by=new.check_back_by.strip(),
        papers_left=new.papers_left.strip(), decision=new.decision.strip(), decided_by=new.decided_by.strip(),
        author_id=audit.actor(), recorded_at=clock.now())
    db.session.add(closing)
    db.session.flush()
    audit.record("closing.decided", family_id=plan.family_id, about=closing.id)
    cases.close(plan.family_id, family.lock_version, new.because, new.on)
    return closing.id


def _number(danger_id: UUID, line: Number) -> dict[str, object]:
    return {"danger": danger_id, "person": line.person.id, "value": line.value, "words": line.words, "on": line.on,
            "note": line.note}


def _check(plan: Plan, new: NewClosing) -> None:
    for name, value, message in (
            ("because", new.because, "Say why it is closed"),
            ("who_keeps", new.who_keeps, "Say who keeps the plan"),
            ("rings_name", new.rings_name, "Name the first person whom they ring: one of their own"),
            ("rings_number", new.rings_number, "Give a number that answers"),
            ("check_back_by", new.check_back_by, "Say who rings to ask")):
        if not value.strip():
            raise RuleBroken(name, message)
    if sum(letter.isdigit() for letter in new.rings_number) < 3:
        raise RuleBroken("rings_number", "A number has digits: 07700 900123")
    if new.on > clock.today():
        raise RuleBroken("on", "Give the day on which it was closed: today or before")
    if new.on < plan.sight.family.opened_on:
        raise RuleBroken("on", f"It was opened on {dates.day(plan.sight.family.opened_on)}. Give that day or a later one")
    if new.check_back_on <= new.on:
        raise RuleBroken("check_back_on", "Give a day after the closing")
    for one in new.said:
        if one.stance is StanceKind.NOT_ASKED and not one.why_not_asked.strip():
            raise RuleBroken(f"why_not_{one.person_id.hex}", "Say why this person was not asked")
    if bottom_lines_not_met(plan):
        if not new.decision.strip():
            raise RuleBroken("decision", "A bottom line is not met. Write down what the manager decided, and why")
        if not new.decided_by.strip():
            raise RuleBroken("decided_by", "Choose the manager who decided it")


@dataclass(frozen=True, slots=True)
class NewCheckBack:
    """We rang: did somebody answer, who, what they said, and what we did about it."""

    on: date
    is_answered: bool
    who_answered: str = ""
    they_said: str = ""
    is_verbatim: bool = False
    what_we_did: str = ""


@command
def check_back(family_id: UUID, new: NewCheckBack) -> None:
    """Write down that the family was asked how they are after the newest closing. Where nobody answered it stays to be done."""
    closing = next(iter(queries.closings_of(family_id)), None)
    if closing is None:
        raise NotKnown
    if not closing.on <= new.on <= clock.today():
        raise RuleBroken("on", "Give a day between the closing and today")
    if new.is_answered and not new.who_answered.strip():
        raise RuleBroken("who_answered", "Say who answered")
    if new.is_answered and not new.they_said.strip():
        raise RuleBroken("they_said", "Write what they said, in their words")
    if not new.is_answered and (new.who_answered.strip() or new.they_said.strip()):
        raise RuleBroken("is_answered", "Somebody is named here, or said something. Say that they answered, or take it out")
    if not new.is_answered and not new.what_we_did.strip():
        raise RuleBroken("what_we_did", "Say what happens next: when we ring again, or whom we ask")
    db.session.add(CheckBack(family_id=family_id, closing_id=closing.id, on=new.on, is_answered=new.is_answered,
                             who_answered=new.who_answered.strip(), they_said=new.they_said.strip(),
                             is_verbatim=new.is_verbatim, what_we_did=new.what_we_did.strip(), author_id=audit.actor(),
                             recorded_at=clock.now()))
    db.session.flush()
    audit.record("closing.asked", family_id=family_id, about=closing.id, detail={"answered": new.is_answered})

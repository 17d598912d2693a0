"""Changes to the plan: its rows, tests of its rules, agreeing and ending it, and what each person says to it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

import msgspec
from sqlalchemy import select

from practice.access.models import Information
from practice.core import audit, clock, dates
from practice.core.db import command, db
from practice.core.errors import Clash, NotKnown, Refused, RuleBroken
from practice.families.commands import hold_family
from practice.records import commands as records
from practice.records import queries as record_queries
from practice.records.bodies import Body
from practice.records.models import Record, Snapshot
from practice.safety.breaks import Break
from practice.safety.kinds import PLAN_KINDS, PlanHead
from practice.safety.models import Outcome, PlanChange, PlanState, PlanTest, Stance, StanceKind, TestKind
from practice.safety.queries import Plan, plan_of, versions_of
from practice.safety.thread import thread_of
from practice.safety.whole import is_whole


@command
def add_row(family_id: UUID, kind: str, body: Body, *, parent_id: UUID | None = None,
            info: Information = Information.PLAN, not_for: Sequence[UUID] = (), because: str = "") -> UUID:
    """Add a rule, promise, trigger, early sign, red flag, closing condition, child's part or the first page of a plan.

    NOT_FOR are those for whom it never prints, BECAUSE why.
    """
    _check(kind, parent_id)
    if isinstance(body, PlanHead):
        check_review(body.review_on)
        _only_one_head(family_id, body)
        info = _info_of_head(body)
    record_id = records.add(family_id, kind, body, parent_id=parent_id, info=info)
    if not_for:
        records.set_not_for(record_id, not_for, because)
    return record_id


@command
def add_rows(family_id: UUID, kind: str, bodies: Iterable[Body], *, parent_id: UUID | None = None,
             info: Information = Information.PLAN, not_for: Sequence[UUID] = (), because: str = "") -> list[UUID]:
    """Add several rows of one kind that were written down together: all of them or none."""
    return [add_row(family_id, kind, body, parent_id=parent_id, info=info, not_for=not_for, because=because)
            for body in bodies]


@command
def change_row(record_id: UUID, seen: int, body: Body, *, parent_id: UUID | None = None, info: Information | None = None,
               not_for: Sequence[UUID] | None = None, because: str = "") -> None:
    """Put new words in place. Raises Clash when someone saved after the person looked. NOT_FOR None leaves it as it is."""
    standing = record_queries.one(record_id)
    if standing is None:
        raise NotKnown
    _check(standing.kind, parent_id)
    if isinstance(body, PlanHead):
        hold_family(_family_of(record_id))
    if isinstance(body, PlanHead) and body.reader != standing.body.reader:
        info = _info_of_head(body)
    records.revise(record_id, seen, body, parent_id=parent_id, info=info)
    if isinstance(body, PlanHead) and body.review_on != standing.body.review_on:
        check_review(body.review_on)
    if isinstance(body, PlanHead) and body.reader != standing.body.reader:
        _only_one_head(_family_of(record_id), body, but=record_id)
    if not_for is not None:
        family_id = _family_of(record_id)
        hidden = record_queries.not_for(family_id).get(record_id, {})
        if set(hidden) != set(not_for) or any(reason != because for reason in hidden.values()):
            records.set_not_for(record_id, not_for, because)


@command
def move_row(record_id: UUID, seen: int, kind: str, parent_id: UUID | None = None) -> None:
    """Move a rule to another goal, or a sign to another part of the plan, with its history."""
    standing = record_queries.one(record_id)
    if standing is None:
        raise NotKnown
    if standing.kind == "plan_rule":
        _check("plan_rule", parent_id)
        records.revise(record_id, seen, standing.body, parent_id=parent_id)
    elif kind in SIGNS and standing.kind in SIGNS:
        records.move(record_id, seen, kind)
    else:
        raise RuleBroken("to", "Choose where it belongs")


SIGNS = ("trigger", "early_sign", "red_flag")


def _info_of_head(body: PlanHead) -> Information:
    return Information.PLAN if body.reader is None else Information.STORY  # one reader's page tells their story


def _only_one_head(family_id: UUID, body: PlanHead, but: UUID | None = None) -> None:
    """One first page a reader, and one for the family."""
    hold_family(family_id)
    heads = db.session.execute(select(Record.id).where(Record.family_id == family_id, Record.kind == "plan_head",
                                                       Record.withdrawn_at.is_(None))).scalars().all()
    for head in heads:
        row = record_queries.one(head) if head != but else None
        if row is not None and row.body.reader == body.reader:
            raise RuleBroken("reader", "There is a first page already. Change that one, or choose another reader")


def _family_of(record_id: UUID) -> UUID:
    record = db.session.get(Record, record_id)
    if record is None:
        raise NotKnown
    return record.family_id


def check_review(on: date | None) -> None:
    """Review and due dates lie ahead; practice dates may lie in the past."""
    if on is not None and on < clock.today():
        raise RuleBroken("review_on", "Give a day from today on")


def _check(kind: str, parent_id: UUID | None) -> None:
    if kind == "plan_rule" and parent_id is None:
        raise RuleBroken("goal", "Choose the goal that this rule serves")


@dataclass(frozen=True, slots=True)
class NewTest:
    """What came of one test of one rule."""

    kind: TestKind
    on: date
    what_happened: str
    outcome: Outcome
    who: str = ""
    change: str = ""


@command
def test_rule(rule_id: UUID, new: NewTest) -> None:
    """Record a test of a rule, a red flag or a child’s sign. Raises RuleBroken for a day to come, or no words of what happened."""
    rule = db.session.get(Record, rule_id)
    if rule is None or rule.kind not in {"plan_rule", "child_part", "red_flag"}:
        raise NotKnown
    if new.on > clock.today():
        raise RuleBroken("on", "Give the day on which it was tested: today or before")
    if not new.what_happened.strip():
        raise RuleBroken("what_happened", "Say what happened")
    db.session.add(PlanTest(family_id=rule.family_id, rule_id=rule_id, kind=new.kind, on=new.on, who=new.who,
                            what_happened=new.what_happened.strip(), outcome=new.outcome, change=new.change.strip(),
                            rule_number=rule.number, author_id=audit.actor(), recorded_at=clock.now()))
    db.session.flush()
    audit.record("plan.tested", family_id=rule.family_id, about=rule_id, detail={"outcome": new.outcome.value})


@dataclass(frozen=True, slots=True)
class NewStance:
    """What one person says to the plan. `not_asked` needs the reason; the others may carry their words."""

    person_id: UUID
    stance: StanceKind
    on: date
    words: str = ""
    is_verbatim: bool = False
    why_not_asked: str = ""
    how: str = ""
    willingness: int | None = None  # how much they want to do this, 0 to 10
    confidence: int | None = None  # how sure they are that they can
    capacity: int | None = None  # how able they are, with time, money and health
    numbers_because: str = ""

    @property
    def numbers(self) -> dict[str, int]:
        """The numbers that were given, by name."""
        named = {"willingness": self.willingness, "confidence": self.confidence, "capacity": self.capacity}
        return {name: value for name, value in named.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Agreeing:
    """How a plan is agreed: the day, what is new in a line, who says what, and the reasons for broken threads."""

    on: date
    note: str
    stances: Sequence[NewStance]
    reasons: Mapping[str, str] = field(default_factory=dict)
    in_force: bool = True
    why_in_force: str = ""
    review_on: date | None = None  # when it is looked at again, where that is said with the agreeing
    seen: int | None = None  # the plan's mark as the person saw it: what nobody read is not agreed


def reason_field(broken: Break) -> str:
    """The name under which the reason of one break travels."""
    return f"why_{broken.key.replace(':', '_')}_{broken.about.hex if broken.about else 'all'}"


def changed_since(plan: Plan, seen: int) -> Clash | None:
    """Who changed or agreed the plan after somebody looked at it as SEEN; None where it stands as it was."""
    if plan.mark == seen:
        return None
    if plan.newest is not None and not plan.changed_since:
        return records.clash_with(record_queries.snapshots(plan.family_id, "plan")[0], plan.mark)
    last = plan.last_change
    return Clash(last.author if last and last.author else "Someone", dates.time_of(last.recorded_at) if last else "",
                 lock_version=plan.mark)


@command
def agree(plan: Plan, agreeing: Agreeing) -> UUID:
    """Freeze the plan as it stands as its next version; returns the snapshot.

    Hard rules: every rule has who, what and when; nobody is shown as agreeing who was not asked; in force with somebody who
    holds a duty not asked needs a reason. A broken thread that asks needs its reason: RuleBroken names the field. Nobody
    freezes what they never read: Clash where the plan was changed after they looked, Refused where they see a part of it.
    """
    hold_family(plan.family_id)
    if agreeing.seen is not None:
        plan = plan_of(plan.sight)
        if (clash := changed_since(plan, agreeing.seen)) is not None:
            raise clash
    if not is_whole(plan):
        raise Refused("You see a part of this plan. Ask the lead practitioner to agree it as a whole.")
    if agreeing.on > clock.today():
        raise RuleBroken("on", "Give the day on which it was agreed: today or before")
    thread = thread_of(plan, clock.today())
    if not thread.rules:
        raise RuleBroken("", "This plan has no rule yet. Add who does what, when")
    check_review(agreeing.review_on)
    for broken in thread.all_breaks:
        if broken.blocks and not (agreeing.review_on and broken.code in {"no_review", "review_late"}):
            raise RuleBroken("review_on" if broken.code in {"no_review", "review_late"} else "",
                             f"{broken.says}. {broken.move} first")
    for broken in thread.all_breaks:
        if broken.asks and not agreeing.reasons.get(reason_field(broken), "").strip():
            raise RuleBroken(reason_field(broken), "Say why it is agreed like this. The reason stands on the record")
    _check_stances(plan, agreeing)
    family_id = plan.family_id
    _set_review(plan, agreeing.review_on)
    for broken in thread.all_breaks:
        if broken.asks:
            records.keep(family_id, broken.key[:40], agreeing.reasons[reason_field(broken)], broken.about)
    snapshot_id = records.freeze(family_id, "plan", PLAN_KINDS, agreeing.on, {
        "stances": [{"person": one.person_id, "stance": one.stance.value, "words": one.words} | one.numbers
                    for one in agreeing.stances],
        "broken": [broken.code for broken in thread.all_breaks]}, note=agreeing.note.strip())
    for one in agreeing.stances:
        put_stance(family_id, snapshot_id, one)
    _enter(family_id, snapshot_id, PlanState.AGREED, agreeing.on, "")
    if agreeing.in_force:
        for version in plan.versions:
            if version.state is PlanState.IN_FORCE:
                _enter(family_id, version.id, PlanState.ENDED, agreeing.on, "The next version is in force")
        _enter(family_id, snapshot_id, PlanState.IN_FORCE, agreeing.on, agreeing.why_in_force.strip())
    return snapshot_id


def _set_review(plan: Plan, on: date | None) -> None:
    """Write the day of the next look on the plan's first page, which is made where there is none."""
    if on is None or on == plan.review_on:
        return
    if plan.head is None:
        records.add(plan.family_id, "plan_head", PlanHead(review_on=on), info=Information.PLAN)
    else:
        records.revise(plan.head.id, plan.head.lock_version, msgspec.structs.replace(plan.head.body, review_on=on))


def duty_holders(plan: Plan) -> list[UUID]:
    """Those whom a rule names, in the record's order: who does it, and who backs up."""
    named = {person for rule in plan.rules for person in (rule.body.who, *rule.body.back_up) if person}
    return [person for person in plan.people if person in named]


def _check_stances(plan: Plan, agreeing: Agreeing) -> None:
    said = {one.person_id: one for one in agreeing.stances}
    for one in agreeing.stances:
        if one.stance is StanceKind.NOT_ASKED and not one.why_not_asked.strip():
            raise RuleBroken(f"why_not_{one.person_id.hex}", "Say why this person was not asked")
        check_numbers(one, of_many=True)
    if not any(one.stance is not StanceKind.NOT_ASKED for one in agreeing.stances):
        raise RuleBroken("", "Nobody was asked yet. A plan is agreed by named people: ask at least one")
    if not agreeing.in_force or agreeing.why_in_force.strip():
        return
    for words, kind in (("was not asked", StanceKind.NOT_ASKED), ("does not agree", StanceKind.DOES_NOT)):
        names = [plan.people.short(person) for person in doers(plan)
                 if (said[person].stance if person in said else StanceKind.NOT_ASKED) is kind]
        if names:
            raise RuleBroken("why_in_force", f"{', '.join(names)} has a part in it and {words}. "
                             "Say why it is in force all the same")


def doers(plan: Plan) -> list[UUID]:
    """Those who do something in the plan, in the record's order. Children carry no duties."""
    named = {rule.body.who for rule in plan.rules}
    return [person for person in plan.people if person in named]


@command
def stand(family_id: UUID, snapshot_id: UUID, new: NewStance) -> None:
    """Record what one person says to an agreed plan, the full or the immediate one; it may come after it was frozen."""
    found = db.session.scalar(select(Snapshot.family_id).where(Snapshot.id == snapshot_id,
                                                                 Snapshot.kind.in_(("plan", "immediate"))))
    if found != family_id:
        raise NotKnown
    if new.stance is StanceKind.NOT_ASKED and not new.why_not_asked.strip():
        raise RuleBroken("why_not_asked", "Say why this person was not asked")
    if new.on > clock.today():
        raise RuleBroken("on", "Give the day on which they said it: today or before")
    check_numbers(new)
    put_stance(family_id, snapshot_id, new)


def check_numbers(new: NewStance, *, of_many: bool = False) -> None:
    """A number is from 0 to 10, and only somebody who was asked gives one. OF_MANY: the form asks several people."""
    suffix = f"_{new.person_id.hex}" if of_many else ""
    for name, value in new.numbers.items():
        if not 0 <= value <= 10:
            raise RuleBroken(f"{name}{suffix}", "Choose a number from 0 to 10")
    if new.stance is StanceKind.NOT_ASKED and new.numbers:
        raise RuleBroken(f"stance{suffix}", "There is a number, so they were asked. Say what they said, or take the number out")


def put_stance(family_id: UUID, snapshot_id: UUID, new: NewStance) -> None:
    """Write one word down, inside a command that has looked at it."""
    db.session.add(Stance(family_id=family_id, snapshot_id=snapshot_id, person_id=new.person_id, stance=new.stance,
                          words=new.words.strip(), is_verbatim=new.is_verbatim, why_not_asked=new.why_not_asked.strip(),
                          on=new.on, how=new.how.strip(), willingness=new.willingness, confidence=new.confidence,
                          capacity=new.capacity, numbers_because=new.numbers_because.strip(), author_id=audit.actor(),
                          recorded_at=clock.now()))
    db.session.flush()
    audit.record("plan.stance", family_id=family_id, about=new.person_id, detail={"stance": new.stance.value})


@command
def change_state(family_id: UUID, snapshot_id: UUID, state: PlanState, on: date, because: str) -> None:
    """Put an agreed plan in force, or end it, with the reason. Another version in force ends with it; what ended stays so."""
    hold_family(family_id)
    versions = versions_of(family_id)
    version = next((one for one in versions if one.id == snapshot_id), None)
    if version is None:
        raise NotKnown
    if not because.strip():
        raise RuleBroken("because", "Say why")
    if on > clock.today():
        raise RuleBroken("on", "Give a day up to today")
    if on < version.on:
        raise RuleBroken("on", f"It was agreed on {dates.day(version.on)}. Give that day or a later one")
    if version.state is PlanState.ENDED:
        raise RuleBroken("", "This version has ended. Agree a new one")
    if version.state is state:
        raise RuleBroken("", "It is so already")
    if state is PlanState.IN_FORCE:
        for other in versions:
            if other.id != snapshot_id and other.state is PlanState.IN_FORCE:
                _enter(family_id, other.id, PlanState.ENDED, on, f"Version {version.number} is in force")
    _enter(family_id, snapshot_id, state, on, because.strip())


def _enter(family_id: UUID, snapshot_id: UUID, state: PlanState, on: date, because: str) -> None:
    db.session.add(PlanChange(family_id=family_id, snapshot_id=snapshot_id, state=state, on=on, because=because,
                              author_id=audit.actor(), recorded_at=clock.now()))
    db.session.flush()
    audit.record(f"plan.{state.value}", family_id=family_id, about=snapshot_id)

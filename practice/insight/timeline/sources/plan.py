"""The plan: agreed, in force, what each said to it, the immediate plan; what was tried, promised and reached."""

from sqlalchemy import func

from practice.core import clock
from practice.insight.timeline.events import Event
from practice.insight.timeline.sources.source import PLAN, Known, Line, link_to, people_of, source
from practice.records.models import Snapshot
from practice.safety.immediate.models import Became, ImmediateChange
from practice.safety.living.models import HowKept, MilestoneStep, PromiseCheck, StepKind
from practice.safety.models import Outcome, PlanChange, PlanState, PlanTest, Stance, StanceKind, TestKind
from practice.safety.page import TESTED

_STATES = {PlanState.AGREED: "was agreed", PlanState.IN_FORCE: "is in force", PlanState.ENDED: "ended"}


@source("plan", PLAN, PlanChange, on=PlanChange.on, at=PlanChange.recorded_at, other=PlanChange.snapshot_id, code=PlanChange.state,
        number=Snapshot.number, words=PlanChange.because, more=Snapshot.note,
        joined=lambda rows: rows.join(Snapshot, Snapshot.id == PlanChange.snapshot_id))
def _plan(line: Line, known: Known) -> Event:
    state = PlanState(line.code)
    more = line.more if state is PlanState.AGREED else line.words
    return Event(line.on, line.at, "plan", f"Version {line.number} of the plan {_STATES[state]}", more=more,
                 link=link_to("safety.version", snapshot_id=line.other))


_SAYS = {StanceKind.AGREES: "agrees to", StanceKind.IN_PART: "agrees in part to", StanceKind.DOES_NOT: "does not agree to",
         StanceKind.NOT_ASKED: "was not asked about"}


@source("stance", PLAN, Stance, on=Stance.on, at=Stance.recorded_at, person=Stance.person_id, code=Stance.stance,
        sub=Snapshot.kind, number=Snapshot.number, words=Stance.words, more=Stance.why_not_asked, who=Stance.how,
        is_verbatim=Stance.is_verbatim, joined=lambda rows: rows.join(Snapshot, Snapshot.id == Stance.snapshot_id), whole=True)
def _stance(line: Line, known: Known) -> Event:
    to = {"plan": f"version {line.number} of the plan", "immediate": "the immediate plan", "closing": "closing"}.get(line.sub, "it")
    return Event(line.on, line.at, "closing" if line.sub == "closing" else "plan",
                 f"{known.name(line.person)} {_SAYS[StanceKind(line.code)]} {to}", line.words, bool(line.is_verbatim), line.person,
                 more=line.more or line.who, people=people_of([line.person]))


_BECAME = {Became.AGREED: "An immediate plan was agreed", Became.APPROVED: "The immediate plan was approved",
           Became.RETURNED: "The immediate plan was not approved", Became.ENDED: "The immediate plan ended"}


@source("immediate", PLAN, ImmediateChange, on=func.date(ImmediateChange.recorded_at), at=ImmediateChange.recorded_at,
        code=ImmediateChange.what, words=ImmediateChange.because, whole=True)
def _immediate(line: Line, known: Known) -> Event:
    return Event(line.at.astimezone(clock.LONDON).date(), line.at, "plan", _BECAME[Became(line.code)], more=line.words,
                 link=link_to("immediate.show"))


# Tests, promises and milestones

@source("test", PLAN, PlanTest, on=PlanTest.on, at=PlanTest.recorded_at, about=PlanTest.rule_id, code=PlanTest.kind,
        sub=PlanTest.outcome, words=PlanTest.what_happened, more=PlanTest.change, who=PlanTest.who, hangs=True)
def _test(line: Line, known: Known) -> Event:
    came = {Outcome.YES: "worked", Outcome.PARTLY: "worked in part", Outcome.NO: "did not work"}[Outcome(line.sub)]
    about = known.called.get(line.about, "a rule") if line.about else "a rule"
    more = " ".join(part for part in (f"{line.who}." if line.who else "", f"Changed: {line.more}" if line.more else "") if part)
    return Event(line.on, line.at, "tried", f"{TESTED[TestKind(line.code)]}: {about} {came}", line.words, more=more,
                 link=link_to("safety.plan", _anchor=f"r-{line.about.hex}" if line.about else None))


_KEPT = {HowKept.KEPT: "kept", HowKept.PARTLY: "kept in part", HowKept.LATE: "late", HowKept.NOT_KEPT: "not kept"}


@source("check", PLAN, PromiseCheck, on=PromiseCheck.on, at=PromiseCheck.recorded_at, about=PromiseCheck.promise_id,
        person=PromiseCheck.said_by_id, code=PromiseCheck.outcome, words=PromiseCheck.words, is_verbatim=PromiseCheck.is_verbatim,
        hangs=True)
def _check(line: Line, known: Known) -> Event:
    about = known.called.get(line.about, "") if line.about else ""
    return Event(line.on, line.at, "tried", f"A promise of the services was {_KEPT[HowKept(line.code)]}: {about}", line.words,
                 bool(line.is_verbatim), line.person, people=people_of([line.person]),
                 link=link_to("safety.plan", _anchor="promised"))


@source("step", PLAN, MilestoneStep, on=MilestoneStep.on, at=MilestoneStep.recorded_at, about=MilestoneStep.milestone_id,
        code=MilestoneStep.what, words=MilestoneStep.because, who=MilestoneStep.decided_by, hangs=True)
def _step(line: Line, known: Known) -> Event:
    about = known.called.get(line.about, "a milestone") if line.about else "a milestone"
    what = {StepKind.REACHED: "Milestone reached", StepKind.MOVED: "Milestone moved to another day",
            StepKind.STEPPED_BACK: "A step back"}[StepKind(line.code)]
    decided = f"Decided by {line.who}. " if line.who else ""
    return Event(line.on, line.at, "tried", f"{what}: {about}", more=f"{decided}{line.words}".strip(), link=link_to("living.way"))

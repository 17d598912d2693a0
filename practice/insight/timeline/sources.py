"""Tables whose rows are things that happened: each one entry of SOURCES, all read in one statement.

A source says what a part must see to read it, which rows it hangs on, its columns in the order of Line, and how a line is told.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import (
    BindParameter,
    Boolean,
    Integer,
    Select,
    String,
    Text,
    Uuid,
    bindparam,
    case,
    cast,
    func,
    literal,
    null,
    select,
    type_coerce,
    union_all,
)

from practice.access.models import Information, Part, PartKind
from practice.access.queries import MyPart
from practice.accounts.models import Agency, User
from practice.cases.models import Contact, LeadChange
from practice.cases.queries import KIND_WORDS
from practice.core import clock
from practice.core.db import Instant
from practice.discussions.models import Decision, Discussion, State
from practice.discussions.queries import OWN_TEAM
from practice.documents.hands.models import AnswerKind, HandingOver, How, PaperAnswer, Understood
from practice.documents.models import Paper
from practice.families.queries import People
from practice.insight.timeline.events import Event
from practice.mapping.models import Rating
from practice.records.models import Shown, Snapshot
from practice.safety.closing.models import CheckBack, ClosingRecord
from practice.safety.immediate.models import Became, ImmediateChange
from practice.safety.journal.models import JournalRead, ReadMark
from practice.safety.living.models import HowKept, MilestoneStep, PromiseCheck, StepKind
from practice.safety.models import Outcome, PlanChange, PlanState, PlanTest, Stance, StanceKind, TestKind
from practice.safety.network.models import NetworkMet, ToldDanger
from practice.safety.page import TESTED

FAMILY: BindParameter[Any] = bindparam("family_id")


class Line(msgspec.Struct, frozen=True):
    """One row of the statement. ABOUT is the record that it hangs on, PERSON whose it is; the rest as each source uses it."""

    sort: str
    id: UUID
    about: UUID | None
    person: UUID | None
    other: UUID | None
    code: str
    sub: str
    number: int | None
    on: date
    words: str
    more: str
    who: str
    is_verbatim: bool | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """What the telling may name: people, and the records that the reader sees."""

    family_id: UUID
    people: People
    called: dict[UUID, str]  # {record: 'rule 3', 'danger 1'}
    hidden: frozenset[UUID]  # people whose place in the network is kept from the reader

    def name(self, person: UUID | None, otherwise: str = "Somebody") -> str:
        return self.people.short(person, otherwise)


Told = Callable[[Line, Known], Event | None]
Join = Callable[[Select[Any]], Select[Any]]


@dataclass(frozen=True, slots=True)
class Source:
    """NEEDS: kinds of information that a part must see. WHOLE: only for a part that is not narrowed to some dangers.
    HANGS: its rows hang on a record, and are told only where the reader sees that record."""

    sort: str
    needs: frozenset[Information]
    rows: Select[Any]
    told: Told
    whole: bool = False
    hangs: bool = False
    team: bool = False  # only for the family's own team: others see the discussions in which they sit

    def is_for(self, part: MyPart) -> bool:
        if self.team and not part.kinds_of_part & OWN_TEAM:
            return False
        return all(part.sees(info) for info in self.needs) and not (self.whole and part.dangers)


SOURCES: list[Source] = []
STORY, PLAN = frozenset({Information.STORY}), frozenset({Information.PLAN})
_NO_ID, _NO_NUMBER, _NO = cast(null(), Uuid), cast(null(), Integer), cast(null(), Boolean)
_EMPTY = literal("", Text)


def source(sort: str, needs: frozenset[Information], table: Any, *, on: Any, at: Any, about: Any = _NO_ID, person: Any = _NO_ID,  # noqa: PLR0917
           other: Any = _NO_ID, code: Any = _EMPTY, sub: Any = _EMPTY, number: Any = _NO_NUMBER, words: Any = _EMPTY,
           more: Any = _EMPTY, who: Any = _EMPTY, is_verbatim: Any = _NO, joined: Join | None = None, where: Any = None,
           whole: bool = False, hangs: bool = False, team: bool = False) -> Callable[[Told], Told]:
    """Add a table to SOURCES; the decorated function tells one of its lines, or None to leave it out."""
    rows = select(literal(sort, String).label("sort"), table.id.label("id"), about.label("about"), person.label("person"),
                  other.label("other"), type_coerce(code, String).label("code"), type_coerce(sub, String).label("sub"),
                  number.label("number"), on.label("on"), words.label("words"), more.label("more"), who.label("who"),
                  is_verbatim.label("is_verbatim"), at.label("at"))
    rows = joined(rows) if joined else rows
    rows = rows.where((Discussion.family_id if table is Decision else table.family_id) == FAMILY)
    if where is not None:
        rows = rows.where(where)

    def remember(told: Told) -> Told:
        SOURCES.append(Source(sort, needs, rows, told, whole, hangs, team))
        return told

    return remember


@lru_cache(maxsize=64)
def statement(sorts: tuple[str, ...]) -> Any:
    """The one statement over these sources."""
    union = union_all(*(one.rows for one in SOURCES if one.sort in sorts)).subquery()
    return select(*(type_coerce(column, Instant()).label(column.name) if column.name == "at" else column for column in union.c))


def _at(endpoint: str, **values: Any) -> tuple[str, dict[str, Any]]:
    return endpoint, values


def _of(people: Iterable[UUID | None]) -> frozenset[UUID]:
    return frozenset(one for one in people if one)


# How it began, and who led

@source("contact", STORY, Contact, on=Contact.received_on, at=Contact.recorded_at, words=Contact.their_words, more=Contact.decision,
        who=Contact.from_whom, code=Contact.decided_because, sub=Contact.decided_by, whole=True)
def _contact(line: Line, known: Known) -> Event:
    decided = f"{line.more}, because: {line.code}" if line.more and line.code else line.more
    if not line.words and line.more:
        return Event(line.on, line.at, "began", line.more, more=f"Because: {line.code}" if line.code else "",
                     whose_name=line.sub or line.who, link=_at("cases.contacts"))
    return Event(line.on, line.at, "began", f"{line.who} told us", line.words, whose_name=line.who,
                 more=f"Decided by {line.sub}: {decided}" if decided and line.sub else decided, link=_at("cases.contacts"))


@source("lead", frozenset(), LeadChange, on=LeadChange.on, at=LeadChange.recorded_at, person=LeadChange.person_id)
def _lead(line: Line, known: Known) -> Event:
    return Event(line.on, line.at, "began", f"{known.name(line.person)} leads from now on", people=_of([line.person]),
                 link=_at("cases.who"))


# How safe, in numbers

@source("rating", STORY, Rating, on=Rating.on, at=Rating.recorded_at, about=Rating.scale_id, person=Rating.person_id,
        other=Rating.guessed_by, number=Rating.value, words=Rating.why, who=Rating.asked_by, is_verbatim=Rating.is_verbatim,
        hangs=True)
def _rating(line: Line, known: Known) -> Event:
    name, about = known.name(line.person), known.called.get(line.about, "a danger") if line.about else "a danger"
    if line.other:
        what = f"{known.name(line.other)} guesses what {name} would say about {about}: {_number(line.number)}"
    elif line.number is None:
        what = f"{name} gave no number about {about}"
    else:
        what = f"{name} says {line.number} about {about}"
    return Event(line.on, line.at, "number", what, line.words, bool(line.is_verbatim), line.other or line.person,
                 people=_of([line.person, line.other]), more=line.who,
                 link=_at("mapping.over_time", record_id=line.about))


def _number(value: int | None) -> str:
    return "no number" if value is None else str(value)


# The mapping and the plan as wholes

@source("mapping", STORY, Snapshot, on=Snapshot.on, at=Snapshot.made_at, number=Snapshot.number, words=Snapshot.note,
        where=Snapshot.kind == "mapping")
def _mapping(line: Line, known: Known) -> Event:
    return Event(line.on, line.at, "mapping", f"The mapping was finished, version {line.number}", more=line.words,
                 link=_at("mapping.versions_of_all"))


@source("shown", STORY, Shown, on=Shown.on, at=Shown.recorded_at, person=Shown.person_id, code=Shown.kind, words=Shown.they_said,
        more=Shown.how, is_verbatim=Shown.is_verbatim, whole=True)
def _shown(line: Line, known: Known) -> Event | None:
    what = {"mapping": "The mapping", "plan": "The plan"}.get(line.code)
    if what is None:
        return None
    return Event(line.on, line.at, line.code, f"{what} was shared with {known.name(line.person)}", line.words,
                 bool(line.is_verbatim), line.person, more=line.more, people=_of([line.person]))


_STATES = {PlanState.AGREED: "was agreed", PlanState.IN_FORCE: "is in force", PlanState.ENDED: "ended"}


@source("plan", PLAN, PlanChange, on=PlanChange.on, at=PlanChange.recorded_at, other=PlanChange.snapshot_id, code=PlanChange.state,
        number=Snapshot.number, words=PlanChange.because, more=Snapshot.note,
        joined=lambda rows: rows.join(Snapshot, Snapshot.id == PlanChange.snapshot_id))
def _plan(line: Line, known: Known) -> Event:
    state = PlanState(line.code)
    more = line.more if state is PlanState.AGREED else line.words
    return Event(line.on, line.at, "plan", f"Version {line.number} of the plan {_STATES[state]}", more=more,
                 link=_at("safety.version", snapshot_id=line.other))


_SAYS = {StanceKind.AGREES: "agrees to", StanceKind.IN_PART: "agrees in part to", StanceKind.DOES_NOT: "does not agree to",
         StanceKind.NOT_ASKED: "was not asked about"}


@source("stance", PLAN, Stance, on=Stance.on, at=Stance.recorded_at, person=Stance.person_id, code=Stance.stance,
        sub=Snapshot.kind, number=Snapshot.number, words=Stance.words, more=Stance.why_not_asked, who=Stance.how,
        is_verbatim=Stance.is_verbatim, joined=lambda rows: rows.join(Snapshot, Snapshot.id == Stance.snapshot_id), whole=True)
def _stance(line: Line, known: Known) -> Event:
    to = {"plan": f"version {line.number} of the plan", "immediate": "the immediate plan", "closing": "closing"}.get(line.sub, "it")
    return Event(line.on, line.at, "closing" if line.sub == "closing" else "plan",
                 f"{known.name(line.person)} {_SAYS[StanceKind(line.code)]} {to}", line.words, bool(line.is_verbatim), line.person,
                 more=line.more or line.who, people=_of([line.person]))


_BECAME = {Became.AGREED: "An immediate plan was agreed", Became.APPROVED: "The immediate plan was approved",
           Became.RETURNED: "The immediate plan was not approved", Became.ENDED: "The immediate plan ended"}


@source("immediate", PLAN, ImmediateChange, on=func.date(ImmediateChange.recorded_at), at=ImmediateChange.recorded_at,
        code=ImmediateChange.what, words=ImmediateChange.because, whole=True)
def _immediate(line: Line, known: Known) -> Event:
    return Event(line.at.astimezone(clock.LONDON).date(), line.at, "plan", _BECAME[Became(line.code)], more=line.words,
                 link=_at("immediate.show"))


# Tests, promises and milestones

@source("test", PLAN, PlanTest, on=PlanTest.on, at=PlanTest.recorded_at, about=PlanTest.rule_id, code=PlanTest.kind,
        sub=PlanTest.outcome, words=PlanTest.what_happened, more=PlanTest.change, who=PlanTest.who, hangs=True)
def _test(line: Line, known: Known) -> Event:
    came = {Outcome.YES: "worked", Outcome.PARTLY: "worked in part", Outcome.NO: "did not work"}[Outcome(line.sub)]
    about = known.called.get(line.about, "a rule") if line.about else "a rule"
    more = " ".join(part for part in (f"{line.who}." if line.who else "", f"Changed: {line.more}" if line.more else "") if part)
    return Event(line.on, line.at, "tried", f"{TESTED[TestKind(line.code)]}: {about} {came}", line.words, more=more,
                 link=_at("safety.plan", _anchor=f"r-{line.about.hex}" if line.about else None))


_KEPT = {HowKept.KEPT: "kept", HowKept.PARTLY: "kept in part", HowKept.LATE: "late", HowKept.NOT_KEPT: "not kept"}


@source("check", PLAN, PromiseCheck, on=PromiseCheck.on, at=PromiseCheck.recorded_at, about=PromiseCheck.promise_id,
        person=PromiseCheck.said_by_id, code=PromiseCheck.outcome, words=PromiseCheck.words, is_verbatim=PromiseCheck.is_verbatim,
        hangs=True)
def _check(line: Line, known: Known) -> Event:
    about = known.called.get(line.about, "") if line.about else ""
    return Event(line.on, line.at, "tried", f"A promise of the services was {_KEPT[HowKept(line.code)]}: {about}", line.words,
                 bool(line.is_verbatim), line.person, people=_of([line.person]), link=_at("safety.plan", _anchor="promised"))


@source("step", PLAN, MilestoneStep, on=MilestoneStep.on, at=MilestoneStep.recorded_at, about=MilestoneStep.milestone_id,
        code=MilestoneStep.what, words=MilestoneStep.because, who=MilestoneStep.decided_by, hangs=True)
def _step(line: Line, known: Known) -> Event:
    about = known.called.get(line.about, "a milestone") if line.about else "a milestone"
    what = {StepKind.REACHED: "Milestone reached", StepKind.MOVED: "Milestone moved to another day",
            StepKind.STEPPED_BACK: "A step back"}[StepKind(line.code)]
    decided = f"Decided by {line.who}. " if line.who else ""
    return Event(line.on, line.at, "tried", f"{what}: {about}", more=f"{decided}{line.words}".strip(), link=_at("living.way"))


# The network

@source("told", STORY | PLAN, ToldDanger, on=ToldDanger.on, at=ToldDanger.recorded_at, about=ToldDanger.danger_id,
        person=ToldDanger.person_id, words=ToldDanger.they_said, more=ToldDanger.how, who=ToldDanger.by_whom,
        is_verbatim=ToldDanger.is_verbatim, hangs=True)
def _told(line: Line, known: Known) -> Event | None:
    if line.person in known.hidden:
        return None
    about = known.called.get(line.about, "a danger") if line.about else "all the dangers"
    by = f" by {line.who}" if line.who else ""
    return Event(line.on, line.at, "network", f"{known.name(line.person)} was told {about}{by}", line.words,
                 bool(line.is_verbatim), line.person, more=line.more, people=_of([line.person]), link=_at("network.show"))


@source("met", STORY | PLAN, NetworkMet, on=NetworkMet.on, at=NetworkMet.recorded_at, code=NetworkMet.people,
        words=NetworkMet.they_said, who=NetworkMet.others, whole=True)
def _met(line: Line, known: Known) -> Event:
    people = [one for one in map(UUID, json.loads(line.code or "[]")) if one not in known.hidden]
    names = ", ".join([*(known.name(one) for one in people), *([line.who] if line.who else [])])
    return Event(line.on, line.at, "network", f"The network met without a worker{f': {names}' if names else ''}", line.words,
                 people=frozenset(people), link=_at("network.show"))


# The journal

@source("read", PLAN, JournalRead, on=func.date(JournalRead.at), at=JournalRead.at, about=JournalRead.record_id,
        code=JournalRead.mark, words=JournalRead.words, who=func.coalesce(User.name, ""),
        joined=lambda rows: rows.outerjoin(User, User.id == JournalRead.author_id), hangs=True)
def _read(line: Line, known: Known) -> Event:
    mark = {ReadMark.NO_CHANGE: "", ReadMark.PLAN_CHANGED: ": the plan was changed", ReadMark.WORRY_RAISED: ": a worry was raised"}
    return Event(line.at.astimezone(clock.LONDON).date(), line.at, "journal",
                 f"{line.who or 'Somebody'} read an entry of the journal{mark[ReadMark(line.code)]}", line.words,
                 whose_name=line.who, link=_at("journal.show"))


# Papers

@source("paper", STORY, Paper, on=func.date(Paper.made_at), at=Paper.made_at, person=Paper.reader_id, code=Paper.kind,
        number=case((Paper.is_draft, 1), else_=0))
def _paper(line: Line, known: Known) -> Event:
    draft = ", a draft" if line.number else ""
    return Event(line.at.astimezone(clock.LONDON).date(), line.at, "paper",
                 f"A paper was made for {known.name(line.person)}: {_called(line.code)}{draft}", people=_of([line.person]),
                 link=_at("documents.index"))


def _called(kind: str) -> str:
    return kind.replace("-", " ")


_HOW = {How.BY_HAND: "by hand", How.POST: "by post", How.EMAIL: "by e-mail", How.READ_OUT: "read out", How.SHOWN: "shown"}
_UNDERSTOOD = {Understood.YES: "", Understood.IN_PART: "Understood in part", Understood.NO: "Not understood",
               Understood.NOT_ASKED: ""}


@source("given", STORY | PLAN, HandingOver, on=HandingOver.on, at=HandingOver.recorded_at, person=HandingOver.person_id,
        code=HandingOver.how, sub=HandingOver.understood, words=HandingOver.their_words, who=Paper.kind,
        joined=lambda rows: rows.join(Paper, Paper.id == HandingOver.paper_id), whole=True)
def _given(line: Line, known: Known) -> Event:
    return Event(line.on, line.at, "paper", f"{known.name(line.person)} was given the paper: {_called(line.who)}, "
                 f"{_HOW[How(line.code)]}", line.words, whose=line.person if line.words else None,
                 more=_UNDERSTOOD[Understood(line.sub)], people=_of([line.person]), link=_at("documents.index"))


_ANSWERS = {AnswerKind.AGREES: "agrees with", AnswerKind.IN_PART: "agrees in part with", AnswerKind.DOES_NOT: "does not agree with",
            AnswerKind.NONE_YET: "has not answered yet to"}


@source("answer", STORY | PLAN, PaperAnswer, on=PaperAnswer.on, at=PaperAnswer.recorded_at, person=PaperAnswer.person_id,
        code=PaperAnswer.answer, words=PaperAnswer.words, more=PaperAnswer.wants_changed, who=Paper.kind,
        joined=lambda rows: rows.join(Paper, Paper.id == PaperAnswer.paper_id), whole=True)
def _answer(line: Line, known: Known) -> Event:
    return Event(line.on, line.at, "paper", f"{known.name(line.person)} {_ANSWERS[AnswerKind(line.code)]} the paper: "
                 f"{_called(line.who)}", line.words, is_verbatim=bool(line.words), whose=line.person,
                 more=f"Wants changed: {line.more}" if line.more else "", people=_of([line.person]), link=_at("documents.index"))


# Group discussions

@source("talk", STORY, Discussion, on=Discussion.planned_on, at=Discussion.made_at, words=Discussion.question,
        code=Discussion.state, more=Discussion.place, whole=True, team=True)
def _talk(line: Line, known: Known) -> Event | None:
    held = State(line.code) is not State.PLANNED
    if not held and line.on > clock.today():
        return None  # it has not happened yet
    return Event(line.on, line.at, "talk", "A group discussion was held" if held else "A group discussion was planned for this day",
                 line.words, more=line.more, link=_at("discussions.show", discussion_id=line.id))


@source("decision", STORY, Decision, on=Decision.decided_on, at=Decision.recorded_at, other=Decision.discussion_id,
        words=Decision.because, more=Decision.words, who=Decision.decided_by, whole=True, team=True,
        joined=lambda rows: rows.join(Discussion, Discussion.id == Decision.discussion_id))
def _decision(line: Line, known: Known) -> Event:
    return Event(line.on, line.at, "talk", f"Decided: {line.more}", more=f"{line.who}, because: {line.words}",
                 link=_at("discussions.show", discussion_id=line.other))


# Who is in it

def _with_user(rows: Select[Any]) -> Select[Any]:
    return rows.join(User, User.id == Part.user_id).join(Agency, Agency.id == User.agency_id)


@source("part", frozenset(), Part, on=Part.from_on, at=Part.made_at, code=Part.kind, words=User.name, more=User.job,
        who=Agency.name, joined=_with_user, where=Part.kind != PartKind.SEAT)
def _part(line: Line, known: Known) -> Event:
    return Event(line.on, line.at, "who", f"{line.words} is in it from now on", whose_name="", more=_part_words(line),
                 people=_user_as_person(line, known), link=_at("cases.who"))


@source("part_ended", frozenset(), Part, on=Part.to_on, at=Part.made_at, code=Part.kind,
        words=User.name, more=User.job, who=Agency.name, joined=_with_user,
        where=Part.to_on.is_not(None) & (Part.kind != PartKind.SEAT))
def _part_ended(line: Line, known: Known) -> Event | None:
    if line.on >= clock.today():
        return None
    # When it was said that it ends is not kept: the day itself stands for it.
    noon = datetime.combine(line.on, datetime.min.time(), clock.LONDON) + timedelta(hours=12)
    return Event(line.on, noon, "who", f"{line.words} is no longer in it", more=_part_words(line),
                 people=_user_as_person(line, known), link=_at("cases.who"))


def _part_words(line: Line) -> str:
    return ", ".join(part for part in (KIND_WORDS[PartKind(line.code)], line.more, line.who) if part)


def _user_as_person(line: Line, known: Known) -> frozenset[UUID]:
    return frozenset(person.id for person in known.people.values() if person.is_professional and person.name == line.words)


# Closing

@source("closing", PLAN, ClosingRecord, on=ClosingRecord.on, at=ClosingRecord.recorded_at, words=ClosingRecord.because,
        more=ClosingRecord.who_keeps, who=ClosingRecord.check_back_by)
def _closing(line: Line, known: Known) -> Event:
    return Event(line.on, line.at, "closing", "The record was closed", more=f"{line.words}. {line.more} keeps the plan. "
                 f"{line.who} rings to ask how they are.", link=_at("closing.show"))


@source("asked", PLAN, CheckBack, on=CheckBack.on, at=CheckBack.recorded_at, words=CheckBack.they_said, more=CheckBack.what_we_did,
        who=CheckBack.who_answered, number=case((CheckBack.is_answered, 1), else_=0), is_verbatim=CheckBack.is_verbatim)
def _asked(line: Line, known: Known) -> Event:
    what = f"We rang to ask how they are: {line.who} answered" if line.number else "We rang to ask how they are: nobody answered"
    return Event(line.on, line.at, "closing", what, line.words, bool(line.is_verbatim), whose_name=line.who,
                 more=line.more, link=_at("closing.show"))


def part_sorts(part: MyPart) -> tuple[str, ...]:
    """The sources that PART may read."""
    return tuple(one.sort for one in SOURCES if one.is_for(part))


"""What changed in a plan since its reader last looked at it before today: read from the looks of the audit trail.

Nothing is stored for it. One statement finds the look and the words as they stood then; the rest the page has read already.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, func, join, or_, select
from sqlalchemy.orm import aliased

from practice.core import clock, dates
from practice.core.audit import AuditEvent
from practice.core.db import db
from practice.records import compare as comparing
from practice.records.bodies import KINDS
from practice.records.compare import Change, Entry, What
from practice.records.models import Record, Revision
from practice.safety.agree_forms import STANCES
from practice.safety.frozen import names_of
from practice.safety.kinds import PLAN_KINDS
from practice.safety.living.models import StepKind
from practice.safety.living.standing import FAILED, KEPT_WORDS, NAMES, ahead
from practice.safety.queries import Plan

FIRST = 6  # lines before the rest is folded
SHORT = 90  # characters of a row that name it
_VERBS = {What.ADDED: "New", What.WITHDRAWN: "Withdrawn", What.CHANGED: "Changed", What.MOVED: "Moved"}
_STEPS = {StepKind.REACHED: "Reached", StepKind.MOVED: "Moved", StepKind.STEPPED_BACK: "Stepped back"}

_look = (select(AuditEvent.at.label("at"))
         .where(AuditEvent.family_id == bindparam("family_id"), AuditEvent.actor_id == bindparam("me"),
                AuditEvent.action == "looked", AuditEvent.detail["page"].as_string() == "safety.plan",
                AuditEvent.at < bindparam("today", type_=AuditEvent.at.type))
         .order_by(AuditEvent.id.desc()).limit(1).cte("look"))
_now, _then, _past = aliased(Revision), aliased(Revision), aliased(Revision)
# What was written, changed or withdrawn after the look, each with its words as they stood then (none: it is new).
SINCE = (
    select(_look.c.at, Record.id, Record.kind, _then.kind.label("was_kind"), _then.body)
    .select_from(_look)
    .outerjoin(join(Record, _now, and_(_now.record_id == Record.id, _now.number == Record.number)), and_(
        Record.family_id == bindparam("family_id"), Record.kind.in_(bindparam("kinds", expanding=True)),
        Record.info.in_(bindparam("infos", expanding=True)),
        or_(Record.created_at > _look.c.at, Record.withdrawn_at > _look.c.at, _now.recorded_at > _look.c.at)))
    .outerjoin(_then, and_(_then.record_id == Record.id, _then.number == (
        select(func.max(_past.number)).where(_past.record_id == Record.id, _past.recorded_at <= _look.c.at)
        .correlate(Record, _look).scalar_subquery()))))


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence, and who wrote it when."""

    words: str
    small: str = ""


@dataclass(frozen=True, slots=True)
class Since:
    """What is new since a day: the first lines and the rest. No lines: nothing has changed."""

    at: datetime
    lines: tuple[Line, ...]

    @property
    def day(self) -> str:
        return dates.day(self.at.astimezone(clock.LONDON).date())

    @property
    def first(self) -> tuple[Line, ...]:
        return self.lines[:FIRST]

    @property
    def rest(self) -> tuple[Line, ...]:
        return self.lines[FIRST:]


def since_of(plan: Plan) -> Since | None:
    """What changed in PLAN since its reader's last look before today, as far as they may see; None on a first visit."""
    part, start = plan.sight.part, datetime.combine(clock.today(), datetime.min.time(), clock.LONDON)
    found = db.read(SINCE, {"family_id": plan.family_id, "me": plan.sight.user_id, "today": start,
                            "kinds": [*PLAN_KINDS, "planned_test", *(("journal",) if "journal" in KINDS else ())],
                            "infos": list(part.kinds)}).all()
    if not found:
        return None
    at: datetime = found[0].at
    lines = [*_words(plan, [line for line in found if line.id is not None]), *_events(plan, at), *_planned(plan, found)]
    if not part.dangers and (fresh := sum(line.kind == "journal" and line.body is None for line in found)):
        lines.append(Line(f"{'One new entry' if fresh == 1 else f'{fresh} new entries'} in the journal."))
    return Since(at, tuple(lines))


def _words(plan: Plan, found: Iterable[Any]) -> Iterable[Line]:
    """The rows of the plan that are new, changed, moved or withdrawn: those that the reader sees, and only those."""
    touched = {line.id: line for line in found}
    rows = [row for row in plan.rows if row.id in touched and row.kind in PLAN_KINDS]
    before = [Entry(row.id, touched[row.id].was_kind, KINDS[touched[row.id].was_kind].decode(touched[row.id].body))
              for row in rows if touched[row.id].body is not None]
    numbers = plan.numbers
    for change in comparing.compare(before, comparing.of_rows(rows), names_of(plan.people, plan.rows)):
        yield Line(_change(change, numbers.get(change.id)), _by(change.author, change.at))


def _planned(plan: Plan, found: Iterable[Any]) -> Iterable[Line]:
    """Tests that were planned, put off or called off; one that is written down stands among the tests."""
    touched = {line.id: line for line in found if line.kind == "planned_test"}
    rows = {row.id: row for row in plan.rows}
    for row in plan.rows:
        if row.id not in touched or row.parent_id not in rows or row.body.done_on is not None:
            continue
        of = f"rule {plan.numbers[row.parent_id]}" if row.parent_id in plan.numbers else rows[row.parent_id].body.words[:SHORT]
        coming = ahead(row, clock.today())
        what = ("Called off" if row.is_withdrawn else "Planned" if touched[row.id].body is None else "Put off")
        day = dates.day(row.body.on) if row.body.on else "no day yet"
        why = row.withdrawn_because if row.is_withdrawn else row.body.put_off
        yield Line(f"{what}: {coming.how.lower()} of {of}, {day}" + (f". {why}" if why else ""),
                   _by(row.author, row.recorded_at) if not row.is_withdrawn else "")


def _change(change: Change, number: int | None) -> str:
    """'Changed, rule 1: rings Olive by 5 (back-up, then)'"""
    called = f"{change.called} {number}" if number else change.called
    words = change.words if len(change.words) <= SHORT else change.words[:SHORT - 1].rstrip() + "…"
    fields = f" ({', '.join(dict.fromkeys(one.label for one in change.fields))})" if change.what is What.CHANGED else ""
    return f"{_VERBS[change.what]}, {called}: {words}{fields}"


def _by(author: str, at: datetime | None) -> str:
    return ", ".join(part for part in (author, dates.day(at.astimezone(clock.LONDON).date()) if at else "") if part)


def _events(plan: Plan, at: datetime) -> Iterable[Line]:
    """Tests, looks at promises, steps of milestones, what people said, and versions that were agreed."""
    rows = {row.id: row for row in plan.rows}
    names = {rule: f"rule {number}" for rule, number in plan.numbers.items()}

    def about(record_id: UUID) -> str:
        words = rows[record_id].body.words
        return names.get(record_id) or (words if len(words) <= SHORT else words[:SHORT - 1].rstrip() + "…")

    for rule, tests in plan.tests.items():
        for test in tests:
            if test.recorded_at is not None and test.recorded_at > at:
                yield Line(f"{NAMES[test.kind]} of {about(rule)}, {dates.short_day(test.on)}, {FAILED[test.outcome]}: "
                           f"{test.what_happened}")
    for promise, checks in plan.checks.items():
        for check in checks:
            if check.recorded_at > at:
                who = plan.people.short(rows[promise].body.who, "The services")
                yield Line(f"{KEPT_WORDS[check.outcome]}, {dates.short_day(check.on)}: {who} {about(promise)}",
                           f"{plan.people.short(check.said_by_id)} says so" if check.said_by_id in plan.people else "")
    for milestone, steps in plan.steps.items():
        for step in steps:
            if step.recorded_at > at:
                to = f" to {dates.short_day(step.planned_on)}" if step.planned_on else ""
                yield Line(f"{_STEPS[step.what]}{to}, {dates.short_day(step.on)}: {about(milestone)}"
                           + (f". {step.because}" if step.because else ""))
    versions = {version.id: version.number for version in plan.versions}
    for said in plan.stances:
        if said.recorded_at is not None and said.recorded_at > at and said.person_id in plan.people:
            if said.snapshot_id not in versions and plan.sight.part.dangers:
                continue  # an immediate plan is no business of a part narrowed to some dangers
            to = f"version {versions[said.snapshot_id]}" if said.snapshot_id in versions else "the immediate plan"
            yield Line(f"{plan.people.short(said.person_id)} to {to}: {STANCES[said.stance].lower()}")
    for version in reversed(plan.versions):
        if version.made_at > at:
            note = f": {version.note}" if version.note else ""
            yield Line(f"Version {version.number} was agreed on {dates.day(version.on)}{note}")

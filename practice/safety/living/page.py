"""What the plan page shows of a plan as it is lived: tests to come, rules that are open again, promises of both sides with
the same marks, and the way to closing. Decided here, in words; the page's own statement is the one of `since_of`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from practice.core import clock, dates
from practice.families.queries import People
from practice.records.queries import Row
from practice.safety.living.drawing import Way, way
from practice.safety.living.since import Since, since_of
from practice.safety.living.standing import (
    KEPT_ICON,
    KEPT_WORDS,
    PHONED_WITHIN,
    Ahead,
    Reopened,
    Station,
    agreed_on,
    ahead,
    check_words,
    is_late,
    is_phoned,
    planned,
    reopened,
    rings_somebody,
    station,
)
from practice.safety.queries import Plan

SHORT = 80


@dataclass(frozen=True, slots=True)
class Coming:
    """One planned test as it is drawn: of what, who does it, what will be asked."""

    ahead: Ahead
    of: str
    who: str

    @property
    def row(self) -> Row:
        return self.ahead.row


@dataclass(frozen=True, slots=True)
class Promised:
    """One promise of the services: its mark, and what was found on each look, newest first."""

    row: Row
    icon: str
    words: str
    newest: str
    older: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Glance:
    """The part of the plan page that this package draws."""

    since: Since | None
    coming: tuple[Coming, ...]
    open_again: dict[UUID, Reopened]
    promised: tuple[Promised, ...]
    stations: tuple[Station, ...]
    way: Way | None
    called_off: tuple[Coming, ...]
    phone_by: dict[UUID, date]  # red flags whose number is to be tried by that day

    def coming_of(self, record_id: UUID) -> list[Coming]:
        """The tests planned of one row."""
        return [one for one in self.coming if one.row.parent_id == record_id]

    def is_due(self, record_id: UUID) -> bool:
        """Is something to be done about it now: is it open again, its number to be tried, or its planned test near or late?"""
        return (record_id in self.open_again or record_id in self.phone_by
                or any(one.ahead.shape in {"late", "soon"} for one in self.coming_of(record_id)))

    @property
    def next_station(self) -> Station | None:
        """The first milestone that is not reached."""
        return next((one for one in self.stations if not one.reached), None)


def glance(plan: Plan, *, with_since: bool = True) -> Glance:
    """What the plan page shows. One statement, or none without what changed."""
    today = clock.today()
    stations = stations_of(plan)
    return Glance(since_of(plan) if with_since else None, tuple(coming_of(plan)), dict(open_again(plan)),
                  tuple(promised(plan.of("promise"), plan)), stations, way(stations, today),
                  tuple(_called_off(plan)), dict(_phone_by(plan)))


def label(row: Row, plan: Plan) -> str:
    """'Rule 3' · 'The child’s part' · “If Robin cannot be woken”."""
    number = plan.numbers.get(row.id)
    if number:
        return f"Rule {number}"
    words: str = row.body.words if len(row.body.words) <= SHORT else row.body.words[:SHORT - 1].rstrip() + "…"
    return f"“{words}”"


def coming_of(plan: Plan) -> Iterable[Coming]:
    """The planned tests of what is still in use, by day."""
    ahead_of = planned(plan.of("planned_test"))
    wanted = {row.parent_id.int for row in ahead_of if row.parent_id is not None}
    rows = {row.id: row for row in plan.rows if row.id.int in wanted and not row.is_withdrawn} if wanted else {}
    for row in ahead_of:
        if row.parent_id in rows:
            yield Coming(ahead(row, clock.today()), label(rows[row.parent_id], plan),
                         plan.people.short(row.body.who, "Somebody"))


def _called_off(plan: Plan) -> Iterable[Coming]:
    """The planned tests that were called off: they stay readable with the reason."""
    rows = {row.id: row for row in plan.rows}
    for row in plan.rows:
        if row.kind == "planned_test" and row.is_withdrawn and row.parent_id in rows:
            yield Coming(ahead(row, clock.today()), label(rows[row.parent_id], plan), plan.people.short(row.body.who, "Somebody"))


def open_again(plan: Plan) -> Iterable[tuple[UUID, Reopened]]:
    """(row, why it is open): rules, red flags and children's signs whose newest failed test was not answered yet."""
    for row in plan.of("plan_rule", "red_flag", "child_part"):
        found = reopened(row.number, plan.tests.get(row.id, ()))
        if found is not None:
            yield row.id, found


def promised(rows: Iterable[Row], plan: Plan) -> Iterable[Promised]:
    """The promises of the services, each as it was last found; one that nobody looked at says so."""
    for row in rows:
        checks = plan.checks.get(row.id, [])
        lines = [check_words(one, plan.people.short(one.said_by_id)) for one in reversed(checks)]
        yield Promised(row, KEPT_ICON[checks[-1].outcome] if checks else "ring", promise_words(row, plan.people),
                       lines[0] if lines else "Nobody has said yet whether it is kept", tuple(lines[1:]))


def promise_words(row: Row, people: People) -> str:
    """'Priya: visits, every second week'"""
    body = row.body
    return f"{people.short(body.who, 'The services')}: {body.words}" + (f", {body.when}" if body.when else "")


def stands(row: Row, plan: Plan) -> tuple[str, str]:
    """(shape, words) of a promise for a short list: 'done', 'Kept 19 Nov. 6 of 6'."""
    checks = plan.checks.get(row.id, ())
    if not checks:
        return "ahead", "Nobody has said yet whether it is kept"
    newest = checks[-1]
    shape = {"kept": "done", "partly": "partly", "late": "late"}.get(newest.outcome.value, "break")
    return shape, newest.words or f"{KEPT_WORDS[newest.outcome]}, {dates.short_day(newest.on)}"


def stations_of(plan: Plan) -> tuple[Station, ...]:
    """The milestones in the order in which they stand."""
    today = clock.today()
    return tuple(station(number, row, plan.steps.get(row.id, ()), today)
                 for number, row in enumerate(plan.of("milestone"), 1))


def late_stations(plan: Plan) -> Iterable[Station]:
    """The milestones whose day has gone by, for lists: of the others nothing is put into words."""
    today = clock.today()
    for number, row in enumerate(plan.of("milestone"), 1):
        if is_late(row, steps := plan.steps.get(row.id, ()), today):
            yield station(number, row, steps, today)


def _phone_by(plan: Plan) -> Iterable[tuple[UUID, date]]:
    """Red flags that the agreed plan holds, and whose number nobody has tried: by when it is to be."""
    for row in plan.of("red_flag"):
        agreed = agreed_on(row, plan.versions)
        if agreed is not None and rings_somebody(row) and not is_phoned(plan.tests.get(row.id, ())):
            yield row.id, agreed + PHONED_WITHIN

"""The story page: the family at a glance. One read of the records, and every other room's own words for what they mean."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from practice.access.models import Information
from practice.cases.queries import last_looks, sees_whole_trail
from practice.core import clock, dates
from practice.families.genogram import Genogram
from practice.families.queries import People, PersonRow, Sight, people_of, ties_of
from practice.families.tree import tree_of
from practice.mapping.kinds import MAPPING_KINDS
from practice.mapping.queries import given
from practice.mapping.spread import MARKS, Line, Spread
from practice.records import queries as records
from practice.records.queries import Row
from practice.safety.living.events import Events, TestRow
from practice.safety.living.page import stands
from practice.safety.living.standing import reopened
from practice.safety.models import Outcome, PlanState
from practice.safety.network.counting import network_of
from practice.safety.network.queries import rows_seen
from practice.safety.queries import READ, Plan, Version, events_of, versions_of
from practice.safety.queries import ties_of as plan_ties
from practice.safety.thread import Thread, thread_of

KINDS = (*dict.fromkeys((*MAPPING_KINDS, *READ, "story")),)
BRIEF = 3  # lines a column
PROMISES = 6  # lines a side before the plan page has the rest
CALLS = 6


@dataclass(frozen=True, slots=True)
class Rung:
    """One number of the ladder, and who gave it: (mark, name, 'was 5' or '')."""

    value: int
    people: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Ladder:
    """One danger's numbers, highest first, with both ends in words."""

    number: int
    title: str
    spread: Spread
    rungs: tuple[Rung, ...]
    zero: str
    ten: str
    to_ask: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BriefLine:
    """One line of a column: LEAD stands bold, SMALL soft behind the words; TICK marks bottom lines that are met."""

    words: str
    lead: str = ""
    small: str = ""
    tick: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """Everything that the page shows, in words."""

    sight: Sight
    people: People
    row: Row | None
    paragraphs: tuple[str, ...]
    by_line: str
    worried: tuple[BriefLine, ...]
    well: tuple[BriefLine, ...]
    next: tuple[BriefLine, ...]
    not_met: tuple[str, ...]
    ladders: tuple[Ladder, ...]
    numbers_on: str
    numbers_small: str
    family_does: tuple[tuple[str, str, str], ...]
    service_does: tuple[tuple[str, str, str], ...]
    coming: tuple[tuple[str, str], ...]
    plan_line: str
    thread: Thread | None
    tree: Genogram
    calls: tuple[tuple[str, str, str], ...]
    looks: tuple[tuple[str, str, str], ...]
    protected_from: tuple[str, ...]


def story_of(sight: Sight) -> Story:
    """The whole page. Eight statements, whatever the family's size; what the part does not see is never read."""
    family_id, part = sight.family_id, sight.part
    people = people_of(family_id)
    ties = plan_ties(sight)
    rows = rows_seen([row for row in records.current(family_id, part, KINDS) if not row.is_withdrawn], sight, ties.seen)
    known = {row.id for row in rows}
    links = tuple(link for link in ties.links if link[0] in known and link[1] in known)
    numbers = tuple(given(family_id, [row.id for row in rows if row.kind == "scale"]))
    sees_plan = part.sees(Information.PLAN)
    happened = events_of(family_id) if sees_plan else Events()
    tests = {rule: found for rule, found in happened.tests.items() if rule in known}
    versions = tuple(versions_of(family_id)) if sees_plan else ()
    plan = Plan(sight, people, rows, links, tests, (), versions, numbers, (),
                network=network_of(rows, people, ties.seen, clock.today()),
                checks={promise: found for promise, found in happened.checks.items() if promise in known},
                steps={milestone: found for milestone, found in happened.steps.items() if milestone in known},
                protected=ties.protected)
    thread = thread_of(plan, clock.today())
    row = next((one for one in rows if one.kind == "story"), None)
    ladders = tuple(_ladders(thread))
    family, service = _promises(plan) if sees_plan else ((), ())
    return Story(
        sight, people, row, _paragraphs(row), _by_line(row), _worried(plan), _well(plan), _next(plan),
        tuple(one.body.words for one in plan.of("bottom_line") if one.body.status == "not met"), ladders,
        _numbers_on(ladders), _numbers_small(ladders), family, service, tuple(_coming(plan, clock.today())),
        _plan_line(versions) if sees_plan else "", thread if sees_plan and not part.dangers else None,
        tree_of(people, ties_of(family_id), family_name=sight.family.name), tuple(_calls(people, sight.user_id)),
        tuple(last_looks(family_id)) if sees_whole_trail(part) else (), tuple(plan.protected_from))


def _paragraphs(row: Row | None) -> tuple[str, ...]:
    return tuple(text.strip() for text in row.body.words.split("\n\n") if text.strip()) if row else ()


def _by_line(row: Row | None) -> str:
    """'Written by Ines Tidewell on 20 Nov, read with Marina on 20 November.'"""
    if row is None:
        return ""
    said = f"Written by {row.author}" if row.author else "Written"
    on = dates.short_day(row.recorded_at.astimezone(clock.LONDON).date())
    return f"{said} on {on}{f', read with {row.body.read_with}' if row.body.read_with else ''}."


# The mapping in brief

def _worried(plan: Plan) -> tuple[BriefLine, ...]:
    lines = [BriefLine(row.body.family_words or row.body.words, small=f"Danger {number}")
             for number, row in enumerate(plan.of("danger"), 1)][:BRIEF]
    if not lines:
        lines = [BriefLine(row.body.words) for row in plan.of("harm")][:BRIEF - 1]
    open_unknown = [row for row in plan.of("unknown") if not row.body.answer]
    return (*lines[:BRIEF if not open_unknown else BRIEF - 1],
            *(BriefLine(row.body.words, lead="Not known:") for row in open_unknown[:1]))


def _well(plan: Plan) -> tuple[BriefLine, ...]:
    safety = [BriefLine(row.body.words, small=row.body.seen_for) for row in plan.of("existing_safety")]
    return tuple((safety + [BriefLine(row.body.words) for row in reversed(plan.of("strength"))])[:BRIEF])


def _next(plan: Plan) -> tuple[BriefLine, ...]:
    steps = sorted((row for row in plan.of("next_step") if not row.body.done_on),
                   key=lambda row: (row.body.by_on is None, row.body.by_on or date.max, row.position))
    lines = [BriefLine(_with_who(plan.people, row), small=f"by {dates.day(row.body.by_on)}" if row.body.by_on else "")
             for row in steps[:1]]
    lines += [BriefLine(row.body.family_words or row.body.words) for row in plan.of("goal")]
    bottom = [row for row in plan.of("bottom_line") if row.body.status != "lifted"]
    last = []
    if bottom:
        missed = sum(row.body.status == "not met" for row in bottom)
        count = f"{len(bottom)} bottom line" + ("" if len(bottom) == 1 else "s")
        state = "all met" if len(bottom) > 1 else "met"
        last = [BriefLine(f"{count}, {f'{missed} not met' if missed else state}", tick=not missed)]
    return (*lines[:BRIEF - len(last)], *last)


def _with_who(people: People, row: Row) -> str:
    who = people.short(row.body.who, row.body.who_with)
    return f"{who}: {row.body.words}" if who else row.body.words


# How safe, says each person

def _ladders(thread: Thread) -> Iterable[Ladder]:
    for strand in thread.strands:
        if strand.scale is None or strand.spread is None:
            continue
        body = strand.scale.body
        yield Ladder(strand.number, strand.title, strand.spread, tuple(_rungs(strand.spread.lines)),
                     body.zero_short or body.zero, body.ten_short or body.ten,
                     tuple(person.short_name for person in strand.spread.to_ask))


def _rungs(lines: Iterable[Line]) -> Iterable[Rung]:
    by_value: dict[int, list[tuple[str, str, str]]] = {}
    for line in lines:
        if line.value is not None:
            was = f"was {line.was.value}" if line.was is not None and line.was.value is not None else ""
            by_value.setdefault(line.value, []).append((MARKS[line.marker], line.person.short_name, was))
    return [Rung(value, tuple(by_value[value])) for value in sorted(by_value, reverse=True)]


def _numbers_on(ladders: Iterable[Ladder]) -> str:
    on = max((one.spread.on for one in ladders if one.spread.on), default=None)
    was = max((one.spread.was_on for one in ladders if one.spread.was_on), default=None)
    return f"{dates.short_day(on)}, was {dates.short_day(was)}" if on and was else dates.short_day(on)


def _numbers_small(ladders: Iterable[Ladder]) -> str:
    was = max((one.spread.was_on for one in ladders if one.spread.was_on), default=None)
    before = f" Small number: what they said before, last on {dates.short_day(was)}." if was else ""
    return f"◆ child, ● family, ■ professional.{before}"


# What we each said we would do

def _promises(plan: Plan) -> tuple[tuple[tuple[str, str, str], ...], tuple[tuple[str, str, str], ...]]:
    """((shape, words, small) of the family, the same of the service): rules and steps, promises and steps."""
    family: list[tuple[str, str, str]] = []
    service: list[tuple[str, str, str]] = []
    for row in plan.rules:
        side = service if _is_professional(plan.people.get(row.body.who)) else family
        side.append(_rule(row, plan))
    service += [_promise(row, plan) for row in plan.of("promise")]
    for row in plan.of("next_step"):
        side = family if row.body.who and not _is_professional(plan.people.get(row.body.who)) else service
        side.append(_step(row, plan.people))
    service += [("late" if row.body.by_on < clock.today() else "ahead",
                 f"{plan.people.short(row.body.finder, 'Somebody')}: find out. {row.body.words}", f"By {dates.day(row.body.by_on)}")
                for row in plan.of("unknown") if row.body.by_on and not row.body.answer]
    return tuple(family[:PROMISES]), tuple(service[:PROMISES])


def _is_professional(person: PersonRow | None) -> bool:
    return person is not None and person.is_professional


def _rule(row: Row, plan: Plan) -> tuple[str, str, str]:
    body = row.body
    who = plan.people.short(body.who)
    words = body.family_words or f"{f'{who}: ' if who else ''}{body.words}{f', {body.when}' if body.when else ''}"
    found: list[TestRow] = plan.tests.get(row.id, [])
    if not found:
        return "ahead", words, "Not tested yet"
    if (again := reopened(row.number, found)) is not None:
        return "break", words, f"Open again. {again.failed}"
    last = found[-1]
    shape = {Outcome.YES: "done", Outcome.PARTLY: "partly", Outcome.NO: "late"}[last.outcome]
    said = {Outcome.YES: "Worked", Outcome.PARTLY: "Partly worked", Outcome.NO: "Did not work"}[last.outcome]
    return shape, words, f"{said} on {dates.short_day(last.on)}"


def _promise(row: Row, plan: Plan) -> tuple[str, str, str]:
    """As the newest look at it found it; a plan that is only read in part says nothing of what was not read."""
    body, who = row.body, plan.people.short(row.body.who)
    shape, small = stands(row, plan)
    words = body.family_words or f"{f'{who}: ' if who else ''}{body.words}{f', {body.when}' if body.when else ''}"
    return shape, words, small


def _step(row: Row, people: People) -> tuple[str, str, str]:
    words = _with_who(people, row)
    if row.body.done_on:
        return "done", words, f"Done {dates.short_day(row.body.done_on)}"
    if row.body.by_on is None:
        return "ahead", words, ""
    return ("late" if row.body.by_on < clock.today() else "ahead"), words, f"By {dates.day(row.body.by_on)}"


# What is next

def _coming(plan: Plan, today: date) -> Iterable[tuple[str, str]]:
    """(day, what) of the next dates, soonest first."""
    found: list[tuple[date, str]] = [
        (row.body.by_on, _with_who(plan.people, row)) for row in plan.of("next_step") if row.body.by_on and not row.body.done_on]
    found += [(row.body.by_on, f"{plan.people.short(row.body.finder, 'Somebody')} finds out: {row.body.words}")
              for row in plan.of("unknown") if row.body.by_on and not row.body.answer]
    if plan.review_on:
        found.append((plan.review_on, "The plan is looked at again"))
    found += [(row.body.review_on, f"Bottom line {number} is looked at again")
              for number, row in enumerate(plan.of("bottom_line"), 1) if row.body.review_on and row.body.status != "lifted"]
    for on, what in sorted(found)[:5]:
        yield ("Today" if on == today else f"{dates.day(on)}{', gone by' if on < today else ''}"), what


def _plan_line(versions: tuple[Version, ...]) -> str:
    """'Version 3, in force since 19 Nov.'"""
    if not versions:
        return "A draft: nobody has agreed it yet."
    force = next((one for one in versions if one.state is PlanState.IN_FORCE), None)
    if force is not None:
        since = next((on for state, on, _ in reversed(force.changes) if state is PlanState.IN_FORCE), force.on)
        return f"Version {force.number}, in force since {dates.short_day(since)}."
    newest = versions[0]
    if newest.state is PlanState.ENDED:
        return f"Version {newest.number}, ended."
    return f"Version {newest.number}, agreed on {dates.short_day(newest.on)}, not in force."


# Who to ring

def _calls(people: Mapping[UUID, PersonRow], reader: UUID) -> Iterable[tuple[str, str, str]]:
    """(name, small words, number) of those who can be rung: the lead, then family and network, then professionals."""
    with_number = [person for person in people.values() if person.phone and person.died_on is None and person.user_id != reader
                   and (person.to_on is None or person.to_on >= clock.today())]
    ordered = sorted(with_number, key=lambda person: (not person.is_lead, person.is_professional))
    for person in ordered[:CALLS]:
        yield person.name, f"{person.label}, leads" if person.is_lead else person.label, person.phone

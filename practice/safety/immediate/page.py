"""The immediate plan, ready to draw: its end and the time left, rules, nights, gaps and hints, numbers, who agrees."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from practice.access.models import Information
from practice.core import clock
from practice.families.queries import People, PersonRow
from practice.records.compare import Entry
from practice.records.queries import Row
from practice.safety.agree_forms import asked_of
from practice.safety.hurt import WHY, carrying, hurt_adults
from practice.safety.immediate.kinds import ImmediatePlan
from practice.safety.immediate.nights import covered, ends_of, gaps, night_words, nights_until
from practice.safety.immediate.queries import Draft
from practice.safety.immediate.standing import Standing, how_long, moment_words
from practice.safety.page import Ring
from practice.safety.said import StanceRow
from practice.safety.who_agrees import Word, word_of

FEW, MANY = 3, 6  # rules that people remember tonight (domain.md 3.1)
_NUMBER = re.compile(r"^(.*?)[:,]?\s*(\+?\d[\d ]{2,})\s*$")


@dataclass(frozen=True, slots=True)
class RuleLine:
    number: int
    row: Row
    who: str


@dataclass(frozen=True, slots=True)
class NightLine:
    """One night: who is with which child, and who has nobody."""

    heading: str
    said: tuple[tuple[str, str, str, Row], ...]  # (children or '', who, where, the row itself)
    gaps: tuple[str, ...]  # children with nobody; ('',) where it is all of them


@dataclass(frozen=True, slots=True)
class View:
    """One immediate plan as it is drawn: the draft, or a frozen version."""

    head: ImmediatePlan
    until: datetime | None
    rules: tuple[RuleLine, ...]
    nights: tuple[NightLine, ...]
    gaps: tuple[str, ...]
    hints: tuple[tuple[str, str], ...]  # (sentence, why)
    rings: tuple[Ring, ...]
    bottom_lines: tuple[Row, ...]

    @property
    def ends(self) -> str:
        return moment_words(self.until) if self.until else ""

    @property
    def left(self) -> str:
        """'2 days and 3 hours from now', for a draft."""
        now = clock.now()
        if self.until is None:
            return ""
        return f"{how_long(self.until - now)} from now" if self.until > now else "this time has gone by"


def view_of(rows: Iterable[Row], people: People, first: date, harms: Sequence[Row] = (), night_number: str = "") -> View:
    """The view of some rows. FIRST is the day of the first night: today for a draft, the day it was agreed for a version."""
    every = list(rows)
    of = {kind: [row for row in every if row.kind == kind] for kind in ("immediate_plan", "immediate_rule", "night",
                                                                        "bottom_line")}
    head = of["immediate_plan"][0].body if of["immediate_plan"] else ImmediatePlan()
    until = ends_of(head)
    children = [child for child in people.children if child.died_on is None]
    days = nights_until(first, until) if until else []
    missing = tuple(gaps(of["night"], days, children))
    lines = tuple(_night(on, of["night"], people, children) for on in sorted({*days, *(row.body.on for row in of["night"])}))
    return View(head, until, tuple(RuleLine(number, row, people.short(row.body.who, "Nobody yet"))
                                   for number, row in enumerate(of["immediate_rule"], 1)),
                lines, missing, tuple(_hints(head, of, people, missing, harms)), tuple(_rings(head, night_number)),
                tuple(of["bottom_line"]))


def _night(on: date, rows: Sequence[Row], people: People, children: Sequence[PersonRow]) -> NightLine:
    said = []
    for row in rows:
        if row.body.on == on:
            names = [name for name in (*(people.short(person) for person in row.body.who), row.body.who_name) if name]
            said.append((", ".join(people.short(child) for child in row.body.child), _and(names), row.body.where_words, row))
    alone = [child.short_name for child in children if not covered(rows, on, child)]
    return NightLine(night_words(on), tuple(said), ("",) if alone and len(alone) == len(children) else tuple(alone))


def _and(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def _hints(head: ImmediatePlan, of: dict[str, list[Row]], people: People, missing: Sequence[str],
           harms: Sequence[Row]) -> Iterable[tuple[str, str]]:
    """What is thin, in words; none of it stops anybody."""
    rules = of["immediate_rule"]
    if rules and not FEW <= len(rules) <= MANY:
        yield (f"It has {len(rules)} rule{'' if len(rules) == 1 else 's'}",
               "Three to six is what people remember on a hard night." if len(rules) > MANY
               else "Most nights need three to six: who is there, who is rung, who stays away.")
    if missing:
        yield (missing[0] if len(missing) == 1 else f"{missing[0]}, nor for {len(missing) - 1} more",
               "Every night until the end needs a name.")
    if head.why_today and not head.checks:
        yield "Nobody is named who checks that it happens", "Say who looks or rings, and when."
    if not of["bottom_line"]:
        yield "No bottom line is set", "Say the one thing that must be true tonight, whatever else."
    doers = [row.body.who for row in rules if row.body.who]
    for key, count in carrying(doers, hurt_adults(harms, people)):
        yield f"{people.short(key)} was hurt, and does {count} of the {len(doers)} rules", WHY


def _rings(head: ImmediatePlan, night_number: str) -> Iterable[Ring]:
    """999; then the numbers as they were written; the night number where nobody wrote it."""
    yield Ring("Danger now", "", "999")
    for line in head.numbers.splitlines():
        found = _NUMBER.match(line.strip())
        if found:
            yield Ring(found[1].strip() or "Ring", "", found[2].strip())
        elif line.strip():
            yield Ring(line.strip(), "", "")
    if night_number and night_number not in head.numbers:
        yield Ring("Nights", "", night_number)


def rows_of(entries: Iterable[Entry]) -> list[Row]:
    """The rows of a frozen version."""
    return [Row(one.id, one.kind, one.parent_id, 0, Information.PLAN, 0, 0, one.at or clock.now(), one.author, None, one.body)
            for one in entries]


def duties_of(draft: Draft) -> list[UUID]:
    """Those whom a rule or a night names."""
    named = {row.body.who for row in draft.rules} | {person for row in draft.nights for person in row.body.who}
    return [person for person in draft.people if person in named]


def people_asked(draft: Draft) -> list[PersonRow]:
    """Whose word it needs: the children, their parents, everyone with a duty in it, whoever spoke to the live version."""
    said = draft.stances_to(draft.live.snapshot_id) if draft.live else {}
    return asked_of(draft.people, duties_of(draft), draft.parents, said)


def words_to(draft: Draft, standing: Standing) -> list[Word]:
    """What each named person says to one version; those who were not asked stand there as not asked."""
    said = draft.stances_to(standing.snapshot_id)
    numbers: dict[UUID, StanceRow] = {
        line.person_id: line for line in draft.stances if line.snapshot_id == standing.snapshot_id
        and any(value is not None for value in (line.willingness, line.confidence, line.capacity))}
    return [word_of(person, said.get(person.id), numbers.get(person.id))
            for person in asked_of(draft.people, duties_of(draft) if standing.is_live else (), draft.parents, said)]

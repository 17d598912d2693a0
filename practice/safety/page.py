"""The plan page, ready to draw: strands with their rules and tests, who agrees, bottom lines, whom to ring, versions.

Everything that a template would have to decide is decided here, in words.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from practice.access.models import Information
from practice.core import clock, dates
from practice.families.queries import People, PersonRow
from practice.records.compare import Entry
from practice.records.queries import Row
from practice.safety.agree_forms import STANCES, asked_of, state_words
from practice.safety.commands import duty_holders
from practice.safety.day import GROWN_UPS, SLOT_OF, Grid, grid_of
from practice.safety.immediate.standing import Standing
from practice.safety.living.events import TestRow
from practice.safety.models import Outcome, PlanState, StanceKind, TestKind
from practice.safety.moves import move_url
from practice.safety.queries import Plan, Version
from practice.safety.said import StanceRow
from practice.safety.thread import Break, RuleView, Strand, Thread, thread_of

TESTED = {TestKind.TALK_THROUGH: "Talked through", TestKind.WALK_THROUGH: "Walked through", TestKind.PHONE: "Phone test",
          TestKind.CHILD_KNOWS: "The child was asked", TestKind.REAL: "For real", TestKind.UNANNOUNCED: "Looked unannounced"}
CAME_OF_IT = {Outcome.YES: "worked", Outcome.PARTLY: "worked in part", Outcome.NO: "did not work"}
TEST_LOOK = {Outcome.YES: ("yes", "tick"), Outcome.PARTLY: ("partly", "half"), Outcome.NO: ("no", "break")}
STANCE_ICON = {StanceKind.AGREES: "full", StanceKind.IN_PART: "half", StanceKind.DOES_NOT: "differs",
               StanceKind.NOT_ASKED: "ring"}
NEWEST_TESTS = 3  # of a rule, before the rest is folded


@dataclass(frozen=True, slots=True)
class TestLine:
    """One test: the class of its look, its icon, and its words."""

    __test__ = False
    look: str
    icon: str
    words: str


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule as it is drawn."""

    view: RuleView
    label: str
    who: str
    facts: tuple[tuple[str, str], ...]
    tests: tuple[TestLine, ...]
    older_tests: tuple[TestLine, ...]

    @property
    def row(self) -> Row:
        return self.view.row

    @property
    def needs_a_test(self) -> bool:
        return not self.view.is_tested or self.view.failed


@dataclass(frozen=True, slots=True)
class Mend:
    """One break with its next move: the words of the move, and where it is made ('' where no page can)."""

    broken: Break
    url: str


@dataclass(frozen=True, slots=True)
class StrandPage:
    """One danger's thread, link by link, with the breaks at each."""

    strand: Strand
    rules: tuple[RuleLine, ...]
    goal_seen: str
    child_numbers: tuple[tuple[str, int], ...]
    at_danger: tuple[Mend, ...]
    at_goal: tuple[Mend, ...]
    at_scale: tuple[Mend, ...]
    at_rules: tuple[Mend, ...]

    @property
    def title(self) -> str:
        title = self.strand.danger.body.title
        return f"Danger {self.strand.number}: {title}" if title else f"Danger {self.strand.number}"

    @property
    def is_broken_at_rules(self) -> bool:
        return bool(self.at_rules) or any(rule.needs_a_test for rule in self.rules)


@dataclass(frozen=True, slots=True)
class Word:
    """What one person says to the newest version."""

    person: PersonRow
    icon: str
    state: str
    words: str
    note: str
    is_asked: bool
    numbers: tuple[tuple[str, int], ...] = ()  # ('Willing', 9), on the whole plan
    because: str = ""  # what makes it that number
    ask: str = ""  # what a low number asks for


@dataclass(frozen=True, slots=True)
class Ring:
    """Whom to ring now: a name, when, a number."""

    name: str
    small: str
    number: str


@dataclass(frozen=True, slots=True)
class PromiseLine:
    row: Row
    icon: str
    words: str
    small: str


@dataclass(frozen=True, slots=True)
class ChildPartLine:
    """A child's part: its facts in order, whose job it is (said once), and what is not written yet."""

    row: Row
    facts: tuple[tuple[str, str], ...]
    grown_ups: str
    lacks: str


@dataclass(frozen=True, slots=True)
class PlanPage:
    """Everything that the plan page draws."""

    plan: Plan
    thread: Thread
    line: str
    strands: tuple[StrandPage, ...]
    loose: tuple[RuleLine, ...]
    notice: tuple[tuple[str, str, str, str], ...]  # says, why, next move, address
    left: tuple[Break, ...]
    words: tuple[Word, ...]
    earlier_words: int
    rings: tuple[Ring, ...]
    kept_by_family: tuple[PromiseLine, ...]
    not_met: tuple[Row, ...]
    withdrawn: tuple[Row, ...]

    @property
    def newest(self) -> Version | None:
        return self.plan.newest

    @property
    def places(self) -> int:
        """In how many places the thread is broken: one for every rule, one for everything else."""
        return len(self.thread.open)

    def rows(self, kind: str) -> list[Row]:
        return self.plan.of(kind)

    @property
    def immediate(self) -> Standing | None:
        """The immediate plan that runs, or whose time has passed unsaid; it is no business of a part narrowed to a danger."""
        newest = next(iter(self.plan.immediate), None)
        return newest if newest is not None and newest.is_live and not self.plan.sight.part.dangers else None

    @property
    def may_end_immediate(self) -> bool:
        """Is a full plan in force that was agreed after it? Then ending it is offered."""
        force, immediate = self.plan.in_force, self.immediate
        return force is not None and immediate is not None and force.made_at >= immediate.agreed.at

    @property
    def day(self) -> Grid:
        """Who is with which child, part by part of the day."""
        return grid_of(self.plan.of("day_part"), self.plan.people)

    @property
    def hard_days(self) -> list[Row]:
        return [row for row in self.plan.of("trigger") if row.body.is_day]

    @property
    def set_off(self) -> list[Row]:
        """What sets things off, and is no day."""
        return [row for row in self.plan.of("trigger") if not row.body.is_day]

    @property
    def child_parts(self) -> list[ChildPartLine]:
        return [_child_part(row, self.plan.people) for row in self.plan.of("child_part")]

    def said(self, row: Row) -> str:
        """The row in a sentence, where its words alone say little."""
        return _part_of_day(row.body, self.plan.people) if row.kind == "day_part" else str(row.body.words)

    def tests_of(self, row: Row) -> list[TestLine]:
        """The newest tests of a child's sign."""
        return [test_line(test) for test in reversed(self.plan.tests.get(row.id, []))][:NEWEST_TESTS]


def page_of(plan: Plan, night_number: str) -> PlanPage:
    """The plan as its reader may see it."""
    thread, people = thread_of(plan, clock.today()), plan.people
    newest = plan.newest
    return PlanPage(
        plan, thread, _line(plan), tuple(_strand(strand, plan) for strand in thread.strands),
        tuple(_rule(view, people) for view in thread.loose),
        tuple((group.says, group.why, group.move, mend_url(plan, group.breaks[0])) for group in thread.groups()),
        tuple(thread.left), tuple(words_to(newest, plan)) if newest else (),
        len(plan.stances) - len(plan.stances_to(newest.id)) if newest else 0,
        tuple(_rings(plan, night_number)),
        tuple(_by_family(thread, plan)),
        tuple(row for row in plan.of("bottom_line") if row.body.status == "not met"),
        tuple(row for row in plan.rows if row.is_withdrawn and row.kind in _FOLDED))


_FOLDED = ("plan_rule", "promise", "milestone", "trigger", "early_sign", "red_flag", "closing", "child_part", "day_part")


def mend_url(plan: Plan, broken: Break) -> str:
    """Where the next move is made, for one who may write; '' else."""
    if not plan.sight.part.may_write:
        return ""
    return move_url(plan.family_id, broken, newest=plan.newest.id if plan.newest else None,
                    head=plan.head.id if plan.head else None)


def _line(plan: Plan) -> str:
    """'Version 3, agreed 19 Nov, in force. Looked at again on Tue 15 Dec.'"""
    version = plan.newest
    review = f" Looked at again on {dates.day(plan.review_on)}." if plan.review_on else ""
    if version is None:
        return ("A draft. Nobody has agreed to it yet." if plan.rules else "Nothing is written yet.") + review
    standing = plan.in_force
    words = f"Version {version.number}, agreed {dates.short_day(version.on)}, {state_words(version.state)}."
    if standing is not None and standing.id != version.id:
        words += f" Version {standing.number} is in force."
    return words + (review if version.state is not PlanState.ENDED else "")


def _strand(strand: Strand, plan: Plan) -> StrandPage:
    def mends(*codes: str) -> tuple[Mend, ...]:
        return tuple(Mend(one, mend_url(plan, one)) for one in strand.broken(*codes))

    numbers = tuple((line.person.short_name, line.value) for line in strand.spread.lines
                    if line.marker == "child" and line.value is not None) if strand.spread else ()
    return StrandPage(strand, tuple(_rule(view, plan.people) for view in strand.rules), goal_seen(strand.goal),
                      numbers, mends("danger_without_harm"), mends("danger_without_goal"),
                      mends("danger_without_scale", "scale_without_number", "not_asked"),
                      mends("goal_without_rule", "rule_incomplete", "rule_over"))


def goal_seen(goal: Row | None) -> str:
    """'Seen by Glen, Asha and the police for 6 months, including the court day.'"""
    if goal is None:
        return ""
    body = goal.body
    seen = f"seen by {body.seen_by}" if body.seen_by else ""
    long = f"for {body.for_how_long.removeprefix('for ')}" if body.for_how_long else ""
    including = f"including {body.including.removeprefix('including ')}" if body.including else ""
    line = ", ".join(part for part in (" ".join(word for word in (seen, long) if word), including) if part)
    return line[:1].upper() + line[1:] + ("" if not line or line.endswith(".") else ".")


def _rule(view: RuleView, people: People) -> RuleLine:
    body = view.row.body
    names = [*(people.short(person) for person in body.back_up), body.back_up_name]
    checks = body.checks_name or ", ".join(name for person in body.checks if (name := people.short(person)))
    times = [f"from {dates.short_day(body.starts)}" if body.starts and body.starts > clock.today() else "",
             f"until {dates.short_day(body.until)}" if body.until else ""]
    facts = (("Back-up", ", ".join(name for name in names if name)), ("Who checks", checks), ("Where", body.where),
             ("Holds", " ".join(time for time in times if time)))
    tests = [test_line(test) for test in reversed(view.tests)]
    label = f"Rule {view.number}" + (f", {body.when}" if body.when else "")
    return RuleLine(view, label, people.short(body.who, "Nobody yet"),
                    tuple((term, words) for term, words in facts if words), tuple(tests[:NEWEST_TESTS]),
                    tuple(tests[NEWEST_TESTS:]))


def test_line(test: TestRow) -> TestLine:
    """'Phone test 2 Nov, worked: Coral answered. Changed: Pearl’s number'."""
    look, icon = TEST_LOOK[test.outcome]
    words = f"{TESTED[test.kind]} {dates.short_day(test.on)}, {CAME_OF_IT[test.outcome]}: {test.what_happened}"
    if test.change:
        words += ("" if words.endswith((".", "!", "?", "”")) else ".") + f" Changed: {test.change}"
    return TestLine(look, icon, words)


test_line.__test__ = False  # type: ignore[attr-defined]  # its name is the house's word, not a test of ours


def words_to(version: Version, plan: Plan) -> Iterable[Word]:
    """What each named person says to one version, in the record's order; those not asked yet stand there as not asked."""
    said = plan.stances_to(version.id)
    numbers = {line.person_id: line for line in plan.stances if line.snapshot_id == version.id and _numbers(line)}
    for person in asked_of(plan.people, duty_holders(plan), plan.parents, said):
        yield word_of(person, said.get(person.id), numbers.get(person.id))


LOW = 5  # a number from here down asks for something: our proposal, as the thresholds of the scale are
_CALLED = (("willingness", "Willing", "talk about the reasons"), ("confidence", "Sure", "agree a smaller step"),
           ("capacity", "Able", "ask what practical help is missing"))


def _numbers(said: StanceRow) -> list[tuple[str, int, str]]:
    """(name, number, what a low one asks for) of those that were given."""
    return [(called, value, ask) for name, called, ask in _CALLED if (value := getattr(said, name)) is not None]


def word_of(person: PersonRow, said: StanceRow | None, numbered: StanceRow | None = None) -> Word:
    """One person's word. NUMBERED is what held their latest numbers, where that was another sentence."""
    if said is None:
        return Word(person, STANCE_ICON[StanceKind.NOT_ASKED], STANCES[StanceKind.NOT_ASKED], "", "", is_asked=False)
    words = f"“{said.words.strip('“”')}”" if said.words and said.is_verbatim else said.words
    note = ", ".join(part for part in (dates.short_day(said.on), said.how) if part)
    if said.how and dates.short_day(said.on) in said.how:
        note = said.how
    if said.stance is StanceKind.NOT_ASKED:
        words = " ".join(part for part in (said.why_not_asked, words) if part)
    numbered = numbered or said
    given = _numbers(numbered)
    ask = " and ".join(ask for _, value, ask in given if value <= LOW)
    return Word(person, STANCE_ICON[said.stance], STANCES[said.stance], words, note,
                said.stance is not StanceKind.NOT_ASKED, tuple((called, value) for called, value, _ in given),
                numbered.numbers_because if given else "", ask[:1].upper() + ask[1:])


def _rings(plan: Plan, night_number: str) -> Iterable[Ring]:
    """Danger now: 999; then the named people of the red flags, once each; then the night number."""
    yield Ring("Danger now", "", "999")
    seen: set[tuple[str, str]] = set()
    for row in plan.of("red_flag"):
        name = row.body.rings_name or plan.people.short(row.body.rings)
        key = (name, row.body.rings_number)
        if name and row.body.rings_number and key not in seen:
            seen.add(key)
            yield Ring(f"Then {name}" if len(seen) == 1 else name, row.body.words, row.body.rings_number)
    if night_number:
        yield Ring("Nights", "", night_number)


def _by_family(thread: Thread, plan: Plan) -> Iterable[PromiseLine]:
    """What family and network promise: the rules that are theirs, with what the last test says."""
    for view in thread.rules:
        person = plan.people.get(view.row.body.who) if view.row.body.who else None
        if person is None or person.is_professional:
            continue
        last = view.tests[-1] if view.tests else None
        icon = "ring" if last is None else {"yes": "tick", "partly": "half", "no": "break"}[TEST_LOOK[last.outcome][0]]
        small = f"{TESTED[last.kind]} {dates.short_day(last.on)}, {CAME_OF_IT[last.outcome]}" if last else "Not tested yet"
        if view.reopened is not None:
            icon, small = "break", f"Open again. {view.reopened.failed}"
        day = plan.network.first_told(person.id) if plan.network else None
        told = f". Told the danger {dates.short_day(day)}" if day else ""
        yield PromiseLine(view.row, icon, f"{person.short_name}: {view.row.body.words}", small + told)


def _child_part(row: Row, people: People) -> ChildPartLine:
    body = row.body
    safe = people.short(body.safe_person, body.safe_person_name)
    looks = _names(people, body.looks)
    facts = (("Whom to tell", ". ".join(part for part in (safe, body.reach) if part)), ("The sign", body.object),
             ("Who looks", ", ".join(part for part in (looks, body.how_often) if part)), ("Then", body.then_that),
             ("Code word", body.code_word), ("A place to go", body.place))
    lacks = [words for words, there in (("whom the child can tell", safe), ("what they do when they see it",
                                         body.then_that or not body.object)) if not there]
    job = body.grown_ups or GROWN_UPS
    return ChildPartLine(row, tuple((term, words) for term, words in facts if words),
                         "" if "grown-ups’ job" in body.words else job, " and ".join(lacks))


def _part_of_day(body: Any, people: People) -> str:
    """'Weekends: night, Finn: Coral. At Coral’s'"""
    slot = SLOT_OF.get((body.days, body.part))
    whom = _names(people, body.child) or "all the children"
    named = ", ".join(name for name in (_names(people, body.who), body.who_name) if name)
    return f"{slot.label if slot else 'Some time'}, {whom}: {named}" + (f". {body.words}" if body.words else "")


def _names(people: People, ids: Iterable[UUID]) -> str:
    return ", ".join(name for person in ids if (name := people.short(person)))


def names_of(people: Mapping[UUID, PersonRow], rows: Iterable[Any]) -> dict[UUID, str]:
    """Names for comparing in words: people, and records by their words."""
    return {person.id: person.short_name for person in people.values()} | {
        row.id: (getattr(row.body, "title", "") or row.body.words[:60]) for row in rows}


# The parts of a frozen version, in the order of the plan page.
_PARTS = (("danger", "What we are worried about"), ("goal", "What we want"), ("bottom_line", "Bottom lines"),
          ("plan_rule", "Rules: who does what, when"), ("promise", "What the services promise"),
          ("red_flag", "Whom to ring"), ("trigger", "What sets things off, hard days"), ("early_sign", "Early signs"),
          ("child_part", "The child’s part"), ("day_part", "The day by hours"), ("milestone", "The way to closing"),
          ("closing", "What would close the case"), ("plan_head", "The first page"))


def frozen_of(entries: Iterable[Entry], people: People) -> list[tuple[str, list[str]]]:
    """(heading, lines) of one frozen version, as its reader may see it."""
    rows = list(entries)
    found = [(heading, [_frozen_line(one, people) for one in rows if one.kind == kind]) for kind, heading in _PARTS]
    return [(heading, [line for line in lines if line]) for heading, lines in found if any(lines)]


def _frozen_line(entry: Entry, people: People) -> str:
    body: Any = entry.body
    if entry.kind == "plan_head":
        parts = (body.title, body.why, body.good, body.ends, f"Looked at again on {dates.long_day(body.review_on)}."
                 if body.review_on else "", body.advice)
        return " ".join(part for part in parts if part)
    if entry.kind in {"plan_rule", "promise"}:
        words = f"{people.short(body.who, 'Somebody')} {body.words}" + (f", {body.when}" if body.when else "")
        if entry.kind == "plan_rule" and body.if_this:
            words += f". If {body.if_this}, then {body.then_that}"
        return words
    if entry.kind == "red_flag":
        goes = f" The children go: {body.child_goes}." if body.child_goes else ""
        ring = f"{body.rings_name or people.short(body.rings)} {body.rings_number}".strip()
        return f"{body.words}: {body.then_that}{goes} {ring}".strip()
    if entry.kind == "early_sign" and body.seen_first_by:
        return f"{body.words} Seen first by {_names(people, body.seen_first_by)}."
    if entry.kind == "trigger" and body.what_we_do:
        return f"{body.words}: {body.what_we_do}"
    if entry.kind == "child_part":
        part = _child_part(Row(entry.id, entry.kind, None, 0, Information.PLAN, 0, 0, clock.now(), "", None, body), people)
        facts = " ".join(f"{term}: {words.rstrip('.')}." for term, words in part.facts)
        return " ".join(words for words in (f"{_names(people, body.child)}:", body.words, facts, body.grown_ups) if words)
    if entry.kind == "day_part":
        return _part_of_day(body, people)
    title = getattr(body, "title", "")
    return f"{title}: {body.words}" if title else str(body.words)

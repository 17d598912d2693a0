"""The plan page, ready to draw: strands with their rules and tests, who agrees, bottom lines, whom to ring, versions.

Everything that a template would have to decide is decided here, in words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from practice.core import clock, dates
from practice.families.queries import People
from practice.records.queries import Row
from practice.safety.agree_forms import state_words
from practice.safety.breaks import Break, RuleView
from practice.safety.day import GROWN_UPS, SLOT_OF, Grid, grid_of
from practice.safety.immediate.standing import Standing
from practice.safety.living.events import TestRow
from practice.safety.models import Outcome, PlanState, TestKind
from practice.safety.moves import move_url
from practice.safety.queries import Plan, Version
from practice.safety.thread import Strand, Thread, thread_of
from practice.safety.who_agrees import Word, words_to

TESTED = {TestKind.TALK_THROUGH: "Talked through", TestKind.WALK_THROUGH: "Walked through", TestKind.PHONE: "Phone test",
          TestKind.CHILD_KNOWS: "The child was asked", TestKind.REAL: "For real", TestKind.UNANNOUNCED: "Looked unannounced"}
CAME_OF_IT = {Outcome.YES: "worked", Outcome.PARTLY: "worked in part", Outcome.NO: "did not work"}
TEST_LOOK = {Outcome.YES: ("yes", "tick"), Outcome.PARTLY: ("partly", "half"), Outcome.NO: ("no", "break")}
NEWEST_TESTS = 3  # of a rule, before the rest is folded


@dataclass(frozen=True, slots=True)
class TestLine:
    """One test: the class of its look, its icon, and its words."""

    __test__ = False
    look: str
    icon: str
    words: str
    short: str = ""  # 'Phone test 2 Nov, worked': the line of a fold


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
    def line(self) -> str:
        """What is left of it where it is folded: the newest test."""
        return self.tests[0].short if self.tests else "Not tested yet"

    @property
    def mark(self) -> str:
        return self.tests[0].icon if self.tests else "knot-open"

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
    rings: tuple[Ring, ...]
    kept_by_family: tuple[PromiseLine, ...]
    not_met: tuple[Row, ...]
    withdrawn: tuple[Row, ...]

    @property
    def newest(self) -> Version | None:
        return self.plan.newest

    @property
    def broken(self) -> frozenset[UUID]:
        """The rows at which the thread is broken: these are never folded away."""
        return frozenset(one.about for one in self.thread.open if one.about is not None)

    @property
    def stands_open(self) -> frozenset[UUID]:
        """The rules that are not folded on a phone: broken otherwise than by waiting for a test, whose next move stands beside."""
        return frozenset(one.about for one in self.thread.open if one.about is not None and one.code != "rule_untested")

    @property
    def signs_lack(self) -> bool:
        """Does a hard day not say what is done then, or an early sign not who sees it first?"""
        return (any(row.body.is_day and not row.body.what_we_do for row in self.plan.of("trigger"))
                or any(not row.body.seen_first_by for row in self.plan.of("early_sign")))

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
    def listens(self) -> str:
        """Who hears a complaint, as the papers say it: 'Kath Downs, 01632 960100'; '' where no manager is on record."""
        boss = next((person for person in self.plan.people.professionals if "manager" in person.label), None)
        return "" if boss is None else f"{boss.name}{', ' + boss.phone if boss.phone else ''}"

    @property
    def hard_days(self) -> list[Row]:
        return [row for row in self.plan.of("trigger") if row.body.is_day]

    @property
    def set_off(self) -> list[Row]:
        """What sets things off, and is no day."""
        return [row for row in self.plan.of("trigger") if not row.body.is_day]

    @property
    def child_parts(self) -> list[ChildPartLine]:
        return [child_part(row, self.plan.people) for row in self.plan.of("child_part")]

    def said(self, row: Row) -> str:
        """The row in a sentence, where its words alone say little."""
        return part_of_day(row.body, self.plan.people) if row.kind == "day_part" else str(row.body.words)

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
    short = f"{TESTED[test.kind]} {dates.short_day(test.on)}, {CAME_OF_IT[test.outcome]}"
    words = f"{short}: {test.what_happened}"
    if test.change:
        words += ("" if words.endswith((".", "!", "?", "”")) else ".") + f" Changed: {test.change}"
    return TestLine(look, icon, words, short)


test_line.__test__ = False  # type: ignore[attr-defined]  # its name is the house's word, not a test of ours


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


def child_part(row: Row, people: People) -> ChildPartLine:
    body = row.body
    safe = people.short(body.safe_person, body.safe_person_name)
    looks = names(people, body.looks)
    facts = (("Whom to tell", ". ".join(part for part in (safe, body.reach) if part)), ("The sign", body.object),
             ("Who looks", ", ".join(part for part in (looks, body.how_often) if part)), ("Then", body.then_that),
             ("Code word", body.code_word), ("A place to go", body.place))
    lacks = [words for words, there in (("whom the child can tell", safe), ("what they do when they see it",
                                         body.then_that or not body.object)) if not there]
    job = body.grown_ups or GROWN_UPS
    return ChildPartLine(row, tuple((term, words) for term, words in facts if words),
                         "" if "grown-ups’ job" in body.words else job, " and ".join(lacks))


def part_of_day(body: Any, people: People) -> str:
    """'Weekends: night, Finn: Coral (at Coral’s)'"""
    slot = SLOT_OF.get((body.days, body.part))
    whom = names(people, body.child) or "all the children"
    named = ", ".join(name for name in (names(people, body.who), body.who_name) if name)
    return f"{slot.label if slot else 'Some time'}, {whom}: {named}" + (f" ({body.words})" if body.words else "")


def names(people: People, ids: Iterable[UUID]) -> str:
    return ", ".join(name for person in ids if (name := people.short(person)))

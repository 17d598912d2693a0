"""How rules, planned tests, promises and milestones stand today, in words. Pure: rows and events in, sentences out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from practice.core import dates
from practice.records.queries import Row
from practice.safety.living.events import TESTS, CheckRow, StepRow, TestRow
from practice.safety.living.models import HowKept, StepKind
from practice.safety.models import Outcome, TestKind
from practice.safety.queries import Version

WEEKS_FROM = 14  # days from which a delay is said in weeks
PHONED_WITHIN = timedelta(days=14)  # a red flag is tried by phone within two weeks of the agreed plan (domain 3.4)
SOON = 5  # days ahead on which a planned test is said to come soon

NAMES = {TestKind.TALK_THROUGH: "Talk-through", TestKind.WALK_THROUGH: "Walk-through", TestKind.PHONE: "Phone test",
         TestKind.CHILD_KNOWS: "Child-knows test", TestKind.REAL: "Real event", TestKind.UNANNOUNCED: "Unannounced look"}
# kind of test -> (what it is, the question to ask)
EXPLAINED = {
    TestKind.TALK_THROUGH: ("Sit down together and say it aloud, step by step.",
                            "What if it happens at ten at night: what does each of you do first?"),
    TestKind.WALK_THROUGH: ("Everybody does it once, in the place where it would happen.",
                            "Show me: where do you go, and what do you take with you?"),
    TestKind.PHONE: ("Ring the back-up at an hour when it would be needed.",
                     "Did they answer, and how soon could they be there?"),
    TestKind.CHILD_KNOWS: ("A grown-up whom the child trusts asks. It is never an exam.",
                           "If you were worried, whom would you tell, and how?"),
    TestKind.REAL: ("A hard day is coming: write down afterwards what happened.",
                    "What happened, who did what, and what was it like for the children?"),
    TestKind.UNANNOUNCED: ("Somebody looks in at an hour that nobody was told, as agreed beforehand.",
                           "What would a camera have seen?"),
}
KEPT_ICON = {HowKept.KEPT: "tick", HowKept.PARTLY: "half", HowKept.LATE: "late", HowKept.NOT_KEPT: "break"}
KEPT_WORDS = {HowKept.KEPT: "Kept", HowKept.PARTLY: "Kept in part", HowKept.LATE: "Late", HowKept.NOT_KEPT: "Not kept"}
FAILED = {Outcome.NO: "did not work", Outcome.PARTLY: "worked in part", Outcome.YES: "worked"}


# Rules

@dataclass(frozen=True, slots=True)
class Reopened:
    """A rule whose test failed: open until it was changed and tried again."""

    test: TestRow
    is_changed: bool

    @property
    def failed(self) -> str:
        """'Phone test, 2 Nov: Pearl did not answer'"""
        return f"{NAMES[self.test.kind]}, {dates.short_day(self.test.on)}: {self.test.what_happened}"

    @property
    def move(self) -> str:
        return "Plan the next test" if self.is_changed else "Change the rule, then try it again"


def reopened(number: int, tests: Sequence[TestRow]) -> Reopened | None:
    """Is a row at revision NUMBER open again? TESTS are its own, oldest first.

    A failed test is answered by a change of the words after it and then a test that did not fail: the later test must have
    tried a later revision than the one that failed.
    """
    failures = [place for place, test in enumerate(tests) if test.outcome is Outcome.NO]
    if not failures:
        return None
    failed = tests[failures[-1]]
    if any(later.rule_number > failed.rule_number for later in tests[failures[-1] + 1:]):
        return None
    return Reopened(failed, number > max(failed.rule_number, 1))


# Planned tests

@dataclass(frozen=True, slots=True)
class Ahead:
    """One planned test, with the day and how far off it is."""

    row: Row
    how: str
    when: str
    shape: str  # late, soon or ahead: the shape of its mark

    @property
    def is_late(self) -> bool:
        return self.shape == "late"


def ahead(row: Row, today: date) -> Ahead:
    """A planned test that is not done: 'Fri 27 Nov, in 3 days' · 'Mon 23 Nov, 1 day ago and not written down'."""
    how, on = NAMES.get(_kind(row.body.how), "Test"), row.body.on
    if on is None:
        return Ahead(row, how, "no day yet", "ahead")
    days = (on - today).days
    if days < 0:
        return Ahead(row, how, f"{dates.day(on)}. Its day is over and nothing is written down", "late")
    return Ahead(row, how, f"{dates.day(on)}{', today' if not days else ''}", "soon" if days <= SOON else "ahead")


def planned(rows: Iterable[Row]) -> list[Row]:
    """The planned tests that are neither done nor called off, by day."""
    live = [row for row in rows if row.kind == "planned_test" and not row.is_withdrawn and row.body.done_on is None]
    return sorted(live, key=lambda row: row.body.on or date.max)


def _kind(value: str) -> TestKind:
    return TESTS.get(value, TestKind.TALK_THROUGH)


# Red flags

_ALOUD = frozenset({TestKind.TALK_THROUGH, TestKind.WALK_THROUGH, TestKind.REAL})
_RUNG = frozenset({TestKind.PHONE, TestKind.REAL})


def is_talked_through(tests: Iterable[TestRow]) -> bool:
    """Was it said aloud, walked through, or has it happened? Then somebody knows what each would do."""
    return any(test.kind in _ALOUD for test in tests)


def is_phoned(tests: Iterable[TestRow]) -> bool:
    """Was the number rung, in a test or for real?"""
    return any(test.kind in _RUNG for test in tests)


def rings_somebody(row: Row) -> bool:
    """A named person is rung: 999 alone is not tried."""
    return bool(row.body.rings or row.body.rings_name)


def agreed_on(row: Row, versions: Sequence[Version]) -> date | None:
    """The day on which the first version was agreed that holds a row as it is worded now. VERSIONS are newest first."""
    return next((version.on for version in reversed(versions) if version.made_at >= row.recorded_at), None)


# Promises

def check_words(check: CheckRow, who: str) -> str:
    """'Not kept, 20 Nov. “She never rang back.” (Callum)'"""
    said = f"“{check.words.strip('“”')}”" if check.words and check.is_verbatim else check.words
    line = f"{KEPT_WORDS[check.outcome]}, {dates.short_day(check.on)}" + (f". {said}" if said else "")
    return f"{line} ({who})" if who else line


# Milestones

@dataclass(frozen=True, slots=True)
class Station:
    """One milestone as it stands: what is planned, what was reached, and the sentences about it."""

    number: int
    row: Row
    steps: tuple[StepRow, ...]
    first_planned: date | None
    planned: date | None
    reached: date | None
    is_back: bool
    is_late: bool
    lines: tuple[str, ...]

    @property
    def icon(self) -> str:
        if self.reached:
            return "full"
        return "late" if self.is_late else "half" if self.row.body.began_on else "ring"

    @property
    def because(self) -> str:
        """Why it slipped, as it was said each time."""
        return "; ".join(dict.fromkeys(step.because for step in self.steps if step.what is StepKind.MOVED and step.because))

    @property
    def end(self) -> date | None:
        """The day by which it counts on the line."""
        return self.reached or self.planned


def delay(days: int) -> str:
    """'5 days', '7 weeks'. From two weeks on whole weeks are said."""
    count, unit = (days, "day") if days < WEEKS_FROM else (days // 7, "week")
    return f"{count} {unit}{'' if count == 1 else 's'}"


def is_late(row: Row, steps: Sequence[StepRow], today: date) -> bool:
    """Has the day of a milestone gone by, and it is not reached? STEPS are its own, oldest first."""
    planned_on, reached = row.body.planned_on, False
    for step in steps:
        if step.what is StepKind.MOVED:
            planned_on = step.planned_on
        else:
            reached = step.what is StepKind.REACHED
    return not reached and planned_on is not None and planned_on < today


def station(number: int, row: Row, steps: Sequence[StepRow], today: date) -> Station:
    """One milestone with its STEPS, oldest first."""
    body = row.body
    planned_on, reached, back, reasons = body.planned_on, None, None, []
    for step in steps:
        if step.what is StepKind.MOVED:
            planned_on = step.planned_on
        elif step.what is StepKind.REACHED:
            reached, back = step.on, None
        else:
            reached, back = None, step
        if step.what is not StepKind.STEPPED_BACK and step.because:
            reasons.append(step.because)
    first = body.planned_on or next((step.planned_on for step in steps if step.planned_on), None)
    until = reached or max(planned_on or today, today)
    slip = (until - first).days if first else 0
    lines = [_when(first, planned_on, reached, slip, "; ".join(dict.fromkeys(reasons)), today), body.must_see]
    if body.began_on and reached is None:
        lines.append(f"Began {dates.short_day(body.began_on)}")
    if back is not None:
        lines.append(f"Stepped back {dates.short_day(back.on)}: {back.because}")
    if body.level:
        lines.append(f"After it: {body.level}")
    if body.step_back and reached is None:
        lines.append(f"Step back: {body.step_back}")
    return Station(number, row, tuple(steps), first, planned_on, reached, back is not None, is_late(row, steps, today),
                   tuple(line if line.endswith((".", "?", "!", "”")) else f"{line}." for line in lines if line))


def _when(first: date | None, planned_on: date | None, reached: date | None, slip: int, because: str,  # noqa: PLR0917
          today: date) -> str:
    """'Reached 12 Oct, planned 24 Aug. Late by 7 weeks: Jo wanted 90 days'"""
    if reached is not None:
        if first is None:
            return f"Reached {dates.short_day(reached)}"
        if slip <= 0:
            return f"Reached {dates.short_day(reached)}" + (", as planned" if not slip else f", planned {dates.short_day(first)}")
        return f"Reached {dates.short_day(reached)}, planned {dates.short_day(first)}. Late by {delay(slip)}" + _why(because)
    if planned_on is None or first is None:
        return "No day yet"
    if planned_on < today:
        return f"Planned {dates.short_day(first)}. Late by {delay(slip)}" + _why(because)
    if planned_on != first:
        word = "Moved on" if planned_on > first else "Brought forward"
        return (f"Planned {dates.short_day(planned_on)}, first {dates.short_day(first)}. {word} by "
                f"{delay(abs((planned_on - first).days))}" + _why(because))
    return f"Planned {dates.short_day(planned_on)}"


def _why(because: str) -> str:
    return f": {because}" if because else ". Nobody has said why"

"""The closing page, ready to draw, and the few lines that other pages show of a closing."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import url_for

from practice.access.models import PartKind
from practice.access.queries import parts_in
from practice.core import clock, dates
from practice.families.queries import PersonRow, Sight
from practice.mapping.spread import MARKS, marker_of
from practice.records.queries import Row
from practice.safety.agree_forms import asked_of
from practice.safety.breaks import Break
from practice.safety.closing import queries
from practice.safety.closing.policy import would_close
from practice.safety.closing.queries import Closing
from practice.safety.closing.standing import Number, Numbers, asking, bottom_lines_not_met, left_behind, numbers_of
from practice.safety.commands import duty_holders
from practice.safety.page import mend_url
from practice.safety.queries import Plan
from practice.safety.thread import Thread, thread_of
from practice.safety.who_agrees import Word, word_of


@dataclass(frozen=True, slots=True)
class Left:
    """One thing that stands before the closing: what it is, where it is put right, and the reason that was given."""

    broken: Break
    url: str
    stands_against: bool


@dataclass(frozen=True, slots=True)
class ClosingPage:
    """Everything that the page draws."""

    plan: Plan
    thread: Thread
    left: tuple[Left, ...]
    numbers: tuple[Numbers, ...]
    words: tuple[Word, ...]  # to the newest closing
    not_met: tuple[Row, ...]
    closings: tuple[Closing, ...]

    @property
    def newest(self) -> Closing | None:
        return self.closings[0] if self.closings else None

    @property
    def letters(self) -> list[Row]:
        return self.plan.of("closing_letter")

    @property
    def earlier(self) -> tuple[Closing, ...]:
        """Closings before the one that holds; all of them once the record is open again."""
        return self.closings if self.plan.sight.family.is_open else self.closings[1:]

    @property
    def breaks(self) -> list[Break]:
        return [one.broken for one in self.left]


def page_of(plan: Plan) -> ClosingPage:
    """One statement beside those of the plan."""
    thread = thread_of(plan, clock.today())
    against = set(thread.against_closing())
    closings = tuple(queries.closings_of(plan.family_id))
    left = asking(plan, thread) if plan.sight.family.is_open else left_behind(plan, thread)
    return ClosingPage(plan, thread, tuple(Left(one, mend_url(plan, one), one in against) for one in left),
                       tuple(numbers_of(thread)), tuple(_words(plan, closings)), tuple(bottom_lines_not_met(plan)), closings)


def _words(plan: Plan, closings: Sequence[Closing]) -> list[Word]:
    if not closings:
        return []
    said = plan.stances_to(closings[0].snapshot_id)
    return [word_of(person, said[person.id]) for person in plan.people.values() if person.id in said]


def whose_word(plan: Plan) -> list[PersonRow]:
    """Whose word a closing asks: those whose word the plan needed."""
    return asked_of(plan.people, duty_holders(plan), plan.parents, plan.stances_to(plan.newest.id) if plan.newest else {})


def managers_of(family_id: UUID) -> list[str]:
    """Names of those who manage this family's work today."""
    today = clock.today()
    return list(dict.fromkeys(row.name for row in parts_in(family_id) if row.kind is PartKind.MANAGER and row.holds_on(today)
                              and row.ended_because is None))


def mark_of(line: Number) -> str:
    return MARKS[marker_of(line.person)]


def address_of(sight: Sight) -> str:
    """Where a family with a plan is closed; '' for one without, and for a part that does not see all of the plan."""
    if not would_close(sight) or not queries.has_plan(sight.family_id):
        return ""
    return url_for("closing.form", family_id=sight.family_id)


@dataclass(frozen=True, slots=True)
class Closed:
    """What every page of a closed family says: since when, why, and who rings when."""

    on: str
    because: str
    rings: str
    answered: str


def closed_of(sight: Sight) -> Closed | None:
    """None while the record is open, or where it was closed without a plan. One statement, for closed records only."""
    if sight.family.is_open:
        return None
    newest = next(iter(queries.closings_of(sight.family_id)), None)
    if newest is None:
        return None
    answer = newest.answered
    return Closed(dates.day(newest.on), newest.because,
                  f"{newest.check_back_by} rings to ask how they are on {dates.day(newest.check_back_on)}.",
                  f"Asked on {dates.day(answer.on)}: {answer.who_answered} answered." if answer else "")

"""What stands before a closing: the thread once more, what would close the case, and everyone's last number. Pure.

Nothing here is added up: every number keeps its name, its day and its words, and whoever was not asked stands there as not
asked with the reason.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from practice.core import dates
from practice.core.working_days import is_working_day
from practice.families.queries import PersonRow
from practice.mapping.spread import Given, Spread
from practice.records.queries import Row
from practice.safety.breaks import Break
from practice.safety.queries import Plan
from practice.safety.thread import Strand, Thread

# The day on which we ring to ask takes the place of the day on which the plan is looked at again.
SET_ASIDE = frozenset({"no_review", "review_late"})
SHORT = 80


@dataclass(frozen=True, slots=True)
class Number:
    """One person's last number for one danger. VALUE None: not asked, or would not say; WORDS say why."""

    person: PersonRow
    value: int | None
    words: str
    on: date | None
    note: str = ""  # 'as Olive guesses'

    @property
    def says(self) -> str:
        """'8 on 23 Nov' · 'Not asked'"""
        if self.value is None:
            return "Not asked" if self.on is None else f"Gave no number, {dates.short_day(self.on)}"
        return f"{self.value} on {dates.short_day(self.on)}" if self.on else str(self.value)


@dataclass(frozen=True, slots=True)
class Numbers:
    """Everyone's last number for one danger."""

    strand: Strand
    lines: tuple[Number, ...]


def asking(plan: Plan, thread: Thread) -> list[Break]:
    """What a closing asks the reason of: every break that is open, what stands against closing whatever was said of it
    before, and each condition that is not met. In the order of the thread."""
    against = set(thread.against_closing())
    found = [one for one in thread.all_breaks if one.code not in SET_ASIDE and (one.is_open or one in against)]
    return [*dict.fromkeys(found), *_not_met(plan)]


def left_behind(plan: Plan, thread: Thread) -> list[Break]:
    """What was left as it was, with the reason, once the case is closed."""
    return [one for one in (*thread.all_breaks, *_not_met(plan)) if one.because and one.code not in SET_ASIDE]


def _not_met(plan: Plan) -> Iterable[Break]:
    reasons = {line.about_id: line for line in plan.kept if line.code == "closing_not_met"}
    for row in plan.of("closing"):
        if row.body.met_on is None:
            kept = reasons.get(row.id)
            yield Break("closing_not_met", f"Not met yet: {_short(row)}", "Say since when it is so", row.id, asks=True,
                        because=kept.because if kept else "", because_by=kept.author if kept else "")


def _short(row: Row) -> str:
    words: str = row.body.words.strip().rstrip(".")
    return words if len(words) <= SHORT else words[:SHORT - 1].rstrip() + "…"


def numbers_of(thread: Thread) -> list[Numbers]:
    """Everyone's last number, danger by danger, with those who were not asked."""
    return [Numbers(strand, tuple(_lines(strand.spread, strand, thread))) for strand in thread.strands if strand.spread]


def _lines(spread: Spread, strand: Strand, thread: Thread) -> Iterable[Number]:
    for line in spread.lines:
        if line.now is not None:
            yield Number(line.person, line.value, line.why, line.now.on)
    for person, guesser, number in spread.guesses:
        by = f"as {guesser.short_name} guesses" if guesser else "a guess"
        yield Number(person, number.value, _words(number), number.on, by)
    given = {line.person.id for line in spread.lines}
    for person, why in spread.not_asked:
        if person.id not in given:
            yield Number(person, None, why, None)
    reasons = {one.person: one.because for one in thread.all_breaks if one.code == "not_asked" and one.danger == strand.danger.id}
    for person in spread.to_ask:
        yield Number(person, None, reasons.get(person.id, ""), None)


def _words(number: Given) -> str:
    return f"“{number.why.strip('“”')}”" if number.is_verbatim and number.why else number.why


def bottom_lines_not_met(plan: Plan) -> list[Row]:
    """They need a manager's decision before a case is closed."""
    return [row for row in plan.of("bottom_line") if row.body.status == "not met"]


def months_after(day: date, months: int) -> date:
    """The day MONTHS later, or the next working day: nobody rings on a Sunday. The last of a shorter month where it has none."""
    year, month = divmod(day.month - 1 + months, 12)
    found = None
    for number in range(day.day, 0, -1):
        try:
            found = day.replace(year=day.year + year, month=month + 1, day=number)
        except ValueError:
            continue
        break
    assert found is not None
    while not is_working_day(found):
        found += timedelta(days=1)
    return found


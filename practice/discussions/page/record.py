"""What of the family's record stands beside the talk, as the reader's own part sees it: the same rules as the family's pages.

Three columns in brief; at a step that asks for it the family tree, or what happened to the children. Somebody who sits here for the
family gets none of it: their copy of the record is theirs on paper.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from practice.access.models import Information
from practice.core import clock, dates
from practice.discussions.ideas.policy import reads_ideas
from practice.discussions.models import Attendance, State
from practice.discussions.outcome.writing import is_family
from practice.discussions.policy import DiscussionSight
from practice.families.genogram import Genogram
from practice.families.queries import People, ties_of
from practice.families.tree import tree_of
from practice.mapping.board import quoted
from practice.mapping.facts import facts_of
from practice.records import queries as reads
from practice.records.queries import Row

KINDS = ("danger", "harm", "complicating_factor", "unknown", "existing_safety", "strength", "goal", "next_step", "bottom_line")
MOST = 7  # lines of a column; what is older stands in the mapping


@dataclass(frozen=True, slots=True)
class BriefLine:
    """One row in a line. LEAD: 'Danger 1'; SMALL: whose words these are, or by when."""

    lead: str
    words: str
    small: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """MORE: how many rows the reader sees in the mapping beyond these."""

    part: str
    picture: str
    question: str
    lines: tuple[BriefLine, ...]
    more: int


@dataclass(frozen=True, slots=True)
class HarmRow:
    """A row of what happened: the words, then first, worst, latest, how often, what it did to each child."""

    words: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RoomRecord:
    """WITH_FAMILY: one of the family is in the room, where a screen is seen by all: the tree is the family's copy then. AT: when it
    was read."""

    columns: tuple[Column, ...]
    harms: tuple[HarmRow, ...]
    tree: Genogram | None
    sees_tree: bool
    goals: tuple[Row, ...]
    with_family: bool
    at: datetime

    @property
    def is_empty(self) -> bool:
        return not any(column.lines for column in self.columns)


def record_of(seen: DiscussionSight, people: People) -> RoomRecord | None:
    """Beside an open discussion, for those who work with the family. One statement, one more where the step shows the tree."""
    if seen.discussion.state is not State.OPEN or not reads_ideas(seen, people):
        return None
    rows = reads.current(seen.family_id, seen.sight.part, KINDS, withdrawn=False)
    step = seen.discussion.step
    with_family = any(seat.attendance is Attendance.PRESENT and is_family(seat, people) for seat in seen.seats)
    sees_tree = seen.sight.part.sees(Information.STORY)
    tree = tree_of(people, ties_of(seen.family_id), family_name=seen.sight.family.name, family_copy=with_family) \
        if step.shows == "tree" and sees_tree else None
    harms = tuple(HarmRow(quoted(row.body.words, row.body.is_verbatim), facts_of(row, people)[0])
                  for row in rows if row.kind == "harm") if step.shows == "harms" else ()
    return RoomRecord((
        _column("worried", "cloud", "What are we worried about?", _worried(rows)),
        _column("well", "leaf", "What’s working well?", _well(rows, people)),
        _column("next", "path", "What needs to happen?", _next(rows, people))),
        harms, tree, sees_tree, tuple(row for row in rows if row.kind == "goal"), with_family, clock.now())


def _column(part: str, picture: str, question: str, lines: Iterable[BriefLine]) -> Column:
    found = tuple(lines)
    return Column(part, picture, question, found[:MOST], max(0, len(found) - MOST))


def _of(rows: Iterable[Row], kind: str) -> list[Row]:
    return [row for row in rows if row.kind == kind]


def _worried(rows: list[Row]) -> Iterable[BriefLine]:
    for number, row in enumerate(_of(rows, "danger"), 1):
        yield BriefLine(f"Danger {number}.", row.body.words)
    for row in reversed(_of(rows, "harm")):
        yield BriefLine("", quoted(row.body.words, row.body.is_verbatim), "what happened")
    for row in _of(rows, "unknown"):
        if not row.body.answer:
            yield BriefLine("Not known.", row.body.words)
    for row in reversed(_of(rows, "complicating_factor")):
        yield BriefLine("", row.body.words, "makes it harder")


def _well(rows: list[Row], people: People) -> Iterable[BriefLine]:
    for row in _of(rows, "existing_safety"):
        yield BriefLine("Safety.", quoted(row.body.words, row.body.is_verbatim), row.body.seen_for)
    for row in reversed(_of(rows, "strength")):
        yield BriefLine("", quoted(row.body.words, row.body.is_verbatim), people.short(row.body.said_by, row.body.said_by_name))


def _next(rows: list[Row], people: People) -> Iterable[BriefLine]:
    for row in _of(rows, "goal"):
        yield BriefLine("Goal.", row.body.words)
    for row in _of(rows, "bottom_line"):
        if row.body.status != "lifted":
            yield BriefLine("Bottom line.", row.body.words, "not met" if row.body.status == "not met" else "")
    for row in _of(rows, "next_step"):
        if row.body.done_on is None:
            who, by = people.short(row.body.who, row.body.who_with), f"by {dates.day(row.body.by_on)}" if row.body.by_on else ""
            yield BriefLine("", row.body.words, ", ".join(part for part in (who, by) if part))

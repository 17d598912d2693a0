"""The rounds that were opened: everyone's words side by side, none averaged; where to begin talking."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from practice.discussions.commands import Place, speaking_order
from practice.discussions.ideas.standing import lines_of
from practice.discussions.judging.commands import given_again, numbers_of
from practice.discussions.judging.ends import Words, ends_of, same
from practice.discussions.kinds import COLUMNS, Passed, Picked, Proposed
from practice.discussions.models import SeatRole
from practice.discussions.page.seats import small
from practice.discussions.policy import DiscussionSight
from practice.discussions.queries import EntryRow, EventRow, OpeningRow, SeatRow
from practice.families.queries import People
from practice.guidance.frameworks import Stage
from practice.mapping.spread import TALK_GAP
from practice.safety.breaks import in_a_row


@dataclass(frozen=True, slots=True)
class Number:
    """One number with its owner, as the track macro draws it."""

    marker: str
    value: int
    was: Any


TO_FAMILY = (("send", "To the family as it is"),)
TAPS = {"danger": TO_FAMILY, "goal": TO_FAMILY, "strength": TO_FAMILY, "question": tuple(COLUMNS.items())}


@dataclass(frozen=True, slots=True)
class Was:
    value: int


@dataclass(frozen=True, slots=True)
class Sorted:
    """One line of an entry that is sorted with a tap, and how it stands. TAPS: (what is sent, what it says) to send it to the
    family; SENT: that it is on its way."""

    number: int
    words: str
    mark: str
    taps: tuple[tuple[str, str], ...]
    sent: str


@dataclass(frozen=True, slots=True)
class View:
    """What one seat handed in, opened, with its owner; and the new ones that came after the opening."""

    seat: SeatRow
    small: str
    entry: EntryRow
    typed: str  # 'typed by Kath from Mr Lark’s paper'
    after: tuple[EntryRow, ...]
    lines: tuple[Sorted, ...]
    number: Number | None
    was: int | None = None  # their number of the round before about the same


@dataclass(frozen=True, slots=True)
class Round:
    """One opened round: everyone's words side by side, none averaged. GAP_SAYS: what to talk about first."""

    stage: int
    round: int
    step: Stage
    about: str
    opened_at: datetime
    by: str
    views: tuple[View, ...]
    passed: tuple[tuple[SeatRow, str], ...]
    summary: tuple[str, str]  # lowest to highest in words, and where to begin
    counts: tuple[tuple[str, tuple[str, ...]], ...]  # of a choice: the word, and who chose it
    words: Words  # of 0 and 10
    nth: int  # the how-manieth round about the same
    to_carry: int  # numbers that the reader may put beside the danger's scale, and nobody has yet
    carried: int
    later: tuple[tuple[SeatRow, tuple[EntryRow, ...]], ...] = ()  # of seats that gave nothing in the round itself
    guesses: tuple[tuple[SeatRow, str, EntryRow], ...] = ()  # for whom, by whom: never among the numbers

    @property
    def key(self) -> str:
        return f"{self.stage}-{self.round}"


def round_view(opening: OpeningRow, seen: DiscussionSight, people: People, entries: Sequence[EntryRow], events: Sequence[EventRow],
           abouts: Mapping[int, str]) -> Round:
    """One opened round with the words of every seat that handed in."""
    step = seen.discussion.frame.stage[opening.stage]
    of_round = [one for one in entries if (one.stage, one.round) == (opening.stage, opening.round)]
    here = [one for one in of_round if not one.is_guess]
    own = {one.seat_id: one for one in here if not one.after}
    marks = {(one.what.entry, one.what.line): one.what for one in events if isinstance(one.what, Picked)}
    sent = {(one.what.entry, one.what.line): one.what for one in events if isinstance(one.what, Proposed) and one.what.entry}
    order = [*speaking_order(seen.seats), *(seat for seat in seen.seats if not seat.judges)]
    before = [round_ for round_, about in sorted(abouts.items()) if round_ < opening.round and same(about, opening.about)]
    earlier = {one.seat_id: one.value for one in sorted(entries, key=lambda one: (one.after, one.number))
               if before and not one.is_guess and (one.stage, one.round) == (opening.stage, before[-1])}
    views = []
    for seat in order:
        if (entry := own.get(seat.id)) is None:
            continue
        after = tuple(one for one in here if one.after and one.seat_id == seat.id)
        views.append(View(seat, small(seat, seen), entry, _typed(entry, seat), after, _lines(step, entry, marks, sent),
                          _number(seat, people, entry, after, earlier.get(seat.id)), earlier.get(seat.id)))
    passed = tuple((seat, one.what.because) for one in events if isinstance(one.what, Passed)
                   and (one.what.stage, one.what.round) == (opening.stage, opening.round) and one.what.seat not in own
                   and (seat := seen.seat(one.what.seat)) is not None)
    counts = tuple((choice, names) for choice in step.choices
                   if (names := tuple(view.seat.name for view in views if view.entry.choice == choice)))
    words = ends_of(events, step, opening.stage, opening.round, abouts)
    going = numbers_of(Place(opening.stage, opening.round), of_round, seen.seats, events) if words.scale else []
    is_last = not given_again(Place(opening.stage, opening.round), abouts)
    to_carry = sum(not one.missing and not one.is_there for one in going) if is_last and may_carry(seen, words) else 0
    return Round(opening.stage, opening.round, step, opening.about, opening.opened_at, opening.by, tuple(views), passed,
                 _lowest_to_highest(views), counts, words, len(before) + 1, to_carry, sum(one.is_there for one in going),
                 _later(order, here, own), _guesses(order, of_round, seen))


def _later(seats: Sequence[SeatRow], here: Sequence[EntryRow], own: Mapping[UUID, EntryRow]
           ) -> tuple[tuple[SeatRow, tuple[EntryRow, ...]], ...]:
    """Who passed or was not there, and gave their words after the opening: no view is lost for want of an earlier one."""
    given = ((seat, tuple(one for one in here if one.after and one.seat_id == seat.id)) for seat in seats if seat.id not in own)
    return tuple((seat, entries) for seat, entries in given if entries)


def _guesses(seats: Sequence[SeatRow], of_round: Sequence[EntryRow], seen: DiscussionSight
             ) -> tuple[tuple[SeatRow, str, EntryRow], ...]:
    """The last guess for each seat that is not in the room, and who guessed."""
    last = {one.seat_id: one for one in sorted(of_round, key=lambda one: (one.after, one.number)) if one.is_guess and one.is_open}
    return tuple((seat, bringer.name if seat.brought_by and (bringer := seen.seat(seat.brought_by)) else one.author, one)
                 for seat in seats if (one := last.get(seat.id)) is not None)


def may_carry(seen: DiscussionSight, words: Words) -> bool:
    """Is the way to the danger's scale offered to the reader? They write the record and see that danger; the page asks again."""
    part = seen.sight.part
    return seen.standing and part.may_write and (not part.dangers or words.danger in part.dangers)


def _typed(entry: EntryRow, seat: SeatRow) -> str:
    if entry.author_id == seat.user_id or not entry.author:
        return ""
    return f"typed by {entry.author} from {seat.name}’s paper" if entry.from_paper else (
        "" if seat.user_id is None and seat.brought_by is None else f"handed in by {entry.author}")


def _lines(step: Stage, entry: EntryRow, marks: dict[tuple[UUID, int], Picked], sent: dict[tuple[UUID, int], Proposed]
           ) -> tuple[Sorted, ...]:
    """Questions and ideas are sorted line by line; other words as a whole."""
    if entry.id is None or step.input in {"number", "choice", "stance"}:
        return ()
    texts = lines_of(entry.words) if step.input in {"question", "hypothesis"} else [entry.words]
    found = []
    for number, words in enumerate(texts):
        mark, gone = marks.get((entry.id, number)), sent.get((entry.id, number))
        says = "" if gone is None else f"On its way to the family{f': {COLUMNS[gone.column]}' if gone.column else ''}"
        found.append(Sorted(number, words, mark.mark if mark else "", () if gone else TAPS.get(step.input, ()), says))
    return tuple(found)


def _number(seat: SeatRow, people: People, entry: EntryRow, after: Sequence[EntryRow], before: int | None) -> Number | None:
    """BEFORE: their number of the round before about the same."""
    if entry.value is None:
        return None
    person = people.get(seat.person_id) if seat.person_id else None
    family = seat.role is SeatRole.FAMILY or (person is not None and not person.is_professional)
    marker = "child" if person is not None and person.is_child else "family" if family else "professional"
    now = next((one.value for one in reversed(after) if one.value is not None), None)
    return Number(marker, entry.value if now is None else now, Was(entry.value) if now is not None else
                  None if before is None else Was(before))


def _lowest_to_highest(views: Sequence[View]) -> tuple[str, str]:
    numbers = [(view.entry.value, view.seat.name) for view in views if view.entry.value is not None]
    if not numbers:
        return "", ""
    low, high = min(numbers)[0], max(numbers)[0]
    if low == high:
        return f"Everyone says {low}.", ""

    def who(value: int) -> str:
        return ", ".join(name for number, name in numbers if number == value)

    says = f"From {low} ({who(low)}) to {high} ({who(high)})."
    if high - low < TALK_GAP:
        return says, ""
    at_low, at_high = ([name for number, name in numbers if number == value] for value in (low, high))
    return says, (f"A gap of {high - low}. Start with: what would {in_a_row(at_low)}, at {low}, need to see to be at {high}? "
                  f"And what {'does' if len(at_high) == 1 else 'do'} {in_a_row(at_high)} see that the others do not?")

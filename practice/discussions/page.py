"""What the page of a discussion says, put together from its reads. Pure but for the reading at the top.

A round that is not open has no words here but the reader's own: queries.ENTRIES never read them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from practice.core import dates
from practice.discussions import queries
from practice.discussions.commands import latest, speaking_order
from practice.discussions.forms import ROLES, STANCES, role_of
from practice.discussions.kinds import (
    Argument,
    CameOut,
    Escalated,
    Noted,
    Option,
    Passed,
    Picked,
    Proposed,
    Replied,
    Told,
)
from practice.discussions.models import Attendance, SeatRole, Stance, State
from practice.discussions.outcome.acts import Act, LastTime, acts_of, last_time
from practice.discussions.policy import DiscussionSight
from practice.discussions.queries import NO_VIEW, DecisionRow, EntryRow, EventRow, OpeningRow, SeatRow
from practice.families.queries import People
from practice.guidance.frameworks import SPEAKS, Stage
from practice.mapping.spread import TALK_GAP

AWAY = {Attendance.APOLOGY: "Sent apologies", Attendance.SENT_REPORT: "Sent a report", Attendance.ABSENT: "Absent",
        Attendance.INVITED: "Invited"}
STANCE_SAYS = {Stance.AGREE: "Agrees", Stance.RESERVATION: "Agrees, with a reservation", Stance.DISSENT: "Does not agree",
               Stance.ABSTAIN: "Does not say"}
STANCE_SHAPE = {Stance.AGREE: "full", Stance.RESERVATION: "half", Stance.DISSENT: "differs", Stance.ABSTAIN: "ring"}


@dataclass(frozen=True, slots=True)
class SeatView:
    """A seat of the list: the state of the round in a shape and a word. BECAUSE: why it passed, or is not there."""

    seat: SeatRow
    small: str
    shape: str
    state: str
    because: str
    is_me: bool
    has_turn: bool
    waits: bool  # whoever leads may mark it
    may_hand_in: bool  # by the reader, for a seat without a device


@dataclass(frozen=True, slots=True)
class Number:
    """One number with its owner, as the track macro draws it."""

    marker: str
    value: int
    was: Any


@dataclass(frozen=True, slots=True)
class Was:
    value: int


@dataclass(frozen=True, slots=True)
class Sorted:
    """One line of an entry that is sorted with a tap, and how it stands."""

    number: int
    words: str
    mark: str
    took: str


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

    @property
    def key(self) -> str:
        return f"{self.stage}-{self.round}"


@dataclass(frozen=True, slots=True)
class OptionView:
    id: UUID
    letter: str
    title: str
    sides: tuple[tuple[str, tuple[str, ...]], ...]
    is_asked: bool
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class StanceView:
    seat: SeatRow
    small: str
    stance: Stance
    says: str
    shape: str
    entry: EntryRow


@dataclass(frozen=True, slots=True)
class DissentView:
    """One who does not agree, in a frame of their own: their reason, what they rely on, would do, the reply, and further."""

    seat: SeatRow
    entry: EntryRow
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A private box of the reader: their own seat, or one whose words they bring."""

    seat: SeatRow
    entry: EntryRow | None
    passed: bool


@dataclass(frozen=True, slots=True)
class Room:
    """The whole page."""

    seen: DiscussionSight
    people: People
    step: Stage
    steps: int
    time: str
    share: int
    turn: str
    asked: str
    seats: tuple[SeatView, ...]
    handed: str
    waiting: tuple[str, ...]
    is_opened: bool
    someone_wrote: bool
    boxes: tuple[Box, ...]
    rounds: tuple[Round, ...]
    earlier: tuple[Round, ...]
    options: tuple[OptionView, ...]
    stances: tuple[StanceView, ...]
    dissents: tuple[DissentView, ...]
    actions: tuple[Act, ...]
    last_time: LastTime | None  # at the first step: what became of the actions of the discussion before
    notes: tuple[tuple[str, str, str], ...]  # (step, words, who wrote them last)
    note: str
    note_number: int
    proposals: int
    taken: tuple[Proposed, ...]  # what the group took so far: the danger that the numbers are about, the goal
    told: tuple[Told, ...]
    decision: DecisionRow | None
    mark: str
    key: str

    @property
    def d(self) -> queries.Running:
        return self.seen.discussion


def room_of(seen: DiscussionSight, people: People) -> Room:
    """The page as SEEN's reader may see it. Four statements, one more once it is decided."""
    d = seen.discussion
    entries = latest(queries.entries_of(d.id, seen.own_seats))
    openings, events = queries.openings_of(d.id), queries.events_of(d.id)
    decision = queries.decision_of(d.id) if d.state is State.DECIDED else None
    place = (d.stage, d.round)
    is_opened = place in openings
    handed = {one.seat_id for one in entries if (one.stage, one.round) == place and not one.after}
    passed = {one.what.seat: one.what for one in events
              if isinstance(one.what, Passed) and (one.what.stage, one.what.round) == place}
    in_round = d.state is State.OPEN and d.step.private and not is_opened
    seats = tuple(_seat(seat, seen, handed, passed, in_round) for seat in seen.seats)
    asked_for = [seat for seat in seen.seats if seat.judges]
    rounds = tuple(_round(opening, seen, people, entries, events) for opening in openings.values())
    now = tuple(one for one in rounds if _is_now(one, d))
    left = queries.minutes_left(d.stage_opened_at, d.minutes) if d.state is State.OPEN else d.minutes
    options = _options(events, d, decision)
    stances = _stances(rounds)
    written = {one.what.stage: one for one in events if isinstance(one.what, Noted)}
    note = written.get(d.stage)
    role = (seen.mine.role if seen.mine else SeatRole.FACILITATOR if seen.leads else SeatRole.OBSERVER).value
    waiting = tuple(seat.name for seat in asked_for if seat.id not in handed and seat.id not in passed) if in_round else ()
    return Room(
        seen, people, d.step, len(d.frame.stage), _time(left, d.minutes, seen.leader), _share(left, d.minutes),
        _turn(seen), d.step.asked_of(role), seats,
        f"{len(handed)} of {len(asked_for)} handed in" if in_round else "", waiting, is_opened, bool(handed),
        _boxes(seen, entries, passed) if in_round else (), now, tuple(one for one in rounds if one not in now),
        options, stances, _dissents(stances, events), acts_of(events), _last_time(seen),
        tuple((d.frame.stage[stage].title, one.what.words, one.author) for stage, one in sorted(written.items())
              if one.what.words),
        note.what.words if note else "", note.what.number if note else 0,
        sum(isinstance(one.what, Proposed) for one in events), _taken(events),
        tuple(one.what for one in events if isinstance(one.what, Told)), decision,
        queries.Beat(d.family_id, d.lock_version, d.stage_opened_at, d.minutes, d.state).mark,
        f"{d.stage}.{d.round}.{int(is_opened)}.{d.state.value}.{len(options)}")


def _taken(events: Sequence[EventRow]) -> tuple[Proposed, ...]:
    """The last danger statement and the last goal that the group took."""
    last = {one.what.as_kind: one.what for one in events if isinstance(one.what, Proposed)}
    return tuple(last[kind] for kind in ("danger", "goal") if kind in last)


def _last_time(seen: DiscussionSight) -> LastTime | None:
    """For those who may read that discussion now that it has ended."""
    if not seen.discussion.runs or seen.discussion.stage != 0 or not seen.standing:
        return None
    return last_time(seen.family_id, seen.discussion.id, seen.sight.user_id, all_of_them=seen.is_team)


def _is_now(one: Round, d: queries.Running) -> bool:
    """Is this round what the group looks at in the step that it stands at?"""
    if d.state is not State.OPEN:
        return False
    return one.stage == d.stage or (bool(d.step.reads) and one.step.id == d.step.reads)


# Time and turn

def _time(left: int, minutes: int, leader: str) -> str:
    more = f" {leader} can give more time."
    if minutes == 0:
        return "As long as it takes."
    if left > 1:
        return f"About {left} of {minutes} minutes left.{more}"
    if left == 1:
        return f"The last of {minutes} minutes.{more}"
    over = -left - 1  # whole minutes
    return f"The {minutes} minutes are over{f', by {over}' if over else ''}.{more}"


def _share(left: int, minutes: int) -> int:
    return max(0, min(100, round(100 * left / minutes))) if minutes else 100


def _turn(seen: DiscussionSight) -> str:
    d = seen.discussion
    if d.state is not State.OPEN:
        return ""
    if d.step.speaks == "in turn" and d.turn_id is not None and (seat := seen.seat(d.turn_id)) is not None:
        return f"{seat.name} speaks. Nobody answers yet."
    if d.step.speaks == "presenter":
        presenter = next((seat for seat in seen.seats if seat.role is SeatRole.PRESENTER), None)
        return f"{presenter.name} speaks." if presenter else ""
    return SPEAKS[d.step.speaks] + "."


def next_speaker(seen: DiscussionSight) -> SeatRow | None:
    """Who comes after the one whose turn it is; None at the end."""
    order = speaking_order(seen.seats)
    ids = [seat.id for seat in order]
    if seen.discussion.turn_id not in ids:
        return order[0] if order and seen.discussion.step.speaks == "in turn" else None
    place = ids.index(seen.discussion.turn_id) + 1
    return order[place] if place < len(order) else None


# Seats

def _seat(seat: SeatRow, seen: DiscussionSight, handed: set[UUID], passed: dict[UUID, Passed], in_round: bool  # noqa: FBT001
          ) -> SeatView:
    shape, state, because = "", "", ""
    if seat.attendance is not Attendance.PRESENT:
        shape, state, because = "ring", AWAY[seat.attendance], seat.attendance_because
        if seat.attendance is Attendance.INVITED and seen.discussion.state is State.PLANNED:
            shape = "half"
    elif seat.role in NO_VIEW:
        state = "–"
    elif seat.id in handed and in_round:
        shape, state = "full", "In"
    elif seat.id in passed and in_round:
        one = passed[seat.id]
        shape, state, because = "ring", "Absent" if one.absent else "Passed", one.because
    elif in_round:
        shape, state = "half", "Writing"
    waits = in_round and seat.judges and seat.id not in handed
    return SeatView(seat, _small(seat, seen), shape, state, because, seat == seen.mine, seat.id == seen.discussion.turn_id,
                    waits, waits and seen.leads and seat.user_id is None and seat.id not in seen.own_seats)


def _small(seat: SeatRow, seen: DiscussionSight) -> str:
    parts = [role_of(seat) or ROLES[seat.role].lower() if seat.role is not SeatRole.PARTICIPANT else seat.competence]
    if seat.brought_by is not None and (bringer := seen.seat(seat.brought_by)) is not None:
        parts.append(f"words brought by {bringer.name}")
    words = ", ".join(part for part in parts if part)
    return f"{words} (you)".strip() if seat == seen.mine else words


def _boxes(seen: DiscussionSight, entries: Iterable[EntryRow], passed: dict[UUID, Passed]) -> tuple[Box, ...]:
    d = seen.discussion
    own = {one.seat_id: one for one in entries if (one.stage, one.round) == (d.stage, d.round) and not one.after}
    return tuple(Box(seat, own.get(seat.id), seat.id in passed) for seat_id in seen.own_seats
                 if (seat := seen.seat(seat_id)) is not None and seat.judges)


# Opened rounds

def _round(opening: OpeningRow, seen: DiscussionSight, people: People, entries: Sequence[EntryRow], events: Sequence[EventRow]
           ) -> Round:
    step = seen.discussion.frame.stage[opening.stage]
    here = [one for one in entries if (one.stage, one.round) == (opening.stage, opening.round)]
    own = {one.seat_id: one for one in here if not one.after}
    marks = {(one.what.entry, one.what.line): one.what for one in events if isinstance(one.what, Picked)}
    order = [*speaking_order(seen.seats), *(seat for seat in seen.seats if not seat.judges)]
    views = []
    for seat in order:
        if (entry := own.get(seat.id)) is None:
            continue
        after = tuple(one for one in here if one.after and one.seat_id == seat.id)
        views.append(View(seat, _small(seat, seen), entry, _typed(entry, seat), after, _lines(step, entry, marks),
                          _number(seat, people, entry, after)))
    passed = tuple((seat, one.what.because) for one in events if isinstance(one.what, Passed)
                   and (one.what.stage, one.what.round) == (opening.stage, opening.round) and one.what.seat not in own
                   and (seat := seen.seat(one.what.seat)) is not None)
    counts = tuple((choice, names) for choice in step.choices
                   if (names := tuple(view.seat.name for view in views if view.entry.choice == choice)))
    return Round(opening.stage, opening.round, step, opening.about, opening.opened_at, opening.by, tuple(views), passed,
                 _lowest_to_highest(views), counts)


def _typed(entry: EntryRow, seat: SeatRow) -> str:
    if entry.author_id == seat.user_id or not entry.author:
        return ""
    return f"typed by {entry.author} from {seat.name}’s paper" if entry.from_paper else (
        "" if seat.user_id is None and seat.brought_by is None else f"handed in by {entry.author}")


def _lines(step: Stage, entry: EntryRow, marks: dict[tuple[UUID, int], Picked]) -> tuple[Sorted, ...]:
    """Questions are sorted line by line; other words as a whole."""
    if entry.id is None or step.input in {"number", "choice", "stance"}:
        return ()
    texts = [line.strip() for line in entry.words.splitlines() if line.strip()] if step.input == "question" else [entry.words]
    found = []
    for number, words in enumerate(texts):
        mark = marks.get((entry.id, number))
        found.append(Sorted(number, words, mark.mark if mark else "", mark.words if mark else ""))
    return tuple(found)


def _number(seat: SeatRow, people: People, entry: EntryRow, after: Sequence[EntryRow]) -> Number | None:
    if entry.value is None:
        return None
    person = people.get(seat.person_id) if seat.person_id else None
    family = seat.role is SeatRole.FAMILY or (person is not None and not person.is_professional)
    marker = "child" if person is not None and person.is_child else "family" if family else "professional"
    now = next((one.value for one in reversed(after) if one.value is not None), None)
    return Number(marker, entry.value if now is None else now, None if now is None else Was(entry.value))


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
    return says, f"A gap of {high - low}. Start with: what does each of them see that the others do not?"


# Options, stances, decision

def _options(events: Iterable[EventRow], d: queries.Running, decision: DecisionRow | None) -> tuple[OptionView, ...]:
    rows = list(events)
    found = []
    for number, one in enumerate(row.what for row in rows if isinstance(row.what, Option)):
        sides = []
        for side, title in (("for", "For"), ("against", "Against"), ("family", "What the family says")):
            words = tuple(f"{row.what.words} ({row.what.who})" if row.what.who else row.what.words for row in rows
                          if isinstance(row.what, Argument) and row.what.option == one.id and row.what.side == side)
            sides.append((title, words))
        found.append(OptionView(one.id, chr(ord("A") + number) if number < 26 else str(number + 1), one.title, tuple(sides),
                                one.id == d.option_id, decision is not None and one.id == decision.option_id))
    return tuple(found)


def _stances(rounds: Iterable[Round]) -> tuple[StanceView, ...]:
    found = [StanceView(view.seat, view.small, stance, STANCE_SAYS[stance], STANCE_SHAPE[stance], view.entry)
             for one in rounds if one.step.engine == "stances" for view in one.views
             for stance in (Stance(view.entry.choice),)]
    order = list(STANCES)
    return tuple(sorted(found, key=lambda view: order.index(view.stance)))


def _dissents(stances: Iterable[StanceView], events: Sequence[EventRow]) -> tuple[DissentView, ...]:
    found = []
    for one in stances:
        if one.stance is not Stance.DISSENT:
            continue
        facts = [("Relies on", one.entry.more), ("Would do instead", one.entry.instead)]
        for row in events:
            what = row.what
            if getattr(what, "seat", None) != one.seat.id:
                continue
            if isinstance(what, Replied):
                facts.append((f"{row.author}’s reply" if row.author else "The reply", what.words))
            elif isinstance(what, Escalated):
                facts.append(("Taken higher", f"To {what.to}, answer by {dates.day(what.by_on)}. {what.words}".strip() if what.to
                              else f"No. {one.seat.name} was offered it and chose not to. {what.words}".strip()))
            elif isinstance(what, CameOut):
                facts.append(("What came of it", f"{what.words} ({dates.day(what.on)})"))
        found.append(DissentView(one.seat, one.entry, tuple(fact for fact in facts if fact[1])))
    return tuple(found)

"""Who sits in the room and how far each is, whose turn it is, and how much of the step's time is left."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from practice.discussions.commands import speaking_order
from practice.discussions.forms import ROLES, role_of
from practice.discussions.kinds import Passed
from practice.discussions.models import Attendance, SeatRole, State
from practice.discussions.policy import DiscussionSight
from practice.discussions.queries import NO_VIEW, EntryRow, SeatRow
from practice.guidance.frameworks import SPEAKS, Stage

AWAY = {Attendance.APOLOGY: "Sent apologies", Attendance.SENT_REPORT: "Sent a report", Attendance.ABSENT: "Absent",
        Attendance.INVITED: "Invited"}


@dataclass(frozen=True, slots=True)
class SeatView:
    """A seat of the list: the state of the round in a shape and a word. BECAUSE: why it passed, or is not there."""

    seat: SeatRow
    small: str
    shape: str
    state: str
    because: str
    has_turn: bool
    waits: bool  # whoever leads may mark it
    may_hand_in: bool  # by the reader, for a seat without a device


@dataclass(frozen=True, slots=True)
class Box:
    """A private box of the reader: their own seat, or one whose words they bring."""

    seat: SeatRow
    entry: EntryRow | None
    passed: bool


def seat_view(seat: SeatRow, seen: DiscussionSight, handed: set[UUID], passed: dict[UUID, Passed], in_round: bool  # noqa: FBT001
          ) -> SeatView:
    """A line of the list of seats, as far as the reader may know: that one has written, never what."""
    shape, state, because = "", "", ""
    if seat.attendance is not Attendance.PRESENT:
        shape, state, because = "ring", AWAY[seat.attendance], seat.attendance_because
        if seat.attendance is Attendance.INVITED and seen.discussion.state is State.PLANNED:
            shape = "half"
    elif seat.role in NO_VIEW:
        state = "Holds no view" if in_round else ""
    elif seat.id in handed and in_round:
        shape, state = "full", "In"
    elif seat.id in passed and in_round:
        one = passed[seat.id]
        shape, state, because = "ring", "Absent" if one.absent else "Passed", one.because
    elif in_round:
        shape, state = "half", "Writing"
    waits = in_round and seat.judges and seat.id not in handed
    return SeatView(seat, small(seat, seen), shape, state, because,
                    seen.discussion.state is State.OPEN and seat.id == seen.discussion.turn_id, waits,
                    waits and seen.leads and seat.user_id is None and seat.id not in seen.own_seats)


def small(seat: SeatRow, seen: DiscussionSight) -> str:
    """The work or the seat of a person in a few words."""
    parts = [role_of(seat) or ROLES[seat.role].lower() if seat.role is not SeatRole.PARTICIPANT else seat.competence]
    if seat.brought_by is not None and (bringer := seen.seat(seat.brought_by)) is not None:
        parts.append(f"words brought by {bringer.name}")
    words = ", ".join(part for part in parts if part)
    return f"{words} (you)".strip() if seat == seen.mine else words


def boxes_of(seen: DiscussionSight, entries: Iterable[EntryRow], passed: dict[UUID, Passed]) -> tuple[Box, ...]:
    """The boxes in which the reader writes: their own, and of seats whose words they bring."""
    d = seen.discussion
    own = {one.seat_id: one for one in entries if (one.stage, one.round) == (d.stage, d.round) and not one.after}
    return tuple(Box(seat, own.get(seat.id), seat.id in passed) for seat_id in seen.own_seats
                 if (seat := seen.seat(seat_id)) is not None and seat.judges)


# Time and turn

def time_left(left: int, minutes: int, leader: str) -> str:
    """The minutes LEFT of MINUTES, in words; LEADER can give more. Negative once they are over."""
    more = f" {leader} can give more time."
    if minutes == 0:
        return "As long as it takes."
    if left > 1:
        return f"About {left} of {minutes} minutes left.{more}"
    if left == 1:
        return f"The last of {minutes} minutes.{more}"
    over = -left - 1  # whole minutes
    return f"The {minutes} minutes are over{f', by {over}' if over else ''}.{more}"


def share_left(left: int, minutes: int) -> int:
    """The share that is left, 0 to 100."""
    return max(0, min(100, round(100 * left / minutes))) if minutes else 100


def asked_of(step: Stage, role: SeatRole) -> str:
    """What is asked of a seat of ROLE in this step. Whoever holds no view is not asked for one, where each writes alone or speaks
    in turn."""
    of_all = step.speaks == "all" if role in NO_VIEW else True
    return step.asked_of(role.value) if of_all else step.asks.get(role.value, "")


def turn_of(seen: DiscussionSight) -> str:
    """Who speaks now, in words; empty while it does not run."""
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

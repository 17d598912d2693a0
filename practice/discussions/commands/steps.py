"""The steps of a discussion: begin, go on, whose turn it is, more time, the same step about another."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from practice.core import clock
from practice.core.db import command
from practice.core.errors import NotKnown, RuleBroken
from practice.discussions import queries
from practice.discussions.commands.held import changed, held, is_opened, is_written, must_be_open, seat_in, seats_in
from practice.discussions.kinds import Option
from practice.discussions.models import Attendance, Discussion, SeatRole, State
from practice.discussions.queries import NO_VIEW
from practice.guidance.frameworks import thawed


@command
def begin(discussion_id: UUID, away: Mapping[UUID, tuple[Attendance, str]] | None = None) -> None:
    """Open the discussion at its first step. AWAY: the seats that are not there, how and why; all others are present."""
    discussion = held(discussion_id)
    if discussion.state is not State.PLANNED:
        return  # two facilitators pressed at once: it is open
    seats = seats_in(discussion)
    if not any(seat.role is SeatRole.FACILITATOR for seat in seats):
        raise RuleBroken("", "Give somebody the seat that leads the time first")
    if not any(seat.role is SeatRole.PRESENTER for seat in seats):
        raise RuleBroken("", "Give somebody the seat that presents first")
    for seat in seats:
        attendance, because = (away or {}).get(seat.id, (Attendance.PRESENT, ""))
        if attendance is not Attendance.PRESENT and not because.strip():
            raise RuleBroken(f"because-{seat.id}", f"Say why {seat.name} is not in the room")
        seat.attendance, seat.attendance_because = attendance, because.strip()
    discussion.state = State.OPEN
    to_stage(discussion, 0)
    changed(discussion, "discussion.begun")


@command
def go_to(discussion_id: UUID, seen_stage: int, stage: int) -> None:
    """Take the next step, or one back. Where somebody else was quicker nothing happens: a step is taken once.

    Raises RuleBroken while a private round of this step is written in and not open: nothing that was written is left behind.
    """
    discussion = held(discussion_id)
    must_be_open(discussion)
    if discussion.stage != seen_stage:
        return
    frame = thawed(discussion.frame)
    if not 0 <= stage < len(frame.stage):
        raise NotKnown
    here = frame.stage[discussion.stage]
    if here.private and is_written(discussion) and not is_opened(discussion):
        raise RuleBroken("", "Open this round first, so that nothing that was written is lost")
    if frame.stage[stage].engine == "stances" and stage > discussion.stage:
        _ready_for_stances(discussion)
    to_stage(discussion, stage)
    changed(discussion, "discussion.step", {"stage": stage})


def _ready_for_stances(discussion: Discussion) -> None:
    options = [one.what for one in queries.events_of(discussion.id) if isinstance(one.what, Option)]
    if len(options) < 2:
        raise RuleBroken("", "Write down two options at least. One of them is to do nothing more than now")
    if discussion.option_id not in {one.id for one in options}:
        raise RuleBroken("", "Say first which option is asked about")


def to_stage(discussion: Discussion, stage: int) -> None:
    """Stand at a step: its minutes begin now, its last opened round holds, whoever speaks first has the turn."""
    frame = thawed(discussion.frame)
    opened = {round_: one.about for (stage_, round_), one in queries.openings_of(discussion.id).items() if stage_ == stage}
    discussion.stage = stage
    discussion.round = max(opened, default=1)
    discussion.about = opened.get(discussion.round, "")  # so that 'the same after talking' is about the same
    discussion.stage_opened_at = clock.now()
    discussion.minutes = frame.stage[stage].minutes
    discussion.turn_id = None
    if frame.stage[stage].speaks == "in turn":
        speakers = speaking_order(seats_in(discussion))
        discussion.turn_id = speakers[0].id if speakers else None


def speaking_order(seats: Iterable[Any]) -> list[Any]:
    """Those who speak in turn: everyone present with a view, and the presenter last."""
    there = [seat for seat in seats if seat.attendance is Attendance.PRESENT and seat.role not in NO_VIEW]
    return sorted(there, key=lambda seat: (seat.role is SeatRole.PRESENTER, seat.position))


@command
def give_turn(discussion_id: UUID, seat_id: UUID) -> None:
    """Let this seat speak now."""
    discussion = held(discussion_id)
    must_be_open(discussion)
    discussion.turn_id = seat_in(discussion, seat_id).id
    changed(discussion)


@command
def more_time(discussion_id: UUID, minutes: int) -> None:
    """Give this step some more minutes."""
    discussion = held(discussion_id)
    must_be_open(discussion)
    if not 1 <= minutes <= 60:
        raise RuleBroken("minutes", "Give 1 to 60 minutes more")
    discussion.minutes += minutes
    changed(discussion)


@command
def ask_again(discussion_id: UUID, seen_stage: int, seen_round: int, about: str) -> None:
    """Ask the same private step again, a round of its own: about another child or danger, or with ABOUT empty, once the first round
    was opened, about the same after talking. Both rounds are kept."""
    discussion = held(discussion_id)
    must_be_open(discussion)
    if (discussion.stage, discussion.round) != (seen_stage, seen_round):
        return
    if not thawed(discussion.frame).stage[discussion.stage].private:
        raise NotKnown
    opened = is_opened(discussion)
    if not about.strip() and not opened:
        raise RuleBroken("about", "Say what this round is about: a child’s name, or a danger")
    if opened:
        discussion.round += 1
    elif is_written(discussion):
        raise RuleBroken("about", "Some have written already. Open this round first, then ask again")
    discussion.about = about.strip() or discussion.about
    discussion.stage_opened_at = clock.now()
    discussion.minutes = thawed(discussion.frame).stage[discussion.stage].minutes
    changed(discussion, "discussion.round_begun")

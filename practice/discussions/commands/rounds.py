"""Private rounds: each hands in or passes alone, and all is opened at once. What was handed in counts once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from practice.core import audit, clock, dates
from practice.core.db import command, db
from practice.core.errors import Clash, NotKnown, RuleBroken
from practice.core.ids import new_id
from practice.discussions.commands.held import (
    Place,
    changed,
    ends_in,
    held,
    is_round_open,
    last_number,
    must_be_open,
    passed_in,
    seat_in,
    seats_in,
    write,
)
from practice.discussions.commands.steps import to_stage
from practice.discussions.kinds import Passed
from practice.discussions.models import Attendance, Discussion, Entry, Opening, Seat, Stance
from practice.discussions.queries import NO_VIEW, EntryRow
from practice.guidance.frameworks import Stage, thawed


@dataclass(frozen=True, slots=True)
class Given:
    """What one seat hands in. Which fields count is the step's input."""

    words: str = ""
    value: int | None = None
    choice: str = ""
    why: str = ""
    more: str = ""
    instead: str = ""
    is_guess: bool = False  # of a number: what somebody thinks that this person would say


@command
def hand_in(discussion_id: UUID, seat_id: UUID, place: Place, given: Given, *, seen: int = 0, after: bool = False,
            from_paper: bool = False, ends: int | None = None) -> UUID:
    """Hand in for a seat. Until the opening a seat may put new words in place of its own; the last ones hold.

    SEEN is the number of the entry that the person saw, ENDS that of the words of 0 and 10 (None: they saw none). Raises Clash
    where another device of the same seat was quicker (both texts are shown), RuleBroken where the round is open already: then
    AFTER marks it as a new one, never part of the round.
    """
    discussion = held(discussion_id)
    must_be_open(discussion)
    seat = seat_in(discussion, seat_id)
    frame = thawed(discussion.frame)
    if not 0 <= place.stage < len(frame.stage) or not frame.stage[place.stage].private:
        raise NotKnown
    stage = frame.stage[place.stage]
    if seat.attendance is not Attendance.PRESENT or seat.role in NO_VIEW:
        raise RuleBroken("", "This seat is not asked for a view here. Whoever leads can mark it as present")
    checked = _checked(stage, given, after=after)
    if checked.is_guess and seat.brought_by is None:
        raise RuleBroken("whose", f"{seat.name} is in the room: ask for their own number")
    opened = is_round_open(discussion, place)
    if after and not opened:
        raise RuleBroken("", "This round is not open yet. Hand it in as your own first")
    if opened and not after:
        raise RuleBroken("", "The round was opened meanwhile. Your words are here: add them as new ones, marked so")
    if not after and (discussion.stage, discussion.round) != (place.stage, place.round):
        raise RuleBroken("", "The group has moved on. Your words are here: copy them before you leave this page")
    if after and stage.input == "stance":
        raise RuleBroken("", "Where each stands was given before all were opened, and stays so. Say it for the notes")
    if ends is not None and not after and stage.input == "number" and ends != ends_in(discussion, place).number:
        raise RuleBroken("value", "The group agreed other words for 0 and 10 while you wrote. They stand here now. Is it still "
                                  "your number? Then hand it in again")
    if from_paper and _not_in_yet(discussion, with_device=True):
        raise RuleBroken("from_paper", "Papers are typed when everyone with a device is in, so that nobody hears them early")
    number = last_number(discussion.id, place, seat_id, after=after)
    if not after and number != seen:
        raise _both(discussion, place, seat, number)
    _nothing_twice(discussion.id, place, seat_id, number, checked, after=after)
    entry = Entry(id=new_id(), discussion_id=discussion.id, stage=place.stage, round=place.round, seat_id=seat_id,
                  number=number + 1, after=after, words=checked.words, value=checked.value, choice=checked.choice,
                  why=checked.why, more=checked.more, instead=checked.instead, from_paper=from_paper, is_guess=checked.is_guess,
                  author_id=audit.actor(), written_at=clock.now())
    db.session.add(entry)
    db.session.flush()
    changed(discussion, "discussion.handed_in")
    return entry.id


def _both(discussion: Discussion, place: Place, seat: Seat, number: int) -> Exception:
    """The clash of two devices of one seat. Who types for somebody without a device is not shown what stands there."""
    if seat.user_id is None and (seat.brought_by is None or audit.actor() != _user_of(seat.brought_by)):
        return RuleBroken("", f"{seat.name}’s words are in already. They stay as they were given")
    standing = db.session.scalar(select(Entry).where(
        Entry.discussion_id == discussion.id, Entry.stage == place.stage, Entry.round == place.round,
        Entry.seat_id == seat.id, Entry.after.is_(False), Entry.number == number))
    theirs = Given() if standing is None else Given(standing.words, standing.value, standing.choice, standing.why,
                                                    standing.more, standing.instead, standing.is_guess)
    at = dates.time_of(standing.written_at) if standing is not None else ""
    return Clash("You, on another page,", at, theirs, number)


def _user_of(seat_id: UUID) -> UUID | None:
    return db.session.scalar(select(Seat.user_id).where(Seat.id == seat_id))


def _nothing_twice(discussion_id: UUID, place: Place, seat_id: UUID, number: int, given: Given, *, after: bool) -> None:
    """A new number after the opening says something new."""
    if not after or given.value is None:
        return
    standing = db.session.execute(select(Entry.value, Entry.is_guess).where(
        Entry.discussion_id == discussion_id, Entry.stage == place.stage, Entry.round == place.round, Entry.seat_id == seat_id)
        .order_by(Entry.after.desc(), Entry.number.desc()).limit(1)).first()
    if standing is not None and tuple(standing) == (given.value, given.is_guess):
        raise RuleBroken("value", "This is the number that stands. Choose another, or leave it")


def _checked(stage: Stage, given: Given, *, after: bool) -> Given:
    """What belongs to the step's input, without stray blanks. Raises RuleBroken beside the field that is missing."""
    words, why = given.words.strip(), given.why.strip()
    if stage.input == "number":
        if given.value is None or not 0 <= given.value <= 10:
            raise RuleBroken("value", "Choose a number from 0 to 10")
        if not why:
            raise RuleBroken("why", "Say what moved you" if after else "Say why, in a sentence")
        return Given(value=given.value, why=why, more=given.more.strip(), is_guess=given.is_guess)
    if stage.input == "choice":
        if given.choice not in stage.choices:
            raise RuleBroken("choice", "Choose one")
        if not why:
            raise RuleBroken("why", "Say why, in a sentence")
        return Given(choice=given.choice, why=why)
    if stage.input == "stance":
        if given.choice not in {one.value for one in Stance}:
            raise RuleBroken("choice", "Choose where you stand")
        if given.choice != Stance.AGREE.value and not why:
            raise RuleBroken("why", "Say why, so that it stands beside the decision")
        if given.choice == Stance.DISSENT.value and not given.instead.strip():
            raise RuleBroken("instead", "Say what you would do instead")
        return Given(choice=given.choice, why=why, more=given.more.strip(), instead=given.instead.strip())
    if not words:
        raise RuleBroken("words", "Write it down first, or pass")
    return Given(words=words, why=why, more=given.more.strip())


@command
def pass_round(discussion_id: UUID, seat_id: UUID, place: Place, because: str = "", *, by_leader: bool = False,
               absent: bool = False) -> None:
    """A seat passes in this round; where whoever leads marks it so, the reason stands beside it."""
    discussion = held(discussion_id)
    must_be_open(discussion)
    seat = seat_in(discussion, seat_id)
    if by_leader and not because.strip():
        raise RuleBroken("because", f"Say why {seat.name} {'is not in the room' if absent else 'passes'}")
    if (discussion.stage, discussion.round) != (place.stage, place.round) or is_round_open(discussion, place):
        raise RuleBroken("", "This round is over")
    if last_number(discussion.id, place, seat_id, after=False):
        raise RuleBroken("because", f"{seat.name} has handed in. It is opened with the others")
    if seat_id in passed_in(discussion, place):
        return
    write(discussion, Passed(stage=place.stage, round=place.round, seat=seat_id, because=because.strip(), absent=absent))
    changed(discussion, "discussion.passed")


@command
def open_round(discussion_id: UUID, place: Place) -> bool:
    """Open everyone's words at once. True where this call did it; opened twice, or by two, it is one opening.

    Raises RuleBroken while a seat that is present is neither in nor passed.
    """
    discussion = held(discussion_id)
    must_be_open(discussion)
    if is_round_open(discussion, place):
        return False
    if (discussion.stage, discussion.round) != (place.stage, place.round):
        raise RuleBroken("", "The group has moved on")
    frame = thawed(discussion.frame)
    if not frame.stage[place.stage].private:
        raise NotKnown
    waiting = _not_in_yet(discussion)
    if waiting:
        raise RuleBroken("", f"Wait for {_names(waiting)}, or mark the seat as passed or absent, with the reason")
    db.session.add(Opening(id=new_id(), discussion_id=discussion.id, stage=place.stage, round=place.round,
                           about=discussion.about, opened_by=audit.actor(), opened_at=clock.now()))
    db.session.flush()
    after = place.stage + 1
    if after < len(frame.stage) and frame.stage[after].reads == frame.stage[place.stage].id:
        to_stage(discussion, after)
    changed(discussion, "discussion.round_opened", {"stage": place.stage, "round": place.round})
    return True


def _not_in_yet(discussion: Discussion, *, with_device: bool = False) -> list[Seat]:
    place = Place(discussion.stage, discussion.round)
    there = set(db.session.scalars(select(Entry.seat_id).where(
        Entry.discussion_id == discussion.id, Entry.stage == place.stage, Entry.round == place.round, Entry.after.is_(False))))
    done = there | passed_in(discussion, place)
    return [seat for seat in seats_in(discussion) if seat.attendance is Attendance.PRESENT and seat.role not in NO_VIEW
            and seat.id not in done and (not with_device or seat.user_id is not None or seat.brought_by is not None)]


def _names(seats: Sequence[Seat]) -> str:
    names = [seat.name for seat in seats]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def latest(entries: Iterable[EntryRow]) -> list[EntryRow]:
    """Of a round each seat's last words, once; of what came after the opening every one."""
    last: dict[tuple[int, int, UUID], EntryRow] = {}
    later = []
    for one in entries:
        if one.after:
            later.append(one)
        else:
            last[one.stage, one.round, one.seat_id] = one
    return [*last.values(), *later]

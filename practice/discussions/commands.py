"""Changes to a discussion: ask, seats, steps, private rounds, picks, options, the decision and what follows it.

Each holds the discussion's row first, so that two people at once come one after the other: a round is opened once, a step is
taken once, and what was handed in is counted once. Hard rules stand here, so that a form, a test and the replay obey the same.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import func, select

from practice.access import commands as access
from practice.access.models import Agreement, Information, Part, PartKind
from practice.accounts.models import Agency, User
from practice.cases.queries import KINDS_IN_WORDS
from practice.core import audit, clock, dates
from practice.core.db import command, db, hold
from practice.core.errors import Clash, NotKnown, Refused, RuleBroken
from practice.core.ids import new_id
from practice.discussions import queries
from practice.discussions.kinds import (
    Action,
    Argument,
    CameOut,
    Escalated,
    Event,
    FromGroup,
    Noted,
    Option,
    Passed,
    Picked,
    Proposed,
    Replied,
    Told,
    event_json,
)
from practice.discussions.models import (
    Attendance,
    Decision,
    Discussion,
    Entry,
    Happened,
    Opening,
    Seat,
    SeatRole,
    Stance,
    State,
)
from practice.discussions.outcome.kinds import OUTCOME
from practice.discussions.outcome.writing import write_parts
from practice.discussions.pieces.commands import note_sharing
from practice.discussions.queries import NO_VIEW, EntryRow, EventRow
from practice.families.models import Member, Person
from practice.guidance.frameworks import Framework, Stage, frameworks, frozen, thawed, with_end
from practice.mapping.kinds import MAPPING_KINDS
from practice.records import commands as records
from practice.records import queries as reads
from practice.records.bodies import KINDS, carry_over

SEAT_DAYS = 30  # a seat ends this long after the day of the discussion, where nobody ended it before
MARKS = frozenset({"take", "later", "leave"})
BECOMES = frozenset({"danger", "goal", "strength", "question"})
AUTHORITIES = ("group advice", "manager", "chair", "panel", "family")


@dataclass(frozen=True, slots=True)
class NewDiscussion:
    """What is asked for: the question, the framework, when and where, and how the family was told or asked."""

    framework: str
    question: str
    planned_on: date
    planned_at: str = ""
    place: str = ""
    family_told: str = ""
    decides: bool = False


@dataclass(frozen=True, slots=True)
class NewSeat:
    """One who takes part: somebody who signs in (USER_ID), a person of the record (PERSON_ID), or a NAME."""

    role: SeatRole
    user_id: UUID | None = None
    person_id: UUID | None = None
    name: str = ""
    agency: str = ""
    competence: str = ""
    asked: str = ""
    may_decide: bool = False
    conflict: str = ""
    brought_by: UUID | None = None
    kinds: frozenset[Information] = frozenset()
    agreement_id: UUID | None = None
    because: str = ""


# Asking for it, and who sits in it

@command
def ask(family_id: UUID, new: NewDiscussion, *, typed_in_later: bool = False) -> UUID:
    """Ask for a discussion; it keeps the framework as it is today. Returns its id.

    TYPED_IN_LATER lets the day lie in the past: what was held on paper is written down afterwards.
    """
    framework = frameworks().get(new.framework)
    if framework is None:
        raise RuleBroken("framework", "Choose a way of thinking together")
    if not new.question.strip():
        raise RuleBroken("question", "Write the question that it should answer")
    if new.planned_on < clock.today() and not typed_in_later:
        raise RuleBroken("planned_on", "Choose today or a later day")
    if framework.must_decide or (framework.may_decide and new.decides):
        framework = with_end(framework)
    made = Discussion(id=new_id(), family_id=family_id, framework=framework.name, frame=frozen(framework),
                      question=new.question.strip(), planned_on=new.planned_on, planned_at=new.planned_at.strip(),
                      place=new.place.strip(), family_told=new.family_told.strip(), state=State.PLANNED, stage=0, round=1,
                      about="", minutes=framework.stage[0].minutes, lock_version=1, made_by=audit.actor(),
                      made_at=clock.now())
    db.session.add(made)
    db.session.flush()
    audit.record("discussion.asked", family_id=family_id, about=made.id, detail={"framework": framework.name})
    return made.id


@command
def add_seat(discussion_id: UUID, new: NewSeat) -> UUID:
    """Give somebody a seat. Somebody without a part in the family gets one for this discussion alone, until it ends.

    Raises RuleBroken for one who sits already, for two between whom a protection stands, and for a missing agreement.
    """
    discussion = _held(discussion_id)
    _runs(discussion)
    seats = queries.seats_of(discussion_id)
    user_id, person_id, name, agency, work = _who(discussion.family_id, new)
    if any((user_id and seat.user_id == user_id) or (person_id and seat.person_id == person_id) for seat in seats):
        raise RuleBroken("user_id" if new.user_id else "person_id", f"{name} sits in this discussion already")
    if new.role is SeatRole.PRESENTER and any(seat.role is SeatRole.PRESENTER for seat in seats):
        raise RuleBroken("role", "One seat presents. Choose another role, or take that seat away first")
    _not_together(discussion.family_id, person_id, seats)
    if new.brought_by is not None and new.brought_by not in {seat.id for seat in seats}:
        raise RuleBroken("brought_by", "Choose one who sits in this discussion")
    part_id = _part_for(discussion, user_id, new) if user_id is not None else None
    seat = Seat(id=new_id(), discussion_id=discussion_id, user_id=user_id, person_id=person_id, name=name, agency=agency,
                role=new.role, competence=new.competence.strip() or work, asked=new.asked.strip(), may_decide=new.may_decide,
                conflict=new.conflict.strip(), brought_by=new.brought_by, attendance=Attendance.INVITED, attendance_because="",
                part_id=part_id, position=len(seats) + 1, made_at=clock.now())
    db.session.add(seat)
    db.session.flush()
    _changed(discussion, "discussion.seat_given", {"role": new.role.value, "user": str(user_id) if user_id else ""})
    if part_id is not None:
        _into_the_ledger(discussion, new, f"{name}, {agency}" if agency else name)
    return seat.id


def _into_the_ledger(discussion: Discussion, new: NewSeat, to_whom: str) -> None:
    """A seat under an agreement opens kinds of information to another agency: that is a decision to share, with its basis."""
    kinds = [KINDS_IN_WORDS[info] for info in KINDS_IN_WORDS if info in new.kinds]
    basis = db.session.execute(select(Agreement.purpose, Agreement.lawful_basis).where(Agreement.id == new.agreement_id)).first() \
        if new.agreement_id else None
    note_sharing(discussion.family_id, f"Inside one discussion: {', '.join(kinds) or 'only what the group says'}", to_whom,
                 new.because.strip() or discussion.question, f"{basis.purpose}. {basis.lawful_basis}" if basis
                 else "The same agency", is_shared=True, discussion_id=discussion.id)


def _who(family_id: UUID, new: NewSeat) -> tuple[UUID | None, UUID | None, str, str, str]:
    """(user, person, name, agency, work) of a seat. One human being is one, whether they sign in or stand in the record.

    Pages show the work, not the agency: a screen is seen by the whole room, and a school's name may be protected.
    """
    if new.user_id is not None:
        line = db.session.execute(select(User.name, User.job, Agency.name.label("agency")).join(Agency, Agency.id == User.agency_id)
                                  .where(User.id == new.user_id)).first()
        if line is None:
            raise RuleBroken("user_id", "Choose a person from the list")
        person_id = db.session.scalar(select(Person.id).join(Member, Member.person_id == Person.id).where(
            Member.family_id == family_id, Person.user_id == new.user_id))
        return new.user_id, person_id, line.name, line.agency, line.job
    if new.person_id is not None:
        member = db.session.execute(select(Person.name, Member.label, Member.agency).join(Member, Member.person_id == Person.id)
                                    .where(Member.family_id == family_id, Person.id == new.person_id)).first()
        if member is None:
            raise RuleBroken("person_id", "Choose one of this family’s record")
        return None, new.person_id, member.name, member.agency, member.label
    name = " ".join(new.name.split())
    if not name:
        raise RuleBroken("user_id", "Say who it is: one who signs in, one of the record, or a name")
    return None, None, name, new.agency.strip(), ""


def _not_together(family_id: UUID, person_id: UUID | None, seats: Iterable[queries.SeatRow]) -> None:
    """Two people between whom a protection stands never hold seats in one discussion."""
    if person_id is None:
        return
    apart = queries.kept_apart(family_id)
    for seat in seats:
        if seat.person_id is not None and frozenset((person_id, seat.person_id)) in apart:
            raise RuleBroken("person_id", f"These two never sit in one discussion: {seat.name} has a seat. Let a named person "
                                          "bring their words instead")


def _part_for(discussion: Discussion, user_id: UUID, new: NewSeat) -> UUID | None:
    """None where a standing part holds; else a part for this discussion alone, that no page of the family opens on."""
    standing, _ = queries.parts_of(discussion.family_id, user_id)
    if standing is not None:
        return None
    until = max(discussion.planned_on, clock.today()) + timedelta(days=SEAT_DAYS)
    part_id = access.give_part(discussion.family_id, user_id, PartKind.DISCUSSION,
                               new.because.strip() or f"A seat in the discussion of {dates.long_day(discussion.planned_on)}",
                               to_on=until, kinds=new.kinds, may_write=False, asked=new.asked, agreement_id=new.agreement_id)
    _, own = queries.parts_of(discussion.family_id, user_id)
    if part_id not in own:
        raise RuleBroken("user_id", "This person may not know of this family. Ask the team manager")
    return part_id


@command
def take_seat_away(discussion_id: UUID, seat_id: UUID) -> None:
    """Take a seat away before it begins; the part made for it ends at once."""
    discussion = _held(discussion_id)
    if discussion.state is not State.PLANNED:
        raise Refused("It has begun. Mark the seat as absent, with the reason.")
    seat = _seat(discussion, seat_id)
    _end_part(discussion, seat)
    for other in db.session.scalars(select(Seat).where(Seat.discussion_id == discussion_id, Seat.brought_by == seat_id)):
        other.brought_by = None
    db.session.delete(seat)
    db.session.flush()
    _changed(discussion, "discussion.seat_taken_away")


@command
def mark_seat(discussion_id: UUID, seat_id: UUID, attendance: Attendance, because: str = "") -> None:
    """Say whether somebody is there. Whoever is not there needs a reason."""
    discussion = _held(discussion_id)
    _runs(discussion)
    if attendance not in {Attendance.PRESENT, Attendance.INVITED} and not because.strip():
        raise RuleBroken("because", "Say why they are not in the room")
    seat = _seat(discussion, seat_id)
    seat.attendance, seat.attendance_because = attendance, because.strip()
    _changed(discussion, "discussion.seat_marked", {"attendance": attendance.value})


# Steps

@command
def begin(discussion_id: UUID, away: Mapping[UUID, tuple[Attendance, str]] | None = None) -> None:
    """Open the discussion at its first step. AWAY: the seats that are not there, how and why; all others are present."""
    discussion = _held(discussion_id)
    if discussion.state is not State.PLANNED:
        return  # two facilitators pressed at once: it is open
    seats = _seats(discussion)
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
    _to_stage(discussion, 0)
    _changed(discussion, "discussion.begun")


@command
def go_to(discussion_id: UUID, seen_stage: int, stage: int) -> None:
    """Take the next step, or one back. Where somebody else was quicker nothing happens: a step is taken once.

    Raises RuleBroken while a private round of this step is written in and not open: nothing that was written is left behind.
    """
    discussion = _held(discussion_id)
    _is_open(discussion)
    if discussion.stage != seen_stage:
        return
    frame = thawed(discussion.frame)
    if not 0 <= stage < len(frame.stage):
        raise NotKnown
    here = frame.stage[discussion.stage]
    if here.private and _written(discussion) and not _opened(discussion):
        raise RuleBroken("", "Open this round first, so that nothing that was written is lost")
    if frame.stage[stage].engine == "stances" and stage > discussion.stage:
        _ready_for_stances(discussion)
    _to_stage(discussion, stage)
    _changed(discussion, "discussion.step", {"stage": stage})


def _ready_for_stances(discussion: Discussion) -> None:
    options = [one.what for one in queries.events_of(discussion.id) if isinstance(one.what, Option)]
    if len(options) < 2:
        raise RuleBroken("", "Write down two options at least. One of them is to do nothing more than now")
    if discussion.option_id not in {one.id for one in options}:
        raise RuleBroken("", "Say first which option is asked about")


def _to_stage(discussion: Discussion, stage: int) -> None:
    frame = thawed(discussion.frame)
    discussion.stage = stage
    discussion.round = max((round_ for stage_, round_ in queries.openings_of(discussion.id) if stage_ == stage), default=1)
    discussion.about = ""
    discussion.stage_opened_at = clock.now()
    discussion.minutes = frame.stage[stage].minutes
    discussion.turn_id = None
    if frame.stage[stage].speaks == "in turn":
        speakers = speaking_order(_seats(discussion))
        discussion.turn_id = speakers[0].id if speakers else None


def speaking_order(seats: Iterable[Any]) -> list[Any]:
    """Those who speak in turn: everyone present with a view, and the presenter last."""
    there = [seat for seat in seats if seat.attendance is Attendance.PRESENT and seat.role not in NO_VIEW]
    return sorted(there, key=lambda seat: (seat.role is SeatRole.PRESENTER, seat.position))


@command
def give_turn(discussion_id: UUID, seat_id: UUID) -> None:
    """Let this seat speak now."""
    discussion = _held(discussion_id)
    _is_open(discussion)
    discussion.turn_id = _seat(discussion, seat_id).id
    _changed(discussion)


@command
def more_time(discussion_id: UUID, minutes: int) -> None:
    """Give this step some more minutes."""
    discussion = _held(discussion_id)
    _is_open(discussion)
    if not 1 <= minutes <= 60:
        raise RuleBroken("minutes", "Give 1 to 60 minutes more")
    discussion.minutes += minutes
    _changed(discussion)


@command
def ask_again(discussion_id: UUID, seen_stage: int, seen_round: int, about: str) -> None:
    """Ask the same private step again, about another child or danger: a round of its own."""
    discussion = _held(discussion_id)
    _is_open(discussion)
    if (discussion.stage, discussion.round) != (seen_stage, seen_round):
        return
    if not thawed(discussion.frame).stage[discussion.stage].private:
        raise NotKnown
    if not about.strip():
        raise RuleBroken("about", "Say what this round is about: a child’s name, or a danger")
    if _opened(discussion):
        discussion.round += 1
    elif _written(discussion):
        raise RuleBroken("about", "Some have written already. Open this round first, then ask again")
    discussion.about = about.strip()
    discussion.stage_opened_at = clock.now()
    discussion.minutes = thawed(discussion.frame).stage[discussion.stage].minutes
    _changed(discussion, "discussion.round_begun")


# Private rounds

@dataclass(frozen=True, slots=True)
class Given:
    """What one seat hands in. Which fields count is the step's input."""

    words: str = ""
    value: int | None = None
    choice: str = ""
    why: str = ""
    more: str = ""
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """The round that the person saw when they wrote: step and round."""

    stage: int
    round: int


@command
def hand_in(discussion_id: UUID, seat_id: UUID, place: Place, given: Given, *, seen: int = 0, after: bool = False,
            from_paper: bool = False) -> UUID:
    """Hand in for a seat. Until the opening a seat may put new words in place of its own; the last ones hold.

    SEEN is the number of the entry that the person saw. Raises Clash where another device of the same seat was quicker (both
    texts are shown), RuleBroken where the round is open already: then AFTER marks it as a new one, never part of the round.
    """
    discussion = _held(discussion_id)
    _is_open(discussion)
    seat = _seat(discussion, seat_id)
    frame = thawed(discussion.frame)
    if not 0 <= place.stage < len(frame.stage) or not frame.stage[place.stage].private:
        raise NotKnown
    stage = frame.stage[place.stage]
    if seat.attendance is not Attendance.PRESENT or seat.role in NO_VIEW:
        raise RuleBroken("", "This seat is not asked for a view here. Whoever leads can mark it as present")
    checked = _checked(stage, given, after=after)
    opened = _is_round_open(discussion, place)
    if after and not opened:
        raise RuleBroken("", "This round is not open yet. Hand it in as your own first")
    if opened and not after:
        raise RuleBroken("", "The round was opened a moment ago. Your words are here: add them as new ones, marked so")
    if not after and (discussion.stage, discussion.round) != (place.stage, place.round):
        raise RuleBroken("", "The group has moved on. Your words are here: copy them before you leave this page")
    if after and stage.input == "stance":
        raise RuleBroken("", "Where each stands was given before all were opened, and stays so. Say it for the notes")
    if from_paper and _not_in_yet(discussion, with_device=True):
        raise RuleBroken("from_paper", "Papers are typed when everyone with a device is in, so that nobody hears them early")
    number = _last_number(discussion.id, place, seat_id, after=after)
    if not after and number != seen:
        raise _both(discussion, place, seat, number)
    _nothing_twice(discussion.id, place, seat_id, number, checked, after=after)
    entry = Entry(id=new_id(), discussion_id=discussion.id, stage=place.stage, round=place.round, seat_id=seat_id,
                  number=number + 1, after=after, words=checked.words, value=checked.value, choice=checked.choice,
                  why=checked.why, more=checked.more, instead=checked.instead, from_paper=from_paper,
                  author_id=audit.actor(), written_at=clock.now())
    db.session.add(entry)
    db.session.flush()
    _changed(discussion, "discussion.handed_in")
    return entry.id


def _both(discussion: Discussion, place: Place, seat: Seat, number: int) -> Exception:
    """The clash of two devices of one seat. Who types for somebody without a device is not shown what stands there."""
    if seat.user_id is None and (seat.brought_by is None or audit.actor() != _user_of(seat.brought_by)):
        return RuleBroken("", f"{seat.name}’s words are in already. They stay as they were given")
    standing = db.session.scalar(select(Entry).where(
        Entry.discussion_id == discussion.id, Entry.stage == place.stage, Entry.round == place.round,
        Entry.seat_id == seat.id, Entry.after.is_(False), Entry.number == number))
    theirs = Given() if standing is None else Given(standing.words, standing.value, standing.choice, standing.why,
                                                    standing.more, standing.instead)
    at = dates.time_of(standing.written_at) if standing is not None else ""
    return Clash("You, on another page,", at, theirs, number)


def _user_of(seat_id: UUID) -> UUID | None:
    return db.session.scalar(select(Seat.user_id).where(Seat.id == seat_id))


def _nothing_twice(discussion_id: UUID, place: Place, seat_id: UUID, number: int, given: Given, *, after: bool) -> None:
    """A new number after the opening says something new."""
    if not after or given.value is None:
        return
    values = db.session.scalars(select(Entry.value).where(
        Entry.discussion_id == discussion_id, Entry.stage == place.stage, Entry.round == place.round, Entry.seat_id == seat_id)
        .order_by(Entry.after.desc(), Entry.number.desc())).all()
    if values and values[0] == given.value:
        raise RuleBroken("value", "This is the number that stands. Choose another, or leave it")


def _checked(stage: Stage, given: Given, *, after: bool) -> Given:
    """What belongs to the step's input, without stray blanks. Raises RuleBroken beside the field that is missing."""
    words, why = given.words.strip(), given.why.strip()
    if stage.input == "number":
        if given.value is None or not 0 <= given.value <= 10:
            raise RuleBroken("value", "Choose a number from 0 to 10")
        if not why:
            raise RuleBroken("why", "Say what moved you" if after else "Say why, in a sentence")
        return Given(value=given.value, why=why, more=given.more.strip())
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
    discussion = _held(discussion_id)
    _is_open(discussion)
    seat = _seat(discussion, seat_id)
    if by_leader and not because.strip():
        raise RuleBroken("because", f"Say why {seat.name} {'is not in the room' if absent else 'passes'}")
    if (discussion.stage, discussion.round) != (place.stage, place.round) or _is_round_open(discussion, place):
        raise RuleBroken("", "This round is over")
    if _last_number(discussion.id, place, seat_id, after=False):
        raise RuleBroken("because", f"{seat.name} has handed in. It is opened with the others")
    if seat_id in _passed(discussion, place):
        return
    _write(discussion, Passed(stage=place.stage, round=place.round, seat=seat_id, because=because.strip(), absent=absent))
    _changed(discussion, "discussion.passed")


@command
def open_round(discussion_id: UUID, place: Place) -> bool:
    """Open everyone's words at once. True where this call did it; opened twice, or by two, it is one opening.

    Raises RuleBroken while a seat that is present is neither in nor passed.
    """
    discussion = _held(discussion_id)
    _is_open(discussion)
    if _is_round_open(discussion, place):
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
        _to_stage(discussion, after)
    _changed(discussion, "discussion.round_opened", {"stage": place.stage, "round": place.round})
    return True


def _not_in_yet(discussion: Discussion, *, with_device: bool = False) -> list[Seat]:
    place = Place(discussion.stage, discussion.round)
    there = set(db.session.scalars(select(Entry.seat_id).where(
        Entry.discussion_id == discussion.id, Entry.stage == place.stage, Entry.round == place.round, Entry.after.is_(False))))
    done = there | _passed(discussion, place)
    return [seat for seat in _seats(discussion) if seat.attendance is Attendance.PRESENT and seat.role not in NO_VIEW
            and seat.id not in done and (not with_device or seat.user_id is not None or seat.brought_by is not None)]


def _names(seats: Sequence[Seat]) -> str:
    names = [seat.name for seat in seats]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


# What the group writes and takes

@command
def note(discussion_id: UUID, stage: int, seen: int, words: str) -> None:
    """Write the notes of a step. Raises Clash where another note-taker saved since: both texts are kept and shown."""
    discussion = _held(discussion_id)
    _is_open(discussion)
    frame = thawed(discussion.frame)
    if not 0 <= stage < len(frame.stage):
        raise NotKnown
    if frame.stage[stage].unrecorded:
        raise RuleBroken("words", "Nothing is written down in this step: it is the family’s own time")
    standing = _notes(discussion.id, stage)
    number = standing.what.number if standing else 0
    if standing is not None and number != seen:
        raise Clash(standing.author or "Someone", dates.time_of(standing.at), standing.what.words, number)
    if standing is not None and standing.what.words == words.strip():
        return
    _write(discussion, Noted(stage=stage, number=number + 1, words=words.strip()))
    _changed(discussion, "discussion.noted")


def _notes(discussion_id: UUID, stage: int) -> EventRow | None:
    return next((one for one in reversed(queries.events_of(discussion_id))
                 if isinstance(one.what, Noted) and one.what.stage == stage), None)


@command
def pick(discussion_id: UUID, entry_id: UUID, mark: str, *, line: int = 0, words: str = "") -> None:
    """Sort one line of an opened entry with one tap: take it, later, or leave it. The last tap holds."""
    discussion = _held(discussion_id)
    _is_open(discussion)
    if mark not in MARKS:
        raise NotKnown
    entry = db.session.get(Entry, entry_id)
    if entry is None or entry.discussion_id != discussion_id or not _is_round_open(discussion, Place(entry.stage, entry.round)):
        raise NotKnown
    _write(discussion, Picked(entry=entry_id, mark=mark, line=line, words=words.strip()))
    _changed(discussion)


@command
def propose(discussion_id: UUID, stage: int, as_kind: str, words: str) -> UUID:
    """What the group accepts becomes a proposal for the mapping. Until the family has had its say it is nowhere else."""
    discussion = _held(discussion_id)
    _is_open(discussion)
    if as_kind not in BECOMES:
        raise RuleBroken("as_kind", "Choose what it may become")
    if not words.strip():
        raise RuleBroken("words", "Write the words that the group takes")
    record_id = records.add(discussion.family_id, "from_group", FromGroup(
        words=words.strip(), as_kind=as_kind, discussion=discussion_id, how_known="Group discussion"))
    _write(discussion, Proposed(stage=stage, record=record_id, as_kind=as_kind, words=words.strip()))
    _changed(discussion, "discussion.proposed")
    return record_id


@command
def take_to_family(record_id: UUID, seen: int, *, to: str, on: date, by: str, they_said: str = "", state: str = "taken",
                   words: str = "") -> None:
    """The family saw a proposal: taken to them, changed by them (WORDS are theirs), agreed; or it is not used."""
    row = reads.one(record_id)
    if row is None or row.kind != "from_group":
        raise NotKnown
    if state not in {"taken", "changed", "agreed", "dropped"}:
        raise RuleBroken("state", "Choose what the family said")
    if not to.strip():
        raise RuleBroken("to", "Say who of the family saw it")
    if on > clock.today():
        raise RuleBroken("on", "Give the day on which they saw it: today or before")
    if state == "changed" and not words.strip():
        raise RuleBroken("words", "Write the words as the family changed them")
    body = msgspec.structs.replace(row.body, state=state, taken_to=to.strip(), taken_on=on, taken_by=by.strip(),
                                   they_said=they_said.strip(), words=words.strip() or row.body.words)
    records.revise(record_id, seen, body)


@command
def into_mapping(record_id: UUID, seen: int, *, parent_id: UUID | None = None) -> str:
    """Put a proposal that the family saw into the mapping, with its history; returns its kind. A goal needs its danger."""
    row = reads.one(record_id)
    if row is None or row.kind != "from_group":
        raise NotKnown
    body: FromGroup = row.body
    if body.state not in {"taken", "changed", "agreed"}:
        raise RuleBroken("", "Take it to the family first. Until then it stays with the group")
    if body.as_kind not in MAPPING_KINDS:
        raise RuleBroken("", "A question is asked, it does not stand in the mapping")
    if body.as_kind == "goal" and parent_id is None:
        raise RuleBroken("parent_id", "Choose the danger that this goal answers")
    records.move(record_id, seen, body.as_kind, parent_id=parent_id if body.as_kind == "goal" else None,
                 body=carry_over(body, body.as_kind))
    return body.as_kind


# Options and the decision

@command
def add_option(discussion_id: UUID, title: str) -> UUID:
    """Write down a way to go, until where each stands is asked."""
    discussion = _held(discussion_id)
    _before_stances(discussion)
    if not title.strip():
        raise RuleBroken("title", "Say what would be done")
    options = [one.what for one in queries.events_of(discussion_id) if isinstance(one.what, Option)]
    if any(one.title.casefold() == title.strip().casefold() for one in options):
        raise RuleBroken("title", "This option stands already")
    option = Option(id=new_id(), title=title.strip())
    _write(discussion, option)
    _changed(discussion, "discussion.option_added")
    return option.id


@command
def argue(discussion_id: UUID, option_id: UUID, side: str, words: str, who: str = "") -> None:
    """Write down what speaks for or against an option, or what the family says of it."""
    discussion = _held(discussion_id)
    _is_open(discussion)
    _option(discussion, option_id)
    if side not in {"for", "against", "family"}:
        raise RuleBroken("side", "Choose for, against, or what the family says")
    if not words.strip():
        raise RuleBroken("words", "Write the reason")
    _write(discussion, Argument(option=option_id, side=side, words=words.strip(), who=who.strip()))
    _changed(discussion, "discussion.argued")


@command
def ask_about(discussion_id: UUID, option_id: UUID) -> None:
    """Name the option that the stances are asked about."""
    discussion = _held(discussion_id)
    _before_stances(discussion)
    _option(discussion, option_id)
    discussion.option_id = option_id
    _changed(discussion)


def _before_stances(discussion: Discussion) -> None:
    _is_open(discussion)
    frame = thawed(discussion.frame)
    place = next((index for index, stage in enumerate(frame.stage) if stage.engine == "stances"), None)
    if place is None:
        raise RuleBroken("", "This discussion was asked for without a decision")
    if discussion.stage >= place and (_written(discussion) or _opened(discussion) or discussion.stage > place):
        raise RuleBroken("", "Where each stands was asked already. The options stay as they are")


@dataclass(frozen=True, slots=True)
class NewAction:
    """Who does what by when. SEAT where it is one who sits here; GOAL is the safety goal that it serves."""

    who: str
    words: str
    by_on: date
    seat: UUID | None = None
    goal: UUID | None = None


@command
def add_action(discussion_id: UUID, new: NewAction) -> UUID:
    """Write down who does what by when: an action has all three."""
    discussion = _held(discussion_id)
    if discussion.state in {State.PLANNED, State.DECIDED}:
        raise Refused("Actions are written while the discussion is open.")
    action = _action(new)
    if action.goal is not None:
        _evidence(discussion.family_id, (action.goal,))
    _write(discussion, action)
    _changed(discussion, "discussion.action_added")
    return action.id


def _action(new: NewAction) -> Action:
    if not new.who.strip():
        raise RuleBroken("who", "Say who does it")
    if not new.words.strip():
        raise RuleBroken("action", "Say what they do")
    if new.by_on < clock.today():
        raise RuleBroken("by_on", "Choose today or a later day")
    return Action(id=new_id(), who=new.who.strip(), words=new.words.strip(), by_on=new.by_on, seat=new.seat, goal=new.goal)


@dataclass(frozen=True, slots=True)
class Deciding:
    """A decision: which option, in which words, why, by whom and with what right, when, and when it is looked at again."""

    option_id: UUID
    words: str
    because: str
    decided_by: str
    authority: str
    review_on: date
    decided_on: date | None = None
    who_tells: str = ""
    evidence: tuple[UUID, ...] = ()


@command
def decide(discussion_id: UUID, new: Deciding) -> UUID:
    """Decide, and freeze what it rests on: options, every view and stance, actions, the named records. Seats end with it.

    Raises RuleBroken where the owner, the date of review or a reason is missing, or stances were not opened.
    """
    discussion = _held(discussion_id)
    if discussion.state is State.DECIDED:
        raise Refused("This was decided, and stays as it is. Ask for a new discussion.")
    if discussion.state is State.PLANNED:
        raise Refused("It has not begun.")
    frame = thawed(discussion.frame)
    place = next((index for index, stage in enumerate(frame.stage) if stage.engine == "stances"), None)
    if place is None:
        raise RuleBroken("", "This discussion was asked for without a decision")
    if (place, 1) not in queries.openings_of(discussion_id):
        raise RuleBroken("", "Open where each stands first: nobody decides over words that were not read")
    for field, message in (("words", "Write the decision"), ("because", "Say why, in a sentence"),
                           ("decided_by", "Say who decides: a name")):
        if not getattr(new, field).strip():
            raise RuleBroken(field, message)
    if new.authority not in AUTHORITIES:
        raise RuleBroken("authority", "Choose with what right it is decided")
    decided_on = new.decided_on or clock.today()
    if decided_on > clock.today():
        raise RuleBroken("decided_on", "Give the day on which it was decided: today or before")
    if new.review_on <= decided_on:
        raise RuleBroken("review_on", "Choose a later day on which it is looked at again")
    option = _option(discussion, new.option_id)
    if option.id != discussion.option_id and new.because.strip() == "":
        raise RuleBroken("because", "Say why another option is chosen than the one that was asked about")
    decision_id = new_id()
    parts = write_parts(discussion, frame, new, decided_on, latest(queries.entries_of(discussion_id, ())))
    snapshot = records.freeze(discussion.family_id, "decision", (*MAPPING_KINDS, "plan_rule", OUTCOME), decided_on,
                              _frozen_view(discussion, frame, new, decided_on), note=new.words.strip()[:200],
                              only=_evidence(discussion.family_id, new.evidence) | parts)
    db.session.add(Decision(id=decision_id, discussion_id=discussion_id, snapshot_id=snapshot, option_id=option.id,
                            words=new.words.strip(), because=new.because.strip(), authority=new.authority,
                            decided_by=new.decided_by.strip(), decided_on=decided_on, review_on=new.review_on,
                            who_tells=new.who_tells.strip(), author_id=audit.actor(), recorded_at=clock.now()))
    discussion.state = State.DECIDED
    _ends(discussion)
    _changed(discussion, "discussion.decided")
    return decision_id


def _evidence(family_id: UUID, wanted: Collection[UUID]) -> set[UUID]:
    found = {one for one in wanted if (row := reads.one(one)) is not None and row.kind in KINDS}
    family = {record for record in found if records._family_of(record) == family_id}  # noqa: SLF001
    if family != set(wanted):
        raise RuleBroken("evidence", "Choose from this family’s record")
    return family


def _frozen_view(discussion: Discussion, frame: Framework, new: Deciding, decided_on: date) -> dict[str, object]:
    """Everything that was said in the open, as it stands now: each view with its owner, none left out, none averaged."""
    seats = {seat.id: seat for seat in queries.seats_of(discussion.id)}
    events = queries.events_of(discussion.id)
    entries = latest(queries.entries_of(discussion.id, ()))
    return {
        "discussion": discussion.id, "question": discussion.question, "framework": frame.name, "version": frame.version,
        "held_on": discussion.planned_on, "asked_about": discussion.option_id,
        "seats": [{"id": seat.id, "name": seat.name, "agency": seat.agency, "role": seat.role.value,
                   "attendance": seat.attendance.value, "because": seat.attendance_because} for seat in seats.values()],
        "options": [{"id": one.what.id, "title": one.what.title,
                     "arguments": [{"side": line.what.side, "words": line.what.words, "who": line.what.who}
                                   for line in events if isinstance(line.what, Argument) and line.what.option == one.what.id]}
                    for one in events if isinstance(one.what, Option)],
        "views": [{"stage": frame.stage[one.stage].id, "round": one.round, "seat": one.seat_id, "after": one.after,
                   "number": one.number, "words": one.words, "value": one.value, "choice": one.choice, "why": one.why,
                   "more": one.more, "instead": one.instead} for one in entries if one.is_open],
        "actions": [{"who": one.what.who, "words": one.what.words, "by_on": one.what.by_on} for one in events
                    if isinstance(one.what, Action)],
        "decision": {"option": new.option_id, "words": new.words.strip(), "because": new.because.strip(),
                     "decided_by": new.decided_by.strip(), "authority": new.authority, "decided_on": decided_on,
                     "review_on": new.review_on},
    }


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


@command
def end(discussion_id: UUID) -> None:
    """End it without a decision, or before one: seats end with it, and what was said stays readable."""
    discussion = _held(discussion_id)
    _is_open(discussion)
    if _written(discussion) and not _opened(discussion):
        raise RuleBroken("", "Open this round first, so that nothing that was written is lost")
    discussion.state = State.CLOSED
    _ends(discussion)
    _changed(discussion, "discussion.ended")


def _ends(discussion: Discussion) -> None:
    if discussion.ended_at is None:
        discussion.ended_at = clock.now()
        for seat in _seats(discussion):
            _end_part(discussion, seat)


def _end_part(discussion: Discussion, seat: Seat) -> None:
    if seat.part_id is not None and (part := db.session.get(Part, seat.part_id)) is not None and part.ended_because is None:
        access.end_part(part.id, discussion.family_id, "The discussion is over")


# After the decision

@command
def reply(discussion_id: UUID, seat_id: UUID, words: str) -> None:
    """Answer a seat that does not agree."""
    discussion = _decided(discussion_id, seat_id)
    if not words.strip():
        raise RuleBroken("words", "Write the reply")
    _write(discussion, Replied(seat=seat_id, words=words.strip()))
    _changed(discussion, "discussion.replied")


@command
def escalate(discussion_id: UUID, seat_id: UUID, *, to: str = "", by_on: date | None = None, words: str = "") -> None:
    """Take dissent higher: to whom, by when. Without TO: it was offered, and they chose not to."""
    discussion = _decided(discussion_id, seat_id)
    if to.strip() and by_on is None:
        raise RuleBroken("by_on", "Say by when an answer is due")
    _write(discussion, Escalated(seat=seat_id, to=to.strip(), by_on=by_on if to.strip() else None, words=words.strip()))
    _changed(discussion, "discussion.taken_higher")


@command
def came_out(discussion_id: UUID, seat_id: UUID, words: str, on: date) -> None:
    """Write down what came of dissent that was taken higher."""
    discussion = _decided(discussion_id, seat_id)
    if not words.strip():
        raise RuleBroken("words", "Write what came of it")
    if on > clock.today():
        raise RuleBroken("on", "Give the day on which it was answered: today or before")
    if not any(isinstance(one.what, Escalated) and one.what.seat == seat_id and one.what.to
               for one in queries.events_of(discussion_id)):
        raise RuleBroken("", "It was not taken higher")
    _write(discussion, CameOut(seat=seat_id, words=words.strip(), on=on))
    _changed(discussion, "discussion.came_out")


@command
def tell(discussion_id: UUID, who: str, by: str, on: date, they_said: str = "") -> None:
    """Somebody of the family was told the decision: who, by whom, when, what they said."""
    discussion = _held(discussion_id)
    if discussion.state is not State.DECIDED:
        raise Refused("There is no decision yet.")
    if not who.strip():
        raise RuleBroken("who", "Say who was told")
    if not by.strip():
        raise RuleBroken("by", "Say who told them")
    if on > clock.today():
        raise RuleBroken("on", "Give the day on which they were told: today or before")
    _write(discussion, Told(who=who.strip(), by=by.strip(), on=on, they_said=they_said.strip()))
    _changed(discussion, "discussion.told")


def _decided(discussion_id: UUID, seat_id: UUID) -> Discussion:
    discussion = _held(discussion_id)
    if discussion.state is not State.DECIDED:
        raise Refused("There is no decision yet.")
    _seat(discussion, seat_id)
    return discussion


# The discussion's own row

def _held(discussion_id: UUID) -> Discussion:
    discussion = db.session.get(Discussion, discussion_id)
    if discussion is None:
        raise NotKnown
    hold(discussion)
    return discussion


def _runs(discussion: Discussion) -> None:
    if discussion.state not in queries.RUNS:
        raise Refused("This discussion has ended. What was said stays readable.")


def _is_open(discussion: Discussion) -> None:
    if discussion.state is not State.OPEN:
        raise Refused("This discussion is not open now. What was said stays readable.")


def _seat(discussion: Discussion, seat_id: UUID) -> Seat:
    seat = db.session.get(Seat, seat_id)
    if seat is None or seat.discussion_id != discussion.id:
        raise NotKnown
    return seat


def _seats(discussion: Discussion) -> list[Seat]:
    return list(db.session.scalars(select(Seat).where(Seat.discussion_id == discussion.id).order_by(Seat.position, Seat.id)))


def _is_round_open(discussion: Discussion, place: Place) -> bool:
    return (place.stage, place.round) in queries.openings_of(discussion.id)


def _opened(discussion: Discussion) -> bool:
    return _is_round_open(discussion, Place(discussion.stage, discussion.round))


def _written(discussion: Discussion) -> bool:
    return bool(db.session.scalar(select(func.count()).select_from(Entry).where(
        Entry.discussion_id == discussion.id, Entry.stage == discussion.stage, Entry.round == discussion.round,
        Entry.after.is_(False))))


def _last_number(discussion_id: UUID, place: Place, seat_id: UUID, *, after: bool) -> int:
    return db.session.scalar(select(func.max(Entry.number)).where(
        Entry.discussion_id == discussion_id, Entry.stage == place.stage, Entry.round == place.round,
        Entry.seat_id == seat_id, Entry.after.is_(after))) or 0


def _passed(discussion: Discussion, place: Place) -> set[UUID]:
    return {one.what.seat for one in queries.events_of(discussion.id)
            if isinstance(one.what, Passed) and (one.what.stage, one.what.round) == (place.stage, place.round)}


def _option(discussion: Discussion, option_id: UUID) -> Option:
    found = next((one.what for one in queries.events_of(discussion.id)
                  if isinstance(one.what, Option) and one.what.id == option_id), None)
    if found is None:
        raise RuleBroken("option_id", "Choose one of the options")
    return found


def _write(discussion: Discussion, event: Event) -> None:
    db.session.add(Happened(id=new_id(), discussion_id=discussion.id, body=event_json(event), author_id=audit.actor(),
                            at=clock.now()))
    db.session.flush()


def _changed(discussion: Discussion, action: str = "discussion.changed", detail: dict[str, Any] | None = None) -> None:
    """Every change adds one to the version that a poll compares, and one event to the trail: never a word of it."""
    discussion.lock_version += 1
    db.session.flush()
    audit.record(action, family_id=discussion.family_id, about=discussion.id, detail=detail)

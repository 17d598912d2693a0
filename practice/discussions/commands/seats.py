"""Who sits in a discussion: seats, the parts that they bring, and who is there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import exists, select

from practice.access import commands as access
from practice.access.models import Agreement, Information, Part, PartKind
from practice.accounts.models import Agency, User
from practice.cases.queries import KINDS_IN_WORDS
from practice.core import clock, dates
from practice.core.db import command, db
from practice.core.errors import Refused, RuleBroken
from practice.core.ids import new_id
from practice.discussions import queries
from practice.discussions.commands.held import changed, held, must_run, seat_in
from practice.discussions.models import Attendance, Discussion, Seat, SeatRole, State
from practice.discussions.pieces.commands import note_sharing
from practice.families.models import Member, Person

SEAT_DAYS = 30  # a seat ends this long after the day of the discussion, where nobody ended it before


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


@command
def add_seat(discussion_id: UUID, new: NewSeat) -> UUID:
    """Give somebody a seat. Somebody without a part in the family gets one for this discussion alone, until it ends.

    Raises RuleBroken for one who sits already, for two between whom a protection stands, for a missing agreement, and where
    somebody else would bring the words of one who signs in.
    """
    discussion = held(discussion_id)
    must_run(discussion)
    seats = queries.seats_of(discussion_id)
    user_id, person_id, name, agency, work = _who(discussion.family_id, new)
    if any((user_id and seat.user_id == user_id) or (person_id and seat.person_id == person_id) for seat in seats):
        raise RuleBroken("user_id" if new.user_id else "person_id", f"{name} sits in this discussion already")
    if new.role is SeatRole.PRESENTER and any(seat.role is SeatRole.PRESENTER for seat in seats):
        raise RuleBroken("role", "One seat presents. Choose another role, or take that seat away first")
    _not_together(discussion.family_id, person_id, seats)
    if new.brought_by is not None and user_id is not None:  # who brings words reads them before the opening
        raise RuleBroken("brought_by", f"{name} signs in, and hands in alone. Choose nobody here")
    if new.brought_by is not None and new.brought_by not in {seat.id for seat in seats}:
        raise RuleBroken("brought_by", "Choose one who sits in this discussion")
    part_id = _part_for(discussion, user_id, new) if user_id is not None else None
    seat = Seat(id=new_id(), discussion_id=discussion_id, user_id=user_id, person_id=person_id, name=name, agency=agency,
                role=new.role, competence=new.competence.strip() or work, asked=new.asked.strip(), may_decide=new.may_decide,
                conflict=new.conflict.strip(), brought_by=new.brought_by, attendance=Attendance.INVITED, attendance_because="",
                part_id=part_id, position=len(seats) + 1, made_at=clock.now())
    db.session.add(seat)
    db.session.flush()
    changed(discussion, "discussion.seat_given", {"role": new.role.value, "user": str(user_id) if user_id else ""})
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
    discussion = held(discussion_id)
    if discussion.state is not State.PLANNED:
        raise Refused("It has begun. Mark the seat as absent, with the reason.")
    seat = seat_in(discussion, seat_id)
    end_part(discussion, seat)
    for other in db.session.scalars(select(Seat).where(Seat.discussion_id == discussion_id, Seat.brought_by == seat_id)):
        other.brought_by = None
    db.session.delete(seat)
    db.session.flush()
    changed(discussion, "discussion.seat_taken_away")


@command
def mark_seat(discussion_id: UUID, seat_id: UUID, attendance: Attendance, because: str = "") -> None:
    """Say whether somebody is there. Whoever is not there needs a reason."""
    discussion = held(discussion_id)
    must_run(discussion)
    if attendance not in {Attendance.PRESENT, Attendance.INVITED} and not because.strip():
        raise RuleBroken("because", "Say why they are not in the room")
    seat = seat_in(discussion, seat_id)
    seat.attendance, seat.attendance_because = attendance, because.strip()
    changed(discussion, "discussion.seat_marked", {"attendance": attendance.value})


def end_part(discussion: Discussion, seat: Seat) -> None:
    """End the part that was made for a seat, unless it is over by itself."""
    if seat.part_id is not None and (part := db.session.get(Part, seat.part_id)) is not None and part.ended_because is None and (
            part.to_on is None or part.to_on >= clock.today()):
        access.end_part(part.id, discussion.family_id, "The discussion is over")


def seats_last(discussion_id: UUID, on: date) -> None:
    """A seat made for a discussion ends on a day of its own: nobody is asked for a day on which their seat is over."""
    if db.session.scalar(select(exists().where(Seat.discussion_id == discussion_id, Part.id == Seat.part_id, Part.to_on < on))):
        raise RuleBroken("planned_on", "A seat in one of the discussions ends before that day. Choose an earlier day, or ask for "
                                       "that discussion again")

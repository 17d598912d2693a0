"""Changes to a team meeting: make it, put discussions on its list, order them, move along, call it off. What is on the list is
held then: its own page, the first page of the invited and every calendar file say the time that the list gives it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from practice.accounts.models import User
from practice.core import audit, clock
from practice.core.db import command, db, hold
from practice.core.errors import NotKnown, Refused, RuleBroken
from practice.core.ids import new_id
from practice.discussions.commands.seats import seats_last
from practice.discussions.meeting.models import MeetingItem, TeamMeeting
from practice.discussions.meeting.times import DAY_ENDS, as_planned, minute_of
from practice.discussions.models import Discussion, State
from practice.guidance.frameworks import thawed

SHORTEST, LONGEST = 5, 240  # minutes of one item


@dataclass(frozen=True, slots=True)
class NewMeeting:
    """When and where, in general words."""

    planned_on: date
    planned_at: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where one item stands on the list, and for how long."""

    position: int
    minutes: int


@command
def make(new: NewMeeting) -> UUID:
    """Make a meeting with an empty list; returns its id. It is of the team of whoever makes it."""
    if new.planned_on < clock.today():
        raise RuleBroken("planned_on", "Choose today or a later day")
    team_id = db.session.scalar(select(User.team_id).where(User.id == audit.actor()))
    made = TeamMeeting(id=new_id(), planned_on=new.planned_on, planned_at=new.planned_at, place=new.place.strip(), team_id=team_id,
                       lock_version=1, made_by=audit.actor(), made_at=clock.now())
    db.session.add(made)
    db.session.flush()
    audit.record("meeting.made", about=made.id)
    return made.id


@command
def change(meeting_id: UUID, new: NewMeeting) -> None:
    """Another day, time or place, before it begins; everything on the list moves with it."""
    meeting = _held(meeting_id)
    if meeting.now_id is not None:
        raise Refused("It has begun. Its day and place stay as they are.")
    if new.planned_on < clock.today():
        raise RuleBroken("planned_on", "Choose today or a later day")
    meeting.planned_on, meeting.planned_at, meeting.place = new.planned_on, new.planned_at, new.place.strip()
    for item in _items(meeting):
        seats_last(item.discussion_id, new.planned_on)
    _set_times(meeting)
    _changed(meeting, "meeting.changed")


@command
def call_off(meeting_id: UUID, because: str) -> None:
    """Call it off before it begins, with the reason that everyone on its list reads. The discussions stay planned, and free to go
    on another list or to another day."""
    meeting = _held(meeting_id)
    if meeting.now_id is not None:
        raise Refused("It has begun. Take what is left off the list, and end it.")
    if not because.strip():
        raise RuleBroken("because", "Say why, in a sentence: those who were asked read it")
    meeting.ended_at, meeting.called_off_because = clock.now(), because.strip()
    for item in _items(meeting):  # their pages say so at the next look
        discussion = db.session.get_one(Discussion, item.discussion_id)
        hold(discussion)
        discussion.lock_version += 1
    _changed(meeting, "meeting.called_off")


@command
def put_on(meeting_id: UUID, discussion_id: UUID, minutes: int | None = None) -> UUID:
    """Put a discussion at the end of the list; no MINUTES: as long as its steps take. Its day and time become the list's.

    Raises RuleBroken for one that has begun, stands on another list, or has a seat that ends before the day.
    """
    meeting = _held(meeting_id)
    discussion = db.session.get(Discussion, discussion_id)
    if discussion is None:
        raise NotKnown
    hold(discussion)
    if discussion.state is not State.PLANNED:
        raise RuleBroken("discussion_id", "This discussion has begun. Choose one that is still planned")
    if db.session.scalar(select(MeetingItem.id).join(TeamMeeting, TeamMeeting.id == MeetingItem.meeting_id)
                         .where(MeetingItem.discussion_id == discussion_id, TeamMeeting.ended_at.is_(None))):
        raise RuleBroken("discussion_id", "This discussion stands on a list already. Take it off that one first")
    seats_last(discussion_id, meeting.planned_on)
    length = max(thawed(discussion.frame).minutes, SHORTEST) if minutes is None else minutes
    _fits(length)
    items = _items(meeting)
    item = MeetingItem(id=new_id(), meeting_id=meeting_id, discussion_id=discussion_id, minutes=length, position=len(items) + 1)
    db.session.add(item)
    db.session.flush()
    _set_times(meeting)
    _changed(meeting, "meeting.put_on", discussion)
    return item.id


@command
def take_off(meeting_id: UUID, item_id: UUID) -> None:
    """Take one off the list that has not had its turn. The discussion stays planned, at the time that it had last."""
    meeting = _held(meeting_id)
    items = _items(meeting)
    item = next((one for one in items if one.id == item_id), None)
    if item is None:
        return  # two people pressed at once: it is off
    if item.position <= _place(meeting, items):
        raise Refused("This one has had its turn. What is still to come can be taken off the list.")
    discussion = db.session.get(Discussion, item.discussion_id)
    db.session.delete(item)
    db.session.flush()
    for position, one in enumerate(_items(meeting), 1):
        one.position = position
    _set_times(meeting)
    _changed(meeting, "meeting.taken_off", discussion)


@command
def order(meeting_id: UUID, places: Mapping[UUID, Place]) -> None:
    """Order what is still to come, with its minutes. PLACES holds every such item; two alike keep the order that they had.

    Raises RuleBroken where the list has become another one meanwhile.
    """
    meeting = _held(meeting_id)
    items = _items(meeting)
    done = _place(meeting, items)
    ahead = [item for item in items if item.position > done]
    if {item.id for item in ahead} != set(places):
        raise RuleBroken("", "The list became another one meanwhile. Look at it, then order it again")
    for item in ahead:
        _fits(places[item.id].minutes, f"minutes_{item.position}")
        item.minutes = places[item.id].minutes
    for position, item in enumerate(sorted(ahead, key=lambda one: (places[one.id].position, one.position)), done + 1):
        item.position = position
    db.session.flush()
    _set_times(meeting)
    _changed(meeting, "meeting.ordered")


@command
def move_along(meeting_id: UUID, seen: int) -> None:
    """Begin with the first, go on to the next, or end after the last. SEEN is the place that the person saw (-1: not begun):
    where somebody else was quicker nothing happens."""
    meeting = _held(meeting_id)
    items = _items(meeting)
    if not items:
        raise RuleBroken("", "Put a discussion on the list first")
    place = _place(meeting, items)  # 0 before it begins
    if place != seen + 1:
        return
    if place == len(items):
        meeting.now_id, meeting.ended_at = None, clock.now()
        _changed(meeting, "meeting.ended")
        return
    meeting.now_id, meeting.now_since = items[place].id, clock.now()
    _changed(meeting, "meeting.moved_along")


def _held(meeting_id: UUID) -> TeamMeeting:
    meeting = db.session.get(TeamMeeting, meeting_id)
    if meeting is None:
        raise NotKnown
    hold(meeting)
    if meeting.ended_at is not None:
        raise Refused("This meeting was called off. Make a new one." if meeting.called_off_because else
                      "This meeting has ended. Make a new one for what is left.")
    return meeting


def _items(meeting: TeamMeeting) -> Sequence[MeetingItem]:
    return db.session.scalars(select(MeetingItem).where(MeetingItem.meeting_id == meeting.id)
                              .order_by(MeetingItem.position, MeetingItem.id)).all()


def _place(meeting: TeamMeeting, items: Sequence[MeetingItem]) -> int:
    """The position of the item that is talked about; 0 before it begins."""
    return next((item.position for item in items if item.id == meeting.now_id), 0)


def _fits(minutes: int, field: str = "minutes") -> None:
    if not SHORTEST <= minutes <= LONGEST:
        raise RuleBroken(field, f"Give {SHORTEST} to {LONGEST} minutes")


def _set_times(meeting: TeamMeeting) -> None:
    """Before it begins, what is planned has the day, the time and the place of the list."""
    items = _items(meeting)
    if minute_of(meeting.planned_at) + sum(item.minutes for item in items) > DAY_ENDS:
        raise RuleBroken("minutes", "The meeting would go on past midnight. Give fewer minutes, or begin earlier")
    if meeting.now_id is not None:
        return
    times = as_planned(meeting.planned_at, [item.minutes for item in items])
    for item, at in zip(items, times, strict=True):
        discussion = db.session.get_one(Discussion, item.discussion_id)
        place = meeting.place or discussion.place
        if discussion.state is State.PLANNED and (discussion.planned_on, discussion.planned_at, discussion.place) != (
                meeting.planned_on, at, place):
            hold(discussion)
            discussion.planned_on, discussion.planned_at, discussion.place = meeting.planned_on, at, place
            discussion.lock_version += 1


def _changed(meeting: TeamMeeting, action: str, discussion: Discussion | None = None) -> None:
    meeting.lock_version += 1
    db.session.flush()
    audit.record(action, about=meeting.id, family_id=discussion.family_id if discussion else None,
                 detail={"discussion": str(discussion.id)} if discussion else None)

"""The discussion's own row, held while it changes; and what stands in it already."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from practice.core import audit, clock
from practice.core.db import db, hold
from practice.core.errors import NotKnown, Refused, RuleBroken
from practice.core.ids import new_id
from practice.discussions import queries
from practice.discussions.judging.ends import Words, ends_of
from practice.discussions.kinds import Event, Option, Passed, event_json
from practice.discussions.models import Discussion, Entry, Happened, Seat, State
from practice.guidance.frameworks import thawed


@dataclass(frozen=True, slots=True)
class Place:
    """The round that the person saw when they wrote: step and round."""

    stage: int
    round: int


def held(discussion_id: UUID) -> Discussion:
    """The discussion, its row held until the transaction ends: two who change it at once come one after the other."""
    discussion = db.session.get(Discussion, discussion_id)
    if discussion is None:
        raise NotKnown
    hold(discussion)
    return discussion


def must_run(discussion: Discussion) -> None:
    """Refused once it has ended."""
    if discussion.state not in queries.RUNS:
        raise Refused("This discussion has ended. What was said stays readable.")


def must_be_open(discussion: Discussion) -> None:
    """Refused before it has begun and once it has ended."""
    if discussion.state is not State.OPEN:
        raise Refused("This discussion is not open now. What was said stays readable.")


def seat_in(discussion: Discussion, seat_id: UUID) -> Seat:
    """A seat of this discussion. Raises NotKnown for any other."""
    seat = db.session.get(Seat, seat_id)
    if seat is None or seat.discussion_id != discussion.id:
        raise NotKnown
    return seat


def seats_in(discussion: Discussion) -> list[Seat]:
    """All seats, in their order."""
    return list(db.session.scalars(select(Seat).where(Seat.discussion_id == discussion.id).order_by(Seat.position, Seat.id)))


def is_round_open(discussion: Discussion, place: Place) -> bool:
    """Was this round opened for all to read?"""
    return (place.stage, place.round) in queries.openings_of(discussion.id)


def is_opened(discussion: Discussion) -> bool:
    """Was the round that it stands at opened?"""
    return is_round_open(discussion, Place(discussion.stage, discussion.round))


def is_written(discussion: Discussion) -> bool:
    """Has anybody handed in to the round that it stands at?"""
    return bool(db.session.scalar(select(func.count()).select_from(Entry).where(
        Entry.discussion_id == discussion.id, Entry.stage == discussion.stage, Entry.round == discussion.round,
        Entry.after.is_(False))))


def last_number(discussion_id: UUID, place: Place, seat_id: UUID, *, after: bool) -> int:
    """The number of a seat's last entry in a round; 0 where there is none."""
    return db.session.scalar(select(func.max(Entry.number)).where(
        Entry.discussion_id == discussion_id, Entry.stage == place.stage, Entry.round == place.round,
        Entry.seat_id == seat_id, Entry.after.is_(after))) or 0


def passed_in(discussion: Discussion, place: Place) -> set[UUID]:
    """The seats that passed in a round."""
    return {one.what.seat for one in queries.events_of(discussion.id)
            if isinstance(one.what, Passed) and (one.what.stage, one.what.round) == (place.stage, place.round)}


def ends_in(discussion: Discussion, place: Place) -> Words:
    """What 0 and 10 mean in a round."""
    openings = queries.openings_of(discussion.id)
    abouts = {round_: one.about for (stage, round_), one in openings.items() if stage == place.stage}
    if (discussion.stage, discussion.round) == (place.stage, place.round):
        abouts[place.round] = discussion.about
    step = thawed(discussion.frame).stage[place.stage]
    return ends_of(queries.events_of(discussion.id), step, place.stage, place.round, abouts)


def option_in(discussion: Discussion, option_id: UUID) -> Option:
    """An option of this discussion. Raises RuleBroken for any other."""
    found = next((one.what for one in queries.events_of(discussion.id)
                  if isinstance(one.what, Option) and one.what.id == option_id), None)
    if found is None:
        raise RuleBroken("option_id", "Choose one of the options")
    return found


def write(discussion: Discussion, event: Event) -> None:
    """Add what happened to the discussion's course, by whom and when.

    Never before what happened last, whatever the clock says: it may be set back, and of two notes the later one holds.
    """
    now, last = clock.now(), db.session.scalar(select(func.max(Happened.at)).where(Happened.discussion_id == discussion.id))
    if last is not None and last > now:
        now = last + timedelta(microseconds=1)
    db.session.add(Happened(id=new_id(), discussion_id=discussion.id, body=event_json(event), author_id=audit.actor(), at=now))
    db.session.flush()


def changed(discussion: Discussion, action: str = "discussion.changed", detail: dict[str, Any] | None = None) -> None:
    """Every change adds one to the version that a poll compares, and one event to the trail: never a word of it."""
    discussion.lock_version += 1
    db.session.flush()
    audit.record(action, family_id=discussion.family_id, about=discussion.id, detail=detail)

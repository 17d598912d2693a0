"""Ask for a discussion: the question, the framework, when and where; and move it to another day."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from practice.core import audit, clock
from practice.core.db import command, db
from practice.core.errors import Refused, RuleBroken
from practice.core.ids import new_id
from practice.discussions.commands.held import changed, held
from practice.discussions.commands.seats import seats_last
from practice.discussions.meeting.models import MeetingItem, TeamMeeting
from practice.discussions.models import Discussion, State
from practice.guidance.frameworks import frameworks, frozen, with_end


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
def move(discussion_id: UUID, on: date, at: str, place: str) -> None:
    """Another day, time or place, before it begins. While it stands on the list of a team meeting, that list says when."""
    discussion = held(discussion_id)
    if discussion.state is not State.PLANNED:
        raise Refused("It has begun. Its day and place stay as they are.")
    if on < clock.today():
        raise RuleBroken("planned_on", "Choose today or a later day")
    if db.session.scalar(select(MeetingItem.id).join(TeamMeeting, TeamMeeting.id == MeetingItem.meeting_id)
                         .where(MeetingItem.discussion_id == discussion_id, TeamMeeting.ended_at.is_(None))):
        raise RuleBroken("planned_on", "It stands on the list of a team meeting, which says when. Take it off that list first")
    seats_last(discussion_id, on)
    discussion.planned_on, discussion.planned_at, discussion.place = on, at.strip(), place.strip()
    changed(discussion, "discussion.moved")

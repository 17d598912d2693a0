"""Who says what a decision's parts tell of, and who writes down what came of an action."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from practice.core.errors import NotKnown, Refused
from practice.discussions import queries
from practice.discussions.kinds import Action
from practice.discussions.models import State
from practice.discussions.policy import DiscussionSight, InDiscussion, may_follow_up, may_see_discussion
from practice.families.policy import me
from practice.families.queries import Sight


def may_say_what_it_tells(family_id: UUID, discussion_id: UUID, **_: Any) -> DiscussionSight:
    """The family's own team, where they write the record, once it is decided."""
    seen = may_follow_up(family_id, discussion_id)
    if not (seen.is_team and seen.sight.part.may_write):
        raise Refused("The family’s own team says this.")
    return seen


def may_read_agreed(family_id: UUID, discussion_id: UUID, **_: Any) -> DiscussionSight:
    """Whoever sat in it and has a part in the family, once it is over: a part without the story opens the talk itself no more. A
    seat without a part opens nothing after the close (docs/decisions/0015-discussions.md)."""
    found = queries.running(discussion_id, family_id)
    if found is None or found[0].runs:
        raise NotKnown
    discussion, family = found
    part, _own = queries.parts_of(family_id, me())
    seats = queries.seats_of(discussion_id)
    mine = next((seat for seat in seats if seat.user_id == me()), None)
    if mine is None or part is None:
        raise NotKnown
    return DiscussionSight(Sight(family, part, me()), discussion, seats, mine, is_team=False, standing=True)


@dataclass(frozen=True, slots=True)
class ActionSight(InDiscussion):
    """One action of a discussion."""

    action: Action


def may_say_done(family_id: UUID, discussion_id: UUID, action_id: UUID, **_: Any) -> ActionSight:
    """The family's own team, and the seat whose action it is, as long as it may see the discussion or what was agreed."""
    try:
        seen, others_too = may_see_discussion(family_id, discussion_id), True
    except NotKnown:
        seen, others_too = may_read_agreed(family_id, discussion_id), False
    if seen.discussion.state is State.PLANNED:
        raise NotKnown
    happened = (one.what for one in queries.events_of(discussion_id))
    action = next((what for what in happened if isinstance(what, Action) and what.id == action_id), None)
    if action is None:
        raise NotKnown
    if not (seen.is_team and seen.sight.part.may_write) and (seen.mine is None or action.seat != seen.mine.id):
        if not others_too:
            raise NotKnown
        raise Refused(f"{action.who} or the family’s own team writes this down.")
    return ActionSight(seen, action)

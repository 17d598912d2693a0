"""Who says what a decision's parts tell of, and who writes down what came of an action."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from practice.core.errors import NotKnown, Refused
from practice.discussions import queries
from practice.discussions.kinds import Action
from practice.discussions.models import State
from practice.discussions.policy import DiscussionSight, may_follow_up, may_see_discussion


def may_say_what_it_tells(family_id: UUID, discussion_id: UUID, **_: Any) -> DiscussionSight:
    """The family's own team, where they write the record, once it is decided."""
    seen = may_follow_up(family_id, discussion_id)
    if not (seen.is_team and seen.sight.part.may_write):
        raise Refused("The family’s own team says this.")
    return seen


@dataclass(frozen=True, slots=True)
class ActionSight:
    """One action of a discussion."""

    seen: DiscussionSight
    action: Action

    @property
    def family_id(self) -> UUID:
        return self.seen.family_id

    @property
    def about_id(self) -> UUID:
        return self.seen.discussion.id


def may_say_done(family_id: UUID, discussion_id: UUID, action_id: UUID, **_: Any) -> ActionSight:
    """The family's own team, and the seat whose action it is, as long as it may see the discussion."""
    seen = may_see_discussion(family_id, discussion_id)
    if seen.discussion.state is State.PLANNED:
        raise NotKnown
    happened = (one.what for one in queries.events_of(discussion_id))
    action = next((what for what in happened if isinstance(what, Action) and what.id == action_id), None)
    if action is None:
        raise NotKnown
    if not (seen.is_team and seen.sight.part.may_write) and (seen.mine is None or action.seat != seen.mine.id):
        raise Refused(f"{action.who} or the family’s own team writes this down.")
    return ActionSight(seen, action)

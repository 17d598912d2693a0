"""Who makes a team meeting: a team manager, and whoever leads the time in a discussion. Who sees one: whoever holds a seat in one
of its discussions, for as long as that seat holds. What they see of the others is nothing but how long they take.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask_login import current_user

from practice.accounts.models import Role
from practice.core.errors import NotKnown, Refused
from practice.discussions.meeting import queries
from practice.discussions.meeting.queries import ItemRow, MeetingRow
from practice.families.policy import me


@dataclass(frozen=True, slots=True)
class MeetingSight:
    """One meeting as one user may see it. It names no family to the trail: each discussion's own page does."""

    meeting: MeetingRow
    items: tuple[ItemRow, ...]
    user_id: UUID

    @property
    def leads(self) -> bool:
        return self.meeting.leads

    @property
    def place(self) -> int:
        """Which item is talked about, from 0; -1 before it begins, the number of items when it has ended."""
        if self.meeting.ended_at is not None:
            return len(self.items)
        return next((place for place, one in enumerate(self.items) if one.id == self.meeting.now_id), -1)

    def item(self, item_id: UUID) -> ItemRow | None:
        return next((one for one in self.items if one.id == item_id), None)


def may_make(**_: Any) -> UUID:
    """A team manager, and whoever holds the seat that leads the time in a discussion that is planned or open."""
    user_id = me()
    if current_user.role is Role.MANAGER or (
            current_user.role is not Role.ADMINISTRATOR and queries.leads_a_discussion(user_id)):
        return user_id
    raise Refused("A team manager makes a team meeting, or whoever leads the time in a discussion. Ask one of them.")


def may_see_meeting(meeting_id: UUID, **_: Any) -> MeetingSight:
    """Whoever leads it, and whoever's seat in one of its discussions holds today. Not known to anybody else."""
    user_id = me()
    meeting = queries.meeting_of(meeting_id, user_id)
    if meeting is None or current_user.role is Role.ADMINISTRATOR:
        raise NotKnown
    items = queries.items_of(meeting_id, user_id, leads=meeting.leads)
    if not meeting.leads and not any(one.sits for one in items):
        raise NotKnown
    return MeetingSight(meeting, items, user_id)


def may_lead_meeting(meeting_id: UUID, **_: Any) -> MeetingSight:
    """Whoever made it, and the manager of their team, until it has ended."""
    seen = may_see_meeting(meeting_id)
    if not seen.leads:
        raise Refused(f"{seen.meeting.by or 'Somebody else'} leads this meeting. Ask them to do it.")
    if seen.meeting.ended_at is not None:
        raise Refused("This meeting was called off. Make a new one." if seen.meeting.called_off_because else
                      "This meeting has ended. Make a new one for what is left.")
    return seen


@dataclass(frozen=True, slots=True)
class OnList:
    """One place on the list of a meeting that the user leads."""

    seen: MeetingSight
    item: ItemRow


def may_take_off(meeting_id: UUID, item_id: UUID, **_: Any) -> OnList:
    """Whoever leads it, for an item that has not had its turn."""
    seen = may_lead_meeting(meeting_id)
    item = seen.item(item_id)
    if item is None:
        raise NotKnown
    if seen.items.index(item) <= seen.place:
        raise Refused("This one has had its turn. What is still to come can be taken off the list.")
    return OnList(seen, item)

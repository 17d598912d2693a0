"""Who may see the pieces and add to them: whoever sees the discussion; a seat for itself; the family's own team for others."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from practice.access.models import Information
from practice.core.errors import NotKnown, Refused
from practice.discussions.pieces import queries
from practice.discussions.pieces.queries import ConcernRow
from practice.discussions.policy import LEADS_NOT, DiscussionSight, InDiscussion, may_see_discussion
from practice.discussions.queries import SeatRow
from practice.families.policy import may_write
from practice.families.queries import InFamily, Sight


@dataclass(frozen=True, slots=True)
class SeatPiece(InDiscussion):
    """A seat for which the user may say what it holds."""

    seat: SeatRow


@dataclass(frozen=True, slots=True)
class ConcernSight(InFamily):
    """One concern of the family, still open."""

    concern: ConcernRow

    @property
    def about_id(self) -> UUID:
        return self.concern.id


def may_see_pieces(family_id: UUID, discussion_id: UUID, **_: Any) -> DiscussionSight:
    """Whoever sees the discussion sees who was asked; what a seat brought follows from the kinds that their part sees."""
    return may_see_discussion(family_id, discussion_id)


def hears_concerns(seen: DiscussionSight) -> bool:
    """A concern tells of the whole family: for parts that see the story, of every danger."""
    part = seen.sight.part
    return part.sees(Information.STORY) and not part.dangers


def may_say_for_seat(family_id: UUID, discussion_id: UUID, seat_id: UUID, **_: Any) -> SeatPiece:
    """One's own seat, one whose words one brings; whoever plans it, for a seat that does not sign in. While it runs."""
    seen = may_see_discussion(family_id, discussion_id)
    seat = seen.seat(seat_id)
    if seat is None:
        raise NotKnown
    _runs(seen)
    if seat.id not in seen.own_seats and not (seen.plans and seat.user_id is None):
        raise Refused(f"Only {seat.name} writes for this seat.")
    return SeatPiece(seen, seat)


def may_ask_around(family_id: UUID, discussion_id: UUID, **_: Any) -> DiscussionSight:
    """Whoever leads it, and the family's own team, write down whom they asked and what was answered. While it runs."""
    seen = may_see_discussion(family_id, discussion_id)
    _runs(seen)
    if not seen.plans:
        raise Refused(LEADS_NOT.format(seen.leader))
    return seen


def may_tell_concern(family_id: UUID, discussion_id: UUID, **_: Any) -> DiscussionSight:
    """Anyone who sits in it, and the own team: a relative tells whom they trust."""
    seen = may_see_discussion(family_id, discussion_id)
    _runs(seen)
    if seen.mine is None and not seen.plans:
        raise Refused(LEADS_NOT.format(seen.leader))
    return seen


def _runs(seen: DiscussionSight) -> None:
    if not seen.discussion.runs:
        raise Refused("This discussion has ended. What was written stays readable.")


def may_close_concern(family_id: UUID, concern_id: UUID, **_: Any) -> ConcernSight:
    """Those who write the whole record say what came of a concern."""
    sight = may_write(family_id)
    if sight.part.dangers:
        raise NotKnown
    concern = next((one for one in queries.concerns_of(family_id) if one.id == concern_id), None)
    if concern is None:
        raise NotKnown
    if not concern.is_open:
        raise Refused("This has its outcome already. Write a new concern if there is more.")
    return ConcernSight(sight, concern)


def may_read_ledger(family_id: UUID, **_: Any) -> Sight:
    """Those who write the whole record."""
    sight = may_write(family_id)
    if sight.part.dangers:
        raise NotKnown
    return sight

"""Who may see and lead a discussion: the family's own team, and whoever's seat holds today, for as long as it runs.

A seat rests on a part: a standing one in the family, or one made for this discussion under an agreement. Where that part ends,
the seat is closed on the next request. Nobody reads what another wrote before its round is opened: see queries.said.ENTRIES.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from practice.access.models import Information
from practice.access.queries import MyPart
from practice.core.errors import NotKnown, Refused
from practice.discussions import queries
from practice.discussions.models import SeatRole, State
from practice.discussions.queries import OWN_TEAM, Running, SeatRow
from practice.families.policy import may_see_story, may_write, me
from practice.families.queries import InFamily, Sight

LEADS_NOT = "{} leads the time here. Ask them to do it."


@dataclass(frozen=True, slots=True)
class DiscussionSight(InFamily):
    """One discussion as one user may see it. STANDING: they hold a part in the family itself, not only this seat."""

    discussion: Running
    seats: tuple[SeatRow, ...]
    mine: SeatRow | None
    is_team: bool
    standing: bool

    @property
    def about_id(self) -> UUID:
        return self.discussion.id

    @property
    def leads(self) -> bool:
        """Does the user lead the time? While nobody was given that seat, those who say who is in the family do."""
        leaders = [seat for seat in self.seats if seat.role is SeatRole.FACILITATOR]
        if leaders:
            return self.mine is not None and self.mine.role is SeatRole.FACILITATOR
        return self.is_team and self.sight.part.may_write

    @property
    def plans(self) -> bool:
        """May the user say who sits in it and when it is?"""
        return self.leads or (self.is_team and self.sight.part.may_write)

    @property
    def own_seats(self) -> tuple[UUID, ...]:
        """The user's seat, and those whose words they bring into the room: never one that signs in."""
        if self.mine is None:
            return ()
        return (self.mine.id, *(seat.id for seat in self.seats if seat.brought_by == self.mine.id and seat.user_id is None))

    def says_done(self, act: Any) -> bool:
        """May the user write down what came of an action?"""
        return (self.is_team and self.sight.part.may_write) or (self.mine is not None and act.seat == self.mine.id)

    @property
    def leader(self) -> str:
        return next((seat.name for seat in self.seats if seat.role is SeatRole.FACILITATOR), "Whoever asked for it")

    def seat(self, seat_id: UUID) -> SeatRow | None:
        return next((seat for seat in self.seats if seat.id == seat_id), None)


@dataclass(frozen=True, slots=True)
class InDiscussion:
    """Base of what a policy answers with about one thing of a discussion that was SEEN."""

    seen: DiscussionSight

    @property
    def family_id(self) -> UUID:
        return self.seen.family_id

    @property
    def about_id(self) -> UUID:
        return self.seen.discussion.id


def may_see_discussions(family_id: UUID, **_: Any) -> Sight:
    """Those whose part sees the story. The list holds all for the family's own team, else those in which one sits."""
    return may_see_story(family_id)


def may_ask(family_id: UUID, **_: Any) -> Sight:
    """The family's own team, where they write the record, ask for a discussion."""
    sight = may_write(family_id)
    if not sight.part.kinds_of_part & OWN_TEAM:
        raise Refused("The family’s own team asks for a discussion. Say to the lead practitioner what you would ask.")
    return sight


def may_see_discussion(family_id: UUID, discussion_id: UUID, **_: Any) -> DiscussionSight:
    """The family's own team; a seat that holds, while it runs; afterwards those of its seats that have a part of their own."""
    user_id = me()
    found = queries.running(discussion_id, family_id)
    if found is None:
        raise NotKnown
    discussion, family = found
    standing, own = queries.parts_of(family_id, user_id)
    seats = queries.seats_of(discussion_id)
    mine = next((seat for seat in seats if seat.user_id == user_id), None)
    part = _part(mine, standing, own)
    team = standing is not None and bool(standing.kinds_of_part & OWN_TEAM) and standing.sees(Information.STORY)
    if part is None or not (team or (mine is not None and _holds(mine, standing, own, runs=discussion.runs))):
        raise NotKnown
    return DiscussionSight(Sight(family, part, user_id), discussion, seats, mine, team, standing is not None)


def _part(mine: SeatRow | None, standing: MyPart | None, own: dict[UUID, MyPart]) -> MyPart | None:
    """What the user may see of the record on this page: their standing part, or the one made for the seat."""
    if standing is not None:
        return standing
    return own.get(mine.part_id) if mine is not None and mine.part_id is not None else None


def _holds(mine: SeatRow, standing: MyPart | None, own: dict[UUID, MyPart], *, runs: bool) -> bool:
    if runs:
        return mine.part_id in own if mine.part_id is not None else standing is not None
    return standing is not None and standing.sees(Information.STORY)


def may_lead(family_id: UUID, discussion_id: UUID, **_: Any) -> DiscussionSight:
    """Whoever leads the time, while it runs."""
    seen = may_see_discussion(family_id, discussion_id)
    if not seen.leads:
        raise Refused(LEADS_NOT.format(seen.leader))
    if not seen.discussion.runs:
        raise Refused("This discussion has ended. What was said stays readable.")
    return seen


def may_plan(family_id: UUID, discussion_id: UUID, **_: Any) -> DiscussionSight:
    """Whoever leads it, and the family's own team, while it runs."""
    seen = may_see_discussion(family_id, discussion_id)
    if not seen.plans:
        raise Refused(LEADS_NOT.format(seen.leader))
    if not seen.discussion.runs:
        raise Refused("This discussion has ended. Ask for a new one.")
    return seen


def may_take_part(family_id: UUID, discussion_id: UUID, **_: Any) -> DiscussionSight:
    """Whoever sits in it, while it is open."""
    seen = may_see_discussion(family_id, discussion_id)
    if seen.mine is None and not seen.leads:
        raise Refused(f"You have no seat in this discussion. {seen.leader} can give you one.")
    if seen.discussion.state is not State.OPEN:
        raise Refused("This discussion is not open now.")
    return seen


@dataclass(frozen=True, slots=True)
class HandingIn(InDiscussion):
    """A seat for which the user may hand in: their own, one whose words they bring, one without a device for the leader."""

    seat: SeatRow

    @property
    def is_own(self) -> bool:
        return self.seat.id in self.seen.own_seats


def may_hand_in(family_id: UUID, discussion_id: UUID, seat_id: UUID, **_: Any) -> HandingIn:
    """For one's own seat or one that one brings; whoever leads, for a seat without a device."""
    seen = may_take_part(family_id, discussion_id)
    seat = seen.seat(seat_id)
    if seat is None:
        raise NotKnown
    own = seat.id in seen.own_seats
    if not own and not (seen.leads and seat.user_id is None):
        raise Refused(f"Only {seat.name} hands in for this seat.")
    return HandingIn(seen, seat)


def may_mark_seat(family_id: UUID, discussion_id: UUID, seat_id: UUID, **_: Any) -> HandingIn:
    """Whoever leads marks a seat as passed, absent, or present again."""
    seen = may_lead(family_id, discussion_id)
    seat = seen.seat(seat_id)
    if seat is None:
        raise NotKnown
    return HandingIn(seen, seat)


def may_plan_seat(family_id: UUID, discussion_id: UUID, seat_id: UUID, **_: Any) -> HandingIn:
    """Whoever plans it takes a seat away, until it begins."""
    seen = may_plan(family_id, discussion_id)
    seat = seen.seat(seat_id)
    if seat is None:
        raise NotKnown
    if seen.discussion.state is not State.PLANNED:
        raise Refused("It has begun. Mark the seat as absent, with the reason.")
    return HandingIn(seen, seat)


def may_pick(family_id: UUID, discussion_id: UUID, **_: Any) -> DiscussionSight:
    """The presenter, whoever leads, and the note taker say what the group takes."""
    seen = may_take_part(family_id, discussion_id)
    roles = {SeatRole.PRESENTER, SeatRole.FACILITATOR, SeatRole.NOTE_TAKER}
    if not seen.leads and (seen.mine is None or seen.mine.role not in roles):
        raise Refused("The presenter chooses. Say what you would take.")
    return seen


def may_decide(family_id: UUID, discussion_id: UUID, **_: Any) -> DiscussionSight:
    """Whoever leads, a seat that may decide, and the manager's line write down the decision, until there is one."""
    seen = may_see_discussion(family_id, discussion_id)
    decides = seen.leads or (seen.mine is not None and seen.mine.may_decide) or (seen.is_team and seen.sight.part.may_manage)
    if not decides or seen.discussion.state is State.PLANNED:
        raise Refused("Whoever is accountable decides. Say where you stand instead.")
    if seen.discussion.state is State.DECIDED:
        raise Refused("This was decided, and stays as it is. Ask for a new discussion.")
    return seen


def may_follow_up(family_id: UUID, discussion_id: UUID, **_: Any) -> DiscussionSight:
    """After the decision: replies, what was taken higher and what came of it, who was told. The own team, seats with a part."""
    seen = may_see_discussion(family_id, discussion_id)
    if seen.discussion.state is not State.DECIDED:
        raise Refused("There is no decision yet.")
    if not (seen.is_team and seen.sight.part.may_write) and seen.mine is None:
        raise Refused("The family’s own team writes this down.")
    return seen


@dataclass(frozen=True, slots=True)
class Watching:
    """A poll. It has no family in it on purpose: the page's own look is in the trail, its beats are not."""

    family: UUID
    discussion: UUID
    beat: queries.Beat
    mark: str
    key: str


def may_watch(discussion_id: UUID, mark: str, key: str, **_: Any) -> Watching:
    """Whoever may see it; what has changed is read by that rule again."""
    beat = queries.beat_of(discussion_id, me())
    if beat is None:
        raise NotKnown
    return Watching(beat.family_id, discussion_id, beat, mark, key)

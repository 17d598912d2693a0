"""Who writes down what 0 and 10 mean, and who may put a group's numbers beside the danger's own scale."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from practice.access.models import Information
from practice.core.errors import NotKnown, Refused
from practice.discussions import queries
from practice.discussions.commands import Place, latest
from practice.discussions.judging.commands import Going, numbers_of
from practice.discussions.judging.ends import Words, ends_of
from practice.discussions.models import State
from practice.discussions.policy import DiscussionSight, InDiscussion, may_pick, may_see_discussion
from practice.records.policy import RecordSight, within


def may_agree_ends(family_id: UUID, discussion_id: UUID, **_: Any) -> DiscussionSight:
    """The presenter, whoever leads, and the note taker write down what the group agrees."""
    return may_pick(family_id, discussion_id)


@dataclass(frozen=True, slots=True)
class Carrying(InDiscussion):
    """An opened round of numbers about a danger of the record, and the scale that they may go to."""

    scale: RecordSight
    place: Place
    words: Words
    going: tuple[Going, ...]
    about: str


def may_carry(family_id: UUID, discussion_id: UUID, stage: int, number: int, **_: Any) -> Carrying:
    """Those who see the discussion and write numbers on that scale in the mapping: the same rule as there. After the opening."""
    seen = may_see_discussion(family_id, discussion_id)
    place, d = Place(stage, number), seen.discussion
    openings, events = queries.course_of(d.id)
    if stage >= len(d.frame.stage) or (stage, number) not in openings or d.state is State.PLANNED:
        raise NotKnown
    abouts = {round_: one.about for (at, round_), one in openings.items() if at == stage}
    words = ends_of(events, d.frame.stage[stage], stage, number, abouts)
    if words.scale is None:
        raise NotKnown
    part = seen.sight.part
    if not (seen.standing and part.sees(Information.STORY) and part.may_write):
        raise Refused("You can read this. Ask the lead practitioner to put the numbers there.")
    scale = within(seen.sight, words.scale)
    if scale.row.is_withdrawn:
        raise Refused("The scale was withdrawn since. The numbers stay here.")
    return Carrying(seen, scale, place, words,
                    tuple(numbers_of(place, latest(queries.entries_of(d.id, ())), seen.seats, events)), abouts[number])

"""Who reads ideas and says how they stand: those who work with the family. Never one of the family, whatever seat they hold."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from practice.core.errors import NotKnown, Refused
from practice.discussions import queries
from practice.discussions.commands import latest
from practice.discussions.ideas.standing import Idea, ideas_of
from practice.discussions.models import SeatRole
from practice.discussions.policy import DiscussionSight, InDiscussion, may_see_discussion
from practice.families.queries import People, people_of


@dataclass(frozen=True, slots=True)
class IdeaSight(InDiscussion):
    """One idea that the user may weigh."""

    people: People
    idea: Idea


def reads_ideas(seen: DiscussionSight, people: People) -> bool:
    """Is the reader one who works with the family? One who holds a seat of the family, or belongs to it in the record, is not."""
    if seen.mine is None:
        return True
    person = people.get(seen.mine.person_id) if seen.mine.person_id else None
    return seen.mine.role is not SeatRole.FAMILY and (person is None or person.is_professional)


def may_weigh(family_id: UUID, discussion_id: UUID, entry_id: UUID, number: int, **_: Any) -> IdeaSight:
    """Whoever sits in it and works with the family, and the family's own team; of rounds that were opened."""
    seen = may_see_discussion(family_id, discussion_id)
    people = people_of(family_id)
    if not reads_ideas(seen, people):
        raise NotKnown
    d = seen.discussion
    found = next((one for one in ideas_of(d.frame, latest(queries.entries_of(d.id, ())), queries.events_of(d.id))
                  if (one.entry, one.line) == (entry_id, number)), None)
    if found is None:
        raise NotKnown
    if seen.mine is None and not (seen.is_team and seen.sight.part.may_write):
        raise Refused("Those who sit here and the family’s own team say how an idea stands.")
    return IdeaSight(seen, people, found)

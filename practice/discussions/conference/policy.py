"""Who sees the trail of a conference: parts that see the whole story, and whoever leads the time in it. Who adds to it: those who
write the record."""

from typing import Any
from uuid import UUID

from practice.access.models import Information
from practice.core.errors import NotKnown
from practice.discussions.conference import queries
from practice.families.policy import may_see, may_see_story, may_write
from practice.families.queries import Sight


def may_see_trail(family_id: UUID, **_: Any) -> Sight:
    """The trail tells of every danger: a part that is narrowed to some does not see it. The coordinator, who prepares the family
    for it, reads it whatever else of the story their part shows, until it is over."""
    sight = may_see(family_id)
    if not sight.part.sees(Information.STORY) and not queries.leads_one(family_id, sight.user_id):
        may_see_story(family_id)
    if sight.part.dangers:
        raise NotKnown
    return sight


def may_add_to_trail(family_id: UUID, **_: Any) -> Sight:
    may_see_trail(family_id)
    return may_write(family_id)

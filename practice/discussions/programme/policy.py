"""Who reads the programme: parts that see the whole story. Who writes: those, specialists too, for what they heard themselves."""

from typing import Any
from uuid import UUID

from practice.core.errors import NotKnown
from practice.discussions.programme.queries import is_for
from practice.families.policy import may_see_story
from practice.families.queries import Sight


def may_see_programme(family_id: UUID, **_: Any) -> Sight:
    """A part that is narrowed to some dangers is not told of the parents' talks."""
    sight = may_see_story(family_id)
    if not is_for(sight.part):
        raise NotKnown
    return sight


def may_write_programme(family_id: UUID, **_: Any) -> Sight:
    """Each writes what they heard themselves: what a specialist adds is theirs, whoever writes the record."""
    return may_see_programme(family_id)

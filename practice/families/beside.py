"""What a room above tells the people pages of the safety network. The families stand below the plan and may not import it.

The plan registers where each person stands in the network, what rests on somebody who is about to leave, and where the reason for
leaving is kept; without it the pages say nothing of it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from practice.families.queries import People, Sight


@dataclass(frozen=True, slots=True)
class Beside:
    """PLACES: {person: 'inner ring, told danger 1 on 30 Sept'}. HANGING: ['Rule 3']. KEEP(family, person, because)."""

    places: Callable[[Sight, People], dict[UUID, str]]
    hanging: Callable[[Sight, UUID], list[str]]
    keep: Callable[[UUID, UUID, str], None]


_told: list[Beside] = []


def tell(beside: Beside) -> None:
    """Register the reads of the network."""
    _told[:] = [beside]


def places(sight: Sight, people: People) -> dict[UUID, str]:
    """{person: their place in the safety network in words}, of those whom the reader may see there."""
    return _told[0].places(sight, people) if _told else {}


def hanging(sight: Sight, person_id: UUID) -> list[str]:
    """What of the plan rests on the person, as far as the reader sees it: 'Rule 3', 'Rule 5’s back-up'."""
    return _told[0].hanging(sight, person_id) if _told else []


def keep(family_id: UUID, person_id: UUID, because: str) -> None:
    """Keep why somebody left on whom the plan rests. Called inside a command."""
    if _told and because.strip():
        _told[0].keep(family_id, person_id, because)

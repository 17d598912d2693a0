"""What a room above tells the mapping about its goals. The mapping stands below the plan and may not import it.

The safety plan registers who can say which rules were tested; without it the board says how many rules there are.
"""

from collections.abc import Callable
from uuid import UUID

_tested: list[Callable[[UUID], set[UUID]]] = []


def tell_tested(found: Callable[[UUID], set[UUID]]) -> None:
    """Register the one read of rules that were tested: {rule} of a family, in one statement."""
    _tested[:] = [found]


def tested_rules(family_id: UUID) -> set[UUID] | None:
    """The rules of the family that were tested at least once; None where no room can say."""
    return _tested[0](family_id) if _tested else None

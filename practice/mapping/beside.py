"""What a room above tells the mapping. The mapping stands below the plan and below discussions, and may not import them.

The safety plan registers who can say which rules were tested; without it the board says how many rules there are. Discussions
register the kind of their proposals, which is read with the mapping's own rows, and what they say of those that wait.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from practice.families.queries import Sight
from practice.records.queries import Row


@dataclass(frozen=True, slots=True)
class Waits:
    """A line above the board: '2 proposals from the discussion of 12 Nov wait', and where it leads."""

    words: str
    endpoint: str  # of a page of the family: a mapping is read outside a request too


_waiting: list[tuple[str, Callable[[Sight, Sequence[Row]], list[Waits]]]] = []
_tested: list[Callable[[UUID], set[UUID]]] = []


def tell_tested(found: Callable[[UUID], set[UUID]]) -> None:
    """Register the one read of rules that were tested: {rule} of a family, in one statement."""
    _tested[:] = [found]


def tested_rules(family_id: UUID) -> set[UUID] | None:
    """The rules of the family that were tested at least once; None where no room can say."""
    return _tested[0](family_id) if _tested else None


def tell_waiting(kind: str, says: Callable[[Sight, Sequence[Row]], list[Waits]]) -> None:
    """Register the KIND of record that waits for a place in the mapping, and what is said of its rows. No statement of its own."""
    _waiting[:] = [(kind, says)]


def waiting_kinds() -> tuple[str, ...]:
    return tuple(kind for kind, _ in _waiting)


def waiting(sight: Sight, rows: Sequence[Row]) -> list[Waits]:
    """The lines above the board, of the rows that the reader sees."""
    return [line for kind, says in _waiting for line in says(sight, [row for row in rows if row.kind == kind])]

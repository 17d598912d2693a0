"""The dangers of a family by name. Records stand above this room, so the room that reads them gives its answer here."""

from collections.abc import Callable
from uuid import UUID

from practice.families.queries import Sight

_named: Callable[[Sight], list[tuple[UUID, str]]] | None = None


def provide(named: Callable[[Sight], list[tuple[UUID, str]]]) -> None:
    """Called once at start by the room that knows the dangers."""
    global _named
    _named = named


def dangers_of(sight: Sight) -> list[tuple[UUID, str]]:
    """(danger, its name) of the dangers that the reader sees, in order."""
    return _named(sight) if _named is not None else []

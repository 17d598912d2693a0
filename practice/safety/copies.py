"""What a room above tells the plan of the copies that people hold and what they answered. The plan stands below the papers and
may not import them.

The papers register their selects, in the shape of said.py's one statement, and the function that puts the lines into words.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from practice.families.queries import People


@dataclass(frozen=True, slots=True)
class CopyRow:
    """One line of it: `sort` is 'copy_held' or 'copy_answer', `code` how it was handed over or what was answered."""

    sort: str
    snapshot_id: UUID | None
    person_id: UUID
    code: str
    words: str
    read_together: bool
    more: str
    on: date


@dataclass(frozen=True, slots=True)
class Copy:
    """One person's copy in words: 'Version 3, given by hand on Thu 19 Nov, read together.' 'agrees in part', “…”."""

    person: str
    icon: str
    held: str
    answer: str
    words: str  # as they said it
    more: str

    @property
    def is_settled(self) -> bool:
        """They answered, and agree to all of it."""
        return self.icon == "full"


Words = Callable[[Iterable[CopyRow], People, dict[UUID, int]], list[Copy]]
_selects: list[Any] = []
_words: list[Words] = []


def tell(selects: Sequence[Any], words: Words) -> None:
    """Register the reads of copies. Called once, while the app is made, before the first page."""
    _selects[:] = selects
    _words[:] = [words]


def selects() -> tuple[Any, ...]:
    return tuple(_selects)


def in_words(rows: Iterable[CopyRow], people: People, numbers: dict[UUID, int]) -> list[Copy]:
    """One line a person, in the record's order. NUMBERS are those of the plan's versions."""
    return _words[0](rows, people, numbers) if _words else []

"""Gives the forms of 'Who is in this family' the dangers that a part may be narrowed to: that room stands below the records."""

from uuid import UUID

from practice.cases import dangers
from practice.families.queries import Sight
from practice.records import queries as records


def named(sight: Sight) -> list[tuple[UUID, str]]:
    """(danger, 'Danger 1: Callum coming back') of the dangers that the reader sees, in order."""
    rows = records.current(sight.family_id, sight.part, ("danger",), withdrawn=False)
    return [(row.id, f"Danger {number}: {row.body.title or row.body.words[:80]}") for number, row in enumerate(rows, 1)]


def install() -> None:
    dangers.provide(named)

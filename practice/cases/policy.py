"""Who may say who is in a family, and who may know who looked: the family's own policy, asked by this room's pages."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from practice.access.queries import PartRow, excluded_from, parts_in
from practice.core.errors import NotKnown
from practice.families.policy import may_manage, may_open_families, may_see, may_see_story, may_write
from practice.families.queries import InFamily, Sight

__all__ = ["ExcludedSight", "PartSight", "may_close", "may_end_part", "may_know_who_looked", "may_lift_exclusion",
           "may_open_families", "may_read_contacts", "may_say_who", "may_see_who", "may_write_contact"]


def may_see_who(family_id: UUID, **_: Any) -> Sight:
    """Anyone who holds a part in the family today: whoever is in it may know who else is."""
    return may_see(family_id)


def may_say_who(family_id: UUID, **_: Any) -> Sight:
    """The allocated worker, the manager's line, and whoever opened the family until it is allocated."""
    return may_manage(family_id)


def may_know_who_looked(family_id: UUID, **_: Any) -> Sight:
    """Anyone who holds a part; what a narrower part is told is less (queries.sees_whole_trail)."""
    return may_see(family_id)


def may_read_contacts(family_id: UUID, **_: Any) -> Sight:
    """Those whose part sees the story, of every danger: a contact tells of all of them."""
    sight = may_see_story(family_id)
    if sight.part.dangers:
        raise NotKnown
    return sight


def may_write_contact(family_id: UUID, **_: Any) -> Sight:
    may_read_contacts(family_id)
    return may_write(family_id)


def may_close(family_id: UUID, **_: Any) -> Sight:
    """Those who say who is in a family close it and open it again."""
    return may_manage(family_id)


@dataclass(frozen=True, slots=True)
class PartSight(InFamily):
    """One part of a family, as one who may end it sees it."""

    row: PartRow

    @property
    def about_id(self) -> UUID:
        return self.row.user_id


def may_end_part(family_id: UUID, part_id: UUID, **_: Any) -> PartSight:
    """A part of this family, for those who say who is in it."""
    sight = may_manage(family_id)
    row = next((one for one in parts_in(family_id) if one.id == part_id), None)
    if row is None:
        raise NotKnown
    return PartSight(sight, row)


@dataclass(frozen=True, slots=True)
class ExcludedSight(InFamily):
    """One exclusion, as one who may lift it sees it."""

    about_id: UUID
    name: str


def may_lift_exclusion(family_id: UUID, user_id: UUID, **_: Any) -> ExcludedSight:
    """Somebody who is excluded from this family, for those who say who is in it."""
    sight = may_manage(family_id)
    named = next((one for one in excluded_from(family_id) if one.user_id == user_id), None)
    if named is None:
        raise NotKnown
    return ExcludedSight(sight, user_id, named.name)

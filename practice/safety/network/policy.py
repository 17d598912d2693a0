"""Who may see and change the network: those whose part sees the plan; those who write change it.

A member whose not-for list names the reader is not known to them. A part that is narrowed to some dangers reads those members who
were told one of them or have a part in a rule against one, and writes nothing here.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from practice.core.errors import NotKnown, Refused
from practice.families.queries import InFamily, People, PersonRow, Sight, people_of
from practice.records.policy import RecordSight, within
from practice.safety.network import queries
from practice.safety.network.kinds import NETWORK_KINDS
from practice.safety.policy import may_change_plan, may_see_plan


def may_see_network(family_id: UUID, **_: Any) -> Sight:
    """Anyone whose part sees the plan."""
    return may_see_plan(family_id)


def may_change_network(family_id: UUID, **_: Any) -> Sight:
    """Those who write and are not narrowed to some dangers."""
    sight = may_change_plan(family_id)
    if sight.part.dangers:
        raise Refused("Your part in this family is about one danger. Ask the lead practitioner to write this down.")
    return sight


def may_see_member(family_id: UUID, record_id: UUID, **_: Any) -> RecordSight:
    """One member, or one answer to who else."""
    return _of_network(may_see_network(family_id), record_id)


def may_change_member(family_id: UUID, record_id: UUID, **_: Any) -> RecordSight:
    """A member who is not withdrawn, for those who write."""
    return _live(_of_network(may_change_network(family_id), record_id), "network_member")


def may_change_answer(family_id: UUID, record_id: UUID, **_: Any) -> RecordSight:
    """An answer to who else, for those who write."""
    return _live(_of_network(may_change_network(family_id), record_id), "who_else")


def may_withdraw(family_id: UUID, record_id: UUID, **_: Any) -> RecordSight:
    """A member or an answer that was written down by mistake."""
    return _live(_of_network(may_change_network(family_id), record_id), "")


def _of_network(sight: Sight, record_id: UUID) -> RecordSight:
    seen = within(sight, record_id)
    if seen.row.kind not in NETWORK_KINDS or queries.is_hidden(record_id, sight.user_id):
        raise NotKnown
    return seen


def _live(seen: RecordSight, kind: str) -> RecordSight:
    if kind and seen.row.kind != kind:
        raise NotKnown
    if seen.row.is_withdrawn:
        raise Refused("This was withdrawn. Add it again if it is true.")
    return seen


@dataclass(frozen=True, slots=True)
class Telling(InFamily):
    """One person of the record who is being told."""

    people: People
    person: PersonRow

    @property
    def about_id(self) -> UUID:
        return self.person.id


def may_tell(family_id: UUID, person_id: UUID, **_: Any) -> Telling:
    """Those who write, for a person of the record."""
    sight = may_change_network(family_id)
    people = people_of(family_id)
    if person_id not in people:
        raise NotKnown
    return Telling(sight, people, people[person_id])

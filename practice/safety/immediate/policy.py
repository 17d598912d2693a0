"""Who may see, make, approve and end an immediate plan. It is about the whole family, so a narrowed part does not reach it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from practice.access.models import PartKind
from practice.core.errors import NotKnown, Refused
from practice.families.queries import PersonRow, Sight
from practice.records.policy import RecordSight, within
from practice.safety.immediate.kinds import OWN_KINDS
from practice.safety.immediate.queries import Draft, draft_of
from practice.safety.immediate.standing import Standing
from practice.safety.policy import may_agree_plan, may_see_plan


def may_see_immediate(family_id: UUID, **_: Any) -> Sight:
    """Anyone whose part sees the plan, and is not narrowed to some dangers."""
    sight = may_see_plan(family_id)
    if sight.part.dangers:
        raise Refused("Your part in this family is about one danger. Ask the lead practitioner what this plan asks of you.")
    return sight


def may_see_immediate_row(family_id: UUID, record_id: UUID, **_: Any) -> RecordSight:
    """Its first page, one rule or one night, for those who see the plan."""
    seen = within(may_see_immediate(family_id), record_id)
    if seen.row.kind not in OWN_KINDS:
        raise NotKnown
    return seen


def may_make_immediate(family_id: UUID, **_: Any) -> Sight:
    """Those who write, and see all of it: nobody freezes what they never read."""
    may_see_immediate(family_id)
    return may_agree_plan(family_id)


@dataclass(frozen=True, slots=True)
class ImmediateSight:
    """One frozen immediate plan as one user may see it, with the draft beside it."""

    draft: Draft
    standing: Standing

    @property
    def family_id(self) -> UUID:
        return self.draft.family_id

    @property
    def about_id(self) -> UUID:
        return self.standing.snapshot_id


def may_see_immediate_version(family_id: UUID, snapshot_id: UUID, **_: Any) -> ImmediateSight:
    return _version(may_see_immediate(family_id), snapshot_id)


def may_change_immediate(family_id: UUID, snapshot_id: UUID, **_: Any) -> ImmediateSight:
    """What becomes of it, and what people say to it: those who make it, while nobody has ended it."""
    seen = _version(may_make_immediate(family_id), snapshot_id)
    if not seen.standing.is_live:
        raise Refused("This immediate plan has ended. Make a new one.")
    return seen


def may_approve_immediate(family_id: UUID, snapshot_id: UUID, **_: Any) -> ImmediateSight:
    """A manager of the family, while it runs."""
    sight = may_make_immediate(family_id)
    if PartKind.MANAGER not in sight.part.kinds_of_part:
        raise Refused("A manager approves this plan. Ask the manager of the team; until then it says “not approved yet”.")
    seen = _version(sight, snapshot_id)
    if not seen.standing.is_live:
        raise Refused("This immediate plan has ended. There is nothing to approve.")
    return seen


def _version(sight: Sight, snapshot_id: UUID) -> ImmediateSight:
    draft = draft_of(sight)
    standing = next((one for one in draft.standings if one.snapshot_id == snapshot_id), None)
    if standing is None:
        raise NotKnown
    return ImmediateSight(draft, standing)


@dataclass(frozen=True, slots=True)
class Speaking:
    """One person's word to one immediate plan."""

    seen: ImmediateSight
    person: PersonRow

    @property
    def family_id(self) -> UUID:
        return self.seen.family_id

    @property
    def about_id(self) -> UUID:
        return self.person.id


def may_note_immediate_word(family_id: UUID, snapshot_id: UUID, person_id: UUID, **_: Any) -> Speaking:
    seen = may_change_immediate(family_id, snapshot_id)
    if person_id not in seen.draft.people:
        raise NotKnown
    return Speaking(seen, seen.draft.people[person_id])

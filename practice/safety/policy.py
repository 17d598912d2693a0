"""Who may see and change the plan: those whose part sees the kind 'plan'; those who write the record change it."""

from typing import Any
from uuid import UUID

from practice.access.models import Information
from practice.core.errors import NotKnown, Refused
from practice.families.policy import may_see
from practice.families.queries import Sight
from practice.records.policy import RecordSight, may_change_record, may_see_record
from practice.safety.kinds import PLAN_KINDS


def may_see_plan(family_id: UUID, **_: Any) -> Sight:
    """Anyone whose part sees the plan."""
    sight = may_see(family_id)
    if not sight.part.sees(Information.PLAN):
        raise Refused("Your part in this family does not include the plan. Ask the lead practitioner what you need.")
    return sight


def may_change_plan(family_id: UUID, **_: Any) -> Sight:
    """Those whose part sees the plan and writes the record."""
    sight = may_see_plan(family_id)
    if not sight.part.may_write:
        raise Refused("You can read this plan. Ask the lead practitioner to change it.")
    return sight


def may_change_row(family_id: UUID, record_id: UUID, **_: Any) -> RecordSight:
    """A row of the plan, for those who write."""
    may_change_plan(family_id)
    return _of_plan(may_change_record(family_id, record_id))


def may_see_row(family_id: UUID, record_id: UUID, **_: Any) -> RecordSight:
    may_see_plan(family_id)
    return _of_plan(may_see_record(family_id, record_id))


def _of_plan(seen: RecordSight) -> RecordSight:
    if seen.row.kind not in PLAN_KINDS:
        raise NotKnown
    return seen

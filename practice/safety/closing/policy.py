"""Who may close, and who may write down what the family said afterwards."""

from typing import Any
from uuid import UUID

from practice.core.errors import NotKnown, Refused
from practice.families.queries import Sight
from practice.safety.closing import queries
from practice.safety.policy import may_agree_plan, may_change_plan, may_see_plan
from practice.safety.whole import sees_whole

__all__ = ["may_ask_back", "may_close_case", "may_look_at_closing", "would_close"]


def may_look_at_closing(family_id: UUID, **_: Any) -> Sight:
    """Anyone whose part sees the plan: what would close the case is no secret."""
    return may_see_plan(family_id)


def would_close(sight: Sight) -> bool:
    """Is it theirs to close: do they lead or manage, write, and see all of it?"""
    part = sight.part
    return part.may_write and sees_whole(part) and (part.may_manage or part.is_lead)


def may_close_case(family_id: UUID, **_: Any) -> Sight:
    """The lead practitioner or the manager's line, who see all of it, while the record is open."""
    sight = may_agree_plan(family_id)
    if not would_close(sight):
        raise Refused("Ask the lead practitioner or the team manager to close this record.")
    if not sight.family.is_open:
        raise Refused("This record is closed already. How and why stands on the page Closing.")
    return sight


def may_ask_back(family_id: UUID, **_: Any) -> Sight:
    """Those who write, once the case was closed."""
    sight = may_change_plan(family_id)
    if not queries.closings_of(family_id):
        raise NotKnown
    return sight

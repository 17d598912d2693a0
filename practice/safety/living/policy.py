"""Who may plan and record tests, look at promises and move milestones: those who see the plan and write the record.

A specialist who only reads is told whom to ask; a promise is not marked kept by the service that made it alone: whoever
writes the plan writes down who says so.
"""

from typing import Any
from uuid import UUID

from practice.core.errors import NotKnown, Refused
from practice.records.policy import RecordSight, within
from practice.safety.policy import may_change_plan, may_test

__all__ = ["may_check", "may_plan_test", "may_record_planned", "may_step"]


def may_plan_test(family_id: UUID, record_id: UUID, **_: Any) -> RecordSight:
    """Those who write, for a rule, a child's sign or a red flag in use."""
    return may_test(family_id, record_id)


def may_record_planned(family_id: UUID, record_id: UUID, **_: Any) -> RecordSight:
    """Those who write, for a planned test that is still to come."""
    seen = _live(family_id, record_id, "planned_test")
    if seen.row.body.done_on is not None:
        raise Refused("This test is written down already. Plan the next one on the plan page.")
    return seen


def may_check(family_id: UUID, record_id: UUID, **_: Any) -> RecordSight:
    """Those who write, for a promise of the services in use."""
    return _live(family_id, record_id, "promise")


def may_step(family_id: UUID, record_id: UUID, **_: Any) -> RecordSight:
    """Those who write, for a milestone in use."""
    return _live(family_id, record_id, "milestone")


def _live(family_id: UUID, record_id: UUID, kind: str) -> RecordSight:
    seen = within(may_change_plan(family_id), record_id)
    if seen.row.kind != kind:
        raise NotKnown
    if seen.row.is_withdrawn:
        raise Refused("This was withdrawn. It stays readable, and nothing more is written on it.")
    return seen

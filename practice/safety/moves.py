"""The next move beside each break: the page where it is put right. For the plan, the story page and the first pages."""

from collections.abc import Callable
from uuid import UUID

from flask import current_app, url_for

from practice.safety.breaks import Break

# code -> (endpoint, how the record travels)
_AT_THE_RECORD = {
    "danger_without_harm": "mapping.edit", "goal_without_danger": "mapping.move", "scale_without_number": "mapping.rate",
    "not_asked": "mapping.rate", "unknown_late": "mapping.edit", "bottom_line_not_met": "mapping.edit",
    "rule_incomplete": "safety.edit", "rule_failed": "safety.edit", "rule_over": "safety.edit",
    "rule_without_goal": "safety.edit", "rests_on_left": "safety.edit",
    "rule_untested": "living.plan_test", "rule_not_retried": "living.plan_test", "flag_not_talked": "living.plan_test",
    "flag_not_rung": "living.plan_test", "promise_not_kept": "living.check", "red_flag_without_ring": "safety.edit",
    "closing_not_met": "safety.edit",
}


def move_url(family_id: UUID, broken: Break, *, newest: UUID | None = None, head: UUID | None = None) -> str:
    """The address of the next move, '' where its room is not there or no page can do it.

    NEWEST is the newest version of the plan (for 'ask Pearl'), HEAD the plan's first page (for the day of the next look).
    """
    code, about = broken.code, broken.about
    if code in _AT_THE_RECORD and about is not None:
        more = {"person": broken.person} if code == "not_asked" and broken.person else {}
        return _to(_AT_THE_RECORD[code], family_id, record_id=about, **more)
    if code in {"danger_without_goal", "danger_without_scale"}:
        return _to("mapping.add", family_id, kind="goal" if code == "danger_without_goal" else "scale", danger=about)
    if code == "child_not_heard":
        return _to("mapping.add", family_id, kind="strength")
    if code == "goal_without_rule":
        return _to("safety.add", family_id, kind="plan_rule", parent=about)
    if code == "rests_on_left":
        return _to("immediate.write", family_id)
    if code == "no_closing":
        return _to("safety.add", family_id, kind="closing")
    if code == "no_red_flag":
        return _to("safety.add", family_id, kind="red_flag")
    if code in {"no_review", "review_late"}:
        return _to("safety.edit", family_id, record_id=head) if head else _to("safety.add", family_id, kind="plan_head")
    if code == "network_not_told" and broken.person:
        return _to("network.tell", family_id, person_id=broken.person)
    if code == "network_thin":
        return _to("network.show", family_id)
    if code == "not_agreed" and newest is not None:
        return _to("safety.say", family_id, snapshot_id=newest, person_id=broken.person)
    return ""


def links_of(family_id: UUID) -> Callable[..., list[str]]:
    """A function for templates: [address] of an endpoint whose room is there, else []."""
    def found(endpoint: str, **values: object) -> list[str]:
        url = _to(endpoint, family_id, **values)
        return [url] if url else []

    return found


def _to(endpoint: str, family_id: UUID, **values: object) -> str:
    if endpoint not in current_app.view_functions:
        return ""
    return url_for(endpoint, family_id=family_id, **values)  # type: ignore[arg-type]

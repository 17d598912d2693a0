"""What comes after a decision: answers to those who do not agree, where it went, what came of that, who was told."""

from collections.abc import Iterable

from practice.discussions.kinds import CameOut, Escalated, Replied, Told
from practice.discussions.queries import EventRow
from practice.records.queries import Row


def is_later(event: EventRow) -> bool:
    return isinstance(event.what, Replied | Escalated | CameOut | Told)


def answered_since(part: Row, later: Iterable[EventRow]) -> bool:
    """Was something said to this view after somebody looked at whose private matters it tells of?"""
    body = part.body
    return body.part == "stance" and any(getattr(one.what, "seat", None) == body.seat and (
        body.looked_at is None or one.at > body.looked_at) for one in later)

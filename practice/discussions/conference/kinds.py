"""What happens around a family group conference, each a small frozen struct."""

from datetime import date
from typing import Any
from uuid import UUID

import msgspec

ANSWERS = {"yes": "Wants it", "no": "Does not want it", "unsure": "Is not sure yet"}
COMES = {"yes": "Comes", "video": "By video", "no": "Does not come", "unsure": "Not sure yet"}


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind"):
    """ON is the day on which it happened; when it was recorded is kept beside it."""

    on: date


class Offered(Event, frozen=True, kw_only=True, omit_defaults=True, tag="offered"):
    """A conference was offered to one person: how, in which language, by whom, in which words."""

    person: UUID
    how: str
    language: str
    by: str
    words: str = ""


class Answered(Event, frozen=True, kw_only=True, omit_defaults=True, tag="answered"):
    """One person's answer to the offer."""

    person: UUID
    answer: str
    words: str = ""
    is_verbatim: bool = False


class NotHeld(Event, frozen=True, kw_only=True, omit_defaults=True, tag="not_held"):
    """It is not held: not in the children's interests, or nobody wants it. The reason, and who decided."""

    reason: str  # 'not_in_interests', 'refused'
    because: str
    by: str


class Prepared(Event, frozen=True, kw_only=True, omit_defaults=True, tag="prepared"):
    """The coordinator met one person: do they come, what do they need, with whom must they not be in a room."""

    person: UUID
    by: str
    comes: str
    needs: str = ""
    apart: str = ""
    advocate: str = ""


class InWriting(Event, frozen=True, kw_only=True, omit_defaults=True, tag="in_writing"):
    """The question for the family and the bottom lines, as the family had them in writing beforehand."""

    question: str
    bottom_lines: tuple[str, ...]
    to: tuple[UUID, ...]
    how: str


class Promise(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of the family's own plan: in their words; who and when as far as they said it."""

    words: str
    who: UUID | None = None
    when: str = ""


class FamilyPlan(Event, frozen=True, kw_only=True, omit_defaults=True, tag="family_plan"):
    """The family's own plan in the family's own words. NUMBER counts them: one that was sent back is followed by another."""

    number: int
    lines: tuple[Promise, ...]
    if_not: str = ""
    who_checks: str = ""
    review_on: date | None = None


class Accepted(Event, frozen=True, kw_only=True, omit_defaults=True, tag="accepted"):
    """The family's plan was accepted as it is, with the help that the services give."""

    number: int
    by: str
    help: str = ""


class SentBack(Event, frozen=True, kw_only=True, omit_defaults=True, tag="sent_back"):
    """It was sent back: exactly why, and which bottom line it leaves open."""

    number: int
    by: str
    because: str
    bottom_line: str


class IntoPlan(Event, frozen=True, kw_only=True, omit_defaults=True, tag="into_plan"):
    """Its lines became rules of the family's plan."""

    number: int
    rules: tuple[UUID, ...]


AnyEvent = (Offered | Answered | NotHeld | Prepared | InWriting | FamilyPlan | Accepted | SentBack | IntoPlan)
_decoder: Any = msgspec.json.Decoder(AnyEvent)


def event_of(text: str) -> Any:
    """The event from its stored JSON."""
    return _decoder.decode(text)

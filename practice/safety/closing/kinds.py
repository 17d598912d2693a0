"""The letter that the family keeps when the work ends."""

from datetime import date
from uuid import UUID

from practice.mapping.kinds import COMMON
from practice.records.bodies import Body, register


class ClosingLetter(Body, frozen=True, kw_only=True, omit_defaults=True):
    """One letter to the family, and one more for each reader who gets their own. `words` is the letter, a paragraph a line."""

    reader: UUID | None = None  # None: the family's
    who_keeps: str = ""  # who keeps the plan: 'Olive, and one on the fridge'
    whom_they_ring: str = ""  # a name and a number, the first of the family's own
    check_back_on: date | None = None  # when we ring to ask


LABELS = COMMON | {
    "words": "the letter", "reader": "for one reader", "who_keeps": "who keeps the plan", "whom_they_ring": "whom they ring",
    "check_back_on": "when we ring to ask",
}

register("closing_letter", ClosingLetter, "closing letter", LABELS)

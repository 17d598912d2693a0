"""The kind of record of a journal entry."""

from datetime import date
from uuid import UUID

from practice.mapping.kinds import COMMON
from practice.records.bodies import Body, register

CAME = {"told": "Told to us", "phone": "By phone", "message": "By message", "paper": "On paper"}


class JournalEntry(Body, frozen=True, kw_only=True, omit_defaults=True):
    """One dated entry. `words` is what happened; `said_by` whose entry it is. Its parent is the danger it is about, if any."""

    on: date | None = None  # the day that it tells of; it may lie in the past
    came: str = ""  # one of CAME
    went_to_plan: str = ""  # asked first
    signs: tuple[UUID, ...] = ()  # of the plan's early signs, those that were seen
    sign_words: str = ""
    we_did: str = ""
    child: UUID | None = None
    child_said: str = ""  # what the child did or said
    child_verbatim: bool = False
    number: int | None = None  # 0 to 10 on the scale of its danger; it stands there as a rating of the same person and day
    worry: bool = False


LABELS = COMMON | {
    "on": "day", "came": "how it came", "words": "what happened", "said_by": "whose entry", "said_by_name": "whose entry",
    "went_to_plan": "what went to plan", "signs": "early signs seen", "sign_words": "other signs seen", "we_did": "what we did",
    "child": "which child", "child_said": "what the child did or said", "child_verbatim": "the child’s exact words",
    "number": "the number now", "worry": "a worry",
}
register("journal", JournalEntry, "journal entry", LABELS)

"""The record kind of one part of a decision. Its words never change: only whose private matters they tell of is said later."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from practice.records.bodies import Body, register

OUTCOME = "outcome_part"
# Reasons in a person's own words: they may tell of somebody's treatment, attendance, health or money.
TELLING = frozenset({"because", "stance"})


CALLED = {"question": "The question", "there": "Who was there", "decision": "The decision", "because": "Why it was decided",
          "option": "A choice", "stance": "Where {} stands", "scale": "The question from 0 to 10", "number": "A number",
          "action": "What {} does", "telling": "Who tells the family"}
SAYS = {"agree": "Agrees", "reservation": "Agrees, with a reservation", "dissent": "Does not agree", "abstain": "Does not say"}


class There(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One who sat in it: name, what they did there, whether they belong to the family or its network. BROUGHT_BY: who brought the
    words of one who was not in the room; IS_HEARD: something of theirs was handed in, not guesses alone.
    """

    name: str
    role: str
    attendance: str
    person: UUID | None = None
    is_family: bool = False
    brought_by: str = ""
    is_heard: bool = False


class OutcomePart(Body, frozen=True, kw_only=True, omit_defaults=True):
    """PART: question, there, decision, because, option, stance, scale, number, action, telling (who tells the family). The rest
    as that part needs it.

    `evidence_of` (of every record) names the adult whose private matters it tells of; IS_SORTED: somebody looked and said so.
    """

    part: str = ""
    discussion: UUID | None = None
    seat: UUID | None = None
    person: UUID | None = None  # of the record, who sits there or who does it
    name: str = ""
    is_family: bool = False
    stance: str = ""
    more: str = ""  # what they rely on
    instead: str = ""
    value: int | None = None
    danger: UUID | None = None  # of the record, from whose scale the words of 0 and 10 are
    asked_about: str = ""  # which child or danger a scale and its numbers are about, as the group called it
    now: int | None = None  # their number after all were opened, where they moved
    guess_by: str = ""  # it is no number of theirs: this person guessed it, GUESSER where they stand in the record
    guesser: UUID | None = None
    letter: str = ""
    is_chosen: bool = False
    action: UUID | None = None
    by_on: date | None = None
    goal: str = ""
    decided_by: str = ""
    authority: str = ""
    on: date | None = None
    review_on: date | None = None
    there: tuple[There, ...] = ()
    is_sorted: bool = False
    looked_at: datetime | None = None  # when somebody said so: what is answered later is looked at again
    for_workers: bool = False  # of a way of thinking together that prints nothing for the family

    @property
    def called(self) -> str:
        """'Where DC Wick stands'."""
        return CALLED.get(self.part, "Part of a decision").format(self.name or "somebody")

    @property
    def title(self) -> str:
        """What stands for it where there are no words: 'Agrees'."""
        return SAYS.get(self.stance, "")


register(OUTCOME, OutcomePart, "part of a decision", {
    "words": "the words", "evidence_of": "whose private matters it tells of", "is_sorted": "whether that was looked at"})

"""What happens in the open during a discussion, each a small frozen struct; and the record kind for what a group proposes."""

from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from practice.records.bodies import Body, register, to_json


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind"):
    """Something that happened in the open."""


class Passed(Event, frozen=True, kw_only=True, omit_defaults=True, tag="passed"):
    """A seat passes in one round: by itself, or marked so with the reason; ABSENT: it was not in the room."""

    stage: int
    round: int
    seat: UUID
    because: str = ""
    absent: bool = False


class Noted(Event, frozen=True, kw_only=True, omit_defaults=True, tag="noted"):
    """The notes of one step as they stand now. NUMBER counts them; the last one holds, the others stay readable."""

    stage: int
    number: int
    words: str


class Picked(Event, frozen=True, kw_only=True, omit_defaults=True, tag="picked"):
    """An entry, or one line of it, was sorted with one tap: 'take', 'later', 'leave'. WORDS: what was taken of it."""

    entry: UUID
    mark: str
    line: int = 0
    words: str = ""


class Proposed(Event, frozen=True, kw_only=True, omit_defaults=True, tag="proposed"):
    """What the group accepts went to the mapping as a proposal (a record of kind from_group).

    ENTRY and LINE: what one seat wrote, where it was taken as it stood; COLUMN as in FromGroup.
    """

    stage: int
    record: UUID
    as_kind: str = ""
    words: str = ""  # as the group took them; the record may change with the family
    entry: UUID | None = None
    line: int = 0
    column: str = ""


class Ends(Event, frozen=True, kw_only=True, omit_defaults=True, tag="ends"):
    """What 0 and what 10 mean in one round of numbers, as the group agreed before anybody judged. NUMBER counts them.

    DANGER and SCALE (ids of records) where the round is about a danger of the record: the words are then its scale's own.
    """

    stage: int
    round: int
    number: int
    zero: str
    ten: str
    danger: UUID | None = None
    scale: UUID | None = None


class Carried(Event, frozen=True, kw_only=True, omit_defaults=True, tag="carried"):
    """Numbers of an opened round (ENTRIES) went to the danger's scale, one for each person: no entry goes twice."""

    stage: int
    round: int
    scale: UUID
    entries: tuple[UUID, ...]


class Weighed(Event, frozen=True, kw_only=True, omit_defaults=True, tag="weighed"):
    """How an idea (line LINE of an opened entry) stands: 'open', 'supported' or 'dropped', and why. The last one holds."""

    entry: UUID
    line: int
    state: str
    because: str


class Option(Event, frozen=True, kw_only=True, omit_defaults=True, tag="option"):
    """One way to go."""

    id: UUID
    title: str


class Argument(Event, frozen=True, kw_only=True, omit_defaults=True, tag="argument"):
    """What speaks 'for' or 'against' an option, or what the 'family' says of it; WHO says so, in words."""

    option: UUID
    side: str
    words: str
    who: str = ""


class Action(Event, frozen=True, kw_only=True, omit_defaults=True, tag="action"):
    """Who does what by when."""

    id: UUID
    who: str
    words: str
    by_on: date
    seat: UUID | None = None
    goal: UUID | None = None  # the safety goal that it serves


class Done(Event, frozen=True, kw_only=True, omit_defaults=True, tag="done"):
    """An action was done: on which day, and what came of it. The last one holds."""

    action: UUID
    on: date
    words: str


class Replied(Event, frozen=True, kw_only=True, omit_defaults=True, tag="replied"):
    """The reply to a seat that does not agree."""

    seat: UUID
    words: str


class Escalated(Event, frozen=True, kw_only=True, omit_defaults=True, tag="escalated"):
    """Dissent is taken higher: to whom, by when; or it was offered and not wanted (TO empty)."""

    seat: UUID
    to: str = ""
    by_on: date | None = None
    words: str = ""


class CameOut(Event, frozen=True, kw_only=True, omit_defaults=True, tag="came_out"):
    """What came of dissent that was taken higher."""

    seat: UUID
    words: str
    on: date


class Told(Event, frozen=True, kw_only=True, omit_defaults=True, tag="told"):
    """Somebody of the family was told the decision."""

    who: str
    by: str
    on: date
    they_said: str = ""


AnyEvent = (Passed | Noted | Picked | Proposed | Ends | Carried | Weighed | Option | Argument | Action | Done | Replied | Escalated
            | CameOut | Told)
_decoder: Any = msgspec.json.Decoder(AnyEvent)


def event_of(text: str) -> Any:
    """The event from its stored JSON."""
    return _decoder.decode(text)


def event_json(event: Event) -> str:
    return to_json(event)


class FromGroup(Body, frozen=True, kw_only=True, omit_defaults=True):
    """What a group proposes for the mapping: kept out of finished mappings and of papers until the family has had its say.

    AS_KIND is what it may become: danger, goal, strength, or a question to ask, then COLUMN says what about: worried, working,
    needed. WHOSE: who of the group wrote the words. STATE: draft, taken, changed, agreed, dropped.
    """

    as_kind: str = ""
    column: str = ""
    whose: str = ""
    discussion: UUID | None = None
    held_on: date | None = None  # the day of that discussion
    state: str = "draft"
    taken_to: str = ""
    taken_on: date | None = None
    taken_by: str = ""
    they_said: str = ""


COLUMNS = {"worried": "What are we worried about?", "working": "What’s working well?", "needed": "What needs to happen?"}
STATES = {"draft": "Draft in the group", "taken": "Taken to the family", "changed": "Changed by the family", "agreed": "Agreed",
          "dropped": "Not used"}
register("from_group", FromGroup, "proposal of a group", {
    "as_kind": "what it may become", "column": "in which column", "whose": "whose words of the group", "state": "how far it is",
    "taken_to": "to whom it was taken", "taken_on": "when", "taken_by": "by whom", "they_said": "what they said",
    "words": "the words"})

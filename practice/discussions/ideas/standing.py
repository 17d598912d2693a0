"""How each idea stands. Pure: from entries and events that were read anyway."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from practice.discussions.kinds import Weighed
from practice.discussions.queries import EntryRow, EventRow
from practice.guidance.frameworks import Framework

STATES = {"open": "To be tested", "supported": "Supported", "dropped": "Dropped"}
SHAPES = {"open": "ring", "supported": "tick", "dropped": "differs"}


@dataclass(frozen=True, slots=True)
class Idea:
    """One line of an opened entry. BECAUSE, BY and AT: why it stands so, who said so and when; empty while nobody has."""

    entry: UUID
    line: int
    words: str
    seat: UUID
    state: str = "open"
    because: str = ""
    by: str = ""
    at: datetime | None = None

    @property
    def called(self) -> str:
        return STATES[self.state]

    @property
    def shape(self) -> str:
        return SHAPES[self.state]


def lines_of(words: str) -> list[str]:
    """One question or idea a line."""
    return [line.strip() for line in words.splitlines() if line.strip()]


def stages_of(frame: Framework) -> tuple[int, ...]:
    """The steps in which ideas are written."""
    return tuple(index for index, stage in enumerate(frame.stage) if stage.input == "hypothesis")


def ideas_of(frame: Framework, entries: Iterable[EntryRow], events: Iterable[EventRow]) -> tuple[Idea, ...]:
    """Every idea of the opened rounds, each with the last that was said of it. ENTRIES as latest() gives them."""
    said = {(one.what.entry, one.what.line): one for one in events if isinstance(one.what, Weighed)}
    stages = stages_of(frame)
    found = []
    for one in entries:
        if one.stage not in stages or not one.is_open or one.id is None:
            continue
        for number, words in enumerate(lines_of(one.words)):
            last = said.get((one.id, number))
            found.append(Idea(one.id, number, words, one.seat_id) if last is None else Idea(
                one.id, number, words, one.seat_id, last.what.state, last.what.because, last.author, last.at))
    return tuple(found)

"""The kinds of record of a plan as it is lived (domain 3.4, 3.6)."""

from datetime import date
from uuid import UUID

from practice.mapping.kinds import COMMON
from practice.records.bodies import Body, register


class PlannedTest(Body, frozen=True, kw_only=True, omit_defaults=True):
    """A test that is to come: how, on which day, who does it. Its parent is the rule; `words` is what we will ask."""

    how: str = ""  # value of safety.models.TestKind
    on: date | None = None
    who: UUID | None = None
    put_off: str = ""  # why it was put off to this day
    done_on: date | None = None  # the day of the test that came of it


class Milestone(Body, frozen=True, kw_only=True, omit_defaults=True):
    """One station on the way to closing. `words` is its name; what became of it are rows of milestone_step."""

    must_see: str = ""  # what must be seen first
    began_on: date | None = None  # where it takes its time: '8 weeks without visits', from when
    planned_on: date | None = None  # the day first planned; a move to another day says why
    decided_by: str = ""
    level: str = ""  # contact, supervision or visits after it, in words
    step_back: str = ""  # what happens if it goes wrong


LABELS = COMMON | {
    "how": "how", "on": "on which day", "who": "who does it", "put_off": "put off, because", "done_on": "done on",
    "must_see": "what must be seen first", "began_on": "began on", "planned_on": "planned for", "decided_by": "who decides",
    "level": "after it", "step_back": "step back",
}

register("planned_test", PlannedTest, "planned test", LABELS)
register("milestone", Milestone, "milestone", LABELS)

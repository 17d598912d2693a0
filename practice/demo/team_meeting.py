"""A team meeting of 1 December with a discussion of each of the three families. Kath Downs leads the time in all of them: nobody else on
its list reads of more than one family."""

from datetime import datetime

from practice.core import audit, clock
from practice.demo.replay import Case, day
from practice.discussions.meeting import commands
from practice.discussions.meeting.commands import NewMeeting

MADE = datetime(2026, 11, 23, 17, 5, tzinfo=clock.LONDON)


def make(orchard: Case, harbour: Case, lantern: Case) -> None:
    """Put the discussions that were asked for on one list, in order, after all three families were lived through."""
    with clock.at(MADE), audit.acting_as(orchard.cast.users["kath"]):
        meeting = commands.make(NewMeeting(day("1 Dec"), "9.30", "Meeting room 2, and by video"))
        for case, key, minutes in ((orchard, "christmas_talk", 45), (harbour, "finn_talk", 60), (lantern, "phone_talk", 55)):
            commands.put_on(meeting, case.records[key], minutes)

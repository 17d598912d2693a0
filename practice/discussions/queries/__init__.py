"""Reads of discussions.

discussion: one as it stands, with its seats. lists: which there are. said: what was handed in, opened, said and decided. beat: the
poll that keeps a page live.
"""

from practice.discussions.queries.beat import Beat, beat_of, minutes_left
from practice.discussions.queries.discussion import (
    NO_VIEW,
    OWN_TEAM,
    RUNS,
    Running,
    SeatRow,
    kept_apart,
    parts_of,
    running,
    seats_of,
)
from practice.discussions.queries.lists import AT_ONCE, Invitation, Line, mine, of_family
from practice.discussions.queries.said import (
    DecisionRow,
    EntryRow,
    EventRow,
    OpeningRow,
    course_of,
    decision_of,
    entries_of,
    events_of,
    openings_of,
)

__all__ = ["AT_ONCE", "NO_VIEW", "OWN_TEAM", "RUNS", "Beat", "DecisionRow", "EntryRow", "EventRow", "Invitation", "Line",
           "OpeningRow", "Running", "SeatRow", "beat_of", "course_of", "decision_of", "entries_of", "events_of", "kept_apart",
           "mine", "minutes_left", "of_family", "openings_of", "parts_of", "running", "seats_of"]

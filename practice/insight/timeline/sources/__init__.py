"""Tables whose rows are things that happened: each one entry of SOURCES, all read in one statement. A module for each kind of
thing; a newcomer is one more source in the module that it belongs to.
"""

from practice.insight.timeline.sources import closing, conference, mapping, network, papers, people, plan, programme, talks  # noqa: F401
from practice.insight.timeline.sources.source import SOURCES, Known, Line, part_sorts, statement

__all__ = ["SOURCES", "Known", "Line", "part_sorts", "statement"]

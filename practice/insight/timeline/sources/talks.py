"""Group discussions and what they decided."""

from practice.core import clock
from practice.discussions.models import Decision, Discussion, State
from practice.insight.timeline.events import Event
from practice.insight.timeline.sources.source import STORY, Known, Line, link_to, source


@source("talk", STORY, Discussion, on=Discussion.planned_on, at=Discussion.made_at, words=Discussion.question,
        code=Discussion.state, more=Discussion.place, whole=True, team=True)
def _talk(line: Line, known: Known) -> Event | None:
    held = State(line.code) is not State.PLANNED
    if not held and line.on > clock.today():
        return None  # it has not happened yet
    return Event(line.on, line.at, "talk", "A group discussion was held" if held else "A group discussion was planned for this day",
                 line.words, more=line.more, link=link_to("discussions.show", discussion_id=line.id))


@source("decision", STORY, Decision, on=Decision.decided_on, at=Decision.recorded_at, other=Decision.discussion_id,
        words=Decision.because, more=Decision.words, who=Decision.decided_by, whole=True, team=True,
        joined=lambda rows: rows.join(Discussion, Discussion.id == Decision.discussion_id))
def _decision(line: Line, known: Known) -> Event:
    return Event(line.on, line.at, "talk", f"Decided: {line.more}", more=f"{line.who}, because: {line.words}",
                 link=link_to("discussions.show", discussion_id=line.other))

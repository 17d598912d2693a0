"""The record was closed, and how they are since."""

from sqlalchemy import case

from practice.documents.phrases import stop
from practice.insight.timeline.events import Event
from practice.insight.timeline.sources.source import PLAN, Known, Line, link_to, source
from practice.safety.closing.models import CheckBack, ClosingRecord


@source("closing", PLAN, ClosingRecord, on=ClosingRecord.on, at=ClosingRecord.recorded_at, words=ClosingRecord.because,
        more=ClosingRecord.who_keeps, who=ClosingRecord.check_back_by)
def _closing(line: Line, known: Known) -> Event:
    return Event(line.on, line.at, "closing", "The record was closed", more=f"{stop(line.words)} Who keeps the plan: "
                 f"{stop(line.more)} {line.who} rings to ask how they are.", link=link_to("closing.show"))


@source("asked", PLAN, CheckBack, on=CheckBack.on, at=CheckBack.recorded_at, words=CheckBack.they_said, more=CheckBack.what_we_did,
        who=CheckBack.who_answered, number=case((CheckBack.is_answered, 1), else_=0), is_verbatim=CheckBack.is_verbatim)
def _asked(line: Line, known: Known) -> Event:
    what = f"We rang to ask how they are: {line.who} answered" if line.number else "We rang to ask how they are: nobody answered"
    return Event(line.on, line.at, "closing", what, line.words, bool(line.is_verbatim), whose_name=line.who,
                 more=line.more, link=link_to("closing.show"))

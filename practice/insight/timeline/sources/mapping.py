"""Everyone’s number, and the mapping as a whole: finished, and shared with whom."""

from practice.insight.timeline.events import Event
from practice.insight.timeline.sources.source import STORY, Known, Line, link_to, people_of, source
from practice.mapping.models import Rating
from practice.records.models import Shown, Snapshot


@source("rating", STORY, Rating, on=Rating.on, at=Rating.recorded_at, about=Rating.scale_id, person=Rating.person_id,
        other=Rating.guessed_by, number=Rating.value, words=Rating.why, who=Rating.asked_by, is_verbatim=Rating.is_verbatim,
        hangs=True)
def _rating(line: Line, known: Known) -> Event:
    name, about = known.name(line.person), known.called.get(line.about, "a danger") if line.about else "a danger"
    if line.other:
        what = f"{known.name(line.other)} guesses what {name} would say about {about}: {_number(line.number)}"
    elif line.number is None:
        what = f"{name} gave no number about {about}"
    else:
        what = f"{name} says {line.number} about {about}"
    return Event(line.on, line.at, "number", what, line.words, bool(line.is_verbatim), line.other or line.person,
                 people=people_of([line.person, line.other]), more=line.who,
                 link=link_to("mapping.over_time", record_id=line.about))


def _number(value: int | None) -> str:
    return "no number" if value is None else str(value)


@source("mapping", STORY, Snapshot, on=Snapshot.on, at=Snapshot.made_at, number=Snapshot.number, words=Snapshot.note,
        where=Snapshot.kind == "mapping")
def _mapping(line: Line, known: Known) -> Event:
    return Event(line.on, line.at, "mapping", f"The mapping was finished, version {line.number}", more=line.words,
                 link=link_to("mapping.versions_of_all"))


@source("shown", STORY, Shown, on=Shown.on, at=Shown.recorded_at, person=Shown.person_id, code=Shown.kind, words=Shown.they_said,
        more=Shown.how, is_verbatim=Shown.is_verbatim, whole=True)
def _shown(line: Line, known: Known) -> Event | None:
    what = {"mapping": "The mapping", "plan": "The plan"}.get(line.code)
    if what is None:
        return None
    return Event(line.on, line.at, line.code, f"{what} was shared with {known.name(line.person)}", line.words,
                 bool(line.is_verbatim), line.person, more=line.more, people=people_of([line.person]))

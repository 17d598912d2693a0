"""The family group conference: offered, answered, prepared, the question in writing, the family's own plan and what was said to it.
What is said in private family time is not recorded anywhere, so nothing of it is here."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import func

from practice.core import dates
from practice.discussions.conference import kinds
from practice.discussions.conference.models import ConferenceEvent
from practice.insight.timeline.events import Event
from practice.insight.timeline.sources.source import STORY, Known, Line, link_to, people_of, source


def _offered(one: kinds.Offered, known: Known) -> dict[str, Any]:
    return {"what": f"A family group conference was offered to {known.name(one.person)}", "people": people_of([one.person]),
            "more": f"{one.how}, in {one.language}, by {one.by}"}


def _answered(one: kinds.Answered, known: Known) -> dict[str, Any]:
    says = {"yes": "wants one", "no": "does not want one", "unsure": "is not sure yet"}[one.answer]
    return {"what": f"{known.name(one.person)} answered the offer of a family group conference: {says}", "words": one.words,
            "is_verbatim": one.is_verbatim, "whose": one.person, "people": people_of([one.person])}


def _not_held(one: kinds.NotHeld, _: Known) -> dict[str, Any]:
    return {"what": "No family group conference is held", "more": f"{one.because} {one.by} decided."}


def _prepared(one: kinds.Prepared, known: Known) -> dict[str, Any]:
    comes = {"yes": "comes", "video": "comes by video", "no": "does not come", "unsure": "is not sure yet"}[one.comes]
    advocate = f"Advocate: {one.advocate}" if one.advocate else ""
    return {"what": f"{one.by} met {known.name(one.person)} before the family group conference: {comes}", "more": advocate,
            "people": people_of([one.person])}


def _in_writing(one: kinds.InWriting, known: Known) -> dict[str, Any]:
    lines = len(one.bottom_lines)
    more = f"With {'one bottom line' if lines == 1 else f'{lines} bottom lines'}. {one.how}" if lines else one.how
    return {"what": f"The question for the family, in writing, for {', '.join(known.name(person) for person in one.to)}",
            "words": one.question, "more": more, "people": people_of(one.to)}


def _family_plan(one: kinds.FamilyPlan, _: Known) -> dict[str, Any]:
    what = "The family made their own plan" if one.number == 1 else f"The family made their plan once more, number {one.number}"
    more = f"They look at it again on {dates.long_day(one.review_on)}" if one.review_on else ""
    return {"what": what, "words": " ".join(line.words for line in one.lines), "is_verbatim": True, "more": more,
            "people": people_of(line.who for line in one.lines)}


def _accepted(one: kinds.Accepted, _: Known) -> dict[str, Any]:
    return {"what": f"{one.by} accepted the family’s plan as it is", "more": one.help}


def _sent_back(one: kinds.SentBack, _: Known) -> dict[str, Any]:
    return {"what": f"{one.by} sent the family’s plan back", "more": f"{one.because} It leaves open: {one.bottom_line}"}


def _into_plan(_: kinds.IntoPlan, __: Known) -> dict[str, Any]:
    return {"what": "The family’s plan became rules of the safety plan, in their words", "link": link_to("safety.plan")}


_TELL: dict[type, Callable[[Any, Known], dict[str, Any]]] = {
    kinds.Offered: _offered, kinds.Answered: _answered, kinds.NotHeld: _not_held, kinds.Prepared: _prepared,
    kinds.InWriting: _in_writing, kinds.FamilyPlan: _family_plan, kinds.Accepted: _accepted, kinds.SentBack: _sent_back,
    kinds.IntoPlan: _into_plan}


@source("conference", STORY, ConferenceEvent, on=func.date(ConferenceEvent.at), at=ConferenceEvent.at, words=ConferenceEvent.body,
        whole=True)
def _conference(line: Line, known: Known) -> Event:
    event = kinds.event_of(line.words)
    return Event(event.on, line.at, "conference", **({"link": link_to("conference.show")} | _TELL[type(event)](event, known)))

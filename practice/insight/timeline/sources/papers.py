"""Papers: made, given, answered."""

from sqlalchemy import case, func

from practice.core import clock
from practice.documents.hands.models import AnswerKind, HandingOver, How, PaperAnswer, Understood
from practice.documents.models import Paper
from practice.insight.timeline.events import Event
from practice.insight.timeline.sources.source import PLAN, STORY, Known, Line, link_to, people_of, source


@source("paper", STORY, Paper, on=func.date(Paper.made_at), at=Paper.made_at, person=Paper.reader_id, code=Paper.kind,
        number=case((Paper.is_draft, 1), else_=0))
def _paper(line: Line, known: Known) -> Event:
    draft = ", a draft" if line.number else ""
    return Event(line.at.astimezone(clock.LONDON).date(), line.at, "paper",
                 f"A paper was made for {known.name(line.person)}: {_called(line.code)}{draft}", people=people_of([line.person]),
                 link=link_to("documents.index"))


def _called(kind: str) -> str:
    return kind.replace("-", " ")


_HOW = {How.BY_HAND: "by hand", How.POST: "by post", How.EMAIL: "by e-mail", How.READ_OUT: "read out", How.SHOWN: "shown"}
_UNDERSTOOD = {Understood.YES: "", Understood.IN_PART: "Understood in part", Understood.NO: "Not understood",
               Understood.NOT_ASKED: ""}


@source("given", STORY | PLAN, HandingOver, on=HandingOver.on, at=HandingOver.recorded_at, person=HandingOver.person_id,
        code=HandingOver.how, sub=HandingOver.understood, words=HandingOver.their_words, who=Paper.kind,
        joined=lambda rows: rows.join(Paper, Paper.id == HandingOver.paper_id), whole=True)
def _given(line: Line, known: Known) -> Event:
    return Event(line.on, line.at, "paper", f"{known.name(line.person)} was given the paper: {_called(line.who)}, "
                 f"{_HOW[How(line.code)]}", line.words, whose=line.person if line.words else None,
                 more=_UNDERSTOOD[Understood(line.sub)], people=people_of([line.person]), link=link_to("documents.index"))


_ANSWERS = {AnswerKind.AGREES: "agrees with", AnswerKind.IN_PART: "agrees in part with", AnswerKind.DOES_NOT: "does not agree with",
            AnswerKind.NONE_YET: "has not answered yet to"}


@source("answer", STORY | PLAN, PaperAnswer, on=PaperAnswer.on, at=PaperAnswer.recorded_at, person=PaperAnswer.person_id,
        code=PaperAnswer.answer, words=PaperAnswer.words, more=PaperAnswer.wants_changed, who=Paper.kind,
        joined=lambda rows: rows.join(Paper, Paper.id == PaperAnswer.paper_id), whole=True)
def _answer(line: Line, known: Known) -> Event:
    return Event(line.on, line.at, "paper", f"{known.name(line.person)} {_ANSWERS[AnswerKind(line.code)]} the paper: "
                 f"{_called(line.who)}", line.words, is_verbatim=bool(line.words), whose=line.person,
                 more=f"Wants changed: {line.more}" if line.more else "", people=people_of([line.person]),
                 link=link_to("documents.index"))

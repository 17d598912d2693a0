"""The Lantern family’s copies: Amber’s was given; Halina’s lies there, since she waits for the Polish one."""

from practice.demo.replay import Case, Days
from practice.documents.hands.models import AnswerKind, How

DAYS = Days()


@DAYS.on("12 Nov", "10.15", "kwame")
def waits(case: Case) -> None:
    case.paper("halina", "standard")


@DAYS.on("18 Nov", "18.20", "kwame")
def given(case: Case) -> None:
    case.paper("amber", "standard")
    case.hands("amber", How.BY_HAND, answer=AnswerKind.AGREES, words="I am on days from 14 December.", taken_by="Kwame Ray")

"""The Orchard family’s copies: version 4 for Robin, Olive and Mrs Medlar; Mr Fernhill still has version 3."""

from practice.demo.replay import Case, Days
from practice.documents.hands.models import AnswerKind, How, Understood

DAYS = Days()


@DAYS.on("13 Oct", "17.10", "priya")
def third(case: Case) -> None:
    case.paper("fernhill", "standard")
    case.hands("fernhill", How.BY_HAND, together=False, answer=AnswerKind.AGREES, words="Tuesdays and Saturdays. Easy.",
               taken_by="Priya Sandal")


@DAYS.on("23 Nov", "16.50", "priya")
def fourth(case: Case) -> None:
    for name in ("robin", "olive", "medlar"):
        case.paper(name, "standard")
    case.hands("robin", How.BY_HAND, understood=Understood.YES, said="I ring before it gets bad. That’s the whole of it.",
               answer=AnswerKind.AGREES, words="I had a bad week and I rang.", taken_by="Priya Sandal")
    case.hands("olive", How.BY_HAND, answer=AnswerKind.AGREES, words="He rings. Every time bar one.", taken_by="Priya Sandal")
    case.hands("medlar", How.BY_HAND, together=False, answer=AnswerKind.AGREES, taken_by="Priya Sandal")

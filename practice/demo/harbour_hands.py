"""The Harbour family’s copies: large print for Marina, read together; Callum’s own part, with Glen; Pearl’s waits for her."""

from practice.demo.replay import Case, Days
from practice.documents.hands.models import AnswerKind, How, Understood

DAYS = Days()


@DAYS.on("19 Nov", "17.05", "ines")
def hers(case: Case) -> None:
    case.paper("marina", "large-print")
    case.hands("marina", How.BY_HAND, understood=Understood.YES, said="If the bell goes I look first. If it’s a blue morning Mum comes.",
               answer=AnswerKind.AGREES, words="It’s mine as well. I can do the blue text.", taken_by="Ines Tidewell")
    case.paper("pearl", "standard")


@DAYS.on("20 Nov", "15.30", "ines")
def his(case: Case) -> None:
    case.paper("callum", "standard")
    case.hands("callum", How.READ_OUT, understood=Understood.IN_PART, said="So I send nothing, and I ring Glen.",
               answer=AnswerKind.IN_PART, words="I’ll do my bit. It does not say that I come on Tuesdays.",
               wants_changed="Say how often I was at the group", taken_by="Glen Moor, who read it with him")

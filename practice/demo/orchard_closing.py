"""The Orchard family on its way to closing: what would be enough and by when, and the letter as a draft. It is not closed yet."""

from practice.access.models import Information
from practice.demo.replay import Case, Days, day
from practice.safety.closing.kinds import ClosingLetter

DAYS = Days()


@DAYS.on("23 Nov", "16.40", "priya")
def conditions(case: Case) -> None:
    case.change("close1", planned_on=day("18 Jan 2027"))
    case.change("close2", detail="They began on 23 November; Christmas is among them", planned_on=day("18 Jan 2027"))
    case.change("close3", met_on=day("23 Nov"))


@DAYS.on("23 Nov", "17.05", "priya")
def letter(case: Case) -> None:
    """A draft, to be read out and given on 18 January if the goals still hold."""
    case.add("letter", ClosingLetter(
        words="Dear Robin, Bryony and Ash.\n\n"
        "We started because Ash was outside at night and Bryony was doing a grown-up’s jobs. You changed it. You rang someone "
        "when it got hard, even on 9 October. Bryony plays football again. Ash sleeps and has breakfast. All of you gave "
        "it 8. So today we stop coming.\n\n"
        "The plan stays yours: it is on the fridge and Olive has one. If the 7 o’clock feeling comes, ring Olive first. If "
        "nobody answers, ring Jo, 01632 960140, or us, 01632 960100. If someone can’t be woken, 999.\n\n"
        "Dele will ring to ask how you are on 19 April. We are glad to know you.",
        who_keeps="It is on the fridge, and Olive has one",
        whom_they_ring="Olive, 07700 900301; then Jo, 01632 960140, or us, 01632 960100",
        check_back_on=day("19 Apr 2027")), info=Information.PLAN)

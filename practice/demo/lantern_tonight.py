"""The Lantern family's week with Amber on nights: an immediate plan beside the full one, until the Saturday at the garage."""

from practice.demo import tonight
from practice.demo.replay import Case, Days, day
from practice.demo.tonight import Nights
from practice.safety.immediate.kinds import ImmediatePlan
from practice.safety.models import StanceKind

DAYS = Days()
AGREES, NOT_ASKED = StanceKind.AGREES, StanceKind.NOT_ASKED


@DAYS.on("23 Nov", "17.20", "kwame")
def a_week_of_nights(case: Case) -> None:
    tonight.write(case, ImmediatePlan(
        title="Until Saturday morning", ends_on=day("28 Nov"), ends_at="10.00",
        why_today="Amber works nights until Friday, and Friday is the hard evening. The first time that Kwame rang everyone on "
        "the list, not everyone answered.",
        checks="Idris writes down who came in when. Kwame asks him for it when he rings.", numbers="Idris: 07700 900201\nMax: 07700 900202\nKwame: 07700 900205",
        review="On Saturday at 10 Jay is at the garage with Max. Kwame asks there how the nights were. The full plan goes on."), [
            ("idris", "is at home, with the car at the door and the phone on", "every night"),
            ("halina", "has Star upstairs with her", "from bedtime to breakfast"),
            ("max", "is the second to go for Jay", "at any hour"),
            ("amber", "writes to Jay in her break", "at 10 each night"), ("amber", "gives Jay his £10 before her shift", "on Friday"),
            ("kwame", "rings Idris", "at 9 each morning")],
        [Nights("23 Nov", "27 Nov", ("idris", "halina"), "at home")])
    tonight.agree(
        case, ("amber", AGREES, "I can look at my phone at ten.", "By phone, before her shift"),
        ("idris", AGREES, "The tank is full.", "At home"), ("max", AGREES, "I’m ten minutes away.", "By phone"),
        ("halina", AGREES, "She sleeps here anyway.", "Through the interpreter, by phone"), ("kwame", AGREES, "", ""),
        ("jay", AGREES, "Fine. Tell Idris not to sit up.", "In the car"),
        ("star", NOT_ASKED, "Halina tells her. Fay asks her on Thursday.", ""),
        ("lucian", NOT_ASKED, "In Poland. Kwame asks him when he rings.", ""))


@DAYS.on("23 Nov", "18.30", "owen")
def approved(case: Case) -> None:
    tonight.approve(case, "Every night has two people. Ring me if Friday goes badly.")

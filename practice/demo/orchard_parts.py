"""The Orchard family's first nights, and the parts of their plan beside its rules: the day by hours, the lamp, the steps."""

from practice.demo import tonight
from practice.demo.replay import Case, Days, day
from practice.demo.tonight import Nights
from practice.safety.immediate.kinds import ImmediatePlan
from practice.safety.kinds import DayPart
from practice.safety.models import StanceKind

DAYS = Days()
NUMBERS = "Olive: 07700 900301\nMrs Medlar: 07700 900302\nNights: 01632 960199"
AGREES, NOT_ASKED = StanceKind.AGREES, StanceKind.NOT_ASKED
RULES = [("olive", "is in the house before 7 and stays until breakfast", "every night"),
         ("robin", "is not alone with the children when he has drunk, and rings Olive by 5", "every day"),
         ("medlar", "takes the children in if nobody wakes, and rings Olive", "any night"),
         ("priya", "rings at 7", "each evening")]


@DAYS.on("2 June", "17.40", "priya")
def first_nights(case: Case) -> None:
    tonight.write(case, ImmediatePlan(
        title="The first week", ends_on=day("9 June"), ends_at="17.00", numbers=NUMBERS,
        why_today="On 23 May Ash was found outside at night. On Friday Bryony could not wake her dad. Robin asked for help today.",
        checks="Priya rings at 7 each evening. Mrs Medlar looks whether Olive’s car is there.",
        review="On Tuesday we meet at Olive’s and say what comes next."), RULES,
        [Nights("2 June", "8 June", ("olive",), "at Robin’s"), Nights("6 June", "6 June", ("olive",), "at Olive’s")])
    tonight.agree(
        case, ("robin", AGREES, "I want them to sleep.", "Read together at the kitchen table"),
        ("olive", AGREES, "I’ll bring my pillow.", "Read together"), ("medlar", AGREES, "", "At her door, 2 June"),
        ("priya", AGREES, "", ""), ("bryony", NOT_ASKED, "She was told by Robin. Dele asks her on 11 June.", ""),
        ("ash", NOT_ASKED, "He was asleep.", ""))


@DAYS.on("2 June", "18.30", "kath")
def approved(case: Case) -> None:
    tonight.approve(case, "Olive every night. Good.")


@DAYS.on("9 June", "15.30", "priya")
def ten_more_nights(case: Case) -> None:
    tonight.begin_anew(case, "Seven nights out of seven. The full plan is not written yet")
    tonight.write(case, ImmediatePlan(
        title="Until the full plan", ends_on=day("18 June"), ends_at="20.00", numbers=NUMBERS,
        why_today="Robin still has the 7 o’clock feeling every night. The full plan is not written yet.",
        checks="Priya rings on Mondays and Thursdays at 7.", review="On 18 June we write the full plan together."),
        [*RULES[:3], ("priya", "rings at 7", "on Mondays and Thursdays")],
        [Nights("9 June", "17 June", ("olive",), "at Robin’s"), Nights("13 June", "13 June", ("olive",), "at Olive’s")])
    tonight.agree(
        case, ("robin", AGREES, "She snores. I don’t mind.", "Read together"), ("olive", AGREES, "", "Read together"),
        ("medlar", AGREES, "", "By phone"), ("priya", AGREES, "", ""),
        ("bryony", NOT_ASKED, "Dele asks her on 11 June.", ""), ("ash", NOT_ASKED, "Dele asks him on 11 June, with faces.", ""),
        note="Priya rings twice a week")


@DAYS.on("9 June", "16.40", "kath")
def approved_again(case: Case) -> None:
    tonight.approve(case)


@DAYS.on("18 June", "16.30", "priya")
def ended(case: Case) -> None:
    tonight.end(case, "The rules of the full plan were written today, and are in use from tonight")


# The parts of the full plan


@DAYS.on("20 Nov", "10.20", "priya")
def lamp_and_steps(case: Case) -> None:
    case.change("lamp", safe_person=case["medlar"], reach="Next door, at any hour. Olive by phone",
                object="The lamp in the hall, lit at the window", looks=case.all("medlar"), how_often="at 9 every night",
                then_that="Mrs Medlar comes over, and stays until a grown-up who is sober is there", place="Mrs Medlar’s",
                grown_ups="It is the grown-ups’ job to sort it out.")
    case.change("ring_olive", steps=("He rings Olive by 5: 07700 900301.", "She comes before 7 and stays until breakfast."),
                child_goes="nowhere: Olive comes to them")
    case.change("ring_999", steps=("Ring 999 first.", "Then Mrs Medlar."), child_goes="to Mrs Medlar’s")


@DAYS.on("20 Nov", "10.50", "priya")
def the_day_by_hours(case: Case) -> None:
    for key, days, part, child, who, words in (
            ("m", "weekday", "morning", (), ("robin",), ""), ("r1", "weekday", "school run", ("ash",), ("robin",), "on foot"),
            ("r2", "weekday", "school run", ("bryony",), ("robin",), "she walks with a friend; Robin sees her off"),
            ("a1", "weekday", "after school", ("bryony",), ("robin",), "Mr Fernhill on Tuesdays"),
            ("a2", "weekday", "after school", ("ash",), ("robin",), ""), ("e", "weekday", "evening", (), ("robin",), "Olive from 7 "
             "if he has rung"), ("n", "weekday", "night", (), ("robin",), "or Olive, until breakfast"),
            ("wm", "weekend", "morning", (), ("robin",), ""),
            ("wa", "weekend", "after school", ("bryony",), ("fernhill",), "football on Saturdays"),
            ("we", "weekend", "evening", (), ("robin", "olive"), "Sundays at Olive’s"), ("wn", "weekend", "night", (), ("robin",),
             "or Olive, until breakfast"), ("hm", "holiday", "morning", (), ("robin",), ""),
            ("ha", "holiday", "after school", (), ("olive",), "at Olive’s"), ("he", "holiday", "evening", (), ("olive",),
             "the hard days at Olive’s"), ("hn", "holiday", "night", (), ("robin",), "or Olive")):
        case.add(f"day_{key}", DayPart(days=days, part=part, child=case.all(*child), who=case.all(*who), words=words))

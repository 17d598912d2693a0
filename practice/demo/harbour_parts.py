"""The Harbour family's first evenings, and the parts of their plan beside its rules: the day by hours, the sign, the steps."""

from practice.demo import tonight
from practice.demo.replay import Case, Days, day
from practice.demo.tonight import Nights
from practice.safety.immediate.kinds import ImmediatePlan
from practice.safety.kinds import DayPart
from practice.safety.models import StanceKind

DAYS = Days()
DAD = ("callum", "dunstan")
SAFE = "It would show how Marina is kept safe"
NUMBERS = "Coral: 07700 900123\nInes: 01632 960100\nNights: 01632 960199"
AGREES, NOT_ASKED = StanceKind.AGREES, StanceKind.NOT_ASKED


@DAYS.on("9 Sept", "17.10", "ines")
def first_evening(case: Case) -> None:
    tonight.write(case, ImmediatePlan(
        title="Until we are in the new flat", ends_at="18.00", checks="Ines rings Marina at 6 each evening. Asha visits on Friday.",
        why_today="On Sunday night Callum had his hands on Marina’s neck, and Finn saw it. He knows the old flat. Nobody knows "
        "where he sleeps.", ends_on=day("12 Sept"), numbers=NUMBERS,
        review="On Saturday they move. Then the next one is made, for the new flat."), [
            ("marina", "stays at Coral’s with Finn and Shelly, and does not go to the old flat alone", "until Saturday"),
            ("coral", "keeps the door locked, and opens it to nobody she does not expect", "day and night"),
            ("buoy", "rings 999 if she sees Callum at the old flat, then Ines", "at any hour"),
            ("callum", "sends Marina no word and does not go to the old flat", "at any hour"),
            ("ines", "rings Marina", "at 6 each evening")],
        [Nights("9 Sept", "11 Sept", ("coral", "marina"), "at Coral’s")], DAD, SAFE)
    tonight.agree(
        case, ("marina", AGREES, "I won’t go back there on my own.", "Read together at Coral’s"),
        ("coral", AGREES, "They have my bed. I have the sofa.", "Read together"),
        ("buoy", AGREES, "", "By phone"), ("ines", AGREES, "", ""),
        ("finn", NOT_ASKED, "He was asleep. Ines sits down with him and Ms Slate.", ""),
        ("shelly", NOT_ASKED, "She is two.", ""),
        ("callum", NOT_ASKED, "Sgt Birk told him his bail on 7 September.", ""))


@DAYS.on("9 Sept", "18.05", "tom")
def approved(case: Case) -> None:
    tonight.approve(case, "Three nights, and every one has two people.")


@DAYS.on("12 Sept", "17.20", "ines")
def new_flat(case: Case) -> None:
    tonight.begin_anew(case, "They moved today. The locks are new")
    tonight.write(case, ImmediatePlan(
        title="In the new flat", ends_on=day("26 Sept"), ends_at="17.00", numbers=NUMBERS,
        checks="Ines rings Marina at 6 each evening. Asha visits on Fridays.",
        why_today="They live at a home that Callum does not know. The weeks after leaving are the most dangerous ones.",
        review="The conference is on 28 September. Before it we make the next one."), [
            ("marina", "locks door and chain, and keeps the phone by the bed", "every night"),
            ("coral", "is the first call, and keeps her phone on", "day and night"),
            ("pearl", "sleeps at Marina’s", "on Fridays"),
            ("callum", "sends Marina no word, and nothing through the children", "at any time"),
            ("ines", "rings Marina", "at 6 each evening")],
        [Nights("12 Sept", "25 Sept", ("marina",), "at home"), Nights("18 Sept", "18 Sept", ("marina", "pearl"), "at home"),
         Nights("25 Sept", "25 Sept", ("marina", "pearl"), "at home"), Nights("15 Sept", "15 Sept", ("coral",), "at Coral’s"),
         Nights("19 Sept", "19 Sept", ("coral",), "at Coral’s"), Nights("22 Sept", "22 Sept", ("coral",), "at Coral’s")],
        DAD, SAFE)
    tonight.agree(
        case, ("marina", AGREES, "I slept the first night. Four hours.", "Read together"),
        ("coral", AGREES, "", "By phone"), ("pearl", AGREES, "I’ll bring the blow-up bed.", "By phone"),
        ("ines", AGREES, "", ""), ("finn", AGREES, "Is the chain on?", "Told by Marina, with Ines there"),
        ("shelly", NOT_ASKED, "She is two.", ""),
        ("callum", NOT_ASKED, "He has his bail in writing.", ""),
        note="the new flat; Pearl on Fridays")


@DAYS.on("12 Sept", "18.40", "tom")
def approved_again(case: Case) -> None:
    tonight.approve(case)


@DAYS.on("25 Sept", "16.10", "ines")
def until_the_full_plan(case: Case) -> None:
    tonight.begin_anew(case, "The full plan is made at the core group on 8 October")
    tonight.write(case, ImmediatePlan(
        title="Until the core group", ends_on=day("8 Oct"), ends_at="19.00", numbers=NUMBERS,
        checks="Ines rings Marina on Mondays and Thursdays. Asha visits on Fridays.",
        why_today="Two weeks without a visit, and three texts that went straight to the police. The full plan is not made yet.",
        review="On 8 October the full plan takes its place."), [
            ("marina", "locks door and chain, and keeps the phone by the bed", "every night"),
            ("coral", "is the first call, and keeps her phone on", "day and night"),
            ("pearl", "sleeps at Marina’s", "on Fridays"),
            ("callum", "sends Marina no word, and nothing through the children", "at any time"),
            ("ines", "rings Marina", "at 6 on Mondays and Thursdays")],
        [Nights("25 Sept", "7 Oct", ("marina",), "at home"), Nights("25 Sept", "25 Sept", ("marina", "pearl"), "at home"),
         Nights("2 Oct", "2 Oct", ("marina", "pearl"), "at home"), Nights("26 Sept", "26 Sept", ("coral",), "at Coral’s"),
         Nights("29 Sept", "29 Sept", ("coral",), "at Coral’s"), Nights("3 Oct", "3 Oct", ("coral",), "at Coral’s")], DAD, SAFE)
    tonight.agree(
        case, ("marina", AGREES, "It’s the same. That’s good.", "By phone"), ("coral", AGREES, "", "By phone"),
        ("pearl", AGREES, "", "By phone"), ("ines", AGREES, "", ""),
        ("finn", NOT_ASKED, "Nothing changes for him. He is asked before the core group.", ""),
        ("shelly", NOT_ASKED, "She is two.", ""),
        ("callum", NOT_ASKED, "He has his bail in writing.", ""),
        note="Ines rings twice a week")


@DAYS.on("25 Sept", "16.50", "tom")
def approved_a_third_time(case: Case) -> None:
    tonight.approve(case)


@DAYS.on("8 Oct", "16.40", "ines")
def ended(case: Case) -> None:
    tonight.end(case, "The full plan, version 1, is in force")


# The parts of the full plan


@DAYS.on("18 Nov", "11.30", "ines")
def signs_and_steps(case: Case) -> None:
    case.change("whale", safe_person=case["slate"], reach="At her desk, any time. Nan by phone after school",
                object="The blue whale, on his peg", looks=case.all("slate"), how_often="every school morning",
                then_that="Ms Slate asks him within five minutes, and rings Marina", place="the bathroom, with Shelly",
                code_word="“blue”", grown_ups="It is the grown-ups’ job to keep you safe.")
    case.change("bell", steps=("Don’t open.", "Look.", "Ring Nan: 07700 900123.", "No answer in 10 minutes: Pearl."),
                child_goes="to their beds, with the light off")
    case.change("at_door", steps=("Ring 999.", "Children in the bathroom."), child_goes="to the bathroom, with the phone")
    case.change("not_here", steps=("Stay with her.", "Ring 111 and choose mental health. In danger now: 999.",
                                   "Tell Ruth: 01632 960114."), child_goes="to Coral’s")
    case.change("birthday", what_we_do="Pancakes at Coral’s. Pearl sleeps at Marina’s")
    case.change("pay_day", is_day=True, what_we_do="Asha rings in the evening")


@DAYS.on("18 Nov", "12.10", "ines")
def the_day_by_hours(case: Case) -> None:
    both, finn, shelly = case.all("finn", "shelly"), case.all("finn"), case.all("shelly")
    for key, days, part, child, who, words in (
            ("m", "weekday", "morning", both, "marina", "Coral from 8.30 on a “blue” morning"),
            ("r1", "weekday", "school run", finn, "marina", ""), ("r2", "weekday", "school run", shelly, "marina", "to nursery"),
            ("a1", "weekday", "after school", finn, "marina", "or Coral, or Pearl: school has the photo list"),
            ("a2", "weekday", "after school", shelly, "marina", ""), ("e", "weekday", "evening", both, "marina", ""),
            ("n", "weekday", "night", both, "marina", "at Coral’s on Tuesdays"), ("wm", "weekend", "morning", both, "marina", ""),
            ("wa", "weekend", "after school", both, "coral", "pancakes at Coral’s"),
            ("wn", "weekend", "night", finn, "coral", "at Coral’s on Saturdays")):
        case.add(f"day_{key}", DayPart(days=days, part=part, child=() if child == both else child, who=case.all(who), words=words),
                 not_for=DAD, because=SAFE)

"""The Orchard plan: its rules and promises, its four versions, what was tried and what each person said."""

from datetime import date
from typing import Any

from practice.demo.replay import Case, Days, day
from practice.safety.kinds import (
    ChildPart,
    ClosingCondition,
    EarlySign,
    PlanHead,
    PlanRule,
    Promise,
    RedFlag,
    Trigger,
)
from practice.safety.models import Outcome, StanceKind, TestKind

DAYS = Days()
CLOSING = date(2027, 1, 18)


@DAYS.on("18 June", "11.20", "priya")
def rules(case: Case) -> None:
    both = case.all("bryony", "ash")
    case.add("rule1", PlanRule(
        who=case["robin"], words="rings Olive by 5 if he wants to drink, or has", when="every day",
        if_this="he has drunk or wants to", then_that="Olive comes before 7 and stays until breakfast",
        back_up=case.all("alder", "medlar"), checks=case.all("olive"), checks_name="Olive, each time",
        origin="parent", starts=day("18 June"),
        family_words="Robin rings Olive by 5 if he wants to drink, or has.\nOlive comes before 7. She stays until breakfast."),
        under="goal")
    case.add("rule2", PlanRule(
        who=case["robin"], words="locks the high bolt on the front door", when="at 7 every evening", about=both,
        if_this="there is a fire", then_that="a grown-up opens the bolt from inside", back_up=case.all("olive"),
        checks_name="Dele, weekly", origin="child", starts=day("18 June"),
        family_words="Robin locks the front door at 7. A grown-up can still open it if there is a fire."), under="goal")
    case.add("rule3", PlanRule(
        who=case["medlar"], words="looks for the hall lamp", when="at 9 each night", if_this="the lamp is lit",
        then_that="she comes over", back_up=case.all("olive"), checks=case.all("olive"), origin="child",
        starts=day("18 June"),
        family_words="Mrs Medlar looks for the hall lamp at 9 each night. If it is lit, she comes over."), under="goal")
    case.add("rule4", PlanRule(
        who=case["olive"], words="looks round the house with Robin: no alcohol in it", when="Wednesdays and Sundays",
        if_this="she finds some", then_that="they pour it away together, and she tells Priya the same day",
        back_up=case.all("medlar"), checks=case.all("priya"), origin="parent", starts=day("18 June"),
        family_words="Robin and Olive look round the house on Wednesdays and Sundays. No alcohol in the house."),
        under="goal")
    case.add("rule5", PlanRule(
        who=case["jo"], words="sees Robin, with a breath test if Robin agrees", when="Thursdays",
        if_this="Robin wants to stop", then_that="not suddenly, and the GP or 111 first; shakes or a fit is 999",
        back_up_name="the duty worker of Saltmarsh Recovery", checks=case.all("priya"), origin="agency",
        evidence_of=case["robin"], starts=day("18 June"),
        family_words="Jo sees Robin on Thursdays. Breath test only if Robin says yes."), under="goal")


@DAYS.on("18 June", "14.45", "priya")
def around_it(case: Case) -> None:
    case.add("sam_promise", Promise(words="sees Robin to talk about Hazel", who=case["sam"], when="every week",
                                    evidence_of=case["robin"], family_words="Sam sees Robin every week. They talk about "
                                    "Hazel."))
    case.add("dele_promise", Promise(words="answers the phone", who=case["dele"], when="on weekdays",
                                     family_words="Dele answers the phone on weekdays."))
    case.add("school_promise", Promise(words="looks out for Bryony at school, as Mr Lark does for Ash", who=case["quill"],
                                       when="every school day", family_words="Ms Quill and Mr Lark look out for Bryony and "
                                       "Ash at school."))
    case.add("priya_promise", Promise(words="visits", who=case["priya"], when="every week",
                                      family_words="Priya visits every week. If you ring, she rings back the same day."))
    case.add("ring_olive", RedFlag(
        words="If Robin wants to drink, or has", then_that="He rings Olive by 5: 07700 900301. She comes before 7 and stays "
        "until breakfast.", rings=case["olive"], rings_name="Olive", rings_number="07700 900301"))
    case.add("ring_next", RedFlag(
        words="If Olive does not answer", then_that="Granddad Alder, then Mrs Medlar 07700 900302.", rings=case["medlar"],
        rings_name="Mrs Medlar", rings_number="07700 900302"))
    case.add("ring_999", RedFlag(
        words="If Robin can’t be woken, or shakes or has a fit", then_that="Ring 999 first. Then Mrs Medlar.",
        rings=case["medlar"], rings_name="Mrs Medlar", rings_number="07700 900302", is_emergency=True))
    case.add("not_suddenly", RedFlag(
        words="Robin: do not stop drinking suddenly", then_that="It can make you very ill. Ring Jo 01632 960140, your GP or "
        "111.", rings=case["jo"], rings_name="Jo", rings_number="01632 960140", evidence_of=case["robin"]))
    case.add("seven", Trigger(words="7 pm"))
    case.add("music", Trigger(words="Hazel’s music"))
    case.add("bank", Trigger(words="letters from the bank", is_day=True, family_words="bills day",
                             what_we_do="we are together at Olive’s"))
    case.add("birthday", Trigger(words="14 October, Hazel’s birthday", is_day=True, what_we_do="we are together at Olive’s",
                                 family_words="14 October (Hazel’s birthday)"))
    case.add("curtains", EarlySign(words="The curtains stay shut.", seen_first_by=case.all("medlar")))
    case.add("silent", EarlySign(words="Robin doesn’t answer Olive.", seen_first_by=case.all("olive")))
    case.add("stays_in", EarlySign(words="Bryony stays in.", seen_first_by=case.all("quill")))
    case.add("lamp", ChildPart(
        child=case.all("bryony", "ash"), about=case.all("bryony", "ash"), picture="lamp-window",
        words="Turn on the hall lamp if you are worried. Mrs Medlar will come. You are not in trouble. It is the grown-ups’ "
        "job to sort it out."))
    case.add("close1", ClosingCondition(words="The plan has worked for 4 months, 14 October and Christmas among them."))
    case.add("close2", ClosingCondition(words="8 weeks of the plan without visits."))
    case.add("close3", ClosingCondition(words="Robin, Bryony, Olive and Mrs Medlar all give it 8 or more."))
    case.add("head", PlanHead(
        title="The Orchard plan", made_by="Robin, Olive, Mrs Medlar and Priya made this plan together.",
        why="After Hazel died, Robin drank at night until nobody could wake him. In May, Ash was found outside in the dark. "
        "Bryony was doing a grown-up’s jobs.", good="Robin asked for help. Olive and Mrs Medlar come.",
        ends="We stop if the plan has kept working and you all still give it 8 or more. The plan stays yours.",
        review_on=day("24 Aug"), who_has_it="Robin, Bryony, Olive, Mrs Medlar, and the services named here.",
        family_heading="Robin, family and friends"))


@DAYS.on("22 June", "18.30", "priya")
def phone_test(case: Case) -> None:
    case.test("rule1", TestKind.PHONE, "Priya rang Olive, then Alder", happened="Olive answered at once. Alder did not answer.",
              outcome=Outcome.PARTLY, change="Dele stands in for Alder on the rota until September")
    case.change("rule1", back_up=case.all("dele", "medlar"), back_up_name="")
    case.change("ring_next", then_that="Dele 07700 900303, then Mrs Medlar 07700 900302.")


@DAYS.on("23 June", "18.10", "priya")
def phone_again(case: Case) -> None:
    case.test("rule1", TestKind.PHONE, "Priya rang Olive, then Dele", happened="Both answered within two minutes.")


@DAYS.on("24 June", "10.30", "jo")
def fits(case: Case) -> None:
    case.test("rule5", TestKind.TALK_THROUGH, "Jo with Robin and Olive", happened="Both said what to do when he shakes or has a fit: "
              "999, then Mrs Medlar. Robin said why he must not stop suddenly.")


@DAYS.on("26 June", "21.20", "priya")
def lamp(case: Case) -> None:
    case.test("rule3", TestKind.WALK_THROUGH, "Bryony and Mrs Medlar", happened="Bryony lit the lamp to try it. Mrs Medlar was at the "
              "door in four minutes.")


@DAYS.on("3 July", "17.15", "priya")
def bolt(case: Case) -> None:
    case.test("rule2", TestKind.WALK_THROUGH, "Robin, Olive, Priya", happened="The smoke alarm was set off. Robin had the bolt open "
              "in five seconds; Olive too.")


@DAYS.on("8 July", "19.30", "priya")
def look_round(case: Case) -> None:
    case.test("rule4", TestKind.UNANNOUNCED, "Olive and Robin, a Wednesday", happened="Nothing in the house. Robin opened the shed "
              "himself.")


@DAYS.on("13 July", "16.00", "priya")
def version_1(case: Case) -> None:
    case.says("robin", StanceKind.AGREES, "I’ll ring. It’s the seven o’clock feeling.", "13 July, read together")
    case.says("bryony", StanceKind.AGREES, "I like the lamp.", "Read to her by Dele, 14 July")
    case.says("olive", StanceKind.AGREES, "Four streets. I can walk it.", "13 July")
    case.says("medlar", StanceKind.AGREES, "", "13 July, copy given")
    case.agree_plan("first full plan",
                    why_in_force="Jo and Dele agreed at the meeting as services; Alder is asked by Robin")
    case.shown("robin", "copy given", kind="plan")


@DAYS.on("24 Aug", "16.40", "priya")
def version_2(case: Case) -> None:
    case.add("rule6", PlanRule(
        who=case["fernhill"], words="takes Bryony to football", when="Tuesdays and Saturdays", about=case.all("bryony"),
        if_this="he cannot", then_that="he rings Olive the day before", back_up=case.all("olive"), checks=case.all("quill"),
        origin="child", starts=day("25 Aug"),
        family_words="Mr Fernhill takes Bryony to football on Tuesdays and Saturdays."), under="goal")
    case.change("head", good="Robin asked for help. He rings before it gets bad. Olive and Mrs Medlar come. Bryony plays "
                "football.", review_on=day("12 Oct"))
    case.says("robin", StanceKind.AGREES, "It’s easier when I’ve rung.", "24 August")
    case.says("bryony", StanceKind.AGREES, "Saturdays too?", "Read to her by Dele, 24 August")
    case.says("olive", StanceKind.AGREES, "", "24 August")
    case.says("medlar", StanceKind.AGREES, "", "24 August")
    case.agree_plan("Mr Fernhill’s lifts; detox done",
                    why_in_force="Mr Fernhill and Jo said yes by phone; Dele was there")


@DAYS.on("10 Oct", "11.00", "priya")
def lapse(case: Case) -> None:
    case.test("rule1", TestKind.REAL, "Robin, Olive, Mrs Medlar", happened="9 October: he had drunk. He rang at 4.40, Olive was there "
              "at 6.15, the children at Mrs Medlar’s until then.")
    case.test("rule3", TestKind.REAL, "Mrs Medlar", happened="9 October: she looked at 9. The lamp was off; Olive was in.")


@DAYS.on("12 Oct", "16.50", "priya")
def version_3(case: Case) -> None:
    case.add("rule7", PlanRule(
        who=case["robin"], words="is with the children at Olive’s", when="on the hard days: Hazel’s birthday, Christmas",
        if_this="he does not come", then_that="Olive goes to him", back_up=case.all("medlar"), checks=case.all("olive"),
        origin="parent", starts=day("14 Oct"), is_core=False,
        family_words="On hard days Robin and the children stay the night at Olive’s."), under="goal")
    case.change("rule1", back_up=case.all("medlar", "dele"))
    case.change("ring_next", then_that="Mrs Medlar 07700 900302, then Dele 07700 900303 (weekdays).")
    case.change("priya_promise", when="every second week", family_words="Priya visits every second week. If you ring, she "
                "rings back the same day.")
    case.change("head", review_on=day("23 Nov"), good="Robin asked for help. He rings before it gets bad. On 9 October it got "
                "hard. He rang, and Olive came. Ash has breakfast. Bryony plays football.")
    case.says("robin", StanceKind.AGREES, "I had a bad week and I rang.", "12 October")
    case.says("bryony", StanceKind.AGREES, "He rang before I had to.", "Read to her by Dele, 12 October")
    case.says("olive", StanceKind.AGREES, "", "12 October")
    case.says("medlar", StanceKind.AGREES, "", "12 October")
    case.says("jo", StanceKind.IN_PART, "Detox to 90 days first.", "12 October")
    case.agree_plan("Mrs Medlar before Dele; visits every second week; the hard days",
                    why_in_force="Mr Fernhill said yes by phone; Dele was there")


@DAYS.on("15 Oct", "9.20", "dele")
def birthday(case: Case) -> None:
    case.test("rule7", TestKind.REAL, "Everyone, at Olive’s", happened="Cake at Olive’s. He cried. He didn’t drink. Ash asleep by 8.")


@DAYS.on("23 Nov", "16.00", "priya")
def version_4(case: Case) -> None:
    case.add("christmas_day", Trigger(words="Christmas", is_day=True, what_we_do="we are together at Olive’s"))
    case.change("priya_promise", words="does not visit until 18 January; rings back the same day if you ring",
                when="until 18 January", family_words="Priya does not visit until 18 January. If you ring, she rings back the "
                "same day.")
    case.change("head", review_on=CLOSING, ends_on=CLOSING, ends="Monday 18 January 2027. We stop if the plan has kept "
                "working and you all still give it 8 or more. The plan stays yours.",
                hard_days="14 October (Hazel’s birthday), Christmas and bills day. On those days we are together at Olive’s.")
    case.says("robin", StanceKind.AGREES, "I had a bad week and I rang.", "23 November, copy given", numbers=(9, 8, 7))
    case.says("bryony", StanceKind.AGREES, "I don’t listen for breathing now. Only sometimes.",
                "Read to her by Dele, 23 November")
    case.says("olive", StanceKind.AGREES, "He rings. Every time bar one.", "23 November, copy given")
    case.says("medlar", StanceKind.AGREES, "", "23 November, copy given")
    case.says("ash", StanceKind.NOT_ASKED, "Aunty Olive makes eggs.", "With faces, 23 November",
                why_not_asked="Ash used faces to tell us. He does not sign.")
    case.agree_plan("no visits until 18 January; Christmas added",
                    why_in_force="Mr Fernhill said yes by phone; Jo and Dele were there")
    case.leave("not_agreed", "He said yes by phone on 24 August. He gets his times, and not the plan.", "fernhill")
    case.leave("not_agreed", "Jo was at the review as one of the services. Priya asks Jo on 30 November.", "jo")
    case.shown("robin", "copy given", kind="plan")
    case.shown("olive", "copy given", kind="plan")


@DAYS.on("23 Nov", "15.50", "priya")
def words_for_the_children(case: Case) -> None:
    ours: dict[str, Any] = {"made_by": "Keeping you safe is the grown-ups’ job.",
            "ends": "Monday 18 January 2027. We ask you first. The plan stays yours."}
    case.add("head_bryony", PlanHead(
        reader=case["bryony"], title="Bryony’s plan", why="After mum died, dad drank at night until nobody could wake him. You "
        "were doing a grown-up’s jobs.", good="Dad asked for help. He rings before it gets bad. You play football.",
        want="There is always a sober grown-up in the house. You get to be eleven.", family_heading="The grown-ups’ jobs",
        **ours))
    case.add("head_ash", PlanHead(
        reader=case["ash"], title="Ash’s plan", why="You were outside in the dark, and nobody woke up.",
        good="Olive comes. You have breakfast.", want="There is always a grown-up who wakes up. You get to be five.",
        family_heading="The grown-ups’ jobs", **ours))
    for child in ("bryony", "ash"):
        case.word(child, never_alone="If Dad has had a drink, he is not the only grown-up with you.",
                  rule1="Dad rings Olive before it gets bad.\nOlive comes, stays the night, and makes eggs.",
                  rule2="Dad locks the front door at 7.",
                  ring_999="If Dad will not wake up\nRing 999. Say: My dad will not wake up. Say where you live. Then get Mrs "
                  "Medlar. You will not get Dad into trouble. He wants you to ring.",
                  lamp="If you are worried, turn on the hall lamp. Mrs Medlar looks at 9 every night. She comes over. You are not "
                  "in trouble. You can do it any night. You don’t need a reason.",
                  school_promise="You can tell Ms Quill or Mr Lark at school.",
                  dele_promise="You can ring Dele on weekdays: 07700 900303.")
    case.word("bryony", rule6="Mr Fernhill takes you to football.",
              dele_promise="You can ring Olive 07700 900301, Mrs Medlar 07700 900302, or on weekdays Dele 07700 900303.",
              scale="10 means: there is always a sober grown-up, and you get to be eleven. 0 means: you and Ash are alone in danger at "
              "night.")
    case.word("ash", scale="10 means: there is always a grown-up who wakes up. 0 means: you are alone in the dark.")

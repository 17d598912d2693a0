"""The Lantern plan that holds until the family's own meeting: the come-and-get-me list, its tests, and who agrees."""

from practice.demo.replay import Case, Days, day
from practice.mapping.kinds import BottomLine
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
MEETING = "The family meets on Saturday 5 December and makes its own plan."


@DAYS.on("14 Oct", "12.20", "kwame")
def bottom_lines(case: Case) -> None:
    for key, words, plain in (
            ("missing", "A child who is missing is reported at once: Amber rings 101 or 999.",
             "If Jay is missing we ring the police straight away."),
            ("debt", "No adult pays the “debt”.", "Nobody pays the men."),
            ("not_alone", "Star is never home alone.", "Star is never alone at home.")):
        case.add(key, BottomLine(words=words, family_words=plain, set_by="Owen Gray, team manager", set_on=day("14 Oct"),
                                 review_on=day("9 Dec") if key == "missing" else None, told="Amber, Idris and Jay, 14 Oct", footing="Child in need plan",
                                 reason="Jay was missing three times since August, and they threatened the house.",
                                 status="met"))


@DAYS.on("14 Oct", "13.00", "kwame")
def rules(case: Case) -> None:
    both = case.all("jay", "star")
    case.add("rule1", PlanRule(
        who=case["idris"], words="is first on the “come and get me” list", when="at any hour", about=case.all("jay"),
        if_this="Jay sends the wrench picture", then_that="the nearest of Idris, Max, Amber and Kwame goes; no questions before "
        "breakfast", back_up=case.all("max", "amber", "kwame"), checks=case.all("kwame"), origin="child", starts=day("14 Oct"),
        family_words="If Jay sends the wrench picture, the nearest person goes to get him. No questions until breakfast."),
        under="goal")
    case.add("rule2", PlanRule(
        who=case["max"], words="has Jay beside him at the garage, learning: no machines, not paid work",
        when="Saturdays from 10 to 1", about=case.all("jay"), if_this="Max is away", then_that="Idris plans the morning with Jay",
        back_up=case.all("idris"), checks=case.all("fay"), origin="network", starts=day("17 Oct"),
        family_words="Jay goes to the garage with Max on Saturdays."), under="goal")
    case.add("rule3", PlanRule(
        who=case["amber"], words="gives Jay £10", when="on Fridays", if_this="she works that evening",
        then_that="Idris gives it", back_up=case.all("idris"), checks=case.all("kwame"), origin="parent",
        starts=day("16 Oct"), about=case.all("jay"), family_words="Amber gives Jay £10 on Fridays."), under="goal")
    case.add("rule4", PlanRule(
        who=case["halina"], words="has Star upstairs with her", when="when somebody is out at night",
        if_this="there is a knock", then_that="nobody opens; Halina rings Idris", back_up=case.all("idris"), about=both,
        checks=case.all("amber"), origin="network", starts=day("14 Oct"),
        family_words="Star sleeps upstairs with Halina when someone is out."), under="goal")
    case.add("rule5", PlanRule(
        who=case["idris"], words="looks at new numbers with Jay, who holds the new phone; DC Wick keeps the old one",
        when="on Sundays", if_this="a number that Jay does not know writes", then_that="they show it to Kwame the same day",
        back_up=case.all("kwame"), checks=case.all("kwame"), origin="child", starts=day("14 Oct"), about=case.all("jay"),
        family_words="Jay and Idris look at new numbers on Sundays."), under="goal")
    case.add("rule6", PlanRule(
        who=case["prism"], words="gives a late start, the mechanics course and a safe room", when="on school days",
        if_this="Jay is not there by 9.15", then_that="she phones Amber", back_up_name="the school office", about=case.all("jay"),
        checks=case.all("fay"), origin="child", starts=day("14 Oct"),
        family_words="School gives a late start, and mechanics. Mrs Prism phones Amber by 9.15 if Jay is not there."),
        under="goal")
    case.add("rule7", PlanRule(
        who=case["lucian"], words="rings Jay and Star", when="Wednesdays and Sundays", if_this="he cannot",
        then_that="he writes to Halina", back_up=case.all("halina"), checks=case.all("kwame"), origin="parent",
        starts=day("14 Oct"), about=both, family_words="Lucian rings Jay and Star on Wednesdays and Sundays."), under="goal")
    case.add("rule8", PlanRule(
        who=case["kwame"], words="goes to the gym with Jay, and walks the station with him", when="Tuesdays and Thursdays",
        if_this="Kwame is ill", then_that="Fay rings Jay that day", back_up=case.all("fay"), checks=case.all("fay"),
        origin="child", starts=day("14 Oct"), about=case.all("jay"), family_words="Kwame goes to the gym with Jay on Tuesdays "
        "and Thursdays."), under="goal")


@DAYS.on("14 Oct", "13.40", "kwame")
def around_it(case: Case) -> None:
    case.add("wick_promise", Promise(words="goes after the men, not Jay, and tells Amber what she may", who=case["wick"],
                                     when="each week", family_words="DC Wick goes after the men, not Jay. Amber hears what is "
                                     "new each week."))
    case.add("fay_promise", Promise(words="comes to see Star", who=case["fay"], when="every second week",
                                    family_words="Fay sees Star every second week."))
    case.add("glow_promise", Promise(words="sees Jay about sleep", who=case["glow"], when="when he wants",
                                     family_words="Dr Glow sees Jay about sleep, when he wants."))
    case.add("wrench", RedFlag(
        words="If Jay sends the wrench picture", then_that="The nearest person goes. Idris 07700 900201, Max 07700 900202, Amber "
        "07700 900203, Kwame 07700 900205.", rings=case["idris"], rings_name="Idris", rings_number="07700 900201"))
    case.add("out_late", RedFlag(
        words="If Jay is out after 10 and does not answer for 30 minutes", then_that="Ring Idris 07700 900201, then 999.",
        rings=case["idris"], rings_name="Idris", rings_number="07700 900201", is_emergency=True))
    case.add("names_star", RedFlag(
        words="A message that names Star, or a taxi at the corner", then_that="Ring 999. Then Idris, and the police team 01632 "
        "960180.", rings=case["idris"], rings_name="Idris", rings_number="07700 900201", is_emergency=True))
    for key, words in (("money", "No money on a Friday"), ("ping", "A ping"), ("quarrel", "Quarrels"),
                       ("holidays", "Holidays")):
        case.add(key, Trigger(words=words))
    for key, words, seen_by in (("phones", "Two phones.", "idris"), ("trainers", "New trainers.", "amber"),
                                ("jumpy", "Jumpy.", "star"), ("eating", "Not eating with us.", "halina")):
        case.add(key, EarlySign(words=words, seen_first_by=case.all(seen_by)))
    case.add("object", ChildPart(
        child=case.all("jay"), about=case.all("jay"), words="Send the wrench picture. Somebody comes. No questions before "
        "breakfast. It is not your job to keep Star safe: it is ours."))
    for key, words in (("nights", "No unplanned nights for 4 months, Christmas and the summer-job weeks among them"),
                       ("tried", "Each rule has been tried"), ("eight", "8 or more from Jay, Star, Amber and Halina")):
        case.add(key, ClosingCondition(words=words))
    case.add("head", PlanHead(
        title="Jay’s plan", made_by="Jay, Amber, Idris, Max, Halina and Kwame made this plan until the family’s own meeting.",
        why="Some older men have been using Jay to carry drugs. They hurt him and scared him. It is not Jay’s fault.",
        good="Jay told Kwame the same day. Idris comes when Jay texts. Star sleeps upstairs with babcia.",
        family_heading="Jay’s family", hard_days="Fridays without money. Quarrels. Holidays. We plan each one before it comes.",
        ends=f"{MEETING} We stop when there were no unplanned nights for four months, and Jay can put his phone down and sleep.",
        review_on=day("10 Nov"), who_has_it="Jay, Amber, Idris, Max, Halina in Polish when it is checked, and the services "
        "named here."))


@DAYS.on("14 Oct", "17.20", "kwame")
def version_1(case: Case) -> None:
    case.says("jay", StanceKind.IN_PART, "Don’t shout when I come back.", "14 Oct, in the car")
    case.says("amber", StanceKind.AGREES, "Just bring him home.", "14 Oct, by video")
    case.says("idris", StanceKind.AGREES, "I’ll drive.", "14 Oct")
    case.says("wick", StanceKind.DOES_NOT, "The men know the door. Every week here is a risk; disruption needs 8 weeks. I’d "
                "move him this month.", "14 Oct, by name")
    case.agree_plan("the plan until the family’s own meeting",
                    why_in_force="Made in one day, because it could not wait; Kwame asks the others this week",
                    flag_not_talked="Made in one day. Kwame says each one aloud with Jay and Idris by 20 October")


@DAYS.on("20 Oct", "12.00", "owen")
def wick_again(case: Case) -> None:
    case.stance("wick", StanceKind.IN_PART, "With the check each week, and a move ready if there is one red flag.",
                "20 Oct, after Owen and the inspector")


@DAYS.on("31 Oct", "9.40", "kwame")
def picked_up(case: Case) -> None:
    case.test("rule1", TestKind.REAL, "Jay and Idris", happened="30 October: the wrench picture came at 9.50 in the evening. "
              "Idris was at the station in 15 minutes. No questions.")


@DAYS.on("8 Nov", "18.30", "kwame")
def tried(case: Case) -> None:
    case.test("rule2", TestKind.REAL, "Max and Jay", happened="Four Saturdays of four. He took a gearbox apart.")
    case.test("rule4", TestKind.TALK_THROUGH, "Halina, Star and an interpreter", happened="Star showed where she goes and who "
              "rings.")
    case.test("rule7", TestKind.REAL, "Lucian", happened="He rang each Sunday, and three Wednesdays of four.",
              outcome=Outcome.PARTLY, change="If he cannot, he writes to Halina")


@DAYS.on("10 Nov", "16.30", "kwame")
def version_2(case: Case) -> None:
    case.change("head", review_on=day("9 Dec"), ends=f"{MEETING} We look at it again on Wednesday 9 December. We stop when there "
                "were no unplanned nights for four months, and Jay can put his phone down and sleep.")
    case.change("rule3", family_words="Amber gives Jay £10 on Fridays, so that Friday is not a day without money.")
    case.says("jay", StanceKind.AGREES, "Don’t shout when I come back.", "10 Nov")
    case.says("amber", StanceKind.AGREES, "", "10 Nov")
    case.says("idris", StanceKind.AGREES, "", "10 Nov")
    case.says("wick", StanceKind.IN_PART, "A move stays ready.", "10 Nov")
    case.agree_plan("child in need plan; what we look at on 9 December",
                    why_in_force="Nothing that anybody does has changed")


@DAYS.on("16 Nov", "18.40", "kwame")
def five_phones(case: Case) -> None:
    case.test("rule1", TestKind.PHONE, "Kwame rang all five", happened="Four answered: Idris, Max, Amber and Kwame’s own stand-in. "
              "Viola did not.", outcome=Outcome.PARTLY, change="Viola comes last on the list, with Max as her back-up")


@DAYS.on("18 Nov", "16.40", "kwame")
def version_3(case: Case) -> None:
    case.change("rule1", then_that="the nearest of Idris, Max, Amber, Viola and Kwame goes; no questions before breakfast",
                back_up=case.all("max", "amber", "kwame", "viola"))
    case.change("wrench", then_that="The nearest person goes. Idris 07700 900201, Max 07700 900202, Amber 07700 900203, Viola "
                "07700 900204, Kwame 07700 900205.")
    case.says("jay", StanceKind.AGREES, "Don’t shout when I come back.", "18 Nov, copy on his phone")
    case.says("star", StanceKind.AGREES, "I sleep upstairs with babcia.", "Read to her, 18 Nov")
    case.says("amber", StanceKind.AGREES, "I am on days from 14 December.", "18 Nov, copy given")
    case.says("idris", StanceKind.AGREES, "I’ll drive.", "18 Nov")
    case.says("max", StanceKind.AGREES, "He’s good with his hands.", "18 Nov")
    case.says("halina", StanceKind.NOT_ASKED, why_not_asked="She waits for the Polish copy, which should come by 28 November.")
    case.says("lucian", StanceKind.NOT_ASKED, why_not_asked="In Poland. Kwame asks him on Sunday 29 November.")
    case.says("wick", StanceKind.IN_PART, "A move stays ready if there is one red flag.", "18 Nov")
    case.agree_plan("back-up on the come-and-get-me list after the phone test",
                    why_in_force="Halina waits for Polish, Lucian is asked on 29 November; school and Kwame were there")
    case.leave("not_agreed", "They were there on 18 November and agree as services.", "prism", "kwame")


@DAYS.on("18 Nov", "17.20", "kwame")
def words_for_jay(case: Case) -> None:
    case.add("head_jay", PlanHead(
        reader=case["jay"], title="Jay’s plan", made_by="Keeping you safe is the grown-ups’ job.",
        why="Some older men have been using you to carry drugs. They hurt you and scared you. It is not your fault.",
        worries="The men could pull you back when there is no money and your phone pings. You could be stabbed, arrested or killed. "
        "They could come to the house.",
        good="You told Kwame the same day. Idris comes when you text. You took a gearbox apart.",
        want="You can put your phone down and sleep. Someone you trust always knows where you are.", family_heading="Your family",
        hard_days="Fridays without money. Quarrels. Holidays. We plan each one with you before it comes.",
        ends=f"{MEETING} You have a say there. We look at it again on Wednesday 9 December."))
    case.word("jay", missing="If you are missing we ring the police straight away.", debt="Nobody pays the men.",
              not_alone="Star is never alone at home. That is our job, not yours.",
              rule1="If you send the wrench picture, the nearest person comes to get you. No questions until breakfast.",
              rule2="Max has you beside him at the garage on Saturdays.", rule3="Mum gives you £10 on Fridays.",
              rule5="You and Idris look at new numbers on Sundays.", rule7="Dad rings you on Wednesdays and Sundays.",
              rule6="Mrs Prism keeps your late start and your mechanics. She phones mum by 9.15 if you are not there.",
              rule8="Kwame goes to the gym with you on Tuesdays and Thursdays.", wick_promise="DC Wick goes after the men, not you.",
              glow_promise="Dr Glow sees you about sleep, when you want.",
              wrench="If you are stuck, or want out\nSend the wrench picture. Somebody comes: Idris 07700 900201, Max 07700 900202, mum "
              "07700 900203, Viola 07700 900204 or Kwame 07700 900205.",
              names_star="If a message names Star, or a taxi waits at the corner\nRing 999. Then Idris. You do not open the door.",
              object="No questions before breakfast. It is not your job to keep Star safe: it is ours.",
              scale="10 means: you can put your phone down and sleep. 0 means: you are on the train again and don’t know when you are "
              "back.")


@DAYS.on("18 Nov", "17.40", "kwame")
def words_for_star(case: Case) -> None:
    case.add("head_star", PlanHead(
        reader=case["star"], title="Star’s plan", made_by="Keeping you safe is the grown-ups’ job.",
        why="Some men frightened Jay, and you heard them at the door. It is not your fault.",
        good="You sleep upstairs with babcia. You told Kwame.", want="You feel safe at home, and you sleep.",
        ends="The family meets on Saturday 5 December. Rosa brings what you drew. Kwame tells you what they said."))
    case.word("star", not_alone="You are never alone at home.", rule4="Babcia has you upstairs with her when someone is out.",
              rule7="Dad rings you on Wednesdays and Sundays.", fay_promise="Fay comes to see you every second week.",
              names_star="If a man comes to the door\nGo upstairs to babcia. Ring 999. You are not in "
              "trouble.",
              object="If you are worried, tell babcia or mum at any hour. They get up. You are not in trouble. It is not your job to "
              "watch for Jay.",
              scale="10 means: everybody is home at night and you sleep. 0 means: Jay is out and nobody knows where.")

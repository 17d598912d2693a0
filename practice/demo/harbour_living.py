"""The Harbour plan as it is lived: what was said aloud and rung, promises of the services, and the milestones to closing."""

from practice.demo.replay import Case, Days, day
from practice.safety.living.kinds import Milestone
from practice.safety.living.models import HowKept, StepKind
from practice.safety.models import Outcome, TestKind

DAYS = Days()
DAD = ("callum", "dunstan")
SAFE = "It would show what keeps Marina safe"
BREACH = "Any broken order: a strategy discussion the same day"


@DAYS.on("8 Oct", "13.15", "ines")
def milestones(case: Case) -> None:
    for key, milestone in (
            ("m_told", Milestone(words="Everyone in the network told", must_see="Coral and Pearl know both dangers",
                                 planned_on=day("30 Sept"), decided_by="Ines and Marina")),
            ("m_sleep", Milestone(words="Children sleeping", must_see="Wet bed once a week or less", planned_on=day("30 Nov"),
                                  decided_by="Marina and Nell")),
            ("m_court", Milestone(words="Through the court day", must_see="Nobody breaks an order", planned_on=day("18 Jan 2027"),
                                  decided_by="the core group", step_back=BREACH)),
            ("m_centre", Milestone(words="Decide about the contact centre", must_see="Finn’s view first; Glen and Asha say how it "
                                   "would be safe", planned_on=day("16 Feb 2027"), decided_by="the core group",
                                   level="nothing, or the contact centre with staff", step_back=BREACH)),
            ("m_weeks", Milestone(words="8 weeks without visits", must_see="Marina and Coral run the plan by themselves",
                                  planned_on=day("30 Apr 2027"), decided_by="Ines, Marina and Coral", step_back=BREACH)),
            ("m_plan", Milestone(words="End of child protection plan", must_see="Both goals held", planned_on=day("15 June 2027"),
                                 decided_by="the review conference", level="a child in need plan")),
            ("m_close", Milestone(words="Close", must_see="8 or more from Marina, Finn, Coral and Asha",
                                  decided_by="Tom, with the family"))):
        case.add(key, milestone, not_for=DAD, because=SAFE)
    case.step("m_told", StepKind.REACHED, "Ines and Marina", on="30 Sept")


@DAYS.on("10 Oct", "12.40", "glen")
def with_callum(case: Case) -> None:
    case.test("go_there", TestKind.TALK_THROUGH, "Glen and Callum", happened="What if a letter comes on a Friday night? He rings "
              "Glen; no answer, he goes to Dunstan’s and leaves his keys there.")
    case.test("go_there", TestKind.PHONE, "Callum rang Glen at 8 in the evening", happened="Glen answered. Dunstan too.")
    case.found("writes_callum", HowKept.KEPT, "callum", "The letter about the decision came on 10 October")


@DAYS.on("19 Oct", "17.00", "ines")
def said_aloud(case: Case) -> None:
    for key, happened in (
            ("at_door", "Marina and Finn walked it: the phone first, then Shelly, then the bathroom door."),
            ("message", "Marina showed where she keeps the texts, and whom she tells the same day."),
            ("not_here", "Coral said what she would do: stay, ring 111, and 999 if it cannot wait. Ruth was on the phone."),
            ("bell", "Marina and Coral said it aloud. Who rings first, and what if it is only a parcel?")):
        case.test(key, TestKind.TALK_THROUGH, "Marina, Coral, Ines", happened=happened)


@DAYS.on("24 Oct", "10.15", "glen")
def late_once(case: Case) -> None:
    case.found("tells_callum", HowKept.LATE, "callum", "Late by 4 days after the meeting on 19 October. Ines rang him on the 23rd")


@DAYS.on("2 Nov", "18.15", "ines")
def rung(case: Case) -> None:
    case.test("bell", TestKind.PHONE, "Ines rang Coral", happened="Coral answered at once.")
    case.test("at_door", TestKind.PHONE, "Ines rang Coral", happened="Coral answered, and said: 999 first.")
    case.test("not_here", TestKind.PHONE, "Coral rang Ruth’s number", happened="The duty nurse answered for Ruth.")
    case.test("message", TestKind.PHONE, "Marina rang Ines at 7 in the evening", happened="The night team answered and had the "
              "note about her.", outcome=Outcome.PARTLY, change="The night number stands under Ines’s")


@DAYS.on("19 Nov", "15.10", "ines")
def promises_looked_at(case: Case) -> None:
    case.found("asha_promise", HowKept.KEPT, "marina", "6 of 6 kept")
    case.found("glen_promise", HowKept.PARTLY, "callum", "3 of 4 Tuesdays; one was called off by Glen’s team")
    case.found("tells_callum", HowKept.KEPT, "callum", "Within two days after the last two meetings")


@DAYS.on("20 Nov", "14.10", "ines")
def tests_ahead(case: Case) -> None:
    case.plan_test("t_gate", "rule3", TestKind.UNANNOUNCED, "23 Nov", "slate", "The deputy stands at the gate: whom does she hand "
                   "Finn to, and does she look at the photo list?")
    case.plan_test("t_thursdays", "rule6", TestKind.TALK_THROUGH, "26 Nov", "nell", "What if a Thursday is missed twice: whom does "
                   "Nell tell, and on which day?")
    case.plan_test("t_court", "rule1", TestKind.REAL, "18 Jan 2027", "asha", "The court day: what did each do, and how did Finn "
                   "sleep?")


@DAYS.on("19 Nov", "17.30", "ines")
def looks_at_the_plan(case: Case) -> None:
    case.looked("safety.plan")

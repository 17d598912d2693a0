"""Jay’s plan as it is lived: what was said aloud and rung, promises of the services, and the milestones ahead."""

from practice.demo.replay import Case, Days, day
from practice.safety.living.kinds import Milestone
from practice.safety.living.models import HowKept, StepKind
from practice.safety.models import TestKind

DAYS = Days()
NIGHT = "A night that nobody planned: everyone on the list meets the next day, and the move is talked about again"


@DAYS.on("14 Oct", "13.50", "kwame")
def milestones(case: Case) -> None:
    case.add("m_list", Milestone(words="Everyone on the list knows the whole worry", must_see="Idris, Max, Amber and Halina can say "
                                 "it in their own words", planned_on=day("18 Oct"), decided_by="Kwame and Jay"))
    case.add("m_family", Milestone(words="The family’s own meeting", must_see="Halina and Lucian have it in Polish before",
                                   planned_on=day("28 Nov"), decided_by="Liz, with Jay and Amber"))
    case.add("m_days", Milestone(words="Amber works days", must_see="She is home when Jay is", planned_on=day("14 Dec"),
                                 decided_by="Amber"))
    case.add("m_christmas", Milestone(words="Christmas without an unplanned night", must_see="Jay says it was all right to stay in",
                                      planned_on=day("4 Jan 2027"), decided_by="Kwame, Jay and Amber", step_back=NIGHT))
    case.add("m_months", Milestone(words="4 months without an unplanned night", must_see="Jay can put his phone down and sleep",
                                   planned_on=day("6 Mar 2027"), decided_by="the family, at the review", step_back=NIGHT,
                                   level="Kwame at the gym; no meetings of the services"))


@DAYS.on("18 Oct", "18.00", "kwame")
def list_told(case: Case) -> None:
    case.step("m_list", StepKind.REACHED, "Kwame and Jay")


@DAYS.on("20 Oct", "18.10", "kwame")
def said_aloud(case: Case) -> None:
    for key, happened in (
            ("wrench", "Jay and Idris said it aloud: the picture, where he stands, and no questions."),
            ("out_late", "Idris and Amber said who rings, after how long, and what they tell the police."),
            ("names_star", "Idris, Amber and Halina said it through an interpreter: 999, then upstairs.")):
        case.test(key, TestKind.TALK_THROUGH, "Jay, Idris, Amber, Kwame", happened=happened)


@DAYS.on("21 Oct", "22.05", "kwame")
def rung(case: Case) -> None:
    for key in ("wrench", "out_late", "names_star"):
        case.test(key, TestKind.PHONE, "Kwame rang Idris at 10 in the evening", happened="Idris answered on the second ring.")


@DAYS.on("10 Nov", "16.00", "kwame")
def promises_looked_at(case: Case) -> None:
    case.found("fay_promise", HowKept.KEPT, "star", "She came twice. We made pierogi.", is_verbatim=True)
    case.found("wick_promise", HowKept.PARTLY, "amber", "Two weeks of four I heard nothing.", is_verbatim=True)
    case.found("glow_promise", HowKept.KEPT, "jay", "Once. It was OK.", is_verbatim=True)


@DAYS.on("18 Nov", "16.20", "kwame")
def ahead(case: Case) -> None:
    case.step("m_family", StepKind.MOVED, "Liz, with Jay and Amber", "Halina waits for the Polish copy until 28 November", to="5 Dec")
    case.found("wick_promise", HowKept.KEPT, "amber", "He rang both weeks.", is_verbatim=True)
    case.plan_test("t_viola", "rule1", TestKind.PHONE, "27 Nov", "kwame", "Ring Viola at 10 in the evening: does she answer, and who "
                   "goes if she does not?")
    case.plan_test("t_gym", "rule8", TestKind.TALK_THROUGH, "1 Dec", "fay", "What if Kwame is ill on a Tuesday: who rings Jay, and "
                   "by when?")


@DAYS.on("18 Nov", "17.20", "kwame")
def looks_at_the_plan(case: Case) -> None:
    case.looked("safety.plan")

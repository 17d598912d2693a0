"""The Orchard plan as it is lived: what was said aloud and rung, promises of the services, and the milestones to closing."""

from practice.demo.replay import Case, Days, day
from practice.safety.living.kinds import Milestone
from practice.safety.living.models import HowKept, StepKind
from practice.safety.models import TestKind

DAYS = Days()
SOBER = "A night without a sober grown-up: Priya visits the next day, and we meet within 5 working days"


@DAYS.on("18 June", "14.55", "priya")
def milestones(case: Case) -> None:
    case.add("m_told", Milestone(words="The network is told", must_see="Olive, Mrs Medlar and Mr Fernhill know all of the danger",
                                 planned_on=day("20 June"), decided_by="Priya and Robin"))
    case.add("m_nights", Milestone(words="30 nights with the plan", must_see="A sober grown-up in the house on each of them",
                                   planned_on=day("20 July"), decided_by="Priya, Robin and Olive", step_back=SOBER))
    case.add("m_visits", Milestone(words="Visits every second week", must_see="Robin rings before it gets bad. 5 or more from "
                                   "Bryony and Olive", planned_on=day("24 Aug"), decided_by="Priya and Jo, at the review",
                                   level="visits every second week", step_back=SOBER))
    case.add("m_alone", Milestone(words="8 weeks of the plan without visits", must_see="Christmas is among them",
                                  decided_by="Priya, Robin, Olive and Mrs Medlar", level="no visits; Priya rings back the same day",
                                  step_back=SOBER))
    case.add("m_close", Milestone(words="Close", must_see="Robin, Bryony, Olive and Mrs Medlar all give it 8 or more",
                                  planned_on=day("18 Jan 2027"), decided_by="Kath, with everyone at the closing meeting",
                                  level="the plan is the family’s own. Dele rings on 19 April"))


@DAYS.on("20 June", "17.30", "priya")
def network_told(case: Case) -> None:
    case.step("m_told", StepKind.REACHED, "Priya and Robin")


@DAYS.on("23 June", "18.15", "priya")
def rung(case: Case) -> None:
    case.test("ring_olive", TestKind.PHONE, "Priya rang Olive at 5", happened="Olive answered at once and said what she would do.")
    case.test("ring_next", TestKind.PHONE, "Priya rang Dele, then Mrs Medlar", happened="Both answered within two minutes.")
    case.test("ring_999", TestKind.PHONE, "Priya rang Mrs Medlar", happened="She answered, and said: 999 first, then the children.")


@DAYS.on("24 June", "10.40", "jo")
def said_aloud(case: Case) -> None:
    case.test("not_suddenly", TestKind.TALK_THROUGH, "Jo with Robin and Olive", happened="Robin said why he must not stop suddenly, "
              "and whom he rings. Olive has Jo’s number in her phone.")
    case.test("not_suddenly", TestKind.PHONE, "Robin rang Jo", happened="Jo answered. The duty line answered when she did not.")
    case.test("ring_999", TestKind.TALK_THROUGH, "Jo with Robin and Olive", happened="Olive said it step by step: 999, where we "
              "are, then Mrs Medlar for the children.")


@DAYS.on("24 June", "18.20", "priya")
def if_he_wants_to(case: Case) -> None:
    case.test("ring_olive", TestKind.TALK_THROUGH, "Robin, Olive, Priya", happened="What if it is seven already? Robin rings all "
              "the same, and Olive runs.")
    case.test("ring_next", TestKind.TALK_THROUGH, "Robin, Mrs Medlar, Priya", happened="What if Olive does not answer? Mrs Medlar "
              "has the key and the children know her sofa.")


@DAYS.on("20 July", "17.10", "priya")
def thirty_nights(case: Case) -> None:
    case.step("m_nights", StepKind.REACHED, "Priya, Robin and Olive")
    case.found("priya_promise", HowKept.KEPT, "robin", "Came each week, and rang when she was late once")


@DAYS.on("24 Aug", "16.20", "priya")
def moved(case: Case) -> None:
    case.step("m_visits", StepKind.MOVED, "Priya and Jo, at the review", "Jo wanted 90 days", to="12 Oct")
    case.found("dele_promise", HowKept.PARTLY, "olive", "Nobody answered on two Fridays")
    case.found("sam_promise", HowKept.KEPT, "robin", "Each week but the one when Sam was ill")


@DAYS.on("12 Oct", "16.30", "priya")
def every_second_week(case: Case) -> None:
    case.step("m_visits", StepKind.REACHED, "Priya and Jo, at the review")
    case.found("dele_promise", HowKept.KEPT, "olive", "Fridays have a stand-in now, and the phone is answered")


@DAYS.on("23 Nov", "15.40", "priya")
def without_visits(case: Case) -> None:
    case.change("m_alone", began_on=day("23 Nov"), planned_on=day("18 Jan 2027"))
    case.found("priya_promise", HowKept.KEPT, "robin", "Every second week, and she rang back each time")
    case.found("school_promise", HowKept.KEPT, "bryony", "Ms Quill asks me on Mondays.", is_verbatim=True)
    case.found("sam_promise", HowKept.KEPT, "robin", "14 of 15 weeks")
    case.plan_test("t_lifts", "rule6", TestKind.PHONE, "27 Nov", "dele", "Ring Mr Fernhill: who takes Bryony when he cannot, and "
                   "does Olive know the day before?")
    case.plan_test("t_christmas", "rule7", TestKind.REAL, "25 Dec", "olive", "How was Christmas at Olive’s, and what did Ash and "
                   "Bryony say of it?")


@DAYS.on("23 Nov", "17.10", "priya")
def looks_at_the_plan(case: Case) -> None:
    case.looked("safety.plan")

"""The first pages: what is due and why, where the thread is broken, and the same number of statements for many families."""

from datetime import date

import pytest
from sqlalchemy import select

from practice.access import commands as access
from practice.access.models import Agreement, PartKind
from practice.core import audit, clock
from practice.core.db import command, db
from practice.families.commands import MemberFacts, NewFamily, PersonFacts, add_person, close_family, open_family
from practice.families.models import BirthKnown, Standing
from practice.insight.due import time_left
from practice.mapping.kinds import BottomLine, DangerStatement, NextStep, SafetyGoal, SafetyScale, Strength, Unknown
from practice.records import commands as records
from practice.records import queries as reads
from practice.safety.kinds import PlanRule
from practice.safety.living.commands import NewStep, take_step
from practice.safety.living.kinds import Milestone, PlannedTest
from practice.safety.living.models import StepKind


@pytest.mark.parametrize(("today", "on", "says"), [
    ((11, 27), (11, 28), ("soon", "Tomorrow")), ((11, 27), (11, 29), ("soon", "In 2 days")),
    ((12, 24), (12, 28), ("soon", "In 4 days")), ((11, 27), (11, 30), ("soon", "1 working day")),
    ((11, 27), (11, 26), ("late", "Late by 1 day")), ((11, 27), (11, 27), ("soon", "Today")),
    ((11, 27), (12, 7), ("ahead", "6 working days"))])
def test_how_long_it_is_is_never_no_working_day(today, on, says):
    assert time_left(date(2026, *on), date(2026, *today)) == says


@command
def family(name, allocated, *, days=None):
    """One more family with a thread and things to do."""
    made = open_family(NewFamily(name))
    child = add_person(made, PersonFacts(f"Kit {name}", born_on=date(2018, 5, 5), birth_known=BirthKnown.EXACT),
                       MemberFacts(Standing.CHILD, is_index=True))
    danger = records.add(made, "danger", DangerStatement(words=f"We worry about {name}.", title="Nights", about=(child,)))
    goal = records.add(made, "goal", SafetyGoal(words="Somebody is there."), parent_id=danger)
    records.add(made, "scale", SafetyScale(zero="Nobody", ten="Always"), parent_id=danger)
    records.add(made, "plan_rule", PlanRule(words="stays", when="each night", who=child), parent_id=goal)
    records.add(made, "next_step", NextStep(words="Ring nan", by_on=days or date(2026, 11, 20)), parent_id=goal)
    if allocated is not None:
        access.allocate(made, allocated, "Duty list")
    return made


def act(app, world, login="tom"):
    class Acting:
        def __enter__(self):
            self.context = app.app_context()
            self.context.__enter__()
            self.acting = audit.acting_as(world.users[login])
            self.acting.__enter__()

        def __exit__(self, *problem):
            self.acting.__exit__(*problem)
            self.context.__exit__(*problem)
    return Acting()


def test_what_is_late_stands_first_and_says_why(app, client, world):
    with act(app, world, "ines"):
        records.add(world.family, "unknown", Unknown(words="Where does Callum sleep on weekdays?", by_on=date(2026, 11, 30),
                                                     why_it_matters="Without it the school run is a guess.",
                                                     finder=world.people["Coral"]))
        records.add(world.family, "next_step", NextStep(words="write to housing", by_on=date(2026, 11, 20),
                                                        who=world.people["Ines"]), parent_id=world.records["goal"])
        records.add(world.family, "next_step", NextStep(words="done long ago", by_on=date(2026, 11, 1),
                                                        done_on=date(2026, 11, 1)))
    words = client("allocated worker").get("/").words
    assert words.index("You: write to housing") < words.index("Coral: Where does Callum sleep") < words.index("Look at the plan")
    assert "Late by 4 days" in words
    assert "A next step towards the goal of danger 1." in words
    assert "4 working days A thing we do not know. Without it the school run is a guess." in words
    assert "done long ago" not in words


def test_the_breaks_of_a_family_name_the_next_move(client, world):
    page = client("allocated worker").get("/")
    assert "Harbour: rule 1 has never been tested. A rule counts as safety" in page.words.replace("tested.A", "tested. A")
    assert "Danger 2 has no safety goal" in page.words
    links = [link.get("href") for link in page.all("a") if "rule 1 has never been tested" in "".join(link.itertext())]
    assert links == [f"/families/{world.family}/plan"]


def test_a_manager_reads_the_reason_that_was_given_for_a_break(app, client, world):
    with act(app, world, "ines"):
        records.keep(world.family, "danger_without_goal", "Nell writes it with Marina on Thursday",
                     world.records["danger+"])
    assert "Kept by Ines Tidewell, because: Nell writes it with Marina on Thursday" in client("manager").get("/").words


def test_a_child_not_heard_for_four_weeks_is_named(client, world):
    page = client("allocated worker").get("/")
    assert "Shelly Harbour, 2" in page.words
    assert "Finn Harbour, 7" not in page.words  # he gave a number on 19 November


def test_a_child_is_heard_again_once_something_is_written_down(app, client, world):
    with act(app, world, "ines"):
        records.add(world.family, "strength", Strength(words="She built a tower with Coral.", about=(world.people["Shelly"],)))
    assert "Shelly Harbour, 2" not in client("allocated worker").get("/").words


def test_a_bottom_line_not_met_is_the_inverse_bar(app, client, world):
    with act(app, world, "ines"):
        row = reads.one(world.records["bottom_line"])
        records.revise(row.id, row.lock_version, BottomLine(words="Callum has no contact with Marina.", status="not met"))
    for path in ("/", f"/families/{world.family}/story"):
        page = client("manager").get(path)
        assert "notice--inverse" in page.text
        assert "Callum has no contact with Marina." in page.words


def test_a_family_without_an_allocated_worker_stands_on_the_managers_list(app, client, world):
    with act(app, world, "ines"):
        from practice.cases.commands import NewContact, begin_family
        begin_family("Quayle", ["Orla Quayle"], NewContact(clock.today(), "Ms Slate", "Orla was hungry."))
    page = client("manager").get("/")
    assert "Not allocated yet" in page.words
    assert "Quayle" in page.words.split("Not allocated yet")[1]


@pytest.mark.parametrize(("to_on", "said"), [(date(2026, 12, 24), True), (date(2026, 12, 25), False)])
def test_an_agreement_is_on_the_managers_list_thirty_days_before_its_end(app, client, world, to_on, said):
    with act(app, world):
        for agreement in db.session.scalars(select(Agreement).where(Agreement.to_on == date(2027, 3, 1))):
            agreement.to_on = to_on
        db.session.commit()
    assert ("Nell Frost, Saltmarsh Health" in client("manager").get("/").words) == said


def test_a_covering_worker_reads_until_when_and_for_whom(app, client, world):
    with act(app, world):
        access.give_part(world.family, world.users["priya"], PartKind.COVER, "Ines is away", to_on=date(2026, 11, 27))
    page = client("other family’s worker").get("/")
    assert "You cover for Ines Tidewell until Fri 27 Nov." in page.words
    with clock.at(clock.now().replace(day=28)):
        later = type(client("manager"))(app, "other family’s worker")
        assert "Harbour" not in later.get("/").text


def test_a_closed_family_is_folded_and_has_nothing_due(app, client, world):
    with act(app, world, "ines"):
        made = family("Quayle", world.users["ines"])
        close_family(made, 1, "Everybody moved away")
    page = client("allocated worker").get("/")
    assert "Closed, 1" in page.words
    assert "Ring nan" not in page.words


@pytest.mark.parametrize("persona", ["allocated worker", "manager"])
def test_many_families_need_no_more_statements_than_one(app, client, world, persona):
    person = client(persona)
    person.get("/")
    few = len(person.get("/").statements)
    with act(app, world):
        for number in range(25):
            family(f"Quayle {number:02}", world.users["ines"])
    page = person.get("/")
    assert len(page.statements) == few <= 12
    assert "Quayle 24" in page.words


def test_more_families_than_a_page_holds_go_on_over_the_page(app, client, world, monkeypatch):
    from practice.insight import bulk
    monkeypatch.setattr(bulk, "PAGE", 3)
    with act(app, world):
        for number in range(5):
            family(f"Quayle {number}", world.users["ines"])
    worker, seen, path = client("allocated worker"), [], "/"
    for _ in range(4):
        page = worker.get(path)
        seen += [link.text for link in page.all("a") if "strong" in (link.get("class") or "")]
        path = next((link.get("href") for link in page.all("a") if "".join(link.itertext()) == "Families begun earlier"), "")
        if not path:
            break
    assert sorted(seen) == ["Harbour", *(f"Quayle {number}" for number in range(5))]
    worker.get("/?before=nonsense", expect=404)


# The plan as it is lived

def milestone(world, **changes):
    return records.add(world.family, "milestone", Milestone(**({"words": "Dad home at weekends", "planned_on": date(2026, 11, 16)}
                                                                | changes)))


def test_a_late_milestone_stands_on_the_first_page_until_it_is_reached(app, client, world):
    with act(app, world, "ines"):
        row = milestone(world)
        milestone(world, words="Plan run by the family alone", planned_on=date(2026, 12, 16))
    for persona in ("allocated worker", "manager"):
        words = client(persona).get("/").words
        assert "Milestone 1: Dad home at weekends" in words
        assert "Late by 8 days A day of the way to closing has gone by. Say why, and set a new one." in words
        assert "Plan run by the family alone" not in words
    with act(app, world, "ines"):
        take_step(row, NewStep(StepKind.REACHED, date(2026, 11, 23), decided_by="Everybody"))
    assert "Dad home at weekends" not in client("allocated worker").get("/").words


def test_a_milestone_that_slipped_and_is_late_again_says_why_it_slipped(app, client, world):
    with act(app, world, "ines"):
        row = milestone(world, planned_on=date(2026, 10, 5))
        take_step(row, NewStep(StepKind.MOVED, date(2026, 11, 2), "The flat was not ready", "Tom", date(2026, 11, 20)))
    words = client("allocated worker").get("/").words
    assert "Late by 4 days First planned for Mon 5 Oct. The flat was not ready." in words


def test_a_test_whose_day_went_by_is_late_on_the_first_page_of_the_worker(app, client, world):
    with act(app, world, "ines"):
        records.add(world.family, "planned_test", PlannedTest(words="ring Coral at ten at night", how="phone",
                                                              on=date(2026, 11, 20), who=world.people["Ines"]),
                    parent_id=world.records["plan_rule"])
    words = client("allocated worker").get("/").words
    assert "Phone test of rule 1. You: ring Coral at ten at night" in words
    assert "Late by 4 days" in words


@pytest.mark.parametrize("persona", ["school, plan only", "health, danger two only", "other family’s worker"])
def test_a_late_milestone_is_nobody_elses_business(app, client, world, persona):
    with act(app, world, "ines"):
        milestone(world)
    assert "Dad home at weekends" not in client(persona).get("/").words

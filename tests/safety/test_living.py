"""The plan as it is lived: tests planned and tried, promises looked at, milestones, what changed since the last look."""

from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from msgspec import structs
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from practice.access import commands as access
from practice.access.models import Agreement, Information, PartKind
from practice.accounts.models import User
from practice.core import audit, clock
from practice.core.audit import AuditEvent
from practice.core.db import db
from practice.mapping.kinds import SafetyGoal
from practice.records import commands as records
from practice.records.models import Record
from practice.records.queries import Row, history
from practice.safety import commands as safety
from practice.safety.kinds import ChildPart, PlanRule, Promise, RedFlag
from practice.safety.living import commands as living
from practice.safety.living.drawing import way
from practice.safety.living.events import StepRow
from practice.safety.living.events import TestRow as Tried
from practice.safety.living.kinds import Milestone, PlannedTest
from practice.safety.living.models import HowKept, MilestoneStep, PromiseCheck, StepKind
from practice.safety.living.standing import ahead, delay, reopened, station
from practice.safety.models import Outcome, PlanTest
from practice.safety.models import TestKind as How
from tests.client import Client
from tests.conftest import NOW

TODAY = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def plan_url(world, rest=""):
    return f"/families/{world.family}/plan{rest}"


def saved_row(saved):
    return UUID(saved.location.partition("saved=")[2].partition("#")[0])


def url_of(world, record, rest):
    return plan_url(world, f"/{record}/{rest}")


@pytest.fixture
def ines(app, world):
    """with ines(): commands as the allocated worker."""
    @contextmanager
    def acting(login="ines"):
        with app.app_context(), audit.acting_as(world.users[login]):
            yield

    return acting


def put(world, kind, body, parent=None, info=Information.PLAN):
    return safety.add_row(world.family, kind, body, parent_id=parent, info=info)


# Rules, without a database

def tried(outcome, number, on=TODAY):
    return Tried(uuid4(), How.PHONE, on, "", "Nobody answered", outcome, "", NOON, number)


NO, PARTLY, YES = Outcome.NO, Outcome.PARTLY, Outcome.YES


@pytest.mark.parametrize(("number", "tests", "open_again", "is_changed"), [
    (1, [], False, False),
    (1, [(YES, 1)], False, False),
    (1, [(PARTLY, 1)], False, False),
    (1, [(NO, 1)], True, False),
    (1, [(NO, 1), (YES, 1)], True, False),  # tried again without a change
    (2, [(NO, 1)], True, True),  # changed, not tried
    (2, [(NO, 1), (YES, 2)], False, False),
    (3, [(NO, 1), (YES, 2)], False, False),  # a later change of wording does not open it again
    (2, [(NO, 1), (NO, 2)], True, False),  # changed, tried, failed again
    (3, [(NO, 1), (NO, 2), (PARTLY, 3)], False, False),
    (1, [(NO, 0)], True, False),  # which wording was tried is not known: nothing counts as its change
])
def test_a_rule_is_open_again_until_changed_and_tried(number, tests, open_again, is_changed):
    found = reopened(number, [tried(outcome, revision) for outcome, revision in tests])
    assert (found is not None, bool(found and found.is_changed)) == (open_again, is_changed)


# Milestones, without a database

def milestone(**more):
    return Row(uuid4(), "milestone", None, 0, Information.PLAN, 1, 1, NOON, "Ines", None, Milestone(words="Visits", **more))


def stepped(what, on, *, to=None, because=""):
    return StepRow(uuid4(), what, on, to, because, "Priya", NOON)


AUG, OCT = date(2026, 8, 24), date(2026, 10, 12)


def said(row, *steps, today=TODAY):
    return station(1, row, steps, today).lines[0]


def test_a_milestone_says_what_was_planned_what_was_reached_and_why_it_was_late():
    row = milestone(planned_on=AUG)
    assert said(row, today=date(2026, 8, 1)) == "Planned 24 Aug."
    assert said(row, stepped(StepKind.REACHED, AUG)) == "Reached 24 Aug, as planned."
    assert said(row, stepped(StepKind.REACHED, date(2026, 8, 20))) == "Reached 20 Aug, planned 24 Aug."
    moved = stepped(StepKind.MOVED, AUG, to=OCT, because="Jo wanted 90 days")
    assert said(row, moved, today=date(2026, 9, 1)) == "Planned 12 Oct, first 24 Aug. Moved on by 7 weeks: Jo wanted 90 days."
    assert said(row, moved, stepped(StepKind.REACHED, OCT)) == (
        "Reached 12 Oct, planned 24 Aug. Late by 7 weeks: Jo wanted 90 days.")
    assert said(row, today=date(2026, 8, 29)) == "Planned 24 Aug. Late by 5 days. Nobody has said why."
    assert said(milestone(), today=TODAY) == "No day yet."
    earlier = stepped(StepKind.MOVED, AUG, to=date(2026, 8, 17), because="It goes well")
    assert said(row, earlier, today=date(2026, 8, 1)) == "Planned 17 Aug, first 24 Aug. Brought forward by 7 days: It goes well."


def test_a_milestone_stepped_back_from_is_not_reached_until_it_is_again():
    row = milestone(planned_on=AUG, step_back="Priya visits the next day", level="visits every second week")
    back = stepped(StepKind.STEPPED_BACK, date(2026, 9, 3), because="A night without a sober grown-up.")
    found = station(1, row, [stepped(StepKind.REACHED, AUG), back], TODAY)
    assert found.reached is None
    assert found.is_back
    assert "Stepped back 3 Sept: A night without a sober grown-up." in found.lines
    assert "Step back: Priya visits the next day." in found.lines
    again = station(1, row, [stepped(StepKind.REACHED, AUG), back, stepped(StepKind.REACHED, OCT)], TODAY)
    assert again.reached == OCT
    assert not again.is_back


@pytest.mark.parametrize(("days", "words"), [(1, "1 day"), (13, "13 days"), (14, "2 weeks"), (49, "7 weeks"), (55, "7 weeks")])
def test_a_delay_is_said_in_days_then_in_weeks(days, words):
    assert delay(days) == words


def test_the_line_holds_planned_and_reached_in_the_order_of_their_days():
    first = station(1, milestone(planned_on=date(2026, 6, 20)), [stepped(StepKind.REACHED, date(2026, 6, 20))], TODAY)
    late = station(2, milestone(planned_on=AUG), [stepped(StepKind.REACHED, OCT)], TODAY)
    close = station(3, milestone(planned_on=date(2027, 1, 18)), [], TODAY)
    same = station(4, milestone(planned_on=date(2027, 1, 18)), [], TODAY)
    line = way([close, late, first, same], TODAY)
    assert [mark.station.number for mark in line.marks] == [1, 2, 3, 4]
    second, third = line.marks[1], line.marks[2]
    assert second.planned_x < second.reached_x == second.x < line.today_x < third.x
    assert third.reached_x is None
    assert [label.words for label in line.labels] == ["1", "2", "3, 4"]
    assert all(8 <= x <= 332 for mark in line.marks for x in (mark.x, mark.planned_x))
    assert way([station(1, milestone(), [], TODAY)], TODAY) is None


def test_numbers_that_stand_close_have_rows_of_their_own():
    days = [date(2026, 6, 1), date(2026, 6, 10), date(2026, 6, 20), date(2027, 1, 1)]
    line = way([station(no, milestone(planned_on=day), [], TODAY) for no, day in enumerate(days, 1)], TODAY)
    for one in line.labels:
        for other in line.labels:
            if one is not other and one.lane == other.lane:
                assert abs(one.x - other.x) >= 18


def test_a_planned_test_says_when_it_is_late():
    row = structs.replace(milestone(), kind="planned_test", body=PlannedTest(how="phone", on=TODAY, words="Who answers?"))
    assert (ahead(row, TODAY).when, ahead(row, TODAY).shape) == ("Tue 24 Nov, today", "soon")
    assert ahead(row, TODAY - timedelta(days=6)).shape == "ahead"
    assert ahead(row, TODAY + timedelta(days=1)).is_late
    assert ahead(row, TODAY).how == "Phone test"


# Tests that are planned, put off, called off and recorded

def planning(world, **changes):
    return {"how": "phone", "on": "27 Nov", "who": world.people["Ines"], "words": "", **changes}


def plan_one(client, world, record, **changes):
    worker = client("allocated worker")
    saved = worker.post(url_of(world, record, "plan-test"), planning(world, **changes))
    return worker, saved_row(saved)


def test_a_test_is_planned_with_its_question_and_stands_on_the_plan(client, world):
    rule = world.records["plan_rule"]
    page = client("allocated worker").get(url_of(world, rule, "plan-test"))
    for name in ("Talk-through", "Walk-through", "Phone test", "Child-knows test", "Real event", "Unannounced look"):
        assert name in page.words
    assert "Ask: “Did they answer, and how soon could they be there?”" in page.words
    assert "Ines Tidewell" in next(option.text for option in page.all("option") if option.get("selected") is not None)
    worker, _ = plan_one(client, world, rule)
    page = worker.get(plan_url(world))
    assert "Phone test planned, Fri 27 Nov. Ines: Did they answer, and how soon could they be there?" in page.words
    assert "Tests to come Rule 1: phone test, Fri 27 Nov. Ines" in page.words
    assert "Not tested yet" in page.words  # planned is not tested


@pytest.mark.parametrize(("field", "value", "message"), [
    ("how", "guess", "Choose how it will be tested"), ("on", "23 Nov 2026", "Give a day from today on"),
    ("on", "", "Give the day, like 4 Dec"), ("who", "", "Say who does it")])
def test_a_planned_test_without_its_facts_is_refused_and_keeps_what_was_typed(client, world, app, field, value, message):
    page = client("allocated worker").post(url_of(world, world.records["plan_rule"], "plan-test"),
                                           planning(world, words="Does Pearl answer?", **{field: value}), expect=422)
    assert message in page.words
    assert page.typed("words") == "Does Pearl answer?"
    with app.app_context():
        assert db.session.scalars(select(Record).where(Record.kind == "planned_test")).all() == []


def test_what_came_of_a_planned_test_is_the_rules_test_and_ends_the_plan_of_it(client, world, app):
    worker, planned = plan_one(client, world, world.records["plan_rule"])
    page = worker.get(url_of(world, planned, "came-of-it"))
    assert page.typed("who") == "Ines"
    data = {"lock_version": page.hidden("/came-of-it")["lock_version"], "kind": "phone", "on": "24 Nov", "who": "Ines",
            "outcome": "yes", "what_happened": "", "change": ""}
    page = worker.post(url_of(world, planned, "came-of-it"), data, expect=422)
    assert page.error_beside("what_happened") == "Say what happened"
    worker.post(url_of(world, planned, "came-of-it"), {**data, "what_happened": "Coral came in ten minutes."})
    page = worker.get(plan_url(world))
    assert "Phone test 24 Nov, worked: Coral came in ten minutes." in page.words
    assert "Tests to come" not in page.words
    worker.get(url_of(world, planned, "came-of-it"), expect=403)
    worker.get(url_of(world, planned, "put-off"), expect=403)
    with app.app_context():
        assert db.session.scalars(select(PlanTest.rule_number)).all() == [1]


def test_a_test_is_put_off_and_called_off_with_the_reason(client, world, app):
    worker, planned = plan_one(client, world, world.records["plan_rule"])
    form = {"lock_version": worker.get(url_of(world, planned, "put-off")).hidden()["lock_version"]}
    page = worker.post(url_of(world, planned, "put-off"), {**form, "on": "30 Nov", "because": ""}, expect=422)
    assert page.error_beside("because") == "Say why it is put off"
    assert page.typed("on") == "30 Nov"
    assert "It stands on this day already" in worker.post(
        url_of(world, planned, "put-off"), {**form, "on": "27 Nov", "because": "Pearl is away"}, expect=422).words
    worker.post(url_of(world, planned, "put-off"), {**form, "on": "30 Nov", "because": "Pearl is away"})
    page = worker.get(plan_url(world))
    assert "Phone test planned, Mon 30 Nov" in page.words
    assert "Put off: Pearl is away" in page.words
    # somebody who still looks at the first day is told, and loses nothing
    page = worker.post(url_of(world, planned, "put-off"), {**form, "on": "4 Dec", "because": "She is on nights"}, expect=409)
    assert "saved this first" in page.words
    assert page.typed("because") == "She is on nights"
    assert "Phone test, Mon 30 Nov" in page.words
    form = {"lock_version": worker.get(url_of(world, planned, "call-off")).hidden()["lock_version"]}
    assert worker.post(url_of(world, planned, "call-off"), {**form, "because": " "}, expect=422).error_beside("because") == (
        "Say why it is called off")
    worker.post(url_of(world, planned, "call-off"), {**form, "because": "The rule has ended"})
    page = worker.get(plan_url(world))
    assert "Tests to come None is planned. 1 called off" in page.words
    assert "Rule 1: phone test, Mon 30 Nov Called off: The rule has ended" in page.words
    assert "Plan a test" in page.words
    words = worker.get(url_of(world, planned, "versions")).words
    assert "Pearl is away" in words
    assert "27 30 November 2026" in words  # the day that was, struck out, and the day that is
    with app.app_context():
        row = db.session.scalars(select(Record).where(Record.kind == "planned_test")).one()
        assert row.withdrawn_because == "The rule has ended"
        assert [past.body.on for past in history(row.id)] == [date(2026, 11, 30), date(2026, 11, 27)]


def test_a_childs_sign_and_a_red_flag_are_tested_too(client, world, ines):
    with ines():
        flag = put(world, "red_flag", RedFlag(words="If he comes", then_that="Ring", rings=world.people["Coral"],
                                              rings_number="07700 900123"))
        part = put(world, "child_part", ChildPart(words="Your whale", child=(world.people["Finn"],)))
    for record, how in ((flag, "talk_through"), (part, "child_knows")):
        plan_one(client, world, record, how=how)
    page = client("allocated worker").get(plan_url(world))
    assert "“If he comes”: talk-through, Fri 27 Nov" in page.words
    assert "“Your whale”: child-knows test, Fri 27 Nov" in page.words
    client("allocated worker").get(url_of(world, world.records["plan_head"], "plan-test"), expect=404)
    client("allocated worker").get(url_of(world, world.records["danger"], "plan-test"), expect=404)


def test_a_test_due_or_late_stands_on_the_first_page_and_a_far_one_does_not(app, client, world, ines):
    rule = world.records["plan_rule"]
    with ines():
        living.plan_test(rule, How.PHONE, date(2026, 11, 26), world.people["Ines"], "Who answers?")
        living.plan_test(rule, How.REAL, date(2027, 1, 18), world.people["Ines"], "The court day")
    words = client("allocated worker").get("/").words
    assert "Phone test of rule 1. You: Who answers?" in words
    assert "The court day" not in words
    with clock.at(NOW + timedelta(days=9)):
        worker = Client(app, "allocated worker")
        words = worker.get("/").words
        assert "Phone test of rule 1. You: Who answers?" in words
        assert "Late by 7 days" in words
        page = worker.get(plan_url(world))
        assert "Its day is over and nothing is written down" in page.words


def test_a_failed_test_stands_on_the_first_page_until_it_is_changed_and_tried(client, world, ines):
    with ines():
        safety.test_rule(world.records["plan_rule"], safety.NewTest(How.PHONE, TODAY, "Pearl did not answer.", Outcome.NO))
    page = client("allocated worker").get("/")
    assert "Harbour: rule 1 is open again. Phone test, 24 Nov: Pearl did not answer." in page.words
    assert "answer.." not in page.words + client("allocated worker").get(plan_url(world)).words
    for path in (f"/families/{world.family}/story", plan_url(world)):
        assert "Open again. Phone test, 24 Nov: Pearl did not answer" in client("allocated worker").get(path).words


def test_nobody_is_told_of_a_test_of_a_danger_that_is_not_theirs(client, world, ines):
    with ines():
        living.plan_test(world.records["plan_rule"], How.PHONE, date(2026, 11, 26), world.people["Ines"], "Who answers?")
        safety.test_rule(world.records["plan_rule"], safety.NewTest(How.PHONE, TODAY, "Pearl did not answer", Outcome.NO))
        put(world, "milestone", Milestone(words="Through the court day", planned_on=date(2027, 1, 18)))
        put(world, "promise", Promise(words="brings the letter", who=world.people["Ines"], when="by Friday"))
    nell = client("health, danger two only")
    for path in ("/", plan_url(world), plan_url(world, "/way")):
        words = nell.get(path).words
        for hidden in ("Who answers?", "Tests to come", "open again", "Pearl did not answer", "court day", "brings the letter"):
            assert hidden not in words, (path, hidden)
    assert "No milestone is within your part" in nell.get(plan_url(world, "/way")).words


# Promises

def looked(world, **changes):
    return {"outcome": "kept", "said_by": world.people["Marina"], "on": "20 Nov", "words": "", "is_verbatim": "", **changes}


@pytest.fixture
def promise(world, ines):
    with ines():
        return put(world, "promise", Promise(words="visits", who=world.people["Ines"], when="Thursdays"))


def test_somebody_of_the_family_says_that_a_promise_was_not_kept(client, world, promise):
    worker, path = client("allocated worker"), url_of(world, promise, "kept")
    assert "Nobody has said yet whether it is kept" in worker.get(plan_url(world)).words
    assert worker.get(path).field("said_by") is not None
    for data, field, message in (
            (looked(world, outcome="not_kept"), "words", "Say what did not happen, and what it meant for the family"),
            (looked(world, outcome="late"), "words", "Say by how much it is late, and who was told"),
            (looked(world, said_by=""), "said_by", "Say who says so: somebody of the family, or of the services"),
            (looked(world, on="1 Dec 2026"), "on", "Give the day on which it was found so: today or before")):
        page = worker.post(path, data, expect=422)
        assert page.error_beside(field) == message
    worker.post(path, looked(world, outcome="not_kept", words="She never came.", is_verbatim="y"))
    page = worker.get(plan_url(world))
    assert "Not kept, 20 Nov. “She never came.” (Marina)" in page.words
    assert "Ines has not kept a promise: visits" in page.words
    assert "Ines has not kept a promise: visits" in worker.get("/").words
    worker.post(path, looked(world, on="24 Nov", words="Came on Thursday"))
    page = worker.get(plan_url(world))
    assert "Kept, 24 Nov. Came on Thursday (Marina)" in page.words
    assert "1 earlier" in page.words
    assert "has not kept a promise" not in page.words


def test_how_it_stood_before_stays_readable_in_its_words(client, world, ines):
    with ines():
        old = put(world, "promise", Promise(words="visits", who=world.people["Ines"], when="Thursdays", state="kept",
                                            state_words="6 of 6 kept"))
    worker = client("allocated worker")
    form = worker.get(url_of(world, old, "edit"))
    worker.post(url_of(world, old, "edit"), {"who": world.people["Ines"], "words": "visits twice", "when": "Thursdays", "info": "",
                                             "is_core": "y", "lock_version": form.hidden("/edit")["lock_version"],
                                             "seen_number": form.hidden("/edit")["seen_number"]})
    with ines():
        body = history(old)[0].body
    assert (body.words, body.state, body.state_words) == ("visits twice", "kept", "6 of 6 kept")


# Milestones

@pytest.fixture
def court(world, ines):
    with ines():
        return put(world, "milestone", Milestone(words="Through the court day", planned_on=date(2026, 11, 20), step_back="We meet",
                                                 decided_by="the core group"))


def test_a_milestone_is_written_moved_reached_and_stepped_back_from(client, world):
    worker = client("allocated worker")
    saved = worker.post(plan_url(world, "/add/milestone"), {
        "words": "Children sleeping", "must_see": "Wet bed once a week or less", "planned_on": "30 Nov", "began_on": "",
        "decided_by": "Marina and Nell", "level": "", "step_back": "We meet the same day", "info": ""})
    row = saved_row(saved)
    page = worker.get(plan_url(world))
    assert "1. Children sleeping Planned 30 Nov." in page.words
    assert "Step back: We meet the same day." in page.words
    assert "The way to closing on one line" in page.words
    path = url_of(world, row, "moved")
    page = worker.post(path, {"on": "24 Nov", "planned_on": "14 Dec", "because": "", "decided_by": "Marina"}, expect=422)
    assert page.error_beside("because") == "Say why it is moved. It stands beside the milestone"
    assert page.typed("decided_by") == "Marina"
    page = worker.post(path, {"on": "24 Nov", "planned_on": "", "because": "A cold", "decided_by": "Marina"}, expect=422)
    assert page.error_beside("planned_on") == "Give the new day, like 4 Dec"
    page = worker.post(path, {"on": "24 Nov", "planned_on": "14 Dec", "because": "A cold", "decided_by": ""}, expect=422)
    assert page.error_beside("decided_by") == "Say who decided it, by name"
    worker.post(path, {"on": "24 Nov", "planned_on": "14 Dec", "because": "Finn had a cold", "decided_by": "Marina"})
    words = worker.get(plan_url(world, "/way")).words
    assert "Planned 14 Dec, first 30 Nov. Moved on by 2 weeks: Finn had a cold." in words
    worker.post(url_of(world, row, "reached"), {"on": "24 Nov", "because": "", "decided_by": "Marina and Nell"})
    words = worker.get(plan_url(world, "/way")).words
    assert "Reached 24 Nov, planned 30 Nov." in words
    page = worker.post(url_of(world, row, "stepped-back"), {"on": "24 Nov", "because": ""}, expect=422)
    assert page.error_beside("because") == "Say what happened"
    worker.post(url_of(world, row, "stepped-back"), {"on": "24 Nov", "because": "Three wet nights", "decided_by": ""})
    words = worker.get(plan_url(world, "/way?print=1")).words
    assert "Stepped back 24 Nov: Three wet nights." in words
    assert "Moved to 14 Dec, 24 Nov, Marina: Finn had a cold" in words


def test_the_day_first_planned_is_not_written_over(client, world, court, ines):
    worker = client("allocated worker")
    form = worker.get(url_of(world, court, "edit"))
    assert "planned_on" not in form.text
    seen = {name: form.hidden("/edit")[name] for name in ("lock_version", "seen_number")}
    worker.post(url_of(world, court, "edit"), {"words": "Past the court day", "planned_on": "18 Jan 2027", "info": "", **seen})
    with ines():
        assert history(court)[0].body.planned_on == date(2026, 11, 20)
    assert "Planned 20 Nov. Late by 4 days. Nobody has said why." in worker.get(plan_url(world)).words


# Who may

@pytest.mark.parametrize("rest", ["plan-test", "came-of-it", "put-off", "call-off", "kept", "reached", "moved", "stepped-back"])
def test_one_who_only_reads_is_told_whom_to_ask(client, world, ines, promise, court, rest):
    with ines():
        planned = living.plan_test(world.records["plan_rule"], How.PHONE, TODAY, world.people["Ines"], "Who?")
    record = {"plan-test": world.records["plan_rule"], "kept": promise, "came-of-it": planned, "put-off": planned,
              "call-off": planned}.get(rest, court)
    page = client("school, plan only").get(url_of(world, record, rest), expect=403)
    assert "Ask the lead practitioner" in page.words
    client("other family’s worker").get(url_of(world, record, rest), expect=404)
    client("allocated worker").get(url_of(world, record, rest))


@pytest.mark.parametrize("rest", ["plan-test", "came-of-it", "kept", "reached"])
def test_a_page_for_one_kind_of_row_does_not_take_another(client, world, rest):
    client("allocated worker").get(url_of(world, world.records["plan_head"], rest), expect=404)


def test_who_may_look_at_a_promise_is_decided_by_the_part(client, world, promise, ines):
    client("manager").get(url_of(world, promise, "kept"))
    page = client("school, plan only").get(url_of(world, promise, "kept"), expect=403)
    assert "Ask the lead practitioner" in page.words
    with ines():
        agreement = db.session.scalar(select(Agreement.id).join(User, User.agency_id == Agreement.agency_id)
                                      .where(User.id == world.users["slate"]))
        access.give_part(world.family, world.users["slate"], PartKind.SPECIALIST, "Keeps her own promise in sight",
                         kinds={Information.PLAN}, may_write=True, agreement_id=agreement)
    client("school, plan only").get(url_of(world, promise, "kept"))
    client("health, danger two only").get(url_of(world, promise, "kept"), expect=403)


# What the database keeps

@pytest.mark.parametrize("table", ["promise_check", "milestone_step"])
@pytest.mark.parametrize("change", ["UPDATE {} SET \"on\" = '2026-01-01'", "DELETE FROM {}"])
def test_what_was_found_and_what_was_stepped_is_never_changed(app, world, ines, promise, court, table, change):  # noqa: PLR0917
    with ines():
        living.check_promise(promise, living.NewCheck(TODAY, HowKept.KEPT, world.people["Marina"]))
        living.take_step(court, living.NewStep(StepKind.REACHED, TODAY, "", "the core group"))
    with app.extensions["engine"].connect() as connection, pytest.raises(DBAPIError):
        connection.execute(text(change.format(table)))
    with app.app_context():
        assert len(db.session.scalars(select(PromiseCheck)).all()) == 1
        assert len(db.session.scalars(select(MilestoneStep)).all()) == 1


def test_each_change_stands_in_the_trail_without_its_words(world, promise, court, ines):
    with ines():
        living.check_promise(promise, living.NewCheck(TODAY, HowKept.NOT_KEPT, world.people["Marina"], "She never came"))
        living.take_step(court, living.NewStep(StepKind.MOVED, TODAY, "Bail was put off", "the core group", date(2027, 1, 18)))
        events = db.session.execute(select(AuditEvent.action, AuditEvent.detail).order_by(AuditEvent.id.desc()).limit(2)).all()
    assert [event.action for event in events] == ["milestone.moved", "promise.checked"]
    assert "never came" not in str(events)
    assert "Bail" not in str(events)


# What changed since the last look

def look_at(app, world, on, persona="allocated worker", path=""):
    """PERSONA signs in at that hour and opens the plan."""
    with clock.at(on):
        return Client(app, persona).get(path or plan_url(world))


THURSDAY = datetime(2026, 11, 19, 15, 0, tzinfo=UTC)


def test_a_first_visit_says_nothing_and_a_second_that_nothing_changed(app, world):
    assert "since you last looked" not in look_at(app, world, THURSDAY).words
    page = look_at(app, world, THURSDAY)  # the same day again
    assert "since you last looked" not in page.words
    assert "Nothing has changed" not in page.words
    page = look_at(app, world, NOW)  # the small world was built on the 24th: all of it is new since the 19th
    assert "What changed since you last looked, Thu 19 Nov" in page.words
    page = look_at(app, world, NOW + timedelta(days=2))
    assert "Nothing has changed since Tue 24 Nov" in page.words
    assert "since you last looked" not in look_at(app, world, NOW + timedelta(days=2), "manager").words  # each their own looks


def test_what_changed_is_said_in_words_and_a_look_at_another_page_does_not_count(app, world, ines, promise, court):
    look_at(app, world, NOW)
    later = NOW + timedelta(days=1)
    look_at(app, world, later, path=f"/families/{world.family}/story")
    with clock.at(later + timedelta(minutes=5)), ines("tom"):
        rule = put(world, "plan_rule", PlanRule(who=world.people["Coral"], words="keeps the phone on", when="always"),
                   world.records["goal"])
        safety.change_row(world.records["plan_rule"], 1, PlanRule(who=world.people["Marina"], words="locks door and chain",
                                                                  when="at 7"), parent_id=world.records["goal"])
        safety.test_rule(rule, safety.NewTest(How.PHONE, later.date(), "Coral answered", Outcome.YES))
        living.check_promise(promise, living.NewCheck(later.date(), HowKept.LATE, world.people["Marina"], "A week"))
        living.take_step(court, living.NewStep(StepKind.MOVED, later.date(), "Bail was put off", "the core group",
                                               date(2027, 1, 18)))
        records.withdraw(world.records["bottom_line"], 1, "Lifted by the court")
        living.plan_test(rule, How.TALK_THROUGH, date(2026, 12, 4), world.people["Ines"], "What if she is at work?")
    page = look_at(app, world, NOW + timedelta(days=2))
    for line in ("What changed since you last looked, Tue 24 Nov", "New, rule 2: Coral keeps the phone on Tom Larder, Wed 25 Nov",
                 "Changed, rule 1: Marina locks door and chain (when", "Phone test of rule 2, 25 Nov, worked: Coral answered",
                 "Late, 25 Nov: Ines visits Marina says so",
                 "Moved to 18 Jan 2027, 25 Nov: Through the court day. Bail was put off",
                 "Withdrawn, bottom line: Callum has no contact",
                 "Planned: talk-through of rule 2, Fri 4 Dec Tom Larder, Wed 25 Nov"):
        assert line in page.words, line
    assert "New, rule 1" not in page.words


def test_what_changed_counts_nothing_of_a_danger_that_the_reader_may_not_see(app, world, ines):
    nell = "health, danger two only"
    look_at(app, world, NOW, nell)
    with clock.at(NOW + timedelta(days=1)), ines():
        rule = put(world, "plan_rule", PlanRule(who=world.people["Coral"], words="keeps the phone on", when="always"),
                   world.records["goal"])
        safety.test_rule(rule, safety.NewTest(How.PHONE, clock.today(), "Coral answered", Outcome.YES))
        put(world, "promise", Promise(words="brings the letter", who=world.people["Ines"], when="Friday"))
        living.plan_test(rule, How.TALK_THROUGH, date(2026, 12, 4), world.people["Ines"], "What if she is at work?")
    page = look_at(app, world, NOW + timedelta(days=2), nell)
    assert "Nothing has changed since Tue 24 Nov" in page.words
    assert "Coral answered" not in page.words
    with clock.at(NOW + timedelta(days=2, hours=1)), ines():
        second = records.add(world.family, "goal", SafetyGoal(words="Shelly is fed on a bad day"),
                             parent_id=world.records["danger+"], info=Information.HEALTH)
        put(world, "plan_rule", PlanRule(who=world.people["Coral"], words="comes by 8.30", when="bad mornings"), second)
    page = look_at(app, world, NOW + timedelta(days=3), nell)
    assert "What changed since you last looked, Thu 26 Nov" in page.words
    assert "comes by 8.30" in page.words
    assert "brings the letter" not in page.words


def test_the_plan_page_makes_few_statements_however_much_was_lived(app, world, ines, promise, court):
    look_at(app, world, THURSDAY)
    with ines():
        for number in range(5):
            rule = put(world, "plan_rule", PlanRule(who=world.people["Coral"], words=f"thing {number}", when="daily"),
                       world.records["goal"])
            living.plan_test(rule, How.PHONE, TODAY, world.people["Ines"], "Who?")
            safety.test_rule(rule, safety.NewTest(How.PHONE, TODAY, "Coral answered", Outcome.YES))
            living.check_promise(promise, living.NewCheck(TODAY, HowKept.KEPT, world.people["Marina"]))
    page = look_at(app, world, NOW)  # at most 12 statements: the client counts
    assert "What changed since you last looked" in page.words
    assert len(page.statements) <= 12
    assert len(look_at(app, world, NOW, "health, danger two only").statements) <= 12

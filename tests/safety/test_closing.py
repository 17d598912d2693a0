"""Closing a family's case, as people see it: what stands before it, what stays with the family, and what they say afterwards."""

import json
from datetime import date

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from practice.access.models import Information
from practice.access.queries import my_part_in
from practice.cases.models import Contact
from practice.core import audit, clock
from practice.core.db import db
from practice.core.errors import RuleBroken
from practice.families.models import Family
from practice.families.queries import sight_of
from practice.mapping.models import Rating
from practice.records import commands as records
from practice.records import queries as reads
from practice.records.models import Kept, Snapshot
from practice.safety import queries
from practice.safety.closing import commands
from practice.safety.closing.kinds import ClosingLetter
from practice.safety.closing.models import CheckBack, ClosingRecord
from practice.safety.closing.page import page_of
from practice.safety.closing.standing import months_after
from practice.safety.commands import NewStance, reason_field
from practice.safety.kinds import ClosingCondition, RedFlag
from practice.safety.models import PlanTest, Stance, StanceKind
from practice.safety.models import TestKind as HowTested
from practice.safety.thread import thread_of
from tests.conftest import NOW


def url(world, rest=""):
    return f"/families/{world.family}/plan/closing{rest}"


def add(app, world, kind, body):
    with app.app_context(), audit.acting_as(world.users["ines"]):
        return records.add(world.family, kind, body, info=Information.PLAN)


def filled(page, world, **changes):
    """The form as it stands, with a reason for everything that asks one, and a word of everybody."""
    data = {}
    for tag in ("input", "textarea"):
        for one in page.all(tag):
            name = one.get("name") or ""
            if name.startswith("why_") and not name.startswith("why_not_"):
                data[name] = "We talked it through on 23 November"
            elif name.startswith("stance_"):
                data[name] = "not_asked"
                data[f"why_not_{name.removeprefix('stance_')}"] = "Away until 28 November"
    marina, finn = world.people["Marina"].hex, world.people["Finn"].hex
    data |= {f"stance_{marina}": "agrees", f"words_{marina}": "We can do it alone now", f"verbatim_{marina}": "y",
             f"why_not_{marina}": "", f"stance_{finn}": "in_part", f"words_{finn}": "Ms Slate should still look",
             f"verbatim_{finn}": "y", f"why_not_{finn}": ""}
    return data | {"lock_version": page.hidden("/closing/close")["lock_version"], "because": "Nothing happened for 6 months",
                   "on": "24 Nov", "who_keeps": "Marina and Coral", "rings_name": "Coral", "rings_number": "07700 900123",
                   "then_rings": "Ines, 01632 960100", "check_back_on": "24 Feb 2027", "check_back_by": "Glen",
                   "papers_left": "The plan", **changes}


def close(client, world, **changes):
    worker = client("allocated worker")
    return worker.post(url(world, "/close"), filled(worker.get(url(world, "/close")), world, **changes))


# What stands before it

def test_what_would_close_the_case_stands_on_the_plan_from_day_one_and_is_asked_for(client, world, app):
    worker = client("allocated worker")
    page = worker.get(f"/families/{world.family}/plan")
    assert "What would close the case" in page.words
    assert "Nothing says what would close the case" in page.words
    add(app, world, "closing", ClosingCondition(words="Danger 1 at 8 or more, for 6 months"))
    page = worker.get(f"/families/{world.family}/plan")
    assert "Danger 1 at 8 or more, for 6 months" in page.words
    assert "Nothing says what would close the case" not in page.words


def test_the_page_shows_the_thread_conditions_and_every_number_with_its_name(client, world, app):
    add(app, world, "closing", ClosingCondition(words="8 weeks without visits"))
    add(app, world, "closing", ClosingCondition(words="Coral has the plan", met_on=date(2026, 11, 2)))
    page = client("allocated worker").get(url(world))
    assert "Rule 1 has never been tested" in page.words
    assert "Stands against closing" in page.words
    assert "Not met yet: 8 weeks without visits" in page.words
    assert "So since 2 Nov" in page.words
    for line in ("Finn 76 on 19 Nov", "Marina mum7 on 19 Nov", "Callum dad7 on 19 Nov", "Ines social worker5 on 19 Nov"):
        assert line in page.words, line
    for word in ("average", "mean of", "6.2", "6.3"):
        assert word not in page.words


def test_whoever_was_not_asked_stands_there_as_not_asked_with_the_reason(client, world, app):
    with app.app_context(), audit.acting_as(world.users["ines"]):
        coral = world.people["Coral"]
        db.session.add(Rating(family_id=world.family, scale_id=world.records["scale"], person_id=coral, value=None,
                              why="She is in hospital", on=date(2026, 11, 20), recorded_at=clock.now()))
        db.session.commit()
    page = client("allocated worker").get(url(world))
    assert "Coral nan Not asked She is in hospital" in page.words


def test_a_part_narrowed_to_one_danger_reads_what_it_may_and_no_form(client, world):
    client("health, danger two only").get(url(world, "/close"), expect=403)
    page = client("health, danger two only").get(url(world))
    assert "Callum coming back" not in page.words
    assert "Rule 1" not in page.words
    assert not [form for form in page.all("form") if (form.get("action") or "").endswith("/close")]


@pytest.mark.parametrize(("persona", "seen", "closed"), [
    ("allocated worker", 200, 422), ("manager", 200, 422), ("school, plan only", 200, 403),
    ("health, danger two only", 200, 403), ("other family’s worker", 404, 404), ("excluded worker", 404, 404),
    ("ended agreement", 404, 404), ("administrator", 404, 404), ("nobody", 303, 401)])
def test_who_may_see_and_who_may_close(client, world, persona, seen, closed):
    person = client(persona)
    person.get(url(world), expect=seen)
    person.post(url(world, "/close"), {}, expect=closed)


# Closing

def test_closing_with_a_broken_thread_keeps_every_reason_and_freezes_what_stood(client, world, app):
    add(app, world, "closing", ClosingCondition(words="8 weeks without visits"))
    close(client, world)
    with app.app_context():
        record = db.session.scalars(select(ClosingRecord)).one()
        assert (record.because, record.who_keeps, record.rings_name, record.check_back_on, record.check_back_by) == (
            "Nothing happened for 6 months", "Marina and Coral", "Coral", date(2027, 2, 24), "Glen")
        kept = {line.code for line in db.session.scalars(select(Kept))}
        assert {"rule_untested", "closing_not_met", "no_red_flag"} <= kept
        snapshot = db.session.get(Snapshot, record.snapshot_id)
        assert snapshot.kind == "closing"
        extra = json.loads(snapshot.body)["extra"]
        assert {"rule_untested", "closing_not_met"} <= {one["code"] for one in extra["left"]}
        assert all(one["because"] == "We talked it through on 23 November" for one in extra["left"])
        assert not db.session.get(Family, world.family).is_open
        assert any(line.decision == "Closed" for line in db.session.scalars(select(Contact)))
    page = client("allocated worker").get(url(world))
    assert "Left as it was, and why" in page.words
    assert "Rule 1 has never been tested" in page.words
    assert "Not met yet: 8 weeks without visits" in page.words
    assert page.words.count("We talked it through on 23 November") == len(extra["left"])


def test_as_many_views_come_out_as_went_in(client, world, app):
    worker = client("allocated worker")
    page = worker.get(url(world, "/close"))
    asked = [one.get("name") for one in page.all("input") if (one.get("name") or "").startswith("stance_")]
    close(client, world)
    with app.app_context():
        extra = json.loads(db.session.scalars(select(Snapshot).where(Snapshot.kind == "closing")).one().body)["extra"]
        given = {(line.person_id.hex, line.value) for line in db.session.scalars(select(Rating))}
        assert {(one["person"].replace("-", ""), one["value"]) for one in extra["numbers"]} == given
        assert len(extra["said"]) == len(set(asked))
        assert {line.person_id.hex for line in db.session.scalars(select(Stance))} == {name[-32:] for name in asked}
    page = worker.get(url(world))
    assert "“We can do it alone now”" in page.words
    assert "“Ms Slate should still look”" in page.words
    assert page.words.count("Away until 28 November") == len(set(asked)) - 2


@pytest.mark.parametrize(("field", "value", "message"), [
    ("because", "", "Say why it is closed"), ("who_keeps", "", "Say who keeps the plan"),
    ("rings_name", " ", "Name the first person whom they ring: one of their own"),
    ("rings_number", "ring me", "A number has digits: 07700 900123"),
    ("on", "25 Nov 2026", "Give the day on which it was closed: today or before"),
    ("on", "1 Sept 2026", "It was opened on Mon 7 Sept. Give that day or a later one"),
    ("check_back_on", "24 Nov 2026", "Give a day after the closing"), ("check_back_by", "", "Say who rings to ask")])
def test_what_is_not_true_is_refused_beside_its_field_and_nothing_typed_is_lost(client, world, app, field, value, message):
    worker = client("allocated worker")
    data = filled(worker.get(url(world, "/close")), world, **{field: value})
    page = worker.post(url(world, "/close"), data, expect=422)
    assert page.error_beside(field) == message
    assert page.typed("papers_left") == "The plan"
    assert page.typed(f"words_{world.people['Finn'].hex}") == "Ms Slate should still look"
    with app.app_context():
        assert db.session.get(Family, world.family).is_open
        assert not db.session.scalars(select(ClosingRecord)).all()


def test_a_break_without_a_reason_and_a_person_without_a_word_are_refused(client, world):
    worker = client("allocated worker")
    data = filled(worker.get(url(world, "/close")), world)
    name = next(one for one in data if one.startswith("why_rule_untested"))
    page = worker.post(url(world, "/close"), {**data, name: ""}, expect=422)
    assert page.error_beside(name) == "Say why it is closed like this. The reason stands on the record"
    callum = world.people["Callum"].hex
    page = worker.post(url(world, "/close"), {**data, f"why_not_{callum}": ""}, expect=422)
    assert page.error_beside(f"why_not_{callum}") == "Say why Callum was not asked"


def test_a_bottom_line_that_is_not_met_needs_a_managers_decision_by_name(client, world, app):
    with app.app_context(), audit.acting_as(world.users["ines"]):
        row = reads.one(world.records["bottom_line"])
        records.revise(row.id, row.lock_version, type(row.body)(words=row.body.words, status="not met"))
    worker = client("allocated worker")
    page = worker.get(url(world, "/close"))
    assert "A bottom line is not met" in page.words
    data = filled(page, world)
    page = worker.post(url(world, "/close"), {**data, "decided_by": ""}, expect=422)
    assert page.error_beside("decision").startswith(
        "A bottom line is not met. Write down what the manager decided")
    data["decision"] = "The court decides now"
    page = worker.post(url(world, "/close"), {**data, "decided_by": "Ines Tidewell"}, expect=422)
    assert page.error_beside("decided_by") == "Choose a manager of this family from the list"
    worker.post(url(world, "/close"), {**data, "decided_by": "Tom Larder"})
    assert "Tom Larder decided: The court decides now" in worker.get(url(world)).words


def test_closing_from_an_old_page_shows_that_the_plan_changed(client, world, app):
    worker = client("allocated worker")
    data = filled(worker.get(url(world, "/close")), world)
    add(app, world, "red_flag", RedFlag(words="He is there", then_that="Ring", rings_name="Coral", rings_number="07700 900123"))
    page = worker.post(url(world, "/close"), data, expect=409)
    assert "changed the plan after you opened this page" in page.words
    assert page.typed("because") == "Nothing happened for 6 months"


def test_it_is_closed_once(client, world, app):
    worker = client("allocated worker")
    data = filled(worker.get(url(world, "/close")), world)
    worker.post(url(world, "/close"), data)
    worker.post(url(world, "/close"), data, expect=403)
    with app.app_context():
        assert len(db.session.scalars(select(ClosingRecord)).all()) == 1


def test_nobody_is_put_down_as_not_asked_without_the_reason_by_any_way_in(world, app):
    with app.app_context(), audit.acting_as(world.users["ines"]):
        plan = queries.plan_of(sight_of(world.family, world.users["ines"]))
        new = commands.NewClosing(clock.today(), "Done", "Marina", "Coral", "07700 900123", date(2027, 2, 24), "Glen", said=[
            NewStance(world.people["Callum"], StanceKind.NOT_ASKED, clock.today())])
        with pytest.raises(RuleBroken, match="Say why this person was not asked"):
            commands.close(plan, new)


@pytest.mark.parametrize("table", ["closing_record", "check_back"])
@pytest.mark.parametrize("change", ['UPDATE "{}" SET on_change = 1', 'DELETE FROM "{}"'])
def test_what_was_closed_and_said_is_never_changed(client, world, app, table, change):
    close(client, world)
    client("allocated worker").post(url(world, "/asked"), {"is_answered": "no", "on": "24 Nov", "what_we_did": "Again tomorrow"})
    statement = change.format(table).replace("on_change = 1", "family_id = family_id")
    with app.app_context():
        before = db.session.execute(text(f'SELECT count(*) FROM "{table}"')).scalar_one()  # noqa: S608
        assert before == 1
        with pytest.raises(DBAPIError):
            db.session.execute(text(statement))
        db.session.rollback()


# Afterwards

def test_the_familys_pages_say_closed_when_why_and_who_rings_when(client, world):
    close(client, world)
    for path in ("plan", "story"):
        page = client("manager").get(f"/families/{world.family}/{path}")
        assert "Closed on Tue 24 Nov. Nothing happened for 6 months" in page.words
        assert "Glen rings to ask how they are on Wed 24 Feb 2027." in page.words


@pytest.mark.parametrize("form", ["plan/add/plan_rule", "plan/{plan_rule}/edit", "plan/agree", "plan/immediate/write"])
def test_whoever_writes_in_a_closed_record_is_told_to_open_it_first(client, world, form):
    path = f"/families/{world.family}/" + form.format(**world.records)
    told = "This record is closed. If the work begins again, open it first."
    assert told not in client("allocated worker").get(path).words
    close(client, world)
    page = client("allocated worker").get(path)
    assert told in page.words
    assert any(link.get("href", "").endswith("/contacts/reopen") for link in page.all("a"))


def test_the_timeline_says_it_in_sentences_whatever_was_typed(client, world):
    close(client, world, because="The goals hold.", who_keeps="It is on the fridge, and Coral has one")
    assert ("The goals hold. Who keeps the plan: It is on the fridge, and Coral has one. Glen rings to ask how they are."
            in client("manager").get(f"/families/{world.family}/timeline").words)


def test_the_day_to_ask_comes_up_for_lead_and_manager_until_somebody_answers(client, world, app):
    close(client, world)
    for persona in ("allocated worker", "manager"):
        assert "Ring and ask how they are" not in client(persona).get("/").words  # three months are left
    with clock.at(NOW.replace(year=2027, month=2, day=20)):
        for persona in ("allocated worker", "manager"):
            person = client(persona)
            person.sign_in({"allocated worker": "ines", "manager": "tom"}[persona])
            assert "Ring and ask how they are. Glen said they would" in person.get("/").words
        worker = client("allocated worker")
        worker.post(url(world, "/asked"), {"is_answered": "no", "on": "18 Feb 2027", "what_we_did": "Glen rings again on Monday"})
        assert "Ring and ask how they are" in worker.get("/").words
        worker.post(url(world, "/asked"), {"is_answered": "yes", "on": "20 Feb 2027", "who_answered": "Marina", "is_verbatim": "y",
                                           "they_said": "Finn sleeps through. Thank you for ringing."})
        for persona in ("allocated worker", "manager"):
            assert "Ring and ask how they are" not in client(persona).get("/").words
        page = worker.get(url(world))
        assert "“Finn sleeps through. Thank you for ringing.”" in page.words
        assert "Glen rings again on Monday" in page.words
    with app.app_context():
        assert [line.is_answered for line in db.session.scalars(select(CheckBack).order_by(CheckBack.recorded_at))] == [False, True]


def test_a_specialist_is_not_asked_to_ring_a_closed_family(client, world):
    close(client, world)
    with clock.at(NOW.replace(year=2027, month=2, day=20)):
        person = client("school, plan only")
        person.sign_in("slate")
        assert "Ring and ask how they are" not in person.get("/").words


@pytest.mark.parametrize(("data", "field", "message"), [
    ({"is_answered": ""}, "", "Say whether somebody answered"),
    ({"is_answered": "yes", "they_said": "Fine"}, "who_answered", "Say who answered"),
    ({"is_answered": "yes", "who_answered": "Marina"}, "they_said", "Write what they said, in their words"),
    ({"is_answered": "no"}, "what_we_did", "Say what happens next: when we ring again, or whom we ask"),
    ({"is_answered": "no", "who_answered": "Marina", "what_we_did": "x"}, "", "Somebody is named here, or said something"),
    ({"is_answered": "no", "what_we_did": "x", "on": "23 Nov"}, "on", "Give a day between the closing and today")])
def test_an_answer_says_who_and_in_which_words(client, world, data, field, message):
    close(client, world)
    page = client("allocated worker").post(url(world, "/asked"), {"on": "24 Nov", **data}, expect=422)
    assert message in page.words
    if field:
        assert page.error_beside(field) == message


def test_before_a_closing_there_is_nothing_to_ask(client, world):
    client("allocated worker").get(url(world, "/asked"), expect=404)


def test_opening_it_again_keeps_it_all_and_it_can_be_closed_again(client, world, app):
    close(client, world)
    worker = client("allocated worker")
    page = worker.get(f"/families/{world.family}/contacts/reopen")
    worker.post(f"/families/{world.family}/contacts/reopen", {"because": "Marina rang",
                                                              "lock_version": page.hidden()["lock_version"]})
    page = worker.get(url(world))
    assert "Closed before" in page.words
    assert "Nothing happened for 6 months" in page.words
    close(client, world, because="It held again")
    with app.app_context():
        assert len(db.session.scalars(select(ClosingRecord)).all()) == 2
    page = worker.get(url(world))
    assert "It held again" in page.words
    assert "Nothing happened for 6 months" in page.words


def test_the_old_way_to_close_leads_here_for_a_family_with_a_plan(client, world, app):
    worker = client("allocated worker")
    path = f"/families/{world.family}/contacts/close"
    assert worker.get(path, expect=303).location.endswith("/plan/closing/close")
    assert worker.post(path, {"because": "x", "on": "24 Nov"}).location.endswith("/plan/closing/close")
    with app.app_context():
        assert db.session.get(Family, world.family).is_open


def test_a_family_without_a_plan_is_closed_among_its_contacts(client, world, app):
    with app.app_context(), audit.acting_as(world.users["ines"]):
        rule = reads.one(world.records["plan_rule"])
        records.withdraw(rule.id, rule.lock_version, "Nothing was planned")
    worker = client("allocated worker")
    path = f"/families/{world.family}/contacts/close"
    page = worker.get(path)
    worker.post(path, {"because": "It was a mistake", "on": "24 Nov", "lock_version": page.hidden()["lock_version"]})
    with app.app_context():
        assert not db.session.get(Family, world.family).is_open
    assert "Closed on" not in worker.get(f"/families/{world.family}/story").words  # nothing was written down of who rings when


# The letter

def test_a_letter_begins_from_the_familys_own_rows_and_praises_nothing(client, world, app):
    with app.app_context(), audit.acting_as(world.users["ines"]):
        db.session.add(PlanTest(family_id=world.family, rule_id=world.records["plan_rule"], kind=HowTested.REAL,
                                on=date(2026, 11, 3), what_happened="Coral came", outcome="yes", recorded_at=clock.now()))
        db.session.commit()
    page = client("allocated worker").get(f"/families/{world.family}/plan/add/closing_letter")
    words = page.typed("words")
    assert "He could come back when he is angry, and hurt Marina again." in words
    assert "Marina locks door and chain, every night. On 3 November it was needed, and it worked." in words
    assert "Finn 6, Marina 7 and Callum 7 (19 November 2026)" in words
    assert "Ines" not in words
    for praise in ("well done", "proud", "amazing", "thanks to", "because of the plan", "safer"):
        assert praise not in words.lower()


def test_what_is_hidden_from_anybody_is_not_offered_for_the_letter(client, world, app):
    with app.app_context(), audit.acting_as(world.users["ines"]):
        records.set_not_for(world.records["danger"], [world.people["Callum"]], "He would know where")
    words = client("allocated worker").get(f"/families/{world.family}/plan/add/closing_letter").typed("words")
    assert "He could come back" not in words


def test_a_letter_is_kept_with_its_versions_and_comes_back_to_the_closing_page(client, world, app):
    worker = client("allocated worker")
    saved = worker.post(f"/families/{world.family}/plan/add/closing_letter", {
        "words": "Dear Marina,\n\nToday we stop.", "who_keeps": "Marina", "whom_they_ring": "Coral, 07700 900123",
        "check_back_on": "24 Feb 2027", "info": ""})
    assert "/plan/closing" in saved.location
    page = worker.get(url(world))
    assert "Today we stop." in page.words
    page = worker.get(url(world, "/close"))
    assert page.typed("who_keeps") == "Marina"
    assert page.typed("check_back_on") == "24 February 2027"
    with app.app_context():
        row = next(one for one in reads.current(world.family, my_part_in(world.family, world.users["ines"]), ("closing_letter",)))
        assert row.body == ClosingLetter(words="Dear Marina,\n\nToday we stop.", who_keeps="Marina",
                                         whom_they_ring="Coral, 07700 900123", check_back_on=date(2027, 2, 24))


def test_the_day_to_ask_is_three_months_on_and_never_at_a_weekend():
    assert months_after(date(2027, 1, 18), 3) == date(2027, 4, 19)  # the 18th is a Sunday
    assert months_after(date(2026, 11, 30), 3) == date(2027, 3, 1)  # 28 February is a Sunday
    assert months_after(date(2026, 10, 31), 1) == date(2026, 11, 30)


def test_reasons_given_before_do_not_lift_what_stands_against_closing(world, app):
    with app.app_context(), audit.acting_as(world.users["ines"]):
        records.keep(world.family, "rule_untested", "Coral is away", world.records["plan_rule"])
        plan = queries.plan_of(sight_of(world.family, world.users["ines"]))
        assert "rule_untested" not in {one.code for one in thread_of(plan, clock.today()).open}
        with app.test_request_context():
            page = page_of(plan)
        left = next(one for one in page.left if one.broken.code == "rule_untested")
        assert left.stands_against
        assert left.broken.because == "Coral is away"
        assert reason_field(left.broken).startswith("why_rule_untested")

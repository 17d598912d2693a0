"""The plan page and its forms, as people see them."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from practice.access.queries import my_part_in
from practice.core import audit, clock
from practice.core.db import db
from practice.mapping.kinds import SafetyGoal
from practice.records import commands as written
from practice.records import queries as records
from practice.records.models import Kept, Snapshot
from practice.safety import queries
from practice.safety.commands import add_row
from practice.safety.kinds import PlanRule, Trigger
from practice.safety.models import PlanState, PlanTest, Stance, StanceKind
from tests.conftest import NOW


def plan_url(world, rest=""):
    return f"/families/{world.family}/plan{rest}"


def rule(**changes):
    return {"who": "", "words": "keeps the spare phone on", "when": "day and night", "if_this": "no answer in 10 minutes",
            "then_that": "ring Pearl", "is_core": "y", "origin": "", "info": "", **changes}


# The page

def test_the_plan_shows_the_thread_and_what_is_broken(client, world):
    page = client("allocated worker").get(plan_url(world))
    assert "Danger 1: Callum coming back" in page.words
    assert "Marina locks door and chain" in page.words
    assert "Rule 1 has never been tested" in page.words
    assert "Danger 2 has no safety goal" in page.words
    assert "Finn says 6" in page.words
    assert "A draft. Nobody has agreed to it yet." in page.words


def test_one_who_sees_the_plan_only_sees_rules_and_nothing_of_the_story(client, world):
    page = client("school, plan only").get(plan_url(world))
    assert "locks door and chain" in page.words
    for told in ("strangled", "Callum coming back", "hurt or kill", "Danger 1", "hangs on no goal", "The thread is broken in"):
        assert told not in page.words.replace("The thread is broken in one place Rule 1 has never been tested", "")
    assert "Add a rule" not in page.words


def test_one_who_sees_one_danger_is_not_told_what_the_whole_lacks(client, world):
    page = client("health, danger two only").get(plan_url(world))
    assert "Mum’s bad days" in page.words
    assert "locks door and chain" not in page.words
    assert "Callum coming back" not in page.words
    assert "Nobody outside the home" not in page.words
    assert "whom to ring when it is dangerous now" not in page.words


@pytest.mark.parametrize(("persona", "status"), [
    ("allocated worker", 200), ("manager", 200), ("school, plan only", 200), ("health, danger two only", 200),
    ("other family’s worker", 404), ("excluded worker", 404), ("ended agreement", 404), ("administrator", 404),
    ("nobody", 303)])
def test_who_may_read_the_plan(client, world, persona, status):
    client(persona).get(plan_url(world), expect=status)


@pytest.mark.parametrize(("persona", "status"), [
    ("allocated worker", 422), ("manager", 422), ("school, plan only", 403), ("health, danger two only", 403),
    ("other family’s worker", 404), ("excluded worker", 404), ("administrator", 404), ("nobody", 401)])
def test_who_may_write_a_rule_test_it_and_agree(client, world, persona, status):
    person, row = client(persona), world.records["plan_rule"]
    for path in ("/add/plan_rule", f"/{row}/edit", f"/{row}/withdraw", f"/{row}/move", f"/{row}/test", "/agree"):
        person.post(plan_url(world, path), {}, expect=status)


def test_a_danger_is_not_changed_through_the_plan(client, world):
    for path in ("edit", "withdraw", "test", "versions"):
        client("allocated worker").get(plan_url(world, f"/{world.records['danger']}/{path}"), expect=404)


# Rules

def test_a_rule_is_added_and_stands_under_its_danger(client, world):
    worker = client("allocated worker")
    page = worker.get(plan_url(world, f"/add/plan_rule?parent={world.records['goal']}"))
    assert "Who does it?" in page.words
    saved = worker.post(plan_url(world, "/add/plan_rule"), rule(goal=world.records["goal"], who=world.people["Coral"]))
    assert "#r-" in saved.location
    page = worker.get(plan_url(world))
    assert "Coral keeps the spare phone on" in page.words
    assert "Rule 2, day and night" in page.words
    assert "Rules 1 and 2 have never been tested" in page.words


@pytest.mark.parametrize(("field", "message"), [
    ("who", "Say who will do it"), ("words", "Say what they do"), ("when", "Say when, or how often"),
    ("goal", "Choose the goal that this rule serves")])
def test_a_rule_without_who_what_when_or_goal_is_refused_beside_the_field_and_nothing_typed_is_lost(client, world, field, message):
    data = rule(goal=world.records["goal"], who=world.people["Coral"], family_words="Coral is there.")
    data[field] = ""
    page = client("allocated worker").post(plan_url(world, "/add/plan_rule"), data, expect=422)
    assert page.error_beside(field) == message
    assert page.typed("then_that") == "ring Pearl"
    assert page.typed("family_words") == "Coral is there."
    assert page.all("title")[0].text.startswith("Error:")


def test_html_emoji_and_right_to_left_words_are_shown_as_typed(client, world):
    worker = client("allocated worker")
    words = "<script>alert(1)</script> تتصل بكورال 🐳"
    worker.post(plan_url(world, "/add/plan_rule"), rule(goal=world.records["goal"], who=world.people["Coral"], words=words))
    page = worker.get(plan_url(world))
    assert words in page.words
    assert "<script>alert" not in page.text


def test_a_hundred_thousand_characters_are_refused_in_place_and_kept(client, world):
    page = client("allocated worker").post(plan_url(world, "/add/plan_rule"), rule(
        goal=world.records["goal"], who=world.people["Coral"], words="x" * 100_000), expect=422)
    assert "too long" in page.error_beside("words")
    assert len(page.typed("words")) == 100_000


def test_the_same_form_twice_makes_one_rule(client, world, app):
    worker = client("allocated worker")
    data = rule(goal=world.records["goal"], who=world.people["Coral"])
    for _ in range(2):
        worker.post(plan_url(world, "/add/plan_rule"), data, key="once")
    with app.app_context():
        part = queries_part(world)
        rows = records.current(world.family, part, ("plan_rule",))
    assert len(rows) == 2


def queries_part(world):
    part = my_part_in(world.family, world.users["ines"])
    assert part is not None
    return part


def test_two_people_change_one_rule_and_both_texts_are_shown(client, world, app):
    ines, tom, row = client("allocated worker"), client("manager"), world.records["plan_rule"]
    page = ines.get(plan_url(world, f"/{row}/edit"))
    seen = page.hidden("/edit")
    data = {"goal": world.records["goal"], "who": world.people["Marina"], "when": "every night", "if_this": "the bell rings",
            "then_that": "ring Coral", "is_core": "y", "origin": "", "info": ""}
    tom.post(plan_url(world, f"/{row}/edit"), {**data, "words": "locks door, chain and windows", **both(seen)})
    clash = ines.post(plan_url(world, f"/{row}/edit"), {**data, "words": "locks door and chain, phone charged", **both(seen)},
                      expect=409)
    assert "Tom Larder saved this first" in clash.words
    assert "windows" in clash.words
    assert "phone charged" in clash.words
    again = {**clash.hidden("/edit"), **data, "words": "locks door, chain and windows, phone charged"}
    ines.post(plan_url(world, f"/{row}/edit"), again, key=again["submission_key"])
    assert "locks door, chain and windows, phone charged" in ines.get(plan_url(world)).words
    history = ines.get(plan_url(world, f"/{row}/versions"))
    assert "Version 3" in history.words
    assert "Tom Larder" in history.words


def saved_row(answer):
    """The row that a redirect leads to."""
    return UUID(answer.location.rpartition("#r-")[2])


def both(seen):
    return {"lock_version": seen["lock_version"], "seen_number": seen["seen_number"]}


def test_editing_a_rule_keeps_what_the_form_does_not_ask(client, world, app):
    worker, row = client("allocated worker"), world.records["plan_rule"]
    seen = worker.get(plan_url(world, f"/{row}/edit")).hidden("/edit")
    worker.post(plan_url(world, f"/{row}/edit"), {
        "goal": world.records["goal"], "who": world.people["Marina"], "words": "locks the door", "when": "every night",
        "if_this": "the bell rings", "then_that": "ring Coral", "is_core": "y", "origin": "", "info": "",
        "not_for": [str(world.people["Callum"])], "not_for_because": "It tells how the door is kept", **both(seen)})
    with app.app_context():
        hidden = records.not_for(world.family)[row]
        assert hidden == {world.people["Callum"]: "It tells how the door is kept"}
        assert records.one(row).body.words == "locks the door"


def test_a_rule_is_withdrawn_with_a_reason_stays_readable_and_comes_back(client, world):
    worker, row = client("allocated worker"), world.records["plan_rule"]
    page = worker.post(plan_url(world, f"/{row}/withdraw"), {"lock_version": "1", "because": " "}, expect=422)
    assert page.error_beside("because") == "Say why you withdraw it. It stays readable"
    worker.post(plan_url(world, f"/{row}/withdraw"), {"lock_version": "1", "because": "The chain is broken"})
    page = worker.get(plan_url(world))
    assert "1 withdrawn" in page.words
    assert "The chain is broken" in page.words
    assert "The goal of danger 1 has no rule in the plan" in page.words
    worker.get(plan_url(world, f"/{row}/edit"), expect=403)
    worker.post(plan_url(world, f"/{row}/restore"), {"lock_version": "2"})
    assert "1 withdrawn" not in worker.get(plan_url(world)).words


def test_a_rule_that_could_serve_no_other_goal_is_not_offered_to_be_moved(client, world, app):
    worker, rule = client("allocated worker"), world.records["plan_rule"]
    assert f"/{rule}/move" not in worker.get(plan_url(world)).text
    page = worker.get(plan_url(world, f"/{rule}/move"))
    assert "There is no other goal yet that it could serve." in page.words
    assert "Move" not in {"".join(button.itertext()).strip() for button in page.all("button")}
    with app.app_context(), audit.acting_as(world.users["ines"]):
        written.add(world.family, "goal", SafetyGoal(words="Shelly sleeps through"), parent_id=world.records["danger"])
    assert f"/{rule}/move" in worker.get(plan_url(world)).text
    assert "Shelly sleeps through" in worker.get(plan_url(world, f"/{rule}/move")).words


def test_whoever_steps_in_first_stays_first_when_the_rule_is_saved_again(client, world, app):
    worker, (ines, coral, marina) = client("allocated worker"), (world.people[one] for one in ("Ines", "Coral", "Marina"))
    with app.app_context(), audit.acting_as(world.users["ines"]):
        row = add_row(world.family, "plan_rule", PlanRule(who=world.people["Finn"], words="tells", when="daily",
                                                          back_up=(ines, coral)), parent_id=world.records["goal"])
    saved = {**rule(goal=world.records["goal"], who=marina, words="tells at once"), "lock_version": "1"}
    worker.post(plan_url(world, f"/{row}/edit"), {**saved, "back_up": [str(marina), str(coral), str(ines)]})
    with app.app_context():
        now = next(one for one in records.current(world.family, my_part_in(world.family, world.users["ines"]), ("plan_rule",))
                   if one.id == row)
        assert now.body.back_up == (ines, coral, marina)


def test_a_sign_moves_to_another_part_with_its_history(client, world, app):
    worker = client("allocated worker")
    saved = worker.post(plan_url(world, "/add/early_sign"), {"words": "Finn wets the bed", "info": ""})
    row = saved_row(saved)
    worker.post(plan_url(world, f"/{row}/move"), {"lock_version": "1", "to": "plan_rule"}, expect=422)
    worker.post(plan_url(world, f"/{row}/move"), {"lock_version": "1", "to": "trigger"})
    page = worker.get(plan_url(world, f"/{row}/versions"))
    assert "Moved from early sign to trigger" in page.words


# The other rows

def test_a_red_flag_ends_with_a_named_person_and_a_number(client, world):
    worker = client("allocated worker")
    data = {"words": "Callum is at the door", "then_that": "Do not open", "rings": "", "rings_name": "", "rings_number": "",
            "info": ""}
    page = worker.post(plan_url(world, "/add/red_flag"), data, expect=422)
    assert page.error_beside("rings") == "Name one person who is rung"
    page = worker.post(plan_url(world, "/add/red_flag"), {**data, "rings": world.people["Marina"]}, expect=422)
    assert page.error_beside("rings_number") == "Give a number that answers"
    worker.post(plan_url(world, "/add/red_flag"), {**data, "rings": world.people["Coral"]})
    page = worker.get(plan_url(world))
    assert "Then Coral Callum is at the door" in page.words
    assert "tel:07700900123" in page.text
    assert "Nothing says whom to ring" not in page.words


@pytest.mark.parametrize(("kind", "data", "shown"), [
    ("promise", {"words": "visits", "when": "every Thursday"}, "Ines: visits, every Thursday"),
    ("trigger", {"words": "Court letters", "is_day": "y", "what_we_do": "ring Coral first"}, "ring Coral first"),
    ("early_sign", {"words": "Marina stops answering Coral"}, "Marina stops answering Coral"),
    ("closing", {"words": "Held for 6 months"}, "Held for 6 months"),
    ("child_part", {"words": "Your whale means you are worried", "picture": "whale"}, "Your whale means"),
])
def test_every_part_of_the_plan_is_written_and_shown(client, world, kind, data, shown):
    worker = client("allocated worker")
    more = {"promise": {"who": world.people["Ines"]}, "early_sign": {"seen_first_by": [str(world.people["Coral"])]},
            "child_part": {"child": [str(world.people["Finn"])]}}.get(kind, {})
    worker.get(plan_url(world, f"/add/{kind}"))
    saved = worker.post(plan_url(world, f"/add/{kind}"), {**data, **more, "info": ""})
    assert shown in worker.get(plan_url(world)).words
    worker.get(plan_url(world, f"/{saved_row(saved)}/edit"))


def test_the_day_of_the_next_look_lies_ahead_and_there_is_one_first_page(client, world):
    worker, head = client("allocated worker"), world.records["plan_head"]
    seen = worker.get(plan_url(world, f"/{head}/edit")).hidden("/edit")
    page = worker.post(plan_url(world, f"/{head}/edit"), {"review_on": "1 March 2026", "title": "Ours", "info": "", **both(seen)},
                       expect=422)
    assert page.error_beside("review_on") == "Give a day from today on"
    assert page.typed("review_on") == "1 March 2026"
    assert page.typed("title") == "Ours"
    page = worker.post(plan_url(world, f"/{head}/edit"), {"review_on": "31 Feb", "info": "", **both(seen)}, expect=422)
    assert "not a day that exists" in page.error_beside("review_on")
    page = worker.post(plan_url(world, "/add/plan_head"), {"title": "Second", "info": ""}, expect=422)
    assert "There is a first page already" in page.error_beside("reader")
    worker.post(plan_url(world, "/add/plan_head"), {"title": "Callum’s part", "reader": world.people["Callum"], "info": ""})
    assert "for Callum only" in worker.get(plan_url(world)).words


def test_a_first_page_does_not_take_the_place_of_another_and_one_readers_page_tells_their_story(client, world):
    worker, head = client("allocated worker"), world.records["plan_head"]
    made = saved_row(worker.post(plan_url(world, "/add/plan_head"), {"title": "His", "reader": world.people["Callum"], "info": ""}))
    sent = {"title": "His", "info": "story", **both(worker.get(plan_url(world, f"/{made}/edit")).hidden("/edit"))}
    page = worker.post(plan_url(world, f"/{made}/edit"), {**sent, "reader": ""}, expect=422)
    assert "There is a first page already" in page.error_beside("reader")
    worker.post(plan_url(world, f"/{made}/withdraw"), {"because": "He has none", "lock_version": "1"})
    # The family's own page is written for Callum: who sees the plan and not the story does not read it any more.
    sent = {"title": "Since he strangled her", "info": "", "reader": world.people["Callum"],
            **both(worker.get(plan_url(world, f"/{head}/edit")).hidden("/edit"))}
    worker.post(plan_url(world, f"/{head}/edit"), sent)
    now = plan_url(world, "/compare?before=nothing&after=now")
    assert "Since he strangled her" in worker.get(now).words
    assert "Since he strangled her" not in client("school, plan only").get(now).words
    back = worker.post(plan_url(world, f"/{made}/restore"), {"lock_version": "2"}, expect=422)
    assert "stands in its place by now" in back.words


# Tests of a rule

def phoned(**changes):
    return {"kind": "phone", "on": "2 Nov", "who": "Ines rang Coral", "what_happened": "Coral answered", "outcome": "yes",
            "change": "", **changes}


def test_a_test_is_written_down_and_a_failed_one_opens_the_rule_again(client, world):
    worker, row = client("allocated worker"), world.records["plan_rule"]
    worker.get(plan_url(world, f"/{row}/test"))
    worker.post(plan_url(world, f"/{row}/test"), phoned())
    page = worker.get(plan_url(world))
    assert "Phone test 2 Nov, worked: Coral answered" in page.words
    assert "has never been tested" not in page.words
    worker.post(plan_url(world, f"/{row}/test"), phoned(on="9 Nov", outcome="no", what_happened="Nobody answered"))
    page = worker.get(plan_url(world))
    assert "Rule 1 is open again. Phone test, 9 Nov: Nobody answered" in page.words
    assert "Open again. Phone test, 9 Nov: Nobody answered" in page.words
    # the same words tried again do not close it: what failed must have been changed
    worker.post(plan_url(world, f"/{row}/test"), phoned(on="20 Nov", kind="walk_through", what_happened="All did it once"))
    assert "Rule 1 is open again" in worker.get(plan_url(world)).words
    form = worker.get(plan_url(world, f"/{row}/edit"))
    worker.post(plan_url(world, f"/{row}/edit"), {
        "goal": world.records["goal"], "who": world.people["Marina"], "words": "locks door and chain, and takes the key out",
        "when": "every night", "info": "", **both(form.hidden("/edit"))})
    assert "Rule 1 was changed and not tried again" in worker.get(plan_url(world)).words
    worker.post(plan_url(world, f"/{row}/test"), phoned(on="24 Nov", what_happened="Coral came"))
    page = worker.get(plan_url(world))
    assert "open again" not in page.words
    assert "not tried again" not in page.words


@pytest.mark.parametrize(("field", "value", "message"), [
    ("kind", "guess", "Choose how it was tested"), ("outcome", "", "Say whether it worked"),
    ("what_happened", "", "Say what happened"), ("on", "1 Dec 2026", "Give the day on which it was tested: today or before"),
    ("on", "", "Give the day, like 4 Dec")])
def test_a_test_without_its_facts_is_refused(client, world, app, field, value, message):
    page = client("allocated worker").post(plan_url(world, f"/{world.records['plan_rule']}/test"), phoned(**{field: value}),
                                           expect=422)
    assert message in page.words
    assert page.typed("who") == "Ines rang Coral"
    with app.app_context():
        assert not db.session.scalars(select(PlanTest)).all()


# Agreeing

def agreeing(page, world, **changes):
    """Everything the agreeing form asks, with everybody agreeing and every reason given."""
    data = {"lock_version": page.hidden("/agree")["lock_version"], "on": "24 Nov", "review_on": "15 Dec",
            "note": "first full plan", "in_force": "y", "why_in_force": ""}
    for element in page.all("input"):
        name = element.get("name") or ""
        if name.startswith("why_") and not name.startswith(("why_not", "why_in_force")):
            data[name] = "We know, and come back to it on 15 December"
        if name.startswith("stance_"):
            data[name] = "agrees"
    return {**data, **changes}


def agree(client, world, **changes):
    worker = client("allocated worker")
    page = worker.get(plan_url(world, "/agree"))
    return worker.post(plan_url(world, "/agree"), agreeing(page, world, **changes))


def test_a_plan_is_agreed_by_named_people_in_their_own_words_and_frozen(client, world, app):
    marina, finn = world.people["Marina"].hex, world.people["Finn"].hex
    agree(client, world, **{f"words_{marina}": "It’s mine as well.", f"verbatim_{marina}": "y",
                            f"stance_{finn}": "not_asked", f"why_not_{finn}": "He was ill",
                            f"stance_{world.people['Callum'].hex}": "in_part"})
    worker = client("allocated worker")
    page = worker.get(plan_url(world))
    assert "Version 1, agreed 24 Nov, in force. Looked at again on Tue 15 Dec." in page.words
    assert "“It’s mine as well.”" in page.words
    assert "Not asked yet He was ill" in page.words
    assert "Agrees in part" in page.words
    assert "Left as it is, with the reason" in page.words
    version = worker.get(page_link(page, "/versions/"))
    assert "Marina locks door and chain, every night" in version.words
    assert "Our plan. Looked at again on 15 December 2026." in version.words
    assert "in force" in version.words
    with app.app_context():
        snapshot = db.session.scalars(select(Snapshot).where(Snapshot.kind == "plan")).one()
        assert len(snapshot.sha256) == 64
        assert {one.stance for one in db.session.scalars(select(Stance))} == {
            StanceKind.AGREES, StanceKind.NOT_ASKED, StanceKind.IN_PART}
        assert db.session.scalars(select(Kept)).all()
        for change in ("UPDATE snapshot SET note = 'x'", "DELETE FROM snapshot", "UPDATE stance SET words = 'x'",
                       "DELETE FROM plan_change", "UPDATE revision SET body = '{}'"):
            with pytest.raises(DBAPIError):
                db.session.execute(text(change))
            db.session.rollback()


def page_link(page, part):
    return next(a.get("href") for a in page.all("a") if part in (a.get("href") or "") and "say" not in a.get("href"))


def test_a_broken_thread_asks_for_its_reason_beside_the_field(client, world, app):
    worker = client("allocated worker")
    page = worker.get(plan_url(world, "/agree"))
    data = agreeing(page, world)
    name = next(name for name in data if name.startswith("why_danger_without_goal"))
    refused = worker.post(plan_url(world, "/agree"), {**data, name: ""}, expect=422)
    assert refused.error_beside(name) == "Say why it is agreed like this. The reason stands on the record"
    assert refused.typed("note") == "first full plan"
    with app.app_context():
        assert not db.session.scalars(select(Snapshot)).all()
        assert not db.session.scalars(select(Kept)).all()


def test_everybody_named_is_heard_or_said_to_be_not_asked_with_why(client, world):
    worker = client("allocated worker")
    finn = world.people["Finn"].hex
    data = agreeing(worker.get(plan_url(world, "/agree")), world)
    page = worker.post(plan_url(world, "/agree"), {key: value for key, value in data.items() if key != f"stance_{finn}"},
                       expect=422)
    assert "Say what Finn says, or “not asked yet”" in page.words
    page = worker.post(plan_url(world, "/agree"), {**data, f"stance_{finn}": "not_asked"}, expect=422)
    assert page.error_beside(f"why_not_{finn}") == "Say why Finn was not asked"


@pytest.mark.parametrize(("stance", "words"), [("not_asked", "was not asked"), ("does_not", "does not agree")])
def test_in_force_without_one_who_has_a_part_needs_a_reason(client, world, stance, words):
    worker, marina = client("allocated worker"), world.people["Marina"].hex
    data = agreeing(worker.get(plan_url(world, "/agree")), world,
                    **{f"stance_{marina}": stance, f"why_not_{marina}": "In hospital"})
    page = worker.post(plan_url(world, "/agree"), data, expect=422)
    assert page.error_beside("why_in_force") == f"Marina has a part in it and {words}. Say why it is in force all the same"
    worker.post(plan_url(world, "/agree"), {**data, "why_in_force": "The court asked for it today"})
    assert "in force" in worker.get(plan_url(world)).words


def test_nobody_agrees_to_what_was_changed_after_they_looked(client, world, app):
    worker = client("allocated worker")
    data = agreeing(worker.get(plan_url(world, "/agree")), world)
    client("manager").post(plan_url(world, "/add/trigger"), {"words": "Court letters", "info": ""})
    page = worker.post(plan_url(world, "/agree"), data, expect=409)
    assert "Tom Larder changed the plan after you opened this page" in page.words
    assert page.typed("note") == "first full plan"
    with app.app_context():
        assert not db.session.scalars(select(Snapshot)).all()
    again = page.hidden("/agree")
    worker.post(plan_url(world, "/agree"), {**data, "lock_version": again["lock_version"]}, key=again["submission_key"])
    assert "Version 1, agreed 24 Nov" in worker.get(plan_url(world)).words


def rule_form(person, world, words):
    """The rule's form as it stands, with other words."""
    page = person.get(plan_url(world, f"/{world.records['plan_rule']}/edit"))
    return {**page.hidden(), "seen_number": page.hidden()["seen_number"], "goal": str(world.records["goal"]),
            "who": str(world.people["Coral"]), "words": words, "when": "every night"}


def test_a_rule_that_changes_in_one_tab_is_not_agreed_unread_in_another(client, world, app):
    worker, other = client("allocated worker"), client("manager")
    data, changing = agreeing(worker.get(plan_url(world, "/agree")), world), rule_form(other, world, "sleeps on the sofa")
    other.post(plan_url(world, f"/{world.records['plan_rule']}/edit"), changing)
    page = worker.post(plan_url(world, "/agree"), data, expect=409)
    assert "Tom Larder changed the plan after you opened this page" in page.words
    assert "Coral" in page.words  # who was asked for nothing before holds the rule now
    assert page.typed("note") == "first full plan"
    with app.app_context():
        assert not db.session.scalars(select(Snapshot)).all()


def test_a_rule_saved_in_one_tab_after_the_plan_was_agreed_in_another_leaves_what_was_agreed(client, world, app):
    worker, other = client("allocated worker"), client("manager")
    changing = rule_form(other, world, "sleeps on the sofa")
    worker.post(plan_url(world, "/agree"), agreeing(worker.get(plan_url(world, "/agree")), world))
    before = records_in(app)
    other.post(plan_url(world, f"/{world.records['plan_rule']}/edit"), changing)
    assert records_in(app) == before  # the frozen version keeps the words that people agreed to
    assert "sleeps on the sofa" not in before
    page = worker.get(plan_url(world))
    assert "sleeps on the sofa" in page.words
    assert "changed" in page.words.lower().split("version 1", 1)[1]


def records_in(app):
    with app.app_context():
        return db.session.scalars(select(Snapshot.body)).one()


def test_an_agreed_plan_that_is_not_in_force_is_put_in_force_later_and_ends(client, world):
    worker = client("allocated worker")
    data = agreeing(worker.get(plan_url(world, "/agree")), world)
    del data["in_force"]
    worker.post(plan_url(world, "/agree"), data)
    page = worker.get(plan_url(world))
    assert "agreed, not in force yet" in page.words
    version = page_link(page, "/versions/")
    page = worker.post(version + "/in-force", {"on": "23 Nov", "because": "Marina signed today"}, expect=422)
    assert page.error_beside("on") == "It was agreed on Tue 24 Nov. Give that day or a later one"
    page = worker.post(version + "/in-force", {"on": "24 Nov", "because": ""}, expect=422)
    assert page.error_beside("because") == "Say why"
    worker.post(version + "/in-force", {"on": "24 Nov", "because": "Marina signed today"})
    assert ", in force." in worker.get(plan_url(world)).words
    worker.post(version + "/ended", {"on": "24 Nov", "because": "They moved"})
    assert ", ended." in worker.get(plan_url(world)).words
    page = worker.post(version + "/in-force", {"on": "24 Nov", "because": "Again"}, expect=422)
    assert "This version has ended. Agree a new one" in page.words


def test_the_next_version_ends_the_one_before_and_says_what_changed(client, world, app):
    agree(client, world)
    worker, row = client("allocated worker"), world.records["plan_rule"]
    seen = worker.get(plan_url(world, f"/{row}/edit")).hidden("/edit")
    with clock.at(NOW + timedelta(seconds=20)):
        worker.post(plan_url(world, f"/{row}/edit"), {
            "goal": world.records["goal"], "who": world.people["Marina"], "words": "locks door and chain, phone by the bed",
            "when": "every night", "if_this": "the bell rings", "then_that": "ring Coral", "is_core": "y", "origin": "",
            "info": "", **both(seen)})
    assert "It is a draft until the next version is agreed" in worker.get(plan_url(world)).words
    with clock.at(NOW + timedelta(seconds=40)):
        agree(client, world, note="the phone")
    page = worker.get(plan_url(world))
    assert "Version 2, agreed 24 Nov, in force" in page.words
    assert "It is a draft until" not in page.words
    with app.app_context():
        two, one = queries.versions_of(world.family)
        assert (two.state, one.state) == (PlanState.IN_FORCE, PlanState.ENDED)
    changes = worker.get(plan_url(world, f"/compare?before={one.id}&after={two.id}"))
    assert "Changed: rule." in changes.words
    assert "phone by the bed" in changes.words
    assert "Ines Tidewell" in changes.words
    worker.get(plan_url(world, f"/compare?before={world.family}"), expect=404)


def test_what_somebody_says_may_come_later_and_the_earlier_word_stays(client, world, app):
    finn = world.people["Finn"]
    agree(client, world, **{f"stance_{finn.hex}": "not_asked", f"why_not_{finn.hex}": "He was ill"})
    worker = client("allocated worker")
    with app.app_context():
        version = queries.versions_of(world.family)[0].id
    say = plan_url(world, f"/versions/{version}/say/{finn}")
    page = worker.post(say, {"stance": "", "on": "24 Nov"}, expect=422)
    assert "Choose what they say" in page.words
    page = worker.post(say, {"stance": "not_asked", "on": "24 Nov", "words": "kept"}, expect=422)
    assert page.error_beside("why_not_asked") == "Say why this person was not asked"
    assert page.typed("words") == "kept"
    page = worker.post(say, {"stance": "agrees", "on": "1 Dec 2026"}, expect=422)
    assert page.error_beside("on") == "Give the day on which they said it: today or before"
    worker.post(say, {"stance": "agrees", "on": "24 Nov", "words": "The whale is good.", "is_verbatim": "y", "how": "Read to him"})
    assert "“The whale is good.”" in worker.get(plan_url(world)).words
    assert "He was ill" in worker.get(say).words
    client("school, plan only").get(say, expect=403)
    worker.get(plan_url(world, f"/versions/{version}/say/{world.family}"), expect=404)


def test_a_version_of_another_family_is_not_known(client, world):
    worker = client("allocated worker")
    worker.get(plan_url(world, f"/versions/{world.family}"), expect=404)
    worker.get(plan_url(world, f"/versions/{world.records['danger']}/in-force"), expect=404)


def test_a_frozen_version_shows_each_only_what_their_part_includes(client, world, app):
    agree(client, world)
    with app.app_context():
        version = queries.versions_of(world.family)[0].id
    page = client("school, plan only").get(plan_url(world, f"/versions/{version}"))
    assert "locks door and chain" in page.words
    assert "hurt or kill" not in page.words
    page = client("health, danger two only").get(plan_url(world, f"/versions/{version}"))
    assert "locks door and chain" not in page.words
    client("other family’s worker").get(plan_url(world, f"/versions/{version}"), expect=404)


def test_a_break_is_left_with_a_reason_that_stands_on_the_page(client, world):
    worker = client("allocated worker")
    leave = plan_url(world, f"/leave?break=danger_without_goal&at={world.records['danger+']}")
    assert "Danger 2 has no safety goal" in worker.get(leave).words
    page = worker.post(leave, {"because": ""}, expect=422)
    assert page.error_beside("because") == "Say why you leave it"
    worker.post(leave, {"because": "Nell writes it with Marina on Thursday"})
    page = worker.get(plan_url(world))
    assert "Nell writes it with Marina on Thursday (Ines Tidewell)" in page.words
    worker.get(plan_url(world, "/leave?break=nonsense&at="), expect=404)


def test_the_page_keeps_its_statements_when_the_plan_grows(client, world, app):
    worker = client("allocated worker")
    few = len(worker.get(plan_url(world)).statements)
    with app.app_context(), audit.acting_as(world.users["ines"]):
        for number in range(30):
            add_row(world.family, "plan_rule", PlanRule(who=world.people["Coral"], words=f"does thing {number}", when="daily",
                                                        starts=date(2026, 11, 1)), parent_id=world.records["goal"])
            add_row(world.family, "trigger", Trigger(words=f"Day {number}"))
    page = worker.get(plan_url(world))
    assert "does thing 29" in page.words
    assert len(page.statements) == few <= 12

"""The immediate plan: made today in one form, agreed by those who were asked, approved by a manager, over when its time is."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from practice.access.queries import my_part_in
from practice.core import audit, clock
from practice.core.db import db
from practice.mapping.kinds import Harm
from practice.records import commands as records
from practice.records import queries as reads
from practice.records.models import Snapshot
from practice.safety.commands import add_row
from practice.safety.immediate.kinds import IMMEDIATE_KINDS, OWN_KINDS, ImmediateRule
from practice.safety.immediate.models import Became, ImmediateChange
from practice.safety.kinds import RedFlag
from practice.safety.models import Stance
from tests.client import Client
from tests.conftest import NOW
from tests.make.people import USERS
from tests.safety.test_pages import agree as agree_full

WHY = "He may come back tonight"
GONE = "This has gone by. An immediate plan ends at a time that lies ahead"


def url(world, rest=""):
    return f"/families/{world.family}/plan/immediate{rest}"


def written(world, **changes):
    people = world.people
    return {"why_today": WHY, "ends_on": "27 Nov", "ends_at": "17.00", "checks": "Ines rings at 6",
            "numbers": "Coral: 07700 900123",
            "rule_1_who": people["Marina"], "rule_1_words": "stays at Coral’s", "rule_1_when": "every night",
            "rule_2_who": people["Coral"], "rule_2_words": "keeps the phone on", "rule_2_when": "day and night",
            "rule_3_who": people["Ines"], "rule_3_words": "rings", "rule_3_when": "at 6 each evening",
            "night_20261124_0_who": people["Coral"], "night_20261124_0_where": "at Coral’s", "same_each": "y", **changes}


def a_rule(world, words):
    return ImmediateRule(who=world.people["Coral"], words=words, when="daily")


def seen(page):
    return {"lock_version": page.hidden()["lock_version"]}


def write(worker, world, **changes):
    page = worker.get(url(world, "/write"))
    return worker.post(url(world, "/write"), {**written(world, **changes), **seen(page)})


def change(worker, world, **changes):
    """Write it again over what stands there."""
    kept = {key: value for key, value in worker.get(url(world, "/write")).hidden().items()
            if key.endswith("_id") or key == "lock_version"}
    return worker.post(url(world, "/write"), {**written(world, **changes), **kept})


def said(page, **changes):
    data = seen(page)
    for element in page.all("input"):
        if (element.get("name") or "").startswith("stance_"):
            data[element.get("name")] = "agrees"
    return data | changes


def agree(worker, world, **changes):
    return worker.post(url(world, "/agree"), said(worker.get(url(world, "/agree")), **changes))


def link(page, part):
    return next(one.get("href") for one in page.all("a") if part in (one.get("href") or ""))


def back(person):
    """Somebody who signs in again on another day."""
    person.sign_in(USERS[person.persona][0])
    return person


def made(client, world, **changes):
    worker = client("allocated worker")
    write(worker, world, **changes)
    agree(worker, world)
    return worker


# Made in one form

def test_it_is_written_on_one_page_and_every_night_to_the_end_is_asked_for(client, world):
    worker = client("allocated worker")
    page = worker.get(url(world, "/write"))
    assert [one.get("name") for one in page.all("select") if one.get("name").startswith("night_")] == [
        f"night_202611{day}_0_who" for day in range(24, 31)] + []  # a week is offered, this evening first
    assert page.typed("ends_at") == "17.00"
    assert "Nights: " in page.typed("numbers")
    write(worker, world)
    page = worker.get(url(world))
    for shown in (WHY, "Marina stays at Coral’s", "Coral keeps the phone on", "Ines rings at 6", "Fri 27 Nov at 17.00",
                  "Tuesday night, 24 Nov Coral at Coral’s", "Thursday night, 26 Nov Coral at Coral’s", "A draft."):
        assert shown in page.words
    assert "Friday night" not in page.words  # it has ended by then
    assert "Nobody is named" not in page.words
    assert "tel:07700900123" in page.text
    assert "tel:999" in page.text


def test_the_nights_until_another_end_are_shown_without_saving_and_nothing_typed_is_lost(client, world, app):
    worker = client("allocated worker")
    page = worker.post(url(world, "/write"), {**written(world, ends_on="26 Nov", ends_at="9pm"), "show": "nights"}, expect=200)
    nights = [one.get("name") for one in page.all("select") if one.get("name").startswith("night_")]
    assert nights == ["night_20261124_0_who", "night_20261125_0_who", "night_20261126_0_who"]
    assert page.typed("rule_2_words") == "keeps the phone on"
    with app.app_context():
        assert not db.session.scalars(select(Snapshot.id).where(Snapshot.kind == "immediate")).all()
        assert reads.current(world.family, part_of(world), ("immediate_plan",)) == []


def part_of(world):
    part = my_part_in(world.family, world.users["ines"])
    assert part is not None
    return part


@pytest.mark.parametrize(("changes", "field", "message"), [
    ({"ends_on": "23 Nov 2026"}, "ends_on", GONE), ({"ends_on": "24 Nov 2026", "ends_at": "8.00"}, "ends_at", GONE),
    ({"ends_on": "20 Nov"}, "ends_on", "20 Nov has passed. Give a day from today on, like 4 Dec"),
    ({"ends_on": ""}, "ends_on", "Give the day on which it ends, like 4 Dec"),
    ({"ends_on": "31 Nov"}, "ends_on", "31 Nov is not a day that exists. Write it like 4 Dec or 4 December 2026"),
    ({"ends_at": "five"}, "ends_at", "Write the time like 17.00"),
    ({"ends_on": "20 Dec"}, "why_longer", "It would run for 26 days. End it within 14, or say why it takes longer"),
    ({"why_today": " "}, "why_today", "Say why a plan is needed today"),
    ({"rule_2_who": ""}, "rule_2_who", "Say who will do it"),
    ({"rule_2_when": ""}, "rule_2_when", "Say when, or how often"),
    ({"night_20261124_0_who": "", "same_each": ""}, "night_20261124_0_who", "Say who is with them"),
])
def test_what_is_not_true_is_refused_beside_its_field_and_nothing_typed_is_lost(client, world, app, changes, field, message):
    worker = client("allocated worker")
    page = worker.post(url(world, "/write"), {**written(world, **changes), **seen(worker.get(url(world, "/write")))}, expect=422)
    assert page.error_beside(field) == message
    assert page.typed("rule_1_words") == "stays at Coral’s"
    assert page.typed("numbers") == "Coral: 07700 900123"
    with app.app_context():
        assert reads.current(world.family, part_of(world), OWN_KINDS) == []


def test_more_than_14_days_needs_a_reason_and_then_it_stands(client, world):
    worker = client("allocated worker")
    write(worker, world, ends_on="20 Dec", why_longer="The court sits on 18 December")
    assert "The court sits on 18 December" in worker.get(url(world)).words


@pytest.mark.parametrize("end", [{"ends_on": "31 Nov"}, {"ends_on": "20 Nov"}, {"ends_on": ""}, {"ends_at": "25.00"}])
def test_who_was_named_for_each_night_outlives_an_end_that_cannot_be_read(client, world, end):
    worker = client("allocated worker")
    nights = {"night_20261125_0_also": "Aunt Reed", "night_20261126_0_where": "at Pearl’s", "night_20269999_0_where": "no day"}
    page = worker.post(url(world, "/write"), {**written(world, **nights), **end}, expect=422)
    assert page.typed("night_20261124_0_where") == "at Coral’s"
    assert (page.typed("night_20261125_0_also"), page.typed("night_20261126_0_where")) == ("Aunt Reed", "at Pearl’s")


def test_a_night_without_anybody_is_said_and_stops_nobody(client, world):
    worker = client("allocated worker")
    write(worker, world, same_each="")
    page = worker.get(url(world))
    assert "Nobody is named for Wednesday night, 25 Nov, nor for 1 more" in page.words
    agree(worker, world)
    assert "In force until Fri 27 Nov at 17.00" in worker.get(url(world)).words


def test_children_in_different_places_and_a_gap_for_one_of_them(client, world):
    worker, finn = client("allocated worker"), str(world.people["Finn"])
    write(worker, world, night_20261124_0_child=[finn], same_each="", ends_on="25 Nov")
    page = worker.get(url(world))
    assert "Finn: Coral at Coral’s" in page.words
    assert "Nobody is named for Shelly" in page.words
    form = worker.get(url(world, "/write"))
    assert form.field("night_20261124_1_who") is not None  # a further line for the other child


@pytest.mark.parametrize(("rules", "hint"), [(1, "It has 1 rule"), (7, "It has 7 rules")])
def test_fewer_or_more_rules_than_people_remember_is_a_hint_and_no_block(client, world, app, rules, hint):
    worker = client("allocated worker")
    write(worker, world, **{f"rule_{number}_{name}": "" for number in (2, 3) for name in ("who", "words", "when")})
    with app.app_context(), audit.acting_as(world.users["ines"]):
        for number in range(rules - 1):
            records.add(world.family, "immediate_rule", a_rule(world, f"thing {number}"))
    assert hint in worker.get(url(world)).words
    agree(worker, world)
    assert "In force until" in worker.get(url(world)).words


def test_rules_left_to_the_one_who_was_hurt_are_said_with_why(client, world, app):
    with app.app_context(), audit.acting_as(world.users["ines"]):
        records.add(world.family, "harm", Harm(words="He strangled her", by_whom=(world.people["Callum"],),
                                               to_whom=(world.people["Marina"],)))
    worker = client("allocated worker")
    write(worker, world, rule_2_who=world.people["Marina"])
    words = worker.get(url(world)).words
    assert "Marina was hurt, and does 2 of the 3 rules" in words
    assert "they are blamed" in words


def test_a_rule_that_is_emptied_is_taken_out_and_a_changed_one_keeps_its_history(client, world, app):
    worker = client("allocated worker")
    write(worker, world)
    page = worker.get(url(world, "/write"))
    hidden = {key: value for key, value in page.hidden().items() if key.endswith("_id") or key == "lock_version"}
    worker.post(url(world, "/write"), {**written(world, rule_1_words="stays at Pearl’s", rule_3_who="", rule_3_words="",
                                                 rule_3_when=""), **hidden})
    with app.app_context():
        rows = reads.current(world.family, part_of(world), ("immediate_rule",))
        assert [(row.body.words, row.is_withdrawn) for row in rows] == [
            ("stays at Pearl’s", False), ("keeps the phone on", False), ("rings", True)]
        assert [past.body.words for past in reads.history(rows[0].id)] == ["stays at Pearl’s", "stays at Coral’s"]
        nights = reads.current(world.family, part_of(world), ("night",))
        assert len([row for row in nights if not row.is_withdrawn]) == 3  # each once, not once more for every saving


def test_what_was_changed_leads_to_its_earlier_versions(client, world):
    worker = client("allocated worker")
    write(worker, world)
    assert "Earlier versions" not in worker.get(url(world)).words
    change(worker, world, rule_2_words="drives over", night_20261124_0_where="at Nan’s", ends_at="18.00")
    links = [one.get("href") for one in worker.get(url(world)).all("a") if (one.get("href") or "").endswith("/versions")]
    pages = [worker.get(one).words for one in links]
    assert len(pages) == 5  # the first page, one rule, three nights
    assert sum("keeps the phone on" in page and "drives over" in page and "Version 2" in page for page in pages) == 1
    assert sum("Coral’s" in page and "Nan’s" in page for page in pages) == 3
    assert all("Back to the immediate plan" in page for page in pages)
    worker.get(url(world, f"/rows/{world.records['plan_rule']}/versions"), expect=404)
    client("health, danger two only").get(links[0], expect=403)
    client("other family’s worker").get(links[0], expect=404)


def test_somebody_who_saved_first_is_not_overwritten_and_both_texts_are_there(client, world):
    ines, tom = client("allocated worker"), client("manager")
    write(ines, world)
    mine = ines.get(url(world, "/write"))
    hidden = {key: value for key, value in mine.hidden().items() if key.endswith("_id") or key == "lock_version"}
    theirs = tom.get(url(world, "/write")).hidden()
    keep = {key: value for key, value in theirs.items() if key.endswith("_id") or key == "lock_version"}
    tom.post(url(world, "/write"), {**written(world, rule_2_words="sleeps with the phone on"), **keep})
    clash = ines.post(url(world, "/write"), {**written(world, rule_2_words="is the first call"), **hidden}, expect=409)
    assert "Tom Larder changed this plan after you opened the page" in clash.words
    assert "sleeps with the phone on" in clash.words
    assert clash.typed("rule_2_words") == "is the first call"
    again = {**written(world, rule_2_words="is the first call"), **hidden, "lock_version": clash.hidden()["lock_version"]}
    ines.post(url(world, "/write"), again)
    assert "is the first call" in ines.get(url(world)).words


# Agreed

def test_agreeing_freezes_it_with_what_each_says_and_nothing_mixes_with_the_full_plan(client, world, app):
    worker = client("allocated worker")
    write(worker, world)
    marina, finn = world.people["Marina"].hex, world.people["Finn"].hex
    agree(worker, world, **{f"words_{marina}": "We can do three nights.", f"verbatim_{marina}": "y", f"stance_{finn}": "not_asked",
                            f"why_not_{finn}": "He was asleep"})
    page = worker.get(url(world))
    assert "Callum has no contact with Marina." in page.words  # the family's bottom line stands on it
    for shown in ("In force until Fri 27 Nov at 17.00", "“We can do three nights.”", "Not asked yet He was asleep",
                  "Not approved yet"):
        assert shown in page.words
    links = [one.get("href", "") for one in page.all("a")]
    version = worker.get(next(one for one in links if one.rpartition("/")[0].endswith("/versions")))
    assert "Marina stays at Coral’s" in version.words
    with app.app_context():
        frozen = db.session.scalars(select(Snapshot)).one()
        assert (frozen.kind, frozen.number) == ("immediate", 1)
        change = db.session.scalars(select(ImmediateChange)).one()
        assert (change.what, change.until) == (Became.AGREED, datetime(2026, 11, 27, 17, tzinfo=UTC))
        for word in ("UPDATE immediate_change SET because = 'x'", "DELETE FROM immediate_change"):
            with pytest.raises(DBAPIError):
                db.session.execute(text(word))
            db.session.rollback()
        kinds = {row.kind for row in reads.current(world.family, part_of(world), IMMEDIATE_KINDS)}
        assert kinds == {"immediate_plan", "immediate_rule", "night", "bottom_line"}
    full = worker.get(f"/families/{world.family}/plan")
    assert "An immediate plan runs until Fri 27 Nov at 17.00" in full.words
    assert "stays at Coral’s" not in full.words
    assert "A draft. Nobody has agreed to it yet." in full.words


@pytest.mark.parametrize(("change", "says"), [
    ({"stance": "not_asked"}, "Say why Marina was not asked"), ({"stance": ""}, "Say what Marina says, or “not asked yet”")])
def test_nobody_is_shown_as_agreeing_who_was_not_asked(client, world, app, change, says):
    worker = client("allocated worker")
    write(worker, world)
    page = worker.post(url(world, "/agree"), said(worker.get(url(world, "/agree")), **{
        f"stance_{world.people['Marina'].hex}": change["stance"]}), expect=422)
    assert says in page.words
    with app.app_context():
        assert not db.session.scalars(select(Stance)).all()


def test_a_plan_that_nobody_was_asked_about_is_not_agreed(client, world):
    worker = client("allocated worker")
    write(worker, world)
    data = said(worker.get(url(world, "/agree")))
    data |= {name: "not_asked" for name in data if name.startswith("stance_")}
    data |= {name.replace("stance", "why_not"): "No time" for name in data if name.startswith("stance_")}
    page = worker.post(url(world, "/agree"), data, expect=422)
    assert "Nobody was asked yet" in page.words


def test_nobody_agrees_to_a_rule_that_changed_in_another_tab(client, world):
    worker, tom = client("allocated worker"), client("manager")
    write(worker, world)
    data = said(worker.get(url(world, "/agree")))
    hidden = {key: value for key, value in tom.get(url(world, "/write")).hidden().items()
              if key.endswith("_id") or key == "lock_version"}
    tom.post(url(world, "/write"), {**written(world, rule_2_words="sleeps with the phone on"), **hidden})
    page = worker.post(url(world, "/agree"), data, expect=409)
    assert "Tom Larder changed the plan after you opened this page" in page.words
    assert "sleeps with the phone on" in page.words
    worker.post(url(world, "/agree"), {**data, "lock_version": page.hidden()["lock_version"]})
    assert "In force until" in worker.get(url(world)).words


def test_what_was_written_in_time_and_is_agreed_too_late_is_not_agreed(client, world):
    worker = client("allocated worker")
    write(worker, world)
    with clock.at(NOW + timedelta(days=4)):
        late = back(client("allocated worker"))
        page = late.post(url(world, "/agree"), said(late.get(url(world, "/agree"))), expect=422)
        assert "Change its end first" in page.words


@pytest.mark.parametrize("which", ["/plan/immediate/agree", "/plan/agree"])
def test_reading_out_stops_at_whoever_the_children_are_protected_from(client, world, which):
    worker = client("allocated worker")
    write(worker, world)
    page = worker.get(f"/families/{world.family}{which}")
    groups = {group.get("aria-labelledby"): " ".join("".join(group.itertext()).split()) for group in page.all("div")}
    told = {person: groups[f"p-{world.people[person].hex}"] for person in ("Callum", "Marina")}
    assert "Not for Callum as it stands. Read out only what Callum is to do." in told["Callum"]
    assert "Not for" not in told["Marina"]


def test_an_empty_plan_is_not_agreed(client, world):
    worker = client("allocated worker")
    page = worker.post(url(world, "/agree"), said(worker.get(url(world, "/agree"))), expect=422)
    assert "It has no rule yet" in page.words


def test_a_later_word_is_noted_and_the_earlier_one_stays(client, world):
    worker = made(client, world)
    say = link(worker.get(url(world)), f"/say/{world.people['Marina']}")
    worker.post(say, {"stance": "in_part", "words": "Not Thursday.", "on": "24 Nov", "is_verbatim": "y"})
    assert "“Not Thursday.”" in worker.get(url(world)).words
    assert "Said before Agrees" in worker.get(say).words


# Approved by a manager

def test_it_says_not_approved_to_both_until_the_manager_does(client, world):
    worker, tom = made(client, world), client("manager")
    assert "Not approved yet" in worker.get(url(world)).words
    page = tom.get(url(world))
    assert "Not approved yet" in page.words
    approve = link(page, "/approve")
    worker.get(approve, expect=403)
    worker.post(approve, {"decision": "approve"}, expect=403)
    page = tom.post(approve, {"decision": ""}, expect=422)
    assert "Choose what you decide" in page.words
    page = tom.post(approve, {"decision": "back", "because": ""}, expect=422)
    assert "Say below what must be different" in page.words
    tom.post(approve, {"decision": "back", "because": "Name somebody for Thursday"})
    assert "Not approved. Tom Larder: Name somebody for Thursday" in worker.get(url(world)).words
    tom.post(approve, {"decision": "approve"})
    assert "Approved by Tom Larder, Tue 24 Nov at" in worker.get(url(world)).words
    assert "Not approved" not in worker.get(f"/families/{world.family}/plan").words


def test_first_pages_say_when_it_ends_and_ask_the_manager_to_approve_it(client, world):
    worker, tom = made(client, world), client("manager")
    assert "The immediate plan ends at 17.00 · Harbour" in worker.get("/").words
    assert "Approve the immediate plan" not in worker.get("/").words
    words = tom.get("/").words
    assert "Approve the immediate plan · Harbour" in words
    assert "Agreed by Ines Tidewell at" in words
    tom.post(link(tom.get(url(world)), "/approve"), {"decision": "approve"})
    assert "Approve the immediate plan" not in tom.get("/").words
    for persona in ("health, danger two only", "school, plan only", "other family’s worker"):
        assert "mmediate plan" not in client(persona).get("/").words


# Over, ended, anew

def test_when_its_time_has_passed_both_pages_say_so_and_ask_what_comes_now(client, world):
    made(client, world)
    with clock.at(NOW + timedelta(days=4)):
        worker = back(client("allocated worker"))
        for page in (worker.get(url(world)), worker.get(f"/families/{world.family}/plan")):
            assert "ts time passed" in page.words
            assert link(page, "/end")
            assert link(page, "/anew")
        home = worker.get("/").words
        assert "The immediate plan" in home
        assert "Late by 1 day" in home
        assert "The immediate plan" in back(client("manager")).get("/").words


def test_it_is_ended_with_a_reason_and_its_rules_go_out_of_use(client, world, app):
    worker = made(client, world)
    end = link(worker.get(url(world)), "/end")
    page = worker.post(end, {"because": " "}, expect=422)
    assert page.error_beside("because") == "Say why"
    worker.post(end, {"because": "He was taken into custody"})
    page = worker.get(url(world))
    assert "None is in force" in page.words
    assert "He was taken into custody" in page.words
    worker.get(end, expect=403)
    worker.post(end, {"because": "Again"}, expect=403)
    with app.app_context():
        assert all(row.is_withdrawn for row in reads.current(world.family, part_of(world), OWN_KINDS))


def test_a_new_one_keeps_the_rules_and_asks_for_the_end_and_the_nights(client, world):
    worker = made(client, world)
    anew = link(worker.get(url(world)), "/anew")
    answer = worker.post(anew, {"because": "They moved today"})
    assert answer.location.endswith("/plan/immediate/write")
    page = worker.get(url(world, "/write"))
    assert page.typed("rule_1_words") == "stays at Coral’s"
    assert page.typed("night_20261124_0_where") == ""
    hidden = {key: value for key, value in page.hidden().items() if key.endswith("_id") or key == "lock_version"}
    worker.post(url(world, "/write"), {**written(world, ends_on="1 Dec"), **hidden})
    agree(worker, world)
    page = worker.get(url(world))
    assert "In force until Tue 1 Dec at 17.00" in page.words
    assert "They moved today" in page.words  # why the first one ended


def test_a_second_version_ends_the_first_and_says_what_is_new(client, world, app):
    worker = made(client, world)
    hidden = {key: value for key, value in worker.get(url(world, "/write")).hidden().items()
              if key.endswith("_id") or key == "lock_version"}
    worker.post(url(world, "/write"), {**written(world, rule_2_words="sleeps with the phone on"), **hidden})
    page = worker.get(url(world))
    assert "Something was changed after it was agreed" in page.words
    data = said(worker.get(url(world, "/agree")))
    refused = worker.post(url(world, "/agree"), data, expect=422)
    assert refused.error_beside("note") == "There is an immediate plan already. Say what is new in this one, in a line"
    worker.post(url(world, "/agree"), {**data, "note": "Coral sleeps with the phone on"})
    with app.app_context():
        live = [one.what for one in db.session.scalars(select(ImmediateChange).order_by(ImmediateChange.recorded_at))]
        assert live == [Became.AGREED, Became.ENDED, Became.AGREED]


def test_what_changed_since_it_was_agreed_is_said_in_sentences_nights_too(client, world):
    worker = client("allocated worker")
    write(worker, world)
    agree(worker, world)
    page = worker.get(url(world, "/compare"))
    assert "Nothing has changed between the two." in page.words
    change(worker, world, rule_2_words="sleeps at Marina’s", night_20261125_0_who=world.people["Marina"],
           night_20261125_0_where="at the flat", same_each="")
    page = worker.get(url(world)).words
    assert "See what changed" in page
    changed = worker.get(url(world, "/compare")).words
    assert "Changed: rule of the immediate plan. Coral sleeps at Marina’s, day and night" in changed
    assert "keeps the phone on" in changed
    assert "Wednesday night, 25 Nov: Marina with all the children, at the flat" in changed
    assert "to the immediate plan as it stands now" in changed


def test_one_version_is_compared_with_the_one_before_and_a_strange_id_is_not_known(client, world):
    worker = client("allocated worker")
    write(worker, world)
    agree(worker, world)
    change(worker, world, rule_1_words="stays at the flat")
    agree(worker, world, note="They stay at the flat")
    page = worker.get(link(worker.get(url(world)), "/compare"))
    assert "From version 1 of" in page.words
    assert "Marina stays at the flat, every night" in page.words
    worker.get(url(world, f"/compare?before={world.family}"), expect=404)
    worker.get(url(world, "/compare?after=yesterday"), expect=404)
    client("health, danger two only").get(url(world, "/compare"), expect=403)


def test_when_the_full_plan_is_in_force_ending_the_immediate_one_is_offered(client, world):
    worker = made(client, world)
    assert "can end" not in worker.get(f"/families/{world.family}/plan").words
    agree_full(client, world)
    page = worker.get(f"/families/{world.family}/plan")
    assert "The full plan is in force: the immediate one can end." in page.words
    form = worker.get(link(page, "/end?"))
    assert form.typed("because") == "The full plan, version 1, is in force"
    worker.post(link(page, "/end?"), {"because": "The full plan, version 1, is in force"})
    assert "An immediate plan runs" not in worker.get(f"/families/{world.family}/plan").words


# Who sees it

@pytest.mark.parametrize(("persona", "status"), [
    ("allocated worker", 200), ("manager", 200), ("school, plan only", 200), ("health, danger two only", 403),
    ("other family’s worker", 404), ("excluded worker", 404), ("ended agreement", 404), ("administrator", 404), ("nobody", 303)])
def test_who_may_read_it(client, world, persona, status):
    made(client, world)
    client(persona).get(url(world), expect=status)


def test_a_part_narrowed_to_one_danger_is_not_told_that_it_runs(client, world):
    made(client, world)
    page = client("health, danger two only").get(f"/families/{world.family}/plan")
    assert "mmediate plan" not in page.words


def test_what_people_said_to_it_is_among_what_changed_but_not_for_a_part_narrowed_to_one_danger(app, client, world):
    for persona in ("allocated worker", "health, danger two only"):
        with clock.at(NOW - timedelta(days=5)):
            Client(app, persona).get(f"/families/{world.family}/plan")
    made(client, world)
    assert "Coral to the immediate plan: agrees" in client("allocated worker").get(f"/families/{world.family}/plan").words
    page = client("health, danger two only").get(f"/families/{world.family}/plan")
    assert "mmediate plan" not in page.words
    assert "to version :" not in page.words


def test_one_who_only_reads_finds_no_way_to_change_it(client, world):
    worker = made(client, world)
    reader = client("school, plan only")
    page = reader.get(url(world))
    assert "Change it" not in page.words
    for rest in ("/write", "/agree"):
        reader.get(url(world, rest), expect=403)
        reader.post(url(world, rest), {}, expect=403)
    for rest in ("/end", "/anew", "/approve"):
        if rest != "/approve":
            reader.post(link(worker.get(url(world)), rest), {"because": "x"}, expect=403)


def test_it_is_kept_from_those_from_whom_something_is_protected_unless_somebody_decides_otherwise(client, world, app):
    worker = client("allocated worker")
    page = worker.get(url(world, "/write"))
    ticked = {one.get("value") for one in page.all("input") if one.get("name") == "not_for" and one.get("checked") is not None}
    assert ticked == {str(world.people["Callum"])}
    write(worker, world, not_for=[str(world.people["Callum"])], not_for_because="Where they sleep")
    with app.app_context():
        hidden = reads.not_for(world.family)
        rows = reads.current(world.family, part_of(world), OWN_KINDS)
        assert rows
        assert all(hidden[row.id] == {world.people["Callum"]: "Where they sleep"} for row in rows)


def test_words_of_every_sort_are_shown_as_typed(client, world):
    worker = client("allocated worker")
    words = "<script>alert(1)</script> تتصل بكورال 🐳"
    write(worker, world, why_today=words, rule_1_words=words, night_20261124_0_where=words)
    page = worker.get(url(world))
    assert page.words.count(words) >= 3
    assert "<script>alert" not in page.text
    page = worker.post(url(world, "/write"), {**written(world, why_today="x" * 100_000), **seen(worker.get(url(world, "/write")))},
                       expect=422)
    assert "too long" in page.error_beside("why_today")


def test_forty_rules_and_sixty_nights_keep_the_statements(client, world, app):
    worker = client("allocated worker")
    write(worker, world, ends_on="22 Jan 2027", why_longer="The court sits late")
    with app.app_context(), audit.acting_as(world.users["ines"]):
        for number in range(40):
            records.add(world.family, "immediate_rule", a_rule(world, f"thing {number}"))
        add_row(world.family, "red_flag", RedFlag(words="If", then_that="Ring", rings_name="Nan", rings_number="07700 900123"))
    for rest in ("", "/write", "/agree"):
        worker.get(url(world, rest))  # the client fails above twelve
    agree(worker, world)
    assert "thing 39" in worker.get(url(world)).words

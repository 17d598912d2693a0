"""The network's pages as people see them: rings, moves, tellings, who else, leaving, and who may not see whom."""

import re
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import DBAPIError

from practice.access.models import Information
from practice.core import audit, clock
from practice.core.db import command, db
from practice.core.errors import RuleBroken
from practice.families.commands import index_names
from practice.families.models import Member, Person, Standing
from practice.records import commands as records_commands
from practice.records import queries as records
from practice.records.models import Kept, Record
from practice.safety.immediate.kinds import ImmediateRule, Night
from practice.safety.kinds import DayPart, PlanRule, Promise
from practice.safety.network import commands, queries
from practice.safety.network.kinds import NetworkMember
from practice.safety.network.models import NetworkMet, ToldDanger
from tests.conftest import NOW
from tests.make.people import person as make_person

WORKER, NELL, SLATE = "allocated worker", "health, danger two only", "school, plan only"


def url(world, rest=""):
    return f"/families/{world.family}/network{rest}"


def member(**facts):
    return {"person": "", "name": "", "ring": "outer", "words": "Comes at any hour", "depends": "no", "in_house": "no", **facts}


@pytest.fixture
def act(app, world):
    """act(command, ...) as Ines; the id that it returns."""
    def run(what, *args, **kwargs):
        with app.app_context(), audit.acting_as(world.users["ines"]):
            return what(*args, **kwargs)

    return run


@pytest.fixture
def coral(act, world):
    """Coral in the inner ring, told both dangers; the id of her record."""
    made = act(commands.add_member, world.family, NetworkMember(
        person=world.people["Coral"], ring="inner", depends="no", in_house="no", words="Has the children two nights",
        not_told="What Marina told Ruth"))
    tell(act, world, "Coral", "danger", "danger+")
    return made


def tell(act, world, who, *dangers, **more):
    act(commands.tell, world.family, commands.NewTelling(
        world.people[who], date(2026, 9, 30), "Marina, with Ines", tuple(world.records[one] for one in dangers)), **more)


@pytest.fixture
def pearl(app, act, world):
    """An aunt on the record, who is in the network and was told nothing yet: (person, record)."""
    with app.app_context():
        made = command(make_person)(world.family, "Pearl Quay", Standing.ADULT, "aunt", 6)
    return made, act(commands.add_member, world.family, NetworkMember(person=made, depends="no", in_house="no"))


def rows_of(app, kind):
    with app.app_context():
        ids = db.session.scalars(select(Record.id).where(Record.kind == kind).order_by(Record.position)).all()
        return [records.one(one) for one in ids]


SVG = "{http://www.w3.org/2000/svg}"


def drawn(page):
    """The words of the drawing; the one for a phone holds the same."""
    phone, wide = ([one.text for one in drawing.iter(SVG + "text")] for drawing in page.tree.iter(SVG + "svg")
                   if "circles" in (drawing.get("class") or "").split())
    assert sorted(phone) == sorted(wide)
    return wide


# The rings


def test_an_empty_network_says_where_to_begin_and_what_is_missing(client, world):
    page = client(WORKER).get(url(world))
    assert "Nobody stands in the circles yet" in page.words
    assert "Nobody who is not paid knows it fully: two are needed." in page.words
    assert drawn(page) == ["Know everything", "Know something", "Know nothing yet"]
    assert "Who else would be upset if they knew?" in page.words


def test_somebody_is_added_drawn_and_listed(client, app, world):
    page = client(WORKER)
    page.post(url(world, "/add"), member(person=str(world.people["Coral"]), ring="middle", not_told="The new number",
                                         willing="9", willing_words="They are my own"))
    shown = page.get(url(world))
    assert "Coral" in drawn(shown)
    assert "not told" in drawn(shown)
    for words in ("Coral Harbour, nan", "Must not be told The new number", "Not told yet what we are worried about",
                  "Comes at any hour", "9 of 10", "They are my own", "Coral came into the middle ring"):
        assert words in shown.words
    assert shown.words.index("Must not be told") < shown.words.index("Coral Harbour")
    (row,) = rows_of(app, "network_member")
    assert (row.body.ring_on, row.body.willing_on) == (date(2026, 11, 24), date(2026, 11, 24))


@pytest.mark.parametrize(("wrong", "beside", "says"), [
    ({}, "person", "Choose who it is, or write a name"),
    ({"name": "Skye", "willing_on": "4 Dec 2026"}, "willing_on", "Give a day up to today"),
    ({"name": "Skye", "not_told": "a" * 20_001}, "not_told", "too long")])
def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(client, app, world, wrong, beside, says):
    page = client(WORKER).post(url(world, "/add"), member(**{"words": "Only on Sundays", **wrong}), expect=422)
    assert says in page.error_beside(beside)
    assert page.typed("words") == "Only on Sundays"
    assert rows_of(app, "network_member") == []


def test_nobody_is_in_the_network_twice(client, app, world, coral):
    page = client(WORKER).post(url(world, "/add"), member(person=str(world.people["Coral"])), expect=422)
    assert "in the network already" in page.error_beside("person")
    client(WORKER).post(url(world, "/add"), member(name="Skye  from baby group"))
    page = client(WORKER).post(url(world, "/add"), member(name="skye from Baby group"), expect=422)
    assert len(rows_of(app, "network_member")) == 2


def test_one_tap_and_one_save_move_somebody_and_the_move_stays_readable(client, app, world, pearl):
    worker, record = client(WORKER), pearl[1]
    page = worker.get(url(world))
    link = next(a.get("href") for a in page.all("a") if "Move inwards: Pearl" in " ".join("".join(a.itertext()).split()))
    form = worker.get(link)
    assert form.field("ring").find(".//*[@selected]").get("value") == "middle"
    worker.post(link.split("?")[0], {**form.hidden(), "ring": "middle", "on": "20 Nov 2026", "because": "Marina told her a little"})
    page = worker.get(url(world))
    assert "Pearl moved from the outer ring to the middle ring" in page.words
    assert "Fri 20 Nov. Marina told her a little (Ines Tidewell)" in page.words
    assert "Pearl came into the outer ring" in page.words
    assert "Marina told her a little" in worker.get(url(world, f"/{record}/versions")).words
    (row,) = rows_of(app, "network_member")
    assert (row.body.ring, row.number) == ("middle", 2)


def test_a_move_to_a_day_ahead_or_to_the_same_ring_is_refused(client, world, pearl):
    worker, path = client(WORKER), url(world, f"/{pearl[1]}/move")
    page = worker.post(path, {"lock_version": "1", "ring": "middle", "on": "4 Dec 2026", "because": "soon"}, expect=422)
    assert "today or before" in page.error_beside("on")
    assert page.typed("because") == "soon"
    page = worker.post(path, {"lock_version": "1", "ring": "outer", "on": "20 Nov 2026"}, expect=422)
    assert "in this ring already" in page.error_beside("ring")


def test_two_people_change_one_member_and_both_texts_are_shown(client, world, coral):
    worker, manager = client(WORKER), client("manager")
    mine, theirs = worker.get(url(world, f"/{coral}/edit")), manager.get(url(world, f"/{coral}/edit"))
    base = member(person=str(world.people["Coral"]), ring="inner")
    theirs_sent = {**theirs.hidden(), **base, "words": "Has them three nights"}
    manager.post(url(world, f"/{coral}/edit"), theirs_sent)
    page = worker.post(url(world, f"/{coral}/edit"), {**mine.hidden(), **base, "words": "Has them on Fridays"}, expect=409)
    assert "Tom Larder saved this first" in page.words
    assert "Has them three nights" in page.words
    assert "Has them on Fridays" in page.words
    page = worker.post(url(world, f"/{coral}/move"), {"lock_version": "1", "ring": "middle", "on": "20 Nov 2026",
                                                      "because": "kept"}, expect=409)
    assert "saved this first" in page.words
    assert page.typed("because") == "kept"


# Telling


def test_a_telling_is_written_down_counts_and_moves_them_inwards(client, app, world, coral, pearl):
    worker = client(WORKER)
    assert "Only Coral who is not paid knows it fully" in worker.get(url(world)).words
    form = worker.get(url(world, f"/told/{pearl[0]}"))
    worker.post(url(world, f"/told/{pearl[0]}"), {
        **form.hidden(), "dangers": [str(world.records["danger"])], "on": "20 Nov 2026", "by_whom": "Marina",
        "how": "at her table", "they_said": "I knew.", "is_verbatim": "y", "ring": "inner"})
    page = worker.get(url(world))
    assert "Danger 1: Callum coming back Coral (outside, independent) , Pearl (outside, independent)".replace(" ,", ",") in (
        page.words.replace(" ,", ","))
    assert "Told danger 1 on 20 Nov by Marina, at her table." in page.words
    assert "“I knew.”" in page.words
    assert "Pearl moved from the outer ring to the inner ring" in page.words
    assert "nobody wrote down that they were told danger 2" in page.words
    with app.app_context():
        line = db.session.scalars(select(ToldDanger).where(ToldDanger.person_id == pearl[0])).one()
        assert (line.on, line.by_whom, line.author_id) == (date(2026, 11, 20), "Marina", world.users["ines"])


@pytest.mark.parametrize(("wrong", "beside", "says"), [
    ({"dangers": []}, "dangers", ""), ({"on": "4 Dec 2026"}, "on", "today or before"),
    ({"by_whom": " "}, "by_whom", "Say who told")])
def test_a_telling_says_which_danger_when_and_by_whom(client, app, world, wrong, beside, says):
    data = {"dangers": [str(world.records["danger"])], "on": "20 Nov 2026", "by_whom": "Marina", "they_said": "Kept words", **wrong}
    page = client(WORKER).post(url(world, f"/told/{world.people['Coral']}"), data, expect=422)
    assert page.typed("they_said") == "Kept words"
    if says:
        assert says in page.error_beside(beside)
    else:
        assert "Choose the danger that they were told" in page.words
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(ToldDanger)) == 0


def test_nobody_is_told_a_danger_of_another_family_nor_one_outside_the_record(client, app, world):
    page = client(WORKER).post(url(world, f"/told/{world.people['Coral']}"), {
        "dangers": [str(world.records["goal"])], "on": "20 Nov 2026", "by_whom": "Marina"}, expect=422)
    assert "This is not saved yet" in page.words
    client(WORKER).get(url(world, f"/told/{world.users['ines']}"), expect=404)


def test_a_danger_that_is_not_for_somebody_is_neither_offered_nor_told_to_them(client, app, act, world, coral, pearl):
    act(lambda: command(records_commands.set_not_for)(world.records["danger+"], [pearl[0]], "It would hurt Marina"))
    worker = client(WORKER)
    page = worker.get(url(world, f"/told/{pearl[0]}"))
    assert "Callum coming back" in page.words
    assert "Mum’s bad days" not in page.words
    page = worker.post(url(world, f"/told/{pearl[0]}"), {
        "dangers": [str(world.records["danger+"])], "on": "20 Nov 2026", "by_whom": "Marina"}, expect=422)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(ToldDanger).where(ToldDanger.person_id == pearl[0])) == 0
    with pytest.raises(RuleBroken, match="not for them"):
        act(commands.tell, world.family, commands.NewTelling(pearl[0], date(2026, 11, 20), "Marina"))
    page = worker.get(url(world))
    assert "Tell Pearl (danger 1)" in page.words
    assert "Tell Pearl (danger 2)" not in page.words


def test_tellings_and_meetings_are_never_changed(app, act, world, coral):
    act(commands.meet, world.family, commands.NewMeeting(date(2026, 11, 20), (world.people["Coral"], world.people["Marina"])))
    for table in ("told_danger", "network_met"):
        for statement in (f"UPDATE {table} SET they_said = ''", f"DELETE FROM {table}"):
            with app.app_context(), pytest.raises(DBAPIError):
                db.session.execute(text(statement))


def test_who_was_told_before_counts_for_all_that_was_known_then_and_not_for_what_came_later(client, app, act, world, coral, pearl):
    with app.app_context(), audit.acting_as(world.users["ines"]):
        commands.tell(world.family, commands.NewTelling(pearl[0], clock.today(), "Marina"))
    page = client(WORKER).get(url(world))
    assert page.words.count("Enough, by the rule of thumb") == 2
    with app.app_context():
        command(lambda: db.session.execute(update(Record).where(Record.id == world.records["danger+"]).values(
            created_at=clock.now().replace(year=2027))))()
    page = client(WORKER).get(url(world))
    assert page.words.count("Enough, by the rule of thumb") == 1


def test_who_was_told_and_stands_in_no_ring_is_shown_until_somebody_adds_them(client, app, act, world):
    tell(act, world, "Coral", "danger")
    tell(act, world, "Ines", "danger")
    worker = client(WORKER)
    page = worker.get(url(world))
    assert "Told, and not in the network Coral Add Coral" in page.words
    assert "Add Ines" not in page.words
    people = worker.get(f"/families/{world.family}/people")
    assert "told what we are worried about; not in the network" in people.words
    link = next(a.get("href") for a in page.all("a") if "".join(a.itertext()) == "Add Coral")
    form = worker.get(link)
    assert form.field("person").find(".//*[@selected]").get("value") == str(world.people["Coral"])
    worker.post(url(world, "/add"), {**form.hidden(), **member(person=str(world.people["Coral"]), ring="inner")})
    assert "Told, and not in the network" not in worker.get(url(world)).words


def test_the_first_page_names_a_thin_network(client, world, coral):
    assert "the network, as far as you may know it, is thin against danger 1: only Coral" in client("manager").get("/").words


# What must not be told


def test_what_must_not_be_told_stands_above_whatever_is_written_for_them(client, world, coral):
    worker, reader = client(WORKER), world.people["Coral"]
    papers = f"/families/{world.family}/documents/family-plan/{reader}"
    for path in (url(world, f"/told/{reader}"), papers, f"{papers}/words/{world.records['plan_rule']}", f"{papers}/first-page"):
        page = worker.get(path)
        assert "Coral must not be told: What Marina told Ruth" in page.words
    other = worker.get(f"/families/{world.family}/documents/family-plan/{world.people['Marina']}")
    assert "must not be told" not in other.words


def test_nothing_of_the_network_prints(client, act, world):
    act(commands.add_member, world.family, NetworkMember(person=world.people["Marina"], not_told="What Ruth wrote",
                                                         words="Offers tea", worries="That he follows her"))
    page = client(WORKER).get(f"/families/{world.family}/documents/family-plan/{world.people['Marina']}/page?draft=yes")
    assert "locks" in page.words
    for words in ("What Ruth wrote", "Offers tea", "That he follows her"):
        assert words not in page.text


# Who else


def test_an_answer_is_kept_and_one_tap_puts_a_name_into_the_outer_ring(client, app, world):
    worker = client(WORKER)
    plain = worker.get(url(world, "/who-else")).field("question").find(".//*[@selected]")
    odd = worker.get(url(world, "/who-else?question=²")).field("question").find(".//*[@selected]")
    assert (odd is None) == (plain is None), "a figure that is no number chooses none"
    form = worker.get(url(world, "/who-else?question=0"))
    assert form.field("question").find(".//*[@selected]").get("value") == "Who else would be upset if they knew?"
    worker.post(url(world, "/who-else"), {
        **form.hidden(), "question": "Who else would be upset if they knew?", "own_question": "", "asked_of_name": "",
        "asked_of": str(world.people["Marina"]), "on": "20 Nov 2026", "words": "Skye. And mum.", "is_verbatim": "y",
        "named": "Skye from baby group\n\n Coral \nSkye from baby group"})
    page = worker.get(url(world))
    assert "Marina, 20 Nov: Who else would be upset if they knew? “Skye. And mum.”" in page.words
    for name in ("Skye from baby group", "Coral"):
        assert f"Put {name} into the outer ring" in page.words
        action = next(form.get("action") for form in page.all("form") if form.get("action", "").endswith("/add"))
        worker.post(action, {"name": name})
    page = worker.get(url(world))
    assert "into the outer ring Pu" not in page.words
    assert page.words.count(": in the network") == 2
    assert [(row.body.name, row.body.person, row.body.ring) for row in rows_of(app, "network_member")] == [
        ("Skye from baby group", None, "outer"), ("", world.people["Coral"], "outer")]
    worker.post(action, {"name": "Somebody else"}, expect=422)


@pytest.mark.parametrize(("wrong", "says"), [
    ({"question": ""}, "Choose the question, or write your own"), ({"asked_of": ""}, "Say whom you asked"),
    ({"words": ""}, "Write down what they said"), ({"on": "soon"}, "")])
def test_an_answer_needs_a_question_somebody_a_day_and_words(client, app, world, wrong, says):
    data = {"question": "Who else would be upset if they knew?", "asked_of": str(world.people["Marina"]), "on": "20 Nov 2026",
            "words": "Skye", "named": "Skye", **wrong}
    page = client(WORKER).post(url(world, "/who-else"), data, expect=422)
    assert says in page.words
    assert page.typed("named") == "Skye"
    assert rows_of(app, "who_else") == []


def test_a_name_becomes_a_person_of_the_record(client, app, act, world):
    made = act(commands.add_member, world.family, NetworkMember(name="Skye Dunlin", ring="middle"))
    worker = client(WORKER)
    assert "not in the record yet" in worker.get(url(world)).words
    form = worker.get(url(world, f"/{made}/person"))
    worker.post(url(world, f"/{made}/person"), {**form.hidden(), "standing": "network", "label": "baby group", "phone": ""})
    (row,) = rows_of(app, "network_member")
    with app.app_context():
        found = db.session.get(Person, row.body.person)
        assert found is not None
        assert (found.name, row.body.name, row.body.ring) == ("Skye Dunlin", "", "middle")
    assert "Write down who told Skye Dunlin" in worker.get(url(world)).words


def test_a_name_is_the_next_to_tell_only_after_those_who_stand_nearer(client, act, world, coral, pearl):
    made = act(commands.add_member, world.family, NetworkMember(name="Skye", ring="outer"))
    worker = client(WORKER)
    act(commands.move, pearl[1], 1, "middle", date(2026, 11, 20), "")
    assert "Tell Pearl (danger 1)" in worker.get(url(world)).words
    act(commands.leave, pearl[1], 2, date(2026, 11, 20), "Away")
    page = worker.get(url(world))
    link = next(a.get("href") for a in page.all("a") if "Tell Skye (danger 1)" in " ".join("".join(a.itertext()).split()))
    assert link == url(world, f"/{made}/person")


def test_one_who_is_on_record_already_is_offered_before_a_second_is_made(client, app, act, world):
    made = act(commands.add_member, world.family, NetworkMember(name="Dunstan Reef"))
    with app.app_context():
        command(make_person)(world.family, "Dunstan Reef", Standing.ADULT, "dad’s dad", 9)
        command(lambda: index_names(db.session.scalars(select(Person).where(Person.name == "Dunstan Reef")).one()))()
    page = client(WORKER).post(url(world, f"/{made}/person"), {"lock_version": "1", "standing": "network", "label": ""}, expect=422)
    assert "Is this somebody who is on record already?" in page.words
    (row,) = rows_of(app, "network_member")
    assert row.body.person is None


# They met without us


def test_the_network_meets_without_a_worker(client, app, world):
    worker = client(WORKER)
    page = worker.post(url(world, "/met"), {"on": "20 Nov 2026", "people": [str(world.people["Coral"])], "they_said": "Christmas"},
                       expect=422)
    assert "two people at least" in page.words
    assert page.typed("they_said") == "Christmas"
    worker.post(url(world, "/met"), {"on": "20 Nov 2026", "people": [str(world.people["Coral"]), str(world.people["Marina"])],
                                     "others": "Skye", "they_said": "Who comes at Christmas."})
    page = worker.get(url(world))
    assert "Fri 20 Nov. There: Coral, Marina, Skye" in page.words
    assert "Who comes at Christmas." in page.words
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(NetworkMet)) == 1


# Leaving


def test_what_rests_on_somebody_is_said_before_they_leave_and_stands_broken_until_it_is_mended(client, app, act, world, coral):
    worker, plan = client(WORKER), f"/families/{world.family}/plan"
    rule = worker.get(f"{plan}/{world.records['plan_rule']}/edit")
    data = {"goal": str(world.records["goal"]), "who": str(world.people["Coral"]), "words": "comes", "when": "every night"}
    worker.post(f"{plan}/{world.records['plan_rule']}/edit", {**rule.hidden(), "seen_number": "1", **data})
    page = worker.get(url(world, f"/{coral}/leave"))
    assert "Rule 1 rests on them. That stays in the plan" in page.words
    refused = worker.post(url(world, f"/{coral}/leave"), {"lock_version": "1", "on": "20 Nov 2026", "because": " "}, expect=422)
    assert "Say why they leave" in refused.error_beside("because")
    worker.post(url(world, f"/{coral}/leave"), {"lock_version": "1", "on": "20 Nov 2026", "because": "She is ill"})
    page = worker.get(url(world))
    assert "Left 20 Nov: She is ill" in page.words
    assert "Rule 1 still rests on Coral" in page.words
    assert "Coral" not in drawn(page)
    assert "Rule 1 rests on Coral, who has left the network" in worker.get(plan).words
    assert "Rule 1 rests on Coral, who has left the network" in worker.get(f"{plan}/agree").words
    rule = worker.get(f"{plan}/{world.records['plan_rule']}/edit")
    worker.post(f"{plan}/{world.records['plan_rule']}/edit", {**rule.hidden(), "seen_number": "2", **data,
                                                              "who": str(world.people["Marina"])})
    assert "who has left the network" not in worker.get(plan).words


def test_every_way_to_give_it_to_somebody_else_leads_to_a_form_and_the_plan_says_who_is_too_few(client, act, world, coral):
    worker, plan = client(WORKER), f"/families/{world.family}/plan"
    for kind, body in (("day_part", DayPart(days="weekend", part="night", who=(world.people["Coral"],))),
                       ("immediate_rule", ImmediateRule(who=world.people["Coral"], words="comes", when="tonight")),
                       ("night", Night(on=NOW.date(), who=(world.people["Coral"],)))):
        act(records_commands.add, world.family, kind, body, info=Information.PLAN)
    worker.post(url(world, f"/{coral}/leave"), {"lock_version": "1", "on": "20 Nov 2026", "because": "She is ill"})
    ways = [link.get("href") for link in worker.get(url(world)).all("a") if "".join(link.itertext()).startswith("Give it to")]
    assert len(ways) >= 3
    for way in ways:
        assert worker.get(way).all("form"), way
    page = worker.get(plan)
    assert "The day by hours: weekend nights" in page.words
    assert "Too few people know danger 1" in page.words
    assert "Enough people know each danger" not in page.words


def test_a_promise_of_somebody_who_leaves_stands_broken_until_somebody_else_holds_it(client, app, act, world):
    with app.app_context():
        nurse = command(make_person)(world.family, "Nurse Teal", Standing.PROFESSIONAL, "school nurse", 12, short="Nurse Teal")
    member_id = act(commands.add_member, world.family, NetworkMember(person=nurse))
    promise = act(records_commands.add, world.family, "promise", Promise(words="fetches Finn", who=nurse, when="Thursdays"),
                  info=Information.PLAN)
    worker, plan = client(WORKER), f"/families/{world.family}/plan"
    assert "The promise “fetches Finn” rests on them. That stays in the plan" in worker.get(url(world, f"/{member_id}/leave")).words
    worker.post(url(world, f"/{member_id}/leave"), {"lock_version": "1", "on": "20 Nov 2026", "because": "Another school"})
    broken = "The promise “fetches Finn” rests on Nurse Teal, who has left the network"
    page = worker.get(plan)
    assert broken in page.words
    assert "fetches Finn" in page.words.split(broken)[0] + page.words.split(broken)[1]  # the promise is not lost with her
    assert broken in worker.get(f"{plan}/agree").words
    assert "The promise “fetches Finn” still rests on Nurse Teal" in worker.get(url(world)).words
    sheet = worker.get(f"/families/{world.family}/documents/members-sheet/{nurse}?draft=yes")
    assert "fetches Finn" in sheet.words  # hers to read until it is given to another
    form = worker.get(f"{plan}/{promise}/edit")
    worker.post(f"{plan}/{promise}/edit", {**form.hidden(), "words": "fetches Finn", "who": str(world.people["Ines"]),
                                           "when": "Thursdays"})
    assert "who has left the network" not in worker.get(plan).words


def test_somebody_who_left_comes_back(client, app, act, world, coral):
    act(commands.leave, coral, 1, date(2026, 11, 20), "She is ill")
    worker = client(WORKER)
    worker.post(url(world, f"/{coral}/back"), worker.get(url(world, f"/{coral}/back")).hidden())
    page = worker.get(url(world))
    assert "Coral" in drawn(page)
    assert "Left the network" not in page.words


def test_whoever_ends_a_person_in_the_family_is_told_what_rests_on_them_and_says_why(client, app, world):
    worker = client(WORKER)
    path = f"/families/{world.family}/people/{world.people['Marina']}/edit"
    form = worker.get(path)
    assert "Rule 1 of the plan rests on Marina" in form.words
    data = {**form.hidden(), "name": "Marina Harbour", "short_name": "Marina", "standing": "adult", "to_on": "20 Nov 2026"}
    page = worker.post(path, data, expect=422)
    assert "Rule 1 rests on Marina. Say why they leave; then mend the plan" in page.error_beside("leaves_because")
    with app.app_context():
        assert db.session.scalar(select(Member.to_on).where(Member.person_id == world.people["Marina"])) is None
    worker.post(path, {**data, "leaves_because": "She moved away"})
    assert "Rule 1 rests on Marina, who has left this family" in worker.get(f"/families/{world.family}/plan").words
    with app.app_context():
        kept = db.session.scalars(select(Kept).where(Kept.about_id == world.people["Marina"])).one()
        assert (kept.code, kept.because) == ("person_left", "She moved away")


# The plan and people pages


def test_the_plan_page_says_who_counts_and_the_people_page_who_was_told(client, world, coral):
    worker = client(WORKER)
    plan = worker.get(f"/families/{world.family}/plan")
    assert "Danger 1: Coral Only Coral who is not paid knows it fully: two are needed." in plan.words
    assert "The network, as far as you may know it, is thin against danger 1: only Coral" in plan.words
    people = worker.get(f"/families/{world.family}/people")
    assert "inner ring: knows everything. Told danger 1 on 30 Sept, danger 2 on 30 Sept" in people.words


def test_agreeing_asks_why_the_network_is_thin(client, world):
    page = client(WORKER).get(f"/families/{world.family}/plan/agree")
    assert "The network, as far as you may know it, is thin against danger 1" in page.words
    assert any(re.match(r"why_network_thin", element.get("name") or "") for element in page.all("input"))


# Who may see whom


@pytest.mark.parametrize(("persona", "status"), [
    (WORKER, 200), ("manager", 200), (NELL, 200), (SLATE, 200), ("other family’s worker", 404), ("excluded worker", 404),
    ("ended agreement", 404), ("administrator", 404)])
def test_who_may_read_the_network(client, world, persona, status):
    client(persona).get(url(world), expect=status)


@pytest.mark.parametrize("rest", ["/add", "/who-else", "/met", "/told/{coral}", "/{member}/edit", "/{member}/move",
                                  "/{member}/leave"])
@pytest.mark.parametrize("persona", [NELL, SLATE])
def test_who_reads_only_changes_nothing(client, app, world, coral, persona, rest):
    path = url(world, rest.format(coral=world.people["Coral"], member=coral))
    client(persona).get(path, expect=403)
    client(persona).post(path, member(name="Skye"), expect=403)
    assert len(rows_of(app, "network_member")) == 1


def test_nobody_is_called_not_told_to_a_reader_whose_part_does_not_hold_the_dangers(client, act, world, coral):
    """Coral was told both, Skye nothing: the school, which sees no danger, hears neither of either."""
    act(commands.add_member, world.family, NetworkMember(name="Skye", ring="middle"))
    assert "not told" in drawn(client(WORKER).get(url(world)))  # the control: Skye is not
    assert "Not told yet what we are worried about" in client(WORKER).get(url(world)).words
    page = client(SLATE).get(url(world))
    assert "Coral" in page.words
    assert "Not told yet" not in page.words
    assert "Whether they were told more is not within your part." in page.words
    assert "not told" not in drawn(page)
    plan = client(SLATE).get(f"/families/{world.family}/plan").words
    assert "Not told yet" not in plan


def test_a_part_about_one_danger_hears_of_those_who_have_to_do_with_it(client, app, act, world, coral, pearl):
    """Nell sees danger two. Coral was told it; Pearl was told danger one alone; Skye was told nothing."""
    tell(act, world, "Coral", "danger+")
    act(commands.tell, world.family, commands.NewTelling(pearl[0], date(2026, 10, 1), "Marina", (world.records["danger"],)))
    act(commands.add_member, world.family, NetworkMember(name="Skye"))
    act(commands.meet, world.family, commands.NewMeeting(date(2026, 11, 20), (pearl[0], world.people["Coral"]), "", "About court"))
    page = client(NELL).get(url(world))
    assert [name for name in drawn(page) if not name.startswith("Know")] == ["Coral"]
    for words in ("Pearl", "Skye", "About court", "Callum coming back", "danger 2"):
        assert words not in page.words
    assert "Was told: Danger 1 on 30 Sept" in page.words  # her first danger is the record's second
    assert "Only Coral who is not paid knows it fully" in page.words
    plan = client(NELL).get(f"/families/{world.family}/plan")
    assert "Danger 1: Coral" in plan.words
    assert "Pearl" not in plan.words
    client(NELL).get(url(world, f"/{pearl[1]}/versions"), expect=404)


def test_a_part_without_the_story_sees_no_danger_and_is_not_told_what_is_missing(client, world, coral):
    page = client(SLATE).get(url(world))
    assert "Coral" in drawn(page)
    for words in ("Callum coming back", "two are needed", "Danger 1", "danger 1", "Mum’s bad days"):
        assert words not in page.words


def test_a_member_of_a_kind_that_a_part_does_not_see_is_not_drawn(client, act, world):
    act(commands.add_member, world.family, NetworkMember(name="Sgt Gull", is_paid=True), info=Information.POLICE)
    assert "Sgt Gull" in drawn(client(WORKER).get(url(world)))
    assert "Gull" not in client(SLATE).get(url(world)).text


def test_one_for_whom_a_member_is_not_neither_sees_nor_counts_them(client, app, act, world, coral, pearl):
    """Ines is a person of this family too: Pearl's details are not for her."""
    act(commands.tell, world.family, commands.NewTelling(pearl[0], date(2026, 10, 1), "Marina", (world.records["danger"],)))
    act(commands.meet, world.family, commands.NewMeeting(date(2026, 11, 20), (pearl[0], world.people["Coral"]), "", "About court"))
    assert "Enough, by the rule of thumb" in client("manager").get(url(world)).words
    row = next(one for one in rows_of(app, "network_member") if one.id == pearl[1])
    act(commands.change_member, pearl[1], row.lock_version, row.body, not_for=[world.people["Ines"]], because="Her cousin")
    assert "Pearl" in drawn(client("manager").get(url(world)))
    worker = client(WORKER)
    page = worker.get(url(world))
    assert "Pearl" not in drawn(page)
    assert "Pearl moved" not in page.words
    assert "Pearl came" not in page.words
    assert "About court" not in page.words
    assert "Only Coral who is not paid knows it fully" in page.words
    assert "Danger 1: Coral Only" in worker.get(f"/families/{world.family}/plan").words
    for rest in ("edit", "move", "leave", "versions", "withdraw", "person", "back"):
        worker.get(url(world, f"/{pearl[1]}/{rest}"), expect=404)
    assert "Pearl" in drawn(client("manager").get(url(world)))


def test_a_hidden_member_changes_no_sentence_for_whom_they_are_hidden(client, app, act, world, coral):
    """Neither by what is said nor by what is missing: every page reads as if Pearl had no place in the network."""
    with app.app_context():
        aunt = command(make_person)(world.family, "Pearl Quay", Standing.ADULT, "aunt", 6)
    act(records_commands.add, world.family, "plan_rule", PlanRule(who=aunt, words="rings", when="at 8"),
        parent_id=world.records["goal"], info=Information.PLAN)
    worker, manager = client(WORKER), client("manager")
    pages = [url(world), *(f"/families/{world.family}/{name}" for name in ("plan", "plan/agree", "story")), "/",
             url(world, f"/told/{aunt}")]

    def said(who, path):
        words = " ".join("".join(who.get(path).all("main")[0].itertext()).split())
        return re.sub(r"Who has looked.*", "", words)  # that list grows with each look

    before = [(said(worker, path), said(manager, path)) for path in pages]
    act(commands.add_member, world.family, NetworkMember(person=aunt, ring="inner", depends="no", in_house="no"),
        not_for=[world.people["Ines"]], because="Her cousin")
    act(commands.tell, world.family, commands.NewTelling(aunt, date(2026, 10, 1), "Marina", (world.records["danger"],)))
    after = [(said(worker, path), said(manager, path)) for path in pages]
    for path, (ours, theirs), (ours_now, theirs_now) in zip(pages, before, after, strict=True):
        assert ours_now == ours, path
        if path in pages[:3]:
            assert theirs_now != theirs, path  # the control: whoever may know of her reads another page
    assert "Pearl has a part against danger 1 and, as far as you may know, has not been told it" in after[1][0]
    assert "The network, as far as you may know it, is thin against danger 1: only Coral" in after[1][0]
    assert "has not been told it" not in after[1][1]
    assert "is thin against danger 1" not in after[1][1]


def test_what_was_written_down_by_mistake_is_taken_off_with_a_reason(client, app, world, coral):
    worker = client(WORKER)
    form = worker.get(url(world, f"/{coral}/withdraw"))
    worker.post(url(world, f"/{coral}/withdraw"), {**form.hidden(), "because": "The wrong Coral"})
    assert "Coral" not in drawn(worker.get(url(world)))
    worker.get(url(world, f"/{coral}/edit"), expect=403)
    (row,) = rows_of(app, "network_member")
    assert row.withdrawn_because == "The wrong Coral"


def test_the_page_keeps_its_statements_when_the_network_grows(client, act, world, coral):
    worker = client(WORKER)
    few = len(worker.get(url(world)).statements)
    new = len(worker.post(url(world, "/add"), member(name="Neighbour")).statements)
    for number in range(28):
        act(commands.add_member, world.family, NetworkMember(name=f"Neighbour {number}",
                                                             ring=("inner", "middle", "outer")[number % 3]))
    page = worker.get(url(world))
    assert len(page.statements) == few <= 12
    assert sum(name.startswith("Neighbour") for name in drawn(page)) == 29
    assert len(worker.post(url(world, "/add"), member(name="One more")).statements) == new


def test_who_came_after_midnight_came_on_the_day_that_it_was_here(app, act, world):
    with clock.at(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)):
        made = act(records_commands.add, world.family, "network_member", NetworkMember(name="Skye"))
    with app.app_context():
        (move,) = queries.moves_of(world.family, [made])
    assert move.on == date(2026, 7, 2)


def test_user_text_is_never_html(client, act, world):
    act(commands.add_member, world.family, NetworkMember(
        name="<b>Skye</b>", words="<script>alert(1)</script>", not_told="<i>x</i>", ring_because="<u>why</u>"))
    page = client(WORKER).get(url(world))
    assert "<script>alert" not in page.text
    assert "<b>Skye" not in page.text
    assert "<script>alert(1)</script>" in page.words

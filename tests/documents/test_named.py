"""Who does not want to be named on other people's papers is not, a promise is said to the one who made it, and the fridge sheet
begins with the morning and has the day on its other side."""

import pytest

from practice.core import audit
from practice.core.db import command
from practice.documents import papers, second_person, sheet
from practice.documents.fridge_paper import FridgeSheet
from practice.documents.making import Ready, make_ready
from practice.documents.material import gather
from practice.documents.member_paper import MembersSheet
from practice.documents.runs import plain
from practice.families.models import Standing
from practice.families.queries import sight_of
from practice.records import commands as records
from practice.safety.commands import add_row
from practice.safety.kinds import DayPart, EarlySign, PlanRule, RedFlag
from practice.safety.network.kinds import NetworkMember
from tests.make.people import person as make_person

WORKER = "allocated worker"


def ready_for(world, name: str, kind: str = "family-plan") -> Ready:
    sight = sight_of(world.family, world.users["ines"])
    assert sight is not None
    material = gather(sight, world.people[name], kind, draft=True)
    assert material is not None
    return make_ready(material, "standard")


def words_for(world, name: str, kind: str = "family-plan") -> str:
    return "\n".join(text for _, text in papers.texts_of(ready_for(world, name, kind).paper))


@pytest.fixture
def named(app, world):
    """Coral backs up a rule of Marina's; MAY says whether she may be named on others' papers."""
    def write(may: str, words: str = "keeps the spare phone on"):
        records.add(world.family, "network_member", NetworkMember(person=world.people["Coral"], ring="inner", may_be_named=may))
        if may == "no":  # a rule of the world has her name typed into its words
            records.word_for(world.records["plan_rule"], world.people["Marina"], "You lock door and chain.")
        return add_row(world.family, "plan_rule", PlanRule(who=world.people["Marina"], words=words, when="day and night",
                                                           back_up=(world.people["Coral"],)), parent_id=world.records["goal"])
    with app.test_request_context(), audit.acting_as(world.users["ines"]):
        yield write


def test_one_who_said_no_is_on_nobody_elses_paper_and_on_their_own(named, world):
    row = named("no")
    ready = ready_for(world, "Marina")
    out = next(one for one in ready.choice.left_out if one.row.id == row)
    assert out.because == "It names Coral, who said no to being named on other people’s papers."
    assert out.may_be_worded
    assert "Coral" not in words_for(world, "Marina")
    assert "When you step in" not in words_for(world, "Marina", "members-sheet")
    mine = words_for(world, "Coral", "members-sheet")
    assert "keeps the spare phone on" in mine


def test_words_made_for_the_reader_bring_the_rule_in_without_the_name(named, world):
    row = named("no")
    records.word_for(row, world.people["Marina"], "You keep the spare phone on. Somebody near has it too.")
    assert "Somebody near has it too." in words_for(world, "Marina")
    records.word_for(row, world.people["Marina"], "You keep the phone on. Coral has it too.")
    stops = ready_for(world, "Marina").stops
    assert row in {stop.record_id for stop in stops}
    assert {stop.what for stop in stops} == {"name of somebody who does not want to be named on it"}


def test_a_name_typed_into_the_words_of_a_rule_stops_the_paper(named, world):
    records.add(world.family, "network_member", NetworkMember(person=world.people["Coral"], may_be_named="no"))
    add_row(world.family, "plan_rule", PlanRule(who=world.people["Marina"], words="rings Coral", when="at six"),
            parent_id=world.records["goal"])
    assert ready_for(world, "Marina").stops
    assert not ready_for(world, "Coral").stops


def test_the_copies_of_other_services_do_not_name_one_who_said_no(named, world):
    row = named("no")
    world.people["Ms Slate"] = command(make_person)(world.family, "Ms Slate", Standing.PROFESSIONAL, "teacher", 11,
                                                    short="Ms Slate", user_id=world.users["slate"])
    ready = ready_for(world, "Ms Slate")
    assert {one.rule for one in ready.choice.left_out if one.row.id == row} == {"named"}
    assert "keeps the spare phone on" not in words_for(world, "Ms Slate")
    assert world.records["plan_rule"] in {stop.record_id for stop in ready.stops}  # it has her name typed into its words
    records.word_for(world.records["plan_rule"], world.people["Ms Slate"], "Marina locks door and chain.")
    assert ready_for(world, "Ms Slate").stops == ()
    assert "Coral" not in words_for(world, "Ms Slate")


def test_who_leads_the_work_and_asked_has_the_whole_plan(named, world):
    row = named("no")
    ready = ready_for(world, "Ines")
    assert row in {one.row.id for one in ready.choice.chosen}
    assert "Coral" in words_for(world, "Ines")
    assert ready.stops == ()


@pytest.mark.parametrize("may", ["yes", ""])
def test_one_who_said_yes_or_was_not_asked_is_named_and_the_page_says_whom_to_ask(named, client, world, may):
    named(may)
    assert "Coral" in words_for(world, "Marina", "members-sheet")
    page = client(WORKER).get(f"/families/{world.family}/documents/members-sheet/{world.people['Marina']}?draft=yes")
    asked = "Nobody has asked yet whether Coral may be named on other people’s papers." in page.words
    assert asked is (may == "")


# A promise said to the one who made it

@pytest.mark.parametrize(("words", "said"), [
    ("looks for the hall lamp", "to look for the hall lamp"),
    ("is the first call and keeps the spare phone on", "to be the first call and keep the spare phone on"),
    ("goes to the gym with Jay, and walks the station with Max", "to go to the gym with Jay, and walk the station with Max"),
    ("has Star upstairs", "to have Star upstairs"), ("watches and carries things.", "to watch and carry things"),
    ("buys socks and shoes", "to buy socks and shoes"), ("minds Ash; rings Olive", "to mind Ash; ring Olive"),
    ("does not visit", "not to visit"), ("never comes to the flat", "not to come to the flat"),
    ("does not ring and writes a letter", ""), ("buys food and drinks", ""), ("brings keys and phones the school", "to bring keys "
     "and phone the school"), ("rings back the same day if you ring", ""),
    ("keeps her phone on", ""), ("Nothing is sent", ""), ("", ""), ("the lamp is lit", "")])
def test_only_what_is_sure_is_turned(words, said):
    assert second_person.promise(words) == said


@pytest.mark.parametrize(("words", "said"), [
    ("she comes over", "you come over"), ("he is there and rings Olive", "you are there and ring Olive"),
    ("she keeps her word", "she keeps her word"), ("they pour it away", "they pour it away"), ("ring 999", "ring 999")])
def test_what_follows_an_if_is_said_to_whoever_does_it(words, said):
    assert second_person.then(words) == said


def test_an_own_sheet_says_you_promise_and_words_made_for_the_reader_stand_as_they_are(named, world):
    row = named("yes")
    assert "You promise to keep the spare phone on day and night." in words_for(world, "Marina", "members-sheet")
    records.word_for(row, world.people["Marina"], "You have the phone by the bed.")
    mine = words_for(world, "Marina", "members-sheet")
    assert "You have the phone by the bed." in mine
    assert "You promise to keep the spare phone on" not in mine


def test_a_promise_that_cannot_be_turned_stands_as_it_was_promised(named, world):
    named("yes", words="leaves her key with Coral")
    mine = words_for(world, "Marina", "members-sheet")
    assert "Your promise, in the plan’s words:" in mine
    assert "Marina leaves her key with Coral day and night." in mine


# The fridge

def test_each_line_of_words_made_for_a_reader_stands_at_its_own_time(named, world):
    records.word_for(world.records["plan_rule"], world.people["Callum"], "You go to the group every Tuesday.\nYou ask Glen first.\n"
                                                                         "You keep away until 18 January.")
    paper = ready_for(world, "Callum", "fridge-sheet").paper
    assert isinstance(paper, FridgeSheet)
    assert [(row.heading, [plain(line) for line in row.lines]) for row in paper.rows] == [
        ("Each week", ["You go to the group every Tuesday."]),
        ("Any time", ["You ask Glen first.", "You keep away until 18 January."])]


@pytest.fixture
def rung(named, world):
    add_row(world.family, "red_flag", RedFlag(words="If the bell rings", then_that="Ring Nan 07700 900123.", rings_name="Nan",
                                              rings=world.people["Coral"], rings_number="07700 900123"))
    add_row(world.family, "early_sign", EarlySign(words="The curtains stay shut."))


@pytest.mark.usefixtures("rung")
def test_nobody_is_told_to_ring_themselves(world):
    assert "The curtains stay shut.\nRing Nan." in words_for(world, "Marina", "fridge-sheet")
    assert "Ring Nan.\n" not in words_for(world, "Coral", "fridge-sheet")
    mine = ready_for(world, "Coral", "members-sheet").paper
    assert isinstance(mine, MembersSheet)
    assert [plain(one.then_that) for one in mine.rung] == ["Ring Nan 07700 900123."]
    assert "Ring Nan" not in "".join(plain(one.then_that) for one in mine.ring)
    assert "When others ring you" in sheet.html_of(mine)


@pytest.fixture
def mornings(app, world):
    with app.test_request_context(), audit.acting_as(world.users["ines"]):
        for days, part, who, words in (
                ("weekday", "evening", "Coral", ""), ("weekday", "morning", "Marina", "breakfast, then school"),
                ("weekend", "night", "Marina", "at Coral’s")):
            add_row(world.family, "day_part", DayPart(days=days, part=part, who=(world.people[who],), words=words))
        yield


def test_the_sheet_for_the_fridge_begins_with_the_morning_and_has_the_day_behind(mornings, world):
    paper = ready_for(world, "Marina", "fridge-sheet").paper
    assert isinstance(paper, FridgeSheet)
    assert paper.rows[0].heading == "Morning"
    assert ["".join(run.text for run in line) for line in paper.rows[0].lines] == ["Marina: breakfast, then school."]
    assert [(day.heading, [part.question for part in day.parts]) for day in paper.days] == [
        ("School days", ["Morning", "Evening"]), ("Weekends", ["Night"])]
    assert "Who is with the children" in sheet.html_of(paper)


def test_one_who_is_not_with_the_children_has_no_hour_of_the_day_on_theirs(mornings, app, world):
    other = command(make_person)(world.family, "Hazel Buoy", Standing.NETWORK, "neighbour", 9, short="Mrs Buoy")
    world.people["Mrs Buoy"] = other
    ready = ready_for(world, "Mrs Buoy", "fridge-sheet")
    assert isinstance(ready.paper, FridgeSheet)
    assert ready.paper.days == ()
    assert {out.because for out in ready.choice.left_out if out.row.kind == "day_part"} == {
        "Who is with the children when is for those who are with them, and Mrs Buoy is not named there."}
    assert ready_for(world, "Coral", "fridge-sheet").paper.days  # she has an evening


def test_the_fathers_sheet_holds_no_hour_of_the_day(mornings, world):
    ready = ready_for(world, "Callum", "fridge-sheet")
    assert isinstance(ready.paper, FridgeSheet)
    assert (ready.paper.days, [row.heading for row in ready.paper.rows if row.heading == "Morning"]) == ((), [])


def test_who_leads_the_work_tells_their_manager_on_their_own_sheet(named, world):
    add_row(world.family, "plan_rule", PlanRule(
        who=world.people["Ines"], words="rings Marina", when="every week", if_this="she cannot", then_that="she writes"),
        parent_id=world.records["goal"])
    mine = words_for(world, "Ines", "members-sheet")
    assert "You promise to ring Marina every week." in mine
    assert "In the plan’s words: If she cannot: she writes." in mine
    assert "Tell Ines" not in mine
    assert "Other worry: Ines" not in mine

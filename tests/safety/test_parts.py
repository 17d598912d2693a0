"""The parts of a full plan beside its rules, as people see them: red flags with steps, the day by hours, the child's part."""

from uuid import UUID

import pytest

from practice.core import audit
from practice.core.db import command
from practice.families.models import Standing
from practice.families.queries import people_of
from practice.mapping.kinds import Harm
from practice.records import commands as records
from practice.records import queries as reads
from practice.safety.commands import add_row
from practice.safety.day import SLOTS, grid_of
from practice.safety.kinds import DayPart, PlanRule, RedFlag
from tests.make.people import person as make_person
from tests.safety.test_pages import agree, agreeing, both, plan_url, queries_part, saved_row


def agreed(client, worker, world):
    """The address of the version that is agreed now."""
    agree(client, world)
    return next(one.get("href") for one in worker.get(plan_url(world)).all("a") if "/versions/" in (one.get("href") or "")
                and "/say" not in one.get("href"))


def flag(**changes):
    return {"words": "The bell rings and nobody is expected", "steps": "Don’t open\nLook through the spyhole\nRing Coral",
            "child_goes": "To the bathroom, with the phone", "rings": "", "rings_name": "Nan", "rings_number": "07700 900123",
            "then_that": "", "family_words": "", "info": "", **changes}


def test_a_red_flag_has_steps_in_order_a_place_for_the_children_and_ends_with_a_person(client, world, app):
    worker = client("allocated worker")
    row = saved_row(worker.post(plan_url(world, "/add/red_flag"), flag()))
    page = worker.get(plan_url(world))
    steps = next(one for one in page.all("ol") if one.get("class") == "in-order")
    assert ["".join(step.itertext()) for step in steps] == ["Don’t open", "Look through the spyhole", "Ring Coral"]
    assert "The children go To the bathroom, with the phone" in page.words.replace("children goTo", "children go To")
    assert "Nan, 07700 900123" in page.words
    with app.app_context():
        body = reads.one(row).body
    assert body.then_that == "Don’t open. Look through the spyhole. Ring Coral."  # the short form, for paper
    form = worker.get(plan_url(world, f"/{row}/edit"))
    assert form.typed("steps") == "Don’t open\nLook through the spyhole\nRing Coral"
    assert form.typed("then_that") == ""


def test_changed_steps_change_the_short_form_with_them(client, world, app):
    worker = client("allocated worker")
    with app.app_context(), audit.acting_as(world.users["ines"]):
        row = add_row(world.family, "red_flag", RedFlag(words="He is there", then_that="Ring 999 first. Then Nan.",
                                                        rings_name="Nan", rings_number="07700 900123"))
    seen = worker.get(plan_url(world, f"/{row}/edit"))
    assert seen.typed("steps") == "Ring 999 first. Then Nan."
    worker.post(plan_url(world, f"/{row}/edit"), flag(words="He is there", steps="Ring 999\nRing Nan",
                                                      **both(seen.hidden("/edit"))))
    with app.app_context():
        assert reads.one(row).body.then_that == "Ring 999. Ring Nan."


@pytest.mark.parametrize("missing", ["rings_name", "rings_number"])
def test_a_red_flag_without_a_person_or_without_a_number_is_a_break(client, world, app, missing):
    whole = {"words": "He is there", "then_that": "Ring 999", "is_emergency": True, "rings_name": "Nan",
             "rings_number": "07700 900123"}
    with app.app_context(), audit.acting_as(world.users["ines"]):
        records.add(world.family, "red_flag", RedFlag(**(whole | {missing: ""})))
    page = client("allocated worker").get(plan_url(world))
    assert "“He is there” does not end with a person and a number" in page.words


def test_a_red_flag_without_steps_is_refused_and_nothing_typed_is_lost(client, world):
    page = client("allocated worker").post(plan_url(world, "/add/red_flag"), flag(steps="  \n "), expect=422)
    assert page.error_beside("steps") == "Say what to do then"
    assert page.typed("child_goes") == "To the bathroom, with the phone"


# The day by hours

def part_of_day(**changes):
    return {"slots": [], "child": [], "who": [], "who_name": "", "words": "", "info": "", **changes}


def test_the_day_is_a_grid_and_each_gap_is_said(client, world):
    worker, people = client("allocated worker"), world.people
    assert "Nobody is named for" not in worker.get(plan_url(world)).words  # no grid yet, so no gap
    worker.post(plan_url(world, "/add/day_part"), part_of_day(
        slots=["weekday:morning", "weekday:night", "weekend:morning"], who=[str(people["Marina"])], words="at home"))
    worker.post(plan_url(world, "/add/day_part"), part_of_day(
        slots=["weekend:night"], child=[str(people["Finn"])], who=[str(people["Coral"])], words="at Coral’s"))
    page = worker.get(plan_url(world))
    grid = [table for table in page.all("table") if table.get("class") == "day"]
    assert ["".join(one.itertext()).strip() for table in grid for one in table.iter() if one.tag.endswith("caption")] == [
        "School days", "Weekends"]
    assert "Nobody is named for the school holidays" in page.words
    assert "Nobody is named for weekend nights (Shelly)" in page.words or "And " in page.words
    read = client("school, plan only").get(plan_url(world)).words
    assert read.count("Coral at Coral’s") == 1
    assert read.count("Marina at home") == 6  # two children, three parts of the day
    # the gap leads to a form that knows which place it fills
    link = next(one.get("href") for one in page.all("a") if "Say who is with Shelly: weekend nights" in "".join(one.itertext()))
    form = worker.get(link)
    ticked = {one.get("value") for one in form.all("input") if one.get("checked") is not None}
    assert ticked == {"weekend:night", str(people["Shelly"])}


def test_every_gap_is_counted_once_and_the_same_for_all_children_is_one(world, app):
    with app.app_context(), audit.acting_as(world.users["ines"]):
        add_row(world.family, "day_part", DayPart(days="weekend", part="night", who=(world.people["Coral"],),
                                                  child=(world.people["Finn"],)))
        rows = reads.current(world.family, queries_part(world), ("day_part",))
        gaps = grid_of(rows, people_of(world.family)).gaps
    assert gaps == ["Nobody is named for school days", "Nobody is named for the school holidays",
                    "Nobody is named for weekend mornings", "Nobody is named for weekend afternoons",
                    "Nobody is named for weekend evenings", "Nobody is named for weekend nights (Shelly)"]


@pytest.mark.parametrize(("data", "field", "message"), [
    ({"slots": []}, "slots", "Tick at least one part of the day"),
    ({"slots": ["weekday:teatime"]}, "slots", "Tick at least one part of the day"),
    ({"slots": ["weekday:night"], "who": []}, "who", "Say who is with them")])
def test_a_part_of_the_day_without_when_or_who_is_refused(client, world, data, field, message):
    page = client("allocated worker").post(plan_url(world, "/add/day_part"), part_of_day(
        who=[str(world.people["Coral"])], words="at Coral’s") | data, expect=422)
    assert message in page.words
    assert page.typed("words") == "at Coral’s"


def test_one_place_of_the_grid_stays_one_when_it_is_changed(client, world):
    worker = client("allocated worker")
    row = saved_row(worker.post(plan_url(world, "/add/day_part"), part_of_day(slots=["weekday:night"], who_name="Mrs Buoy")))
    seen = both(worker.get(plan_url(world, f"/{row}/edit")).hidden("/edit"))
    page = worker.post(plan_url(world, f"/{row}/edit"), part_of_day(slots=["weekday:night", "weekend:night"], who_name="Mrs Buoy",
                                                                    **seen), expect=422)
    assert "This is one place in the grid" in page.words
    worker.post(plan_url(world, f"/{row}/edit"), part_of_day(slots=["weekend:night"], who_name="Mrs Buoy", **seen))
    history = worker.get(plan_url(world, f"/{row}/versions"))
    assert "Which daysweekday weekend" in history.words


# The child's part, hard days, who advises

def test_the_childs_part_says_whom_to_tell_what_happens_then_and_whose_job_it_is(client, world):
    worker, people = client("allocated worker"), world.people
    data = {"child": [str(people["Finn"])], "words": "Your blue whale means you are worried.", "safe_person": people["Coral"],
            "safe_person_name": "", "reach": "By phone, any time", "object": "The blue whale on the peg", "looks": [],
            "how_often": "every school morning", "then_that": "She asks within five minutes", "code_word": "blue",
            "place": "the bathroom", "grown_ups": "It is the grown-ups’ job to keep you safe.", "picture": "whale", "info": ""}
    page = worker.post(plan_url(world, "/add/child_part"), data, expect=422)
    assert "Say who looks for it" in page.words
    row = saved_row(worker.post(plan_url(world, "/add/child_part"), data | {"looks": [str(people["Ines"])]}))
    page = worker.get(plan_url(world))
    for said in ("Coral. By phone, any time", "The blue whale on the peg", "Ines, every school morning",
                 "She asks within five minutes", "blue", "the bathroom", "It is the grown-ups’ job to keep you safe."):
        assert said in page.words
    worker.post(plan_url(world, f"/{row}/edit"), data | {
        "looks": [str(people["Ines"])], "safe_person": "", "grown_ups": "",
        **both(worker.get(plan_url(world, f"/{row}/edit")).hidden("/edit"))})
    page = worker.get(plan_url(world))
    assert "Not written yet: whom the child can tell" in page.words
    assert "It is the grown-ups’ job to keep you safe." in page.words  # it is said whatever is typed


def test_hard_days_stand_apart_with_what_we_do_then(client, world):
    worker = client("allocated worker")
    worker.post(plan_url(world, "/add/trigger"), {"words": "Court day", "is_day": "y", "what_we_do": "at Coral’s", "info": ""})
    worker.post(plan_url(world, "/add/trigger"), {"words": "Pay day", "is_day": "y", "what_we_do": "", "info": ""})
    worker.post(plan_url(world, "/add/trigger"), {"words": "Court letters", "what_we_do": "", "info": ""})
    worker.post(plan_url(world, "/add/early_sign"), {"words": "Finn wets the bed", "seen_first_by": [str(world.people["Marina"])],
                                                     "info": ""})
    words = worker.get(plan_url(world)).words
    assert "Hard days, and what we do then Court day Then: at Coral’s" in words
    assert "Nobody has said yet what we do then" in words
    assert words.index("What sets things off Court letters") > words.index("Pay day")
    assert "Seen first by Marina" in words


def test_the_plan_says_to_whom_a_complaint_goes_unless_it_says_so_itself(client, world, app):
    worker, head = client("allocated worker"), world.records["plan_head"]
    with app.app_context():
        command(make_person)(world.family, "Tom Larder", Standing.PROFESSIONAL, "team manager", 12, phone="01632 960101")
    told = "If we cannot agree: A complaint goes to Tom Larder, 01632 960101. Free advice that is not from us"
    assert told in worker.get(plan_url(world)).words
    worker.post(plan_url(world, f"/{head}/edit"), {
        "title": "Our plan", "review_on": "15 Dec", "advice": "Ring the complaints line, 01632 960150.", "info": "",
        **both(worker.get(plan_url(world, f"/{head}/edit")).hidden("/edit"))})
    assert "A complaint goes to" not in worker.get(plan_url(world)).words


def test_the_first_page_offers_who_advises_and_keeps_what_was_written(client, world):
    worker, head = client("allocated worker"), world.records["plan_head"]
    assert "Family Rights Group" in worker.get(plan_url(world)).words
    form = worker.get(plan_url(world, f"/{head}/edit"))
    assert "Family Rights Group" in form.typed("advice")
    worker.post(plan_url(world, f"/{head}/edit"), {
        "title": "Our plan", "review_on": "15 Dec", "advice": "Ring the council’s complaints line, 01632 960150.", "info": "",
        **both(form.hidden("/edit"))})
    page = worker.get(plan_url(world))
    assert "If we cannot agree: Ring the council’s complaints line, 01632 960150." in page.words


def test_what_is_new_in_the_parts_is_frozen_and_compared_in_sentences(client, world):
    worker = client("allocated worker")
    row = saved_row(worker.post(plan_url(world, "/add/red_flag"), flag()))
    worker.post(plan_url(world, "/add/day_part"), part_of_day(slots=["weekend:night"], who=[str(world.people["Coral"])]))
    version = agreed(client, worker, world)
    page = worker.get(version)
    assert "The children go: To the bathroom, with the phone." in page.words
    assert "Weekends: night, all the children: Coral" in page.words
    seen = both(worker.get(plan_url(world, f"/{row}/edit")).hidden("/edit"))
    worker.post(plan_url(world, f"/{row}/edit"), flag(child_goes="To Mrs Buoy", **seen))
    page = worker.get(plan_url(world, "/compare"))
    assert "Where the child goesTo the bathroom" in page.words
    assert "Mrs Buoy" in page.words
    assert "Mrs Buoy" not in worker.get(version).words


def test_forty_rules_and_a_full_day_stay_within_the_statements(client, world, app):
    with app.app_context(), audit.acting_as(world.users["ines"]):
        for number in range(40):
            add_row(world.family, "plan_rule", PlanRule(who=world.people["Coral"], words=f"does thing {number}", when="daily"),
                    parent_id=world.records["goal"])
        for slot in SLOTS:
            add_row(world.family, "day_part", DayPart(days=slot.days, part=slot.part, who=(world.people["Coral"],)))
    page = client("allocated worker").get(plan_url(world))  # the client fails above twelve
    assert "does thing 39" in page.words
    assert "Nobody is named" not in page.words


def test_rows_of_the_day_are_not_for_those_they_are_not_for(client, world, app):
    worker, people = client("allocated worker"), world.people
    row = saved_row(worker.post(plan_url(world, "/add/day_part"), part_of_day(
        slots=["weekend:night"], who=[str(people["Coral"])], not_for=[str(people["Callum"])], not_for_because="Where they sleep")))
    with app.app_context():
        assert reads.not_for(world.family)[UUID(str(row))] == {people["Callum"]: "Where they sleep"}


# How willing, sure and able each is

def test_each_adult_is_asked_for_three_numbers_and_they_stand_beside_who_agrees(client, world):
    worker, marina, finn = client("allocated worker"), world.people["Marina"].hex, world.people["Finn"].hex
    form = worker.get(plan_url(world, "/agree"))
    names = {one.get("name") for one in form.all("select")}
    assert {f"willingness_{marina}", f"confidence_{marina}", f"capacity_{marina}"} <= names
    assert f"willingness_{finn}" not in names  # a child carries no duty
    agree(client, world, **{f"willingness_{marina}": "9", f"confidence_{marina}": "6", f"capacity_{marina}": "5",
                            f"numbers_because_{marina}": "money"})
    words = worker.get(plan_url(world)).words
    assert "Willing 9, Sure 6, Able 5 of 10: money. Ask what practical help is missing." in words


def test_a_later_word_keeps_the_numbers_and_new_numbers_do_not_change_the_old(client, world, app):
    worker, marina = client("allocated worker"), world.people["Marina"]
    agree(client, world, **{f"willingness_{marina.hex}": "0", f"confidence_{marina.hex}": "6"})
    say = f"{plan_url(world)}/versions/" + next(one.get("href") for one in worker.get(plan_url(world)).all("a")
                                                 if "/versions/" in (one.get("href") or "")).split("/versions/")[1].split("/")[0]
    worker.post(f"{say}/say/{marina}", {"stance": "agrees", "words": "Still fine", "on": "24 Nov", "why_not_asked": "", "how": ""})
    assert "Willing 0, Sure 6 of 10. Talk about the reasons." in worker.get(plan_url(world)).words
    worker.post(f"{say}/say/{marina}", {"stance": "agrees", "words": "Better", "on": "24 Nov", "willingness": "8"})
    assert "Willing 8 of 10" in worker.get(plan_url(world)).words
    before = worker.get(f"{say}/say/{marina}")
    assert "Willing 0, Sure 6 of 10" in before.words


def test_whoever_was_not_asked_gave_no_number(client, world):
    worker, marina = client("allocated worker"), world.people["Marina"].hex
    data = agreeing(worker.get(plan_url(world, "/agree")), world, **{
        f"stance_{marina}": "not_asked", f"why_not_{marina}": "At work", f"willingness_{marina}": "9", "why_in_force": "Today"})
    page = worker.post(plan_url(world, "/agree"), data, expect=422)
    assert "There is a number, so they were asked" in page.words
    worker.post(plan_url(world, "/agree"), {**data, f"willingness_{marina}": "11"}, expect=422)


# Rules left to the one who was hurt

def test_rules_left_to_the_one_who_was_hurt_are_said_with_why_and_agreeing_asks_for_the_reason(client, world, app):
    with app.app_context(), audit.acting_as(world.users["ines"]):
        records.add(world.family, "harm", Harm(words="He strangled her", by_whom=(world.people["Callum"],),
                                               to_whom=(world.people["Marina"], world.people["Finn"])))
        for who, words in (("Marina", "keeps the phone on"), ("Coral", "is rung first")):
            add_row(world.family, "plan_rule", PlanRule(who=world.people[who], words=words, when="daily"),
                    parent_id=world.records["goal"])
    worker = client("allocated worker")
    words = worker.get(plan_url(world)).words
    assert "Marina was hurt, and does 2 of the 3 rules" in words
    assert "a plan that asks the one who was hurt to hold back the one who hurt them is unsafe" in words
    data = agreeing(worker.get(plan_url(world, "/agree")), world)
    name = next(key for key in data if key.startswith("why_hurt_carries"))
    page = worker.post(plan_url(world, "/agree"), data | {name: " "}, expect=422)
    assert "Say why it is agreed like this" in page.error_beside(name)
    with app.app_context(), audit.acting_as(world.users["ines"]):
        add_row(world.family, "plan_rule", PlanRule(who=world.people["Callum"], words="stays away", when="always"),
                parent_id=world.records["goal"])
    assert "Marina was hurt" not in worker.get(plan_url(world)).words  # half of them is not more than half

"""The family group conference and the programme in the timeline: told as their own pages tell them, to those who may open those."""

import re
from datetime import date

import pytest

from practice.access.models import Part
from practice.core import audit, clock
from practice.core.db import command, db
from practice.discussions.conference import commands as conference
from practice.discussions.conference.kinds import Promise
from practice.discussions.programme import commands as programme
from practice.discussions.programme.commands import NewEntry
from practice.discussions.programme.models import ModuleState

ON = date(2026, 11, 2)


@pytest.fixture
def path(app, world):
    """A conference from its offer to the family's plan that was sent back and accepted, and three talks of the programme."""
    marina, coral = world.people["Marina"], world.people["Coral"]
    with app.app_context(), audit.acting_as(world.users["ines"]):
        conference.offer(world.family, marina, "at home", "English", "Liz Beam", ON)
        conference.answer(world.family, marina, "yes", date(2026, 11, 3), "If mum comes", is_verbatim=True)
        conference.prepare(world.family, coral, "Liz Beam", "video", date(2026, 11, 9), apart="APART-WORDS", advocate="Rosa")
        conference.put_in_writing(world.family, "How will they sleep?", ["Never alone."], [marina, coral], "By post",
                                  date(2026, 11, 10))
        conference.family_plan(world.family, [Promise(words="Coral comes.", who=coral)], date(2026, 11, 14))
        conference.send_back(world.family, "Ines", "Nobody is there on Fridays.", "Never alone.", date(2026, 11, 14))
        conference.family_plan(world.family, [Promise(words="Coral comes. Pearl on Fridays.", who=coral, when="each day")],
                               date(2026, 11, 15))
        conference.accept(world.family, "Ines", date(2026, 11, 15), "A key for Coral")
        for module, state, words in (("why", ModuleState.DONE, "I want breakfast to be quiet."),
                                     ("mind", ModuleState.IN_PROGRESS, "HEALTH-WORDS")):
            programme.write(world.family, NewEntry(marina, module, state, date(2026, 11, 18), for_change=words,
                                                   against_change="I can’t get up.", child_change="Finn eats."))
        programme.write(world.family, NewEntry(marina, "alcohol-drugs", ModuleState.NOT_NEEDED, date(2026, 11, 18),
                                               because="She does not drink"))
        db.close()
    return f"/families/{world.family}/timeline"


def test_the_conference_is_told_from_its_offer_to_what_was_said_to_the_familys_plan(client, path):
    page = client("allocated worker").get(f"{path}?kind=conference&order=oldest")
    words, place = page.words, 0
    for said in ("Mon 2 Nov written down 24 Nov A family group conference was offered to Marina at home, in English, by Liz Beam",
                 "Marina answered the offer of a family group conference: wants one “If mum comes”",
                 "Liz Beam met Coral before the family group conference: comes by video Advocate: Rosa",
                 "The question for the family, in writing, for Marina, Coral How will they sleep?With one bottom line. By post",
                 "The family made their own plan “Coral comes.”",
                 "Ines sent the family’s plan back Nobody is there on Fridays. It leaves open: Never alone.",
                 "The family made their plan once more, number 2", "Ines accepted the family’s plan as it is A key for Coral"):
        place = words.index(said, place)
    assert "8 events" in words
    assert "APART-WORDS" not in page.text  # it stands on the page of the conference alone
    assert "breakfast" not in words


def test_the_programme_is_told_in_the_parents_words(client, path):
    words = client("allocated worker").get(f"{path}?kind=programme").words
    for said in ("Ines Tidewell talked with Marina: Getting to know each other, and why we are here, done "
                 "“I want breakfast to be quiet.” MarinaAnd against it: “I can’t get up.”",
                 "What has changed for the children Finn eats.",
                 "The programme, with Marina: Alcohol and drugs, not needed She does not drink"):
        assert said in words, said
    assert "offered" not in words


def test_both_are_narrowed_to_a_person(client, path, world):
    words = client("allocated worker").get(f"{path}?kind=conference&kind=programme&person={world.people['Coral']}").words
    assert "met Coral" in words
    assert "offered to Marina" not in words
    assert "breakfast" not in words


@pytest.mark.parametrize("who", ["health, danger two only", "school, plan only"])
def test_those_who_may_not_open_their_pages_read_and_count_none_of_it(client, path, who):
    page = client(who).get(path)
    for hidden in ("conference", "Liz Beam", "breakfast", "HEALTH-WORDS", "Finn eats", "The programme", "Fridays"):
        assert hidden not in page.words, hidden
    assert not {one.get("value") for one in page.all("input") if one.get("name") == "kind"} & {"conference", "programme"}
    narrowed = client(who).get(f"{path}?kind=conference&kind=programme").words
    assert "Nothing of this kind is written down" in narrowed


def test_a_module_about_health_is_told_to_parts_that_see_health(app, client, path, world):
    @command
    def sees_the_story_alone():
        for part in db.session.query(Part).filter_by(user_id=world.users["tom"]):
            part.kinds = "story"

    before = client("manager").get(f"{path}?kind=programme").words
    assert "HEALTH-WORDS" in before
    with app.app_context():
        sees_the_story_alone()
        db.close()
    after = client("manager").get(f"{path}?kind=programme")
    assert "HEALTH-WORDS" not in after.text
    counts = [int(re.search(r"(\d+) events", words)[1]) for words in (before, after.words)]
    assert counts == [5, 2]  # the talk about health, what changed for the children in it, and the module that is not needed


def test_whoever_wrote_it_reads_it(app, client, path, world):
    @command
    def sees_the_story_alone():
        for part in db.session.query(Part).filter_by(user_id=world.users["ines"]):
            part.kinds = "story"

    with app.app_context():
        sees_the_story_alone()
        assert clock.today() > ON
        db.close()
    assert "HEALTH-WORDS" in client("allocated worker").get(f"{path}?kind=programme").words

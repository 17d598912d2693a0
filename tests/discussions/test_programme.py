"""The programme keeps the parent's own words for and against change, and where each module is; one is left out with a reason."""

from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from practice.core import audit
from practice.core.db import db
from practice.core.errors import RuleBroken
from practice.discussions.programme import commands
from practice.discussions.programme.commands import NewEntry
from practice.discussions.programme.models import ModuleState
from practice.guidance.programme import STEPS, modules
from practice.guidance.reading import read
from tests.guidance.test_content import CASES

ON = date(2026, 11, 20)


@pytest.fixture
def page(world):
    return f"/families/{world.family}/programme"


def test_a_talk_is_written_down_and_opens_the_page(client, page, world):
    worker = client("allocated worker")
    assert worker.get(page).words.count("Not begun") == len(modules())
    form = worker.get(f"{page}/write?module=days")
    assert "Walk me through yesterday" in form.words
    talk = {"person_id": str(world.people["Marina"]), "module": "days", "state": "in_progress", "on": "20 Nov"}
    empty = worker.post(f"{page}/write", talk, expect=422)
    assert empty.error_beside("for_change").startswith("Write at least")
    worker.post(f"{page}/write", {**talk, "for_change": "I want breakfast to be quiet.", "against_change": "I can't get up.",
                                  "step": "Getting ready", "importance": "9", "confidence": "0",
                                  "child_change": "Finn eats before school."})
    words = worker.get(page).words
    assert "I want breakfast to be quiet." in words
    assert "I can't get up." in words
    assert "9 of 10" in words
    assert "0 of 10" in words  # nought is an answer
    assert words.index("What each of us heard last") < words.index("Modules")
    assert words.count("Not begun") == len(modules()) - 1


def test_a_module_that_is_not_needed_says_why(client, page, world):
    worker = client("allocated worker")
    skip = {"person_id": str(world.people["Marina"]), "module": "alcohol-drugs", "state": "not_needed", "on": "20 Nov"}
    assert worker.post(f"{page}/write", skip, expect=422).error_beside("because") == "Say why it is not needed"
    worker.post(f"{page}/write", {**skip, "because": "She does not drink"})
    assert "She does not drink" in client("manager").get(page).words


def test_only_the_last_that_each_heard_of_each_parent_opens_the_page(app, client, page, world):
    with app.app_context():
        for who, words in (("ines", "FIRST"), ("ines", "SECOND"), ("tom", "OTHER")):
            with audit.acting_as(world.users[who]):
                commands.write(world.family, NewEntry(world.people["Marina"], "why", ModuleState.IN_PROGRESS, ON, for_change=words))
    words = client("allocated worker").get(page).words
    assert "SECOND" in words
    assert "OTHER" in words
    assert "FIRST" not in words


def test_readiness_over_time_names_whose_each_number_is_and_who_heard_it_on_which_day(app, client, page, world):
    with app.app_context():
        for who, on, important, sure in (("ines", date(2026, 10, 2), 8, 0), ("tom", date(2026, 11, 4), None, 4),
                                         ("ines", ON, 9, 6)):
            with audit.acting_as(world.users[who]):
                commands.write(world.family, NewEntry(world.people["Marina"], "why", ModuleState.IN_PROGRESS, on,
                                                      for_change="I try.", importance=important, confidence=sure))
    answer = client("allocated worker").get(page)
    cells = [" ".join("".join(cell.itertext()) for cell in row) for row in answer.all("tr")[1:]]
    assert cells == ["2 Oct Marina 8 0 Ines Tidewell", "4 Nov Marina – 4 Tom Larder",
                     "20 Nov Marina 9 6 Ines Tidewell"]
    drawn = next(one for one in answer.tree.iter() if one.tag.endswith("svg") and one.get("role") == "img")
    said = " ".join("".join(drawn.itertext()).split())
    assert "Marina: how important" in said
    assert "Marina: how sure" in said
    assert len([one for one in drawn.iter() if one.tag.endswith("circle")]) == 5


def test_nobody_gave_a_number_yet(client, page):
    assert "over time" not in client("allocated worker").get(page).words


@pytest.mark.parametrize(("who", "status"), [("health, danger two only", 404), ("school, plan only", 403),
                                             ("other family’s worker", 404), ("administrator", 404)])
def test_a_narrow_part_is_not_told_of_the_parents_talks(client, page, who, status):
    client(who).get(page, expect=status)
    client(who).get(f"{page}/write", expect=status)


def test_what_is_said_of_health_reaches_parts_that_see_health(app, client, page, world):
    from practice.access.models import Part
    from practice.core.db import command

    @command
    def sees_the_story_alone():
        for part in db.session.query(Part).filter_by(user_id=world.users["tom"]):
            part.kinds = "story"

    with app.app_context(), audit.acting_as(world.users["ines"]):
        commands.write(world.family, NewEntry(world.people["Marina"], "mind", ModuleState.DONE, ON, for_change="ZZ-CANARY"))
        assert "ZZ-CANARY" in client("manager").get(page).words
        sees_the_story_alone()
    assert "ZZ-CANARY" not in client("manager").get(page).words


def test_the_database_itself_keeps_what_was_heard(app, world):
    with app.app_context(), audit.acting_as(world.users["ines"]):
        commands.write(world.family, NewEntry(world.people["Marina"], "why", ModuleState.DONE, ON, for_change="x"))
        for change in ("UPDATE programme_entry SET step = ''", "DELETE FROM programme_entry"):
            with pytest.raises(DatabaseError):
                db.session.execute(text(change))
            db.session.rollback()
        with pytest.raises(RuleBroken):
            commands.write(world.family, NewEntry(world.people["Marina"], "astrology", ModuleState.DONE, ON, for_change="x"))


def test_the_modules_are_plain_and_tell_of_no_case():
    assert len(modules()) == 8
    for module in modules().values():
        words = " ".join((module.title, module.aim, module.seen, *module.ask))
        assert read(words).age <= 11, module.title
        assert not [name for name in CASES if name in words]
    assert len(set(STEPS)) == len(STEPS)

"""A young child's plan: steps with a drawing each, the grown-ups' jobs, whom to tell; only words made for the child."""

import pytest

from practice.core import audit
from practice.documents import papers, sheet
from practice.documents.childs_plan import ChildsPlan, drawing_for, steps_of
from practice.documents.making import Ready, make_ready
from practice.documents.material import gather
from practice.documents.runs import plain
from practice.families.queries import sight_of
from practice.records import commands as records
from practice.safety.commands import add_row
from practice.safety.kinds import ChildPart, PlanHead, RedFlag


def ready_for(world, name: str, form: str = "standard", kind: str = "family-plan") -> Ready:
    sight = sight_of(world.family, world.users["ines"])
    assert sight is not None
    material = gather(sight, world.people[name], kind, draft=True)
    assert material is not None
    return make_ready(material, form)


@pytest.fixture
def finns(app, world):
    """What Ines wrote for Finn, who is seven."""
    with app.test_request_context(), audit.acting_as(world.users["ines"]):
        finn = world.people["Finn"]
        add_row(world.family, "plan_head", PlanHead(reader=finn, title="Finn’s plan", why="Dad hurt mum. It was not your fault."))
        whale = add_row(world.family, "child_part", ChildPart(child=(finn,), words="The whale on the peg: Finn is worried.",
                                                              picture="whale"))
        flag = add_row(world.family, "red_flag", RedFlag(words="If it is Callum", then_that="Ring 999. Children in the bathroom."))
        records.word_for(whale, finn, "If you are worried, put the whale on your peg. Ms Slate looks every morning. You are not in "
                                      "trouble.")
        records.word_for(flag, finn, "If dad comes\nGo to the bathroom. Ring 999. You did nothing wrong.")
        records.word_for(world.records["plan_rule"], finn, "Mum locks the door every night.")
        yield finn


def test_a_young_child_gets_steps_with_a_drawing_each_and_what_is_told_beside_them(finns, world):
    paper = ready_for(world, "Finn").paper
    assert isinstance(paper, ChildsPlan)
    assert [(one.heading, [(plain(step.words), step.picture) for step in one.steps], plain(one.note)) for one in paper.do] == [
        ("If you are worried", [("Put the whale on your peg.", "whale"), ("Ms Slate looks every morning.", "sun")],
         "You are not in trouble."),
        ("If dad comes", [("Go to the bathroom.", "path"), ("Ring 999.", "phone-999")], "You did nothing wrong.")]
    assert [(plain(job.words), job.picture) for job in paper.jobs] == [("Mum locks the door every night.", "lock")]
    page = sheet.html_of(paper)
    assert 'class="kid"' in page
    assert "Keeping you safe is" in page
    for kept in ("Callum", "chain", "Each grown-up has a plan", "The services"):
        assert kept not in page


def test_the_paper_that_leaves_is_searched_like_every_other(finns, world):
    texts = "\n".join(text for _, text in papers.texts_of(ready_for(world, "Finn").paper))
    for words in ("Go to the bathroom.", "You did nothing wrong.", "Mum locks the door every night.", "Dad hurt mum."):
        assert words in texts


def test_a_child_for_whom_nothing_is_written_has_no_paper_and_the_page_says_why(finns, client, world):
    assert ready_for(world, "Shelly").why_not.startswith("Nothing of the plan is written for Shelly yet.")
    assert ready_for(world, "Finn").why_not == ""
    page = client("allocated worker").get(f"/families/{world.family}/documents/family-plan/{world.people['Shelly']}?draft=yes")
    assert "Nothing of the plan is written for Shelly yet. A line reaches a child only in words made for them" in page.words


@pytest.mark.parametrize(("words", "drawing"), [
    ("Olive comes, stays the night, and makes eggs.", "eggs"), ("Dad locks the front door at 7.", "lock"),
    ("Mrs Medlar looks at 9 every night.", "clock-9"), ("She looks at 21 each day.", "clock-9"), ("Ring 999.", "phone-999"),
    ("Look at 99 things.", ""), ("You get to be five.", "")])
def test_a_drawing_stands_only_beside_words_that_name_what_it_shows(words, drawing):
    assert drawing_for(words) == drawing
    assert not drawing or drawing in sheet.DRAWINGS


def test_what_is_to_be_said_stands_in_one_step_and_no_words_make_no_step():
    made = steps_of("If Dad will not wake up", "Ring 999. Say: My dad will not wake up. Say where you live. Then get Mrs Medlar.")
    assert [plain(one.words) for one in made.steps] == [
        "Ring 999.", "Say: My dad will not wake up. Say where you live.", "Then get Mrs Medlar."]
    assert steps_of("If dad comes", "").steps == ()

"""Guidance is whole: every part of the mapping has what belongs, questions of each turn, a thin and a better example."""

import pytest

from practice.guidance import words
from practice.guidance.content import guides, guides_for, pieces
from practice.mapping.kinds import MAPPING_KINDS

CASES = ("Callum", "Marina", "Coral", "Harbour", "Orchard", "Robin", "Olive", "Lantern", "Amber", "Idris")


@pytest.mark.parametrize("kind", [*MAPPING_KINDS, "rating"])
def test_every_part_is_guided(kind):
    guide = guides()[kind]
    assert guide.belongs
    assert guide.thin != guide.better
    for turn, questions in guide.turns:
        assert questions, turn
        assert all(question.endswith(("”", "?")) for question in questions)


def test_examples_never_look_like_a_family_of_the_record():
    """They stand beside real words: a name from a case would read as the case."""
    for guide in guides().values():
        text = " ".join((guide.thin, guide.better, *guide.belongs, *guide.elicit, *guide.amplify))
        assert not [name for name in CASES if name in text]
        assert "Signs of Safety" not in text


def test_the_childs_name_stands_in_the_questions():
    assert "Who would Finn say helps most?" in " ".join(guides_for("Finn")["strength"].elicit)
    assert "{child}" not in " ".join(" ".join((*guide.elicit, *guide.amplify, guide.empty)) for guide in guides_for("").values())


def test_bold_words_are_split_and_nothing_else_is_markup():
    assert pieces("It is <b>safety</b> only if") == [(False, "It is "), (True, "safety"), (False, " only if")]
    for guide in guides().values():
        for sentence in guide.belongs:
            assert "<" not in "".join(text for _, text in pieces(sentence))


@pytest.mark.parametrize(("text", "found"), [
    ("A case of neglect.", ["neglect"]), ("He neglects nobody", []), ("DV and MH", ["DV", "MH"]), ("mhm, dv8", []),
    ("She was emotionally unavailable", ["emotionally unavailable"]), ("Poor, poor thing", ["Poor"]),
    ("The disguised compliance", ["disguised compliance"])])
def test_labels_are_found_as_whole_words(text, found):
    assert list(words.find(words.LABELS, text)) == found


def test_every_swap_has_plain_words():
    for jargon in words.SWAPS:
        assert words.swap_for(jargon.upper())
        assert words.find(tuple(words.SWAPS), f"a {jargon} b")


def test_the_guidance_page_shows_the_model_and_every_part(client):
    page = client("administrator").get("/guidance")
    assert "in the Signs of Safety style" in page.words
    for guide in guides().values():
        assert guide.title in page.words
    assert "{child}" not in page.text


def guide_on(page, title):
    return next(one for one in page.all("details") if "".join(one.itertext()).strip().startswith(f"What belongs here: {title}"))


def test_a_guide_stays_open_for_the_one_who_opened_it(client, world):
    worker, page = client("allocated worker"), f"/families/{world.family}/mapping?part=well"
    assert guide_on(worker.get(page), "Strengths").get("open") is None
    worker.post("/guidance/strength/open", {"open": "y"}, expect=204)
    assert guide_on(worker.get(page), "Strengths").get("open") is not None
    assert guide_on(client("manager").get(page), "Strengths").get("open") is None
    worker.post("/guidance/strength/open", {"open": ""}, expect=204)
    assert guide_on(worker.get(page), "Strengths").get("open") is None


def test_only_guides_that_there_are_can_be_kept(client):
    client("manager").post("/guidance/passwords/open", {"open": "y"}, expect=404)
    assert client("nobody").post("/guidance/strength/open", {"open": "y"}, expect=None).status == 401

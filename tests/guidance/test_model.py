"""The practice model is whole, in plain words, and every part of it can be pointed to."""

import pytest

from practice.guidance.model import model
from practice.guidance.reading import read
from tests.guidance.test_content import CASES


def test_every_principle_shows_what_it_looks_like_done_and_slipped():
    for one in model().principles:
        assert one.title
        assert one.good != one.weak
        assert one.says.endswith(".")


def test_names_are_anchors_and_no_two_are_alike():
    names = [one.name for one in (*model().principles, *model().professions)]
    assert len(set(names)) == len(names)
    assert all(name.replace("-", "").isalpha() and name.islower() for name in names)


def test_each_profession_says_its_words_once_and_plainly():
    terms = [word.term.casefold() for profession in model().professions for word in profession.words]
    assert len(set(terms)) == len(terms) >= 55
    for profession in model().professions:
        said = " ".join(word.means for word in profession.words)
        assert read(said).age <= 11, profession.title


def test_the_model_promises_no_outcome_and_tells_of_no_case():
    text = " ".join((*(" ".join((one.says, one.good, one.weak)) for one in model().principles),
                     *(" ".join((one.says, one.look)) for one in model().steps)))
    assert not [word for word in ("improves outcomes", "proven", "evidence-based", "guarantee") if word in text]
    assert not [name for name in CASES if name in text]


@pytest.mark.parametrize("who", ["health, danger two only", "administrator"])
def test_everyone_who_signs_in_reads_it(client, who):
    page = client(who).get("/guidance/model?words=police")
    assert "In the Signs of Safety style" in page.words
    opened = [one.get("id") for one in page.all("details") if one.get("open") is not None]
    assert opened == ["police"]
    assert "Crime number" in page.words


def test_the_guidance_leads_to_it(client):
    assert any("/guidance/model" in (link.get("href") or "") for link in client("manager").get("/guidance").all("a"))

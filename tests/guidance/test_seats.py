"""Every kind of specialist finds the prompts of their profession, in plain words and about no case."""

from practice.guidance.reading import read
from practice.guidance.seats import FOR_EVERY_SEAT, seat_guides
from tests.guidance.test_content import CASES


def test_every_seat_has_its_prompts_and_its_care():
    assert {"domestic-abuse-hurt", "domestic-abuse-harms", "mental-health", "alcohol-drugs", "police", "health", "school",
            "exploitation", "housing", "probation"} <= set(seat_guides())
    for guide in seat_guides().values():
        assert 2 < len(guide.prompts) < 6
        assert guide.brings.endswith(".")
        assert guide.care.endswith(".")


def test_facts_are_asked_apart_from_opinion():
    fields = [name for name, _ in FOR_EVERY_SEAT]
    assert fields.index("facts") < fields.index("view")


def test_the_words_are_plain_and_tell_of_no_case():
    for guide in seat_guides().values():
        text = " ".join((guide.brings, guide.care, *guide.prompts))
        assert read(text).age <= 11, guide.title
        assert not [name for name in CASES if name in text]

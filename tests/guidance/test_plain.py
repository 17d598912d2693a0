"""The glossary is whole and itself plain; a text is measured for its reader, and names are never hard words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice.guidance import words
from practice.guidance.glossary import everyday, glossary, target_for
from practice.guidance.plain import measure
from practice.guidance.reading import syllables_in, words_of
from tests.guidance.test_content import CASES

ADULT = target_for(None)


def test_it_holds_our_words_each_once_with_plainer_ones():
    forms = [word.casefold() for entry in glossary().entries for word in entry.words]
    assert len(glossary().entries) >= 80
    assert [word for word in forms if forms.count(word) > 1] == []
    assert all(entry.plain.casefold() not in {word.casefold() for word in entry.words} for entry in glossary().entries)
    assert not [entry.plain for entry in glossary().entries if any(name in entry.plain for name in CASES)]


@pytest.mark.parametrize("entry", glossary().entries, ids=lambda entry: entry.words[0])
def test_the_plainer_words_are_plain_themselves(entry):
    verdict = measure(entry.plain, target_for(9))
    assert verdict.swaps == ()
    assert verdict.hard == ()
    assert verdict.long_sentences == ()
    assert [word for word in words_of(entry.plain) if syllables_in(word) > 2 and word.lower() not in everyday()] == []


def test_targets_go_up_with_age():
    assert [target_for(age).name for age in (4, 7, 8, 10, 11, 15, 16, 66, None)] == [
        "young-child", "young-child", "child", "child", "young-person", "young-person", "adult", "adult", "adult"]
    assert target_for(None, is_child=True).name == "child"
    assert (ADULT.lowest, ADULT.highest, ADULT.longest) == (9, 11, 25)


@pytest.mark.parametrize(("ours", "other"), [("i", "ı"), ("i", "İ"), ("s", "ſ"), ("k", "\u212a")])
def test_a_word_of_ours_in_letters_of_another_keyboard_breaks_no_page(ours, other):
    """A pattern of any case finds 'ınformation' too: a Turkish keyboard writes it so, and the page has to stand."""
    for form, plain in glossary().swaps.items():
        if ours in form and not form.isupper():
            verdict = measure(f"We spoke of {form.replace(ours, other, 1)} here.", ADULT)
            assert dict(verdict.swaps).get(form.replace(ours, other, 1)) in {plain, None}
            for found in words.find(tuple(words.SWAPS), form.replace(ours, other, 1)):
                assert words.swap_for(found)


def test_our_words_are_found_with_plainer_ones():
    verdict = measure("The siblings have supervised contact. A LAC review is due. The lac of the tree.", ADULT)
    assert verdict.swaps == (("siblings", "brothers and sisters"), ("supervised contact", "seeing each other with someone there"),
                             ("LAC", "in care"), ("review", "look at it again"))
    assert "Four of our words have plainer ones." in verdict.says
    assert not verdict.is_easy_enough


def test_hard_words_are_named_and_names_are_not_hard():
    text = "Concatenation Harbour-Quay met Bartholomew’s grandmother on Saturday. She has a developmental timetable."
    assert measure(text, ADULT, ["Bartholomew Harbour-Quay"]).hard == ("Concatenation", "developmental")
    assert "Bartholomew’s" in measure(text, ADULT).hard


def test_the_longest_sentence_is_named():
    long = "Nan comes when we ring and she stays " + "and she stays " * 9
    verdict = measure(f"{long}. We eat. Finn sleeps in her big bed and he likes it.", ADULT)
    assert "One sentence is longer than 25 words." in verdict.says
    assert verdict.longest.startswith("“Nan comes when we ring and she stays and she stays and…”")
    assert verdict.longest.endswith("(35 words)")


def test_the_verdict_says_age_and_target():
    plain = "Nan comes when we ring. She stays until tea. Finn likes her cake. He sleeps in her big bed. " * 2
    verdict = measure(plain, target_for(9))
    assert verdict.is_easy_enough
    assert verdict.says.startswith("Reads at about age ")
    assert verdict.says.endswith("Target 6 to 9.")
    assert measure("Nan comes.", ADULT).says.startswith("Too short to say a reading age.")


def test_what_is_kept_holds_no_sentence():
    verdict = measure("Concatenation of 14 Beacon Rise " + "and so on " * 12 + ".", ADULT)
    assert verdict.kept()["long_sentences"] == 1
    assert "Beacon" not in repr(verdict.kept())
    assert "Concatenation" not in repr(verdict.kept())


@given(st.text(max_size=400), st.lists(st.text(max_size=12), max_size=3))
def test_any_text_can_be_measured(words, names):
    verdict = measure(words, ADULT, names)
    assert verdict.says
    assert isinstance(verdict.kept()["easy_enough"], bool)


def test_everyone_who_signs_in_reads_the_list(client):
    page = client("school, plan only").get("/guidance")
    assert "Our words, and plainer ones" in page.words
    assert "an adult 9 to 11 years" in page.words
    for entry in glossary().entries:
        assert ", ".join(entry.words) in page.words
        assert entry.plain in page.words

"""How hard a text is to read, against published counts, and that wild text is measured without harm."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice.guidance.reading import grade, read, sentences_of, syllables_in


def test_the_published_example():
    """Wikipedia, Flesch-Kincaid readability tests: 13 words and 24 syllables in one sentence are grade 11.3."""
    reading = read("The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.")
    assert (reading.sentences, reading.words, reading.syllables) == (1, 13, 24)
    assert round(grade(13, 1, 24), 1) == 11.3


@pytest.mark.parametrize(("word", "syllables"), [("the", 1), ("Finn", 1), ("rings", 1), ("chased", 1), ("wanted", 2),
                                                 ("table", 2), ("whole", 1), ("worried", 2), ("family", 3), ("police", 2),
                                                 ("don’t", 1), ("999", 1), ("beautiful", 3), ("children", 2)])
def test_syllables(word, syllables):
    assert syllables_in(word) == syllables


def test_a_number_or_a_short_form_ends_no_sentence_and_a_semicolon_ends_an_idea():
    assert len(sentences_of("He came at 6.50 p.m. and left. “Why?” she said; so he rang.")) == 4
    assert sentences_of("") == []


def test_short_texts_have_no_reading_age():
    assert read("Nan comes.").age is None
    plain = "Nan comes when we ring. She stays until tea. Finn likes her cake. He sleeps in her big bed. " * 2
    hard = "Multidisciplinary professionals facilitated comprehensive intervention regarding parental responsibility. " * 5
    assert read(plain).age < 8
    assert read(hard).age > 16


@given(st.text(max_size=300))
def test_any_text_can_be_measured(words):
    reading = read(words)
    assert reading.syllables >= reading.words or reading.words == 0
    assert 0 <= reading.longest_words <= max(reading.words, reading.longest_words)

"""Two versions as sentences: every kind of field has words of its own, and no text is lost on the way."""

from datetime import date
from uuid import uuid4

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import practice.safety.kinds  # noqa: F401  # registers the kinds of the plan
from practice.mapping.kinds import MAPPING_KINDS, Harm, Impact, Incident, Strength
from practice.mapping.sentence import danger_sentence, goal_sentence
from practice.records.bodies import KINDS, Differs
from practice.records.clash import merge
from practice.records.compare import Entry, Mark, What, as_text, compare, fields_between, word_by_word

FINN = uuid4()
NAMES = {FINN: "Finn"}


@pytest.mark.parametrize("kind", MAPPING_KINDS)
def test_every_field_of_every_kind_has_a_name_in_words(kind):
    missing = [name for name in KINDS[kind].body.__struct_fields__ if name not in KINDS[kind].labels]
    assert missing == []


@pytest.mark.parametrize(("value", "text"), [
    (True, "yes"), (None, ""), ((), ""), (date(2026, 11, 24), "24 November 2026"), (FINN, "Finn"), ((FINN, FINN), "Finn, Finn"),
    (uuid4(), "someone no longer in the record"), (Incident(when="June", what="hit", seen_by="Finn"), "June, hit, Finn"),
    ((Impact(child=FINN, words="He froze"),), "Finn: He froze"), (Differs(person=FINN, words="No"), "Finn: No"), ("x", "x")])
def test_fields_read_as_a_person_would_write_them(value, text):
    assert as_text(value, NAMES) == text


def entry(words, kind="harm", key=None, because=None):
    return Entry(key or uuid4(), kind, KINDS[kind].body(words=words), "Ines", None, None, because)


def test_added_withdrawn_moved_and_changed():
    a, b, c, d = uuid4(), uuid4(), uuid4(), uuid4()
    before = [entry("stays", key=a), entry("old words here", key=b), entry("a strength", "strength", c), entry("goes", key=d)]
    after = [entry("stays", key=a), entry("new words here", key=b), entry("a strength", "hope", c), entry("comes"),
             entry("goes", key=d, because="Written twice")]
    found = compare(before, after, {})
    assert [(change.what, change.called, change.words) for change in found] == [
        (What.CHANGED, "past harm", "new words here"), (What.MOVED, "what the family hopes for", "a strength"),
        (What.ADDED, "past harm", "comes"), (What.WITHDRAWN, "past harm", "goes")]
    assert found[0].fields[0].words == [(Mark.REMOVED, "old"), (Mark.ADDED, "new"), (Mark.SAME, " words here")]
    assert found[1].was_called == "strength"
    assert found[3].because == "Written twice"


@pytest.mark.parametrize(("words", "says"), [
    ("Get the letter", "Finn: Get the letter"), ("gets the letter", "Finn gets the letter")])
def test_who_does_it_and_what_read_as_one_sentence(words, says):
    step = Entry(uuid4(), "next_step", KINDS["next_step"].body(words=words, who=FINN), "Ines", None, None, None)
    assert [change.words for change in compare([], [step], NAMES)] == [says]


def test_what_was_withdrawn_before_the_first_version_is_not_told():
    key = uuid4()
    assert compare([], [entry("never seen", key=key, because="x")], {}) == []


@given(st.text(max_size=120), st.text(max_size=120))
def test_word_by_word_keeps_both_texts_whole(before, after):
    pieces = word_by_word(before, after)
    assert "".join(text for mark, text in pieces if mark is not Mark.REMOVED) == after
    assert "".join(text for mark, text in pieces if mark is not Mark.ADDED) == before


def test_words_that_changed_together_stand_together():
    assert word_by_word("Coral comes every Friday.", "Coral comes twice a week.") == [
        (Mark.SAME, "Coral comes "), (Mark.REMOVED, "every Friday."), (Mark.ADDED, "twice a week.")]


def test_very_long_texts_are_compared_in_good_time():
    import random
    import time

    before = "One sentence with some words. " * 3_000
    started = time.process_time()
    pieces = word_by_word(before, before.replace("some", "other", 1))
    assert time.process_time() - started < 5
    assert "".join(text for mark, text in pieces if mark is not Mark.ADDED) == before
    assert [text for mark, text in pieces if mark is Mark.ADDED] == ["One sentence with other words. "]
    # Many short sentences that come again and again, such as 'No.', would keep the page for half a minute.
    turns = random.Random(1)
    before, after = ("".join(turns.choice(("No. ", "Yes. ", "Never. ")) for _ in range(4_000)) for _ in range(2))
    started = time.process_time()
    pieces = word_by_word(before, after)
    assert time.process_time() - started < 5
    assert "".join(text for mark, text in pieces if mark is not Mark.REMOVED) == after


words = st.sampled_from(["", "a", "b", "c"])


@given(words, words, words, words, words, words)
def test_what_two_people_wrote_is_merged_without_losing_either(b1, b2, t1, t2, m1, m2):
    base, theirs, mine = (Strength(words=one, example=two) for one, two in ((b1, b2), (t1, t2), (m1, m2)))
    merged = merge(base, theirs, mine)
    for before, his, own, got in ((b1, t1, m1, merged.words), (b2, t2, m2, merged.example)):
        if own != before:
            assert own in got
        if his != before and his:
            assert his in got or own == his


def test_fields_of_a_harm_are_told_by_name():
    old = Harm(words="Hit", latest=Incident(when="June"))
    new = msgspec.structs.replace(old, latest=Incident(when="July"), severity="serious")
    assert [change.label for change in fields_between("harm", old, "harm", new, {})] == ["the latest time", "how serious"]


@pytest.mark.parametrize(("parts", "sentence"), [
    (("Ines and Marina", "Callum will find her", "he is angry", "Finn is hurt"),
     "Ines and Marina are worried that Callum will find her when he is angry, and that Finn is hurt."),
    (("Marina", "that Callum comes.", "if he drinks", "and that Finn is hurt."),
     "Marina is worried that Callum comes if he drinks, and that Finn is hurt."),
    (("Marina", "Callum comes", "", ""), "Marina is worried that Callum comes."),
    (("", "x", "y", "z"), ""), (("x", "", "y", "z"), "")])
def test_the_danger_statement_is_put_together(parts, sentence):
    assert danger_sentence(*parts) == sentence


def test_the_goal_is_put_together():
    assert goal_sentence("mum gets them up", "with Coral", "so that they eat") == (
        "Mum gets them up, with Coral, so that they eat.")
    assert goal_sentence("", "Coral", "they eat") == ""

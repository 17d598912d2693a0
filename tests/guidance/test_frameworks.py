"""The frameworks are whole: every step says why, how long and what comes out, asks every seat something, and ends as it should."""

import msgspec
import pytest

from practice.guidance.frameworks import Framework, FrameworkWrong, check, frameworks, frozen, read, thawed, with_end
from practice.guidance.reading import read as reading_of
from tests.guidance.test_content import CASES

NAMES = {"group-mapping", "systemic", "motivational-supervision", "stuck-case", "restorative-circle", "family-group-conference",
         "strategy-discussion", "core-group", "review-conference"}
all_of_them = pytest.mark.parametrize("name", sorted(NAMES))


def test_every_framework_of_the_field_is_there():
    assert set(frameworks()) == NAMES
    assert next(iter(frameworks())) == "group-mapping"


@all_of_them
def test_every_step_says_what_it_is_for_and_asks_each_seat_something(name):
    for stage in frameworks()[name].stage:
        assert stage.purpose.endswith((".", "?"))
        assert stage.out
        assert all(stage.asked_of(role) for role in ("facilitator", "presenter", "participant", "family", "child_voice"))
        assert stage.minutes or stage.unrecorded, "only the family's own time has no end"


@all_of_them
def test_what_each_writes_alone_is_heard_by_somebody(name):
    """A private step is read out, or its numbers and choices are drawn, or something is picked of it."""
    stages = frameworks()[name].stage
    for stage in stages:
        if stage.private:
            assert stage.picks or stage.input in {"number", "choice"} or any(one.reads == stage.id for one in stages)


@all_of_them
def test_the_words_are_plain_and_tell_of_no_case(name):
    framework = frameworks()[name]
    text = " ".join(" ".join((stage.purpose, *stage.asks.values())) for stage in framework.stage)
    assert not [case for case in CASES if case in text]
    assert reading_of(text).age <= 11


@all_of_them
def test_a_framework_survives_its_frozen_copy(name):
    assert thawed(frozen(with_end(frameworks()[name]))) == with_end(frameworks()[name])


def test_those_that_decide_end_with_options_stances_and_a_decision():
    must = {one.name for one in frameworks().values() if one.must_decide}
    assert must == {"motivational-supervision", "family-group-conference", "strategy-discussion", "review-conference"}
    for name in must:
        end = with_end(frameworks()[name]).stage[-3:]
        assert [stage.engine for stage in end] == ["options", "stances", "decision"]
        assert end[1].private


def test_private_family_time_keeps_nothing_and_has_no_clock():
    conference = frameworks()["family-group-conference"]
    private = [stage for stage in conference.stage if stage.unrecorded]
    assert [(stage.id, stage.minutes, stage.input) for stage in private] == [("private", 0, "none")]
    assert conference.stage[conference.place("private") + 1].id == "hearing"


def test_hypotheses_are_written_only_where_nothing_prints_for_a_family():
    assert [one.name for one in frameworks().values() if any(stage.input == "hypothesis" for stage in one.stage)] == ["systemic"]
    assert "prints on no paper" in frameworks()["systemic"].rule


def stage(**changes):
    return {"id": "a", "title": "A", "purpose": "Why.", "minutes": 5, "speaks": "all", "asks": {"all": "What?"}, "out": "It",
            **changes}


@pytest.mark.parametrize(("changes", "says"), [
    ({"speaks": "the king"}, "nobody is called"), ({"private": True}, "asks for something"),
    ({"input": "words"}, "private until it is opened"), ({"minutes": 500}, "minutes from 0"),
    ({"asks": {"king": "What?"}}, "roles that there are"),
    ({"private": True, "input": "number", "label": "x"}, "words of 0 and 10"),
    ({"private": True, "input": "choice", "label": "x"}, "a choice has its words"), ({"reads": "b"}, "came before it"),
    ({"id": "decision"}, "stands twice")])
def test_a_framework_that_does_not_hold_together_says_what_is_wrong(changes, says):
    whole = {"name": "x", "called": "X", "version": 1, "source": "us", "for_whom": "all", "stage": [stage(**changes)]}
    made = msgspec.convert(whole, Framework)
    with pytest.raises(FrameworkWrong, match=says):
        check(made)


def test_a_file_says_which_one_it_is(tmp_path):
    (tmp_path / "mine.toml").write_text('name = "other"')
    with pytest.raises(FrameworkWrong, match=r"mine\.toml"):
        read(tmp_path / "mine.toml")

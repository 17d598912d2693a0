"""Who gave which number: order, then and now, lowest to highest, what to talk about, whom to tell. Never an average."""

import itertools
from datetime import UTC, date, datetime
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from practice.mapping import drawing
from practice.mapping.spread import Given, spread
from tests.mapping.test_prompts import CALLUM, FINN, INES, MARINA, PEOPLE, SHELLY

SCALE = uuid4()
THEN, NOW = date(2026, 10, 8), date(2026, 11, 19)


def gave(person, value, on=NOW, **more):
    return Given(SCALE, person.id, value, more.pop("why", ""), on, datetime(2026, 11, 19, tzinfo=UTC), **more)


BOTH = [gave(INES, 3, THEN), gave(MARINA, 5, THEN), gave(FINN, 3, THEN), gave(CALLUM, 8, THEN),
        gave(INES, 4), gave(MARINA, 7), gave(FINN, 6), gave(CALLUM, 7)]
PARENTS = [MARINA.id, CALLUM.id]


def test_the_worked_case_reads_as_its_drawing():
    found = spread(BOTH, PEOPLE, PARENTS, "the court day")
    assert [line.person.short_name for line in found.lines] == ["Finn", "Marina", "Callum", "Ines"]
    assert (found.low, found.low_names, found.high, found.high_names) == (4, "Ines", 7, "Marina, Callum")
    assert found.talk == "A gap of 3: talk about the court day."
    assert (found.on, found.was_on) == (NOW, THEN)
    assert [(line.now.value, line.was.value) for line in found.lines] == [(6, 3), (7, 5), (7, 8), (4, 3)]
    assert found.alerts == ()
    assert found.to_ask == ()


def test_a_gap_of_two_is_no_talking_point():
    assert spread([gave(MARINA, 5), gave(INES, 7)], PEOPLE).talk == ""


def test_a_drop_of_two_or_a_number_up_to_two_goes_to_the_supervisor():
    found = spread([gave(MARINA, 7, THEN), gave(MARINA, 5), gave(FINN, 6, THEN), gave(FINN, 5), gave(INES, 2)], PEOPLE)
    assert [alert.words for alert in found.alerts] == ["Marina went from 7 to 5", "Ines says 2"]


def test_children_from_four_on_and_parents_are_asked_and_babies_are_not():
    found = spread([gave(INES, 5)], PEOPLE, PARENTS)
    assert {person.short_name for person in found.to_ask} == {"Finn", "Marina", "Callum"}
    assert SHELLY not in found.to_ask
    refused = spread([gave(CALLUM, None, not_asked=True, why="He may not know")], PEOPLE, PARENTS)
    assert [(person.short_name, why) for person, why in refused.not_asked] == [("Callum", "He may not know")]
    assert CALLUM not in refused.to_ask


def test_a_guess_counts_for_nobody():
    found = spread([gave(MARINA, 9, guessed_by=CALLUM.id), gave(INES, 5)], PEOPLE, PARENTS)
    assert (found.low, found.high) == (5, 5)
    assert [(of.short_name, by.short_name, one.value) for of, by, one in found.guesses] == [("Marina", "Callum", 9)]
    assert MARINA in found.to_ask


def test_whom_the_reader_may_not_know_of_is_left_out():
    known = {key: one for key, one in PEOPLE.items() if one is not CALLUM}
    found = spread(BOTH, known)
    assert "Callum" not in found.high_names
    assert all(line.person is not CALLUM for line in found.lines)


def test_exact_words_have_quotation_marks_and_others_have_none():
    found = spread([gave(FINN, 6, why="I check the lock.", is_verbatim=True, tool="steps"), gave(INES, 5, why="Quiet.")], PEOPLE)
    assert [line.why for line in found.lines] == ["“I check the lock.”", "Quiet."]
    assert found.lines[0].small.endswith(", steps")


numbers = st.lists(st.tuples(st.sampled_from([FINN, MARINA, CALLUM, INES]), st.integers(0, 10),
                             st.dates(date(2026, 1, 1), date(2026, 11, 24))), max_size=40)


@given(numbers)
def test_lowest_and_highest_are_somebodys_numbers_and_nothing_is_averaged(found):
    shown = spread([gave(*one) for one in found], PEOPLE)
    values = {line.value for line in shown.lines}
    if found:
        assert shown.low in values
        assert shown.high in values
        assert shown.gap == max(values) - min(values)
    assert not [name for name in shown.__struct_fields__ if "mean" in name or "average" in name]
    assert spread([gave(*one) for one in reversed(found)], PEOPLE).low == shown.low or len(
        {(one[0].id, one[2]) for one in found}) < len(found)


@given(numbers)
def test_the_chart_keeps_every_dot_inside_its_panel(found):
    chart = drawing.chart([gave(*one) for one in found], PEOPLE)
    for number, panel in enumerate(chart.panels):
        assert panel.top == number * drawing.PANEL_HEIGHT
        for dot in panel.dots:
            assert drawing.ROOM_LEFT <= dot.x <= drawing.ROOM_LEFT + drawing.PLOT_WIDTH
            assert panel.top + drawing.ROOM_TOP <= dot.y <= panel.top + drawing.ROOM_TOP + drawing.PLOT_HEIGHT
            assert chart.value(panel, dot.on) == dot.value
        assert panel.dots[-1].is_said, "the newest number always has its figure"
        said = [min(dot.x + drawing.BESIDE, drawing.RIGHT) for dot in panel.dots if dot.is_said]
        gaps = [after - before for before, after in itertools.pairwise(said)]
        assert min(gaps, default=99) > drawing.FIGURE - 0.01, "no figure lies on another"
    assert [panel.marker for panel in chart.panels] == sorted((panel.marker for panel in chart.panels),
                                                              key=["child", "family", "professional"].index)

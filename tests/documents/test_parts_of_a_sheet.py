"""Lines and charts of a paper: what stands bold, what does not break, and that every number keeps its owner."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice.documents.runs import days_in, line, plain, together, when_in
from practice.documents.scales import chart, months_of

DAYS = (date(2026, 6, 12), date(2026, 8, 24), date(2026, 10, 12), date(2026, 11, 23))


def tones(runs):
    return [(run.text.replace("\u00a0", " "), run.tone) for run in runs if run.tone]


def test_names_times_and_numbers_stand_out():
    assert tones(line("Robin rings Olive by 5: 07700 900301.", ("Robin", "by 5"))) == [
        ("Robin", "b"), ("by 5", "b"), ("07700 900301", "tel")]
    assert tones(line("Ring 999 first. Then 111.", to_ring=True)) == [("999", "nine"), ("111", "num")]
    assert tones(line("Marina rang 999 at once.")) == []
    assert tones(line("+44 7700 900301 or 01632 960140")) == [("+44 7700 900301", "tel"), ("01632 960140", "tel")]


@pytest.mark.parametrize(("text", "when"), [
    ("Olive comes before 7. She stays.", "before 7"),
    ("takes Bryony to football on Tuesdays and Saturdays", "on Tuesdays and Saturdays"),
    ("does not visit until 18 January", "until 18 January"), ("rings back the same day", "the same day"),
    ("sees Robin every week", "every week"), ("comes by 8.30", "by 8.30"), ("sees Star every second week", "every second week"),
    ("picks up the phone", ""),
])
def test_the_time_in_a_rule(text: str, when: str):
    assert when_in(text) == when


def test_dates_and_grown_ups_do_not_break():
    assert together("9 October 2026, a grown-up") == "9\u00a0October\u00a02026, a grown\u2011up"
    assert days_in("We look again on Tuesday 15 December, then 8 March 2027.") == ["Tuesday 15 December", "8 March 2027"]


@given(st.text(max_size=200), st.lists(st.text(max_size=12), max_size=3))
def test_no_letter_is_ever_lost(text: str, bold: list[str]):
    assert plain(line(text, bold)) == " ".join(text.split()).replace("\u00a0", " ").replace("\u2011", "-")


def test_a_chart_says_every_number_and_a_gap_stays_a_gap():
    made = chart("Finn", "7", DAYS, (2, None, 6, 10), 1)
    assert made.title == ("Finn (7) gave this: 2 on 12 June, not asked on 24 August, 6 on 12 October, 10 on 23 November. "
                          "0 is not safe, 10 is safe enough.")
    assert [mark.value for mark in made.marks] == [2, 6, 10]
    assert len(made.strokes) == 1  # no line over the gap
    assert made.marks[0].label_y < made.marks[0].y  # above it under 4
    assert made.marks[1].label_y > made.marks[1].y
    assert [mark.is_last for mark in made.marks] == [False, False, True]


def test_zero_is_a_number_and_nobody_asked_is_none():
    made = chart("Ash", "", DAYS[:1], (0,), 0)
    assert made.marks[0].y == 98
    assert chart("Ash", "", DAYS[:2], (None, None), 0).marks == ()


def test_two_dates_in_one_month_are_told_apart():
    assert months_of((date(2026, 10, 8), date(2026, 10, 30), date(2026, 11, 19))) == ("8 Oct", "30 Oct", "Nov")

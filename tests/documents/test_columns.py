"""The three columns on paper: as wide as their words need, and each with its heading on every sheet that it takes."""

import re
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from practice.documents import columns, sheet
from practice.documents.papers import AssessmentPaper, Block, Furniture, Point
from practice.documents.render import Press
from practice.documents.runs import line
from tests.documents.checks import sizes_in, told

COLUMN = st.lists(st.integers(0, 900), min_size=1, max_size=30)
HEADED = {"worried": "What are we worried about?", "good": "What is good?", "needs": "What needs to happen?"}
MORE = {"worried": "More that we are worried about", "good": "More that is good", "needs": "More that needs to happen"}


@settings(deadline=None)
@given(COLUMN, COLUMN, COLUMN)
def test_widths_fill_the_sheet_and_none_is_too_narrow(one: list[int], two: list[int], three: list[int]):
    found = columns.shares([one, two, three])
    assert sum(found) == 100
    assert min(found) >= 24


def test_the_fullest_column_is_the_widest_and_an_empty_one_takes_no_share():
    assert columns.shares([[400] * 9, [60] * 4, [60] * 4])[0] == 52
    assert len(set(columns.shares([[80] * 6] * 3))) <= 2, "even, as far as steps of two allow"
    assert columns.shares([[400], [], [20]]) == ()


@settings(deadline=None)
@given(st.lists(st.integers(0, 5), max_size=6), st.integers(0, 12), st.integers(0, 12))
def test_cut_anywhere_every_point_stands_once_and_in_order(sizes: list[int], one: int, two: int):
    blocks = [Block(f"Block {at}", tuple(Point(line(f"{at}.{number}")) for number in range(size))) for at, size in enumerate(sizes)]
    begins = sorted((one, two))
    parts = [*columns.pieces(blocks, 0, begins[0]), *columns.pieces(blocks, begins[0], begins[1]),
             *columns.pieces(blocks, begins[1], None)]
    assert [point for _, block in parts for point in block.points] == [point for block in blocks for point in block.points]
    assert [first for first, _ in parts] == [sum(len(block.points) for _, block in parts[:at]) for at in range(len(parts))]


def test_a_point_that_fits_no_sheet_ends_the_cutting():
    begins = [(0, 0, 0)]
    assert columns.next_sheet({"worried-0": 1, "worried-1": 2, "good-0": 1, "needs-0": 1}, begins) == (1, 1, 1)
    assert columns.next_sheet({"worried-0": 1, "good-0": 1, "needs-0": 1, "scales": 2}, begins) is None
    assert columns.next_sheet({"worried-0": 2, "good-0": 1, "needs-0": 1}, begins) is None, "it would be cut there for ever"


@pytest.mark.parametrize(("worries", "goods"), [(40, 6), (90, 60), (30, 30)])
def test_each_column_has_its_heading_on_every_sheet_and_every_point_stands_under_its_own(
        press: Press, paper_app: Flask, tmp_path: Path, worries: int, goods: int):
    paper = _paper(worried=worries, good=goods, needs=3)
    with paper_app.test_request_context():
        made = sheet.printed(paper, press)
        assert made.pages > 1
        assert made.pages <= press.print(sheet.html_of(paper)).pages + 1, "the headings take no sheet more than the one they need"
    file = tmp_path / "assessment.pdf"
    file.write_bytes(made.data)
    text = told(file)
    assert text.count(MORE["worried"]) >= 1
    under, seen = "", dict.fromkeys(HEADED, 0)
    for said in text.splitlines():
        under = next((name for name in HEADED if said.strip() in {HEADED[name], MORE[name]}), under)
        if found := re.fullmatch(r"(worried|good|needs) point (\d+)\..*", said.strip()):
            assert found[1] == under
            assert int(found[2]) == seen[under], "in order"
            seen[under] += 1
    assert seen == {"worried": worries, "good": goods, "needs": 3}


def test_what_fits_one_sheet_has_no_second_heading(press: Press, paper_app: Flask, tmp_path: Path):
    with paper_app.test_request_context():
        made = sheet.printed(_paper(worried=8, good=4, needs=3), press)
    file = tmp_path / "assessment.pdf"
    file.write_bytes(made.data)
    assert made.pages == 1
    assert "More that" not in told(file)


def test_large_print_is_led_closer_only_where_that_saves_a_page(press: Press, paper_app: Flask, tmp_path: Path):
    saved = 0
    with paper_app.test_request_context():
        for count in range(12, 19):
            paper = _paper(worried=count, good=1, needs=1, form="large-print")
            plain, made = press.print(sheet.html_of(paper)), sheet.printed(paper, press)
            assert made.pages <= plain.pages
            if plain.pages > made.pages:
                saved += 1
                file = tmp_path / f"large-{count}.pdf"
                file.write_bytes(made.data)
                assert min(sizes_in(file)) >= 17.95, "never smaller"
    assert 0 < saved < 7, "some of them, and not each"


def _paper(form: str = "standard", **points: int) -> AssessmentPaper:
    made = {name: (Block("What we know", tuple(Point(line(f"{name} point {at}. It was seen and said.")) for at in range(count))),)
            for name, count in points.items()}
    return AssessmentPaper(
        Furniture(title="Where things are", line="Where things are", copy_for="Robin", kicker="Robin’s copy.",
                  heading="Where things are", form=form, is_draft=False),
        (), made["worried"], made["good"], made["needs"], ())

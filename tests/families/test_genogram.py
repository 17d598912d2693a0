"""The family tree: nobody is lost or drawn over another, whatever the family; the family's copy holds no hurt."""

import re
import time
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from practice.families.genogram import Figure, Tie, draw
from practice.families.genogram.kin import sort_out
from practice.families.genogram.layout import lay_out
from practice.families.genogram.places import LABEL_GAP, LINE, SIZE, text_width
from tests.families import trees
from tests.families.trees import fig

SVG = "{http://www.w3.org/2000/svg}"
CASES = {"Harbour": trees.HARBOUR, "Orchard": trees.ORCHARD, "Lantern": trees.LANTERN, "big": trees.BIG}


def parsed(genogram):
    return ET.fromstring(str(genogram.svg).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))  # noqa: S314


def texts(genogram):
    return [element.text for element in parsed(genogram).iter(SVG + "text")]


def rectangles(plan):
    """(person, left, top, right, bottom) of each shape and each label."""
    for name, place in plan.places.items():
        yield name, place.x - SIZE / 2, place.y - SIZE / 2, place.x + SIZE / 2, place.y + SIZE / 2
        for i, line in enumerate(place.label):
            top = place.y + SIZE / 2 + LABEL_GAP + i * LINE
            yield name, place.x - text_width(line) / 2, top, place.x + text_width(line) / 2, top + LINE


def overlaps(plan):
    found = list(rectangles(plan))
    return [(a, b) for i, (a, *one) in enumerate(found) for b, *two in found[i + 1:]
            if a != b and one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]]


@pytest.mark.parametrize("case", CASES)
def test_a_worked_family_is_drawn_with_everyone_once(case):
    figures, ties = CASES[case]
    genogram = draw(figures, ties, title=f"Family tree of the {case} children")
    plan = lay_out(sort_out(figures, ties))
    assert overlaps(plan) == []
    assert set(plan.places) == {figure.id for figure in figures}
    words = " ".join(genogram.words)
    assert all(figure.name in words for figure in figures)
    shown = texts(genogram)
    assert all(shown.count(figure.name) == 1 for figure in figures if len(figure.name) < 12)


def test_harbour_stands_as_in_the_drawing():
    plan = lay_out(sort_out(*trees.HARBOUR))
    at = {name: (place.x, place.y) for name, place in plan.places.items()}
    assert at["Coral"][1] < at["Marina"][1] < at["Finn"][1]
    assert at["Finn"][0] < at["Shelly"][0]  # the eldest on the left
    row = plan.rows[1]
    assert abs(row.index("Marina") - row.index("Callum")) == 1
    genogram = draw(*trees.HARBOUR, title="Harbour")
    assert str(genogram.svg).count("genogram__hurt") == 1
    assert "Callum has hurt Marina." in genogram.words
    assert "Marina (29) and Callum (33) lived together and have separated." in genogram.words
    assert "Marina, Finn and Shelly live together." in genogram.words


def test_whoever_has_no_tie_yet_stands_beside_the_others():
    figures = [fig("Juniper", "unknown", 7), fig("Ivo", "unknown"), fig("Wren", "female", 31),
               Figure("Baby", "Baby", is_unborn=True),
               fig("Teen", "unknown", 10), fig("Finch", "unknown", 6)]
    plan = lay_out(sort_out(figures, [*(Tie("parent", "Wren", name) for name in ("Juniper", "Ivo", "Baby", "Teen")),
                                      Tie("foster_parent", "Wren", "Teen"), Tie("identical_twin", "Juniper", "Ivo")]))
    assert overlaps(plan) == []
    assert plan.width < 5 * 75  # five in the lower row: nothing is kept free between the family and the one without a tie


def test_a_family_s_copy_holds_no_hurt_and_no_protected_home():
    genogram = draw(*trees.HARBOUR, title="Harbour", family_copy=True)
    assert "genogram__hurt" not in genogram.svg
    assert "genogram__home" not in genogram.svg
    assert not re.search("hurt|conflict|live together|Zigzag|loop", " ".join(genogram.words) + genogram.legend)


def test_the_dead_are_crossed_and_the_unborn_are_triangles():
    genogram = draw([Figure("a", "Hazel", "female", died_year=2025, born_year=1986, is_dead=True),
                     Figure("b", "Baby", is_unborn=True, is_index=True)], [Tie("parent", "a", "b")], title="t")
    assert "1986–2025" in texts(genogram)
    assert "Cross: died" in genogram.legend
    assert "△ not born yet" in genogram.legend
    assert "Hazel died in 2025." in genogram.words
    assert "Hazel is the mother of Baby (not born yet)." in genogram.words


def test_names_and_titles_are_never_markup():
    nasty = "<script>alert(1)</script>"
    genogram = draw([Figure("a", nasty), Figure("b", "\u202e\x00مريم"), Figure("c", "👩‍👧 Ivy")], [], title=f"{nasty} & co")
    assert "<script" not in genogram.svg
    assert parsed(genogram).find(SVG + "title").text == f"{nasty} & co"
    assert "مريم" in texts(genogram)


def test_two_drawings_on_one_page_have_ids_of_their_own():
    one, two = (draw(*trees.ORCHARD, title="t", ident=ident) for ident in ("one", "two"))
    assert not set(re.findall(r'id="([^"]+)"', one.svg)) & set(re.findall(r'id="([^"]+)"', two.svg))
    assert "style=" not in one.svg


@pytest.mark.parametrize("ties", [
    [Tie("parent", "a", "b"), Tie("parent", "b", "a")],
    [Tie("parent", "a", "b"), Tie("married", "a", "b")],
    [Tie("parent", "a", "b"), Tie("parent", "b", "c"), Tie("twin", "a", "c"), Tie("parent", "x", "a")],
    [Tie("parent", "a", "a"), Tie("violence", "a", "b"), Tie("conflict", "b", "a"), Tie("close", "a", "b")],
])
def test_ties_that_contradict_themselves_are_still_drawn(ties):
    figures = [Figure(name, name) for name in "abc"]
    plan = lay_out(sort_out(figures, ties))
    assert overlaps(plan) == []
    assert set(plan.places) == {"a", "b", "c"}
    assert draw(figures, ties, title="t").words


NAMES = st.sampled_from(["Al", "Marina", "Bartholomew-Constantine", "Ōlabísí Adéwálé-Featherstonehaugh", "محمد الخوري",
                         "王小明", "🌊🌊🌊", "WWWWWWWWWWWWWWWWWWWWWW", "Ms S", ""])


@st.composite
def families(draw_from):
    """Up to 40 people in 5 generations: remarriage, half-siblings, twins, adoption, one parent, same sex, father unknown."""
    rows = [[] for _ in range(5)]
    figures, ties = [], []

    def person(row, **more):
        name = f"p{len(figures)}"
        age = max(4 - row, 0) * 22 + draw_from(st.integers(1, 18))
        homes = draw_from(st.sampled_from([None, None, "one", "two", "three"]))
        sex = draw_from(st.sampled_from(["male", "female", "unknown"]))
        figures.append(Figure(name, draw_from(NAMES), sex, age, 2026 - age, home=homes, home_is_protected=homes == "one",
                              is_dead=draw_from(st.integers(0, 9)) == 0, **more))
        rows[row].append(name)
        return name

    size = draw_from(st.integers(2, 40))
    for _ in range(draw_from(st.integers(1, 3))):
        person(0)
    while len(figures) < size:
        row = draw_from(st.integers(0, 3))
        if not rows[row]:
            continue
        one = draw_from(st.sampled_from(rows[row]))
        step = draw_from(st.sampled_from(["partner", "couple", "child", "child", "twins", "adopt", "alone"]))
        if step == "partner":  # again and again: remarriage
            kind = draw_from(st.sampled_from(["married", "living_together", "separated", "divorced"]))
            ties.append(Tie(kind, one, person(row), ended=draw_from(st.booleans())))
        elif step == "couple" and len(rows[row]) > 1:
            other = draw_from(st.sampled_from(rows[row]))
            if other != one:
                ties.append(Tie("living_together", one, other))
        elif step in {"child", "adopt", "twins"}:
            partners = [tie.b if tie.a == one else tie.a for tie in ties if one in (tie.a, tie.b)
                        and tie.kind in {"married", "living_together", "separated", "divorced"}]
            parents = [one] + ([draw_from(st.sampled_from(partners))] if partners and draw_from(st.booleans()) else [])
            kind = "parent" if step != "adopt" else draw_from(st.sampled_from(["adoptive_parent", "foster_parent"]))
            born = [person(row + 1, is_index=row > 1) for _ in range(2 if step == "twins" else 1)]
            ties += [Tie(kind, parent, child) for parent in parents for child in born]
            if step == "twins":
                ties.append(Tie(draw_from(st.sampled_from(["twin", "identical_twin"])), *born))
        elif step == "alone":
            person(row)
    for _ in range(draw_from(st.integers(0, 6))):
        kind = draw_from(st.sampled_from(["close", "distant", "conflict", "violence", "cut_off", "mending", "sibling"]))
        ties.append(Tie(kind, draw_from(st.sampled_from(figures)).id, draw_from(st.sampled_from(figures)).id))
    return figures, ties


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(families())
def test_any_family_of_forty_is_drawn_without_overlap_in_time(family):
    figures, ties = family
    started = time.process_time()
    genogram = draw(figures, ties, title="t")
    assert time.process_time() - started <= 0.3
    kin = sort_out(figures, ties)
    plan = lay_out(kin)
    assert overlaps(plan) == []
    assert set(plan.places) == {figure.id for figure in figures}
    for _, left, top, right, bottom in rectangles(plan):
        assert left >= 0
        assert right <= plan.width
        assert top >= 0
        assert bottom <= plan.height
    for sibship in kin.sibships:
        for parent in sibship.parents:
            for child in sibship.children:
                assert plan.places[parent].y < plan.places[child].y
        alone = [child for child in sibship.children if sum(child in other.children for other in kin.sibships) == 1
                 and not any(child in couple.pair for couple in kin.couples)
                 and not any(child in group for group, _ in kin.twins)]
        for elder, younger in pairwise(alone):
            # One who is said to be both a parent and a sibling stands with the parents: order is asked of those in one row.
            if kin.row_of[elder] == kin.row_of[younger]:
                assert plan.places[elder].x < plan.places[younger].x
    for couple in kin.couples:
        if kin.row_of[couple.a] == kin.row_of[couple.b] and all(
                sum(name in other.pair for other in kin.couples) == 1 for name in couple.pair):
            row = plan.rows[kin.row_of[couple.a]]
            assert abs(row.index(couple.a) - row.index(couple.b)) == 1
    parsed(genogram)
    copy = draw(figures, ties, title="t", family_copy=True)
    assert "genogram__hurt" not in copy.svg
    assert not re.search(r"\bhurt\b|conflict", " ".join(copy.words) + copy.legend)

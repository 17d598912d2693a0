"""The drawing of the safety circles: up to thirty people, any names, no label over another, quick, and safe."""

import re
import time
from itertools import combinations
from math import hypot
from xml.etree import ElementTree as ET

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from practice.families.genogram.places import LINE, text_width
from practice.safety.network import circles_phone
from practice.safety.network.circles import Mark, draw

SVG = "{http://www.w3.org/2000/svg}"
LONG = ["Bartholomew-Alexander Featherstonehaugh-Cholmondeley", "عبد الرحمن بن محمد بن عبد الله آل سعود", "ליאורה בן־דוד הכהן",
        "Nguyễn Thị Phương Thảo", "王小明", "Skye from the baby group", "O’Neill", "👩‍👧 Fern", "W" * 60, "i", ""]
names = st.one_of(st.sampled_from(LONG), st.text(max_size=40))
marks = st.lists(st.builds(Mark, name=names, ring=st.sampled_from(["inner", "middle", "outer"]), is_natural=st.booleans(),
                           is_told=st.booleans()), max_size=30)


def tree(svg):
    text = re.sub(r"<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', str(svg), count=1)
    return ET.fromstring(text)  # noqa: S314  # our own drawing


def boxes(drawn):
    """(left, top, right, bottom) of every line of text, as it is drawn."""
    found = []
    for element in tree(drawn.svg).iter(SVG + "text"):
        x, y, width = float(element.get("x")), float(element.get("y")), text_width(element.text or "")
        found.append((x - width / 2, y - 13, x + width / 2, y - 13 + LINE))
    return found


def apart(one, other):
    return one[2] <= other[0] + 0.2 or other[2] <= one[0] + 0.2 or one[3] <= other[1] + 0.2 or other[3] <= one[1] + 0.2


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(marks)
def test_no_name_lies_over_another_or_over_a_title_and_all_are_drawn(made):
    drawn = draw(made, title="Circles")
    assert len(drawn.placed) == len(made)
    for one, other in combinations(boxes(drawn), 2):
        assert apart(one, other)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(marks)
def test_everybody_stands_inside_their_own_ring(made):
    drawn = draw(made, title="Circles")
    edges = dict(zip(("inner", "middle", "outer"), zip((0, *drawn.radii), drawn.radii, strict=False), strict=True))
    for one in drawn.placed:
        inside, outside = edges[one.mark.ring]
        corners = [(one.x + dx * one.width / 2, one.y + dy * one.height / 2) for dx in (-1, 1) for dy in (-1, 1)]
        assert all(hypot(*corner) <= outside for corner in corners)
        near = hypot(max(abs(one.x) - one.width / 2, 0), max(abs(one.y) - one.height / 2, 0))
        assert inside == 0 or near >= inside


def test_thirty_people_are_drawn_in_a_tenth_of_a_second():
    made = [Mark(LONG[number % len(LONG)] + str(number), ("inner", "middle", "outer")[number % 3], number % 4 > 0, number % 2 > 0)
            for number in range(30)]
    start = time.process_time()
    drawn = draw(made, title="Thirty")
    assert time.process_time() - start < 0.1
    assert len(drawn.placed) == 30


def test_shape_and_word_say_it_without_colour():
    drawn = draw([Mark("Coral", "inner", True, True), Mark("Nell", "inner", False, False), Mark("Pearl", "middle", True, False),
                  Mark("Skye", "outer", True, False)], title="Circles")
    signs = [(element.tag.removeprefix(SVG), "told" in element.get("class")) for element in tree(drawn.svg).iter()
             if "circles__sign" in (element.get("class") or "")]
    assert sorted(signs) == [("circle", False), ("circle", False), ("circle", True), ("rect", False)]
    assert str(drawn.svg).count(">not told<") == 1  # Pearl: whom they know nothing of needs no word


def test_a_name_is_never_html():
    drawn = draw([Mark("<script>x</script>", "inner"), Mark('" onload="x', "outer")], title="<b>Circles</b>")
    assert "<script" not in str(drawn.svg)
    assert "<b>" not in str(drawn.svg)
    assert not any(name.startswith("on") for element in tree(drawn.svg).iter() for name in element.attrib)


def test_empty_circles_are_three_rings_with_their_titles():
    words = [element.text for element in tree(draw([], title="Circles").svg).iter(SVG + "text")]
    assert words == ["Know everything", "Know something", "Know nothing yet"]


# On a phone

@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(marks)
def test_on_a_phone_nothing_is_wider_than_the_page_and_no_name_lies_over_another(made):
    drawn = tree(circles_phone.draw(made, title="Circles"))
    height = float(drawn.get("height"))
    assert float(drawn.get("width")) <= 328
    found = []
    for element in drawn.iter(SVG + "text"):
        x, y, width = float(element.get("x")), float(element.get("y")), text_width(element.text or "")
        found.append((x - width / 2, y - 13, x + width / 2, y - 13 + LINE))
    assert all(left >= 0 and right <= 328 and top >= 0 and bottom <= height for left, top, right, bottom in found)
    assert all(apart(one, other) for one, other in combinations(found, 2))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(marks)
def test_on_a_phone_everybody_stands_between_the_lines_of_their_own_ring(made):
    places = circles_phone.placed(made)
    assert sorted(one.mark.name for one, _ in places) == sorted(mark.name for mark in made)
    bottoms = {ring: [] for ring in ("inner", "middle", "outer")}
    for one, (top, bottom) in places:
        assert top <= one.y - one.height / 2
        assert one.y + one.height / 2 <= bottom
        bottoms[one.mark.ring].append((one.y - one.height / 2, bottom))
    for inside, outside in (("inner", "middle"), ("middle", "outer")):
        assert all(start >= end for start, _ in bottoms[outside] for _, end in bottoms[inside])

"""A test of a rule is planned and written down with few taps on a phone; the pages of the plan as it is lived, in a browser."""

import re

import pytest

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.typing_in import Hands

MOST_TAPS = 8  # besides typing, from the plan page and back, for a test planned and recorded


def family(window, name):
    window.go("/")
    link = window.page.get_by_role("link", name=name, exact=True).first.get_attribute("href")
    return re.match(r"/families/[0-9a-f-]{36}", link)[0]



@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_test_is_planned_and_recorded_in_eight_taps_on_a_phone(person, scripts):
    window = person("ines", PHONE, scripts=scripts)
    home = family(window, "Harbour")
    page, hands = window.go(f"{home}/plan"), Hands(window.page, {}, scripts=scripts)
    rule = page.locator("li.rule").filter(has_text="sends nothing to Marina")
    assert "Not tested yet" in rule.inner_text()
    hands.leave(rule.get_by_role("link", name=re.compile("^Plan a test")))
    window.check()
    hands.fill({"how": "talk_through", "on": "27 Nov", "words": "What if a letter comes on a Friday?"})
    hands.save("Plan it")
    rule = page.locator("li.rule").filter(has_text="sends nothing to Marina")
    assert "Talk-through planned, Fri 27 Nov. Ines: What if a letter comes on a Friday?" in rule.inner_text()
    window.check()
    hands.leave(rule.get_by_role("link", name=re.compile("^Write down what came of it")))
    window.check()
    hands.fill({"outcome": "yes", "what_happened": "He rings Glen first, then Dunstan."})
    hands.save()
    assert "He rings Glen first, then Dunstan." in page.locator("li.rule").filter(has_text="sends nothing to Marina").inner_text()
    print(f"\n360 px, scripts {'on' if scripts else 'off'}: {hands.taps} taps besides typing for a test planned and recorded")
    assert hands.taps <= MOST_TAPS


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["360 px", "1280 px"])
def test_every_page_of_the_plan_as_it_is_lived_is_clean(person, size):
    window = person("ines", size)
    home, width = family(window, "Harbour"), size["width"]
    page = window.go(f"{home}/plan")
    window.check()
    assert page.get_by_role("heading", name="What changed since you last looked, Thu 19 Nov").count() == 1
    ways = {link.split("/")[-1].partition("?")[0]: link for link in page.locator(f'main a[href^="{home}/plan/"]').evaluate_all(
        "links => links.map(link => link.getAttribute('href'))")}
    for name in ("plan-test", "came-of-it", "put-off", "call-off", "kept", "reached", "moved", "stepped-back", "way"):
        window.go(ways[name])
        window.check()
        window.shot(f"living-{name}-{width}")
    page = window.go(f"{home}/plan/way")
    line = page.get_by_role("img", name="The way to closing on one line")
    box = line.bounding_box()
    assert box is not None
    assert box["width"] <= width
    numbers = line.locator("text").all_text_contents()
    assert "today" in numbers
    assert "1. Everyone in the network told" in page.locator("main").inner_text()


def test_the_way_is_printed_with_its_line_and_its_words(person):
    window = person("priya", DESK)
    home = family(window, "Orchard")
    page = window.go(f"{home}/plan/way?print=1")
    page.emulate_media(media="print")
    assert page.get_by_role("img", name="The way to closing on one line").is_visible()
    words = page.locator("main").inner_text()
    assert "Reached 12 Oct, planned 24 Aug. Late by 7 weeks: Jo wanted 90 days." in words
    assert "Moved to 12 Oct, 24 Aug, Priya and Jo, at the review: Jo wanted 90 days" in words
    assert not page.get_by_role("link", name="Add a milestone").is_visible()

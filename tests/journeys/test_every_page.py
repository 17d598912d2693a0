"""Every page of the three families, at phone and desktop width: axe clean, nothing sideways, nothing fetched from elsewhere."""

import re

import pytest

from tests.journeys.conftest import DESK, PHONE, Person

PAGES = ("story", "mapping", "mapping?part=well", "mapping?part=next", "mapping?part=safe", "plan", "journal", "network",
         "plan/closing", "plan/closing/close", "plan/add/closing_letter", "timeline", "documents", "people", "who", "looked")


def families(window: Person) -> list[str]:
    """Addresses of the families on the first page."""
    window.go("/")
    found = {re.sub(r"/[^/]+$", "", link.get_attribute("href") or "")
             for link in window.page.locator("main a[href^='/families/']").all()}
    return sorted({re.match(r"/families/[0-9a-f-]{36}", address)[0] for address in found  # type: ignore[index]
                   if re.match(r"/families/[0-9a-f-]{36}", address)})


@pytest.mark.parametrize(("size", "width"), [(PHONE, 360), (DESK, 1280)])
@pytest.mark.parametrize("login", ["ines", "priya", "fay"])
def test_every_page_of_a_family_is_accessible_and_fits(person, login, size, width):
    window = person(login, size)
    window.check()
    window.shot(f"home-{login}-{width}")
    seen = 0
    for address in families(window):
        for name in PAGES:
            answer = window.page.goto(f"{address}/{name}")
            assert answer is not None
            if answer.status in {403, 404}:
                window.faults.clear()  # the browser logs the refusal itself
                continue
            assert answer.status == 200, f"{address}/{name}: {answer.status}"
            window.check()
            window.shot(f"{login}-{seen // len(PAGES)}-{re.sub('[^a-z]', '-', name)}-{width}")
            seen += 1
    assert seen >= len(PAGES) - 1, "No family was looked at"


@pytest.mark.parametrize("login", ["tom", "asha", "ada"])
def test_the_first_page_of_each_role_is_accessible(person, login):
    for size in (PHONE, DESK):
        window = person(login, size)
        window.check()
        window.shot(f"home-{login}-{size['width']}")

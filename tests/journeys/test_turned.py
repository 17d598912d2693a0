"""A screen turned towards somebody, in a real browser: the address bar, Back ten times, the other tab, storage (A21)."""

import re

import pytest

from tests.journeys.conftest import ARGUMENTS, DESK, PASSWORD, PHONE, chromium
from tests.journeys.test_device import DUMP
from tests.journeys.test_every_page import families

HERS = ("whale", "Coral", "Pearl", "Ms Slate", "Asha", "Lightwell", "Beacon")  # never where Callum looks
OTHERS = ("Orchard", "Lantern", "Robin", "Jay")  # families that Ines works with too


def turn(window, family, name):
    page = window.go(f"{family}/turned")
    page.get_by_role("link", name=f"The plan for {name}").click()
    page.get_by_role("button", name=re.compile("^Turn the screen to")).click()
    page.wait_for_url("**/turned/family-plan")
    return page


def harbour(window):
    for family in families(window):
        window.go(f"{family}/who")
        if "Harbour" in window.page.title():
            return family
    raise AssertionError("Ines has no Harbour family")


def seen(page):
    return page.content()


def holds_nothing_else(page):
    text = seen(page)
    assert not [word for word in (*HERS, *OTHERS) if word in text], page.url
    assert not [word for word in OTHERS if word in page.title()]


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_callum_reaches_nothing_but_his_own_page(person, size):
    window = person("ines", size)
    family, others = harbour(window), families(window)
    for address in others:  # a morning's work, so that there is something to go back to
        for name in ("story", "plan", "people"):
            window.go(f"{address}/{name}")
    second = window.context.new_page()
    second.goto(f"{family}/plan")
    assert "Coral" in seen(second)
    window.faults.clear()  # a part that does not see a page; the browser logs the refusal itself
    page = turn(window, family, "Callum Reef")
    window.check()
    window.shot(f"turned-{size['width']}")
    assert "Callum" in seen(page)
    holds_nothing_else(page)
    second.wait_for_function("document.documentElement.hidden && document.title === 'Common Ground'")
    assert not second.is_visible("main")
    for path in ("/", f"{family}/story", f"{family}/people", f"{family}/documents", f"{family}/turned", "/guidance",
                 "/find?q=Orchard", "/no-such-page", *(f"{address}/plan" for address in others)):
        page.goto(path)
        assert page.url.endswith("/turned/family-plan"), path
        holds_nothing_else(page)
    for _ in range(10):
        page.go_back()
        page.wait_for_load_state()
        holds_nothing_else(page)
    second.reload()
    assert second.url.endswith("/turned/family-plan")
    holds_nothing_else(second)
    assert page.evaluate(DUMP) == []
    assert page.evaluate("document.cookie") == ""
    page.goto(f"{family}/turned/family-plan")
    page.get_by_role("link", name=re.compile("^Give it back")).click()
    window.check()
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Go on working").click()
    page.wait_for_url("**/documents")
    assert page.evaluate(DUMP) == []
    page.goto(f"{family}/turned/family-plan")  # as Back would: what was shown to him is gone from this device
    assert "There is nothing here for you" in seen(page)
    window.faults.clear()


def test_the_browsers_own_memory_of_pages_is_dropped_too(browser, address):
    """With the memory that browsers keep for Back (playwright turns it off): the page before is asked for anew."""
    own = browser.browser_type.launch(executable_path=chromium(), args=ARGUMENTS,
                                      ignore_default_args=["--disable-back-forward-cache"])
    page = own.new_context(base_url=address).new_page()
    page.goto("/sign-in")
    page.get_by_label("Your sign-in name").fill("ines")
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    family = re.match(r"/families/[0-9a-f-]{36}", page.locator("main a[href$='/story']").first.get_attribute("href"))[0]
    page.goto(f"{family}/people")
    page.goto(f"{family}/turned")
    page.locator("a[href*='/turned/family-plan/']").first.click()
    page.get_by_role("button", name=re.compile("^Turn the screen to")).click()
    page.wait_for_url("**/turned/family-plan")
    for _ in range(3):
        page.go_back()
        page.wait_for_load_state()
        assert page.url.endswith("/turned/family-plan"), page.url
    own.close()


def test_it_works_without_scripts_and_with_large_text(person):
    window = person("ines", PHONE, scripts=False)
    family = harbour(window)
    page = turn(window, family, "Marina Harbour")
    assert "Marina’s copy" in seen(page).replace("\u00a0", " ")
    page.goto("/")
    assert page.url.endswith("/turned/family-plan")
    page.get_by_role("link", name="Where things are").click()
    assert page.url.endswith("/turned/assessment")
    page.get_by_role("link", name=re.compile("^Give it back")).click()
    page.get_by_label("Your password").fill("not the password")
    page.get_by_role("button", name="Go on working").click()
    assert "This is not your password" in seen(page)
    window.faults.clear()
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Go on working").click()
    assert page.url.endswith("/documents")


def test_text_at_twice_its_size_fits_a_phone(person):
    window = person("ines", PHONE)
    page = turn(window, harbour(window), "Marina Harbour")
    page.evaluate("document.documentElement.style.setProperty('font-size', '36px')")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0

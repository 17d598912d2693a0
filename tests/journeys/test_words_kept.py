"""A lost connection takes no typed word: the page says so beside the button, and the words are saved once there is signal."""

from tests.journeys.conftest import PHONE
from tests.journeys.test_every_page import families

WORDS = "keeps the torch by the bed"


def test_without_signal_the_words_stay_and_are_saved_once_later(person):
    window = person("ines", PHONE)
    page = window.page
    address = families(window)[0]
    page.goto(f"{address}/plan/add/trigger")
    page.get_by_label("What sets things off, or which day is hard?").fill(WORDS)
    assert page.get_by_text("Not saved yet").is_visible()
    window.context.set_offline(True)
    page.get_by_role("button", name="Save").click()
    assert page.get_by_text("Not saved: no signal. Your words are still here.").first.is_visible()
    assert page.get_by_label("What sets things off, or which day is hard?").input_value() == WORDS
    window.context.set_offline(False)
    page.get_by_text("There is signal again").first.wait_for()
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/plan?saved=*")
    assert page.get_by_text(WORDS, exact=True).count() == 1
    window.faults = [fault for fault in window.faults if "ERR_INTERNET_DISCONNECTED" not in fault]  # the browser logs it
    window.check()


def test_a_form_opened_in_place_says_that_the_session_ended_and_keeps_the_words(person):
    window = person("ines", PHONE)
    page = window.page
    page.goto(f"{families(window)[0]}/mapping?part=well")
    page.locator("details.more summary").locator("visible=true").first.click()
    page.get_by_role("link", name="Edit", exact=True).first.click()
    with page.expect_response("**/mapping/check/*"):  # the notes that come while somebody writes
        page.get_by_label("The words").fill(WORDS)
    window.context.clear_cookies()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("you are signed out. Your words are still here").first.wait_for()
    assert page.get_by_label("The words").input_value() == WORDS
    window.faults = [fault for fault in window.faults if "401" not in fault]
    window.check()


def test_an_error_takes_the_focus_to_its_summary(person):
    window = person("ines", PHONE)
    page = window.page
    page.goto(f"{families(window)[0]}/plan/add/red_flag")
    page.get_by_role("button", name="Save").click()
    page.wait_for_load_state()
    assert page.title().startswith("Error:")
    assert "This is not saved yet" in page.evaluate("document.activeElement.innerText")
    page.get_by_role("link", name="Name one person who is rung").click()
    assert page.evaluate("document.activeElement.name") == "rings"
    window.faults = [fault for fault in window.faults if "422" not in fault]
    window.check()

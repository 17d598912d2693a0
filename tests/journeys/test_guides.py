"""A guide that somebody opened is open on the next page too, and shut again after they shut it; nothing is kept on the device."""

from tests.journeys.conftest import PHONE


def test_a_guide_stays_as_it_was_left(person):
    window = person("ines", PHONE)
    page = window.go("/guidance")
    fold = page.locator("details.guide").filter(has_text="What belongs here: Past harm")
    for is_open in (True, False):
        with page.expect_response("**/guidance/harm/open") as answer:
            fold.locator("summary").click()
        assert answer.value.status == 204
        page.reload()
        assert fold.evaluate("one => one.open") is is_open
    assert page.evaluate("localStorage.length") == 0
    window.check()

"""The journal in a browser: an entry with a photo from a phone, scripts on and off, and every page of it at both widths."""

import re

import pytest

from tests.journeys.conftest import DESK, PHONE
from tests.safety.journal import pictures


def orchard(window):
    """The address of the Orchard family."""
    link = window.go("/").locator("main a[href^='/families/']", has_text="Orchard").first.get_attribute("href")
    return re.match(r"/families/[0-9a-f-]{36}", link)[0]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_an_entry_with_a_photo_is_written_down_on_a_phone(person, tmp_path, scripts):
    held_sideways, damaged = tmp_path / "IMG_0001.jpg", tmp_path / "IMG_0002.jpg"
    held_sideways.write_bytes(pictures.phone_jpeg(6, (1200, 800)))
    damaged.write_bytes(pictures.phone_jpeg(size=(400, 300))[:2000])
    window = person("priya", PHONE, scripts=scripts)
    page = window.go(f"{orchard(window)}/journal")
    page.get_by_role("link", name="Write down an entry").first.click()
    page.get_by_label("Which day does it tell of?").fill("23 Nov")
    page.get_by_label("Whose entry is it?").select_option(label="Olive Thorn (aunt)")
    page.get_by_label("How did it come to you?").select_option(label="On paper")
    page.get_by_label("What went to plan?").fill("He rang at five.")
    page.get_by_label("No", exact=True).check()
    page.get_by_label("A photo of the page").set_input_files(damaged)
    page.get_by_label("What does the photo say?").fill("He rang at five.\nWe had soup.")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("This is not saved yet").wait_for()
    assert page.get_by_text("This photo is damaged, or was cut off on its way").count() == 2  # in the summary, and beside the field
    assert page.get_by_label("What went to plan?").input_value() == "He rang at five."
    window.faults.clear()  # the browser logs the 422 itself
    page.get_by_label("A photo of the page").set_input_files(held_sideways)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("heading", name="Mon 23 Nov, Olive").wait_for()
    image = page.locator("img")
    image.wait_for()
    assert image.evaluate("image => image.decode().then(() => [image.naturalWidth, image.naturalHeight])") == [800, 1200] \
        if scripts else image.get_attribute("width") == "800"
    assert page.get_by_text("We had soup.").is_visible()
    window.check()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["360", "1280"])
def test_every_page_of_the_journal_is_accessible_and_says_whom_to_ring(person, size):
    window = person("priya", size)
    family = orchard(window)
    for path in ("journal", "journal?show=unread", "journal/add"):
        window.go(f"{family}/{path}")
        assert window.page.get_by_role("link", name="Ring: 999").is_visible()
        window.check()
    window.go(f"{family}/journal").get_by_role("link", name="Wed 14 Oct, Olive", exact=True).click()
    window.page.locator("img").wait_for()
    assert window.page.get_by_role("link", name="Ring: 999").is_visible()
    window.check()
    entry = re.sub(r"^https?://[^/]+", "", window.page.url)
    for path in ("edit", "withdraw", "versions"):
        window.go(f"{entry}/{path}")
        window.check()


def test_a_worry_leads_from_the_first_page_to_its_entry_and_goes_once_it_is_read(person):
    window = person("kwame", PHONE)
    page = window.go("/")
    page.get_by_text("A worry in the journal, not read yet").wait_for()
    page.get_by_role("link", name=re.compile("^Read it")).click()
    page.get_by_label("Read, and a worry was raised").check()
    page.get_by_label("In a sentence").fill("Rang Fay; we ask Jay together on Thursday")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Rang Fay; we ask Jay together on Thursday").wait_for()
    assert window.go("/").get_by_text("A worry in the journal").count() == 0
    window.check()

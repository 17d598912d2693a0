"""An immediate plan made on a phone before the worker leaves: written, agreed, approved, made anew, ended. Axe on every page."""

import pytest

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.test_every_page import families


def harbour(window):
    return next(address for address in families(window) if "Harbour" in window.go(f"{address}/story").title())


def press(window, name):
    window.page.get_by_role("button", name=name, exact=True).click()
    window.page.wait_for_load_state()
    window.check()


def follow(window, name):
    window.page.get_by_role("link", name=name).first.click()
    window.page.wait_for_load_state()
    window.check()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_made_agreed_approved_and_ended_in_one_evening(person, scripts):
    ines = person("ines", PHONE, scripts=scripts)
    page, start = ines.page, harbour(ines)
    page.goto(f"{start}/plan")
    follow(ines, "Immediate plan")
    follow(ines, "Make one now")
    page.get_by_label("Why today?").fill("A letter from the court came today.")
    for number, (who, what, when) in enumerate((
            ("Marina (mum)", "sleeps at Coral’s with the children", "until Friday"),
            ("Coral (nan)", "opens to nobody she does not expect", "day and night"),
            ("Glen (perpetrator practitioner)", "rings Callum", "each evening")), 1):
        choice = page.locator(f"[name=rule_{number}_who]")
        choice.select_option(value=choice.locator("option", has_text=who.split(" (")[0]).first.get_attribute("value"))
        page.locator(f"[name=rule_{number}_words]").fill(what)
        page.locator(f"[name=rule_{number}_when]").fill(when)
    page.get_by_label("Until which day?").fill("27 Nov")
    press(ines, "Show the nights until then")
    assert page.locator("select[name^=night_]").count() == 3
    assert page.locator("[name=rule_2_words]").input_value() == "opens to nobody she does not expect"
    page.locator("[name=night_20261124_0_who]").select_option(label="Coral (nan)")
    page.get_by_label("The same every night that is left empty below").check()
    press(ines, "Save")
    assert page.get_by_text("A draft. Nobody has agreed to it yet.").count() == 1
    assert page.get_by_text("Nobody is named", exact=True).count() == 0
    page.goto(f"{start}/plan/immediate/agree")
    ines.check()
    for answer in page.locator("input[value=agrees]").all():
        answer.check(force=True)
    press(ines, "Agree it")
    assert page.get_by_text("Not approved yet").count() == 1
    follow(ines, "Marina says something new")
    page.goto(f"{start}/plan")
    assert page.get_by_text("An immediate plan runs until Fri 27 Nov at 17.00").count() == 1

    tom = person("tom", DESK, scripts=scripts)
    tom.page.goto(f"{start}/plan/immediate")
    follow(tom, "Approve it, or send it back")
    tom.page.get_by_label("I approve it").check()
    press(tom, "Save")
    assert tom.page.get_by_text("Approved by Tom Larder").count() == 1

    page.goto(f"{start}/plan/immediate")
    follow(ines, "Make a new one from it")
    page.get_by_label("Why?").fill("They stay longer")
    press(ines, "End it, and write the new one")
    assert page.locator("[name=rule_1_words]").input_value() == "sleeps at Coral’s with the children"
    press(ines, "Save")
    page.goto(f"{start}/plan/immediate/agree")
    for answer in page.locator("input[value=agrees]").all():
        answer.check(force=True)
    press(ines, "Agree it")
    follow(ines, "End it now")
    page.get_by_label("Why?").fill("The letter was an old one")
    press(ines, "End it")
    assert page.get_by_text("The letter was an old one").count() > 0
    assert page.get_by_text("None is in force").count() == 1

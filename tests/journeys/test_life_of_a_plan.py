"""The life of one plan on a phone: the first evening, the network, the full plan, a test that fails and is mended, the journal,
milestones, papers in hands, the turned screen, and the closing letter. All through the forms, as one worker would do it."""

import re
import subprocess
from datetime import date
from pathlib import Path

import msgspec
import pytest

from practice import create_app
from practice.core import clock
from practice.core.db import command
from practice.demo.people import PASSWORD, make_cast
from tests.conftest import NOW, settings_for
from tests.journeys.conftest import PHONE, serving
from tests.journeys.loaded import loaded
from tests.journeys.typing_in import Hands, Writer
from tests.safety.journal import pictures

HERE = ("Bryony Orchard", "Ash Orchard", "Robin Orchard", "Olive Thorn", "Mrs Medlar", "Dele Marsh")
BECAUSE = "Left as it is until the meeting; everyone knows why."


@pytest.fixture
def address(databases):
    """A running app with the demonstration's people and no family."""
    url = databases.copy_of(databases.template("cast", lambda _: command(make_cast)()))
    app = create_app(settings_for(url))
    with clock.at(NOW), serving(app) as found:
        yield found
    app.extensions["engine"].dispose()
    databases.drop(url)


@pytest.fixture
def case(demo_app):
    return loaded(demo_app, "Orchard", "priya")


@pytest.fixture
def life(case, person):
    return Life(person("priya", PHONE), case)


class Life:
    """One worker's phone, and the family's plan from its first evening on."""

    def __init__(self, window, case):
        self.window, self.page, self.case = window, window.page, case
        people = {key: one.name for key, (one, _) in case.people.items()}
        self.writer = Writer(Hands(window.page, case.called), case, people)
        self.hands = self.writer.hands
        self.ids = {name: key for key, name in people.items()}

    @property
    def family(self):
        return self.writer.address

    def go(self, path):
        return self.window.go(f"{self.family}/{path}")

    def words(self):
        return " ".join(self.page.locator("main").inner_text().split())

    def follow(self, name):
        self.hands.leave(self.page.locator("main").get_by_role("link", name=re.compile(name)).locator("visible=true").first)

    def save(self, values, button="Save"):
        self.hands.fill(values)
        self.hands.save(button)

    def written(self, kind, wanted=lambda body: True):
        return next(self.writer.written[row.id] for row in self.case.of(kind) if row.id in self.writer.written and wanted(row.body))

    # The chapters

    def begins(self):
        self.writer.begin()
        self.writer.allocate("Priya Sandal", "Allocated on the day of the referral")
        for name in HERE:
            self.writer.person(self.ids[name])
        for kind in ("harm", "danger", "goal", "scale", "bottom_line"):
            self.writer.row(self.case.of(kind)[0])
        for line in self.case.ratings:
            if self.writer.people[line["person_id"]] in HERE and line["scale_id"] in self.writer.written:
                self.writer.rate(line)

    def first_evening(self):
        self.go("plan/immediate/write")
        olive, robin, medlar = (self.ids[name] for name in ("Olive Thorn", "Robin Orchard", "Mrs Medlar"))
        self.save({
            "why_today": "Ash was outside at night on Saturday.",
            "rule_1_who": olive, "rule_1_words": "sleeps in the house", "rule_1_when": "every night",
            "rule_2_who": robin, "rule_2_words": "rings Olive before he drinks", "rule_2_when": "any evening, by 5",
            "rule_3_who": medlar, "rule_3_words": "looks at the front door", "rule_3_when": "at 9 each night",
            "ends_on": "27 Nov", "ends_at": "17.00", "night_20261124_0_who": olive, "same_each": True,
            "checks": "Dele comes on Wednesday at 4.",
            "numbers": "Olive 07700 900301", "review": "We sit down together and write the full plan."})
        assert "Fri 27 Nov at 17.00" in self.words(), self.words()
        assert "Nobody is named" not in self.words(), self.words()
        self.window.check()
        self.follow("^Agree")
        self.agree_form()
        self.hands.save(re.compile("^Agree"))
        said = self.words()
        assert "Not approved yet" in said or "not approved yet" in said, said[:600]
        self.window.check()

    def agree_form(self):
        """Each of the family agrees in a word; whoever else stands there was not asked, with the reason."""
        for group in self.page.locator("main form [role=group]").all():
            key = (group.get_attribute("aria-labelledby") or "").removeprefix("p-")
            name = group.locator("h3").inner_text()
            asked = any(one.split()[0] in name or one in name for one in HERE[:5])
            self.hands.fill({f"stance_{key}": "agrees" if asked else "not_asked", f"how_{key}": "Read out at the table",
                             **({} if asked else {f"why_not_{key}": "Rung tomorrow"})})
        for field in self.page.locator('main form input[type="text"][name*="why_"], main form textarea[name*="why_"]').all():
            name = field.get_attribute("name") or ""
            if field.is_visible() and not name.startswith("why_not_") and not field.input_value():
                field.fill(BECAUSE)

    def network(self):
        for name, offers in (("Olive Thorn", "Comes before 7, stays until breakfast"), ("Mrs Medlar", "Looks for the lamp at 9")):
            self.go("network/add")
            self.save({"person": self.ids[name], "ring": "outer", "words": offers, "depends": "no", "in_house": "no"})
        assert "Not told yet" in self.words()
        for name in ("Olive", "Mrs Medlar"):
            self.follow(f"^Write down who told {name}")
            self.page.locator("main input[name=dangers]").first.check()
            self.save({"on": "24 Nov", "by_whom": "Robin, with Priya", "ring": "inner"})
        assert "Enough, by the rule of thumb" in self.words()
        self.window.check()

    def full_plan(self):
        self.writer.row(next(row for row in self.case.of("plan_head") if row.body.reader is None))
        names = set(HERE)
        for row in self.case.of("plan_rule")[:4]:
            if self.case.called[row.body.who] in names and all(self.case.called[one] in names for one in row.body.back_up):
                self.writer.row(row)
            elif self.case.called[row.body.who] in names:
                kept = tuple(one for one in row.body.back_up if self.case.called[one] in names)
                self.writer.row(msgspec.structs.replace(row, body=msgspec.structs.replace(row.body, back_up=kept)))
        for kind in ("red_flag", "early_sign", "closing", "child_part"):
            row = self.case.of(kind)[0]
            self.writer.row(row)
        self.go("plan/add/promise")
        self.hands.fill({"who": self.ids["Dele Marsh"], "words": "answers the phone", "when": "on weekdays"}, scope="form.edit")
        self.hands.save()
        self.go("plan/add/milestone")
        self.hands.fill({"words": "30 nights with the plan", "must_see": "A sober grown-up every night",
                         "planned_on": "20 Jan 2027", "decided_by": "Robin, Olive and Priya",
                         "step_back": "Priya visits the next day"}, scope="form.edit")
        self.hands.save()
        self.window.check()

    def a_test_fails_and_is_mended(self):
        self.go("plan")
        rule = self.page.locator("li.rule").first
        self.hands.leave(rule.get_by_role("link", name=re.compile("^Plan a test")))
        self.save({"how": "phone", "on": "24 Nov", "words": "Does Olive answer at five?"}, "Plan it")
        self.hands.leave(self.page.locator("li.rule").first.get_by_role("link", name=re.compile("^Write down what came of it")))
        self.save({"outcome": "no", "what_happened": "Nobody answered for an hour."})
        assert "Rule 1 is open again" in self.words(), self.words()[:1500]
        self.window.check()
        assert "open again" in " ".join(self.window.go("/").locator("main").inner_text().split())  # on the worker's first page
        first = self.written("plan_rule")
        self.go(f"plan/{first}/edit")
        self.hands.fill({"back_up_name": "then Mrs Medlar, who has the key"}, scope="form.edit")
        self.hands.save()
        self.go(f"plan/{first}/test")
        self.save({"kind": "phone", "on": "24 Nov", "who": "Dele", "what_happened": "Olive answered at once.", "outcome": "yes"},
                  re.compile("^Save"))
        assert "is open again" not in self.words(), self.words()[:1500]

    def agreed(self):
        self.go("plan")
        self.follow("^Agree ")
        self.hands.fill({"on": "24 Nov", "review_on": "15 Dec 2026", "note": "the first full plan", "why_in_force": BECAUSE})
        self.agree_form()
        self.hands.save(re.compile("^Agree version"))
        assert "Version 1, agreed 24 Nov, in force" in self.words()
        self.window.check()

    def lived(self, folder):
        """A promise is looked at, a worry comes into the journal with a photo, a milestone slips with its reason."""
        self.go("plan")
        self.follow("^Was it kept")
        self.save({"outcome": "kept", "said_by": self.ids["Robin Orchard"], "on": "24 Nov", "words": "She answered every time."})
        assert "She answered every time." in " ".join(self.page.locator("main").text_content().split())
        photo = folder / "page.jpg"
        photo.write_bytes(pictures.phone_jpeg(size=(900, 1200)))
        self.go("journal/add")
        self.page.locator("input[name=photo]").set_input_files(photo)
        self.save({"on": "24 Nov", "said_by": self.ids["Olive Thorn"], "came": "paper", "went_to_plan": "He rang at five.",
                   "words": "He cried and wanted to go out.", "we_did": "I stayed.", "worry": True,
                   "photo_says": "He rang at five."})
        self.window.check()
        assert "He rang at five." in self.words()
        home = " ".join(self.window.go("/").locator("main").inner_text().split())
        assert "A worry in the journal, not read yet" in home
        assert "He cried and wanted to go out." in home
        self.go("journal")
        self.follow("Say that you read it")
        self.save({"mark": "worry_raised", "words": "We go through the plan together tomorrow."}, re.compile("^Save|^Say"))
        self.go("plan")
        self.follow("^Move the day")
        self.save({"planned_on": "20 Feb 2027", "because": "Jo wants 90 days", "on": "24 Nov", "decided_by": "Priya and Jo"},
                  "Move")
        assert "Jo wants 90 days" in self.words()  # on the plan itself, not behind a link
        self.go("plan/way")
        assert "Planned 20 Feb 2027, first 20 Jan 2027. Moved on by 4 weeks: Jo wants 90 days." in self.words()
        self.window.check()

    def papers(self, folder):
        """Every paper of this plan for somebody, each as a file that says what it should; one is handed over and answered."""
        texts = {}
        for kind, reader in (("family-plan", "Robin Orchard"), ("fridge-sheet", "Robin Orchard"), ("members-sheet", "Olive Thorn"),
                             ("scale-picture", "Robin Orchard"), ("immediate-plan", "Robin Orchard")):
            texts[kind] = self.made(kind, reader, folder)
        olive = " ".join(texts["members-sheet"].split())
        assert "before 7 and stays until breakfast" in olive
        assert "answers the phone" not in olive  # that is Dele's promise, and nobody's back-up
        assert "answers the phone" in " ".join(texts["family-plan"].split())
        assert "999" in texts["fridge-sheet"]
        self.go("documents")
        self.hands.leave(self.page.locator("main a", has_text="Hand it over").first)
        taps = self.hands.taps
        self.save({"how": "by_hand", "read_together": True, "answer": "agrees"})
        assert self.hands.taps - taps <= 6
        assert "read together" in self.words()
        self.window.check()
        self.go("plan")
        copies = self.page.locator("section", has=self.page.get_by_role("heading", name=re.compile("^Their copies")))
        assert "read together" in copies.first.text_content()  # the answer stays beside the plan

    def made(self, kind, reader, folder):
        """The text of a paper, through the documents page: only links of that reader's block lead there."""
        self.go("documents")
        link = self.page.locator(f'main a[href*="/documents/{kind}/"]').evaluate_all(
            "links => links.map(one => [one.getAttribute('href'), one.closest('details, li, section').innerText])")
        found = next(href for href, _ in link if self.page.locator(f'main a[href="{href}"]').first.evaluate(
            "(one, name) => { const box = one.closest('details') || one.closest('li'); return box.textContent.includes(name); }",
            reader))
        self.window.go(found)
        self.window.check()
        with self.page.expect_download() as coming:
            self.page.get_by_role("button", name="Make the PDF").click()
        path = folder / f"{kind}.pdf"
        path.write_bytes(coming.value.path().read_bytes())
        return subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, text=True).stdout

    def turned(self):
        """The screen is turned to Robin; nothing else opens until the worker's own hand turns it back."""
        self.go("turned")
        robin = self.page.locator("main li", has_text="Robin Orchard")
        self.hands.leave(robin.get_by_role("link", name=re.compile("The plan")).first)
        self.hands.leave(self.page.get_by_role("button", name=re.compile("^Turn the screen")))
        assert "The Orchard plan" in self.page.inner_text("body")
        for path in (f"{self.family}/plan", "/", f"{self.family}/journal"):
            self.page.goto(path)
            assert "He cried and wanted to go out" not in self.page.content()
            assert self.page.locator("a", has_text="My families").count() == 0
        self.page.goto("/turned/back")
        self.page.locator("input[type=password]").fill(PASSWORD)
        with self.page.expect_navigation():
            self.page.locator("input[type=password]").press("Enter")
        assert self.page.locator("a", has_text="My families").count() > 0
        self.window.faults = [fault for fault in self.window.faults if "403" not in fault]

    def closed(self, folder):
        self.go("plan/add/closing_letter")
        assert "8" in self.page.locator("textarea[name=words]").input_value()  # offered from the family's own rows
        letter = "Dear Robin, Bryony and Ash.\nYou rang someone every time. Today we stop coming.\nThe plan stays yours."
        self.page.locator("textarea[name=words]").fill(letter)
        self.hands.fill({"who_keeps": "Robin, on the fridge", "whom_they_ring": "Olive first", "check_back_on": "19 Apr 2027"},
                        scope="form.edit")
        self.hands.save()
        self.go("plan/closing/close")
        self.window.check()
        self.agree_form()
        for field in self.page.locator('main form [name^="why_"]').all():
            name = field.get_attribute("name") or ""
            if not name.startswith("why_not_") and not field.input_value():
                field.fill(BECAUSE)
        self.save({"because": "The goals hold.", "on": "24 Nov", "who_keeps": "Robin", "rings_name": "Olive",
                   "rings_number": "07700 900301", "check_back_on": "19 Apr 2027", "check_back_by": "Dele"}, "Close this record")
        said = self.words()
        assert "This record is closed. The plan stays the family’s own." in said, said[:500]
        for kept in ("The goals hold.", "Olive, 07700 900301", "Monday 19 April 2027, Dele", BECAUSE):
            assert kept in said, kept
        self.window.check()
        text = " ".join(self.made("closing-letter", "Robin Orchard", folder).split())
        assert "Today we stop coming." in text
        assert "The plan stays yours." in text
        self.go("timeline")
        assert "The record was closed The goals hold. Who keeps the plan: Robin." in self.words()
        self.window.check()


def test_a_plan_lives_from_the_first_evening_to_the_closing_letter(life, tmp_path):
    assert date(2026, 11, 24) == NOW.date()
    life.begins()
    life.first_evening()
    life.network()
    life.full_plan()
    life.a_test_fails_and_is_mended()
    life.agreed()
    life.lived(tmp_path)
    life.papers(Path(tmp_path))
    life.turned()
    life.closed(tmp_path)

"""A pair of hands at one window: fill any of our forms by its fields' names, open folds, choose by the words shown.

`Hands` knows no form in particular; it counts the taps that are not typing. `Writer` knows which form holds what.
"""

import enum
import re
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from playwright.sync_api import Locator, Page

from practice.access.models import Information
from practice.core import dates
from practice.families.models import Standing
from practice.mapping.kinds import MAPPING_KINDS
from practice.records.bodies import Differs
from practice.records.queries import Row
from tests.journeys.loaded import Loaded

SHORT = 30  # characters by which a record is known again in a list


# What stands on a form: every control with its type, its words, and the fold that hides it.
CONTROLS = """scope => {
  const folds = [...document.querySelectorAll("details")];
  return [...document.querySelectorAll(scope + " [name]")].filter(one => one.type !== "hidden").map(one => ({
    name: one.name, type: one.type, value: one.value, chosen: one.selectedIndex, is_checked: !!one.checked,
    fold: folds.indexOf(one.closest("details:not([open])")),
    label: one.labels && one.labels.length ? one.labels[0].textContent.trim() : "",
    options: one.options ? [...one.options].map(option => [option.value, option.textContent.trim()]) : [],
  }));
}"""


class Hands:
    """Types, taps and chooses on one page, as far as a person could: what is folded away is opened first."""

    def __init__(self, page: Page, called: Mapping[UUID, str], *, scripts: bool = True) -> None:
        self.page, self.called, self.scripts = page, called, scripts
        self.taps = 0
        self.not_asked: set[str] = set()  # what the data holds and no form asks for

    def tap(self, place: Locator) -> None:
        self.taps += 1
        place.click()

    def leave(self, place: Locator) -> None:
        """Tap what leads to another page and wait until that is there; where htmx answers in place, the caller waits."""
        if self.scripts and place.evaluate("one => one.matches('[hx-get]') || !!one.closest('form[hx-post]')"):
            self.tap(place)
            return
        with self.page.expect_navigation():
            self.tap(place)

    def fill(self, values: Mapping[str, Any], scope: str = "main form") -> None:
        """Put each value into the field of its name. Empty ones are left as they stand."""
        there: dict[str, list[dict[str, Any]]] = {}
        for control in self.page.evaluate(CONTROLS, scope):
            there.setdefault(control["name"], []).append(control)
        opened: set[int] = set()
        for name, value in values.items():
            if value is None or value in ("", ()):
                continue
            if name not in there:
                if value is not False:
                    self.not_asked.add(f"{self.page.url.rsplit('/', 1)[1]}: {name}")
                continue
            fold = there[name][0]["fold"]
            if fold >= 0 and fold not in opened:
                opened.add(fold)
                self.tap(self.page.locator("details").nth(fold).locator("summary").first)
            self._put(self.page.locator(f'{scope} [name="{name}"]'), there[name], value)

    def save(self, label: str | re.Pattern[str] = "Save") -> None:
        """Press the form's button, and fail with the form's own words when it was not saved."""
        self.leave(self.page.locator("main").get_by_role("button", name=label, exact=True).last)
        problems = self.page.locator(".error-summary")
        assert problems.count() == 0, f"{self.page.url}\n{problems.first.inner_text()}"

    def _put(self, fields: Locator, controls: list[dict[str, Any]], value: Any) -> None:
        kind, name = controls[0]["type"], controls[0]["name"]
        if kind == "select-one":
            self._choose(fields.first, controls[0], value)
        elif kind == "radio":
            said = {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(_plain(value))
            self._check(fields, controls, [one["value"] for one in controls].index(said))
        elif kind == "checkbox" and isinstance(value, bool):
            if controls[0]["is_checked"] != value:
                self.tap(fields.first)
        elif kind == "checkbox":
            for one in value:
                assert isinstance(one, UUID), name
                self._check(fields, controls, _index([control["label"] for control in controls], self.called[one]))
        else:
            fields.first.fill(str(_plain(value)))

    def _check(self, fields: Locator, controls: list[dict[str, Any]], at: int) -> None:
        if not controls[at]["is_checked"]:
            self.tap(fields.nth(at))

    def _choose(self, field: Locator, control: dict[str, Any], value: Any) -> None:
        values = [one for one, _ in control["options"]]
        if isinstance(value, UUID):
            at = _index([label for _, label in control["options"]], self.called[value])
        elif str(_plain(value)) in values:
            at = values.index(str(_plain(value)))
        else:
            self.not_asked.add(f"{control['name']}: {value}")
            return
        if at != control["chosen"]:
            self.taps += 2  # open the list, choose
            field.select_option(index=at)


def _plain(value: Any) -> Any:
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, tuple):
        return "\n".join(value)  # steps: one on each line
    return dates.long_day(value) if isinstance(value, date) else value


def _index(labels: list[str], name: str) -> int:
    """Where NAME stands among the labels: whole, in short, before a bracket, or the beginning of a record's words."""
    for fits in (lambda label: label == name or label.startswith(f"{name} ("),
                 lambda label: bool(label) and name.startswith(f"{label.partition(' (')[0]} "),
                 lambda label: len(name) > 3 and name[:SHORT] in label):
        found = [at for at, label in enumerate(labels) if fits(label)]
        if found:
            return found[0]
    raise AssertionError(f"“{name}” is not among {labels}")


class Writer:
    """Writes one family down through its forms. ADDRESS is the family's, once it has begun."""

    def __init__(self, hands: Hands, case: Loaded, people: Mapping[UUID, str]) -> None:
        self.hands, self.page, self.case = hands, hands.page, case
        self.people = people
        self.address = ""
        self.written: dict[UUID, str] = {}  # the loaded record's id: the id of ours, as addresses spell it

    def begin(self, children: str = "") -> None:
        """From the first page: the contact that began it, and what the family is called."""
        self.page.goto("/")
        self.hands.leave(self.page.get_by_role("link", name="Begin a family").first)
        wanted = ("received_on", "from_whom", "source_code", "their_words", "decision", "decided_because", "decided_by",
                  "decided_on")
        self.hands.fill({name: self.case.contact[name] for name in wanted} | {"name": self.case.name, "children": children})
        self.hands.save("Begin the family")
        found = re.match(r".*(/families/[0-9a-f-]{36})", self.page.url)
        assert found, self.page.url
        self.address = found[1]

    def allocate(self, name: str, because: str) -> None:
        self.page.goto(f"{self.address}/who/allocate")
        choices = self.page.locator("select[name=user_id] option").all_inner_texts()
        self.page.locator("select[name=user_id]").select_option(
            index=next(at for at, words in enumerate(choices) if words.startswith(name)))
        self.hands.fill({"because": because})
        self.hands.save("Allocate")

    def status(self) -> None:
        self.page.goto(f"{self.address}/edit")
        self.hands.fill({"status": self.case.status})
        self.hands.save()

    def person(self, key: UUID) -> None:
        person, member = self.case.people[key]
        self.page.goto(f"{self.address}/people/add?as={member.standing.value}")
        facts = {name: getattr(one, name) for one in (person, member) for name in one.__dataclass_fields__}
        if member.standing is Standing.PROFESSIONAL:
            facts = {name: facts[name] for name in ("name", "short_name", "label", "agency", "phone", "from_on")}
        self.hands.fill(facts)
        self.hands.save()

    def tie(self, line: Mapping[str, Any]) -> None:
        self.page.goto(f"{self.address}/relationships/add")
        self.hands.fill({name: line[name] for name in ("a_id", "kind", "b_id", "from_text", "to_text", "said_by")})
        self.hands.save()

    def place(self, line: Mapping[str, Any]) -> None:
        self.page.goto(f"{self.address}/places/add")
        self.hands.fill(line)
        self.hands.save()

    def story(self, row: Row) -> None:
        self.page.goto(f"{self.address}/story/edit")
        self.hands.fill({"words": row.body.words, "read_with": row.body.read_with})
        self.hands.save("Save the story")

    def row(self, row: Row) -> None:
        """One record of the mapping or of the plan, on the page of its form."""
        room = "mapping" if row.kind in MAPPING_KINDS else "plan"
        self.page.goto(f"{self.address}/{room}/add/{row.kind}")
        self.type_row(row)
        self.hands.save()
        found = re.search(r"saved=([0-9a-f]{32})", self.page.url)
        assert found, self.page.url
        self.written[row.id] = str(UUID(found[1]))

    def open(self, name: str) -> None:
        """Follow a link of the family's own navigation, which is folded on a phone."""
        fold = self.page.locator(".family-nav summary")
        if fold.is_visible():
            self.hands.tap(fold)
        self.hands.leave(self.page.locator(".family-nav").get_by_role("link", name=name, exact=True).locator("visible=true"))

    def follow(self, ending: str) -> None:
        """Follow the first link to an address that holds ENDING; on a phone its part of the page is turned to first."""
        links = self.page.locator(f'main a[href*="{ending}"]')
        if links.locator("visible=true").count() == 0:
            part = links.first.evaluate("link => /part--(\\w+)/.exec(link.closest('.part').className)[1]")
            self.hands.leave(self.page.locator(f".tab--{part}"))
        self.hands.leave(links.locator("visible=true").first)

    def add(self, kind: str, row: Row) -> None:
        """Add a record by the link on the page, which puts the form in its place or opens it as a page."""
        self.follow(f"/add/{kind}")
        self.page.locator("form.edit").wait_for()
        self.type_row(row)
        self.hands.save()
        saved = self.page.locator("[data-focus][id^=s-], [data-focus][id^=r-]").first
        saved.wait_for(state="attached")
        self.written[row.id] = str(UUID((saved.get_attribute("id") or "")[2:]))

    def type_row(self, row: Row) -> None:
        """Fill the open form with what the record holds."""
        values = self._values(row)
        impacts = values.pop("impacts", ())
        self.hands.fill({name: value for name, value in values.items() if name != "differs"}, scope="form.edit")
        for impact in impacts:
            box = self.page.locator("form.edit").get_by_label(f"For {self.people[impact.child].split()[0]}", exact=True)
            if not box.is_visible():
                self.hands.tap(box.locator("xpath=ancestor::details").locator("summary").first)
            box.fill(impact.words)
        for number, other in enumerate(values.get("differs", ())):
            assert isinstance(other, Differs)
            self.hands.fill({f"differs_{number}_{name}": getattr(other, name) for name in ("person", "words", "is_verbatim")},
                            scope="form.edit")

    def _values(self, row: Row) -> dict[str, Any]:
        """A record as {field's name: value}."""
        values: dict[str, Any] = {}
        defaults = type(row.body)()
        for name in row.body.__struct_fields__:
            value = getattr(row.body, name)
            if name in ("first", "worst", "latest") and isinstance(value, msgspec.Struct):
                values |= {f"{name}_{part}": getattr(value, part) for part in ("when", "what", "seen_by")}
            elif value != getattr(defaults, name) or isinstance(value, bool):
                values[name] = value
        if row.parent_id is not None:
            values["goal" if row.kind in ("plan_rule", "next_step") else "danger"] = row.parent_id
        if row.info not in (Information.STORY, Information.PLAN):
            values["info"] = row.info
        if row.id in self.case.rests:
            values["rests_on"] = tuple(harm for harm in self.case.rests[row.id] if harm in self.written)
        return values

    def rate(self, line: Mapping[str, Any]) -> None:
        self.page.goto(f"{self.address}/mapping/{self.written[line['scale_id']]}/rate")
        self.type_rating(line)
        self.hands.save()

    def type_rating(self, line: Mapping[str, Any]) -> None:
        wanted = ("person_id", "value", "why", "is_verbatim", "why_not_higher", "one_up", "on", "asked_by", "tool", "raw_value",
                  "not_asked")
        self.hands.fill({name.removesuffix("_id"): line[name] for name in wanted})

    def test(self, line: Mapping[str, Any]) -> None:
        self.page.goto(f"{self.address}/plan/{self.written[line['rule_id']]}/test")
        self.hands.fill({name: line[name] for name in ("kind", "on", "who", "what_happened", "outcome", "change")})
        self.hands.save(re.compile("^Save"))

    def agree(self, on: date, review_on: date, note: str, because: str) -> None:
        """What each person says; for those whom nobody asked, and for each broken thread, the reason BECAUSE."""
        self.page.goto(f"{self.address}/plan")
        self.hands.leave(self.page.get_by_role("link", name=re.compile("^Agree ")).first)
        self.hands.fill({"on": on, "review_on": review_on, "note": note, "why_in_force": because})
        for field in self.page.locator('main form input[type="text"][name*="why_"]').all():
            name = field.get_attribute("name") or ""
            if not name.startswith("why_not_") and name != "why_in_force" and not field.input_value():
                field.fill(because)
        said = {self.people[line["person_id"]]: line for line in self.case.stances}
        for group in self.page.locator("main form [role=group]").all():
            name = group.locator("h3").evaluate("heading => heading.firstChild.textContent.trim()")
            line = next((line for person, line in said.items() if person == name or person.startswith(f"{name} ")),
                        {"stance": "not_asked", "why_not_asked": because})
            key = (group.get_attribute("aria-labelledby") or "").removeprefix("p-")
            fields = {"stance": "stance", "words": "words", "verbatim": "is_verbatim", "why_not": "why_not_asked", "how": "how"}
            self.hands.fill({f"{field}_{key}": line.get(own) for field, own in fields.items()})
        self.hands.save(re.compile("^Agree version"))

    def paper(self, reader: str) -> bytes:
        """Through the documents page to the file of the plan."""
        self.page.goto(f"{self.address}/documents")
        self.hands.tap(self.page.locator("main summary").filter(has_text=reader).first)  # each person's papers are folded
        self.hands.leave(self.page.get_by_role("link", name=re.compile(f"plan for {reader}")).first)
        with self.page.expect_download() as coming:
            self.hands.tap(self.page.get_by_role("button", name="Make the PDF"))
        return coming.value.path().read_bytes()

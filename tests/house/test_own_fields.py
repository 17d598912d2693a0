"""A form writes only its own fields (ASVS 15.3.3): every form of the app is filled in as it stands on its page and sent with
fields of others added; nothing of theirs may reach the database, and the form must have saved."""

from collections.abc import Iterator
from secrets import token_hex
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest

from tests.client import HTML, Answer, Client
from tests.house.copies import Copies, personas
from tests.house.steps import BEFORE
from tests.house.test_routes import OUTSIDE, routes
from tests.house.things import address, dump

MARK = "canary"
STRANGE = "0000cafe-0000-7000-8000-00000000cafe"
EXTRA = {
    "id": STRANGE, "author_id": STRANGE, "family_id": STRANGE, "user_id_": MARK, "approved_by": MARK, "version": "990099",
    "number": "990099", "status": MARK, "is_restricted": "y", "created_at": "1999-09-09", "recorded_at": "1999-09-09",
    "made_by": STRANGE, "withdrawn_because": MARK, "reference": MARK, "sha256": MARK, "password_hash": MARK,
    "is_demonstration": "y", "closed_because": MARK, "search": MARK, "position": "990099", "info_": MARK, "at": "1999-09-09",
}
SECRETS = (MARK, STRANGE, STRANGE.replace("-", ""), "990099", "1999-09-09")
# They write nothing of their own, or end the very session that the test stands on, or print.
WITHOUT = {"accounts.sign_in", "accounts.sign_out", "documents.make", "families.find", "mapping.check",
           "guidance.keep", "readable.as_typed", "turned.back"}
# What a right answer is where a field's kind does not say it: by the end of the field's name, or by endpoint and name.
WORDS = {"to_on": "4 Dec 2026", "review_on": "15 Dec 2026", "by_on": "4 Dec 2026", "planned_on": "4 Dec 2026",
         "due_on": "4 Dec 2026", "ends_on": "4 Dec 2026", "until": "4 Dec 2026",
         "planned_at": "10.00", "minutes": "20", "starts": "20 Nov 2026", "_on": "20 Nov 2026", "on": "20 Nov 2026",
         "born": "3 Feb 2019",
         "first": "", "worst": "", "latest": "", "value": "5", "phone": "07700 900444", "email": "x@example.org"}
# What a hurried hand gets wrong: answers that exclude each other.
FILL: dict[str, dict[str, Any]] = {
    "living.plan_test_post": {"on": "4 Dec 2026"}, "living.put_off_post": {"on": "4 Dec 2026"},
    "immediate.write_post": {"show": []}, "closing.close": {"rings_number": "07700 900123"},
    "mapping.rate_post": {"not_asked": [], "guessed_by": ""}, "families.add_place": {"protected_from": []},
    "families.add_tie": {"kind": "close"},
    "journal.add_post": {"number": "", "photo_says": ""}, "journal.edit_post": {"number": "", "photo_says": ""}}


class Form:
    """One form of a page, filled in as somebody in a hurry would: what must be said is said, the rest is left as it stands.

    EAGER says how much is chosen that could be left: 0 nothing, 1 the first of every list, 2 every box is ticked as well.
    """

    def __init__(self, element: ET.Element, page: str, eager: int) -> None:
        self.element, self.page, self.eager = element, page, eager
        self.path = urljoin(page, element.get("action") or page)
        self.own: set[str] = set()
        self.lists = 0
        self.data: dict[str, Any] = {}
        for field in element.iter():
            name = field.get("name")
            if name and field.tag in {HTML + tag for tag in ("input", "textarea", "select", "button")}:
                self.own.add(name)
                self._fill(field, name)

    def again(self, answer: Answer) -> "Form":
        """The same form, filled in more eagerly; where the answer is a second step of it, that step."""
        steps = [one for one in answer.all("form") if urljoin(self.page, one.get("action") or self.page) == self.path]
        if answer.status == 200 and steps:
            return Form(steps[0], self.page, self.eager)
        return Form(self.element, self.page, self.eager + 1)

    def _fill(self, field: ET.Element, name: str) -> None:
        kind = field.get("type", "text")
        if field.tag == HTML + "select":
            options = list(field.iter(HTML + "option"))
            named = [one for one in options if one.get("value")]
            stands = [one for one in options if one.get("selected") is not None and (one.get("value") or not self.eager)]
            begins_empty = bool(options) and not options[0].get("value")
            if not stands and begins_empty and self.eager:
                self.lists += 1  # the second of two lists of people names somebody else
                stands = named[:self.lists][-1:]
            chosen = stands or options[:1]
            self.data[name] = chosen[0].get("value") if chosen else ""
        elif field.tag == HTML + "button":
            if field.get("value"):
                self.data.setdefault(name, field.get("value"))
        elif kind == "radio":
            if field.get("checked") is not None or name not in self.data:
                self.data[name] = field.get("value", "")
        elif kind == "checkbox":
            if field.get("checked") is not None or self.eager > 1:
                self.data.setdefault(name, [])
                if isinstance(self.data[name], list):
                    self.data[name].append(field.get("value", "y"))
        elif kind not in {"submit", "file"}:
            stands = (field.text or "").strip("\n") if field.tag == HTML + "textarea" else field.get("value") or ""
            self.data[name] = stands or ("" if kind == "hidden" else said(name))


def said(name: str) -> str:
    """Words for an empty field."""
    return next((words for ending, words in WORDS.items() if name.endswith(ending)), "Coral came within the hour.")


def forms_on(person: Client, path: str) -> Iterator[Form]:
    answer = person.get(path, expect=None, most=99)
    if answer.status == 200 and answer.tree is not None:
        for element in answer.all("form"):
            if (element.get("method") or "").lower() == "post":
                yield Form(element, path, 0)


@pytest.fixture(scope="module")
def copies(databases, one_app) -> Iterator[Copies]:
    made = Copies(databases, one_app)
    yield made
    databases.drop(made.url)


def test_every_form_writes_only_its_own_fields(one_app, copies):
    rules = [rule for rule in routes(one_app, "POST") if rule.endpoint not in OUTSIDE | WITHOUT]
    looks = [rule for rule in routes(one_app, "GET") if rule.endpoint not in OUTSIDE]
    with copies.another():
        where = pages_of_forms(copies, rules, looks)
    wrong: dict[str, list[str]] = {}
    for rule in rules:
        with copies.another():
            wrong.setdefault(rule.endpoint, []).append(check(copies, rule, where))
    # One endpoint may have two addresses, of which one fits what is there: in force, ended.
    problems = [said for found in wrong.values() for said in found if said and (all(found) or " wrote " in said)]
    assert problems == [], "\n".join(problems)


def pages_of_forms(copies: Copies, rules: list[Any], looks: list[Any]) -> dict[tuple[str, str], str]:
    """{(who, where a form is sent): the page that holds it}: every page once for everyone whose forms are tried."""
    found: dict[tuple[str, str], str] = {}
    for who in {one for rule in rules for one in personas(rule.endpoint)[:1]}:
        person = copies.person(who)
        for look in looks:
            if who in personas(look.endpoint) and look.endpoint != "documents.fetch":
                page = address(look, copies.names)
                for form in forms_on(person, page):
                    path = urlsplit(form.path).path
                    if (who, path) not in found or path == page:
                        found[who, path] = page
    return found


def check(copies: Copies, rule: Any, where: dict[tuple[str, str], str]) -> str:
    """What is wrong with one form; '' when it saved, and saved its own fields only."""
    app = copies.app
    stage, names = copies.reach(BEFORE.get(rule.endpoint))
    if not (who := stage.who or next(iter(personas(rule.endpoint)), "")):
        return f"{rule.endpoint}: nobody may send it; say in tests/house/steps.py what happens before"
    path = address(rule, names)
    person = copies.person(who)
    page = stage.page_of(app, names) or where.get((who, path), path)
    form = next((form for form in forms_on(person, page) if urlsplit(form.path).path == path), None)
    if form is None:
        return f"{rule.endpoint}: no page of {who} holds this form"
    before = dump(app)
    for _ in range(4):
        extra = {name: value for name, value in EXTRA.items() if name not in form.own}
        answer = person.post(form.path, {**extra, **form.data, **FILL.get(rule.endpoint, {}), "submission_key": token_hex(8)},
                             expect=None)
        if answer.status == 303 or (answer.status == 200 and dump(app) != before):
            break
        form = form.again(answer)
    else:
        errors = [" ".join("".join(one.itertext()).split()) for one in answer.tree.iter()
                  if "error" in (one.get("class") or "")] if answer.tree is not None else []
        return f"{rule.endpoint}: answered {answer.status}, so nothing is shown: {errors} {form.data}"
    after = dump(app)
    return f"{rule.endpoint}: saved nothing" if after == before else strange(rule, before, after)


def strange(rule: Any, before: dict[str, list[str]], after: dict[str, list[str]]) -> str:
    """Which of the strange values reached the database."""
    new = "\n".join(row for name, rows in after.items() for row in set(rows) - set(before[name]))
    return ", ".join(f"{rule.endpoint} wrote {secret}" for secret in SECRETS if secret in new.lower())


def test_the_test_sees_a_form_that_takes_too_much(copies):
    """The control: what a form's own field holds does reach the database."""
    with copies.another() as app:
        before = dump(app)
        copies.person("allocated worker").post(f"/families/{copies.names['family_id']}/mapping/add/strength",
                                               {"words": f"A {MARK} sang."})
        after = dump(app)
    assert any(MARK in row for name, rows in after.items() for row in set(rows) - set(before[name]))

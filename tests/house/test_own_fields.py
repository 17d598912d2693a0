"""A form writes only its own fields (ASVS 15.3.3): every form of the app is filled in as it stands on its page and sent with
fields of others added; nothing of theirs may reach the database, and the form must have saved."""

from collections.abc import Iterator
from contextlib import contextmanager
from secrets import token_hex
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest

from practice.core import audit, clock
from practice.core.db import command, open_engine
from practice.families.models import Standing
from tests.client import HTML, Answer, Client
from tests.conftest import NOW, settings_for
from tests.house.steps import BEFORE, Stage
from tests.house.test_routes import OUTSIDE, PERSONAS, routes, table
from tests.house.things import address, dump, things
from tests.make.people import World, build_world, person

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
           "guidance.keep", "readable.as_typed", "turned.back",
           "cases.close_family"}  # a family with a plan is closed on the page Closing
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
def filled(databases) -> dict[str, Any]:
    """A database with one of everything, and the names of what is in it."""
    found: dict[str, Any] = {}

    def fill(app: Any) -> None:
        build_world()
        world = World.read()
        names = things(app, world)
        found.update(names=names, world=world)
        add_social_worker(world)

    found["url"] = databases.template("things", fill)
    return found


@command
def add_social_worker(world: World) -> None:
    """A professional who does not lead yet, and could."""
    person(world.family, "Mx Tern", Standing.PROFESSIONAL, "social worker", 20)


def personas(endpoint: str) -> list[str]:
    """Those who may, the busiest first."""
    return [one for one, letter in zip(PERSONAS, table()[endpoint], strict=True) if letter == "y"]


class Copies:
    """The app that all tests of a worker share, each time on a new copy of one filled database in which everybody is signed in:
    an app of its own for each form, and signing in to it, took longer than the form."""

    def __init__(self, databases: Any, app: Any, url: str) -> None:
        self.databases, self.app = databases, app
        self.cookies: dict[str, tuple[str, str]] = {}
        with self.another(url) as first:
            for who in PERSONAS[:-1]:
                person = Client(app, who)
                cookie = person.http.get_cookie("cg")
                assert cookie is not None
                self.cookies[who] = (cookie.value, person.token())
            first.extensions["engine"].dispose()
            self.url = databases.copy_of(str(first.extensions["settings"].database_url))

    @contextmanager
    def another(self, url: str = "") -> Iterator[Any]:
        url = self.databases.copy_of(url or self.url)
        self.app.extensions["engine"], self.app.extensions["settings"] = open_engine(url), settings_for(url)
        with clock.at(NOW):
            yield self.app
        self.app.extensions["engine"].dispose()
        self.databases.drop(url)

    def person(self, who: str) -> Client:
        made = Client(self.app, "nobody")
        cookie, made._token = self.cookies[who]
        made.http.set_cookie("cg", cookie)
        return made


def test_every_form_writes_only_its_own_fields(databases, one_app, filled):
    copies = Copies(databases, one_app, filled["url"])
    rules = [rule for rule in routes(one_app, "POST") if rule.endpoint not in OUTSIDE | WITHOUT]
    looks = [rule for rule in routes(one_app, "GET") if rule.endpoint not in OUTSIDE]
    with copies.another():
        where = pages_of_forms(copies, rules, looks, filled["names"])
    wrong: dict[str, list[str]] = {}
    for rule in rules:
        with copies.another():
            wrong.setdefault(rule.endpoint, []).append(check(copies, rule, filled, where))
    databases.drop(copies.url)
    # One endpoint may have two addresses, of which one fits what is there: in force, ended.
    problems = [said for found in wrong.values() for said in found if said and (all(found) or " wrote " in said)]
    assert problems == [], "\n".join(problems)


def pages_of_forms(copies: Copies, rules: list[Any], looks: list[Any], names: dict[str, Any]) -> dict[tuple[str, str], str]:
    """{(who, where a form is sent): the page that holds it}: every page once for everyone whose forms are tried."""
    found: dict[tuple[str, str], str] = {}
    for who in {one for rule in rules for one in personas(rule.endpoint)[:1]}:
        person = copies.person(who)
        for look in looks:
            if who in personas(look.endpoint) and look.endpoint != "documents.fetch":
                page = address(look, names)
                for form in forms_on(person, page):
                    path = urlsplit(form.path).path
                    if (who, path) not in found or path == page:
                        found[who, path] = page
    return found


def check(copies: Copies, rule: Any, filled: dict[str, Any], where: dict[tuple[str, str], str]) -> str:
    """What is wrong with one form; '' when it saved, and saved its own fields only."""
    app, names, stage = copies.app, dict(filled["names"]), Stage()
    if rule.endpoint in BEFORE:
        with app.app_context(), audit.acting_as(filled["world"].users["ines"]):
            stage = BEFORE[rule.endpoint](filled["world"], names)
    names |= stage.things
    who, path = stage.who or personas(rule.endpoint)[0], address(rule, names)
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


def test_the_test_sees_a_form_that_takes_too_much(databases, one_app, filled):
    """The control: what a form's own field holds does reach the database."""
    copies = Copies(databases, one_app, filled["url"])
    with copies.another() as app:
        before = dump(app)
        copies.person("allocated worker").post(f"/families/{filled['names']['family_id']}/mapping/add/strength",
                                               {"words": f"A {MARK} sang."})
        after = dump(app)
    databases.drop(copies.url)
    assert any(MARK in row for name, rows in after.items() for row in set(rows) - set(before[name]))

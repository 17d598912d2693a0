"""No address and no form breaks on what people and machines send: every GET argument and every field of every form that the app
has, with signs, figures and lengths that none of our pages would send; and no page is broken by what was kept of it.

The fields are those that the app's own forms read, dynamic ones too, so that a form that is added tomorrow is tried as well.
"""

import inspect
import re
import sys
from collections.abc import Iterator
from secrets import token_hex
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from wtforms import FieldList, FormField, SelectField, SelectMultipleField

from practice import create_app
from practice.core import clock
from practice.core.forms import DayField, Form, JudgeField
from tests.client import Client
from tests.conftest import NOW, settings_for
from tests.house.test_own_fields import personas
from tests.house.test_routes import OUTSIDE, routes, table
from tests.house.things import Names, address, things
from tests.make.people import World, build_world

WILD = ("²", "\x00", "9" * 5000, "-1", "\u202eabc\u200f", "'; DROP TABLE person; --", "<script>", "a\r\nSet-Cookie: x=1", "%",
        "NaN", "٣", "😀" * 300, "../../etc/passwd", "01a1f000-0000-7000-8000-000000000000", "word " * 9000, "{{ 7 * 7 }}", "http://[")
ODD = ("²", "\x00", "9" * 5000, "-1", "NaN", "http://[", "01a1f000-0000-7000-8000-000000000000", "a\r\nb")
READ = re.compile(r"request\.(?:args|values)(?:\.get(?:list)?\(|\[)\"(\w+)\"")
# They end the session that the test stands on, turn the screen, or make a PDF of every wild word.
WITHOUT = {"accounts.sign_out", "turned.turn", "turned.back", "documents.make"}
SLOW = {"documents.blank_pdf", "journal.add_post", "journal.edit_post"}


@pytest.fixture(scope="module")
def place(databases: Any) -> Iterator[tuple[Flask, Names]]:
    """The app with one of everything, and the names of what is in it. What one form does stays for the next."""
    url = databases.copy_of(databases.template("world", lambda _: build_world()))
    made = create_app(settings_for(url))
    with clock.at(NOW):
        with made.app_context():
            world = World.read()
        yield made, things(made, world)
    made.extensions["engine"].dispose()
    databases.drop(url)


def tried(app: Flask, method: str) -> list[Any]:
    return [rule for rule in routes(app, method) if rule.endpoint not in OUTSIDE | WITHOUT | SLOW]


def asked(app: Flask, endpoint: str) -> set[str]:
    """The arguments that a view reads from an address, itself or through a function of its module."""
    view = inspect.unwrap(app.view_functions[endpoint])
    module = vars(sys.modules[view.__module__])
    source = inspect.getsource(view)
    helpers = [module[name] for name in set(re.findall(r"\b(_\w+)\(", source)) if inspect.isfunction(module.get(name))]
    return set(READ.findall(source + "".join(inspect.getsource(one) for one in helpers)))


def status(person: Client, method: str, path: str, data: dict[str, Any] | None = None) -> int:
    body = {"csrf_token": person.token(), **data, "submission_key": token_hex(8)} if data is not None else None
    with person.http.open(path, method=method, data=body, headers={"Referer": "http://localhost/"}) as answer:
        return answer.status_code


class Crowd:
    """Whoever may, signed in once; None where nobody may."""

    def __init__(self, app: Flask) -> None:
        self.app, self.made = app, dict[str, Client]()

    def who(self, endpoint: str) -> Client | None:
        may = personas(endpoint) if endpoint in table() else []
        if may and may[0] not in self.made:
            self.made[may[0]] = Client(self.app, may[0])
        return self.made[may[0]] if may else None


def test_no_argument_of_an_address_breaks_a_page(place):
    app, names = place
    crowd, broken, tries = Crowd(app), [], 0
    for rule in tried(app, "GET"):
        person, reads = crowd.who(rule.endpoint), asked(app, rule.endpoint)
        for odd in ODD if person and reads else ():
            said = "&".join(f"{name}={quote(odd)}" for name in sorted(reads))
            tries += 1
            if status(person, "GET", f"{address(rule, names)}?{said}&other=%ff") >= 500:
                broken.append(f"{rule.endpoint}?{said[:80]}")
    assert broken == []
    assert tries > 100  # the arguments are found


def choices_of(field: Any) -> list[str]:
    return [str(one[0]) for one in field.iter_choices() if one[0] not in ("", None, "None")]


def wild(form: Form, turn: int) -> dict[str, Any]:
    """Every field of a form with something else than it asks for."""
    return {field.name: WILD[(place + turn) % len(WILD)] for place, field in enumerate(plain(form))
            if field.name not in {"csrf_token", "submission_key"}}


def eager(form: Form, turn: int) -> dict[str, Any]:
    """What a form asks for, as far as it may go: the last of every choice, every box, the last and the first of all days."""
    sent: dict[str, Any] = {}
    for place, field in enumerate(plain(form)):
        if isinstance(field, SelectMultipleField):
            sent[field.name] = choices_of(field)
        elif isinstance(field, SelectField):
            sent[field.name] = (choices_of(field) or [""])[-1]
        elif isinstance(field, DayField):
            sent[field.name] = "31/12/2200" if field.ahead else "1/1/1850" if turn % 2 else "today"
        elif isinstance(field, JudgeField):
            sent[field.name] = "10"
        elif field.type == "BooleanField":
            sent[field.name] = "y"
        elif field.type == "HiddenField":
            sent[field.name] = str(field.data or "1")
        elif field.type not in {"CSRFTokenField", "FileField"}:
            sent[field.name] = WILD[(place + turn) % len(WILD)][:480]
    return sent


def plain(form: Any) -> Iterator[Any]:
    for field in form:
        if isinstance(field, FormField | FieldList):
            yield from plain(field)
        else:
            yield field


def test_no_form_breaks_on_what_none_of_ours_sends_and_no_page_on_what_was_kept(place, monkeypatch):
    app, names = place
    crowd, broken, read = Crowd(app), [], list[Form]()
    monkeypatch.setattr(Form, "sent", lambda form, sent=Form.sent: (read.append(form), sent(form))[1])
    forms: dict[str, list[Form]] = {}
    for fill in (wild, eager):
        for turn, rule in enumerate(tried(app, "POST")):
            path, person = address(rule, names), crowd.who(rule.endpoint)
            if person is None:
                continue
            if path not in forms:
                read.clear()
                status(person, "POST", path, {})  # to see which fields it reads
                forms[path] = list(read)
            data = {name: value for form in forms[path] for name, value in fill(form, turn).items()}
            answer = status(person, "POST", path, data)
            if answer == 409 and fill is eager:  # the page of a clash knows what stands now
                answer = status(person, "POST", path, {**data, "lock_version": read[-1].lock_version.data})
            if answer >= 500:
                broken.append(f"{rule.endpoint}, {fill.__name__}")
    for rule in tried(app, "GET"):
        if (person := crowd.who(rule.endpoint)) and status(person, "GET", address(rule, names)) >= 500:
            broken.append(f"{rule.endpoint} is broken by what was kept")
    assert broken == []

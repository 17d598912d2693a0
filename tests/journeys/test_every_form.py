"""Every page that people can reach by links, forms and small pages too: one of each kind, axe clean at both widths, nothing
sideways. So a new page is checked from the day that something links to it.

Where the pages are is found without a browser, by following links as the app answers; the browser opens one of each kind.
"""

import re
import secrets
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.routing import MapAdapter

from practice.core.db import db
from practice.families.models import Family
from practice.families.models import Person as PersonRow
from practice.safety.journal.models import Photo
from tests.house.copies import Copies, personas
from tests.house.steps import BEFORE, Stage
from tests.journeys.conftest import DESK, PASSWORD, PHONE, Person, serving

WHO = ("ines", "fay", "kath", "ada", "nell")  # leads of two families, a manager, the administrator, one seat of many
# A browser keeps them, or asks for a piece, and opens no page; or a paper as a page, which tests/documents checks for every kind.
NO_PAGES = {"documents.fetch", "documents.blank_pdf", "documents.as_page", "documents.blank_page", "discussions.calendar",
            "meetings.calendar", "journal.photo", "static", "htmx", "accounts.sign_in",
            "discussions.watch"}  # the last is the beat of a room: pieces of a page, or nothing
ONE_FORM = {"documents.before", "documents.word", "documents.yes", "turned.before"}  # for all kinds of paper
LEAST = 140  # kinds of page that the demonstration links to; fewer means that the search found no way in
# No link of the demonstration leads there as it stands on its day: something must be under way, over or gone first. They are
# opened in the small world, where the steps of tests/house/steps.py bring that about. A kind that is neither reached nor named
# here fails the test below.
ELSEWHERE = {
    "cases.close", "cases.include", "cases.lift", "cases.reopen", "closing.asked", "conference.hear", "conference.into_plan",
    "discussions.after", "discussions.decide", "discussions.hand_in", "discussions.mark", "discussions.told",
    "immediate.agree", "immediate.approve", "immediate.row_versions", "journal.restore", "judging.carry", "judging.ends",
    "network.back", "network.person",
    "outcome.agreed", "outcome.for_each", "safety.restore",
}
# What must have happened, where the step is named after another form.
STEP = {"cases.close": "cases.close_family", "cases.reopen": "cases.reopen_family", "outcome.agreed": "outcome.private_post",
        "outcome.for_each": "outcome.private_post"}
TURNED = {"turned.back", "turned.screen"}  # pages of a turned screen alone: tests/journeys/test_turned.py

found: dict[str, tuple[str, str]] = {}  # {kind: (who, address)}: the same in every copy of the demonstration


def kind_of(routes: MapAdapter, address: str) -> str:
    """The endpoint of an address, and which kind of row it is about ('mapping.add harm')."""
    endpoint, arguments = routes.match(urlsplit(address).path, method="GET")
    return f"{endpoint} {arguments.get('kind', '')}".strip()


def pages_of(app: Flask) -> dict[str, tuple[str, str]]:
    """One page of every kind, and who may open it."""
    if not found:
        for login in WHO:
            for kind, address in links_of(app, login):
                endpoint = kind.partition(" ")[0]
                found.setdefault(endpoint if endpoint in ONE_FORM else kind, (login, address))
        found.update(by_hand(app))
    return found


def links_of(app: Flask, login: str) -> Iterator[tuple[str, str]]:
    """(kind, address) of what LOGIN reaches from the first page."""
    routes, browser = app.url_map.bind("localhost"), app.test_client()
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', browser.get("/sign-in").text)
    assert token
    signed = browser.post("/sign-in", headers={"Referer": "http://localhost/"}, data={
        "login": login, "password": PASSWORD, "csrf_token": token[1], "submission_key": secrets.token_hex(9)})
    assert signed.status_code == 303
    waiting, seen = ["/"], set()
    while waiting:
        address = waiting.pop(0)
        kind = kind_of(routes, address)
        if kind in seen or kind.partition(" ")[0] in NO_PAGES:
            continue
        seen.add(kind)
        answer = browser.get(address)
        if answer.status_code == 200 and answer.mimetype == "text/html":
            yield kind, address
            waiting += [link.replace("&amp;", "&") for link in re.findall(r'href="(/[^"#]*)', answer.text)]


def by_hand(app: Flask) -> dict[str, tuple[str, str]]:
    """What the first page of its kind does not lead to: of one reader, of an entry with a photo."""
    with app.app_context():
        there = {name: f"/families/{key}" for name, key in db.session.execute(select(Family.name, Family.id)).all()}
        callum = db.session.scalars(select(PersonRow.id).where(PersonRow.name == "Callum Reef")).one()
        photo = db.session.scalars(select(Photo.id).join(Family, Family.id == Photo.family_id)
                                   .where(Family.name == "Orchard")).first()
    return {"documents.first_page": ("ines", f"{there['Harbour']}/documents/family-plan/{callum}/first-page"),
            "journal.erase": ("kath", f"{there['Orchard']}/journal/photos/{photo}/erase")}


@pytest.mark.parametrize("login", WHO)
def test_one_page_of_every_kind_that_something_links_to(person, demo_app, login):
    """Opened once, looked at in both widths."""
    pages = pages_of(demo_app)
    assert len(pages) >= LEAST, sorted(pages)
    window = person(login, DESK)
    for kind, (who, address) in pages.items():
        if who == login:
            window.page.set_viewport_size(DESK)
            answer = window.page.goto(address)
            assert answer is not None
            assert answer.status == 200, f"{kind}: {address} answered {answer.status}"
            window.check()
            window.page.set_viewport_size(PHONE)
            window.check()


def test_a_kind_of_page_that_nothing_leads_to_is_known_by_name(demo_app):
    reached = {kind.partition(" ")[0] for kind in pages_of(demo_app)}
    every = {str(rule.endpoint) for rule in demo_app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert every - reached - NO_PAGES == ELSEWHERE | TURNED


def test_pages_that_something_must_happen_before(browser, databases, one_app):
    """Each in a copy of the small world in which it happened."""
    copies, windows, wrong = Copies(databases, one_app), dict[str, Person](), []
    with serving(one_app) as served:
        for kind in sorted(ELSEWHERE):
            with copies.another():
                stage, names = copies.reach(BEFORE.get(STEP.get(kind, f"{kind}_post")) or BEFORE.get(kind))
                who = stage.who or personas(kind)[0]
                if who not in windows:
                    windows[who] = Person(browser, served, who, DESK, cookie=copies.cookies[who][0])
                window, address = windows[who], Stage(kind).page_of(one_app, names)
                window.page.set_viewport_size(DESK)
                answer = window.page.goto(address)
                if answer is None or answer.status != 200 or urlsplit(window.page.url).path != address:
                    wrong.append(f"{kind}: {address} led to {window.page.url}, {answer and answer.status}")
                    continue
                window.check()
                window.page.set_viewport_size(PHONE)
                window.check()
                window.page.goto("about:blank")  # nothing of it is asked for after the copy is gone
        for window in windows.values():
            window.close()
    databases.drop(copies.url)
    assert wrong == []

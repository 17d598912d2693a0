"""The trail in plain words: every action that the app records has some, and no code shows through."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from practice.cases.trail import action_words, page_words
from practice.core.audit import AuditEvent
from practice.core.db import db

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
ROOT = Path(__file__).parents[2] / "practice"
RECORDED = sorted({found for file in ROOT.rglob("*.py")
                   for found in re.findall(r'audit\.record\("([a-z_.]+)"', file.read_text())})


@pytest.mark.parametrize("action", RECORDED)
def test_every_recorded_action_has_plain_words(action):
    words = action_words(action, {})
    assert not re.search(r"[._]", words), words
    assert " " in words or words in {"looked"}


def test_a_page_is_said_by_its_name_never_by_its_code(app):
    for endpoint in app.view_functions:
        assert not re.search(r"[._]", page_words(endpoint)), endpoint


def test_the_page_goes_back_through_every_event_once(app, client, world):
    ines, path, seen = client("allocated worker"), f"/families/{world.family}/looked", 0
    with app.app_context():
        for number in range(120):
            db.session.add(AuditEvent(at=AT, actor_id=world.users["tom"], action="looked", family_id=world.family,
                                      detail={"page": f"mapping.show{number}"}))
        db.session.commit()
    pages = 0
    while path:
        page = ines.get(path)
        seen += page.words.count("Tom Larder team manager looked at")
        pages += 1
        path = next((link.get("href") for link in page.all("a") if link.text == "Further back"), "")
    assert seen == 120
    assert pages >= 3

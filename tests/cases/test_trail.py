"""The trail in plain words: every action that the app records has some, and no code shows through."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from practice.accounts.models import User
from practice.cases.queries import Looked
from practice.cases.trail import ACTIONS, THINGS, VERBS, action_words, page_words
from practice.core.audit import AuditEvent
from practice.core.db import db
from practice.discussions.conference.kinds import Event
from practice.discussions.pieces.models import PieceState
from practice.records.bodies import KINDS
from practice.safety.immediate.models import Became
from practice.safety.living.models import StepKind
from practice.safety.models import PlanState

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
ROOT = Path(__file__).parents[2] / "practice"
WRITTEN = re.compile(r'(?:audit\.record|changed)\((?:discussion, )?"([a-z_.]+)"')
# What is put together from a kind or a state and a verb: see the f-strings beside audit.record.
MADE = {f"{kind}.{verb}" for kind in KINDS for verb in ("added", "changed", "withdrawn", "restored")} | {
    "mapping.shown", "plan.shown", *(f"{kind}.frozen" for kind in ("mapping", "plan", "immediate", "closing", "decision")),
    *(f"plan.{state.value}" for state in PlanState), *(f"immediate.{what.value}" for what in Became),
    *(f"milestone.{what.value}" for what in StepKind), *(f"discussion.piece_{what.value}" for what in PieceState),
    *(f"conference.{event.__struct_config__.tag}" for event in Event.__subclasses__()),
    *(f"rating.{how}" for how in ("given", "guessed")), "screen.turned", "screen.turned_back", "looked", "discussion.changed",
    "meeting.put_on", "meeting.taken_off"}  # these two stand on the trail of the family, the others of a meeting on none
OUTSIDE = ("user.", "team.", "agency.", "agreement.", "meeting.", "signed_")  # of no family
RECORDED = sorted({found for file in ROOT.rglob("*.py") for found in WRITTEN.findall(file.read_text())
                   if not found.startswith(OUTSIDE)} | MADE)


@pytest.mark.parametrize("action", RECORDED)
def test_every_recorded_action_has_words_of_its_own(action):
    """Put together from its code it would be no English: 'seat given discussion'."""
    thing, _, verb = action.rpartition(".")
    assert action in ACTIONS or (verb in VERBS and thing in THINGS)
    assert not re.search(r"[._]", action_words(action, {}))


def test_nothing_is_said_of_what_is_never_recorded():
    assert set(ACTIONS) - set(RECORDED) == set()
    assert set(THINGS) - {action.rpartition(".")[0] for action in RECORDED} == set()


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
        found = re.findall(r"Tom Larder team manager looked at(?:[^,]*, (\d+) times)?", page.words)
        seen += sum(int(times or 1) for times in found)
        pages += 1
        path = next((link.get("href") for link in page.all("a") if link.text == "Further back"), "")
    assert seen == 120
    assert pages >= 3


def test_from_twenty_past_six_to_twenty_past_sixteen_is_not_one_moment():
    late = Looked(1, AT.replace(hour=16, minute=20), "Tom", "", "looked", False, times=2, since=AT.replace(hour=6, minute=20))
    assert late.when.endswith("6.20 to 16.20")


def test_the_same_again_and_again_is_one_line_that_says_how_often_and_from_when_to_when(app, client, world):
    with app.app_context():
        for minute in (1, 5, 9):
            db.session.add(AuditEvent(at=AT.replace(minute=minute), actor_id=world.users["tom"], action="looked",
                                      family_id=world.family, detail={"page": "safety.plan"}))
        db.session.get(User, world.users["nell"]).name = "Tom Larder"  # another of that name
        db.session.add(AuditEvent(at=AT.replace(minute=10), actor_id=world.users["nell"], action="looked",
                                  family_id=world.family, detail={"page": "safety.plan"}))
        db.session.add(AuditEvent(at=AT.replace(minute=12), actor_id=world.users["tom"], action="looked", family_id=world.family,
                                  detail={"page": "mapping.show"}))
        db.session.commit()
    words = client("allocated worker").get(f"/families/{world.family}/looked").words
    assert "looked at: safety plan, 3 times" in words
    assert re.search(r"\d+\.01 to \d+\.09", words)
    assert words.count("Tom Larder team manager looked at") == 2

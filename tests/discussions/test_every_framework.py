"""Each way of thinking together is held to its last step, on the page of one who sits in it; a framework that is added is too."""

from datetime import timedelta

import pytest

from practice.core import clock
from practice.core.errors import RuleBroken
from practice.discussions import commands
from practice.discussions.commands import Deciding, NewAction
from practice.discussions.models import SeatRole, State
from practice.discussions.page.seats import asked_of
from practice.guidance.frameworks import frameworks
from tests.discussions.conftest import PERSONA, hold_one
from tests.discussions.test_whole import hand_in

OTHERS = ("nell", "slate", "Coral")


def typed(step):
    """What a seat types into the box of this step."""
    if step.input == "number":
        return {"value": "4", "why": "WHYWORDS"}
    if step.input == "choice":
        return {"choice": step.choices[0], "why": "WHYWORDS"}
    if step.input == "stance":
        return {"choice": "agree", "why": "WHYWORDS"}
    return {"words": f"TYPED in {step.id}"}


def test_whoever_leads_is_asked_for_no_number_and_no_turn():
    """They hold no view of the case: only what is asked of them alone stands on their page."""
    for one in frameworks().values():
        for step in one.stage:
            if step.private or step.speaks == "in turn":
                assert asked_of(step, SeatRole.FACILITATOR) == step.asks.get("facilitator", ""), step.id
            assert asked_of(step, SeatRole.PARTICIPANT)


def write_and_open(app, ines, table):
    """Ines writes on her page and nobody else reads it; the others pass; then all read it."""
    with app.app_context():
        step, opened = table.now().step, table.place
    said = typed(step)
    words = said.get("words", "WHYWORDS")
    hand_in(ines, table.path, table.seats["ines"], **said)
    with app.app_context():
        with table.acts("tom"):
            for name in OTHERS:
                commands.pass_round(table.id, table.seats[name], opened, "had to leave", by_leader=True)
        assert table.open()
    return words


def walk(app, client, table):
    """Through every step; what was seen of each."""
    ines, tom, seen = client(PERSONA["ines"]), client(PERSONA["tom"]), []
    while True:
        with app.app_context():
            d = table.now()
        step = d.step
        page = ines.get(table.path)
        assert step.title in page.words
        assert f"{d.called}, step {d.stage + 1} of " in page.words
        assert step.asked_of("presenter") in page.words
        assert f"What comes out: {step.out}." in page.words
        seen.append(step.id)
        if step.private:
            assert write_and_open(app, ines, table) in tom.get(table.path).words
        with app.app_context(), table.acts("tom"):
            if step.unrecorded:
                with pytest.raises(RuleBroken, match="the family’s own time"):
                    commands.note(table.id, d.stage, 0, "What they said")
            if step.engine == "options":
                first = commands.add_option(table.id, "Nothing more than now")
                commands.add_option(table.id, "Ask the aunt")
                commands.ask_about(table.id, first)
            if step.engine == "decision":
                commands.add_action(table.id, NewAction("Ines", "rings Coral", clock.today()))
                commands.decide(table.id, Deciding(first, "DECIDEDWORDS", "It holds", "Tom Larder", "manager",
                                                   clock.today() + timedelta(days=14)))
            if d.stage + 1 == len(d.frame.stage):
                if step.engine != "decision":
                    commands.end(table.id)
                return seen
            commands.go_to(table.id, d.stage, d.stage + 1)


@pytest.mark.parametrize("name", frameworks())
def test_it_is_held_to_its_last_step(app, client, world, name):
    with app.app_context():
        table = hold_one(world, framework=name)
        frame = table.now().frame
    assert walk(app, client, table) == [step.id for step in frame.stage]
    page = client(PERSONA["ines"]).get(table.path)
    with app.app_context():
        assert table.now().state is (State.DECIDED if frame.stage[-1].engine else State.CLOSED)
    assert ("DECIDEDWORDS" in page.words) is bool(frame.stage[-1].engine)
    assert ("Ended Tue 24 Nov" in page.words) is not bool(frame.stage[-1].engine)
    assert "not decided" not in page.words
    assert "speaks now" not in page.words  # nobody has the turn any more

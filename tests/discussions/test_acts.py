"""Actions of a discussion: on everybody's first page with who and by when, done or late, and read again at the next discussion."""

from datetime import date, timedelta

import pytest

from practice.core import audit, clock
from practice.core.db import db
from practice.core.errors import RuleBroken
from practice.discussions import commands, queries
from practice.discussions.commands import NewDiscussion, NewSeat
from practice.discussions.models import SeatRole
from tests.discussions.conftest import PERSONA, hold_one
from tests.discussions.deciding import decide


@pytest.fixture
def decided(app, world):
    with app.app_context():
        table = decide(world)
        table.done = f"{table.path}/actions/{table.actions[0]}/done"
        db.close()
        return table


def test_an_action_stands_on_the_first_page_of_the_team_until_it_is_done(client, decided):
    ines, tom = client(PERSONA["ines"]), client(PERSONA["tom"])
    assert "You: ACTIONINES makes a picture story with Marina" in ines.get("/").words
    assert "Ines: ACTIONINES makes a picture story" in tom.get("/").words
    assert "Callum: ACTIONCALLUM" in ines.get("/").words
    page = ines.get(decided.path)
    assert "By Mon 30 Nov" in page.words
    missing = ines.post(decided.done, {"on": "24 Nov 2026", "words": ""}, expect=422)
    assert missing.error_beside("words") == "Say what came of it, in a sentence"
    assert missing.typed("on") == "24 Nov 2026"
    ahead = ines.post(decided.done, {"on": "30 Nov 2026", "words": "Made it"}, expect=422)
    assert ahead.error_beside("on") == "Give the day on which it was done: today or before"
    assert ahead.typed("words") == "Made it"
    ines.post(decided.done, {"on": "24 Nov 2026", "words": "CAMEOFIT Finn chose the pictures"})
    assert "ACTIONINES" not in ines.get("/").words
    page = ines.get(decided.path)
    assert "Done Tue 24 Nov" in page.words
    assert "CAMEOFIT Finn chose the pictures" in page.words


def test_a_late_action_says_so(client, decided):
    with clock.at(clock.now() + timedelta(days=9)):
        ines = client(PERSONA["ines"])
        assert "Late by 3 days" in ines.get("/").words
        assert "Late: by Mon 30 Nov" in ines.get(decided.path).words


def test_only_the_team_and_whose_action_it_is_say_what_came_of_it(client, decided):
    for persona, status in (("manager", 200), ("other family’s worker", 404), ("health, danger two only", 403),
                            ("school, plan only", 404), ("ended agreement", 404)):
        client(persona).get(decided.done, expect=status)
    client(PERSONA["ines"]).get(f"{decided.path}/actions/{decided.id}/done", expect=404)


def test_one_who_only_sat_there_finds_nothing_of_it_on_their_first_page(client, decided):
    for persona in ("health, danger two only", "school, plan only"):
        assert "ACTION" not in client(persona).get("/").text


def test_whoever_is_named_finds_it_on_their_first_page_and_says_what_came_of_it(app, client, world):
    with app.app_context():
        table = hold_one(world)
        table.go_to("steps")
        db.close()
    ines, nell = client(PERSONA["ines"]), client(PERSONA["nell"])
    for who, does in (("Nell Frost", "ACTIONWHOLE"), ("nell ", "ACTIONFIRST"), ("Somebody", "ACTIONNOBODY")):
        ines.post(f"{table.path}/actions", {"who": who, "action": does, "by_on": "30 Nov 2026"})
    with app.app_context(), audit.acting_as(world.users["tom"]):
        commands.end(table.id)
        db.close()
    first = nell.get("/").words
    assert "You: ACTIONWHOLE" in first
    assert "You: ACTIONFIRST" in first
    assert "ACTIONNOBODY" not in first
    with app.app_context():
        acts = {one.what.words: one.what.id for one in queries.events_of(table.id) if type(one.what).__name__ == "Action"}
        db.close()
    nell.get(f"{table.path}/actions/{acts['ACTIONNOBODY']}/done", expect=403)
    nell.post(f"{table.path}/actions/{acts['ACTIONFIRST']}/done", {"on": "24 Nov 2026", "words": "She came"})
    assert "ACTIONFIRST" not in nell.get("/").words
    client(PERSONA["slate"]).get(f"{table.path}/actions/{acts['ACTIONWHOLE']}/done", expect=404)


def test_who_sat_there_reads_what_was_agreed_and_their_own_action_and_nothing_else(app, client, world):
    """Ms Slate's part sees the plan alone: the talk is closed to her afterwards. Priya has a seat without a part: nothing after
    the close (A15)."""
    with app.app_context():
        table = hold_one(world, coral=False)
        with table.acts("ines"):
            commands.add_seat(table.id, NewSeat(SeatRole.PARTICIPANT, world.users["priya"], because="housing"))
        table.go_to("dangers")
        for name in ("ines", "nell", "slate"):
            table.hand_in(name, f"PRIVATE{name}")
        table.open()
        table.go_to("steps")
        db.close()
    ines, priya, slate = client(PERSONA["ines"]), client("other family’s worker"), client(PERSONA["slate"])
    for who, does in (("Ms Slate", "ACTIONSLATE"), ("Ines", "ACTIONINES")):
        ines.post(f"{table.path}/actions", {"who": who, "action": does, "by_on": "30 Nov 2026"})
    agreed = f"{table.path}/agreed"
    slate.get(agreed, expect=404)  # it is still going on
    with app.app_context(), audit.acting_as(world.users["tom"]):
        commands.end(table.id)
        acts = {one.what.words: one.what.id for one in queries.events_of(table.id) if type(one.what).__name__ == "Action"}
        db.close()
    first = slate.get("/")
    assert "You: ACTIONSLATE" in first.words
    assert f'href="{agreed}"' in first.text
    slate.get(table.path, expect=404)
    page = slate.get(agreed)
    assert "ACTIONSLATE" in page.words
    for word in ("ACTIONINES", "PRIVATE", "Coral"):
        assert word not in page.text, word
    slate.get(f"{table.path}/actions/{acts['ACTIONINES']}/done", expect=404)
    done = f"{table.path}/actions/{acts['ACTIONSLATE']}/done"
    missing = slate.post(done, {"on": "24 Nov 2026", "words": ""}, expect=422)
    assert missing.error_beside("words") == "Say what came of it, in a sentence"
    slate.post(done, {"on": "24 Nov 2026", "words": "CAMEOFIT"})
    assert "Done Tue 24 Nov CAMEOFIT" in slate.get(agreed).words
    assert "CAMEOFIT" in ines.get(table.path).words
    for persona, status in (("health, danger two only", 200), ("manager", 200), ("excluded worker", 404), ("ended agreement", 404),
                            ("administrator", 404), ("other family’s worker", 404)):
        client(persona).get(agreed, expect=status)
    assert "agreed" not in priya.get("/discussions").words


def test_the_next_discussion_opens_with_what_became_of_it(app, client, world, decided):
    client(PERSONA["ines"]).post(decided.done, {"on": "24 Nov 2026", "words": "CAMEOFIT Finn chose the pictures"})
    with app.app_context(), audit.acting_as(world.users["ines"]):
        made = commands.ask(world.family, NewDiscussion("group-mapping", "What next?", date(2026, 12, 8)))
        for login, role in (("tom", SeatRole.FACILITATOR), ("ines", SeatRole.PRESENTER), ("nell", SeatRole.PARTICIPANT),
                            ("priya", SeatRole.PARTICIPANT)):
            commands.add_seat(made, NewSeat(role, world.users[login], because="housing"))
        db.close()
    path = f"/families/{world.family}/discussions/{made}"
    page = client(PERSONA["ines"]).get(path)
    assert "What we decided last time, and what became of it DECISION no visits until after court BECAUSE" in page.words
    assert "CAMEOFIT Finn chose the pictures" in page.words
    assert "ACTIONCALLUM" in page.words
    assert "CAMEOFIT" in client("health, danger two only").get(path).words, "she sat there"
    new = client("other family’s worker").get(path)
    assert "What next?" in new.words
    assert "ACTION" not in new.text
    assert "CAMEOFIT" not in new.text, "she did not"


def test_an_action_may_say_for_which_goal_and_the_paper_says_it(app, client, world):
    with app.app_context():
        table = hold_one(world)
        table.go_to("steps")
        db.close()
    ines, goal = client(PERSONA["ines"]), world.records["goal"]
    page = ines.get(table.path)
    assert "Finn and Shelly live with mum and sleep at night." in page.words
    sent = {"who": "Ines", "action": "looks at the lock", "by_on": "30 Nov 2026"}
    wrong = ines.post(f"{table.path}/actions", {**sent, "goal": str(world.records["danger"])}, expect=422)
    assert wrong.error_beside("goal") == "Choose one of the goals"
    ines.post(f"{table.path}/actions", {**sent, "goal": str(goal)})
    with app.app_context():
        what = next(one.what for one in queries.events_of(table.id) if type(one.what).__name__ == "Action")
        assert what.goal == goal
        with audit.acting_as(world.users["ines"]), pytest.raises(RuleBroken):
            commands.add_action(table.id, commands.NewAction("Ines", "x", clock.today(), goal=table.id))
        db.close()
    assert "sleep at night" not in client("health, danger two only").get(table.path).words, "her part does not reach that danger"

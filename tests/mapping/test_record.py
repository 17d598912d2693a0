"""What is done to a statement: move with its history, strength or safety, withdraw and bring back, keep a note."""

import pytest

from practice.core import audit
from practice.core.db import db
from practice.core.errors import RuleBroken
from practice.mapping.commands import Said, add_statement, move_statement, sort_statement
from practice.mapping.kinds import SafetyGoal
from practice.records import queries
from tests.mapping.test_statements import mapping


def form(client, url):
    return client.get(url).hidden()


def test_a_move_keeps_the_words_and_the_history(client, world, app):
    ines, record = client("allocated worker"), world.records["strength"]
    ines.post(mapping(world, f"/{record}/edit"), {**form(ines, mapping(world, f"/{record}/edit")), "words": "Marina rang 999."})
    ines.post(mapping(world, f"/{record}/move"), {**form(ines, mapping(world, f"/{record}/move")), "to": "hope"})
    with app.app_context():
        row = queries.one(record)
        assert (row.kind, row.body.words) == ("hope", "Marina rang 999.")
        assert [past.kind for past in queries.history(record)] == ["hope", "strength", "strength"]
    page = ines.get(mapping(world, f"/{record}/versions")).words
    assert "Moved from strength to what the family hopes for" in page
    assert "Marina rang 999 and gave a statement." in page


def test_a_move_to_safety_asks_the_danger(client, world):
    ines, record = client("allocated worker"), world.records["strength"]
    url = mapping(world, f"/{record}/move")
    page = ines.post(url, {**form(ines, url), "to": "existing_safety"}, expect=422)
    assert page.error_beside("danger") == "Choose the danger it belongs to"
    page = ines.post(url, {**form(ines, url)}, expect=422)
    assert "Choose where it belongs" in page.words


def test_a_danger_is_not_moved_below_itself(client, world, app):
    """It would hang on nothing that anybody sees, and who looks for what it hangs on would look for ever."""
    ines, danger = client("allocated worker"), world.records["danger+"]
    url = mapping(world, f"/{danger}/move")
    page = ines.post(url, {**form(ines, url), "to": "goal", "danger": str(danger)}, expect=422)
    assert page.error_beside("danger") == "It cannot belong to itself. Choose another danger"
    with app.app_context():
        assert queries.one(danger).kind == "danger"


def test_no_second_goal_comes_to_a_danger_by_another_way(client, world, app):
    """A pair shows one goal: a second would stand on no page. By an edit, and by bringing one back."""
    ines, goal, danger = client("allocated worker"), world.records["goal"], str(world.records["danger"])
    with app.app_context(), audit.acting_as(world.users["ines"]):
        other = add_statement(world.family, "goal", Said(SafetyGoal(words="Marina sleeps."), world.records["danger+"]))
    url = mapping(world, f"/{other}/edit")
    page = ines.post(url, {**form(ines, url), "words": "Marina sleeps.", "danger": danger}, expect=422)
    assert page.error_beside("danger").startswith("This danger has a goal")
    ines.post(mapping(world, f"/{goal}/withdraw"), {**form(ines, mapping(world, f"/{goal}/withdraw")), "because": "Too far"})
    ines.post(url, {**form(ines, url), "words": "Marina sleeps at night.", "danger": danger})
    back = mapping(world, f"/{goal}/restore")
    assert "Another safety goal stands in its place by now" in ines.post(back, form(ines, back), expect=422).words
    words = ines.get(mapping(world)).words
    assert "Marina sleeps at night." in words
    assert "Withdrawn: Too far" in words


def test_it_is_weighed_up_once_and_a_second_sheet_keeps_what_was_typed(client, world):
    ines, url = client("allocated worker"), mapping(world, "/add/judgement")
    ines.post(url, {"best_case": "They sleep."})
    page = ines.post(url, {"best_case": "They laugh."}, expect=422)
    assert "It was weighed up already" in page.words
    assert page.typed("best_case") == "They laugh."


def test_the_three_questions_move_between_strength_and_safety(client, world, app):
    ines, record, danger = client("allocated worker"), world.records["strength"], world.records["danger"]
    url = mapping(world, f"/{record}/sort")
    page = ines.post(url, {**form(ines, url), "did": "yes", "protected": "yes", "repeated": "yes"}, expect=422)
    assert page.error_beside("danger").startswith("Three times yes")
    ines.post(url, {**form(ines, url), "did": "yes", "protected": "yes", "repeated": "yes", "danger": str(danger)})
    with app.app_context():
        row = queries.one(record)
        assert (row.kind, row.parent_id, row.body.repeated) == ("existing_safety", danger, True)
    ines.post(url, {**form(ines, url), "did": "yes", "protected": "yes", "repeated": "no"})
    with app.app_context():
        row = queries.one(record)
        assert (row.kind, row.parent_id, row.body.repeated) == ("strength", None, False)


def test_withdrawn_words_stay_readable_with_the_reason_and_can_come_back(client, world):
    ines, record = client("allocated worker"), world.records["strength"]
    url = mapping(world, f"/{record}/withdraw")
    empty = ines.post(url, {**form(ines, url), "because": "  "}, expect=422)
    assert empty.error_beside("because").startswith("Say why you withdraw it")
    ines.post(url, {**form(ines, url), "because": "It was another night"})
    board = ines.get(mapping(world))
    assert "1 withdrawn" in board.words
    assert "Withdrawn: It was another night" in board.words
    assert "statement--withdrawn" in board.text
    ines.get(mapping(world, f"/{record}/edit"), expect=403)
    back = mapping(world, f"/{record}/restore")
    ines.post(back, form(ines, back))
    assert "1 withdrawn" not in ines.get(mapping(world)).words


@pytest.mark.parametrize(("what", "data"), [("withdraw", {"because": "Not so"}), ("move", {"to": "hope"}),
                                            ("sort", {"did": "no"})])
def test_whoever_looked_before_it_changed_is_told_and_keeps_what_they_typed(client, world, app, what, data):
    ines, tom, record = client("allocated worker"), client("manager"), world.records["strength"]
    seen = form(ines, mapping(world, f"/{record}/{what}"))
    url = mapping(world, f"/{record}/edit")
    tom.post(url, {**form(tom, url), "words": "Tom wrote this meanwhile."})
    page = ines.post(mapping(world, f"/{record}/{what}"), {**seen, **data}, expect=409)
    assert "Tom Larder saved this first" in page.words
    assert "Tom wrote this meanwhile." in page.words
    if what == "withdraw":
        assert page.typed("because") == "Not so"
    ines.post(mapping(world, f"/{record}/{what}"), {**page.hidden(), **data})
    with app.app_context():
        row = queries.one(record)
        assert row.is_withdrawn or row.kind == "hope" or row.body.did is False


def test_keep_it_because_silences_that_note_and_shows_the_reason(client, world, app):
    ines, record = client("allocated worker"), world.records["strength"]
    url = mapping(world, f"/{record}/edit")
    ines.post(url, {**form(ines, url), "words": "Coral is supportive and never chaotic.", "said_by_name": "Sgt Birk"})
    board = ines.get(mapping(world)).words
    assert "Supportive is a label. What would a camera have seen or heard?" in board
    keep = mapping(world, f"/{record}/keep?note=Q2:supportive")
    page = ines.post(keep, {**form(ines, keep), "because": " "}, expect=422)
    assert page.error_beside("because") == "Say why you keep it"
    ines.post(keep, {**form(ines, keep), "because": "It is her sister’s word"})
    board = ines.get(mapping(world)).words
    assert "supportive is a label. What would a camera have seen or heard? Keep it" not in board.replace("Supportive", "supportive")
    assert "Kept by Ines Tidewell, because: It is her sister’s word" in board
    assert "Chaotic is a label" in board  # the other one still asks
    ines.get(mapping(world, f"/{record}/keep?note=Q2:nothing"), expect=404)


def test_a_note_on_the_whole_is_kept_too(client, world):
    ines = client("allocated worker")
    assert "She is two: write down what you saw her do." in ines.get(mapping(world)).words
    key = f"Q9:{world.people['Shelly'].hex[-12:]}"
    url = mapping(world, f"/keep?note={key}")
    ines.post(url, {**form(ines, url), "because": "Nell visits her on Thursday"})
    board = ines.get(mapping(world)).words
    assert "because: Nell visits her on Thursday" in board


def test_commands_refuse_what_makes_no_sense(app, world):
    with app.app_context(), audit.acting_as(world.users["ines"]):
        with pytest.raises(RuleBroken):
            move_statement(world.records["strength"], 1, "nonsense")
        with pytest.raises(RuleBroken):
            move_statement(world.records["strength"], 1, "goal", world.records["danger"])  # it has one
        with pytest.raises(RuleBroken):
            sort_statement(world.records["strength"], 1, (True, True, True), None)
        row = queries.one(world.records["strength"])
        assert (row.kind, row.lock_version) == ("strength", 1)
        db.session.rollback()

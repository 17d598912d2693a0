"""The plan page on a phone: what is settled stands folded to its line, a rule that waits for a test has its next move beside the
fold, what failed or was just saved stands open, and a short list at the top says where what is."""

import pytest

from practice.core import audit
from practice.safety.commands import add_row
from practice.safety.kinds import PlanRule, Trigger
from tests.client import HTML
from tests.safety.test_pages import agree, phoned, plan_url

WORKER = "allocated worker"


@pytest.fixture
def tried(world, app):
    """A rule of the plan that nobody has tried yet, beside the world's own."""
    with app.app_context(), audit.acting_as(world.users["ines"]):
        return add_row(world.family, "plan_rule", PlanRule(who=world.people["Marina"], words="keeps the phone on",
                                                           when="every day"), parent_id=world.records["goal"])


def fold_of(page, row):
    """The fold of one rule."""
    card = next(one for one in page.all("li") if one.get("id") == f"r-{row.hex}")
    return next(one for one in card.iter(HTML + "details") if "settled" in (one.get("class") or ""))


def line_of(fold):
    return " ".join("".join(fold.find(HTML + "summary").itertext()).split())


def test_a_rule_that_was_tried_and_worked_is_folded_to_its_newest_test(client, world, tried):
    worker = client(WORKER)
    worker.post(plan_url(world, f"/{tried}/test"), phoned(outcome="yes", what_happened="She answered"))
    fold = fold_of(worker.get(plan_url(world)), tried)
    assert fold.get("open") is None
    assert line_of(fold).startswith("Phone test 2 Nov, worked")
    assert "She answered" in "".join(fold.itertext())


def moves_beside(page, row):
    """The next moves that stand beside the fold of one rule, not in it."""
    card = next(one for one in page.all("li") if one.get("id") == f"r-{row.hex}")
    return [one.get("href") for place in card.findall(HTML + "p") for one in place.iter(HTML + "a")]


def test_a_rule_never_tried_is_one_line_with_its_next_move_beside_it(client, world, tried):
    page = client(WORKER).get(plan_url(world))
    fold = fold_of(page, tried)
    assert fold.get("open") is None
    assert line_of(fold).startswith("Not tested yet")
    assert moves_beside(page, tried) == [plan_url(world, f"/{tried}/plan-test")]


def test_the_next_move_of_a_rule_with_a_planned_test_is_to_write_down_what_came_of_it(client, world, tried):
    worker = client(WORKER)
    worker.post(plan_url(world, f"/{tried}/plan-test"),
                {"how": "phone", "on": "27 Nov", "who": world.people["Ines"], "words": "Does she answer?"})
    moves = moves_beside(worker.get(plan_url(world)), tried)
    assert len(moves) == 1
    assert moves[0].endswith("/came-of-it")


def test_a_rule_whose_test_failed_stands_open(client, world, tried):
    worker = client(WORKER)
    worker.post(plan_url(world, f"/{tried}/test"), phoned(outcome="yes", what_happened="She answered"))
    worker.post(plan_url(world, f"/{tried}/test"), phoned(outcome="no", what_happened="Nobody answered"))
    fold = fold_of(worker.get(plan_url(world)), tried)
    assert fold.get("open") is not None
    assert "Open again." in "".join(fold.itertext())


def test_what_was_just_saved_stands_open_and_so_does_everything_for_print(client, world, tried):
    worker = client(WORKER)
    worker.post(plan_url(world, f"/{tried}/test"), phoned(outcome="yes", what_happened="She answered"))
    assert fold_of(worker.get(plan_url(world, f"?saved={tried.hex}")), tried).get("open") is not None
    printed = worker.get(plan_url(world, "?print=1"))
    assert all(one.get("open") is not None for one in printed.all("details") if "settled" in (one.get("class") or ""))


def test_the_list_leads_to_parts_that_are_there_and_marks_the_broken_ones(client, world, tried):
    page = client(WORKER).get(plan_url(world))
    nav = next(one for one in page.all("nav") if "on-page" in (one.get("class") or ""))
    ids = {one.get("id") for tag in ("h2", "h3") for one in page.all(tag)}
    links = [one.get("href") for one in nav.iter(HTML + "a")]
    assert "#now" in links
    assert "#flags" in links
    assert {link.removeprefix("#") for link in links} <= ids
    words = [" ".join("".join(one.itertext()).split()) for one in nav.iter(HTML + "a")]
    assert any(word.startswith("Broken: Danger 1") for word in words), words
    assert not any(word.startswith("Broken: The day by hours") for word in words)


def test_those_who_agree_are_folded_and_those_who_do_not_stand_first(client, world):
    agree(client, world, **{f"stance_{world.people['Callum'].hex}": "in_part"})
    page = client(WORKER).get(plan_url(world))
    fold = next(one for one in page.all("details") if line_of_or_nothing(one).startswith("Agree: "))
    assert fold.get("open") is None
    assert "Marina" in line_of(fold)
    assert "Callum" not in "".join(fold.itertext())
    assert "Agrees in part" in page.words


def test_a_hard_day_without_what_is_done_then_is_not_folded_away(client, world, app):
    with app.app_context(), audit.acting_as(world.users["ines"]):
        add_row(world.family, "trigger", Trigger(words="payday", is_day=True))
    fold = next(one for one in client(WORKER).get(plan_url(world)).all("details")
                if line_of_or_nothing(one).startswith("Hard days, and what we do then: 1"))
    assert fold.get("open") is not None


def test_one_who_may_only_read_finds_no_way_to_add_beside_the_headings(client, world):
    assert "Add whom to ring" in client(WORKER).get(plan_url(world)).words
    assert "Add whom to ring" not in client("school, plan only").get(plan_url(world)).words


def line_of_or_nothing(one):
    return line_of(one) if one.find(HTML + "summary") is not None else ""

"""The family's copy of the tree: no line of hurt, no protected home, not in words either; nobody separates by dying."""

import pytest

from practice.families import queries


def test_the_familys_copy_has_no_hurt_line_and_no_word_of_it(client, world):
    worker = client("allocated worker")
    own = worker.get(f"/families/{world.family}/people")
    assert "genogram__hurt" in own.text  # the worker's own drawing shows who has hurt whom: the control
    copy = worker.get(f"/families/{world.family}/people/tree")
    assert "genogram__hurt" not in copy.text
    assert "hurt Marina" not in copy.words
    assert "Finn" in copy.words


def test_it_is_for_those_who_see_the_story(client, world):
    path = f"/families/{world.family}/people/tree"
    client("school, plan only").get(path, expect=403)
    client("other family’s worker").get(path, expect=404)
    client("nobody").get(path, expect=303)


@pytest.mark.parametrize(("until", "says"), [("February 2025", "were married."), ("his death", "were married."),
                                             ("2021", "were married and have separated.")])
def test_a_marriage_that_lasted_until_a_death_is_no_separation(app, client, world, until, says):
    worker = client("allocated worker")
    worker.post(f"/families/{world.family}/people/add?as=adult", {
        "standing": "adult", "name": "Reed Harbour", "label": "granddad", "died_on": "14 Feb 2025"})
    with app.app_context():
        reed = next(person.id for person in queries.people_of(world.family).values() if person.name == "Reed Harbour")
    worker.post(f"/families/{world.family}/relationships/add", {
        "a_id": str(world.people["Coral"]), "kind": "married", "b_id": str(reed), "to_text": until})
    assert f"Coral was married to Reed, until {until}" in worker.get(f"/families/{world.family}/people").words
    assert f"Coral (58) and Reed {says}" in worker.get(f"/families/{world.family}/people/tree").words


def test_an_age_that_is_a_guess_is_said_as_one(client, world):
    worker = client("allocated worker")
    worker.post(f"/families/{world.family}/people/add?as=adult", {
        "standing": "adult", "name": "Reed Harbour", "label": "granddad", "born_on": "about 70", "birth_known": "estimated"})
    assert "Reed (about 70)" in worker.get(f"/families/{world.family}/people/tree").words

"""The family's copy of the tree: no line of hurt, no protected home, not in words either."""


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

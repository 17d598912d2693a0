"""The plan page and its forms, as people see them."""


def test_the_plan_shows_the_thread(client, world):
    page = client("allocated worker").get(f"/families/{world.family}/plan")
    assert "locks door and chain" in page.words
    assert "Danger 1: Callum coming back" in page.words

"""The board beside its drawing: the same parts in the same order."""

from tests.mapping.test_statements import mapping


def test_the_board_has_the_parts_of_its_drawing_in_their_order(client, world):
    page = client("allocated worker").get(mapping(world))
    heads = [" ".join("".join(head.itertext()).split()) for head in page.tree.iter()
             if isinstance(head.tag, str) and head.tag.rsplit("}", 1)[-1] in {"h1", "h2", "h3"}]
    wanted = ["Mapping", "What are we worried about?", "Past harm1", "What makes it harder0", "What we do not know0",
              "What’s working well?", "Strengths1", "What the family hopes for0", "What needs to happen?", "Bottom lines1",
              "Next steps0", "How safe, says each person?", "Danger 1: Callum coming back", "Danger statement",
              "Safety seen against it", "Safety goal"]
    assert [head for head in heads if head in wanted][:len(wanted)] == wanted


def test_who_reads_only_gets_no_tools(client, world, app):
    from practice.access import commands as access
    from practice.access.models import PartKind
    from practice.core import audit, clock

    with app.app_context(), audit.acting_as(world.users["tom"]):
        access.give_part(world.family, world.users["priya"], PartKind.DUTY, "Reads for the duty team",
                         from_on=clock.today(), may_write=False)
    priya = client("other family’s worker")
    page = priya.get(mapping(world))
    assert "strangled" in page.words
    for tool in ("/edit", "/add/", "/keep", "/finish", "/rate", "/withdraw"):
        assert tool not in page.text, tool
    priya.post(mapping(world, "/add/hope"), {"words": "x"}, expect=403)


def test_an_empty_mapping_says_where_to_start(client, world, app):
    from sqlalchemy import text

    from practice.core.db import db

    with app.app_context():
        db.session.execute(text("UPDATE record SET withdrawn_at = created_at, withdrawn_because = 'x'"))
        db.session.commit()
    page = client("allocated worker").get(mapping(world))
    assert "No strengths written yet. What has kept it from being worse?" in page.words
    assert "Write the first danger statement" in page.words

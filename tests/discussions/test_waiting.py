"""The family's mapping says what groups have proposed and still waits, to those who may open it; with no statement more."""

from practice.core import clock, dates
from practice.discussions import commands, queries
from practice.records.queries import one
from tests.discussions.conftest import PERSONA

LINE = "from the discussion of"


def propose(table, kind, words):
    with table.acts("ines"):
        return commands.propose(table.id, table.now().stage, kind, words)


def test_the_mapping_says_how_many_proposals_of_which_discussion_wait(app, client, world, table):
    mapping, ines = f"/families/{world.family}/mapping", client(PERSONA["ines"])
    before = ines.get(mapping)
    assert LINE not in before.words
    with app.app_context():
        strength = propose(table, "strength", "PROPOSEDWORDS Coral comes when asked")
        propose(table, "question", "PROPOSEDASK who noticed?")
    page = ines.get(mapping)
    day = dates.short_day(clock.today())
    assert f"2 proposals from the discussion of {day} wait" in page.words
    assert "PROPOSEDWORDS" not in page.words, "a draft of the group stands nowhere in the mapping"
    assert any(link.get("href") == f"/families/{world.family}/discussions/proposals" for link in page.all("a"))
    assert len(page.statements) == len(before.statements)
    with app.app_context(), table.acts("ines"):
        commands.take_to_family(strength, one(strength).lock_version, to="Marina", on=clock.today(), by="Ines", state="agreed")
    assert "2 proposals" in ines.get(mapping).words, "they agree, and it has no place yet"
    with app.app_context(), table.acts("ines"):
        commands.into_mapping(strength, one(strength).lock_version)
    page = ines.get(mapping)
    assert f"1 proposal from the discussion of {day} waits" in page.words and "PROPOSEDWORDS" in page.words


def test_what_is_not_used_and_a_question_that_was_asked_wait_no_more(app, client, world, table):
    with app.app_context():
        for kind, state in (("danger", "dropped"), ("question", "taken")):
            made = propose(table, kind, f"PROPOSED {kind}")
            with table.acts("ines"):
                commands.take_to_family(made, 1, to="Marina", on=clock.today(), by="Ines", state=state)
    assert LINE not in client(PERSONA["ines"]).get(f"/families/{world.family}/mapping").words


def test_those_who_may_not_open_the_proposals_read_no_line(app, client, world, table):
    with app.app_context():
        propose(table, "strength", "Coral comes")
    assert LINE not in client(PERSONA["nell"]).get(f"/families/{world.family}/mapping").words
    assert LINE in client(PERSONA["tom"]).get(f"/families/{world.family}/mapping").words


def open_it(table):
    """The others pass, and the round is opened."""
    with table.acts("tom"):
        for name in ("ines", "slate", "Coral"):
            commands.pass_round(table.id, table.seats[name], table.place, "had to leave", by_leader=True)
    table.open()


def test_a_question_goes_under_a_column_and_a_statement_to_the_family_with_one_tap_each(app, client, world, table):
    with app.app_context():
        table.go_to("dangers")
        table.hand_in("nell", "DANGERNELL he comes to the door")
        open_it(table)
        table.go_to("questions")
        table.hand_in("nell", "ASKONE when did it go well?\nASKTWO who noticed?")
    ines, proposals = client(PERSONA["ines"]), f"/families/{world.family}/discussions/proposals"
    path = f"{table.path}/pick"
    with app.app_context():
        entries = {one.words.split()[0]: str(one.id) for one in queries.entries_of(table.id, (table.seats["nell"],))}
    assert ines.post(path, {"about": entries["ASKONE"], "words": "working 0"}, expect=404), "nobody has opened it"
    with app.app_context():
        open_it(table)
    page = ines.get(table.path)
    assert "A question for the family, under What are we worried about?" in page.words
    ines.post(path, {"about": entries["ASKONE"], "words": "working 1"})
    again = ines.post(path, {"about": entries["ASKONE"], "words": "needed 1"}, expect=422)
    assert "This is on its way to the family already" in again.words
    ines.post(path, {"about": entries["DANGERNELL"], "words": "send 0"})
    page = ines.get(table.path)
    assert "ASKTWO who noticed?” On its way to the family: What’s working well?" in page.words
    for entry, words in (("ASKONE", "send 0"), ("DANGERNELL", "working 0"), ("ASKONE", "elsewhere 0"), ("ASKONE", "working 2"),
                         ("ASKONE", "working -1")):
        ines.post(path, {"about": entries[entry], "words": words}, expect=404)
    client(PERSONA["nell"]).post(path, {"about": entries["ASKONE"], "words": "working 0"}, expect=403)
    page = ines.get(proposals)
    assert "A question to ask: What’s working well? Words of Nell Frost. ASKTWO who noticed?" in page.words
    assert "A danger statement Words of Nell Frost. DANGERNELL he comes to the door" in page.words
    assert "ASKONE" not in page.words

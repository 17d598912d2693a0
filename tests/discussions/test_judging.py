"""What 0 and 10 mean is agreed before anybody judges; the numbers go to the danger's scale once, and not before the opening."""

from datetime import timedelta

import pytest

from practice.core import clock
from practice.core.errors import RuleBroken
from practice.discussions import commands, queries
from practice.discussions.commands import Deciding, Place
from practice.discussions.judging.commands import agree_ends, carry
from practice.discussions.outcome.kinds import OUTCOME
from practice.mapping.queries import given
from practice.records import commands as records
from practice.records.queries import current, not_for
from tests.discussions.conftest import PERSONA
from tests.discussions.test_outcome import words_for
from tests.discussions.test_whole import hand_in

ZERO, TEN = "Dad is likely to come and hurt mum now.", "Dad keeps away and we can stop visiting."
VALUES = {"ines": 3, "nell": 4, "slate": 6, "Coral": 2}


@pytest.fixture
def judging(app, table):
    with app.app_context():
        table.go_to("scale")
    return table


def agree(table, by="tom", **more):
    with table.acts(by):
        return agree_ends(table.id, table.place, **more)


def everyone(table):
    for name, value in VALUES.items():
        table.hand_in(name, value=value, why=f"NUMBERWHY {name}", more=f"ONEMORE {name}" if name != "nell" else "")


def on_scale(world):
    return given(world.family, [world.records["scale"]])


def press_carry(client, path, persona="allocated worker", **more):
    page = client(persona).get(path, expect=200)
    hidden = page.hidden("/numbers/7/1")
    return client(persona).post(path, hidden, key=hidden["submission_key"], **more)


# The words

def test_everyone_reads_the_agreed_words_beside_the_number_and_on_the_chart(app, client, world, judging):
    note_taker, nell = client(PERSONA["ines"]), client(PERSONA["nell"])
    assert "come with this way of thinking together" in nell.get(judging.path).words
    page = note_taker.get(f"{judging.path}/ends")
    hidden = page.hidden("/ends")
    said = {"zero": "OURZERO nobody wakes", "ten": "OURTEN all sleep"}
    note_taker.post(f"{judging.path}/ends", {**hidden, **said, "danger_id": ""}, key=hidden["submission_key"], expect=303)
    page = nell.get(judging.path)
    assert page.words.index("OURZERO nobody wakes") < page.words.index("What makes it that")
    assert "Written down by Ines Tidewell" in page.words
    with app.app_context():
        everyone(judging)
        judging.open()
    page = nell.get(judging.path)
    assert page.words.index("OURTEN all sleep") < page.words.index("NUMBERWHY nell")


def test_a_poll_brings_new_words_into_the_box_and_leaves_what_is_typed(app, client, world, judging):
    nell = client(PERSONA["nell"])
    page = nell.get(judging.path)
    beat = next(one.get("hx-get") for one in page.all("div") if one.get("id") == "beat")
    with app.app_context():
        agree(judging, zero="OURZERO nobody wakes", ten="OURTEN all sleep")
    fragment = nell.get(beat, htmx="beat")
    box = f'id="ends-{judging.seats["nell"]}"'
    assert box in fragment.text and "OURZERO nobody wakes" in fragment.text
    assert 'id="desk"' not in fragment.text, "the box and what is typed in it stay"


def test_a_number_given_beside_older_words_is_asked_again(app, client, world, judging):
    nell = client(PERSONA["nell"])
    hidden = nell.get(judging.path).hidden(f"/seats/{judging.seats['nell']}/hand-in")
    with app.app_context():
        agree(judging, zero="OURZERO nobody wakes", ten="OURTEN all sleep")
    to = f"{judging.path}/seats/{judging.seats['nell']}/hand-in"
    answer = nell.post(to, {**hidden, "value": "4", "why": "MYWHY typed"}, key=hidden["submission_key"], expect=422)
    assert "other words for 0 and 10 while you wrote" in answer.words
    assert "MYWHY typed" in answer.text and "OURZERO nobody wakes" in answer.words
    hand_in(nell, judging.path, judging.seats["nell"], value="4", why="MYWHY typed")


def test_the_words_stay_once_a_number_is_in_and_for_a_second_round_about_the_same(app, world, judging):
    with app.app_context():
        agree(judging, zero="OURZERO", ten="OURTEN")
        judging.hand_in("nell", value=4, why="so")
        with pytest.raises(RuleBroken, match="given a number already"):
            agree(judging, zero="other", ten="words", seen=1)
        for name in ("ines", "slate", "Coral"):
            judging.hand_in(name, value=3, why="so")
        judging.open()
        for about in ("Finn", " finn "):
            with judging.acts("tom"):
                commands.ask_again(judging.id, judging.now().stage, judging.now().round, about)
            if about == "Finn":
                assert agree(judging, zero="FINNZERO", ten="FINNTEN") == 2
                everyone(judging)
                judging.open()
        with pytest.raises(RuleBroken, match="both have the same words"):
            agree(judging, zero="other", ten="words", seen=2)


@pytest.mark.parametrize(("said", "field"), [
    ({"zero": " ", "ten": "x"}, "zero"), ({"zero": "x", "ten": ""}, "ten"), ({"zero": "Same", "ten": "same "}, "ten"),
    ({"zero": "a", "ten": "b", "seen": 7}, "zero")])
def test_what_is_missing_is_said_beside_its_field(app, judging, said, field):
    with app.app_context():
        with pytest.raises(RuleBroken) as broken:
            agree(judging, **said)
        assert broken.value.field == field


def test_a_danger_gives_the_words_of_its_own_scale_and_tells_who_does_not_see_it(app, client, world, judging):
    tom = client(PERSONA["tom"])
    hidden = tom.get(f"{judging.path}/ends").hidden("/ends")
    sent = {**hidden, "danger_id": str(world.records["danger"]), "zero": "typed", "ten": "too"}
    answer = tom.post(f"{judging.path}/ends", sent, key=hidden["submission_key"], expect=422)
    assert "Nell Frost and Ms Slate do not see this danger in the record" in answer.words
    again = answer.hidden("/ends")
    tom.post(f"{judging.path}/ends", {**sent, **again, "aloud": "y"}, key=again["submission_key"], expect=303)
    page = client(PERSONA["slate"]).get(judging.path)
    assert ZERO in page.words and TEN in page.words and "typed" not in page.words


def test_a_danger_that_is_not_for_one_who_sits_here_gives_no_words(app, world, judging):
    with app.app_context(), judging.acts("ines"):
        records.set_not_for(world.records["danger"], [world.people["Coral"]], "She would tell him")
        with pytest.raises(RuleBroken, match="not for Coral Harbour"):
            agree_ends(judging.id, judging.place, danger_id=world.records["danger"], aloud=True)


def test_only_those_who_pick_write_the_words(client, judging):
    client(PERSONA["nell"]).get(f"{judging.path}/ends", expect=403)
    client("other family’s worker").get(f"{judging.path}/ends", expect=404)


# The numbers

@pytest.fixture
def about_danger(app, world, judging):
    with app.app_context():
        agree(judging, danger_id=world.records["danger"], aloud=True)
    return judging


def test_numbers_reach_the_scale_once_each_and_never_before_the_opening(app, client, world, about_danger):
    table, path = about_danger, f"{about_danger.path}/numbers/7/1"
    ines = client(PERSONA["ines"])
    with app.app_context():
        before = len(on_scale(world))
        everyone(table)
        with table.acts("ines"), pytest.raises(RuleBroken, match="Open this round first"):
            carry(table.id, table.place)
        assert len(on_scale(world)) == before
    ines.get(path, expect=404)
    assert "NUMBERWHY" not in ines.get(f"/families/{world.family}/mapping").text
    with app.app_context():
        table.open()
        place = table.place
    page = ines.get(table.path)
    assert "Put 2 numbers beside the danger’s scale" in page.words
    assert "does not stand in this family’s record" in ines.get(path).words  # Nell and Ms Slate have no line there
    press_carry(client, path, expect=303)
    with app.app_context():
        new = on_scale(world)[before:]
        assert {(one.person_id, one.value, one.why, one.one_up, one.asked_by) for one in new} == {
            (world.people["Ines"], 3, "NUMBERWHY ines", "ONEMORE ines", "in a discussion"),
            (world.people["Coral"], 2, "NUMBERWHY Coral", "ONEMORE Coral", "in a discussion")}
        assert {one.on for one in new} == {clock.today()}
        with table.acts("ines"):
            assert carry(table.id, place) == 0  # pressed by somebody else meanwhile
        assert len(on_scale(world)) == before + 2
    page = ines.get(table.path)
    assert "2 numbers stand beside the danger’s scale" in page.words and "Put 2 numbers" not in page.words
    spread = ines.get(f"/families/{world.family}/mapping").words
    assert spread.count("NUMBERWHY Coral") == 1 and spread.count("NUMBERWHY ines") == 1


def test_one_who_moved_goes_with_the_number_that_stands_now(app, world, about_danger):
    table = about_danger
    with app.app_context():
        everyone(table)
        table.open()
        place = table.place
        table.hand_in("Coral", value=5, why="MOVED I heard Finn", after=True)
        before = len(on_scale(world))
        with table.acts("ines"):
            assert carry(table.id, place) == 2
        table.hand_in("ines", value=4, why="MOVED too", after=True)
        with table.acts("ines"):
            assert carry(table.id, place) == 1
        new = [(one.person_id, one.value, one.why) for one in on_scale(world)[before:]]
        assert new == [(world.people["Ines"], 3, "NUMBERWHY ines"),
                       (world.people["Coral"], 5, "Moved from 2 to 5 after all were opened: MOVED I heard Finn"),
                       (world.people["Ines"], 4, "Moved from 3 to 4 after all were opened: MOVED too")]


def test_a_second_round_after_talking_keeps_both_and_the_last_goes_to_the_scale(app, client, world, about_danger):
    table, tom, ines = about_danger, client(PERSONA["tom"]), client(PERSONA["ines"])
    with app.app_context():
        everyone(table)
        table.open()
        table.go_to("questions")  # they went on, and came back to ask again
        table.go_to("scale")
    hidden = tom.get(table.path).hidden("/again")
    tom.post(f"{table.path}/again", {**hidden, "about": ""}, key=hidden["submission_key"], expect=303)
    assert ZERO in client(PERSONA["nell"]).get(table.path).words
    with app.app_context():
        for name, value in {**VALUES, "Coral": 6}.items():
            table.hand_in(name, value=value, why=f"AGAIN {name}")
        table.open()
        before = len(on_scale(world))
    page = ines.get(table.path)
    assert "Callum coming back, round 2" in page.words and "6 was 2" in page.words
    assert "NUMBERWHY Coral" in page.words and "AGAIN Coral" in page.words
    assert page.words.count("Put 2 numbers beside the danger’s scale") == 1
    with app.app_context(), table.acts("ines"):
        with pytest.raises(RuleBroken, match="Those of the last round go there"):
            carry(table.id, Place(7, 1))
        assert carry(table.id, Place(7, 2)) == 2
        assert [(one.value, one.why) for one in on_scale(world)[before:]] == [(3, "AGAIN ines"), (6, "AGAIN Coral")]


def test_who_may_not_write_on_the_scale_puts_nothing_there(app, client, world, about_danger):
    with app.app_context():
        everyone(about_danger)
        about_danger.open()
    path = f"{about_danger.path}/numbers/7/1"
    assert "beside the danger’s scale" not in client(PERSONA["nell"]).get(about_danger.path).words
    client(PERSONA["nell"]).get(path, expect=403)
    client(PERSONA["slate"]).get(path, expect=403)
    client("other family’s worker").get(path, expect=404)
    client("other family’s worker").post(path, {}, expect=404)


def test_a_round_about_no_danger_stays_in_the_discussion(app, client, world, judging):
    with app.app_context():
        everyone(judging)
        judging.open()
        with judging.acts("ines"), pytest.raises(RuleBroken, match="about no danger"):
            carry(judging.id, Place(7, 1))
    client(PERSONA["ines"]).get(f"{judging.path}/numbers/7/1", expect=404)


def decided(table):
    """From the numbers to the decision: all agree to wait."""
    table.go_to("options")
    with table.acts("ines"):
        option = commands.add_option(table.id, "Wait")
        commands.add_option(table.id, "Nothing more than now")
        commands.ask_about(table.id, option)
    table.go_to("stances")
    for name in VALUES:
        table.hand_in(name, choice="agree")
    table.open()
    table.go_to("decision")
    with table.acts("tom"):
        commands.decide(table.id, Deciding(option, "We wait", "Court is near", "Tom Larder", "manager",
                                           clock.today() + timedelta(days=14)))


def test_the_outcome_says_the_agreed_words_and_keeps_them_from_whom_the_danger_is_kept(app, world, about_danger):
    table = about_danger
    with app.app_context():
        with table.acts("ines"):
            records.set_not_for(world.records["danger"], [world.people["Callum"]], "He would know")
        everyone(table)
        table.open()
        decided(table)
        part = next(row for row in current(world.family, may_see_discussion_as(table, "ines"), (OUTCOME,))
                    if row.body.part == "scale")
        assert part.body.words == f"10 means: {TEN} 0 means: {ZERO}"
        assert set(not_for(world.family)[part.id]) == {world.people["Callum"]}


def may_see_discussion_as(table, name):
    standing, _ = queries.parts_of(table.world.family, table.world.users[name])
    return standing


def test_numbers_about_each_child_stand_under_their_own_words_and_none_is_left_out(app, world, judging):
    table = judging
    with app.test_request_context():
        commands_about = (("Finn at night", {"ines": 2, "nell": 3, "slate": 7}), ("Shelly", {"ines": 8, "nell": 9, "slate": 9}),
                          ("finn at  night", {"ines": 5}))
        for about, values in commands_about:
            with table.acts("tom"):
                commands.ask_again(table.id, table.place.stage, table.place.round, about)
                if len(values) > 1:  # the third round is about the first again: its words stand
                    agree_ends(table.id, table.place, zero=f"ZERO of {about}", ten=f"TEN of {about}")
            for name in VALUES:
                if name in values:
                    table.hand_in(name, value=values[name], why="I saw it")
                    continue
                with table.acts("tom"):
                    commands.pass_round(table.id, table.seats[name], table.place, "It has not changed", by_leader=True)
            table.open()
        decided(table)
        found = [row.body for row in current(world.family, may_see_discussion_as(table, "ines"), (OUTCOME,))
                 if row.body.part in {"scale", "number"}]
        assert [body.asked_about.casefold() for body in found if body.part == "scale"] == ["finn at  night", "shelly"]
        words = " ".join(words_for(world, "Ines").split())
    finn, shelly = words.index("About finn at night. 10 means: TEN of Finn"), words.index("About Shelly. 10 means: TEN of Shelly")
    assert finn < shelly
    assert "Ms Slate 7, given before we talked" in words[finn:shelly]
    assert "Ines 5" in words[finn:shelly]
    assert "Ines 8" in words[shelly:]
    assert "Nell Frost 9" in words[shelly:]

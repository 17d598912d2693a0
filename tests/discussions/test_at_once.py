"""Several at the same moment, each on a connection of their own: one opening, one step, and nobody's words lost."""

from datetime import timedelta

from sqlalchemy import select

from practice.access.models import Information
from practice.core import audit, clock
from practice.core.db import db
from practice.core.errors import Clash, RuleBroken
from practice.discussions import commands, queries
from practice.discussions.commands import Given, NewSeat, Place
from practice.discussions.conference import commands as conference
from practice.discussions.conference.kinds import Promise
from practice.discussions.conference.queries import trail_of
from practice.discussions.kinds import Noted
from practice.discussions.models import Attendance, SeatRole
from practice.discussions.pieces import commands as pieces
from practice.discussions.pieces.commands import NewBrought
from practice.discussions.pieces.models import Brought
from practice.families.queries import sight_of
from tests.discussions.conftest import hold_one
from tests.make.at_once import together


def test_opened_by_two_at_once_is_one_opening(app, world):
    with app.app_context():
        table = hold_one(world, coral=False)
        table.go_to("scale")
        for name in ("ines", "nell", "slate"):
            table.hand_in(name, value=5, why="Seen")
        place = table.place
    came = together(app, world, *[("tom", lambda: commands.open_round(table.id, place))] * 4)
    assert sorted(came) == [False, False, False, True]
    with app.app_context():
        assert list(queries.openings_of(table.id)) == [(place.stage, place.round)]


def test_two_who_step_at_once_take_one_step(app, world):
    with app.app_context():
        table = hold_one(world)
    came = together(app, world, *[("tom", lambda: commands.go_to(table.id, 0, 1))] * 3)
    assert came == [None] * 3
    with app.app_context():
        assert table.now().stage == 1


def test_everyone_who_hands_in_at_the_same_moment_is_in_once(app, world):
    with app.app_context():
        table = hold_one(world, coral=False)
        with table.acts("ines"):
            table.seats["priya"] = commands.add_seat(table.id, NewSeat(SeatRole.PARTICIPANT, world.users["priya"],
                                                                       kinds=frozenset({Information.STORY})))
        with table.acts("tom"):
            commands.mark_seat(table.id, table.seats["priya"], Attendance.PRESENT)
        table.go_to("dangers")
        before = table.now().lock_version
    names = ("ines", "nell", "slate", "priya")
    came = together(app, world, *[(name, lambda name=name: commands.hand_in(
        table.id, table.seats[name], Place(3, 1), Given(words=f"{name} says so"))) for name in names])
    assert not [one for one in came if isinstance(one, Exception)]
    with app.app_context():
        table.open()
        rows = queries.entries_of(table.id, ())
        assert sorted(one.words for one in rows) == sorted(f"{name} says so" for name in names)
        assert table.now().lock_version == before + len(names) + 1


def test_the_plan_of_a_family_is_heard_once_and_becomes_rules_once_and_no_piece_is_lost(app, world):
    on = clock.today()
    with app.app_context(), audit.acting_as(world.users["ines"]):
        table = hold_one(world, coral=False)
        conference.family_plan(world.family, [Promise(words="Coral has them on Thursdays.", who=world.people["Coral"],
                                                      when="every Thursday")], on)
    came = together(app, world, ("tom", lambda: conference.accept(world.family, "Tom Larder", on)),
                    *[("ines", lambda: conference.send_back(world.family, "Ines", "Not safe", "Nobody is told", on))] * 2)
    assert sum(isinstance(one, RuleBroken) for one in came) == 2
    with app.app_context(), audit.acting_as(world.users["ines"]):
        if not trail_of(world.family).is_accepted:
            conference.family_plan(world.family, trail_of(world.family).plan.event.lines, on)
            conference.accept(world.family, "Tom Larder", on)
    came = together(app, world, *[("ines", lambda: conference.into_plan(
        sight_of(world.family, world.users["ines"]), world.records["goal"]))] * 3)
    assert sum(isinstance(one, RuleBroken) for one in came) == 2 and sum(isinstance(one, list) for one in came) == 1
    words = [f"Fact {number}" for number in range(4)]
    came = together(app, world, *[("nell", lambda fact=fact: pieces.bring(
        world.family, table.id, table.seats["nell"], "Nell", NewBrought(facts=fact))) for fact in words])
    assert came == [None] * 4
    with app.app_context():
        assert sorted(db.session.scalars(select(Brought.facts))) == words


def test_two_note_takers_who_save_at_once_keep_both_texts(app, world):
    with app.app_context():
        table = hold_one(world, coral=False)
        stage = table.now().stage
    came = together(app, world, *[(name, lambda name=name: commands.note(table.id, stage, 0, f"{name} heard this"))
                                  for name in ("ines", "nell")])
    second = next(at for at, one in enumerate(came) if isinstance(one, Clash))
    assert came[1 - second] is None
    with app.app_context():
        kept = [one.what.words for one in queries.events_of(table.id) if isinstance(one.what, Noted)]
        assert kept == [came[second].theirs] == [f"{('ines', 'nell')[1 - second]} heard this"], "the first stands, and is shown"
        with table.acts(("ines", "nell")[second]):  # who was second puts both together, and saves again
            commands.note(table.id, stage, came[second].lock_version, f"{kept[0]}; {('ines', 'nell')[second]} heard this")
        kept = [one.what.words for one in queries.events_of(table.id) if isinstance(one.what, Noted)]
    assert len(kept) == 2 and "ines heard this" in kept[1] and "nell heard this" in kept[1]


def test_the_time_of_a_step_is_said_in_words(app, world, client):
    with app.app_context():
        table = hold_one(world)
    for minutes, says in ((0, "About 3 of 3 minutes left."), (1.5, "About 2 of 3 minutes left."), (2.5, "The last of 3 minutes."),
                          (3.5, "The 3 minutes are over."), (6.2, "The 3 minutes are over, by 3.")):
        with clock.at(clock.now() + timedelta(minutes=minutes)):
            assert says in client("manager").get(table.path).words, minutes

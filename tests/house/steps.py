"""What must have happened before a form of the app stands on its page: a discussion held on to that step, a plan that ended,
a note to be kept. Each step is reached by the rooms' own commands, from the things of tests/house/things.py."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from flask import Flask

from practice.access.models import Information
from practice.cases import commands as cases
from practice.core import clock
from practice.core.db import command
from practice.discussions import commands as discussions
from practice.discussions import queries
from practice.discussions.conference import commands as conference
from practice.discussions.conference.kinds import Promise as FamilyPromise
from practice.discussions.judging.commands import agree_ends
from practice.discussions.models import SeatRole
from practice.mapping.kinds import SafetyGoal, Strength
from practice.records import commands as records
from practice.safety.kinds import Promise
from tests.discussions.conftest import Table, hold_one
from tests.house.things import Names, address
from tests.make.people import World


@dataclass
class Stage:
    """Where a form stands when something has happened before: on which page, for whom, about which things."""

    page: str = ""  # an endpoint, with a query where it needs one; '' is the page that holds it in the small world
    who: str = ""  # '' is the busiest of those who may
    things: Names = field(default_factory=dict)

    def page_of(self, app: Flask, names: Names) -> str:
        """The address of the page; '' where the small world's will do."""
        endpoint, mark, query = self.page.partition("?")
        rule = next((one for one in app.url_map.iter_rules() if one.endpoint == endpoint and "GET" in (one.methods or ())), None)
        return address(rule, names) + mark + query if rule else ""


Step = Callable[[World, Names], Stage]
LEAD = "allocated worker"
ROOM = Stage("discussions.show")


def _table(world: World, names: Names) -> Table:
    """The discussion of the things: Tom has handed in danger statements, Coral has not."""
    seats = {seat.name.partition(" ")[0]: seat.id for seat in queries.seats_of(names["discussion_id"])}
    return Table(names["discussion_id"], world, {"tom": seats["Tom"], "Coral": seats["Coral"]})


def _all_in(world: World, names: Names) -> Table:
    table = _table(world, names)
    table.hand_in("Coral", "Coral’s words")
    return table


def _read_out(world: World, names: Names) -> Table:
    table = _all_in(world, names)
    table.open()
    return table


def _at(step: str) -> Callable[[World, Names], Table]:
    def reach(world: World, names: Names) -> Table:
        table = _read_out(world, names)
        table.go_to(step)
        return table

    return reach


def _options(world: World, names: Names) -> Table:
    table = _at("options")(world, names)
    names["option"] = discussions.add_option(table.id, "Wait until after court")
    discussions.add_option(table.id, "Visits with a worker there")
    return table


def _decision(world: World, names: Names) -> Table:
    """Tom agrees, Coral does not, and all was opened."""
    table = _options(world, names)
    discussions.ask_about(table.id, names["option"])
    table.go_to("stances")
    table.hand_in("tom", choice="agree")
    table.hand_in("Coral", choice="dissent", why="I do not trust him", instead="Never")
    table.open()
    table.go_to("decision")
    return table


def _decided(world: World, names: Names) -> Table:
    table = _decision(world, names)
    discussions.decide(table.id, discussions.Deciding(
        names["option"], "No visits until after court", "Court is the hardest time", "Tom Larder", "manager",
        clock.today() + timedelta(days=14)))
    return table


def _numbers(world: World, names: Names) -> Stage:
    """A round of numbers about a danger of the record, opened."""
    table = _at("scale")(world, names)
    place = table.place
    agree_ends(table.id, place, danger_id=world.records["danger"], aloud=True)
    table.hand_in("tom", value=3, why="He rang twice", ends=1)
    table.hand_in("Coral", value=5, why="He slept here", ends=1)
    table.open()
    return Stage("judging.carry", LEAD, {"stage": place.stage, "number": place.round})


def _idea(world: World, names: Names) -> Stage:
    table = hold_one(world, framework="systemic", decides=False, coral=False)
    table.go_to("hypotheses")
    entry = table.hand_in("ines", "He drinks when visits are called off")
    for name in ("nell", "slate"):
        with table.acts("tom"):
            discussions.pass_round(table.id, table.seats[name], table.place, "listens", by_leader=True)
    table.open()
    return Stage("ideas.weigh", LEAD, {"discussion_id": table.id, "entry_id": entry, "number": 0})


def _planned(world: World, names: Names) -> Stage:
    made = discussions.ask(world.family, discussions.NewDiscussion("stuck-case", "What now?", clock.today()))
    seat = discussions.add_seat(made, discussions.NewSeat(SeatRole.FAMILY, person_id=world.people["Coral"]))
    return Stage("discussions.seats", LEAD, {"discussion_id": made, "seat_id": seat})


def _to_be_moved(world: World, names: Names) -> Stage:
    return Stage("discussions.move", LEAD, _planned(world, names).things)


def _shown_to_family(_: World, names: Names) -> None:
    discussions.take_to_family(names["proposal"], 1, to="Marina", on=clock.today(), by="Ines", state="agreed")


def _without_a_plan(_: World, __: Names) -> Stage:
    """A family with a plan is closed on the page Closing; one without, on a page of its own."""
    made = cases.begin_family("Quay", ["Pip"], cases.NewContact(clock.today(), "A neighbour", "He is out until late."))
    return Stage("cases.close", LEAD, {"family_id": made})


def _praise(world: World, names: Names) -> Stage:
    """A note that asks for what a camera would have seen."""
    said = command(records.add)(world.family, "strength", Strength(words="Coral is very supportive"))
    return Stage("mapping.keep?note=Q2:supportive", LEAD, {"statement": said})


def _of_the_whole(world: World, _: Names) -> Stage:
    """The note that asks for what a small child would say."""
    return Stage(f"mapping.keep_whole?note=Q9:{world.people['Shelly'].hex[-12:]}", LEAD)


def _broken(world: World, _: Names) -> Stage:
    return Stage(f"safety.leave?break=danger_without_goal&at={world.records['danger+']}", LEAD)


def _of_her_health(world: World, _: Names) -> Stage:
    """Evidence about Marina, which Coral reads with Marina's yes."""
    row = command(records.add)(world.family, "promise", Promise(
        words="sees Marina about sleep", who=world.people["Ines"], when="on Thursdays", evidence_of=world.people["Marina"]),
        info=Information.HEALTH)
    return Stage("documents.yes", LEAD, {"rule": row, "reader_id": world.people["Coral"]})


def _reach(step: Callable[[World, Names], Any], where: Stage) -> Step:
    def reach(world: World, names: Names) -> Stage:
        step(world, names)
        return where

    return reach


def _own_box(world: World, names: Names) -> Stage:
    return Stage("discussions.show", "manager", {"seat_id": _at("goals")(world, names).seats["tom"]})


def _answered(world: World) -> None:
    conference.put_in_writing(world.family, "How will they be safe?", ["Never alone."], [world.people["Marina"]], "by hand",
                              clock.today())
    conference.family_plan(world.family, [FamilyPromise(words="Coral comes.", who=world.people["Coral"], when="Thursdays")],
                           clock.today())


def _accepted(world: World) -> None:
    _answered(world)
    conference.accept(world.family, "Ines", clock.today())


def _before(act: Callable[[World], object]) -> Step:
    return _reach(lambda world, _: act(world), Stage())


BEFORE: dict[str, Step] = {
    "conference.answer": _before(lambda world: conference.offer(
        world.family, world.people["Marina"], "at home", "English", "Liz Beam", clock.today())),
    "conference.hear": _before(_answered),
    "conference.into_plan": _before(_accepted),
    "meetings.put_on": _before(lambda world: discussions.ask(
        world.family, discussions.NewDiscussion("stuck-case", "What now?", clock.today()))),
    "cases.reopen_family": _before(lambda world: cases.close(world.family, 1, "All is well", clock.today())),
    "safety.move_post": _before(lambda world: command(records.add)(
        world.family, "goal", SafetyGoal(words="Shelly sleeps at Coral’s on a bad night."), parent_id=world.records["danger"])),
    "cases.close_family": _without_a_plan,
    # a discussion, held on to the step at which the form stands
    "discussions.open_post": _reach(_all_in, ROOM),
    **{f"discussions.{name}_post": _reach(_read_out, ROOM) for name in ("pick", "propose", "turn", "step")},
    "discussions.after_post": _reach(_read_out, Stage("discussions.after")),
    "discussions.pass_post": _own_box,
    "discussions.again_post": _reach(_at("goals"), ROOM),
    "discussions.action_post": _reach(_at("steps"), ROOM),
    "discussions.option_post": _reach(_at("options"), ROOM),
    "discussions.argument_post": _reach(_options, ROOM),
    "discussions.ask_about_post": _reach(_options, ROOM),
    "discussions.decide_post": _reach(_decision, Stage("discussions.decide")),
    "discussions.end_post": _reach(_decision, ROOM),
    "discussions.into_post": _reach(_shown_to_family, Stage("discussions.taken")),
    "judging.ends_post": _reach(_at("scale"), Stage("judging.ends")),
    # what nobody may in the small world as it stands: it is decided first, opened first, not begun, noted
    "discussions.dissent_post": _reach(_decided, Stage("discussions.dissent", LEAD)),
    "discussions.told_post": _reach(_decided, Stage("discussions.told", LEAD)),
    "outcome.private_post": _reach(_decided, Stage("outcome.private", LEAD)),
    "discussions.seat_away": _planned,
    "discussions.move_post": _to_be_moved,
    "judging.carry_post": _numbers,
    "ideas.weigh_post": _idea,
    "mapping.keep_post": _praise,
    "mapping.keep_whole_post": _of_the_whole,
    "safety.leave_post": _broken,
    "documents.yes": _of_her_health,
}

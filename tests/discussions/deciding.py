"""A discussion of the Harbour family that was decided: numbers, options, where each seat stands, actions."""

from datetime import timedelta

from practice.core import clock
from practice.discussions import commands
from practice.discussions.commands import Deciding, NewAction, NewSeat, Place
from practice.discussions.models import SeatRole, Stance
from tests.discussions.conftest import Table, hold_one
from tests.make.people import World

VIEWS = {"ines": ("agree", "", "", ""), "nell": ("reservation", "NELLWHY he asks for an answer", "", ""),
         "slate": ("dissent", "SLATEWHY it keeps him in the group", "SLATERELIES eight weeks of it",
                   "SLATEINSTEAD begin in November"),
         "Coral": ("dissent", "CORALWHY I do not trust him", "", "CORALINSTEAD never")}


def decide(world: World, views: dict[str, tuple[str, str, str, str]] | None = None, *, numbers: dict[str, int] | None = None,
           passes: tuple[str, ...] = (), also: str = "") -> Table:
    """Hold it to its end. VIEWS: {seat: (stance, why, relies on, instead)}; who is not in it passes, or is in PASSES. ALSO: who has
    a seat without a part in the family."""
    views = VIEWS if views is None else views
    table: Table = hold_one(world)
    if also:
        with table.acts("ines"):
            commands.add_seat(table.id, NewSeat(SeatRole.PARTICIPANT, world.users[also], because="housing"))
    table.go_to("dangers")
    for name in ("ines", "nell", "slate", "Coral"):
        table.hand_in(name, f"DRAFT{name} words of the private round")
    table.open()
    table.go_to("scale")
    for name, value in (numbers or {"ines": 3, "nell": 4, "slate": 6, "Coral": 2}).items():
        table.hand_in(name, value=value, why=f"NUMBERWHY {name}")
    for name in {"ines", "nell", "slate", "Coral"} - set(numbers or {"ines", "nell", "slate", "Coral"}):
        with table.acts("tom"):
            commands.pass_round(table.id, table.seats[name], table.place, "did not say", by_leader=True)
    table.open()
    table.go_to("questions")
    for name in ("ines", "nell", "slate", "Coral"):
        table.hand_in(name, f"QUESTION{name} for somebody?")
    table.open()
    table.go_to("options")
    with table.acts("ines"):
        wait = commands.add_option(table.id, "OPTIONA no visits until after court")
        commands.add_option(table.id, "OPTIONB visits with a worker there")
        commands.ask_about(table.id, wait)
    table.go_to("stances")
    for name in ("ines", "nell", "slate", "Coral"):
        if name in views and name not in passes:
            choice, why, more, instead = views[name]
            table.hand_in(name, choice=choice, why=why, more=more, instead=instead)
        else:
            with table.acts("tom"):
                commands.pass_round(table.id, table.seats[name], table.place, "had to leave", by_leader=True)
    table.open()
    table.go_to("decision")
    with table.acts("ines"):
        table.actions = [commands.add_action(table.id, NewAction(
            "Ines", "ACTIONINES makes a picture story with Marina", clock.today() + timedelta(days=6), table.seats["ines"])),
            commands.add_action(table.id, NewAction("Callum", "ACTIONCALLUM goes to the group each week",
                                                    clock.today() + timedelta(days=9)))]
    with table.acts("tom"):
        commands.decide(table.id, Deciding(wait, "DECISION no visits until after court", "BECAUSE court is the hardest time",
                                           "Tom Larder", "manager", clock.today() + timedelta(days=14),
                                           who_tells="TELLS Ines, tomorrow"))
    return table


__all__ = ["VIEWS", "Place", "Stance", "decide"]

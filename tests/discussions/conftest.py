"""A discussion of the Harbour family: Tom leads, Ines presents, Nell and Ms Slate sit in it, and Coral without a device."""

from dataclasses import dataclass
from uuid import UUID

import pytest

from practice.core import audit, clock
from practice.discussions import commands, queries
from practice.discussions.commands import Given, NewDiscussion, NewSeat, Place
from practice.discussions.models import SeatRole
from tests.make.people import World

SEATS = (("tom", SeatRole.FACILITATOR), ("ines", SeatRole.PRESENTER), ("nell", SeatRole.PARTICIPANT),
         ("slate", SeatRole.CHILD_VOICE))
PERSONA = {"tom": "manager", "ines": "allocated worker", "nell": "health, danger two only", "slate": "school, plan only"}


@dataclass
class Table:
    """A discussion that is being held, with its seats by name."""

    id: UUID
    world: World
    seats: dict[str, UUID]

    @property
    def path(self) -> str:
        return f"/families/{self.world.family}/discussions/{self.id}"

    def acts(self, name: str):
        return audit.acting_as(self.world.users[name])

    def now(self) -> queries.Running:
        found = queries.running(self.id, self.world.family)
        assert found is not None
        return found[0]

    @property
    def place(self) -> Place:
        return Place(self.now().stage, self.now().round)

    def hand_in(self, name: str, words: str = "", **more) -> UUID:
        by = "tom" if name == "Coral" else name
        with self.acts(by):
            return commands.hand_in(self.id, self.seats[name], self.place, Given(words=words, **{
                key: more.pop(key) for key in ("value", "choice", "why", "more", "instead") if key in more}), **more)

    def open(self) -> bool:
        with self.acts("tom"):
            return commands.open_round(self.id, self.place)

    def go_to(self, stage: str) -> None:
        """Step on to a step by its id; private rounds on the way in which nobody wrote are left out."""
        frame = self.now().frame
        with self.acts("tom"):
            while self.now().stage != frame.place(stage):
                here = self.now().stage
                commands.go_to(self.id, here, here + (1 if here < frame.place(stage) else -1))


def hold_one(world: World, *, decides: bool = True, framework: str = "group-mapping", coral: bool = True) -> Table:
    """Ask for one, give the seats, and begin. Inside an app context."""
    with audit.acting_as(world.users["ines"]):
        made = commands.ask(world.family, NewDiscussion(framework, "Help me be clear about contact", clock.today(), "10.00",
                                                        decides=decides))
        seats = {name: commands.add_seat(made, NewSeat(role, world.users[name], may_decide=name == "tom"))
                 for name, role in SEATS}
        if coral:
            seats["Coral"] = commands.add_seat(made, NewSeat(SeatRole.FAMILY, person_id=world.people["Coral"]))
    with audit.acting_as(world.users["tom"]):
        commands.begin(made)
    return Table(made, world, seats)


@pytest.fixture
def table(app, world) -> Table:
    with app.app_context():
        return hold_one(world)

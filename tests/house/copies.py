"""Copies of the small world with one of everything, for tests that change each copy in another way."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from flask import Flask

from practice.core import audit, clock
from practice.core.db import command
from practice.families.models import Standing
from tests.client import Client
from tests.conftest import NOW, Databases, engine_on, settings_for
from tests.house.steps import Stage, Step
from tests.house.test_routes import PERSONAS, table
from tests.house.things import Names, things
from tests.make.people import World, build_world, person


@command
def _add_social_worker(world: World) -> None:
    """A professional who does not lead yet, and could."""
    person(world.family, "Mx Tern", Standing.PROFESSIONAL, "social worker", 20)


def personas(endpoint: str) -> list[str]:
    """Those who may, the busiest first."""
    return [one for one, letter in zip(PERSONAS, table()[endpoint], strict=True) if letter == "y"]


class Copies:
    """The app that all tests of a worker share, each time on a new copy of one filled database in which everybody is signed in:
    an app of its own for each form, and signing in to it, took longer than the form."""

    world: World
    names: Names

    def __init__(self, databases: Databases, app: Flask) -> None:
        self.databases, self.app = databases, app
        self.cookies: dict[str, tuple[str, str]] = {}
        with self.another(databases.template(f"things-{uuid4()}", self._fill)) as first:
            for who in PERSONAS[:-1]:
                person = Client(app, who)
                cookie = person.http.get_cookie("cg")
                assert cookie is not None
                self.cookies[who] = (cookie.value, person.token())
            first.extensions["engine"].dispose()
            self.url = databases.copy_of(str(first.extensions["settings"].database_url))

    def _fill(self, app: Flask) -> None:
        build_world()
        self.world = World.read()
        self.names = things(app, self.world)
        _add_social_worker(self.world)

    @contextmanager
    def another(self, url: str = "") -> Iterator[Flask]:
        """The app on a new copy."""
        url = self.databases.copy_of(url or self.url)
        self.app.extensions["engine"], self.app.extensions["settings"] = engine_on(self.app, url), settings_for(url)
        with clock.at(NOW):
            yield self.app
        self.app.extensions["engine"].dispose()
        self.databases.drop(url)

    def reach(self, step: Step | None) -> tuple[Stage, Names]:
        """Take a step in the copy that is open: where the form or page stands then, and the names of what is there."""
        names, stage = dict(self.names), Stage()
        if step is not None:
            with self.app.app_context(), audit.acting_as(self.world.users["ines"]):
                stage = step(self.world, names)
        return stage, names | stage.things

    def person(self, who: str) -> Client:
        """Somebody at a browser of their own, signed in already."""
        made = Client(self.app, "nobody")
        cookie, made._token = self.cookies[who]
        made.http.set_cookie("cg", cookie)
        return made

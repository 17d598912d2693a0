"""The demonstration, loaded once for the tests that only read it."""

import pytest

from practice.demo.cli import load
from tests.conftest import NOW, _app_on, clock


@pytest.fixture(scope="module")
def demo(databases):
    """The app with the three worked cases, at Tuesday 24 November 2026."""
    with clock.at(NOW):
        yield from _app_on(databases, databases.template("demo", lambda _: load()))

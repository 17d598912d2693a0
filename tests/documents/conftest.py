"""The press, warm for a file of tests, and an app that holds nothing but the templates of paper."""

from collections.abc import Iterator

import pytest
from flask import Flask

from practice.core import pages
from practice.documents.render import HERE, Press

ROOT = HERE.parent.parent


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    made = Press()
    yield made
    made.close()


@pytest.fixture(scope="module")
def paper_app() -> Flask:
    app = Flask("paper", template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static"))
    pages.install(app)
    return app

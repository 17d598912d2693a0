"""A real browser on a running app: headless Chromium, the demonstration families, one server a test."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Error, Page, sync_playwright
from werkzeug.serving import make_server

from practice import create_app
from practice.core import clock
from tests.conftest import NOW, Databases, settings_for

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
PASSWORD = "three plain words"  # noqa: S105
SHOTS = Path(os.environ["SCREENSHOTS"]) if "SCREENSHOTS" in os.environ else None
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync"]


def chromium() -> str:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    raise RuntimeError("Chromium is missing: ./run test installs it (package chromium)")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        made = driver.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield made
        made.close()


def whole(app: Flask) -> Callable[..., list[bytes]]:
    """APP giving each answer in one piece, and closed: the test server leaves a file open when the browser hangs up half-way."""
    def answer(environ: Any, start: Any) -> list[bytes]:
        parts = app(environ, start)
        try:
            return [b"".join(parts)]
        finally:
            if hasattr(parts, "close"):
                parts.close()
    return answer


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """Serve APP on a free loopback port; yields its address (by the name localhost, as people type it)."""
    server = make_server("127.0.0.1", 0, whole(app), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def fill_demo(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["demo"])
    assert result.exit_code == 0, result.output


@pytest.fixture(scope="session")
def demo_template(databases: Databases) -> str:
    """A database with the three worked families, replayed once a run."""
    return databases.template("demo", fill_demo)


@pytest.fixture
def demo_app(databases: Databases, demo_template: str) -> Iterator[Flask]:
    url = databases.copy_of(demo_template)
    app = create_app(settings_for(url))
    with clock.at(NOW):
        yield app
    app.extensions["engine"].dispose()
    databases.drop(url)


@pytest.fixture
def address(demo_app: Flask) -> Iterator[str]:
    with serving(demo_app) as url:
        yield url


class Person:
    """One person at one browser window. Fails on console errors, CSP reports, what breaks on our side (5xx) and anything
    fetched from elsewhere."""

    def __init__(self, browser: Browser, address: str, login: str, size: dict[str, int], *, scripts: bool = True,
                 password: str = PASSWORD, cookie: str = "") -> None:
        self.address = address
        self.context = browser.new_context(viewport=size, java_script_enabled=scripts, base_url=address,
                                           has_touch=size["width"] < 600, reduced_motion="reduce")
        self.context.set_default_timeout(8000)
        self.page: Page = self.context.new_page()
        self.scripts = scripts
        self.faults: list[str] = []
        self.page.on("console", lambda line: self.faults.append(line.text) if line.type == "error" else None)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", lambda request: self.faults.append(f"fetched {request.url}")
                     if not request.url.startswith((address, "data:", "blob:")) else None)
        self.page.on("response", lambda answer: self.faults.append(f"{answer.status} {answer.url}")
                     if answer.status >= 500 else None)
        if cookie:  # signed in already
            self.context.add_cookies([{"name": "cg", "value": cookie, "url": address}])
            return
        self.page.goto("/sign-in")
        self.page.get_by_label("Your sign-in name").fill(login)
        self.page.get_by_label("Your password").fill(password)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_load_state()

    def go(self, path: str) -> Page:
        self.page.goto(path)
        return self.page

    def check(self) -> None:
        """What every page must hold: axe clean, nothing scrolls sideways, no fault so far."""
        assert not self.faults, self.faults
        if self.scripts:
            try:
                result = Axe().run(self.page)
            except Error:  # a live page went on to the next step in the middle of it: that one is looked at
                self.page.wait_for_load_state()
                result = Axe().run(self.page)
            assert result.violations_count == 0, f"{self.page.url}\n{result.generate_report()}"
            wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, f"{self.page.url} scrolls sideways by {wide} px"

    def shot(self, name: str) -> None:
        """A picture of the whole page, where SCREENSHOTS names a folder for them."""
        if SHOTS is None:
            return
        SHOTS.mkdir(parents=True, exist_ok=True)
        # The caret as it is: hiding it leaves style attributes behind, which the page's own rules then refuse to copy.
        self.page.screenshot(path=str(SHOTS / f"{name}.png"), full_page=True, caret="initial")

    def close(self) -> None:
        assert not self.faults, self.faults
        self.context.close()


@pytest.fixture
def person(browser: Browser, address: str) -> Iterator[Callable[..., Person]]:
    """person('ines', PHONE, scripts=False) opens a window and signs in."""
    made: list[Person] = []

    def open_window(login: str, size: dict[str, int] | None = None, **more: Any) -> Person:
        made.append(Person(browser, address, login, size or PHONE, **more))
        return made[-1]

    yield open_window
    for window in made:
        window.close()

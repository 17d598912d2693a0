"""The server is killed in the middle of a private round: what it acknowledged is there once, and nothing private shows.

Real server processes as ./run starts them, on a database of their own; people who write as fast as they are answered.
"""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlencode

import pytest
from sqlalchemy import func, select

from practice.access.models import Information
from practice.core import audit
from practice.core.db import db
from practice.discussions import commands, queries
from practice.discussions.commands import NewSeat
from practice.discussions.models import Attendance, Entry, SeatRole
from tests.discussions.conftest import Table, hold_one
from tests.make.people import PASSWORD

WRITERS = ("ines", "nell", "slate", "priya")
ENOUGH = 16  # writes that were acknowledged before the server is killed


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(url: str, port: int, workers: int = 2) -> Iterator[subprocess.Popen[bytes]]:
    """The server processes of ./run, once they answer. Whatever is left of them is killed at the end."""
    process = subprocess.Popen(
        [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
         "--workers", str(workers), "--blocking-threads", "2", "--log-level", "warning", "app:app"], start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env={**os.environ, "DATABASE_URL": url, "MODE": "demonstration", "SECRET_KEY": "tests", "PASSWORD_MEMORY_KIB": "1024"})
    try:
        for _ in range(300):
            try:
                with socket.create_connection(("127.0.0.1", port), 5) as line:
                    line.sendall(b"GET /sign-in HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                    if line.recv(12):
                        break
            except OSError:
                assert process.poll() is None, "The server ended before it answered"
                time.sleep(.05)
        yield process
    finally:
        kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """Server and workers at once, without a word of warning."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(10)


class Person:
    """Somebody at a browser of their own: signs in, sends forms, and knows which answers came."""

    def __init__(self, login: str, port: int) -> None:
        self.login, self.port, self.cookie = login, port, ""
        self.token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.get("/sign-in"))[1]
        assert self.post("/sign-in", {"login": login, "password": PASSWORD, "submission_key": f"in-{login}"}) == 303
        self.sent: list[dict[str, object]] = []
        self.acknowledged = 0

    def _ask(self, method: str, path: str, body: str = "") -> tuple[int, str]:
        line = http.client.HTTPConnection("localhost", self.port, timeout=20)
        try:
            more = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
            line.request(method, path, body or None, {"Cookie": self.cookie, "Referer": f"http://localhost:{self.port}/", **more})
            answer = line.getresponse()
            if cookie := answer.headers["Set-Cookie"]:
                self.cookie = cookie.partition(";")[0]
            return answer.status, answer.read().decode()
        finally:
            line.close()

    def get(self, path: str) -> str:
        status, page = self._ask("GET", path)
        assert status == 200, (path, status)
        return page

    def post(self, path: str, fields: dict[str, object]) -> int:
        return self._ask("POST", path, urlencode({"csrf_token": self.token, **fields}))[0]

    def write_on(self, path: str, stage: int, enough: threading.Event, all_of_them: Counter[str]) -> None:
        """Hand in again and again, each time one more, until the server is gone."""
        while True:
            number = len(self.sent)
            self.sent.append({"submission_key": f"{self.login}-{number}", "lock_version": number, "stage_no": stage,
                              "round_no": 1, "words": f"WORDS{number}OF{self.login}."})
            try:
                status = self.post(path, self.sent[-1])
            except (OSError, http.client.HTTPException):
                return
            assert status == 303, status
            self.acknowledged += 1
            all_of_them[self.login] += 1
            if sum(all_of_them.values()) >= ENOUGH and len(all_of_them) == len(WRITERS):
                enough.set()


@pytest.fixture
def round_of_four(app, world) -> Table:
    """A discussion in its first private round, in which four write."""
    with app.app_context():
        table = hold_one(world, coral=False)
        with table.acts("ines"):
            table.seats["priya"] = commands.add_seat(table.id, NewSeat(SeatRole.PARTICIPANT, world.users["priya"],
                                                                       kinds=frozenset({Information.STORY})))
        with table.acts("tom"):
            commands.mark_seat(table.id, table.seats["priya"], Attendance.PRESENT)
        table.go_to("dangers")
        return table


def test_killed_in_mid_round_everything_acknowledged_is_there_once_and_nothing_private_shows(app, round_of_four):
    table, engine = round_of_four, app.extensions["engine"]
    url = engine.url.render_as_string(hide_password=False)
    with app.app_context():
        before, stage = table.now().lock_version, table.now().stage
    engine.dispose()
    port = _free_port()
    enough, counted = threading.Event(), Counter()
    with serving(url, port) as server:
        people = {login: Person(login, port) for login in (*WRITERS, "tom")}
        hands = {login: f"{table.path}/seats/{table.seats[login]}/hand-in" for login in WRITERS}
        threads = [threading.Thread(target=people[login].write_on, args=(hands[login], stage, enough, counted))
                   for login in WRITERS]
        for thread in threads:
            thread.start()
        assert enough.wait(20), counted
        kill(server)
        for thread in threads:
            thread.join(20)
    writers = [people[login] for login in WRITERS]
    assert all(one.acknowledged >= 1 for one in writers)
    assert any(len(one.sent) > one.acknowledged for one in writers), "Nobody was writing when the server was killed"

    with serving(url, port, workers=1):  # to look at what is left, one is enough, and sooner there
        for one in writers:
            # The browser sends again what it got no answer for, and the person presses once more what had been answered.
            for fields in one.sent[max(one.acknowledged - 1, 0):]:
                assert one.post(hands[one.login], fields) == 303, (one.login, fields)
        for reader in people.values():  # nobody is signed out, and nobody sees more than their own last words
            page = reader.get(table.path)
            own = [f"WORDS{len(reader.sent) - 1}OF{reader.login}"] if reader.sent else []
            assert re.findall(r"WORDS\d+OF\w+", page) == own, reader.login
        assert people["tom"].post(f"{table.path}/open", {"submission_key": "open", "stage_no": stage, "round_no": 1}) == 303
        opened = set(re.findall(r"WORDS\d+OF\w+", people["tom"].get(table.path)))
        assert opened == {f"WORDS{len(one.sent) - 1}OF{one.login}" for one in writers}

    with app.app_context():
        kept = Counter(db.session.scalars(select(Entry.words).where(Entry.discussion_id == table.id)))
        assert kept == Counter(str(fields["words"]) for one in writers for fields in one.sent)
        # Each change has its event and its step of the version, and there is no event of what was never kept.
        assert db.session.scalar(select(func.count()).select_from(audit.AuditEvent).where(
            audit.AuditEvent.action == "discussion.handed_in")) == kept.total()
        assert table.now().lock_version == before + kept.total() + 1
        assert [(one.stage, one.round) for one in queries.openings_of(table.id).values()] == [(stage, 1)]
        if engine.dialect.name == "sqlite":
            assert db.session.connection().exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"

"""Live discussions: 300 seats in 30 of them on one PostgreSQL and the app as it is served, then more until it bends.

bench/seats.py has what a seat does. Memory is the proportional set size (PSS) of the server's processes, the sealer's and all of
PostgreSQL's, read every two seconds; what processes share is counted once. The client is not in it.
"""

import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import create_engine, text

from bench import rooms, seats
from practice import create_app
from practice.settings import Mode, Settings
from tests.servers import postgres

SECRET = "bench" * 8
SEATS, SECONDS = 300, 28
MORE, MORE_SECONDS = 150, 9
MOST = 900
MEMORY_BUDGET = 1536  # MB


def measure(sizes: list[tuple[int, int]] | None = None) -> dict[str, Any]:
    """{"sizes": [what each number of seats came to], "bends at": seats or None, "ready in": seconds}."""
    sizes = sizes or [(SEATS, SECONDS), *((size, MORE_SECONDS) for size in range(SEATS + MORE, MOST + 1, MORE))]
    began = time.monotonic()
    with postgres(durable=True) as server, tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(mode=Mode.PRODUCTION, database_url=server, secret_key=SECRET, public_url="https://bench.invalid"))
        with app.app_context():
            app.extensions["alembic"].upgrade()
        with app.extensions["engine"].connect().execution_options(writes=True) as connection:
            sitting = rooms.live(connection, sizes[-1][0])
            connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))
        app.extensions["engine"].dispose()
        with served(server) as (port, processes):
            plan = {"port": port, "sizes": sizes, "seats": [_told(app, one) for one in sitting]}
            (Path(folder) / "plan.json").write_text(json.dumps(plan))
            ready = time.monotonic() - began
            watch = Watch([*processes, _postmaster(server)])
            try:
                said = subprocess.run([sys.executable, "-m", "bench.seats", f"{folder}/plan.json"], check=True,
                                      capture_output=True, text=True).stdout
            finally:
                watch.end()
    found = [json.loads(line) for line in said.splitlines()]
    for one in found:
        one |= watch.between(one.pop("from"), one.pop("to"))
    bent = found[-1]["seats"] if seats.bends(found[-1]) else None
    return {"sizes": found, "bends at": bent, "ready in": round(ready, 1), "seconds": round(time.monotonic() - began, 1)}


@contextmanager
def served(url: str) -> Iterator[tuple[int, list[int]]]:
    """The app as ./run serves it, in production mode; yields its port and the processes to watch."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    around = {**os.environ, "DATABASE_URL": url, "MODE": "production", "SECRET_KEY": SECRET, "PUBLIC_URL": "https://bench.invalid"}
    quiet = {"env": around, "stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    began = [
        subprocess.Popen([sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
                          "--workers", "2", "--blocking-threads", "2", "--log-level", "warning", "app:app"], **quiet),
        subprocess.Popen([sys.executable, "-m", "flask", "--app", "app", "audit", "seal", "--forever"], **quiet)]
    try:
        _wait_for(port)
        yield port, [one.pid for one in began]
    finally:
        for one in began:
            one.terminate()
        for one in began:
            try:
                one.wait(20)
            except subprocess.TimeoutExpired:
                one.kill()


def _wait_for(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            with socket.create_connection(("127.0.0.1", port), 5) as line:
                line.sendall(b"GET /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
                if line.recv(12):
                    return
        except OSError:
            time.sleep(.1)
    raise RuntimeError("The server did not start")


def _told(app: Flask, one: rooms.Sitting) -> dict[str, Any]:
    """What the client needs of one seat. The cookie and the token are those that signing in would have given."""
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    mark = f"{one.seat.int:040x}"[-40:]
    cookie = signer.dumps({"_user_id": one.token, "_fresh": True, "csrf_token": mark})
    page = f"/families/{one.family}/discussions/{one.discussion}"
    return {"discussion": str(one.discussion), "cookie": f"{app.config['SESSION_COOKIE_NAME']}={cookie}", "page": page,
            "csrf": URLSafeTimedSerializer(SECRET, salt="wtf-csrf-token").dumps(mark), "stage": one.stage, "leads": one.leads,
            "write": f"{page}/notes/{one.stage}" if one.leads else f"{page}/seats/{one.seat}/hand-in"}


def _postmaster(url: str) -> int:
    """The first process of the PostgreSQL at URL."""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        folder = connection.exec_driver_sql("SHOW data_directory").scalar_one()
    engine.dispose()
    return int(Path(folder, "postmaster.pid").read_text().split()[0])


class Watch:
    """Reads what PROCESSES and their children take: memory (PSS) and processor time, every two seconds until end()."""

    def __init__(self, processes: list[int]) -> None:
        self.processes = processes
        self.read: list[tuple[float, int, float]] = []
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def end(self) -> None:
        self._over.set()
        self._thread.join()

    def between(self, begin: float, end: float) -> dict[str, float]:
        """{memory, MB: the most; cores: processor seconds each second}, between two moments of the monotonic clock."""
        inside = [one for one in self.read if begin <= one[0] <= end] or self.read[-2:]
        long = inside[-1][0] - inside[0][0]
        return {"memory, MB": max(one[1] for one in inside),
                "cores": round((inside[-1][2] - inside[0][2]) / long, 2) if long else 0.0}

    def _run(self) -> None:
        ticks = os.sysconf("SC_CLK_TCK")
        while True:
            self.read.append((time.monotonic(), *self._all(ticks)))
            if self._over.wait(2):
                return

    def _all(self, ticks: int) -> tuple[int, float]:
        children: dict[int, list[int]] = {}
        used: dict[int, int] = {}
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            number = int(stat.parent.name)
            children.setdefault(int(fields[1]), []).append(number)
            used[number] = int(fields[11]) + int(fields[12])
        kilobytes, time_used, waiting = 0, 0, list(self.processes)
        while waiting:
            number = waiting.pop()
            waiting += children.get(number, [])
            time_used += used.get(number, 0)
            try:
                found = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{number}/smaps_rollup").read_text(), re.MULTILINE)
            except OSError:
                continue
            kilobytes += int(found[1]) if found else 0
        return kilobytes // 1024, time_used / ticks


if __name__ == "__main__":
    wished = [tuple(int(part) for part in one.split(":")) for one in sys.argv[1:]]
    print(json.dumps(measure(wished or None), indent=1))  # type: ignore[arg-type]

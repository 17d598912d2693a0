"""./run bench: pages, search, papers, wire sizes, load and live discussions, on SQLite and PostgreSQL. Takes some minutes.

BENCH_SIZES chooses the numbers of families (default '1000 100000').
"""

import json
import os
import random
import re
import statistics
import sys
import tempfile
import time
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import create_engine, select, text

from bench import live, load, pages, paper, report, rooms, seed
from practice import create_app
from practice.accounts.models import User
from practice.core.db import db
from practice.families.models import Family
from practice.settings import Mode, Settings
from tests.servers import postgres

SIZES = [int(word) for word in os.environ.get("BENCH_SIZES", "1000 100000").split()]
PASSWORD = "three plain words"  # noqa: S105
FOUND_AT = 20


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def open_app(url: str) -> Flask:
    return create_app(Settings(mode=Mode.DEMONSTRATION, database_url=url, secret_key="bench" * 8))


def prepare(url: str, families: int) -> tuple[Flask, list[tuple[str, date, UUID]], float]:
    """A database with the worked cases and FAMILIES more; returns the app, known people and the seconds it took."""
    start = time.perf_counter()
    app = open_app(url)
    with app.app_context():
        app.extensions["alembic"].upgrade()
    result = app.test_cli_runner().invoke(args=["demo"])
    assert result.exit_code == 0, result.output
    with app.app_context():
        users = {user.login: user for user in db.session.scalars(select(User))}
        known = seed.seed(app.extensions["engine"], families, [users["kath"].id, users["owen"].id], users["kath"].team_id)
        if app.extensions["engine"].dialect.name == "postgresql":
            with app.extensions["engine"].connect() as connection:
                connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))
    return app, known, time.perf_counter() - start


def browser(app: Flask, login: str) -> Any:
    client = app.test_client()
    page = client.get("/sign-in").get_data(as_text=True)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert token
    answer = client.post("/sign-in", data={"csrf_token": token[1], "login": login, "password": PASSWORD})
    assert answer.status_code == 303, answer.get_data(as_text=True)[:400]
    return client


def measure_pages(apps: dict[int, Flask]) -> dict[int, list[pages.Figure]]:
    """{number of families: the figures of its pages}."""
    read = [(app, browser(app, "ines"), _paths(app)) for app in apps.values()]
    found = [pages.measure(read[0][2][place][0], [(app, client, paths[place][1]) for app, client, paths in read])
             for place in range(len(read[0][2]))]
    return {size: [figures[place] for figures in found] for place, size in enumerate(apps)}


def _paths(app: Flask) -> list[tuple[str, str]]:
    """(name, address) of the pages that are measured."""
    with app.app_context():
        harbour = db.session.scalar(select(Family.id).where(Family.name == "Harbour").order_by(Family.created_at).limit(1))
    base = f"/families/{harbour}"
    with app.extensions["engine"].connect().execution_options(writes=True) as connection:
        discussion = rooms.fifteen(connection, harbour, "ines")
    return [("story", f"{base}/story"), ("three columns", f"{base}/mapping"), ("plan", f"{base}/plan"),
            ("timeline", f"{base}/timeline"), ("documents", f"{base}/documents"), ("journal", f"{base}/journal"),
            ("network", f"{base}/network"), ("caseload list", "/"),
            ("discussion of 15, 200 contributions", f"{base}/discussions/{discussion}")]


def measure_search(app: Flask, known: list[tuple[str, date, UUID]]) -> dict[str, Any]:
    chance = random.Random(11)
    client = browser(app, "kath")
    asked = chance.sample(known, 120)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get("/find").get_data(as_text=True))
    assert token
    times, found = [], 0
    for whole, _, _ in asked:
        wrong = seed.misspell(chance, whole)
        start = time.perf_counter()
        # By POST, as the page does it: no name stands in an address.
        answer = client.post("/find", data={"csrf_token": token[1], "q": wrong})
        times.append((time.perf_counter() - start) * 1000)
        first = re.findall(r'#p-[0-9a-f-]{36}"[^>]*>([^<]*)<', answer.get_data(as_text=True))[:FOUND_AT]
        found += whole in first
    return {"p50": round(statistics.median(times), 1), "p95": round(sorted(times)[int(len(times) * .95)], 1),
            "recall": round(found / len(asked), 3), "asked": len(asked)}


def wire(app: Flask) -> dict[str, int]:
    """Bytes of a first visit (story page, styles, script, icons) and of the pages after it, gzip, as sent."""
    with app.app_context():
        harbour = db.session.scalar(select(Family.id).where(Family.name == "Harbour").order_by(Family.created_at).limit(1))
    client = browser(app, "ines")
    gzip = {"Accept-Encoding": "gzip"}
    html = client.get(f"/families/{harbour}/story", headers=gzip)
    body = client.get(f"/families/{harbour}/story").get_data(as_text=True)
    linked = set(re.findall(r"(?:href|src)=\"(/(?:static|assets)/[^\"#]+)", body))
    files = sum(len(client.get(address.replace("&amp;", "&"), headers=gzip).data) for address in linked)
    later = {name: len(client.get(f"/families/{harbour}/{name}", headers=gzip).data) for name in ("mapping", "plan", "people")}
    return {"first visit": len(html.data) + files, "page": len(html.data), "files": files, **later}


class Parts:
    """What takes how long."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.last = time.perf_counter()

    def done(self, part: str) -> None:
        now = time.perf_counter()
        self.seconds[part] = round(self.seconds.get(part, 0) + now - self.last, 1)
        self.last = now
        say(f"  {part}: {self.seconds[part]:.0f} s")


def main() -> None:
    figures: dict[str, Any] = {"sizes": SIZES, "databases": {}, "load average": round(os.getloadavg()[0], 2)}
    parts = Parts()
    with tempfile.TemporaryDirectory() as folder, postgres() as server:
        for kind in ("sqlite", "postgresql"):
            figures["databases"][kind] = {}
            ready = {}
            for size in SIZES:
                say(f"{kind}: {size:,} families")
                if kind == "sqlite":
                    url = f"sqlite:///{folder}/bench{size}.sqlite"
                else:
                    engine = create_engine(server.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")
                    with engine.connect() as connection:
                        connection.execute(text(f"CREATE DATABASE bench{size}"))
                    engine.dispose()
                    url = server.rsplit("/", 1)[0] + f"/bench{size}"
                ready[size] = prepare(url, size)
                parts.done("filling")
            measured = measure_pages({size: app for size, (app, _, _) in ready.items()})
            parts.done("pages")
            for size, (app, known, _) in ready.items():
                figures["databases"][kind][str(size)] = {"pages": [asdict(figure) for figure in measured[size]],
                                                         "search": measure_search(app, known)}
                parts.done("search")
                if "wire" not in figures:
                    figures["wire"] = wire(app)
                    figures["paper"] = paper.family_plan(app)
                    figures["papers"] = paper.every_kind(app)
                    parts.done("papers")
                app.extensions["engine"].dispose()
        say("load: ApacheBench on the story page, PostgreSQL, 500 families")
        figures["load"] = load.story(server, prepare)
        parts.done("load")
    say("live discussions: 300 seats, then more until it bends")
    figures["live"] = live.measure()
    parts.done("live")
    figures["seconds"] = parts.seconds
    Path("var").mkdir(exist_ok=True)
    Path("var/bench.json").write_text(json.dumps(figures, indent=1) + "\n")
    Path("docs/benchmarks.md").write_text(report.written(figures))
    say("docs/benchmarks.md and var/bench.json are written")
    missed = report.missed(figures)
    for line in missed:
        say(f"over budget: {line}")


if __name__ == "__main__":
    main()

"""A page against its floor: the same statements through SQLAlchemy Core and the same template rendered, nothing else.

The statements and the template's context are those that the page itself used, recorded once; so the floor does exactly the
page's own reading and rendering, and the ratio is what Flask, the policies, the dataclasses and the forms add.
"""

import gc
import io
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, g, template_rendered
from flask import request as flask_request
from sqlalchemy import event

from practice.core.db import ALONE, db


@dataclass(frozen=True, slots=True)
class Figure:
    """One page: milliseconds (median), its floor, their ratio, SQL statements, bytes as sent (gzip)."""

    page: str
    milliseconds: float
    floor: float
    ratio: float
    statements: int
    sent: int


def measure(name: str, readers: list[tuple[Flask, Any, str]], rounds: int = 40) -> list[Figure]:
    """Time a page against its floor for each of READERS, (app, signed-in test client, address): all of them round by round, so
    that what the machine does meanwhile falls on all alike."""
    ready = [_ready(*one) for one in readers]
    pages: list[list[float]] = [[] for _ in ready]
    floors: list[list[float]] = [[] for _ in ready]
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            for place, (page, floor, _, _) in enumerate(ready):
                pages[place].append(_time(page))
                floors[place].append(_time(floor))
    finally:
        gc.enable()
    found = []
    for place, (_, _, statements, sent) in enumerate(ready):
        page_ms, floor_ms = statistics.median(pages[place]) * 1000, statistics.median(floors[place]) * 1000
        found.append(Figure(name, round(page_ms, 2), round(floor_ms, 2), round(page_ms / floor_ms, 2), statements, sent))
    return found


def _ready(app: Flask, client: Any, path: str) -> tuple[Callable[[], None], Callable[[], None], int, int]:
    """(the page, its floor, its statements, bytes as sent), both warm."""
    executed: list[tuple[Any, Any]] = []
    rendered: list[tuple[Any, dict[str, Any]]] = []
    engine = app.extensions["engine"]

    def note(_: Any, clause: Any, multiparams: Any, params: Any, *__: Any) -> None:
        executed.append((clause, multiparams or params))

    def note_template(_: Any, template: Any, context: dict[str, Any], **__: Any) -> None:
        rendered.append((template, dict(context)))

    for _ in range(3):
        client.get(path)
    event.listen(engine, "before_execute", note)
    with template_rendered.connected_to(note_template, app):
        answer = client.get(path)
    event.remove(engine, "before_execute", note)
    assert answer.status_code == 200, f"{path}: {answer.status_code}"
    sent = len(client.get(path, headers={"Accept-Encoding": "gzip"}).data)
    template, context = rendered[-1]

    alone = ALONE if engine.dialect.name == "postgresql" else {}

    def floor() -> None:
        with app.test_request_context(path):
            g.csrf_token = "floor"  # noqa: S105  # the form's token is given, not made
            session = db.session
            for clause, params in executed:
                if getattr(clause, "is_dml", False):
                    session.commit()
                    session.connection(execution_options={"writes": True}).execute(clause, params or {})
                    session.commit()
                    continue
                if not session.in_transaction():  # as the app's own reads
                    session.connection(execution_options=alone)
                session.connection().execute(clause, params or {}).all()
            template.render(context)

    with client:  # the request as a server hands it over: making one is the test client's time, not the page's
        client.get(path)
        environ = dict(flask_request.environ)

    def page() -> None:
        body = app.wsgi_app({**environ, "wsgi.input": io.BytesIO()}, lambda *_: None)  # type: ignore[arg-type, return-value]
        for _ in body:
            pass
        body.close()  # type: ignore[attr-defined]

    for _ in range(3):
        page()
        floor()
    return page, floor, len(executed), sent


def _time(act: Any) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start

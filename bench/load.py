"""Requests a second and median of the story page with one and with four sessions: ApacheBench against the app as served."""

import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from typing import Any

from sqlalchemy import create_engine, select, text

from practice.core.db import db
from practice.families.models import Family

PORT = 5077
REQUESTS = 600


def story(server: str, prepare: Callable[[str, int], Any]) -> dict[str, dict[str, float]]:
    """{sessions: {per second, median ms}} with 500 more families on the PostgreSQL at SERVER; {} without ApacheBench."""
    if shutil.which("ab") is None:
        return {}
    engine = create_engine(server.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CREATE DATABASE bench500"))
    engine.dispose()
    url = server.rsplit("/", 1)[0] + "/bench500"
    app, _, _ = prepare(url, 500)
    with app.app_context():
        family = db.session.scalar(select(Family.id).where(Family.name == "Harbour").order_by(Family.created_at).limit(1))
    app.extensions["engine"].dispose()
    served = subprocess.Popen(
        [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(PORT), "--workers",
         "2", "--blocking-threads", "2", "--log-level", "warning", "app:app"],
        env={**os.environ, "DATABASE_URL": url, "MODE": "demonstration", "SECRET_KEY": "bench" * 8})
    try:
        cookie = _sign_in()
        figures = {}
        for sessions in (1, 4):
            said = subprocess.run(
                ["ab", "-q", "-n", str(REQUESTS), "-c", str(sessions), "-C", cookie,
                 f"http://127.0.0.1:{PORT}/families/{family}/story"],
                check=True, capture_output=True, text=True).stdout
            per_second = re.search(r"Requests per second:\s+([\d.]+)", said)
            median = re.search(r"\n\s+50%\s+(\d+)", said)
            failed = re.search(r"Non-2xx responses:\s+(\d+)", said)
            assert per_second, said
            assert median, said
            assert not failed, said
            figures[str(sessions)] = {"per second": float(per_second[1]), "median ms": float(median[1])}
        return figures
    finally:
        served.terminate()
        served.wait(20)


def _sign_in() -> str:
    """The session cookie of ines, as 'name=value'."""
    address = f"http://127.0.0.1:{PORT}/sign-in"
    for _ in range(100):
        try:
            with urllib.request.urlopen(address) as answer:
                page, cookie = answer.read().decode(), answer.headers["Set-Cookie"].split(";")[0]
            break
        except OSError:
            time.sleep(.2)
    else:
        raise RuntimeError("The server did not start")
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert token
    data = f"csrf_token={token[1]}&login=ines&password=three+plain+words".encode()
    request = urllib.request.Request(address, data, {"Cookie": cookie, "Referer": address})

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: Any) -> None:
            return None

    try:
        urllib.request.build_opener(Stay).open(request)
    except urllib.error.HTTPError as answer:
        if answer.code == 303:
            return answer.headers["Set-Cookie"].split(";")[0]
        raise
    raise RuntimeError("Sign-in did not answer with a redirect")

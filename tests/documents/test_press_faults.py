"""A press that is killed, starved of memory, or cannot write (B12): no half of a paper is kept, and the next one works."""

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from practice.core import audit
from practice.core.db import db
from practice.documents import commands, render, views
from practice.documents.models import Paper
from practice.documents.render import BROKE, Press, RendererFailed
from tests.documents.test_press import sheet_with

HEAVY = sheet_with("<table>" + "<tr><td>word word word</td></tr>" * 6000 + "</table>")
WORKER = "allocated worker"


@pytest.fixture
def press() -> Iterator[Press]:
    made = Press()
    yield made
    made.close()


def _base(world) -> str:  # noqa: ANN001
    return f"/families/{world.family}/documents"


def _counts(app: Flask) -> tuple[int, int]:
    """(papers kept, events of made papers)"""
    with app.app_context():
        made = db.session.scalar(select(func.count()).select_from(audit.AuditEvent).where(
            audit.AuditEvent.action == "document.made"))
        return db.session.scalar(select(func.count()).select_from(Paper)) or 0, made or 0


def test_one_that_is_killed_in_the_middle_says_so_and_the_next_works(press: Press):
    press.print(sheet_with("<p>x</p>"))
    pid = press.process_id
    assert pid is not None
    threading.Timer(0.4, lambda: os.kill(pid, signal.SIGKILL)).start()
    with pytest.raises(RendererFailed) as told:
        press.print(HEAVY)
    assert str(told.value) == BROKE
    assert press.process_id is None
    assert press.print(sheet_with("<p>x</p>")).pages == 1


def test_one_that_cannot_be_started_says_so():
    """No process left to have, or no memory for one: a sentence for the page, and the next try starts afresh."""
    made = Press(command=["/nowhere/python"])
    for _ in range(2):
        with pytest.raises(RendererFailed) as told:
            made.print(sheet_with("<p>x</p>"))
        assert str(told.value) == BROKE
    made.warm()
    assert made.process_id is None


# The press as it is, but with 12 MB more than it needs once it is loaded.
LITTLE_MEMORY = """
import sys
sys.path.append(sys.argv.pop(1))
from press import worker
keep = worker.lock_down
def lock_down():
    worker.MEMORY_BYTES = int(open("/proc/self/statm").read().split()[0]) * 4096 + 12_000_000
    keep()
worker.lock_down = lock_down
worker.main()
"""


def test_one_that_runs_out_of_memory_is_replaced():
    press = Press(command=[sys.executable, "-I", "-c", LITTLE_MEMORY, str(render.HERE), str(render.PAPER)])
    assert press.print(sheet_with("<p>x</p>")).pages == 1
    pid = press.process_id
    with pytest.raises(RendererFailed) as told:
        press.print(HEAVY)
    assert str(told.value) == BROKE
    assert press.print(sheet_with("<p>x</p>")).pages == 1
    assert press.process_id != pid
    press.close()


def test_it_never_writes_a_file_so_a_full_disk_does_not_reach_it(press: Press):
    made = press.print(sheet_with("<p>x</p>"))
    assert made.data.startswith(b"%PDF-1.7")
    assert "Max file size             0" in Path(f"/proc/{press.process_id}/limits").read_text()


def test_thirty_at_once_take_turns_and_all_are_whole(press: Press):
    made, failed = [], []

    def one(number: int) -> None:
        try:
            made.append((number, press.print(sheet_with(f"<p>Paper {number}</p>"))))
        except RendererFailed as problem:
            failed.append(str(problem))

    threads = [threading.Thread(target=one, args=(number,)) for number in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert sorted(number for number, _ in made) == list(range(30))
    assert len({printed.data for _, printed in made}) == 30
    assert all(printed.pages == 1 and printed.data.rstrip().endswith(b"%%EOF") for _, printed in made)


def test_those_who_wait_too_long_are_told_that_others_print():
    slow = Press(wall_seconds=0.2)
    with slow._turn:
        before = time.monotonic()
        with pytest.raises(RendererFailed, match="Others are printing just now"):
            slow.print(sheet_with("<p>x</p>"))
        assert time.monotonic() - before < 2
    slow.close()


@pytest.mark.parametrize("fault", ["killed", "hangs", "half an answer"])
def test_nothing_of_a_failed_paper_is_kept_and_the_page_is_offered(app, world, client, monkeypatch, fault: str):  # noqa: ANN001
    """From the worker's side: what was asked for is not lost, a plain sentence, the way to the page; then it works."""
    hello = ("import sys, struct, time; b=b'{\"ready\": true}'; o=sys.stdout.buffer; "
             "o.write(struct.pack('>I', len(b))+b); o.flush(); ")
    then = {"killed": "sys.stdin.buffer.read(4); import os; os.kill(os.getpid(), 9)", "hangs": "time.sleep(60)",
            "half an answer": "sys.stdin.buffer.read(4); o.write(struct.pack('>I', 40)+b'{\"pages\": 1, \"sta'); o.flush()"}[fault]
    broken = Press(wall_seconds=1.5, command=[sys.executable, "-c", hello + then])
    monkeypatch.setattr(views, "press", broken)
    worker, address = client(WORKER), f"{_base(world)}/family-plan/{world.people['Marina']}"
    page = worker.post(f"{address}/pdf", {"form": "large-print"}, expect=503)
    assert "No PDF was made" in page.words
    assert "print the page from your browser" in page.words
    assert "Open it as a page" in page.words
    assert "Large print, 18 point" in page.words  # what was wished for is not lost
    assert _counts(app) == (0, 0)
    assert "locks door and chain" in worker.get(f"{address}/page?form=large-print").words
    broken.close()
    working = Press()
    monkeypatch.setattr(views, "press", working)
    worker.post(f"{address}/pdf", {"form": "large-print"}, expect=303)
    assert _counts(app) == (1, 1)
    working.close()


def test_when_the_database_is_full_neither_paper_nor_event_is_kept(app, world, client, monkeypatch):  # noqa: ANN001
    """A disk that fills up while the bytes are stored: both or neither."""
    real = commands.audit.record

    def full(action: str, **more: object) -> None:
        real(action, **more)
        if action == "document.made":
            raise OperationalError("INSERT", {}, Exception("database or disk is full"))

    monkeypatch.setattr(commands.audit, "record", full)
    address = f"{_base(world)}/family-plan/{world.people['Marina']}/pdf"
    assert "The disk is full" in client(WORKER).post(address, {"form": "standard"}, expect=507).words
    assert _counts(app) == (0, 0)
    monkeypatch.setattr(commands.audit, "record", real)
    client(WORKER).post(address, {"form": "standard"}, expect=303)
    assert _counts(app) == (1, 1)


def test_the_command_leaves_no_half_of_a_file(app, world, monkeypatch, tmp_path):  # noqa: ANN001
    out = tmp_path / "plan.pdf"
    out.write_bytes(b"the paper from yesterday")

    def no_space(self, data: bytes) -> int:  # noqa: ANN001
        with open(self, "wb") as file:  # noqa: PTH123
            file.write(data[:100])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", no_space)
    ran = app.test_cli_runner().invoke(args=["document", "blank-three-columns", "HARB-2X7Q", "--as", "ines", "--out", str(out)])
    assert ran.exit_code == 2, ran.output
    assert "No space left on device" in ran.output
    assert [file.name for file in tmp_path.iterdir()] == ["plan.pdf"]
    assert out.read_bytes() == b"the paper from yesterday"

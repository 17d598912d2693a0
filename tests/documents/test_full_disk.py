"""A disk that is really full (B12): a small file system of memory, filled to the last byte. Skipped where none may be mounted."""

import contextlib
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from practice.core import audit
from practice.core.db import db, open_engine
from practice.core.errors import is_disk_full
from practice.documents import render
from practice.documents.models import Paper
from practice.documents.render import START, Press
from tests.documents.test_press import sheet_with

WORKER = "allocated worker"


class SmallDisk:
    """A file system of its own; fill() leaves no byte free, free() gives the room back."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fill(self) -> None:
        with contextlib.suppress(OSError), (self.folder / "filler").open("wb", buffering=0) as file:
            while True:
                file.write(b"\0" * 4096)
        assert shutil.disk_usage(self.folder).free == 0

    def free(self) -> None:
        (self.folder / "filler").unlink()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[SmallDisk]:
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m,mode=1777", "tmpfs", str(folder)], check=False,
                             capture_output=True, text=True)
    if mounted.returncode:
        pytest.skip(f"No small disk may be mounted here, so a full one cannot be tried: {mounted.stderr.strip()}")
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_press_whose_work_folder_is_full_prints_whole_papers(small_disk: SmallDisk):
    small_disk.fill()
    at_work = 'cd "$1" && export TMPDIR="$1" HOME="$1" XDG_CACHE_HOME="$1" && shift && exec "$@"'
    press = Press(command=["/bin/sh", "-c", at_work, "press", str(small_disk.folder), sys.executable, "-I", "-c", START,
                           str(render.HERE), str(render.PAPER)])
    try:
        made = [press.print(sheet_with(f"<p>Paper {number}</p>")) for number in range(2)]
    finally:
        press.close()
    assert all(one.pages == 1 and one.data.startswith(b"%PDF-1.7") and one.data.rstrip().endswith(b"%%EOF") for one in made)
    assert [path.name for path in small_disk.folder.iterdir()] == ["filler"]


def test_a_paper_that_no_longer_fits_on_the_disk_is_not_kept_by_half_and_that_is_said(app, world, client, small_disk: SmallDisk):
    before = app.extensions["engine"]
    source = Path(before.url.database)
    before.dispose()
    with contextlib.closing(sqlite3.connect(source)) as line:
        line.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copyfile(source, small_disk.folder / "all.sqlite")
    app.extensions["engine"] = open_engine(f"sqlite:///{small_disk.folder}/all.sqlite")
    try:
        worker = client(WORKER)
        address = f"/families/{world.family}/documents/family-plan/{world.people['Marina']}"
        worker.get(address)
        small_disk.fill()
        fields = {"form": "large-print"}
        page = worker.post(f"{address}/pdf", fields, expect=507, key="one-sending")
        assert "The disk is full" in page.words
        assert "Nothing of what you just sent was saved" in page.words
        small_disk.free()
        with app.app_context():
            assert _counts() == (0, 0)
        worker.post(f"{address}/pdf", fields, expect=303, key="one-sending")
        with app.app_context():
            assert _counts() == (1, 1)
            assert db.session.scalars(select(Paper.data)).one().rstrip().endswith(b"%%EOF")
            assert db.session.connection().exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
    finally:
        app.extensions["engine"].dispose()
        app.extensions["engine"] = before


def _counts() -> tuple[int, int]:
    """(papers kept, events of made papers)"""
    made = db.session.scalar(select(func.count()).select_from(audit.AuditEvent).where(audit.AuditEvent.action == "document.made"))
    return db.session.scalar(select(func.count()).select_from(Paper)) or 0, made or 0


def test_the_command_on_a_full_disk_leaves_yesterdays_file_and_no_half_one(app, world, small_disk: SmallDisk):
    out = small_disk.folder / "plan.pdf"
    out.write_bytes(b"the paper from yesterday")
    small_disk.fill()
    ran = app.test_cli_runner().invoke(args=["document", "blank-three-columns", "HARB-2X7Q", "--as", "ines", "--out", str(out)])
    assert ran.exit_code == 2, ran.output
    assert "No space left on device" in ran.output
    assert sorted(path.name for path in small_disk.folder.iterdir()) == ["filler", "plan.pdf"]
    assert out.read_bytes() == b"the paper from yesterday"


def test_postgresql_says_so_with_a_code_and_another_fault_is_no_full_disk():
    assert is_disk_full(OperationalError("INSERT", {}, psycopg.errors.DiskFull("could not extend file")))
    assert not is_disk_full(OperationalError("INSERT", {}, psycopg.errors.LockNotAvailable("could not obtain lock")))
    assert not is_disk_full(OperationalError("INSERT", {}, sqlite3.OperationalError("database is locked")))

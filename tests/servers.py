"""A throw-away PostgreSQL on a free loopback port: for tests and measurements, gone afterwards.

`python -m tests.servers COMMAND...` runs COMMAND with TEST_DATABASE_URL set to it.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Missing(RuntimeError):
    """What is not on this machine, in plain words."""


def binaries() -> Path:
    """The folder of the newest PostgreSQL server programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    if name := shutil.which("initdb"):
        return Path(name).parent
    raise Missing("PostgreSQL is missing: install the package postgresql")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _as_server_user() -> list[str]:
    """initdb refuses root: act as the user postgres that the package makes."""
    if os.geteuid() != 0:
        return []
    pwd.getpwnam("postgres")
    return ["runuser", "-u", "postgres", "--"]


def memory() -> str | None:
    """Memory as a folder, where there is room: each test copies a database of a thousand files. None: the usual place."""
    folder = Path("/dev/shm")
    return str(folder) if os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > 2 * 1024 ** 3 else None


@contextmanager
def postgres(*, durable: bool = False) -> Iterator[str]:
    """Yields the address of an empty server; stops and removes it afterwards. DURABLE: it waits for the disk, as in earnest."""
    programs, prefix = binaries(), _as_server_user()
    folder = Path(tempfile.mkdtemp(prefix="common-ground-pg-", dir=None if durable else memory()))
    try:
        if prefix:
            shutil.chown(folder, "postgres")
        data, port = folder / "data", _free_port()
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.STDOUT, "cwd": str(folder)}
        subprocess.run([*prefix, str(programs / "initdb"), "-D", str(data), "-A", "trust", "-U", "postgres", "-E", "UTF8",
                        "--locale=C.UTF-8"], check=True, **quiet)
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c max_connections=200"
        if not durable:
            options += " -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
        subprocess.run([*prefix, str(programs / "pg_ctl"), "-D", str(data), "-o", options, "-l", str(folder / "log"), "-w",
                        "start"], check=True, **quiet)
        try:
            yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
        finally:
            subprocess.run([*prefix, str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"],
                           check=False, **quiet)
            time.sleep(.2)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # or a run that is ended from outside leaves its server behind
    try:
        with postgres() as url:
            return subprocess.run(sys.argv[1:], check=False, env={**os.environ, "TEST_DATABASE_URL": url}).returncode
    except (Missing, KeyError) as missing:
        print(missing, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())

"""Printing from the app's side: starts the press, keeps it warm, hands it HTML, and ends it when it takes too long.

The app never imports WeasyPrint: it starts without its libraries, and says so on the page (RendererMissing).
"""

import atexit
import contextlib
import json
import os
import select
import struct
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
PAPER = HERE.parent.parent / "static" / "paper"
WALL_SECONDS = 30.0
START_SECONDS = 30.0

# The press's folder goes last on the path: no module of this room may hide one of Python's own.
START = "import sys; sys.path.append(sys.argv.pop(1)); from press.worker import main; main()"


class RendererFailed(Exception):
    """No PDF this time; the message is a sentence for the page. The next try starts afresh."""


class RendererMissing(RendererFailed):
    """This machine cannot make PDFs at all."""


MISSING = ("This machine cannot make a PDF: WeasyPrint or the libraries it needs are not installed. "
           "Print the page from your browser; it holds the same words.")
SLOW = "Making the PDF took too long, so we stopped it. Try again, or print the page from your browser."
LONG = "This would be more than 60 pages. Shorten it, or print the page from your browser."
BROKE = "The PDF could not be made. Try again, or print the page from your browser."
BUSY = "Others are printing just now. Try again in a minute, or print the page from your browser."


@dataclass(frozen=True, slots=True)
class Printed:
    """A sealed PDF, how many pages it has, and on which page (from 1) each element with an id starts."""

    data: bytes
    pages: int
    starts: dict[str, int]
    downs: dict[str, float] = field(default_factory=dict)  # how far down its page each of them stands: 0 top, 1 bottom

    @property
    def ends(self) -> float:
        """How far down its sheet the last page goes: 0 top, 1 bottom."""
        return self.downs.get("end", 1.0)


class Press:
    """One warm process for this app process. Safe to call from several threads: they take turns."""

    def __init__(self, wall_seconds: float = WALL_SECONDS, command: list[str] | None = None) -> None:
        self.wall_seconds = wall_seconds
        self.command = command or [sys.executable, "-I", "-c", START, str(HERE), str(PAPER)]
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def print(self, html: str) -> Printed:
        """The sealed PDF of HTML. Raises RendererFailed or RendererMissing, with a sentence for the page."""
        if not self._turn.acquire(timeout=self.wall_seconds):
            raise RendererFailed(BUSY)
        try:
            self._start()
            until = time.monotonic() + self.wall_seconds
            try:
                return self._ask(html, until)
            except (TimeoutError, OSError, ValueError, struct.error) as problem:
                self._end()
                raise RendererFailed(SLOW if isinstance(problem, TimeoutError) else BROKE) from None
        finally:
            self._turn.release()

    def warm(self) -> None:
        """Start it in the background, while a person still reads the page before the paper."""
        if self.process_id is None and not self._turn.locked():
            threading.Thread(target=self._warm, daemon=True).start()

    def _warm(self) -> None:
        with self._turn, contextlib.suppress(RendererFailed):
            self._start()

    def close(self) -> None:
        """End the process; the next print starts another."""
        with self._turn:
            self._end()

    @property
    def process_id(self) -> int | None:
        return self._process.pid if self._process and self._process.poll() is None else None

    def _ask(self, html: str, until: float) -> Printed:
        process = self._process
        assert process is not None
        assert process.stdin is not None
        body = json.dumps({"html": html}).encode()
        self._write(process.stdin.fileno(), struct.pack(">I", len(body)) + body, until)
        answer = json.loads(self._read(until))
        if problem := answer.get("problem"):
            if problem == "memory":
                self._end()  # what is left of it is not to be trusted
            raise RendererFailed(LONG if problem == "long" else BROKE)
        return Printed(self._read(until), answer["pages"], answer["starts"], answer["downs"])

    def _start(self) -> None:
        if self._process is not None and self._process.poll() is None:
            return
        self._end()
        # An empty environment: no secret and no database address ever reaches the press.
        try:
            self._process = subprocess.Popen(self.command, cwd="/", env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
                                             stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                             bufsize=0, close_fds=True, start_new_session=True)
            hello = json.loads(self._read(time.monotonic() + START_SECONDS))
        except (TimeoutError, OSError, ValueError, struct.error):
            self._end()
            raise RendererFailed(BROKE) from None
        if not hello.get("ready"):
            self._end()
            raise RendererMissing(MISSING)

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()

    def _write(self, target: int, data: bytes, until: float) -> None:
        os.set_blocking(target, False)
        view = memoryview(data)
        while view:
            _, ready, _ = select.select([], [target], [], max(0.0, until - time.monotonic()))
            if not ready:
                raise TimeoutError
            view = view[os.write(target, view[:65536]):]

    def _read(self, until: float) -> bytes:
        """One frame. Raises TimeoutError at UNTIL, EOFError's kin (OSError) when the process has died."""
        return self._exactly(struct.unpack(">I", self._exactly(4, until))[0], until)

    def _exactly(self, count: int, until: float) -> bytes:
        assert self._process is not None
        assert self._process.stdout is not None
        source, parts = self._process.stdout.fileno(), bytearray()
        while len(parts) < count:
            ready, _, _ = select.select([source], [], [], max(0.0, until - time.monotonic()))
            if not ready:
                raise TimeoutError
            more = os.read(source, min(count - len(parts), 1 << 20))
            if not more:
                raise OSError("The press has ended")
            parts += more
        return bytes(parts)


press = Press()
atexit.register(press.close)

"""Seats of live discussions, as browsers would be: each polls every two seconds and writes once every twenty.

A process of its own that needs little, for it runs on the cores of the server that it measures: `python -m bench.seats PLAN`,
PLAN a JSON file with "port", "sizes" ([[seats, seconds], ...]) and "seats". Prints one line of JSON for each size. It stops
where a change takes longer than BUDGET for more than one in twenty, or something fails.
"""

import asyncio
import gzip
import json
import random
import re
import statistics
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

POLL, WRITE, BUDGET, JOIN = 2.0, 20.0, 3.0, 4.0
BEAT = re.compile(rb"/now/(([0-9]+)-{1,2}[0-9]+/[^\"]+)\"")
PRIVATE = re.compile(rb"PRIVATE([0-9]+)WORDS")


class Failed(Exception):
    """What a browser would not have shown."""


class Tally:
    """What was seen since the last size began."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.requests: Counter[str] = Counter()
        self.polls: list[float] = []
        self.errors: Counter[str] = Counter()
        self.writes: list[tuple[str, int, float, int]] = []  # (discussion, seat, sent, version that holds it; -1 none yet)
        self.seen: dict[int, list[tuple[float, int]]] = defaultdict(list)  # {seat: (when, version)}


class Seat:
    """One person at one page."""

    def __init__(self, number: int, told: dict[str, Any], port: int) -> None:
        self.number, self.port, self.told = number, port, told
        self.discussion: str = told["discussion"]
        self.head = f"Host: 127.0.0.1:{port}\r\nCookie: {told['cookie']}\r\nAccept-Encoding: gzip\r\n"
        self.beat, self.version, self.written = "", 0, 0
        self.reader: Any = None
        self.writer: Any = None
        self.chance = random.Random(number)

    async def ask(self, method: str, path: str, more: str = "", body: bytes = b"") -> tuple[int, bytes]:
        """One request on the seat's own connection."""
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port, limit=2 ** 20)
        if body:
            more += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        self.writer.write(f"{method} {path} HTTP/1.1\r\n{self.head}{more}\r\n".encode() + body)
        head = (await self.reader.readuntil(b"\r\n\r\n")).lower()
        status = int(head[9:12])
        found = re.search(rb"\r\ncontent-length: (\d+)", head)
        data = await self.reader.readexactly(int(found[1])) if found and status not in {204, 304} else b""
        if b"\r\ncontent-encoding: gzip" in head:
            data = gzip.decompress(data)
        strangers = {int(one) for one in PRIVATE.findall(data)} - {self.number}
        if strangers:
            raise Failed("another seat’s private words")
        return status, data

    def note(self, data: bytes, tally: Tally) -> None:
        """Keep the beat of a page or a piece, and the version that it shows."""
        found = BEAT.search(data)
        if found is None:
            raise Failed("a page without its beat")
        self.beat, self.version = found[1].decode(), int(found[2])
        tally.seen[self.number].append((time.monotonic(), self.version))

    async def page(self, tally: Tally) -> None:
        status, data = await self.ask("GET", self.told["page"])
        tally.requests["page"] += 1
        if status != 200:
            raise Failed(f"page {status}")
        self.note(data, tally)

    async def poll(self, tally: Tally) -> bool:
        """True where something was new."""
        before = time.monotonic()
        status, data = await self.ask("GET", f"/discussions/{self.discussion}/now/{self.beat}",
                                      "HX-Request: true\r\nHX-Target: beat\r\n")
        tally.polls.append(time.monotonic() - before)
        tally.requests["poll, new" if status == 200 else "poll, nothing new"] += 1
        if status == 200:
            self.note(data, tally)
        elif status != 204:
            raise Failed(f"poll {status}")
        return status == 200

    async def write(self, tally: Tally) -> None:
        """Hand in, or note, and load the page again as a browser does after the 303."""
        words = f"PRIVATE{self.number}WORDS When was it quiet, time {self.written}?\nWho noticed?" if not self.told["leads"] else \
            f"Notes, time {self.written}: somebody said in the open what all have heard."
        fields = {"csrf_token": self.told["csrf"], "submission_key": f"{self.number}-{self.written}-{self.chance.random()}",
                  "lock_version": self.written, "stage_no": self.told["stage"], "round_no": 1, "words": words}
        before, place = time.monotonic(), len(tally.writes)
        tally.writes.append((self.discussion, self.number, before, -1))
        status, _ = await self.ask("POST", self.told["write"], body=urlencode(fields).encode())
        tally.requests["write"] += 1
        if status != 303:
            raise Failed(f"write {status}")
        self.written += 1
        await self.page(tally)
        # What this page shows holds the change, and perhaps a later one too: so the time until others hold it is never too short.
        tally.writes[place] = (self.discussion, self.number, before, self.version)

    async def sit(self, state: "State", wait: float) -> None:
        await asyncio.sleep(wait)
        next_poll, next_write = 0.0, time.monotonic() + self.chance.uniform(0, WRITE)
        while not state.over:
            try:
                if not self.beat:
                    await self.page(state.tally)
                    next_poll = time.monotonic() + POLL
                await asyncio.sleep(max(0, min(next_poll, next_write) - time.monotonic()))
                now = time.monotonic()
                if next_write <= now:
                    next_write += WRITE
                    await self.write(state.tally)
                    next_poll = time.monotonic() + POLL  # the page is a new one
                elif next_poll <= now:
                    new = await self.poll(state.tally)
                    next_poll = time.monotonic() + POLL if new else max(now + POLL, time.monotonic())
            except (Failed, OSError, EOFError, asyncio.IncompleteReadError) as problem:
                state.tally.errors[str(problem) or type(problem).__name__] += 1
                if self.writer is not None:
                    self.writer.close()
                self.writer, self.beat = None, ""
                await asyncio.sleep(.5)


class State:
    def __init__(self) -> None:
        self.over = False
        self.tally = Tally()


def measured(tally: Tally, seats: list[Seat], ended: float) -> dict[str, Any]:
    """Of each change that had BUDGET and half a second more before the end: until the last seat of its discussion saw it."""
    by_discussion: dict[str, list[int]] = defaultdict(list)
    for seat in seats:
        by_discussion[seat.discussion].append(seat.number)
    took = []
    for discussion, author, sent, version in tally.writes:
        if sent > ended - BUDGET - .5:
            continue
        last = 0.0
        for number in by_discussion[discussion]:
            if number != author:
                last = max(last, next((at for at, shown in tally.seen[number] if shown >= version > 0), float("inf")) - sent)
        took.append(last)
    took.sort()
    long = ended - tally.began
    at = (lambda share: took[min(int(len(took) * share), len(took) - 1)]) if took else (lambda _: float("inf"))
    polls = sorted(tally.polls) or [0.0]
    return {"seats": len(seats), "discussions": len(by_discussion), "from": tally.began, "to": ended, "changes": len(took),
            "p50": _tidy(at(.5)), "p95": _tidy(at(.95)), "most": _tidy(at(1)), "errors": dict(tally.errors),
            "per second": round(sum(tally.requests.values()) / long, 1),
            "requests": {name: round(count / long, 1) for name, count in sorted(tally.requests.items())},
            "poll p50 ms": round(statistics.median(polls) * 1000, 1), "poll p95 ms": round(polls[int(len(polls) * .95)] * 1000, 1)}


def _tidy(seconds: float) -> float | None:
    """None: not seen by all in the time that was measured."""
    return None if seconds == float("inf") else round(seconds, 2)


def bends(found: dict[str, Any]) -> bool:
    return bool(found["errors"]) or found["p95"] is None or found["p95"] > BUDGET


async def run(plan: dict[str, Any]) -> None:
    state, sitting, tasks = State(), [], []
    waiting = [Seat(number, told, plan["port"]) for number, told in enumerate(plan["seats"])]
    for size, seconds in plan["sizes"]:
        joining = waiting[len(sitting):size]
        tasks += [asyncio.create_task(seat.sit(state, JOIN * place / len(joining))) for place, seat in enumerate(joining)]
        sitting += joining
        await asyncio.sleep(JOIN + 2)
        failed = state.tally.errors
        state.tally = Tally()
        state.tally.errors.update(failed)
        await asyncio.sleep(seconds)
        found = measured(state.tally, sitting, time.monotonic())
        print(json.dumps(found), flush=True)
        if bends(found):
            break
    state.over = True
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


if __name__ == "__main__":
    asyncio.run(run(json.loads(Path(sys.argv[1]).read_text())))

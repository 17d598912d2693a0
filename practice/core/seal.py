"""The sealer: chains committed audit events into a second append-only table, so that no lock stands in the hot path.

Any number may run; the lock decides. A seal covers runs of ids; holes (rollbacks) and late commits are taken by a later
seal. The verifier recomputes everything from the entries and names the first bad one. A cut tail is seen only with the
head that was anchored outside (audit_anchor_file). Recipe and figures: docs/decisions/0004-audit.md.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, Engine, Table, func, insert, select, text

from practice.core import clock
from practice.core.audit import AuditEvent, AuditSeal

BATCH = 5000
LOOK_BACK = 20_000  # ids behind the newest sealed one that a late commit may still fill
LOCK = 4_150_718
FIRST = bytes(32)
EVENT = cast(Table, AuditEvent.__table__)
SEAL = cast(Table, AuditSeal.__table__)


def leaf(event: Any) -> bytes:
    """SHA-256 of one event as canonical JSON: id, instant in UTC with microseconds, who, what, about whom, detail."""
    at = event.at if event.at.tzinfo else event.at.replace(tzinfo=UTC)
    values = [event.id, at.astimezone(UTC).isoformat(timespec="microseconds"), _text(event.actor_id), event.action,
              _text(event.family_id), _text(event.about_id), event.detail]
    return hashlib.sha256(json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).digest()


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def runs(ids: Iterable[int]) -> str:
    """'1-500,502' of sorted ids."""
    parts: list[list[int]] = []
    for number in ids:
        if parts and number == parts[-1][1] + 1:
            parts[-1][1] = number
        else:
            parts.append([number, number])
    return ",".join(f"{first}-{last}" if last > first else str(first) for first, last in parts)


def ids_of(covers: str) -> list[int]:
    found: list[int] = []
    for part in covers.split(","):
        first, _, last = part.partition("-")
        found.extend(range(int(first), int(last or first) + 1))
    return found


def _chain(before: bytes, number: int, covers: str, root: bytes) -> bytes:
    return hashlib.sha256(before + f"{number}:{covers}:".encode() + root).digest()


def seal_once(engine: Engine) -> int:
    """Seal up to 5,000 committed events; returns how many. 0 when another sealer holds the lock."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if engine.dialect.name == "postgresql" and not connection.scalar(
                text("SELECT pg_try_advisory_xact_lock(:lock)"), {"lock": LOCK}):
            return 0
        last = connection.execute(select(SEAL).order_by(SEAL.c.no.desc()).limit(1)).first()
        ids = _unsealed(connection)
        if not ids:
            return 0
        events = {event.id: event for event in connection.execute(select(EVENT).where(EVENT.c.id.in_(ids)))}
        root = hashlib.sha256(b"".join(leaf(events[number]) for number in ids)).digest()
        number = last.no + 1 if last else 1
        covers = runs(ids)
        connection.execute(insert(SEAL).values(no=number, covers=covers, events=len(ids), root=root,
                                               seal=_chain(last.seal if last else FIRST, number, covers, root),
                                               sealed_at=clock.now()))
        return len(ids)


def _unsealed(connection: Connection) -> list[int]:
    """Ids not yet covered: after the newest sealed one, and late commits in the holes behind it."""
    sealed: set[int] = set()
    mark = 0
    # A few at a time: the trail of years has very many seals, and the newest are enough.
    newest = select(SEAL.c.covers).order_by(SEAL.c.no.desc()).execution_options(yield_per=50)
    with connection.execute(newest) as lines:
        for (covers,) in lines:
            covered = ids_of(covers)
            mark = max(mark, covered[-1])
            sealed.update(covered)
            # A seal takes nothing that lay further back when it was made, so all older seals end before the floor; one that
            # only filled an old hole says nothing of that.
            if covered[0] < mark - 2 * LOOK_BACK:
                break
    floor = mark - LOOK_BACK
    found = connection.scalars(select(EVENT.c.id).where(EVENT.c.id > floor).order_by(EVENT.c.id)
                               .limit(BATCH + LOOK_BACK)).all()
    return [number for number in found if number not in sealed][:BATCH]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the verifier found: how many events stand sealed, how many wait, and the faults in words (first bad first)."""

    sealed: int
    waiting: int
    head_no: int
    head: str
    faults: tuple[str, ...]


def verify(engine: Engine, anchor: Path | None = None) -> Verdict:
    """Recompute every seal from the entries themselves."""
    faults: list[str] = []
    before, expected, sealed = FIRST, 1, set[int]()
    heads: dict[int, str] = {}
    with engine.connect() as connection:
        for seal in connection.execute(select(SEAL).order_by(SEAL.c.no)):
            if seal.no != expected:
                faults.append(f"seal {expected} is missing")
            ids = ids_of(seal.covers)
            events = {event.id: event for event in connection.execute(
                select(EVENT).where(EVENT.c.id >= ids[0], EVENT.c.id <= ids[-1]))}
            missing = [number for number in ids if number not in events]
            if missing:
                faults.append(f"event {missing[0]} is missing (sealed in {seal.no})")
            elif hashlib.sha256(b"".join(leaf(events[number]) for number in ids)).digest() != seal.root:
                faults.append(f"an event of seal {seal.no} was changed (it covers {seal.covers[:60]})")
            if _chain(before, seal.no, seal.covers, seal.root) != seal.seal:
                faults.append(f"the chain is broken at seal {seal.no}")
            if sealed.intersection(ids):
                faults.append(f"seal {seal.no} covers events that were sealed before")
            sealed.update(ids)
            before, expected = seal.seal, seal.no + 1
            heads[seal.no] = seal.seal.hex()
        total = connection.scalar(select(func.count()).select_from(EVENT)) or 0
        if (connection.scalar(select(func.count()).select_from(EVENT).where(EVENT.c.id < 1)) or 0) > 0:
            faults.append("an event has an id below 1")
    if anchor is not None and anchor.exists():
        for line in anchor.read_text().splitlines():
            number, _, rest = line.partition(" ")
            if not number.isdecimal():
                faults.append("a line of the anchor file cannot be read")
            elif heads.get(int(number)) != rest.split(" ")[0]:
                faults.append(f"the anchored seal {number} is not in the trail: its end was cut or rewritten")
                break
    return Verdict(len(sealed), max(total - len(sealed), 0), expected - 1, before.hex(), tuple(faults))


def write_anchor(engine: Engine, file: Path) -> str | None:
    """Append the head of the trail ('NO SEAL DAY') to FILE, where the database's owner cannot write."""
    with engine.connect() as connection:
        last = connection.execute(select(SEAL.c.no, SEAL.c.seal).order_by(SEAL.c.no.desc()).limit(1)).first()
    if last is None:
        return None
    line = f"{last.no} {last.seal.hex()} {clock.now():%Y-%m-%dT%H:%M:%SZ}"
    with file.open("a") as anchor:
        anchor.write(line + "\n")
    return line

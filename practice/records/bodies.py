"""The struct that every record's body extends, its canonical JSON, and the registry of kinds.

A room registers its kinds at import: name, struct, what it is called, and which column or page it stands on.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

import msgspec


class Body(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The words, and whose words they are. People are named by their person id; `said_by_name` is for outsiders."""

    words: str = ""
    said_by: UUID | None = None
    said_by_name: str = ""
    said_to: str = ""
    said_on: date | None = None
    is_verbatim: bool = False
    how_known: str = ""
    about: tuple[UUID, ...] = ()  # which children (or adults) it is about
    evidence_of: UUID | None = None  # the adult whose treatment, attendance, health or money this tells of
    differs: tuple["Differs", ...] = ()


class Differs(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who sees it differently, in their words."""

    person: UUID | None = None
    words: str = ""
    is_verbatim: bool = True


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record. `called` is the term on screens ('past harm'); `labels` names fields when versions are compared."""

    name: str
    body: type[Body]
    called: str
    labels: dict[str, str]
    decode: Callable[[str | bytes], Any]


KINDS: dict[str, Kind] = {}
Place = Callable[[Any, UUID | None], object]  # of a body and its parent: what it takes, None where it takes none
ONCE: dict[str, Place] = {}
REMEMBERED = 1024  # texts of each kind, in each process
_encoder = msgspec.json.Encoder(order="deterministic")


def register(name: str, body: type[Body], called: str, labels: dict[str, str] | None = None) -> None:
    """Make NAME a kind of record. Raises ValueError when two rooms want the same name."""
    if name in KINDS and KINDS[name].body is not body:
        raise ValueError(f"Two kinds of record are called {name}")
    # A revision never changes and a body is frozen: the same text is read once, and pages share what came of it.
    KINDS[name] = Kind(name, body, called, labels or {}, lru_cache(REMEMBERED)(msgspec.json.Decoder(body).decode))


def stands_once(name: str, place: Place) -> None:
    """Of the kind NAME one record in use takes a PLACE: pages show one there, and a second one's words would stand on no page."""
    ONCE[name] = place


def to_json(body: object) -> str:
    """Canonical JSON: the same content gives the same text on every machine."""
    return _encoder.encode(body).decode()


def from_json(kind: str, text: str) -> Any:
    """The struct of KIND from its stored JSON; unknown fields of a later release are left alone."""
    return KINDS[kind].decode(text)


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def carry_over(body: Body, kind: str) -> Any:
    """The same words as a body of another KIND: fields that both know are kept (for a move)."""
    target = KINDS[kind].body
    known = {field: getattr(body, field) for field in target.__struct_fields__ if field in body.__struct_fields__}
    return target(**known)

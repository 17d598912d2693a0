"""The practice model as content: principles, how we think change comes about, and the words of each profession.

Loaded once from model.toml into frozen values. Every entry has a name, so that a screen can point to it: `#with`, `#police`.
"""

import tomllib
from functools import lru_cache
from pathlib import Path

import msgspec


class Principle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What we hold to, with what it looks like done well and done weakly."""

    name: str
    title: str
    says: str
    good: str
    weak: str


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One step of how change comes about, and the question that tells whether we are there."""

    title: str
    says: str
    look: str


class Way(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A way of working that the model borrows from."""

    title: str
    says: str


class Word(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A profession's word in plain words, and what it is often taken for."""

    term: str
    means: str
    not_this: str = ""


class Profession(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    title: str
    words: tuple[Word, ...]


class Model(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole of it, in the order of the page."""

    principles: tuple[Principle, ...] = msgspec.field(name="principle")
    steps: tuple[Step, ...] = msgspec.field(name="step")
    ways: tuple[Way, ...] = msgspec.field(name="way")
    professions: tuple[Profession, ...] = msgspec.field(name="profession")


@lru_cache
def model() -> Model:
    """The practice model. Raises msgspec.ValidationError for a file that is not whole."""
    with (Path(__file__).parent / "model.toml").open("rb") as file:
        return msgspec.convert(tomllib.load(file), Model)

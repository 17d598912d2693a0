"""The programme of motivational multi-agency work as content: modules that frame the direct work, in the order of the file."""

import tomllib
from functools import lru_cache
from pathlib import Path

import msgspec

# The steps that a parent goes through, as they are said aloud; nobody is pushed along them.
STEPS = ("", "Not thinking about it", "Thinking", "Getting ready", "Doing", "Keeping it up", "Slipped, and told")


class Module(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One module: what it is for, what to ask, what would be seen in the children's life."""

    name: str
    title: str
    aim: str
    ask: tuple[str, ...]
    seen: str


@lru_cache
def modules() -> dict[str, Module]:
    """{name: module}."""
    with (Path(__file__).parent / "programme.toml").open("rb") as file:
        data = tomllib.load(file)
    return {name: msgspec.convert({"name": name, **part}, Module) for name, part in data.items()}

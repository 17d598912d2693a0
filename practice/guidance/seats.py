"""What each specialist seat brings to a discussion, as content: prompts of the profession, and what to take care of."""

import tomllib
from functools import lru_cache
from pathlib import Path

import msgspec

FOR_EVERY_SEAT = (  # (field, question): facts apart from opinion, with source and date
    ("seen", "Whom have you seen, and when?"),
    ("facts", "What do you know? Facts only, each with where it comes from."),
    ("words", "What did they say, in their own words?"),
    ("view", "What do you think of the risk, and why?"),
    ("offer", "What can you offer, from when, for how long?"),
    ("not_here", "What must you not say here, and why?"),
    ("would_change", "What would change your view?"),
)


class SeatGuide(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of specialist: what they bring, the prompts of their profession, and the care it takes."""

    name: str
    title: str
    brings: str
    prompts: tuple[str, ...]
    care: str


@lru_cache
def seat_guides() -> dict[str, SeatGuide]:
    """{kind of specialist: guide}, in the order in which they are offered."""
    with (Path(__file__).parent / "seats.toml").open("rb") as file:
        data = tomllib.load(file)
    return {name: msgspec.convert({"name": name, **part}, SeatGuide) for name, part in data.items()}

"""Questions that find more people for a safety network, loaded once from network.toml."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and why."""

    ask: str
    why: str


@lru_cache(maxsize=256)
def questions_for(child: str) -> tuple[Question, ...]:
    """The questions with one child's name in them; without one 'your child' stands there."""
    with (Path(__file__).parent / "network.toml").open("rb") as file:
        data = tomllib.load(file)
    return tuple(Question(one["ask"].replace("{child}", child or "your child"), one["why"]) for one in data["question"])

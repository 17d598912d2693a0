"""What a family tree is drawn from, and what it gives back."""

from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

Sex = Literal["male", "female", "unknown"]
COUPLES = ("married", "living_together", "separated", "divorced")
PARENTS = ("parent", "adoptive_parent", "foster_parent")
SIBLINGS = ("sibling", "twin", "identical_twin")
FEELINGS = ("close", "distant", "conflict", "violence", "cut_off", "mending")
HURT = ("conflict", "violence")  # left out of a family's copy


@dataclass(frozen=True, slots=True)
class Figure:
    """One person. HOME is the word that all who live together share; whoever has none lives apart or it is not known."""

    id: str
    name: str
    sex: Sex = "unknown"
    age: int | None = None
    born_year: int | None = None
    died_year: int | None = None
    is_index: bool = False
    is_unborn: bool = False
    is_dead: bool = False
    is_about: bool = False  # the age is right by about a year or more: the words say so, the drawing has no room
    home: str | None = None
    home_is_protected: bool = False


@dataclass(frozen=True, slots=True)
class Tie:
    """A is KIND of B: a is a parent of b, a has hurt b. ENDED parts a couple; other ties that ended are not drawn."""

    kind: str
    a: str
    b: str
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Genogram:
    """The drawing, the same in words (one sentence each), and what its signs mean (only those that it uses)."""

    svg: Markup
    words: tuple[str, ...]
    legend: str
    width: int
    height: int

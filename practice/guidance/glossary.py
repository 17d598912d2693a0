"""Our words with plainer ones, and how easy a text should be for whom: content, loaded once from glossary.toml."""

import re
import tomllib
from functools import lru_cache
from pathlib import Path

import msgspec

EASY_WORDS = "easy-words"
# Letters beyond ours that a pattern of any case takes for i, s and k: Turkish keyboards write the first two.
_TAKEN_FOR = str.maketrans("İıſ\u212a", "iisk")


def small(word: str) -> str:
    """WORD in small letters as the lists have them, whatever letters a pattern of any case found it in."""
    return word.translate(_TAKEN_FOR).lower()


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Forms of one word of ours, and what to say instead. `prompt`: said beside the worker's own statements too."""

    words: tuple[str, ...]
    plain: str
    prompt: bool = False


class Target(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How easy a text should be for readers under an age: a reading age from LOWEST to HIGHEST, sentences of LONGEST words."""

    name: str
    title: str
    under_age: int
    lowest: int
    highest: int
    longest: int


class Everyday(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    words: str


class Glossary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    entries: tuple[Entry, ...] = msgspec.field(name="entry")
    targets: tuple[Target, ...] = msgspec.field(name="target")
    everyday: Everyday

    @property
    def swaps(self) -> dict[str, str]:
        """{form as written: plain words}."""
        return {word: entry.plain for entry in self.entries for word in entry.words}


@lru_cache
def glossary() -> Glossary:
    """Raises msgspec.ValidationError for a file that is not whole."""
    with (Path(__file__).parent / "glossary.toml").open("rb") as file:
        return msgspec.convert(tomllib.load(file), Glossary)


@lru_cache
def everyday() -> frozenset[str]:
    """Long words that everybody knows, in small letters."""
    return frozenset(re.split(r"\s+", glossary().everyday.words.strip().lower()))


def target_for(age: int | None, *, is_child: bool = False, easy_words: bool = False) -> Target:
    """For a reader of AGE; of a child whose age is not known, a child's in the middle; of anybody else an adult's.

    EASY_WORDS: chosen for this reader, whatever their age; a young child's own target is plainer still and stands.
    """
    if age is None:
        age = 9 if is_child else 40
    of_age = next(target for target in glossary().targets if age < target.under_age)
    easy = next(target for target in glossary().targets if target.name == EASY_WORDS)
    return easy if easy_words and easy.highest < of_age.highest else of_age

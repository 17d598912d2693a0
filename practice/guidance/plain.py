"""How plain a text is for its reader: reading age, the longest sentence, our own words with plainer ones, hard words.

Measured afresh each time and kept nowhere: what is measured may be somebody's words that are not saved yet.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from practice.guidance.glossary import Target, everyday, glossary, small
from practice.guidance.reading import count, sentences_of, syllables_in, words_of

HARD_SYLLABLES = 4
HARD_LETTERS = 9  # with three syllables
NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
_NUMBERED = re.compile(r"^\d+\.? +(?=\D)")  # '4 Nobody drinks': as a paper counts them
START = 12  # words of a long sentence that are named
FIRST = 3  # sentences that are named as the ones to change first


@dataclass(frozen=True, slots=True)
class ToChange:
    """A sentence that is hard for its reader, and why: '31 words', 'contact: say seeing', 'hard: developmental'."""

    sentence: str
    why: tuple[str, ...]

    @property
    def start(self) -> str:
        """Its first words, in quotation marks."""
        return _start(self.sentence)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was measured of one text, for one target."""

    target: Target
    words: int
    age: float | None  # reading age in years; None: too short to say
    long_sentences: tuple[tuple[int, str], ...]  # (words, sentence), the longest first
    swaps: tuple[tuple[str, str], ...]  # (as written, plainer)
    hard: tuple[str, ...]  # as written
    first: tuple[ToChange, ...] = ()  # the sentences to change first, the hardest first

    @property
    def is_easy_enough(self) -> bool:
        return (self.age is None or round(self.age) <= self.target.highest) and not (self.long_sentences or self.swaps or self.hard)

    @property
    def says(self) -> str:
        """'Reads at about age 9. Target 9 to 11. Two sentences are longer than 25 words.'"""
        more = f": {', '.join(self.hard[:6])}{' and more' if len(self.hard) > 6 else ''}." if self.hard else ""
        return (self.in_short.removesuffix(".") + more) if self.hard else self.in_short

    @property
    def in_short(self) -> str:
        """The same without a word of the text."""
        target = f"Target {self.target.lowest} to {self.target.highest}."
        said = [f"Reads at about age {round(self.age)}. {target}" if self.age is not None
                else f"Too short to say a reading age. {target}"]
        if number := len(self.long_sentences):
            said.append(f"{_count(number)} sentence{' is' if number == 1 else 's are'} longer than {self.target.longest} words.")
        if number := len(self.swaps):
            said.append(f"{_count(number)} of our words {'has a' if number == 1 else 'have'} plainer one{'' if number == 1 else 's'}.")
        if number := len(self.hard):
            said.append(f"{_count(number)} hard word{'' if number == 1 else 's'}.")
        return " ".join(said)

    @property
    def longest(self) -> str:
        """The start of the longest sentence, where it is too long: 'When the bell rings and you did not… (31 words)'."""
        if not self.long_sentences:
            return ""
        size, sentence = self.long_sentences[0]
        return f"{_start(sentence)} ({size} words)"

    def kept(self) -> dict[str, Any]:
        """For beside a made paper: figures and the verdict, with no sentence of it that could outlive a protection."""
        return {"age": None if self.age is None else round(self.age, 1), "words": self.words,
                "longest": self.long_sentences[0][0] if self.long_sentences else None, "long_sentences": len(self.long_sentences),
                "our_words": len(self.swaps), "hard_words": len(self.hard), "target": self.target.name,
                "easy_enough": self.is_easy_enough, "verdict": self.in_short}


def _start(sentence: str) -> str:
    parts = sentence.split()
    return f"“{' '.join(parts[:START])}{'…' if len(parts) > START else ''}”"


def measure(text: str, target: Target, names: Iterable[str] = (), fixed: Iterable[str] = ()) -> Verdict:
    """Measure TEXT for TARGET. NAMES are those of the family's people: a name is never a hard word.

    FIXED sentences are measured and never among those to change first: no worker can change them.
    """
    known = {part.lower() for name in names for part in words_of(name)}
    counted = count(text)
    sized = sorted(((len(words_of(one)), one) for one in sentences_of(text)), key=lambda pair: -pair[0])
    swaps = _swaps(text)
    without = _pattern().sub(" ", text)
    hard: dict[str, str] = {}
    for word in words_of(without):
        if _is_hard(word, known):
            hard.setdefault(word.lower(), word)
    return Verdict(target, counted.words, counted.age, tuple(pair for pair in sized if pair[0] > target.longest),
                   tuple(swaps.items()), tuple(hard.values()), _first(sized, target, swaps, set(hard), set(fixed)))


def _first(sized: list[tuple[int, str]], target: Target, swaps: dict[str, str], hard: set[str], fixed: set[str]
           ) -> tuple[ToChange, ...]:
    """Where changing helps most: a word too many weighs one, a word of ours four, a hard word three."""
    plain, found = {small(written): say for written, say in swaps.items()}, []
    for size, sentence in sized:
        if sentence in fixed:
            continue
        bare = _NUMBERED.sub("", sentence)
        size -= bare != sentence
        ours = [] if not plain else list(dict.fromkeys(match[0] for match in _pattern().finditer(sentence)))
        long_words = [word for word in dict.fromkeys(words_of(_pattern().sub(" ", sentence) if ours else sentence))
                      if word.lower() in hard]
        over = max(size - target.longest, 0)
        weight = over + 4 * len(ours) + 3 * len(long_words)
        if weight:
            why = [f"{size} words"] if over else []
            why += [f"{one}: say {plain[small(one)]}" for one in ours if small(one) in plain]
            why += [f"hard: {', '.join(long_words)}"] if long_words else []
            found.append((weight, ToChange(bare, tuple(why))))
    found.sort(key=lambda pair: -pair[0])
    return tuple(one for _, one in found[:FIRST])


def _is_hard(word: str, names: set[str]) -> bool:
    """Four syllables, or three in a long word; of a word with hyphens each part counts alone."""
    bare = re.sub(r"[’']s?$", "", word.lower())
    if {bare, word.lower()} & names or bare in everyday() or bare.removesuffix("s") in everyday():
        return False
    return any(part.isalpha() and part not in everyday() and part not in names and _is_long(part) for part in bare.split("-"))


def _is_long(word: str) -> bool:
    syllables = syllables_in(word)
    return syllables >= HARD_SYLLABLES or (syllables == HARD_SYLLABLES - 1 and len(word) >= HARD_LETTERS)


@lru_cache
def _plain_of() -> dict[str, str]:
    return {word if word.isupper() else word.lower(): plain for word, plain in glossary().swaps.items()}


@lru_cache
def _pattern() -> re.Pattern[str]:
    """Every form, longest first; codes in capitals as they are, the rest in any case."""
    forms = sorted(glossary().swaps, key=len, reverse=True)
    parts = [re.escape(form) if form.isupper() else f"(?i:{re.escape(form)})" for form in forms]
    return re.compile(r"(?<![\w’'-])(?:" + "|".join(parts) + r")(?![\w’'-])")


def _swaps(text: str) -> dict[str, str]:
    """{as written: plainer words}, in order, each once."""
    found: dict[str, str] = {}
    for match in _pattern().finditer(text):
        written = match[0]
        plain = _plain_of().get(written) or _plain_of()[small(written)]
        if small(written) not in {small(one) for one in found}:
            found[written] = plain
    return found


def _count(number: int) -> str:
    return NUMBERS[number] if number < len(NUMBERS) else str(number)

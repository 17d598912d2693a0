"""How hard a text is to read: sentences, words, syllables, and the Flesch-Kincaid grade.

Kincaid, Fishburne, Rogers and Chissom, Derivation of New Readability Formulas for Navy Enlisted Personnel (1975):
grade = 0.39 * words per sentence + 11.8 * syllables per word - 15.59. A grade is a school year of the USA; five more is
the reading age in years. Syllables: the larger of pyphen's British hyphenation points and the sounded groups of vowels,
since hyphenation never leaves one letter alone on a line ('platyp-us') and so misses a few.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

import pyphen

# A full stop inside a number (6.50) or after one letter (p.m.) ends no sentence; a semicolon or colon ends one idea.
_ENDS = re.compile(r"(?<![A-Za-z0-9]\.[A-Za-z])(?:[.!?…]+(?=[\s”’\"')]|$)|[;:](?=\s)|\n+)")
_WORD = re.compile(r"[^\W_]+(?:[’'.,:-][^\W_]+)*")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:(?<=[^aeiouyl])e|(?<=[aeiouy]l)e|(?<=[^aeiouydt])ed|(?<=[^aeiouyszxcghl])es)$")
_TOO_FEW = 30  # words: below, the grade says more about chance than about the text


@lru_cache(maxsize=1)
def _hyphens() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_GB")


@dataclass(frozen=True, slots=True)
class Reading:
    """Counts of one text. `age` is None where there are too few words to say."""

    sentences: int
    words: int
    syllables: int
    longest: str
    longest_words: int

    @property
    def age(self) -> float | None:
        """Reading age in years."""
        if self.words < _TOO_FEW:
            return None
        return max(5.0, grade(self.words, self.sentences, self.syllables) + 5)


def grade(words: int, sentences: int, syllables: int) -> float:
    """The Flesch-Kincaid grade of a text with these counts; 0.0 for no words."""
    if not words or not sentences:
        return 0.0
    return 0.39 * words / sentences + 11.8 * syllables / words - 15.59


def sentences_of(text: str) -> list[str]:
    """The sentences, or parts set off by a colon or semicolon, of a text."""
    return [part.strip(" ”’") for part in _ENDS.split(text) if _WORD.search(part)]


def words_of(text: str) -> list[str]:
    return _WORD.findall(text)


@lru_cache(maxsize=4096)
def syllables_in(word: str) -> int:
    """Syllables of one word, at least 1; a number counts as 1."""
    word = word.replace("’", "").replace("'", "")
    if not word.isalpha():
        return max(1, sum(syllables_in(part) for part in re.split(r"[^A-Za-z]+", word) if part))
    lower = word.lower()
    sounded = len(_VOWELS.findall(_SILENT.sub("", lower) if len(lower) > 3 else lower))  # noqa: PLR2004  # 'the', 'she'
    return max(1, sounded, len(_hyphens().positions(lower)) + 1)


def count(text: str) -> Reading:
    """Measure a text, and keep nothing of it."""
    found = sentences_of(text)
    sized = [(len(words_of(sentence)), sentence) for sentence in found]
    longest = max(sized, key=lambda pair: pair[0], default=(0, ""))
    words = words_of(text)
    return Reading(len(found), len(words), sum(syllables_in(word) for word in words), longest[1], longest[0])


@lru_cache(maxsize=1024)
def read(text: str) -> Reading:
    """Measure a text that is saved: pages measure the same words again and again."""
    return count(text)

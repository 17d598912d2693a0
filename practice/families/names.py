"""How names are compared: plain words, how they sound, the keys they are found by, and how near two of them are.

Names repeat, so fuzzy matching runs over the distinct words (few) and people are then looked up exactly. The rules for
sounds cover what is heard over a telephone in England: Welsh, Polish, Arabic, South Asian and Slavic spellings included.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

LONGEST_WORD = 40  # characters of name_word.word
LONGEST_KEY = 16  # characters of name_key.key
KEEP = 0.72  # a word less near than this is another word

_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i",
                          "ħ": "h", "ŋ": "ng", "ə": "e", "ɓ": "b", "ɗ": "d", "ƙ": "k"})
# Marks inside a word: O’Neill, Sa'id, Hawaiian okina. They join; a hyphen parts.
_APOSTROPHES = frozenset("'’‘`´ʼʻʿʾ′＇")
_RULES = [(re.compile(sound), by) for sound, by in (
    (r"[aou]w(?=[^aeiouy]|$)", "u"), (r"tsch|tch|cz|ch|tj", "c"), (r"sch|sz|sh|si(?=[aou])|sj", "s"),
    (r"rz|zh|dz|dj|x(?=i)", "z"), (r"ph", "f"), (r"kh|ck|q", "k"), (r"gh", "g"), (r"th|dh", "t"), (r"^wr", "r"),
    (r"^kn|^gn", "n"), (r"ou|oo|uu", "u"), (r"ee|ea|ie|ei|ey|ay|ai", "i"), (r"w", "v"), (r"c(?=[eiy])", "s"),
    (r"c(?![eiy])", "k"), (r"x", "ks"), (r"dd", "d"), (r"j", "y"), (r"z", "s"))]
_VOWELS = re.compile(r"[aeiouyh]*[aeiouy][aeiouyh]*")
_DOUBLE = re.compile(r"(.)\1+")


def plain(text: str) -> str:
    """Lower-case words without accents, parted by single blanks; signs and emoji stay, since a name may be one."""
    out = []
    for letter in unicodedata.normalize("NFKD", text.casefold()):
        kind = unicodedata.category(letter)
        if letter in _APOSTROPHES or kind in {"Mn", "Cf", "Sk", "Cc"}:
            out.append(" " if letter in "\n\t\r" else "")
        elif kind[0] in "LNM" or kind == "So":
            out.append(letter)
        else:
            out.append(" ")
    return " ".join(unicodedata.normalize("NFC", "".join(out)).translate(_LETTERS).split())


def words_of(*names: str) -> list[str]:
    """The distinct words under which names are kept; neighbours joined too ('abdul rahman' is 'abdulrahman')."""
    found: dict[str, None] = {}
    for name in names:
        for part in name.split(";"):
            words = plain(part).split()
            for word in words:
                found[word[:LONGEST_WORD]] = None
            for first, second in pairwise(words):
                if len(first) + len(second) <= LONGEST_WORD:
                    found[first + second] = None
    return list(found)


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """The bones of how a word sounds: 'shvits' and 'świc' come close, vowels go unless too little would be left."""
    for rule, by in _RULES:
        word = rule.sub(by, word)
    word = _DOUBLE.sub(r"\1", _VOWELS.sub("a", word).replace("h", ""))
    bones = word[:1] + word[1:].replace("a", "")
    return bones if len(bones.replace("a", "")) > 2 else word[:1] + word[1:].rstrip("a")


def keys(word: str) -> set[str]:
    """The keys of one word: its sound, its first eight letters, and these with any one letter left out."""
    start = word[:8]
    spelt = {start} | {start[:i] + start[i + 1:] for i in range(len(start))} if len(word) > 2 else {word}
    return {("=" + sound(word))[:LONGEST_KEY]} | {key for key in spelt if key}


@lru_cache(maxsize=65536)
def near(asked: str, kept: str) -> float:
    """How near two words are, from 0 to 1; 1 only when they are equal."""
    if asked == kept:
        return 1.0
    best = max(0.95 * JaroWinkler.similarity(asked, kept), DamerauLevenshtein.normalized_similarity(asked, kept)) * 0.95
    if sound(asked) == sound(kept):
        best = max(best, 0.80 + 0.12 * best)
    return max(best, 0.88) if len(asked) > 2 and kept.startswith(asked) else best


def score(asked: Sequence[str], kept: Iterable[str]) -> float:
    """How well a person's words answer the question: the mean, over its words, of the nearest word."""
    words = tuple(kept)
    if not asked or not words:
        return 0.0
    return sum(max(near(question, word) for word in words) for question in asked) / len(asked)

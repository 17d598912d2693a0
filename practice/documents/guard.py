"""The free-text guard (A2): a protected fact typed into any text is found, however it is written.

Text and fact are brought to the same bare form (no case, accents, blanks, punctuation, invisible characters; look-alike
letters and figures folded), and the fact is looked for in it. A fact of some length is found inside anything; a short one
only as whole words, so that 'Slate' is not found in 'translate'. It errs towards stopping: a person can look and reword.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Protocol

from practice.documents.lookalikes import FOLDED, LOOKALIKES

LONG_ENOUGH = 8  # letters and figures; shorter facts must stand as whole words
STREETS = {"road": "rd", "street": "st", "avenue": "ave", "lane": "ln", "close": "cl", "drive": "dr", "court": "ct",
           "crescent": "cres", "place": "pl", "terrace": "ter", "gardens": "gdns", "square": "sq", "grove": "gr"}
TITLES = ("mr", "mrs", "ms", "miss", "mx", "dr", "sgt", "pc", "dc", "sir", "rev")
_POSTCODE = re.compile(r"\b[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}\b", re.IGNORECASE)
_HOUSE = re.compile(r"\b(\d+[a-z]?)\s+(\S.*)", re.IGNORECASE)


class Fact(Protocol):
    """What must not reach somebody: its kind ('postcode', 'phone', 'name'...) and the literal."""

    @property
    def kind(self) -> str: ...
    @property
    def text(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Hit:
    """A protected fact that stands in a text: which kind, where (the caller's own name of the place), and from which letter."""

    kind: str
    where: str
    at: int


@dataclass(frozen=True, slots=True)
class _Needle:
    kind: str
    bare: str
    whole_words: bool
    capital: bool = False  # only where the writer wrote a capital: a surname that is also a word


@dataclass(frozen=True, slots=True)
class _Bare:
    """A text brought to bare form, with the place in the original of each letter, and where words begin and end."""

    text: str
    places: tuple[int, ...]
    starts: frozenset[int]
    ends: frozenset[int]


@lru_cache(maxsize=4096)
def _fold(letter: str) -> str:
    """The bare letters of one character: '' for what is invisible or separates."""
    found = []
    for part in unicodedata.normalize("NFKD", letter):
        small = LOOKALIKES.get(part.casefold(), part.casefold())
        for one in unicodedata.normalize("NFKD", small):
            one = LOOKALIKES.get(one, one)
            if one.isalnum():
                one = str(unicodedata.digit(one, one)) if one.isdigit() else one
                found.append(FOLDED.get(one, one))
    return "".join(found)


def _is_invisible(letter: str) -> bool:
    return unicodedata.category(letter) in {"Cf", "Mn", "Me", "Cc"} and letter not in "\n\r\t"


def _bare(text: str) -> _Bare:
    letters: list[str] = []
    places: list[int] = []
    starts, ends = {0}, set()
    for at, letter in enumerate(text):
        folded = _fold(letter)
        if folded:
            letters.append(folded)
            places.extend([at] * len(folded))
        elif not _is_invisible(letter):
            ends.add(len(places))
            starts.add(len(places))
    ends.add(len(places))
    return _Bare("".join(letters), tuple(places), frozenset(starts), frozenset(ends))


class Guard:
    """Looks for FACTS in texts. Made once for a paper; the facts are those protected from its reader."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self.needles = tuple(dict.fromkeys(needle for fact in facts for needle in _needles(fact.kind, fact.text)))

    def hits(self, texts: Iterable[tuple[str, str]]) -> list[Hit]:
        """Every protected fact found in TEXTS, which are (where, text); one hit a fact and place."""
        found: dict[tuple[str, str], Hit] = {}
        if not self.needles:
            return []
        for where, text in texts:
            bare = _bare(text)
            for needle in self.needles:
                if (needle.kind, where) not in found and (at := _find(needle, bare, text)) is not None:
                    found[needle.kind, where] = Hit(needle.kind, where, at)
        return list(found.values())


def _find(needle: _Needle, bare: _Bare, text: str) -> int | None:
    at = bare.text.find(needle.bare)
    while at >= 0:
        end = at + len(needle.bare)
        plural = bare.text[end:end + 1] == "s" and end + 1 in bare.ends
        if not needle.whole_words or (at in bare.starts and (end in bare.ends or plural)):
            place = bare.places[at]
            if not needle.capital or text[place].isupper():
                return place
        at = bare.text.find(needle.bare, at + 1)
    return None


def _needles(kind: str, text: str) -> Iterator[_Needle]:
    """Every form in which the fact could be written."""
    seen = set()
    for one in _forms(kind, text):
        bare = _bare(one[0]).text
        key = (bare, one[1])
        if len(bare) >= 2 and key not in seen:
            seen.add(key)
            yield _Needle(kind, bare, whole_words=len(bare) < LONG_ENOUGH, capital=one[1])


def _forms(kind: str, text: str) -> Iterator[tuple[str, bool]]:
    """(form, only with a capital) of one fact."""
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", text))
    if kind == "phone" and len(digits) >= 7:
        yield from ((form, False) for form in _phones(digits))
        return
    if "@" in text:
        local, _, domain = text.partition("@")
        for at, dot, spot in product(("", "at"), ("", "dot"), ("", "dot")):
            yield local.replace(".", dot) + at + domain.replace(".", spot), False
        return
    yield text, False
    for found in _POSTCODE.finditer(text):
        yield found[0], False
    words = text.split()
    titled = len(words) > 1 and words[0].lower().strip(".") in TITLES
    if titled:
        rest = " ".join(words[1:])
        for title in TITLES:
            yield f"{title} {rest}", False
        yield rest, True
    if kind in {"address", "home", "work", "other"} or re.search(r"\d", text):
        yield from ((form, False) for form in _addresses(text))


def _phones(digits: str) -> Iterator[str]:
    national = digits
    for prefix in ("0044", "44"):
        if digits.startswith(prefix) and len(digits) > len(prefix) + 8:
            national = digits[len(prefix):]
            break
    # Without the nought, it is the tail of every way to write it: 07700, +44 7700, +44 (0)7700, 0044 7700.
    yield national.lstrip("0")


def _addresses(text: str) -> Iterator[str]:
    for piece in re.split(r"[,;\n]", text):
        piece = " ".join(piece.split())
        if not piece or _POSTCODE.fullmatch(piece):
            continue
        house = _HOUSE.match(piece) or _HOUSE.search(piece)
        street = house[2] if house else piece
        for form in ([f"{house[1]} {street}"] if house else []) + ([street] if len(street.split()) > 1 else []):
            yield form
            first, _, last = form.rpartition(" ")
            for long, short in STREETS.items():
                if last.lower().strip(".") in {long, short}:
                    yield f"{first} {short if last.lower() == long else long}"

"""Word lists of the quality prompts: jargon with its plain swap (from glossary.toml), labels, blame, and words that a goal
should not start with.

Stems in lower case; `find` matches whole words. From the writing rules and quality rules of the practice model; a council
may add its own. Sources: GOV.UK plain-English guidance for the idea of a swap list, the rest is practice knowledge.
"""

import re
from functools import lru_cache

from practice.guidance.glossary import glossary, small

SWAPS = {word: entry.plain for entry in glossary().entries if entry.prompt for word in entry.words}
LABELS = (
    "neglect", "neglectful", "neglected", "neglecting", "domestic violence", "domestic abuse", "inappropriate",
    "inappropriately", "poor", "poorly", "chaotic", "aggressive", "aggression", "non-compliant", "non compliant",
    "failed to engage", "fails to engage", "failure to engage", "not engaging", "disguised compliance",
    "emotional unavailability", "emotionally unavailable", "DV", "MH", "attachment issues", "attachment problems",
    "supportive", "resistant", "hostile", "manipulative", "challenging behaviour", "dysfunctional", "vulnerable",
    "difficult", "toxic relationship", "mental health issues", "anger issues", "unstable", "lack of insight",
    "lacks insight", "hard to reach", "appropriate boundaries", "good enough parenting",
)
BLAME = (
    "allowed", "allows", "failed to protect", "fails to protect", "failure to protect", "refuses to leave",
    "refused to leave", "puts herself at risk", "put herself at risk", "puts himself at risk", "put himself at risk",
    "puts themselves at risk", "placed herself at risk", "lifestyle choice", "lifestyle choices", "promiscuous",
    "streetwise", "chose to stay", "chooses to stay", "sexually active with", "absconds", "absconded", "provoked",
)
NOT_DOING = ("not", "stop", "stops", "never", "no longer", "avoid", "avoids", "refrain", "refrains", "cease", "ceases",
             "don’t", "don't", "won’t", "won't")
ATTENDING = ("attend", "attends", "engage with", "engages with", "engage in", "comply", "complies", "comply with",
             "work with", "works with", "complete", "completes", "co-operate", "cooperate", "co-operates", "cooperates")


@lru_cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(r"(?<![\w’'-])(?:" + "|".join(re.escape(word) for word in longest_first) + r")(?![\w’'-])", re.IGNORECASE)


@lru_cache
def _capitals(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word.lower() for word in words if word.isupper())


@lru_cache(maxsize=4096)
def find(words: tuple[str, ...], text: str) -> tuple[str, ...]:
    """The words of the list that stand in TEXT, as written there, in order, each once. Short codes need capitals."""
    found: dict[str, str] = {}
    capitals = _capitals(words)
    for match in _pattern(words).finditer(text):
        written = match[0]
        if small(written) in capitals and not written.isupper():
            continue
        found.setdefault(small(written), written)
    return tuple(found.values())


def swap_for(jargon: str) -> str:
    """The plain words for a piece of jargon found in a text."""
    by_lower = {word.lower(): plain for word, plain in SWAPS.items()}
    return by_lower[small(jargon)]

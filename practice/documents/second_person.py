"""A promise said to the one who made it: 'looks for the hall lamp' becomes 'to look for the hall lamp'.

Only what is sure is changed: the first verb, 'does not', and one of our verbs after 'and' or a semicolon. Words that speak of a
third person ('keeps her phone on': whose?) or to somebody ('if you ring') cannot be turned by rule: they stand as promised.
"""

import re

_WORDS = (
    "agree answer ask bake bring build buy call care carry check clean collect come cook count cut do draw drink drive eat "
    "feed fetch fill find follow get give go greet hand hang have hear help hide hold invite keep know lay leave lend let "
    "lie listen live lock look make meet mend move open order park pay phone pick plan play pour promise put reach read "
    "ring run save say see sell send set share show shut sign sit sleep speak stand stay stop take talk teach tell text "
    "thank think throw tidy touch try turn use visit wait wake walk wash watch work write ")
_FIRST_ONLY = (  # after 'and' these are as often things: 'food and tests'
    "act attend babysit begin book charge choose close cover cross dress email empty explain finish join knock lead light "
    "message mind name note offer pack pass practise prepare remember remind rest return ride search sort spend step stick "
    "support swap test train travel video warn water welcome")
VERBS = frozenset(_WORDS.split())
FIRST_VERBS = VERBS | frozenset(_FIRST_ONLY.split())
_OR_THINGS = frozenset((  # after "and", as often things
    "call", "cook", "cut", "drink", "hand", "help", "move", "order", "park", "phone", "plan", "play", "set", "share", "show",
    "text", "visit", "walk", "watch"))
_ODD = {"is": "be", "has": "have", "does": "do", "goes": "go", "was": "be", "are": "be"}
_THIRD = re.compile(r"\b(?:he|she|they|him|her|hers|his|them|their|theirs|himself|herself|themselves)\b", re.IGNORECASE)
_TO_YOU = re.compile(r"\b(?:you|your|yours|we|us|our)\b", re.IGNORECASE)
_AND = re.compile(r"(\b(?:and|then|but) |, (?:and |then |but )?|; )([a-z]+)\b")
_THING_FOLLOWS = re.compile(r" (?:the|a|an|to|for|at|every|each|both|[A-Z0-9])")
_FIRST = re.compile(r"^([A-Za-z]+)(\b.*)$", re.DOTALL)
_NOT = re.compile(r"^(?:does not|doesn’t|never) ([a-z]+)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"^(?:he|she|they) ([a-z]+)\b", re.IGNORECASE)


def base(verb: str, verbs: frozenset[str] = VERBS) -> str:
    """'looks' -> 'look', 'is' -> 'be', 'watches' -> 'watch'; '' for what is none of VERBS."""
    if verb in _ODD:
        return _ODD[verb]
    for ending, instead in (("ies", "y"), ("es", ""), ("s", "")):
        if verb.endswith(ending) and (found := verb.removesuffix(ending) + instead) in verbs:
            return found
    return ""


def promise(words: str) -> str:
    """'to look for the hall lamp and come over', 'not to visit'; '' where it cannot be turned without guessing."""
    words = words.strip().rstrip(".")
    if _THIRD.search(words) or _TO_YOU.search(words):
        return ""
    if (never := _NOT.match(words)) is not None:
        verb = never[1].lower()
        verb = verb if verb in FIRST_VERBS else base(verb, FIRST_VERBS)
        rest = _rest(words[never.end():])
        # What follows 'and' may be meant to be done: 'does not ring and writes'.
        return f"not to {verb}{rest}" if verb and rest == words[never.end():] else ""
    first = _FIRST.match(words)
    if first is None or not (verb := base(first[1].lower(), FIRST_VERBS)):
        return ""
    rest = _rest(first[2])
    return "" if rest is None else f"to {verb}{rest}"


def _rest(words: str) -> str | None:
    """What follows the verb, with the verbs after 'and' turned; None where such a word may be a thing as well as a verb."""
    turned, at = "", 0
    for found in _AND.finditer(words):
        verb = base(found[2])
        if not verb:
            continue
        if verb in _OR_THINGS and _THING_FOLLOWS.match(words, found.end()) is None:
            return None
        turned += words[at:found.start()] + found[1] + verb
        at = found.end()
    return turned + words[at:]


def speaks_of_a_third(words: str) -> bool:
    """Does a 'he', 'she' or 'they' stand in WORDS? Whether it is the reader is not known by rule."""
    return _THIRD.search(words) is not None


def then(words: str) -> str:
    """What follows an if, said to whoever does it: 'she comes over' -> 'you come over'; other words stay as they are."""
    found = _PRONOUN.match(words)
    if found is None or not (verb := {"is": "are"}.get(found[1].lower()) or base(found[1].lower())):
        return words
    rest = _rest(words[found.end():])
    if rest is None or _THIRD.search(rest):
        return words
    return f"you {verb}{rest}"

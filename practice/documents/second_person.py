"""A promise said to the one who made it: 'looks for the hall lamp' becomes 'look for the hall lamp'.

Only what is sure is changed: the first verb, and one of our verbs after 'and'. Words that speak of a third person ('keeps her
phone on') cannot be turned by rule: they are printed as they were promised.
"""

import re

_WORDS = (
    "agree answer ask bake bring build buy call care carry check clean collect come cook count cut do draw drink drive eat "
    "feed fetch fill find follow get give go greet hand hang have hear help hide hold invite keep know lay leave lend let "
    "lie listen live lock look make meet mend move open order park pay phone pick plan play pour promise put reach read "
    "ring run save say see sell send set share show shut sign sit sleep speak stand stay stop take talk teach tell text "
    "thank think throw tidy touch try turn use visit wait wake walk wash watch work write ")
VERBS = frozenset(_WORDS.split())
_ODD = {"is": "be", "has": "have", "does": "do", "goes": "go", "was": "be", "are": "be"}
_THIRD = re.compile(r"\b(?:he|she|they|him|her|hers|his|them|their|theirs|himself|herself|themselves)\b", re.IGNORECASE)
_AND = re.compile(r"(\b(?:and|then|but) |, (?:and |then |but )?)([a-z]+)\b")
_FIRST = re.compile(r"^([A-Za-z]+)(\b.*)$", re.DOTALL)
_PRONOUN = re.compile(r"^(?:he|she|they) ([a-z]+)\b", re.IGNORECASE)


def base(verb: str) -> str:
    """'looks' -> 'look', 'is' -> 'be', 'watches' -> 'watch'; '' for what is no verb of ours."""
    if verb in _ODD:
        return _ODD[verb]
    for ending, instead in (("ies", "y"), ("es", ""), ("s", "")):
        if verb.endswith(ending) and (found := verb.removesuffix(ending) + instead) in VERBS:
            return found
    return ""


def promise(words: str) -> str:
    """'look for the hall lamp and come over'; '' where it cannot be turned without guessing."""
    words = words.strip().rstrip(".")
    first = _FIRST.match(words)
    if first is None or _THIRD.search(words) or not (verb := base(first[1].lower())):
        return ""
    return verb + _AND.sub(lambda found: found[1] + (base(found[2]) or found[2]), first[2])


def then(words: str) -> str:
    """What follows an if, said to whoever does it: 'she comes over' -> 'you come over'; other words stay as they are."""
    found = _PRONOUN.match(words)
    if found is None or not (verb := {"is": "are"}.get(found[1].lower()) or base(found[1].lower())):
        return words
    rest = words[found.end():]
    if _THIRD.search(rest):
        return words
    return f"you {verb}" + _AND.sub(lambda one: one[1] + (base(one[2]) or one[2]), rest)

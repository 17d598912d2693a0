"""Put the parts of a danger statement or a safety goal together as one sentence that can be changed by hand."""

import re

_WHEN = re.compile(r"(when|whenever|if|after|before|while|on|at|in|during|because)\b", re.IGNORECASE)
_LEAD = re.compile(r"^(?:and\s+)?(?:that\s+)?", re.IGNORECASE)


def danger_sentence(worried: str, behaviour: str, circumstances: str, impact: str) -> str:
    """'Ines and Marina are worried that Callum will find Marina when he is angry, and that Finn could be hurt.'

    Parts that are missing are left out; without who is worried or what might happen there is no sentence yet.
    """
    who, what, when, how = (_bare(part) for part in (worried, behaviour, circumstances, impact))
    if not who or not what:
        return ""
    several = bool(re.search(r",| and | & ", who))
    said = f"{_capital(who)} {'are' if several else 'is'} worried that {_lower_that(what)}"
    if when:
        said += f" {when}" if _WHEN.match(when) else f" when {when}"
    if how:
        said += f", and that {_lower_that(how)}"
    return said + "."


def goal_sentence(doing: str, network: str, child_experience: str) -> str:
    """'Marina gets the children up every weekday, with Coral and Nell, so that they eat and get to school.'"""
    what, people, child = (_bare(part) for part in (doing, network, child_experience))
    if not what:
        return ""
    said = _capital(what)
    if people:
        said += f", with {re.sub(r'^with ', '', people, flags=re.I)}"
    if child:
        said += f", so that {re.sub(r'^so that ', '', child, flags=re.I)}"
    return said + "."


def _bare(part: str) -> str:
    return " ".join(part.split()).rstrip(" .,;")


def _lower_that(part: str) -> str:
    return _LEAD.sub("", part)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

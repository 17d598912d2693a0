"""The plan for a child under thirteen: what to do if worried, as steps with a drawing each, the grown-ups' jobs, whom to tell.

The words are those made for the child, no others. A drawing stands beside a sentence that names what it shows: it can tell
nothing that the sentence does not.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from practice.documents.papers import Answer, Furniture, Says
from practice.documents.runs import Line, line

CHILD_UNTIL = 13  # years; from then on the plan has the layout of everybody's own part
_SENTENCE = re.compile(r"(?<=[.!?…])[ \n]+(?=[A-Z“])")
_TOLD = re.compile(r"^(?:You|It|He|She|They|We|I) ")  # tells the child something; anything else is to be done
_WORRIED = re.compile(r"^If you are worried,? ")
_YOU_CAN = re.compile(r"^You can (?:ring|tell|talk|text|ask)\b")
_SHOWS = tuple((re.compile(words), name) for words, name in (
    (r"\b999\b", "phone-999"), (r"^(?:Then )?[Ss]ay\b", "ring"), (r"^Go\b", "path"), (r"^(?:Then )?[Tt]ell\b", "talk"),
    (r"\bwhale\b", "whale"), (r"\blamp\b", "lamp-window"), (r"\beggs?\b|\bbreakfast\b", "eggs"), (r"\bfootball\b", "football"),
    (r"\blocks?\b", "lock"), (r"\bat (\d{1,2})\b", "clock"), (r"\b(?:phones?|rings?|texts?)\b", "phone"),
    (r"\bcomes?\b|\b[Gg]ets? (?:Mr|Ms|[A-Z])", "neighbour"), (r"\bmornings?\b", "sun"), (r"\b(?:sleeps?|bed|nights?)\b", "bed"),
    (r"\b(?:home|house|upstairs)\b", "house")))


@dataclass(frozen=True, slots=True)
class Step:
    """One thing, and the drawing that shows it ('' none)."""

    words: Line
    picture: str


@dataclass(frozen=True, slots=True)
class Steps:
    """What to do if: steps in their order, and what is told beside them."""

    heading: str
    steps: tuple[Step, ...]
    note: Line


@dataclass(frozen=True, slots=True)
class ChildsPlan:
    """The plan as a child has it."""

    furniture: Furniture
    lead: Line
    do: tuple[Steps, ...]
    told_us: Line  # their own words
    jobs: tuple[Step, ...]
    tell: tuple[Line, ...]
    then: tuple[Answer, ...]  # why, what is good, what we want, what happens next, what if not agreed
    signs: Says | None  # boxes and lines, for those who sign
    offer: Line

    @property
    def kind(self) -> str:
        return "family-plan"


def drawing_for(words: str) -> str:
    """The name of the drawing that shows what WORDS say; '' for none."""
    for shows, name in _SHOWS:
        if (found := shows.search(words)) is not None:
            if name != "clock":
                return name
            return f"clock-{int(found[1]) % 12 or 12}" if int(found[1]) <= 24 else ""
    return ""


def steps_of(heading: str, text: str, picture: str = "") -> Steps:
    """'Ring 999. Say: … Then get Mrs Medlar. You will not get Dad into trouble.' as three steps and what is told beside them.

    PICTURE is the drawing that was chosen for the first of them.
    """
    steps, sentences = list[str](), [one for one in _SENTENCE.split(_WORRIED.sub("", text.strip())) if one]
    while sentences and not (steps and _TOLD.match(sentences[0]) and not _goes_on(steps, sentences[0])):
        sentence = sentences.pop(0)
        sentence = sentence[:1].upper() + sentence[1:]
        if steps and steps[-1].startswith("Say") and sentence.startswith("Say"):
            steps[-1] += f" {sentence}"
        else:
            steps.append(sentence)
    made = tuple(Step(line(words, to_ring=True), picture if picture and not at else drawing_for(words))
                 for at, words in enumerate(steps))
    return Steps(heading, made, line(" ".join(sentences)))


def _goes_on(steps: list[str], sentence: str) -> bool:
    """'She comes over.' goes on with what 'Mrs Medlar looks at 9' began."""
    return bool(re.match(r"^(?:He|She|They) (?:comes?|rings?|stays?|goes|looks?)\b", sentence)) and len(steps) < 3


def jobs_of(lines: Iterable[Line], said: Iterable[str]) -> Iterator[Step]:
    """Each job beside its drawing; SAID are the same lines as words."""
    return (Step(words, drawing_for(text) or "people") for words, text in zip(lines, said, strict=True))


def is_to_tell(text: str) -> bool:
    """'You can ring Dele on weekdays' says whom the child can tell; the other lines are grown-ups' jobs."""
    return _YOU_CAN.match(text) is not None

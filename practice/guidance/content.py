"""Guidance beside each part of the mapping, loaded once from mapping.toml into frozen values."""

import tomllib
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import msgspec

TURNS = (("elicit", "Ask for it"), ("amplify", "Make it fuller"), ("reflect", "Give it back"), ("start_over", "Start again"))
THREE_QUESTIONS = (
    ("did", "Did an adult or the child do something?", "a grown-up or child <b>did</b> something"),
    ("protected", "Did it protect the child from this danger?", "it <b>protected</b> the child from this danger"),
    ("repeated", "Has it been seen working more than once?", "it has been seen <b>more than once</b>"),
)
DANGER_FORMULA = (
    ("worried", "Who is worried?", "Names, the family’s too: Fern, gran Tess and mum Rosa"),
    ("behaviour", "That who might do, or not do, what?", "Ned will drive after drinking"),
    ("circumstances", "When, or if what?", "when he comes from the match"),
    ("impact", "And how could which child be hurt?", "that Pip could be badly hurt or lose his dad"),
)
GOAL_FORMULA = (
    ("doing", "Who will do what?", "What people will see being done: Ned hands the keys to Rosa before the first drink"),
    ("network", "With which people?", "Gran Tess and the neighbours"),
    ("child_experience", "So that the child is, feels or has what?", "Pip falls asleep on the way home"),
    ("seen_by", "Who will see it?", "Rosa, gran Tess and the health visitor"),
    ("how_seen", "How?", "Visits, the journal, ringing gran"),
    ("for_how_long", "For how long?", "6 months in a row"),
    ("including", "Including which hard days?", "match days, birthdays and Christmas"),
)


@dataclass(frozen=True, slots=True)
class Guide:
    """What stands beside one part. Lists of whole sentences; `<b>` in `belongs` is split off by `pieces`."""

    name: str
    title: str
    add: str
    question: str
    belongs: tuple[str, ...]
    elicit: tuple[str, ...]
    amplify: tuple[str, ...]
    reflect: tuple[str, ...]
    start_over: tuple[str, ...]
    thin: str
    better: str
    empty: str
    three_questions: bool = False

    @property
    def turns(self) -> list[tuple[str, tuple[str, ...]]]:
        """[(turn in words, questions)] in the order of a talk: ask, make it fuller, give it back, start again."""
        return [(words, getattr(self, name)) for name, words in TURNS]

    def named(self, child: str) -> "Guide":
        """The same with the child's name in the questions; without one 'your child' stands there."""
        who = child or "your child"

        def said(lines: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(line.replace("{child}", who) for line in lines)

        return replace(self, elicit=said(self.elicit), amplify=said(self.amplify), reflect=said(self.reflect),
                       start_over=said(self.start_over), empty=self.empty.replace("{child}", who))


def pieces(sentence: str) -> list[tuple[bool, str]]:
    """[(is strong, text)] of a sentence of guidance, so that a template needs no HTML from data."""
    found = []
    for number, part in enumerate(sentence.replace("</b>", "<b>").split("<b>")):
        if part:
            found.append((number % 2 == 1, part))
    return found


@lru_cache
def guides() -> dict[str, Guide]:
    """{part: Guide} in the order of the mapping."""
    with (Path(__file__).parent / "mapping.toml").open("rb") as file:
        data = tomllib.load(file)
    return {name: msgspec.convert({"name": name, **part}, Guide) for name, part in data.items()}


@lru_cache(maxsize=256)
def guides_for(child: str) -> dict[str, Guide]:
    """guides() with one child's name in the questions."""
    return {name: guide.named(child) for name, guide in guides().items()}

"""The quality prompts Q1 to Q14: notes in pencil that explain themselves, never block, and fall silent for a reason.

Pure functions on what one person may see. Each prompt names its code, the words it is about, why, and where; 'keep it,
because' (records.commands.keep with the prompt's `key`) silences exactly that one, with the reason shown. From the quality
rules of the practice model; thresholds that we set ourselves stand below as constants.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from uuid import UUID

from practice.families.models import Sex
from practice.families.queries import PersonRow
from practice.guidance import words as lists
from practice.guidance.reading import read
from practice.records.queries import KeptRow, Row

LONG_SENTENCE = 20  # words
OLDEST_READER = 11  # years: the reading age that a page for families aims at
LOPSIDED = 3  # to one
STALE_DAYS = 91  # three months
EVENT_DAYS = 14  # how near an event must be, and how old the last change, to ask "still true?"

WORRIED = ("harm", "complicating_factor", "unknown")
WELL = ("strength", "existing_safety", "hope")
SAID = ("harm", "complicating_factor", "strength", "existing_safety", "hope")  # kinds that are somebody's words
# Fields of prose by kind. A danger and a goal follow a formula in one breath, so their sentence length is asked of the
# family's wording, not of ours.
PROSE: dict[str, tuple[str, ...]] = {
    "harm": ("words",), "complicating_factor": ("words",), "unknown": ("words", "why_it_matters"),
    "strength": ("words", "example"), "existing_safety": ("words", "example"), "hope": ("words",),
    "bottom_line": ("words", "family_words"), "next_step": ("words",), "danger": ("words", "family_words", "child_words"),
    "goal": ("words", "family_words"), "scale": ("zero", "ten"), "judgement": (),
}
IN_ONE_BREATH = {("danger", "words"), ("goal", "words")}


@dataclass(frozen=True, slots=True)
class Prompt:
    """One note: `marked` are the words it is about, `says` follows them. `about` is the record, None for the whole."""

    code: str
    marked: str
    says: str
    about: UUID | None = None
    field: str = "words"
    where: str = ""  # for notes on a whole: 'worried', 'well', 'next', 'all'
    matched: tuple[str, ...] = ()
    person: UUID | None = None
    kept: str = ""  # the reason, once it is kept
    kept_by: str = ""

    @property
    def key(self) -> str:
        """What 'keep it, because' is recorded under: the code and the words, so that a new label asks again."""
        detail = " ".join(self.matched).lower() or (self.person.hex[-12:] if self.person else "")
        return f"{self.code}:{detail}"[:40] if detail else self.code


@dataclass(frozen=True, slots=True)
class Scene:
    """All that the prompts look at, as one person may see it. `parents` is {child: adults recorded as parent}."""

    rows: tuple[Row, ...]
    people: Mapping[UUID, PersonRow]
    today: date
    parents: Mapping[UUID, Sequence[UUID]] = field(default_factory=dict)
    shown_to: frozenset[UUID] = frozenset()
    last_changed: date | None = None
    event: tuple[str, date] | None = None
    is_whole: bool = True  # False where the reader sees only some dangers: then nothing is asked of the whole

    @property
    def children(self) -> list[PersonRow]:
        return [person for person in self.people.values() if person.is_index]


def of_row(row: Row, scene: Scene) -> list[Prompt]:
    """The notes on one statement."""
    if row.is_withdrawn:
        return []
    found: list[Prompt] = []
    for name in PROSE.get(row.kind, ()):
        text = getattr(row.body, name, "")
        if text and not _is_theirs(row, name, scene):
            found += _wording(row, name, text, scene)
    for check in (_when_and_how_often, _impact_on_each, _goal_is_doing, _goal_is_seen, _strength_or_safety, _whose_words):
        found += check(row, scene)
    return found


def of_whole(scene: Scene) -> list[Prompt]:
    """The notes on the mapping as a whole: balance, voices, fathers, shown, fresh."""
    if not scene.is_whole:
        return []
    return [*_balance(scene), *_every_voice(scene), *_other_carers(scene), *_shown(scene), *_fresh(scene)]


def silence(prompts: Iterable[Prompt], kept: Iterable[KeptRow]) -> tuple[list[Prompt], list[Prompt]]:
    """(open, kept): a prompt with a recorded reason is kept, and carries the reason and whose it is."""
    reasons = {(line.about_id, line.code): line for line in kept}
    still, silent = [], []
    for prompt in prompts:
        line = reasons.get((prompt.about, prompt.key))
        if line is None:
            still.append(prompt)
        else:
            silent.append(_with_reason(prompt, line))
    return still, silent


def _with_reason(prompt: Prompt, line: KeptRow) -> Prompt:
    return Prompt(prompt.code, prompt.marked, prompt.says, prompt.about, prompt.field, prompt.where, prompt.matched,
                  prompt.person, line.because, line.author)


def _is_theirs(row: Row, name: str, scene: Scene) -> bool:
    """A child's or parent's exact words stand as they were said; so does the family's own wording."""
    if name == "family_words" and getattr(row.body, "family_words_by", None):
        return True
    said_by = scene.people.get(row.body.said_by) if row.body.said_by else None
    return bool(row.body.is_verbatim and said_by and not said_by.is_professional)


def _wording(row: Row, name: str, text: str, scene: Scene) -> list[Prompt]:
    return [*_plain(row, name, text), *_label(row, name, text), *_blame(row, name, text), *_named(row, name, text, scene)]


def _plain(row: Row, name: str, text: str) -> list[Prompt]:
    """Q1: long sentences, jargon with its swap, reading age."""
    found = []
    for jargon in lists.find(tuple(lists.SWAPS), text):
        found.append(Prompt("Q1", jargon, f"is our word. Try: {lists.swap_for(jargon)}.", row.id, name, matched=(jargon,)))
    reading = read(text)
    if (row.kind, name) in IN_ONE_BREATH:
        return found
    if reading.longest_words > LONG_SENTENCE:
        start = " ".join(reading.longest.split()[:4])
        found.append(Prompt("Q1", f"{start} …", f"is a sentence of {reading.longest_words} words. Can it be two?", row.id,
                            name, matched=("long",)))
    elif reading.age is not None and reading.age > OLDEST_READER:
        found.append(Prompt("Q1", "", f"This reads like a text for {round(reading.age)}-year-olds. Shorter words would let "
                            "everyone read it.", row.id, name, matched=("age",)))
    return found


def _label(row: Row, name: str, text: str) -> list[Prompt]:
    """Q2: behaviour, not a label."""
    return [Prompt("Q2", _capital(label), "is a label. What would a camera have seen or heard?", row.id, name,
                   matched=(label,)) for label in lists.find(lists.LABELS, text)]


def _blame(row: Row, name: str, text: str) -> list[Prompt]:
    """Q10: no blame on someone who was hurt."""
    return [Prompt("Q10", _capital(word), "can put the blame on someone who was hurt. Who did the harm? Start with them.",
                   row.id, name, matched=(word,)) for word in lists.find(lists.BLAME, text)]


_THE_CHILD = re.compile(r"\b(?:the|this|subject) (?:child|boy|girl|baby|toddler|young person|minor)\b", re.IGNORECASE)
_KIN = re.compile(r"(?<![\w’'])(mum|mother|dad|father|stepdad|nan|gran|grandad)(?:’s)?(?![\w’'])", re.IGNORECASE)


_CAPITALS = re.compile(r"(?<!\w)[^\W\d_a-z](?:\.?[^\W\d_a-z]){1,7}\.?(?!\w)")  # may be initials


@lru_cache(maxsize=4096)
def _initials_of(name: str) -> re.Pattern[str] | None:
    """'MH' or 'M.H.' for Marina Harbour; None for a name of one word."""
    letters = "".join(part[0] for part in name.split() if part[:1].isalpha()).upper()
    dotted = r"\.?".join(map(re.escape, letters))
    return re.compile(rf"(?<!\w){dotted}\.?(?!\w)") if len(letters) > 1 else None


def _named(row: Row, name: str, text: str, scene: Scene) -> list[Prompt]:
    """Q11: children by name, nobody by initials, a name near 'mum' or 'dad'."""
    found = []
    names = [child.short_name for child in scene.children]
    if (match := _THE_CHILD.search(text)) and not any(_has_name(text, child) for child in names):
        called = " or ".join(names) or "the child’s name"
        found.append(Prompt("Q11", _capital(match[0]), f"has a name: {called}?", row.id, name,
                            matched=(match[0].lower(),)))
    for person in scene.people.values() if _CAPITALS.search(text) else ():
        initials = _initials_of(person.name)
        if initials and (found_letters := initials.search(text)):
            found.append(Prompt("Q11", found_letters[0], f"stands for {person.short_name}? Write the name.", row.id,
                                name, matched=(found_letters[0].lower(),)))
    if row.kind in ("harm", "complicating_factor", "unknown", "strength"):  # goals and scales speak as the family speaks
        adults = [person.short_name for person in scene.people.values() if not person.is_child]
        match = _KIN.search(text)
        if match and not any(_has_name(text, adult) for adult in adults):
            found.append(Prompt("Q11", _capital(match[0]), "has a name too. Put it beside the word once.", row.id, name,
                                matched=(match[1].lower(),)))
    return found


def _when_and_how_often(row: Row, scene: Scene) -> list[Prompt]:
    """Q3: a harm has at least its latest time, or how often. A child's own words are not asked for dates."""
    if row.kind != "harm" or _is_theirs(row, "words", scene):
        return []
    body = row.body
    dated = any(incident and (incident.when or incident.on) for incident in (body.first, body.worst, body.latest))
    if dated or body.how_often:
        return []
    return [Prompt("Q3", "", "When was this last, and how often does it happen? “About” will do.", row.id, "latest")]


def _impact_on_each(row: Row, scene: Scene) -> list[Prompt]:
    """Q4: what it was, or could be, for each child by name."""
    if row.kind not in ("harm", "danger") or _is_theirs(row, "words", scene):
        return []
    body = row.body
    if not body.about:
        return [Prompt("Q4", "", "Which children is this about? Name each one.", row.id, "about")]
    if row.kind == "danger":
        missing = [scene.people[child] for child in body.about
                   if child in scene.people and not _has_name(body.words, scene.people[child].short_name)]
        return [Prompt("Q4", "", f"{person.short_name} is not named in it. How could {person.short_name} be hurt?", row.id,
                       "words", person=person.id) for person in missing]
    told = {impact.child for impact in body.impacts if impact.words}
    missing = [scene.people[child] for child in body.about
               if child not in told and child in scene.people and scene.people[child].is_child]
    return [Prompt("Q4", "", f"What was it like for {person.short_name}?", row.id, "impacts", person=person.id)
            for person in missing]


# A sentence's start: who (capital letters, or mum and dad), then perhaps "will"; what follows is what they do.
_WHO = r"(?:[A-Z][\w’'-]*|mum|dad|nan)"
_START = rf"(?:^|[.;:]\s+)(?:{_WHO}(?:,? (?:and )?{_WHO})*,? )?(?:(?:will|to|must|should) )?"


def _goal_is_doing(row: Row, _: Scene) -> list[Prompt]:
    """Q6: a goal says what will be seen, not what will have stopped, nor where somebody goes."""
    if row.kind != "goal":
        return []
    found = []
    for words, says in ((lists.NOT_DOING, "says what should not be there. What will you see instead?"),
                        (lists.ATTENDING, "says where someone goes. What will they do for the children that you can see?")):
        options = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
        for match in re.finditer(rf"{_START}((?i:{options}))(?:\s+(\w[\w’'-]*))?(?!\w)", row.body.words):
            marked = " ".join(part for part in (match[1], match[2]) if part)
            found.append(Prompt("Q6", _capital(marked), says, row.id, "words", matched=(match[1].lower(),)))
    return found


def _goal_is_seen(row: Row, _: Scene) -> list[Prompt]:
    """Q7: a goal has a time, and someone who sees it."""
    if row.kind != "goal":
        return []
    body, found = row.body, []
    if not body.seen_by:
        found.append(Prompt("Q7", "", "Who will see that the goal is happening?", row.id, "seen_by", matched=("seen by",)))
    if not body.for_how_long:
        found.append(Prompt("Q7", "", "For how long must it be seen before everyone believes it?", row.id, "for_how_long",
                            matched=("how long",)))
    return found


def _strength_or_safety(row: Row, _: Scene) -> list[Prompt]:
    """Q8: three questions tell safety from strength. 'Seen once' is shown with the words and needs no note."""
    if row.kind not in ("strength", "existing_safety"):
        return []
    answers = (row.body.did, row.body.protected, row.body.repeated)
    if row.kind == "strength" and all(answers):
        return [Prompt("Q8", "", "Three times yes: this may be safety. Move it beside the danger it protected from.",
                       row.id, "did")]
    if row.kind == "existing_safety" and (row.body.did is False or row.body.protected is False):
        return [Prompt("Q8", "", "Nobody acted, or it did not protect from this danger: this is a strength so far.", row.id,
                       "did")]
    if row.kind == "existing_safety" and not row.body.did:
        return [Prompt("Q8", "", "Is it safety? Answer the three questions.", row.id, "did")]
    return []


_QUOTED = re.compile(r"^[“\"‘'].+[”\"’'][.!?]?$", re.DOTALL)


def _whose_words(row: Row, scene: Scene) -> list[Prompt]:
    """Q9: every item has somebody who said it; quotation marks only around exact words."""
    if row.kind not in SAID:
        return []
    body, found = row.body, []
    if body.said_by is None and not body.said_by_name:
        found.append(Prompt("Q9", "", "Who said this, to whom, and when?", row.id, "said_by", matched=("said by",)))
    if _QUOTED.match(body.words.strip()) and not body.is_verbatim:
        found.append(Prompt("Q9", "", "It stands in quotation marks. Are these the exact words? Then say so.", row.id,
                            "is_verbatim", matched=("quoted",)))
    return found


def _live(scene: Scene, kinds: Sequence[str]) -> list[Row]:
    return [row for row in scene.rows if row.kind in kinds and not row.is_withdrawn]


def _balance(scene: Scene) -> list[Prompt]:
    """Q5: both counts, when one side has more than three times the other."""
    worried, well = len(_live(scene, WORRIED)), len(_live(scene, WELL))
    if worried > LOPSIDED * well and worried > LOPSIDED:
        return [Prompt("Q5", "", f"{worried} {_things(worried)} in the worried column, {well} in working well. What has "
                       "kept it from being worse?", where="well", matched=("well",))]
    if well > LOPSIDED * worried and well > LOPSIDED:
        return [Prompt("Q5", "", f"{well} {_things(well)} in working well, {worried} in the worried column. What are we not "
                       "saying?", where="worried", matched=("worried",))]
    return []


_NUMBERS = ("under one", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
TALKS_FROM = 4  # years: from here on a child is asked, before it is watched


def _every_voice(scene: Scene) -> list[Prompt]:
    """Q9: at least one item from each parent, and something in working well from or about each child."""
    found = []
    well, everything = _live(scene, WELL), _live(scene, SAID + ("danger",))
    for child in scene.children:
        if any(row.body.said_by == child.id or child.id in row.body.about for row in well):
            continue
        age = child.age
        if age is not None and age < TALKS_FROM:
            says = f"{_they(child)} is {_NUMBERS[age]}: write down what you saw {_them(child)} do."
        else:
            says = f"What would {child.short_name} say is good? Write down the words."
        found.append(Prompt("Q9", child.short_name, says, where="well", field="voice", person=child.id))
    for parent in _parents(scene):
        spoke = any(row.body.said_by == parent.id or any(other.person == parent.id for other in row.body.differs)
                    for row in everything)
        if not spoke:
            found.append(Prompt("Q9", parent.short_name, f"What does {parent.short_name} say? Write down the words.",
                                where="worried", field="voice", person=parent.id))
    return found


def _parents(scene: Scene) -> list[PersonRow]:
    named = dict.fromkeys(adult for child in scene.children for adult in scene.parents.get(child.id, ()))
    return [scene.people[adult] for adult in named if adult in scene.people and scene.people[adult].died_on is None]


def _other_carers(scene: Scene) -> list[Prompt]:
    """Q12: each child's father, or other carers, are recorded, or why they are not known."""
    return [Prompt("Q12", "", f"{child.short_name} has {'one parent' if known else 'no parent'} on record. Who else cares, "
                   "or could? If not known, say why.", where="worried", field="people", person=child.id)
            for child in scene.children if (known := len(scene.parents.get(child.id, ()))) < 2]  # noqa: PLR2004  # two parents


def _shown(scene: Scene) -> list[Prompt]:
    """Q13: shown to each person with parental responsibility; what was never shared cannot be agreed."""
    if not _live(scene, WORRIED + WELL + ("danger",)):
        return []
    return [Prompt("Q13", "", f"{person.short_name} has not seen this yet. What was never shared cannot be agreed.",
                   where="all", field="shown", person=person.id) for person in not_shown(scene)]


def not_shown(scene: Scene) -> list[PersonRow]:
    """Those with parental responsibility to whom the mapping was not shown."""
    return [person for person in scene.people.values()
            if person.parental_responsibility.lower().startswith("yes") and person.died_on is None
            and person.id not in scene.shown_to]


def _fresh(scene: Scene) -> list[Prompt]:
    """Q14: older than three months, or an event is near: still true?"""
    if scene.last_changed is None:
        return []
    age = (scene.today - scene.last_changed).days
    if age > STALE_DAYS:
        return [Prompt("Q14", "", f"Nothing here has changed for {age // 7} weeks. Is it still true?", where="all",
                       matched=(scene.last_changed.isoformat(),))]
    if scene.event is not None:
        name, on = scene.event
        if 0 <= (on - scene.today).days <= EVENT_DAYS and age > EVENT_DAYS:
            return [Prompt("Q14", "", f"{_capital(name)} is in {(on - scene.today).days} days. Is this still true?",
                           where="all", matched=(on.isoformat(),))]
    return []


def _has_name(text: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?:’s|'s)?(?!\w)", text, re.IGNORECASE) is not None


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _things(count: int) -> str:
    return "thing" if count == 1 else "things"


def _they(person: PersonRow) -> str:
    return {Sex.FEMALE: "She", Sex.MALE: "He"}.get(person.sex, person.short_name)


def _them(person: PersonRow) -> str:
    return {Sex.FEMALE: "her", Sex.MALE: "him"}.get(person.sex, person.short_name)

"""Find people by any of their names, however misspelt, by date of birth or by the family's reference.

The fuzzy part runs over distinct words; people are looked up exactly by the words near to the question, joined to the
parts that hold today. What the searcher may not know of is never read, so neither the answer nor its order gives it away.
"""

import re
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import bindparam, exists, func, literal, select, union_all
from sqlalchemy.orm import aliased

from practice.access.models import Information, Part
from practice.access.queries import holds_today
from practice.core import clock, dates
from practice.core.db import db
from practice.families.models import BirthKnown, Family, Member, NameKey, NameWord, Person, PersonWord, Standing
from practice.families.names import KEEP, keys, near, plain, score

MOST = 20  # people in one answer
MOST_READ = 300  # people read for ranking
MOST_WORDS = 6  # words of a question that are looked at
LONGEST_QUESTION = 200
SAME_DAY = 0.5  # what a fitting date of birth adds to a score
NOBODY = UUID(int=0)  # the id of no word
LIKELY_SAME = 0.86  # from here on two people could be one

_REFERENCE = re.compile(r"^([A-Z0-9]{4})[\s\-‐–]?([A-Z0-9]{4})$")
_DAY = re.compile(r"\b(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})\b|\b(\d{4})-(\d{1,2})-(\d{1,2})\b"
                  r"|\b(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3,9})\s+(\d{4})\b")


@dataclass(frozen=True, slots=True)
class Found:
    """One person in one family that the searcher may know of."""

    person_id: UUID
    family_id: UUID
    family_name: str
    reference: str
    is_open: bool
    name: str
    known_as: str
    label: str
    born_on: date | None
    birth_known: BirthKnown
    died_on: date | None
    is_child: bool
    score: float

    @property
    def age(self) -> int | None:
        if self.born_on is None or self.died_on is not None or self.birth_known is BirthKnown.EXPECTED:
            return None
        return max(dates.age_on(self.born_on, clock.today()), 0)


@dataclass(frozen=True, slots=True)
class FamilyFound:
    """A family that was asked for by its reference."""

    id: UUID
    name: str
    reference: str
    is_open: bool


WORDS = (select(NameKey.key, NameWord.id, NameWord.word, NameWord.people).join(NameWord, NameWord.id == NameKey.word_id)
         .where(NameKey.key.in_(bindparam("keys", expanding=True))))
_other = aliased(PersonWord)


def _may_know(family_id: Any) -> Any:
    """Written into each statement: the searcher holds a part in that family today that sees its people, as the page People asks."""
    return exists(select(Part.id).where(Part.family_id == family_id, holds_today(bindparam("me"), bindparam("today")),
                                        (literal(" ") + Part.kinds + literal(" ")).like(f"% {Information.STORY.value} %")))


COLUMNS = (Person.id, Member.family_id, Family.name.label("family_name"), Family.reference, Family.is_open, Person.name,
           Person.known_as, Member.label, Person.born_on, Person.birth_known, Person.died_on, Member.standing, Person.search)


def _people(way: str, many: int) -> Any:
    """The people that MANY questions ask for in the same way, each with the number of its question: one statement for all."""
    asked = []
    for number in range(many):
        inner = _WAYS[way](f"_{number}").limit(MOST_READ).subquery()
        asked.append(select(literal(number).label("number"), inner.c.person_id, inner.c.family_id))
    found = (union_all(*asked) if many > 1 else asked[0]).subquery()
    return (select(found.c.number, *COLUMNS).join(found, found.c.person_id == Person.id)
            .join(Member, (Member.person_id == Person.id) & (Member.family_id == found.c.family_id))
            .join(Family, Family.id == Member.family_id))


def _by_words(end: str, *, two: bool) -> Any:
    chosen = (select(PersonWord.person_id, PersonWord.family_id).distinct()
              .where(PersonWord.word_id.in_(bindparam(f"a{end}", expanding=True)), _may_know(PersonWord.family_id)))
    if two:
        chosen = chosen.where(exists().where(_other.word_id.in_(bindparam(f"b{end}", expanding=True)),
                                             _other.person_id == PersonWord.person_id,
                                             _other.family_id == PersonWord.family_id))
    return chosen.order_by(PersonWord.person_id, PersonWord.family_id)


def _by_birth(end: str) -> Any:
    return (select(Member.person_id, Member.family_id).join(Person, Person.id == Member.person_id)
            .where(Person.born_on.in_(bindparam(f"days{end}", expanding=True)), _may_know(Member.family_id),
                   Person.user_id.is_(None))
            .order_by(Member.person_id, Member.family_id))


def _by_reference(end: str) -> Any:
    return (select(Member.person_id, Member.family_id).join(Family, Family.id == Member.family_id)
            .where(func.upper(Family.reference) == bindparam(f"reference{end}"), _may_know(Family.id),
                   Member.standing != Standing.PROFESSIONAL)
            .order_by(Member.person_id, Member.family_id))


# In the order in which a question goes through them: all questions of one stage are asked in one statement.
STAGES = ("reference", "words", "two near", "two", "one near", "one", "birth")
_WAYS: dict[str, Callable[[str], Any]] = {
    "reference": _by_reference, "birth": _by_birth,
    "two near": partial(_by_words, two=True), "two": partial(_by_words, two=True),
    "one near": partial(_by_words, two=False), "one": partial(_by_words, two=False)}
_people_of = lru_cache(maxsize=64)(_people)
FAMILY_OF = select(Family.id, Family.name, Family.reference, Family.is_open).where(
    func.upper(Family.reference) == bindparam("reference"), _may_know(Family.id))

Asked = tuple[str, dict[str, Any]]  # the stage, and what its statement is given
T = TypeVar("T")
Asking = Generator[Asked, list[Any], T]  # a question on its way: it says what it asks next, is told, and ends with its answer


def find(question: str, user_id: UUID, *, born_on: date | None = None, most: int = MOST) -> list[Found]:
    """The people who answer QUESTION best and whom USER_ID may know of, the nearest first."""
    return _together([_find(question, born_on, most)], user_id)[0]


def family_of(question: str, user_id: UUID) -> FamilyFound | None:
    """The family whose reference QUESTION is, if USER_ID may know of it: one in which nobody is written down is found too."""
    if not (like_one := _REFERENCE.match(question[:LONGEST_QUESTION].strip().upper())):
        return None
    lines = db.read(FAMILY_OF, {"me": user_id, "today": clock.today(), "reference": f"{like_one[1]}-{like_one[2]}"})
    return next((FamilyFound(*line) for line in lines), None)


def _together(askings: Sequence[Asking[list[Found]]], user_id: UUID) -> list[list[Found]]:
    """The answer to each, all of them asked stage by stage: as many statements as one question takes that needs every stage."""
    me = {"me": user_id, "today": clock.today()}
    answers: dict[int, list[Found]] = {}
    waiting: dict[int, Asked] = {}

    def go_on(which: int, lines: list[Any] | None) -> None:
        try:
            waiting[which] = askings[which].send(lines)  # type: ignore[arg-type]  # None begins it
        except StopIteration as ended:
            answers[which] = ended.value

    for which in range(len(askings)):
        go_on(which, None)
    while waiting:
        stage = min((asked[0] for asked in waiting.values()), key=STAGES.index)
        turn = {which: given for which, (at, given) in waiting.items() if at == stage}
        for which in turn:
            del waiting[which]
        for which, lines in zip(turn, _read(stage, list(turn.values()), me), strict=True):
            go_on(which, lines)
    return [answers[which] for which in range(len(askings))]


def _read(stage: str, given: Sequence[dict[str, Any]], me: dict[str, Any]) -> list[list[Any]]:
    """What each is told at this stage, read in one statement."""
    if stage == "words":
        keys_of = [set(one["keys"]) for one in given]
        lines = db.read(WORDS, {"keys": sorted(set().union(*keys_of))})
        return [[line for line in lines if line.key in mine] for mine in keys_of]
    numbered = {f"{name}_{number}": value for number, one in enumerate(given) for name, value in one.items()}
    told: list[list[Any]] = [[] for _ in given]
    for line in db.read(_people_of(stage, len(given)), {**me, **numbered}):
        told[line.number].append(line)
    return told


def _find(question: str, born_on: date | None, most: int) -> Asking[list[Found]]:
    question = question[:LONGEST_QUESTION]
    if like_one := _REFERENCE.match(question.strip().upper()):
        if found := [_found(line, 1.0) for line in (yield "reference", {"reference": f"{like_one[1]}-{like_one[2]}"})]:
            return found[:most]
    text, days = _days_in(question)
    days |= {born_on} if born_on else set()
    words = plain(text).split()[:MOST_WORDS]
    lines: dict[tuple[UUID, UUID], Any] = {}
    if words:
        lines |= yield from _by_name(words)
    if days:
        lines |= {(line.id, line.family_id): line for line in (yield "birth", {"days": list(days)})}
    ways = _ways(words)
    ranked = []
    for line in lines.values():
        same_day = line.born_on in days
        value = max((score(way, _kept(line.search)) for way in ways), default=1.0 if same_day else 0.0)
        ranked.append(_found(line, value + (SAME_DAY if same_day else 0.0)))
    ranked.sort(key=lambda found: (-found.score, found.name, str(found.person_id)))
    return ranked[:most]


def likely_same(name: str, born_on: date | None, user_id: UUID) -> list[Found]:
    """People on record who could be this one, among those whom the asker may know of (A11).

    A close name is enough where a date of birth is missing on either side; a name half as close where the day is the same.
    """
    return likely_same_each([(name, born_on)], user_id)[0]


def likely_same_each(people: Sequence[tuple[str, date | None]], user_id: UUID) -> list[list[Found]]:
    """The same for each of PEOPLE, (name, born on), all of them asked together."""
    asked = [(name, born_on) for name, born_on in people if name.strip()]
    found = dict(zip(asked, _together([_find(name, born_on, MOST) for name, born_on in asked], user_id), strict=True))
    return [[person for person in found.get(one, []) if _is_near(person, one[1])][:5] for one in people]


def _is_near(person: Found, born_on: date | None) -> bool:
    if born_on and person.born_on == born_on:
        return person.score - SAME_DAY >= KEEP
    return person.score >= LIKELY_SAME and _could_be(person, born_on)


def _could_be(person: Found, born_on: date | None) -> bool:
    """Different exact dates part two people, unless day and month are turned round or the years are close."""
    if born_on is None or person.born_on is None or person.birth_known is not BirthKnown.EXACT:
        return True
    turned = (person.born_on.day, person.born_on.month) == (born_on.month, born_on.day)
    return turned or abs((person.born_on - born_on).days) <= 366


def _by_name(words: Sequence[str]) -> Asking[dict[tuple[UUID, UUID], Any]]:
    by_key: dict[str, set[str]] = {}
    singles = list(dict.fromkeys([*words, *(way for joined in _ways(words)[1:] for way in joined)]))
    for word in singles:
        for key in keys(word):
            by_key.setdefault(key, set()).add(word)
    nearest: dict[str, dict[UUID, tuple[float, int]]] = {word: {} for word in singles}
    for line in (yield "words", {"keys": list(by_key)}):
        for word in by_key[line.key]:
            nearness = near(word, line.word)
            if nearness >= KEEP:
                nearest[word][line.id] = (nearness, line.people)
    ordered = {word: sorted(ids, key=lambda word_id: (-ids[word_id][0], str(word_id))) for word, ids in nearest.items()}
    # The rarest word first: fewer people to look at.
    rarest = sorted(words, key=lambda word: (sum(nearest[word][word_id][1] for word_id in ordered[word][:6]) or 1 << 30, word))
    lines: dict[tuple[UUID, UUID], Any] = {}

    def read(stage: str, **ids: Sequence[UUID]) -> Asking[None]:
        # Asked even where no word is near: how many statements run must not tell that a hidden person has such a name.
        for line in (yield stage, {name: list(some) or [NOBODY] for name, some in ids.items()}):
            lines[line.id, line.family_id] = line

    if len(rarest) > 1:
        first, second = rarest[0], rarest[1]
        yield from read("two near", a=ordered[first][:6], b=ordered[second][:46])
        if len(lines) < MOST:
            yield from read("two", a=ordered[first][:40], b=ordered[second][:46])
    if len(lines) < 3:
        joined = [word_id for word in singles if word not in words for word_id in ordered[word][:3]]
        yield from read("one near", a=[*joined, *(word_id for word in rarest[:3] for word_id in ordered[word][:3])])
        if len(lines) < MOST:
            yield from read("one", a=[word_id for word in rarest[:3] for word_id in ordered[word][3:40]])
    return lines


def _ways(words: Sequence[str]) -> list[list[str]]:
    """The question as asked, and with each pair of neighbours joined ('abdul rahman', 'abdulrahman')."""
    asked = list(words)
    if not asked:
        return []
    return [asked] + [[*asked[:i], asked[i] + asked[i + 1], *asked[i + 2:]] for i in range(len(asked) - 1)]


def _days_in(question: str) -> tuple[str, set[date]]:
    """The question without its dates, and the days they may mean: day and month are often turned round."""
    days: set[date] = set()
    for found in _DAY.finditer(question):
        if found[1]:
            readings = [(found[3], found[2], found[1]), (found[3], found[1], found[2])]
        elif found[4]:
            readings = [(found[4], found[5], found[6]), (found[4], found[6], found[5])]
        else:
            try:
                days.add(dates.parse_day(found[0]))
            except ValueError:
                continue
            readings = []
        for year, month, day in readings:
            try:
                days.add(date(int(year), int(month), int(day)))
            except ValueError:
                continue
    return (_DAY.sub(" ", question) if days else question), days


def _kept(search: str) -> tuple[str, ...]:
    return tuple(search.split())


def _found(line: Any, value: float) -> Found:
    return Found(line.id, line.family_id, line.family_name, line.reference, line.is_open, line.name, line.known_as, line.label,
                 line.born_on, line.birth_known, line.died_on, line.standing is Standing.CHILD, value)

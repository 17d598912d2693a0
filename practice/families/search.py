"""Find people by any of their names, however misspelt, by date of birth or by the family's reference.

The fuzzy part runs over distinct words; people are looked up exactly by the words near to the question, joined to the
parts that hold today. What the searcher may not know of is never read, so neither the answer nor its order gives it away.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, exists, func, literal, select
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


WORDS = (select(NameKey.key, NameWord.id, NameWord.word, NameWord.people).join(NameWord, NameWord.id == NameKey.word_id)
         .where(NameKey.key.in_(bindparam("keys", expanding=True))))
_other = aliased(PersonWord)


def _may_know(family_id: Any) -> Any:
    """Written into each statement: the searcher holds a part in that family today that sees its people, as the page People asks."""
    return exists(select(Part.id).where(Part.family_id == family_id, holds_today(bindparam("me"), bindparam("today")),
                                        (literal(" ") + Part.kinds + literal(" ")).like(f"% {Information.STORY.value} %")))


COLUMNS = (Person.id, Member.family_id, Family.name.label("family_name"), Family.reference, Family.is_open, Person.name,
           Person.known_as, Member.label, Person.born_on, Person.birth_known, Person.died_on, Member.standing, Person.search)


def _people_by_words(*, two: bool) -> Any:
    chosen = (select(PersonWord.person_id, PersonWord.family_id).distinct()
              .where(PersonWord.word_id.in_(bindparam("a", expanding=True)), _may_know(PersonWord.family_id)))
    if two:
        chosen = chosen.where(exists().where(_other.word_id.in_(bindparam("b", expanding=True)),
                                             _other.person_id == PersonWord.person_id,
                                             _other.family_id == PersonWord.family_id))
    inner = chosen.order_by(PersonWord.person_id, PersonWord.family_id).limit(MOST_READ).subquery()
    return (select(*COLUMNS).join(inner, inner.c.person_id == Person.id)
            .join(Member, (Member.person_id == Person.id) & (Member.family_id == inner.c.family_id))
            .join(Family, Family.id == Member.family_id))


BY_TWO_WORDS = _people_by_words(two=True)
BY_ONE_WORD = _people_by_words(two=False)
_BASE = (select(*COLUMNS).join(Member, Member.person_id == Person.id).join(Family, Family.id == Member.family_id)
         .order_by(Person.id, Member.family_id).limit(MOST_READ))
BY_BIRTH = _BASE.where(Person.born_on.in_(bindparam("days", expanding=True)), _may_know(Member.family_id),
                       Person.user_id.is_(None))
BY_REFERENCE = _BASE.where(func.upper(Family.reference) == bindparam("reference"), _may_know(Family.id),
                           Member.standing != Standing.PROFESSIONAL)


def find(question: str, user_id: UUID, *, born_on: date | None = None, most: int = MOST) -> list[Found]:
    """The people who answer QUESTION best and whom USER_ID may know of, the nearest first."""
    question = question[:LONGEST_QUESTION]
    me = {"me": user_id, "today": clock.today()}
    if like_one := _REFERENCE.match(question.strip().upper()):
        reference = f"{like_one[1]}-{like_one[2]}"
        if found := [_found(line, 1.0) for line in db.read(BY_REFERENCE, {**me, "reference": reference})]:
            return found[:most]
    text, days = _days_in(question)
    days |= {born_on} if born_on else set()
    words = plain(text).split()[:MOST_WORDS]
    lines: dict[tuple[UUID, UUID], Any] = {}
    if words:
        lines |= _by_name(words, me)
    if days:
        lines |= {(line.id, line.family_id): line for line in db.read(BY_BIRTH, {**me, "days": list(days)})}
    ways = _ways(words)
    ranked = []
    for line in lines.values():
        same_day = line.born_on in days
        value = max((score(way, _kept(line.search)) for way in ways), default=1.0 if same_day else 0.0)
        ranked.append(_found(line, value + (SAME_DAY if same_day else 0.0)))
    ranked.sort(key=lambda found: (-found.score, found.name, str(found.person_id)))
    return ranked[:most]


def likely_same(names: Iterable[str], born_on: date | None, user_id: UUID, *,
                not_in: UUID | None = None) -> list[Found]:
    """People on record who could be this one, among those whom the asker may know of (A11); NOT_IN leaves one family out.

    A close name is enough where a date of birth is missing on either side; a name half as close where the day is the same.
    """
    found: dict[tuple[UUID, UUID], Found] = {}
    for name in names:
        if not name.strip():
            continue
        for person in find(name, user_id, born_on=born_on, most=MOST):
            near_enough = (person.score - SAME_DAY >= KEEP if born_on and person.born_on == born_on
                           else person.score >= LIKELY_SAME and _could_be(person, born_on))
            if near_enough and person.family_id != not_in:
                found.setdefault((person.person_id, person.family_id), person)
    return list(found.values())[:5]


def _could_be(person: Found, born_on: date | None) -> bool:
    """Different exact dates part two people, unless day and month are turned round or the years are close."""
    if born_on is None or person.born_on is None or person.birth_known is not BirthKnown.EXACT:
        return True
    turned = (person.born_on.day, person.born_on.month) == (born_on.month, born_on.day)
    return turned or abs((person.born_on - born_on).days) <= 366


def _by_name(words: Sequence[str], me: dict[str, Any]) -> dict[tuple[UUID, UUID], Any]:
    by_key: dict[str, set[str]] = {}
    singles = list(dict.fromkeys([*words, *(way for joined in _ways(words)[1:] for way in joined)]))
    for word in singles:
        for key in keys(word):
            by_key.setdefault(key, set()).add(word)
    nearest: dict[str, dict[UUID, tuple[float, int]]] = {word: {} for word in singles}
    for line in db.read(WORDS, {"keys": list(by_key)}):
        for word in by_key[line.key]:
            nearness = near(word, line.word)
            if nearness >= KEEP:
                nearest[word][line.id] = (nearness, line.people)
    ordered = {word: sorted(ids, key=lambda word_id: (-ids[word_id][0], str(word_id))) for word, ids in nearest.items()}
    # The rarest word first: fewer people to look at.
    rarest = sorted(words, key=lambda word: (sum(nearest[word][word_id][1] for word_id in ordered[word][:6]) or 1 << 30, word))
    lines: dict[tuple[UUID, UUID], Any] = {}

    def read(statement: Any, **ids: Sequence[UUID]) -> None:
        # Asked even where no word is near: how many statements run must not tell that a hidden person has such a name.
        for line in db.session.execute(statement, {**me, **{name: list(some) or [NOBODY] for name, some in ids.items()}}):
            lines[line.id, line.family_id] = line

    if len(rarest) > 1:
        first, second = rarest[0], rarest[1]
        read(BY_TWO_WORDS, a=ordered[first][:6], b=ordered[second][:46])
        if len(lines) < MOST:
            read(BY_TWO_WORDS, a=ordered[first][:40], b=ordered[second][:46])
    if len(lines) < 3:
        joined = [word_id for word in singles if word not in words for word_id in ordered[word][:3]]
        read(BY_ONE_WORD, a=[*joined, *(word_id for word in rarest[:3] for word_id in ordered[word][:3])])
        if len(lines) < MOST:
            read(BY_ONE_WORD, a=[word_id for word in rarest[:3] for word_id in ordered[word][3:40]])
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

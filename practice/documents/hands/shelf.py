"""What stands beside a made paper, in words: not handed over yet, how it was, what they answer, and who still holds an old one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from practice.core import clock, dates
from practice.documents import phrases
from practice.documents.hands.models import AnswerKind, How, Understood
from practice.documents.hands.queries import Answered, Handed, OnShelf
from practice.families.queries import People

HOW = {How.BY_HAND: "Given by hand", How.POST: "Sent by post", How.EMAIL: "Sent by e-mail", How.READ_OUT: "Read out",
       How.SHOWN: "Shown"}
UNDERSTOOD = {Understood.YES: "They say they understood it", Understood.IN_PART: "They say they understood part of it",
              Understood.NO: "They say they did not understand it", Understood.NOT_ASKED: ""}
ANSWER = {AnswerKind.AGREES: "agrees", AnswerKind.IN_PART: "agrees in part", AnswerKind.DOES_NOT: "does not agree",
          AnswerKind.NONE_YET: "has not answered yet"}
ICON = {AnswerKind.AGREES: "full", AnswerKind.IN_PART: "half", AnswerKind.DOES_NOT: "differs", AnswerKind.NONE_YET: "ring"}
LEAVES_A_COPY = frozenset({How.BY_HAND, How.POST, How.EMAIL})  # what was read out or shown went home again with the worker
SETTLED = {"family-plan": "agreed", "assessment": "finished"}  # what made the newer version


@dataclass(frozen=True, slots=True)
class Beside:
    """The words beside one paper; an empty one says nothing."""

    paper: OnShelf
    waits: str  # 'Made 12 days ago, not handed over yet'
    still_holds: str  # 'Robin still holds version 3. Version 4 was agreed since.'

    @property
    def answer(self) -> Answered | None:
        return self.paper.answers[0] if self.paper.answers else None

    @property
    def icon(self) -> str:
        return ICON[self.answer.answer] if self.answer else "ring"

    @property
    def says(self) -> str:
        """'Robin agrees' · 'No answer written down yet'."""
        return f"{self.answer.person} {ANSWER[self.answer.answer]}" if self.answer else "No answer written down yet"


def beside(papers: Sequence[OnShelf], today: date) -> list[Beside]:
    """PAPERS newest first, each with its words. A draft waits for nobody."""
    held: dict[tuple[str, object, str], tuple[date, OnShelf]] = {}  # by whom it is held, for whom and what it was made
    for paper in papers:
        for one in paper.handed:
            copy = (one.person, paper.reader_id, paper.kind)
            if one.how in LEAVES_A_COPY and (copy not in held or one.on > held[copy][0]):
                held[copy] = (one.on, paper)
    seen: set[tuple[object, str]] = set()
    found = []
    for paper in papers:
        key = (paper.reader_id, paper.kind)
        waits = ""
        if not paper.is_draft and not paper.handed:
            waits = waits_in_words(paper.made_at, today) if key not in seen else "Not handed over; a newer one was made"
        holders = sorted(person for (person, *_), (_, one) in held.items() if one is paper)
        found.append(Beside(paper, waits, _still_holds(paper, papers, holders) if holders else ""))
        if not paper.is_draft:
            seen.add(key)
    return found


def waits_in_words(made_at: datetime, today: date) -> str:
    """'Made 12 days ago, not handed over yet'."""
    days = (today - made_at.astimezone(clock.LONDON).date()).days
    when = {0: "Made today", 1: "Made yesterday"}.get(days, f"Made {days} days ago")
    return f"{when}, not handed over yet"


def _still_holds(paper: OnShelf, papers: Sequence[OnShelf], holders: Sequence[str]) -> str:
    """HOLDERS: who was given a copy of it and none of a later one. Not always the one it was made for."""
    who = f"{phrases.names(holders)} still hold{'s' if len(holders) == 1 else ''}"
    if paper.number is not None and paper.newest is not None and paper.newest > paper.number:
        settled = SETTLED.get(paper.kind, "made")
        return f"{who} version {paper.number}. Version {paper.newest} was {settled} since."
    later = [one for one in papers if one.reader_id == paper.reader_id and one.kind == paper.kind and not one.is_draft
             and not one.handed and one.made_at > paper.made_at]
    if later:
        made = later[0].made_at.astimezone(clock.LONDON).date()
        return f"{who} this one. The paper of {dates.short_day(made)} was not handed over yet."
    return ""


def handed_in_words(one: Handed, reader: str) -> str:
    """'Given by hand on Thu 19 Nov, read together, in Polish with Zofia Lind.'"""
    whom = "" if one.person == reader else f" to {one.person}"
    parts = [f"{HOW[one.how]}{whom} on {dates.day(one.on)}"]
    if one.how is not How.READ_OUT:
        parts.append("read together" if one.read_together else "not read together")
    if one.language or one.interpreter:
        parts.append(" ".join(part for part in (f"in {one.language}" if one.language else "",
                                                f"with {one.interpreter}" if one.interpreter else "") if part))
    return ", ".join(parts) + "."


def who_may_read(people: People, reader_id: UUID) -> list[str]:
    """Names of those who live with the reader, as far as the record says so: a paper that lies about is read by them too."""
    reader = people[reader_id]
    return [person.short_name for person in people.kin if reader.home and person.home == reader.home
            and person.id != reader_id and person.died_on is None and person.to_on is None]

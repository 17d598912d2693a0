"""Changes: a paper was handed over, a person answered. Each is one row that never changes."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from practice.core import audit, clock
from practice.core.db import command, db
from practice.core.errors import NotKnown, RuleBroken
from practice.documents.guard import Guard
from practice.documents.hands.models import AnswerKind, HandingOver, How, PaperAnswer, Understood
from practice.documents.models import Paper
from practice.families.queries import People, facts_protected_from, people_of

SENT = frozenset({How.POST, How.EMAIL})
FUTURE = "Give the day on which it happened: today or before"


@dataclass(frozen=True, slots=True)
class NewAnswer:
    answer: AnswerKind
    on: date
    taken_by: str
    words: str = ""
    wants_changed: str = ""
    why_none: str = ""


@dataclass(frozen=True, slots=True)
class NewHanding:
    """`sent_to` is looked at and not kept: it may be an address that others in this record must not read."""

    person_id: UUID
    on: date
    how: How
    read_together: bool
    language: str = ""
    interpreter: str = ""
    understood: Understood = Understood.NOT_ASKED
    their_words: str = ""
    sent_to: str = ""
    answer: NewAnswer | None = None


@command
def hand_over(paper_id: UUID, new: NewHanding) -> None:
    """Write down one handing over, with the answer where one was given on the spot. Raises RuleBroken beside its field."""
    paper, people = _paper(paper_id)
    _check_day(paper, new.on, "on")
    _check_person(paper, people, new.person_id)
    if new.how in SENT:
        _check_address(paper, people, new.person_id, new.sent_to)
    if new.how is How.READ_OUT and not new.read_together:
        raise RuleBroken("read_together", "A paper that was read out was read together. Say yes, or choose another way")
    _check_interpreter(people, new.interpreter)
    db.session.add(HandingOver(
        family_id=paper.family_id, paper_id=paper.id, person_id=new.person_id, on=new.on, how=new.how,
        read_together=new.read_together, language=new.language.strip(), interpreter=new.interpreter.strip(),
        understood=new.understood, their_words=new.their_words.strip(), author_id=audit.actor(), recorded_at=clock.now()))
    db.session.flush()
    audit.record("document.handed_over", family_id=paper.family_id, about=paper.id, detail={
        "how": new.how.value, "person": str(new.person_id)})
    if new.answer is not None:
        if new.person_id != paper.reader_id:
            raise RuleBroken("answer", f"An answer is {people.short(paper.reader_id)}’s own: this paper was made for them")
        answer(paper_id, new.answer)


@command
def answer(paper_id: UUID, new: NewAnswer) -> None:
    """Write down what the person whom the paper was made for answers. Raises RuleBroken beside its field."""
    paper, people = _paper(paper_id)
    name = people.short(paper.reader_id, "They")
    _check_day(paper, new.on, "answered_on")
    if new.answer is AnswerKind.NONE_YET and not new.why_none.strip():
        raise RuleBroken("why_none", "Say why there is no answer yet, like: wants to sleep on it")
    if new.answer is AnswerKind.IN_PART and not (new.words.strip() or new.wants_changed.strip()):
        raise RuleBroken("words", f"Write down which part, as {name} says it")
    if new.answer is AnswerKind.DOES_NOT and not new.words.strip():
        raise RuleBroken("words", f"Write down why not, as {name} says it. It stays beside the plan")
    if not new.taken_by.strip():
        raise RuleBroken("taken_by", "Say who took the answer")
    db.session.add(PaperAnswer(
        family_id=paper.family_id, paper_id=paper.id, person_id=paper.reader_id, answer=new.answer,
        why_none=new.why_none.strip() if new.answer is AnswerKind.NONE_YET else "", words=new.words.strip(),
        wants_changed=new.wants_changed.strip(), on=new.on, taken_by=new.taken_by.strip(), author_id=audit.actor(),
        recorded_at=clock.now()))
    db.session.flush()
    audit.record("document.answered", family_id=paper.family_id, about=paper.id, detail={"answer": new.answer.value})


def _paper(paper_id: UUID) -> tuple[Paper, People]:
    paper = db.session.get(Paper, paper_id)
    if paper is None:
        raise NotKnown
    return paper, people_of(paper.family_id)


def _check_day(paper: Paper, on: date, field: str) -> None:
    if on > clock.today():
        raise RuleBroken(field, FUTURE)
    if on < paper.made_at.astimezone(clock.LONDON).date():
        raise RuleBroken(field, "This is before the paper was made. Look at the day again")


def _check_person(paper: Paper, people: People, person_id: UUID) -> None:
    """A copy written for one person reaches another only where nothing in the family is protected from that other."""
    person = people.get(person_id)
    if person is None:
        raise RuleBroken("person_id", "Choose somebody of this family’s record")
    if person_id != paper.reader_id and facts_protected_from(paper.family_id, person_id):
        raise RuleBroken("person_id", f"This copy was written for {people.short(paper.reader_id)}. Something in this family is "
                                      f"protected from {person.short_name}: make {person.short_name} a paper of their own")


def _check_address(paper: Paper, people: People, person_id: UUID, sent_to: str) -> None:
    if not sent_to.strip():
        raise RuleBroken("sent_to", "Write where it was sent. It is checked against what is protected, and not kept")
    if Guard(facts_protected_from(paper.family_id, person_id)).hits([("sent_to", sent_to)]):
        raise RuleBroken("sent_to", f"This address is protected from {people.short(person_id)}. If it has left already, ring the "
                                    f"person it protects now, then your manager")


def _check_interpreter(people: People, interpreter: str) -> None:
    """Never a relative and never a child (domain.md 8.3)."""
    wanted = interpreter.strip().casefold()
    for person in people.kin:
        if wanted and wanted in {person.name.casefold(), person.short_name.casefold()}:
            raise RuleBroken("interpreter", f"{person.short_name} is of the family. Ask an interpreter who is not")

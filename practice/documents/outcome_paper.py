"""What a group discussion decided, for one named reader: the decision first, then who agreed, who did not and why, and our answer.

Made from the frozen decision. Only three things come later, each with its date: our answers to those who do not agree, whether it
went higher and what came of that, and who was told. Hypotheses and questions for other people are never among its rows; a
person's reason prints where it tells of nobody's private matters, or that adult said yes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import msgspec

from practice.core import dates
from practice.discussions import queries as discussions
from practice.discussions.kinds import CameOut, Escalated, Replied, Told
from practice.discussions.models import Attendance, SeatRole, Stance
from practice.discussions.outcome.kinds import OUTCOME, TELLING, OutcomePart
from practice.discussions.outcome.later import answered_since, is_later
from practice.discussions.outcome.writing import BEFORE, LATER
from practice.discussions.queries import EventRow
from practice.documents import phrases
from practice.documents.choosing import Choice, Chosen
from practice.documents.kinds_of_paper import Involved, PaperKind, register
from practice.documents.material import Material
from practice.documents.papers import Answer, Furniture, Says
from practice.documents.runs import Line, line, paragraphs
from practice.documents.sentences import Sentences
from practice.families.queries import PersonRow, Sight
from practice.records import queries as records
from practice.records.queries import Row

FOLLOWS = (Replied, Escalated, CameOut, Told)  # our answer first, then whether it went higher and what came of it
WHEN = {LATER: ", given later", BEFORE: ", given before we talked"}
ORDER = (Stance.AGREE, Stance.RESERVATION, Stance.ABSTAIN, Stance.DISSENT)


@dataclass(frozen=True, slots=True)
class Stand:
    """Where one person stands: a sentence with their name, their own words, and what was said to it."""

    says: Line
    quote: str = ""
    facts: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """One person's own number."""

    name: str
    number: str
    described: str


@dataclass(frozen=True, slots=True)
class Deed:
    """Who does what by when, and for which goal."""

    who: str
    does: Line
    goal: Line = ()


@dataclass(frozen=True, slots=True)
class OutcomePaper:
    """The outcome of one discussion for one reader."""

    furniture: Furniture
    lead: Line
    first: tuple[Answer, ...]
    must: Answer | None
    why: tuple[Answer, ...]
    stands_question: str
    stands: tuple[Stand, ...]
    not_known: Answer | None
    scale_heading: str
    scale: Line
    numbers: tuple[Given, ...]
    in_other_words: tuple[Line, ...]  # numbers as sentences made for the reader
    deeds_heading: str
    deeds: tuple[Deed, ...]
    then: tuple[Answer, ...]
    says_intro: Answer
    says: tuple[Says, ...]
    ring: Answer

    @property
    def kind(self) -> str:
        return "discussion-outcome"


def discussion_outcome(material: Material, choice: Choice, form: str) -> OutcomePaper:
    """From the newest decision, or the one that was asked for. A child, and one from whom something is protected, get only
    the lines made for them."""
    return _Outcome(material, choice).paper(form)


class _Outcome(Sentences):
    def __init__(self, material: Material, choice: Choice) -> None:
        super().__init__(material, choice)
        self.parts = list(choice.of(OUTCOME))
        # Days are of the frozen decision: they stand on every copy, like the version of a plan.
        bodies = [row.body for row in material.rows if row.kind == OUTCOME]
        self.held = next((body.on for body in bodies if body.part == "question"), material.on)
        self.decision = next((body for body in bodies if body.part == "decision"), OutcomePart())
        self.rows = {row.id: row for row in material.rows}

    def of(self, *which: str) -> Iterator[Chosen]:
        return (one for one in self.parts if one.row.body.part in which)

    def paper(self, form: str) -> OutcomePaper:
        held = dates.long_day(self.held)
        stands = tuple(self._stands())
        deeds = tuple(self._deeds())
        numbers, scale = tuple(self._numbers()), self._scale()
        told = tuple(text for one in self.of("number") if one.words for text in paragraphs(one.words))
        return OutcomePaper(
            Furniture(title=f"What we decided, {held}", line=f"What we decided on {held}", copy_for=self.reader.name,
                      kicker=" ".join(self._kicker(held)), heading="What we talked about, and what we decided", form=form,
                      is_draft=False),
            line("It is the grown-ups’ job to sort this out. You are not in trouble.") if self.reader.person.is_child else (),
            tuple(self._first()), self._must(), tuple(self._why()), "Did everyone agree?" if stands else "", stands,
            self._not_known(), "How safe did each person think it was?" if numbers or told else "",
            scale if numbers or told else (), numbers, told,
            "What happens now" if deeds else "", deeds, tuple(self._then()),
            Answer("What do you say?", (line("You can agree, agree in part, or not agree. Your words go with this paper, and stay "
                                             "in."),)),
            (self._says(),), self._ring())

    def _kicker(self, held: str) -> Iterator[str]:
        yield f"Meeting on {held}."
        if (told := self._told()) is not None:
            yield f"Told to you on {self._day(told.on)}."
        yield f"{self.reader.name}’s copy."

    def _told(self) -> Told | None:
        names = {self.reader.name.casefold(), self.reader.person.name.casefold()}
        return next((one.what for one in self.m.more if isinstance(one.what, Told) and (
            one.what.who.casefold() in names or self.reader.name.casefold() in re.split(r"[,\s]+", one.what.who.casefold()))), None)

    # The question, who was there, the decision, the choices, why

    def _first(self) -> Iterator[Answer]:
        for one in self.of("question"):
            yield Answer("What was the question?", paragraphs(one.words or one.row.body.words))
        for one in self.of("there"):
            if told := one.words or " ".join(self._there(one.row.body)):
                yield Answer("Who was there?", paragraphs(told))

    def _there(self, body: OutcomePart) -> Iterator[str]:
        """Those who work with the family, and the reader. Who else of the family came is theirs to say."""
        here = [one for one in body.there if one.attendance == Attendance.PRESENT.value]
        me = self.reader.person.id
        seen = [one for one in here if not one.is_family or one.person == me]

        def names(*roles: SeatRole) -> list[str]:
            wanted = {role.value for role in roles}
            return ["you" if one.person == me else self._short(one.person, one.name) for one in seen if one.role in wanted]

        if leads := phrases.names(names(SeatRole.FACILITATOR)):
            yield f"{leads[:1].upper()}{leads[1:]} ran the meeting."
        if tells := phrases.names(names(SeatRole.PRESENTER)):
            yield f"{tells[:1].upper()}{tells[1:]} told the group what has happened."
        if voice := phrases.names(names(SeatRole.CHILD_VOICE)):
            yield f"{voice[:1].upper()}{voice[1:]} brought the child’s words."
        if others := phrases.names(names(SeatRole.PARTICIPANT, SeatRole.NOTE_TAKER, SeatRole.ADVISOR, SeatRole.FAMILY)):
            yield f"{others[:1].upper()}{others[1:]} took part."
        yield "Each wrote down alone what they thought. Then all of it was opened at once."

    def _short(self, person: UUID | None, name: str) -> str:
        return self.people.short(person, name)

    def _must(self) -> Answer | None:
        for one in self.of("decision"):
            body = one.row.body
            if one.words:
                return Answer("What did we decide?", paragraphs(one.words))
            words = phrases.stop(body.words)
            by = f"{body.decided_by} decided this{self._on(body.on)}, after hearing everyone." if body.decided_by else ""
            if body.authority == "group advice":
                by = "This is the group’s advice. The manager still decides."
            again = f"We look at it again on {self._day(body.review_on)}. " if body.review_on else ""
            return Answer("What did we decide?", (line(f"{words} {again}{by}", (words,)),))
        return None

    def _day(self, day: date | None) -> str:
        """'8 December', or with its year where that is another than the meeting's."""
        if day is None:
            return ""
        return f"{day.day} {dates.MONTHS[day.month]}" + ("" if day.year == self.held.year else f" {day.year}")

    def _on(self, day: date | None) -> str:
        return f" on {self._day(day)}" if day is not None and day != self.held else ""

    def _why(self) -> Iterator[Answer]:
        if options := list(self.of("option")):
            yield Answer("What choices were there?", tuple(
                text for one in options for text in (paragraphs(one.words) if one.words else (
                    line(f"{one.row.body.letter}. {phrases.stop(one.row.body.words)}", (f"{one.row.body.letter}",)),))))
        for one in self.of("because"):
            letter = self.decision.letter
            yield Answer(f"Why {letter}?" if letter and options and not self.own else "Why?",
                         paragraphs(one.words or one.row.body.words))

    # Where each stands

    def _stands(self) -> Iterator[Stand]:
        mine = list(self.of("stance"))
        rows = [row for row in self.m.rows if row.kind == OUTCOME and row.body.part == "stance"]
        told = {one.row.id for one in mine}
        whole = not self.own and all(row.id in told or self._is_heard(row) for row in rows) and not any(one.words for one in mine)
        held_back = [row for row in rows if row.id not in told and self._is_heard(row)] if not self.own else []
        agree = [self._who(one.row.body) for one in mine if one.row.body.stance == Stance.AGREE.value and not one.words]
        agree += [self._who(row.body) for row in held_back if row.body.stance == Stance.AGREE.value]
        others = [one for one in mine if one.row.body.stance != Stance.AGREE.value and not one.words]
        others_held = [row for row in held_back if row.body.stance != Stance.AGREE.value]
        if agree:
            names = phrases.names(["you" if name == "You" else name for name in agree])
            if whole and not others and not others_held:
                yield Stand(line(f"Yes. Everyone agreed: {names}.", ("Yes.",)))
            else:
                said = "No. " if others or others_held else ""
                yield Stand(line(f"{said}These agreed: {names}.", ("No.",)))
        elif others or others_held:
            yield Stand(line("No.", ("No.",)))
        for one in (one for one in mine if one.words):
            for text in paragraphs(one.words):
                yield Stand(text)
        for stance in ORDER[1:]:
            for one in others:
                if one.row.body.stance == stance.value:
                    yield self._stand(one.row.body)
            for row in others_held:
                if row.body.stance == stance.value:
                    yield self._without_words(row.body)

    def _is_heard(self, row: Row) -> bool:
        """Was only the reason kept back? Where somebody works with the family, that they did not agree is told all the same."""
        out = next((one for one in self.choice.left_out if one.row.id == row.id), None)
        return out is not None and out.rule in {"unsorted", "evidence"} and not row.body.is_family

    def _who(self, body: OutcomePart) -> str:
        return "You" if body.person == self.reader.person.id else self._short(body.person, body.name)

    def _says_it(self, body: OutcomePart, *, with_words: bool, asks: bool = False) -> Line:
        who = self._who(body)
        verb = {Stance.RESERVATION.value: "agreed, but", Stance.DISSENT.value: "did not agree.",
                Stance.ABSTAIN.value: "did not say."}[body.stance]
        lead, ask = f"{who} {verb}", f"Ask {who} why." if asks else ""
        if body.stance == Stance.RESERVATION.value:
            return line(f"{lead} said:" if with_words else f"{lead} with a reservation. {ask}", (lead,))
        more = f" {self._he(body)} said:" if with_words else f" {ask}"
        return line(f"{lead}{more}", (lead,))

    def _he(self, body: OutcomePart) -> str:
        if body.person == self.reader.person.id:
            return "You"
        person = self.people.get(body.person) if body.person else None
        return phrases.he(person) if person is not None else body.name

    def _without_words(self, body: OutcomePart) -> Stand:
        return Stand(self._says_it(body, with_words=False, asks=True))

    def _stand(self, body: OutcomePart) -> Stand:
        quote = body.words.strip().strip("“”\"")
        return Stand(self._says_it(body, with_words=bool(quote)), quote, tuple(self._facts(body)))

    def _facts(self, body: OutcomePart) -> Iterator[Line]:
        who, he = self._who(body), self._he(body)
        if body.more:
            label = f"What {'you rely' if who == 'You' else who + ' relies'} on:"
            yield line(f"{label} {phrases.stop(body.more)}", (label,))
        if body.instead:
            label = f"What {'you' if who == 'You' else who} would do instead:"
            yield line(f"{label} {phrases.stop(body.instead)}", (label,))
        for one in sorted(self.m.more, key=lambda one: FOLLOWS.index(type(one.what))):
            what = one.what
            if getattr(what, "seat", None) != body.seat:
                continue
            if isinstance(what, Replied):
                label = f"Our answer to {'you' if who == 'You' else who}:"
                yield line(f"{label} {phrases.stop(what.words)}", (label,))
            elif isinstance(what, Escalated) and what.to:
                yield line(f"It went higher, to {what.to}. The answer was due by {self._day(what.by_on)}. "
                           f"{phrases.stop(what.words)}".strip(), ("It went higher,",))
            elif isinstance(what, Escalated):
                yield line(f"{he} did not ask a more senior manager to look at it. {phrases.stop(what.words)}".strip())
            elif isinstance(what, CameOut):
                label = f"What came of it, on {self._day(what.on)}:"
                yield line(f"{label} {phrases.stop(what.words)}", (label,))
        if body.stance == Stance.DISSENT.value:
            yield line("Your view stays on file with your name." if who == "You" else f"{who}’s view stays on file with the name.")

    def _not_known(self) -> Answer | None:
        found = [phrases.stop(one.words or one.row.body.words) for one in self.choice.of("unknown")]
        return Answer("What do we not know yet?", tuple(line(text) for text in found)) if found else None

    # Numbers

    def _scale(self) -> Line:
        for one in self.of("scale"):
            if one.words:
                return line(one.words, ("10", "0"))
            return line(f"{one.row.body.words} Each person gave a number alone. We did not make one number out of them.",
                        ("10", "0"))
        return ()

    def _numbers(self) -> Iterator[Given]:
        if not list(self.of("scale")):
            return
        for one in sorted(self.of("number"), key=lambda one: -(one.row.body.value or 0)):
            body = one.row.body
            if one.words:
                continue  # a number in other words is a sentence
            me = body.person == self.reader.person.id
            person = self.people.get(body.person) if body.person else None
            moved = f", then {body.now}" if body.now is not None else WHEN.get(body.more, "")
            yield Given(self._short(body.person, body.name), f"{body.value}{moved}",
                        "You" if me else (person.described if person and person.described else "Took part"))

    # What happens now

    def _deeds(self) -> Iterator[Deed]:
        for one in sorted(self.of("action"), key=lambda one: one.row.body.by_on or date.max):
            body, by = one.row.body, ""
            if one.words:
                yield Deed(self._who(body), line(one.words))
                continue
            if body.by_on:
                by = f"by {self._day(body.by_on)}"
            words = body.words.strip().rstrip(".")
            yield Deed(self._who(body), line(f"{words[:1].upper()}{words[1:]}, {by}." if by else phrases.stop(words), (by,)),
                       line(f"For this goal: {phrases.stop(body.goal)}") if body.goal else ())

        again = self.decision.review_on
        if again and any(not one.words for one in self.of("decision")):
            yield Deed("All of us", line(f"Look at it again on {phrases.full(again)}.", (phrases.full(again),)))

    def _then(self) -> Iterator[Answer]:
        said = [phrases.stop(one.words or one.row.body.words) for one in self.of("telling")]
        if (told := self._told()) is not None and not self.own:
            said.append(f"{told.by} told you on {self._day(told.on)}.")
        if said:
            yield Answer("Who tells you, and how?", (line(" ".join(said)),))
        yield from self._disagree()

    def _disagree(self) -> Iterator[Answer]:
        ring = f" Or ring {self.boss.name}{', ' + self.boss.phone if self.boss.phone else ''}." if self.boss is not None else ""
        yield Answer("What if you don’t agree?", (line(f"Write it here and it stays in.{ring} {self.m.advice_line}"),))

    def _says(self) -> Says:
        person = self.reader.person
        signs = not person.is_child or (person.age or 0) >= phrases.SIGNS_FROM
        return Says(person.short_name, person.described, "", () if signs else line(f"{phrases.he(person)} does not sign."), signs)

    def _ring(self) -> Answer:
        day = f"Day: {self.lead.short_name} {self.lead.phone}. " if self.lead is not None and self.lead.phone else ""
        return Answer("Who to ring", (line(f"{day}Night: {self.m.night_number}. Danger now: 999.", to_ring=True),))


# Who may have which part

def keeps_back(row: Row, material: Material, *, is_worded: bool) -> tuple[str, str] | None:
    """(rule, why) where a part does not reach the reader, or None."""
    reader, body = material.reader, row.body
    if row.kind != OUTCOME:
        return None
    if reader.person.is_professional:
        if body.part in {"stance", "number", "scale", "because", "there"} and not hears(row, material) and not is_worded:
            return "kind", f"{reader.name} was not in this discussion: who said what stays with those who heard it."
        return None
    if body.for_workers:
        return "own", "This way of thinking together is for workers: nothing of it is printed for the family."
    if body.part in {"stance", "number"} and body.is_family and body.person != reader.person.id:
        return "own", f"{body.name} belongs to the family or its network: where they stand is theirs to tell."
    if not is_worded and not body.is_sorted and _may_tell(row, material):
        return "unsorted", "It may tell of somebody’s treatment, attendance, health or money. Say first whether it does."
    return None


def _may_tell(row: Row, material: Material) -> bool:
    """May it tell of another adult's private matters? A reason may, unless the reader alone is the responsible adult; and what
    another of the family does."""
    body, reader = row.body, material.reader.person
    if body.person == reader.id and body.part != "because":
        return False
    if body.part in TELLING:
        if not (body.words or body.more or body.instead):
            return False
        responsible = [one.id for one in material.people.kin if not one.is_child and not one.died_on
                       and one.parental_responsibility.lower().startswith("yes")]
        return responsible != [reader.id]
    if body.part not in {"action", "telling"}:
        return False
    words = set(re.findall(r"\w+", f"{body.name} {body.words}".casefold()))
    return any(one.id != reader.id and not one.is_child and (one.id == body.person or one.short_name.casefold() in words)
               for one in material.people.kin)


def hears(row: Row, material: Material) -> bool:
    """Did the reader hear it: one who works with the family and was in the room?"""
    if row.kind != OUTCOME or not material.reader.person.is_professional:
        return False
    there = next((one.body.there for one in material.rows if one.kind == OUTCOME and one.body.part == "there"
                  and one.body.discussion == row.body.discussion), ())
    return any(one.person == material.reader.person.id and one.attendance == Attendance.PRESENT.value for one in there)


def since(sight: Sight, rows: list[Row]) -> tuple[list[Row], tuple[EventRow, ...]]:
    """The frozen parts with what was said of them since (whose private matters they tell of), and what came after the decision.

    Two statements. What was answered after somebody looked is looked at again.
    """
    live = {row.id: row for row in records.current(sight.family_id, sight.part, (OUTCOME,), withdrawn=False)}
    discussion = next((row.body.discussion for row in rows if row.kind == OUTCOME), None)
    later = tuple(one for one in (discussions.events_of(discussion) if discussion else ())
                  if is_later(one))
    found = []
    for row in rows:
        if row.kind != OUTCOME:
            found.append(row)
        elif (now := live.get(row.id)) is not None:
            looked = now.body.is_sorted and not answered_since(now, later)
            body = _marked(row.body, now.body.evidence_of, is_sorted=looked)
            found.append(msgspec.structs.replace(row, info=now.info, number=now.number, body=body))
    return found, later


def _marked(body: OutcomePart, evidence_of: UUID | None, *, is_sorted: bool) -> OutcomePart:
    return msgspec.structs.replace(body, evidence_of=evidence_of, is_sorted=is_sorted)


NOT_YET = "No group discussion of this family has decided anything yet."


def _is_decided(_: PersonRow, involved: Involved) -> str:
    return "" if OUTCOME in involved.records else NOT_YET


register(PaperKind(
    "discussion-outcome", "outcome of a discussion", "what-we-decided", "documents/discussion_outcome.html", 8,
    (OUTCOME, "unknown"), "decision", discussion_outcome, for_whom=_is_decided, core_pages=2, needs=frozenset({OUTCOME}),
    has_drafts=False, keeps_back=keeps_back, hears=hears, since=since, to_read="What was decided",
    empty_without="Nothing of the decision is written for {name} to read yet. Write words for them below."))

"""One person's own sheet: what they promised, when, who steps in, what to do if, whom they ring. Nothing of anybody else's."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from practice.core import dates
from practice.documents import phrases, second_person
from practice.documents.choosing import Choice, Chosen
from practice.documents.kinds_of_paper import Involved, PaperKind, register
from practice.documents.material import Material
from practice.documents.papers import Answer, Furniture, Ring
from practice.documents.runs import Line, Run, line, paragraphs
from practice.documents.sentences import Sentences
from practice.families.queries import PersonRow
from practice.records.queries import Row
from practice.safety.kinds import PlanRule

_DAYS = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b")


@dataclass(frozen=True, slots=True)
class Duty:
    """One promise of the reader: the sentence, and what belongs to it (when, what if, who steps in, who looks)."""

    words: tuple[Line, ...]
    more: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class MembersSheet:
    """The reader's own part."""

    furniture: Furniture
    lead: Line
    duties: tuple[Duty, ...]
    steps_in: tuple[Line, ...]  # what others promised and the reader does when it does not happen
    looks_for: tuple[Answer, ...]  # a child's sign that they look for
    rung: tuple[Ring, ...]  # when others ring the reader, in the plan's words
    ring: tuple[Ring, ...]
    cannot: Answer

    @property
    def kind(self) -> str:
        return "members-sheet"


def members_sheet(material: Material, choice: Choice, form: str) -> MembersSheet:
    """From the rows that name the reader. One that they are protected against gets only the words made for them."""
    return _Sheet(material, choice).paper(form)


class _Sheet(Sentences):
    def __init__(self, material: Material, choice: Choice) -> None:
        super().__init__(material, choice)
        if self.lead is not None and self.lead.id == self.reader.person.id:
            self.lead = self.boss  # nobody is told to tell themselves

    def paper(self, form: str) -> MembersSheet:
        version = f"version {self.m.number}, {dates.long_day(self.m.on)}"
        return MembersSheet(
            Furniture(title=f"Your part of the plan, version {self.m.number}", line=f"Your part of the plan, {version}",
                      copy_for=self.reader.name, kicker=f"V{version[1:]}. {self.reader.name}’s copy.",
                      heading="What you do" if not self.own else "Your part of the plan", form=form, is_draft=self.m.is_draft),
            line(phrases.EACH_HAS_A_PART), tuple(self._duties()), tuple(self._steps_in()), tuple(self._looks_for()),
            tuple(self.flags(one for one in self.choice.of("red_flag") if not one.words)),
            tuple(self.ring(one for one in self.choice.of("red_flag") if one.words)), self._cannot())

    def _mine(self) -> Iterator[Chosen]:
        return self.choice.of("plan_rule", "promise")

    def _duties(self) -> Iterator[Duty]:
        for one in self._mine():
            body = one.row.body
            is_mine = body.who == self.reader.person.id
            if is_mine and not one.words:
                yield Duty(tuple(self._promise(one)), tuple(self._more(one)))
            elif one.words:
                helped = is_mine and not self.own and one.row.kind == "plan_rule"
                yield Duty(tuple(self._promise(one)), tuple(self._who_helps(body)) if helped else ())

    def _promise(self, one: Chosen) -> Iterator[Line]:
        """Said to the reader: 'You promise to look for the hall lamp at 9 each night.' Words made for them stand as they are."""
        body = one.row.body
        if one.words:
            yield from self.sentences(one, self.reader.person)
        elif turned := second_person.promise(body.words):
            when = _after(body.words, body.when)
            yield line(phrases.stop(f"You promise {turned}{' ' + when if when else ''}"), ("You promise", when))
        else:
            first, *more = self.sentences(one, self.people.get(body.who))
            yield (Run("Your promise, in the plan’s words:", "b"), Run(" "), *first)
            yield from more

    def _more(self, one: Chosen) -> Iterator[Answer]:
        body, turned = one.row.body, bool(second_person.promise(one.row.body.words))
        is_said = _after(body.words, body.when) if turned else not body.family_words or body.when in body.family_words
        if body.when and not is_said and body.when not in body.words:
            when = re.sub(r"(?i)^when ", "", body.when)
            yield Answer("When", paragraphs(phrases.stop(when[0].upper() + when[1:])))
        if one.row.kind == "promise":
            return
        if (turned or body.family_words) and body.if_this and body.then_that:
            of_whom = second_person.speaks_of_a_third(body.if_this)  # is it the reader? Then nothing of it is turned
            then = phrases.stop(body.then_that if of_whom else second_person.then(body.then_that))
            yield Answer("What if", (line(f"{'In the plan’s words: ' if of_whom else ''}"
                                          f"If {body.if_this.removeprefix('If ').rstrip('.')}: {then}"),))
        yield from self._who_helps(body)

    def _who_helps(self, body: PlanRule) -> Iterator[Answer]:
        """Who steps in, who looks: words that were made for the reader say neither."""
        if backs := self._backs(body.back_up, body.back_up_name):
            yield Answer("If you cannot", (line(f"Ring {', then '.join(backs)}."),))
        if body.checks_name or body.checks:
            looks = body.checks_name or phrases.names([self.people.short(who) for who in self._named(body.checks)])
            if looks:
                yield Answer("Who looks", (line(phrases.stop(looks[0].upper() + looks[1:])),))

    def _named(self, people: tuple[UUID, ...]) -> Iterator[UUID]:
        """Those who may stand on this paper: nobody from whom the family is protected."""
        return (one for one in people if one in self.people and one not in self.m.hidden_from_someone)

    def _backs(self, people: tuple[UUID, ...], name: str) -> list[str]:
        found = []
        for one in self._named(people):
            person = self.people[one]
            if one != self.reader.person.id:
                found.append(f"{person.short_name}{' ' + person.phone if person.phone else ''}")
        return found or ([name] if name else [])

    def _steps_in(self) -> Iterator[Line]:
        for one in self._mine():
            body = one.row.body
            if one.words or body.who == self.reader.person.id or self.reader.person.id not in getattr(body, "back_up", ()):
                continue
            yield from self.sentences(one, self.people.get(body.who))

    def _looks_for(self) -> Iterator[Answer]:
        for one in self.choice.of("child_part"):
            body = one.row.body
            names = phrases.names([self.people.short(child) for child in body.child or body.about]) or "The child"
            if one.words:
                yield Answer(f"{names}’s sign", paragraphs(one.words))
                continue
            told = [phrases.stop(text) for text in (body.object, body.how_often, body.then_that) if text]
            if told:
                yield Answer(f"{names}’s sign", (line(" ".join(text[0].upper() + text[1:] for text in told)),))

    def _cannot(self) -> Answer:
        whom = self.lead.short_name if self.lead else "us"
        number = f": {self.lead.phone}" if self.lead and self.lead.phone else ""
        text = f"Tell {whom} as soon as you know{number}. We find somebody else. You can change your mind."
        return Answer("If you can’t do this any more", (line(text),))


def _after(words: str, when: str) -> str:
    """WHEN, as it follows WORDS in one sentence; '' where the words say it, or where it would belong to their last part alone."""
    if not when or when in words or ":" in words or ";" in words:
        return ""
    return f"on {when}" if _DAYS.match(when) else when


def _is_theirs(row: Row, person: PersonRow, *, is_worded: bool) -> bool:
    """Do these words name the person as the one who does it, steps in, looks for it or is rung? A red flag in words made
    for them tells them what to do."""
    body = row.body
    if row.kind in {"plan_rule", "promise"}:
        return person.id == body.who or person.id in getattr(body, "back_up", ())
    if row.kind == "red_flag":
        return is_worded or bool(person.id == body.rings)
    if row.kind == "child_part":
        return person.id in body.looks or person.id == body.safe_person
    return False


def _has_a_part(person: PersonRow, involved: Involved) -> str:
    if person.is_child:
        return "A child has no duty in a plan: keeping safe is the grown-ups’ job. Make the plan for them instead."
    if person.id in involved.doers:
        return ""
    return f"No rule, back-up or promise of the plan names {person.short_name}. Their own sheet begins with one."


register(PaperKind(
    "members-sheet", "own sheet", "your-part", "documents/members_sheet.html", 5,
    ("plan_rule", "promise", "red_flag", "child_part"), "plan", members_sheet, for_whom=_has_a_part, holds=_is_theirs,
    core_pages=1, to_read="What you do",
    empty_without="Nothing that {name} does is written for them to read yet. Write words for them below, or make a draft if the "
                  "rule is newer than the last agreed version."))

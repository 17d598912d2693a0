"""What a group discussion decided, for one named reader: the decision first, then who agreed, who did not and why, and our answer.

Made from the frozen decision. Only three things come later, each with its date: our answers to those who do not agree, whether it
went higher and what came of that, and who was told. Hypotheses and questions for other people are never among its rows; a
person's reason prints where it tells of nobody's private matters, or that adult said yes.
"""

from collections.abc import Iterator
from datetime import date

from practice.core import dates
from practice.discussions.models import Attendance, SeatRole
from practice.discussions.outcome.kinds import OUTCOME, OutcomePart
from practice.documents import phrases
from practice.documents.choosing import Choice
from practice.documents.kinds_of_paper import Involved, PaperKind, register
from practice.documents.material import Material
from practice.documents.outcome.decided import Decided
from practice.documents.outcome.deeds import Deeds
from practice.documents.outcome.entitled import hears, keeps_back, since
from practice.documents.outcome.model import OutcomePaper
from practice.documents.outcome.numbers import Numbers
from practice.documents.outcome.stands import Stands
from practice.documents.papers import Answer, Furniture, Says
from practice.documents.runs import line, paragraphs, together
from practice.families.queries import PersonRow


def discussion_outcome(material: Material, choice: Choice, form: str) -> OutcomePaper:
    """From the newest decision, or the one that was asked for. A child, and one from whom something is protected, get only
    the lines made for them."""
    return _Outcome(material, choice).paper(form)


class _Outcome(Decided):
    """The parts in their order."""

    def paper(self, form: str) -> OutcomePaper:
        held = dates.long_day(self.held)
        stands = tuple(Stands(self.m, self.choice).stands())
        deeds = tuple(Deeds(self.m, self.choice).deeds())
        given = Numbers(self.m, self.choice)
        scales, told = tuple(given.scales()), tuple(given.in_other_words())
        asked = any(one.numbers for one in scales) or told
        works = self.reader.person.is_professional
        return OutcomePaper(
            Furniture(title=f"What we decided, {held}", line=f"What we decided on {held}", copy_for=self.reader.name,
                      kicker=together(" ".join(self._kicker(held))), heading="What we talked about, and what we decided", form=form,
                      is_draft=False),
            line("It is the grown-ups’ job to sort this out. You are not in trouble.") if self.reader.person.is_child else (),
            tuple(self._first()), self._must(), tuple(self._why()), "Did everyone agree?" if stands else "", stands,
            self._not_known(), "How safe did each person think it was?" if asked else "",
            tuple(one for one in scales if one.numbers or told), told,
            "What happens now" if deeds else "", deeds, tuple(self._then()),
            None if works else Answer("What do you say?", (line(
                "You can agree, agree in part, or not agree. Your words go with this paper, and stay in."),)),
            () if works else (self._says(),), self._not_right() if works else self._ring())

    def _kicker(self, held: str) -> Iterator[str]:
        yield f"Meeting on {held}."
        if (told := self.told()) is not None:
            yield f"Told to you on {self.day(told.on)}."
        yield f"{self.reader.name}’s copy."

    # The question, who was there, the decision, the choices, why

    def _first(self) -> Iterator[Answer]:
        for one in self.of("question"):
            yield Answer("What was the question?", paragraphs(one.words or self._asked(one.row.body.words)))
        for one in self.of("there"):
            if told := one.words or " ".join(self._there(one.row.body)):
                yield Answer("Who was there?", paragraphs(told))

    def _asked(self, words: str) -> str:
        """The question; where it is a wish of the one who told the group, with who said it."""
        tells = [one for row in self.of("there") for one in row.row.body.there if one.role == SeatRole.PRESENTER.value]
        if "?" in words or len(tells) != 1:
            return words
        who = "You" if tells[0].person == self.reader.person.id else self.short(tells[0].person, tells[0].name)
        return f"{who} asked the group: “{words.strip().strip('“”')}”"

    def _there(self, body: OutcomePart) -> Iterator[str]:
        """Those who work with the family, and the reader. Who else of the family came is theirs to say."""
        here = [one for one in body.there if one.attendance == Attendance.PRESENT.value]
        me = self.reader.person.id
        mine = next((one for one in here if one.person == me), None)
        seen = [one for one in here if not one.brought_by and (not one.is_family or one.person == me)]

        def names(*roles: SeatRole) -> list[str]:
            wanted = {role.value for role in roles}
            return ["you" if one.person == me else self.short(one.person, one.name) for one in seen if one.role in wanted]

        if leads := phrases.names(names(SeatRole.FACILITATOR)):
            yield f"{leads[:1].upper()}{leads[1:]} ran the meeting."
        if tells := phrases.names(names(SeatRole.PRESENTER)):
            yield f"{tells[:1].upper()}{tells[1:]} told the group what has happened."
        if voice := phrases.names(names(SeatRole.CHILD_VOICE)):
            yield f"{voice[:1].upper()}{voice[1:]} brought the child’s words."
        if others := phrases.names(names(SeatRole.PARTICIPANT, SeatRole.NOTE_TAKER, SeatRole.ADVISOR, SeatRole.FAMILY)):
            yield f"{others[:1].upper()}{others[1:]} took part."
        if mine is not None and mine.brought_by:
            yield f"{self.short_of(mine.brought_by)} brought your words." if mine.is_heard else "You were not there."
        yield "Each wrote down alone what they thought. Then all of it was opened at once."

    def _must(self) -> Answer | None:
        for one in self.of("decision"):
            body = one.row.body
            if one.words:
                return Answer("What did we decide?", paragraphs(one.words))
            words = phrases.stop(body.words)
            who = "You" if body.decided_by == self.reader.person.name else body.decided_by
            by = f"{who} decided this{self._on(body.on)}, after hearing everyone." if body.decided_by else ""
            if body.authority == "group advice":
                by = "This is the group’s advice. The manager still decides."
            again = f"We look at it again on {self.day(body.review_on)}. " if body.review_on else ""
            return Answer("What did we decide?", (line(f"{words} {again}{by}", (words,)),))
        return None

    def _on(self, day: date | None) -> str:
        return f" on {self.day(day)}" if day is not None and day != self.held else ""

    def _why(self) -> Iterator[Answer]:
        if options := list(self.of("option")):
            yield Answer("What choices were there?", tuple(
                text for one in options for text in (paragraphs(one.words) if one.words else (
                    line(f"{one.row.body.letter}. {phrases.stop(one.row.body.words)}", (f"{one.row.body.letter}",)),))))
        for one in self.of("because"):
            letter = self.decision.letter
            yield Answer(f"Why {letter}?" if letter and options and not self.own else "Why?",
                         paragraphs(one.words or one.row.body.words))

    def _not_known(self) -> Answer | None:
        found = [phrases.stop(one.words or one.row.body.words) for one in self.choice.of("unknown")]
        return Answer("What do we not know yet?", tuple(line(text) for text in found)) if found else None

    # Afterwards

    def _then(self) -> Iterator[Answer]:
        """Who tells them, for one who was not told yet, and for those who work with them. Told is told: that stands on top."""
        said = [phrases.stop(one.words or one.row.body.words) for one in self.of("telling")] if self.told() is None else []
        if said:
            asks = "Who tells the family, and how?" if self.reader.person.is_professional else "Who tells you, and how?"
            yield Answer(asks, (line(" ".join(said)),))

    def _says(self) -> Says:
        person = self.reader.person
        note = () if self._signs() else line(f"{phrases.he(person)} does not sign.")
        return Says(person.short_name, person.described, "", note, self._signs())

    def _ring(self) -> Answer:
        day = f"Day: {self.lead.short_name} {self.lead.phone}. " if self.lead is not None and self.lead.phone else ""
        child, writes = self.reader.person.is_child, "Write it here and it stays in."
        if not self._signs():  # no line to write on
            writes = f"Tell {self.lead.short_name if self.lead is not None else 'us'}. We write it down and it stays in."
        boss = f"You do not agree? {writes}{f' Or ring {self._boss()}.' if self._boss() else ''}"
        return Answer("Who to ring", (line(f"{day}Night: {self.m.night_number}."), line("Danger now: 999.", to_ring=True),
                                      line(f"{boss} {phrases.CHILDLINE if child else self.m.advice_line}")))

    def _signs(self) -> bool:
        return not self.reader.person.is_child or (self.reader.person.age or 0) >= phrases.SIGNS_FROM

    def _boss(self) -> str:
        return "" if self.boss is None else self.boss.name + (f", {self.boss.phone}" if self.boss.phone else "")

    def _not_right(self) -> Answer:
        """For one who works with the family: what they said in the room stands, so nothing is ticked here."""
        boss = f" Ring {self._boss()}." if self._boss() and self.boss is not None and self.boss.id != self.reader.person.id else ""
        return Answer("Is something here not as it was said?", (
            line(f"What was decided stays as it was written down. What is not right is added to it, with your name.{boss}"),))


NOT_YET = "No group discussion of this family has decided anything yet."


def _is_decided(_: PersonRow, involved: Involved) -> str:
    return "" if OUTCOME in involved.records else NOT_YET


register(PaperKind(
    "discussion-outcome", "outcome of a discussion", "what-we-decided", "documents/discussion_outcome.html", 8,
    (OUTCOME, "unknown"), "decision", discussion_outcome, for_whom=_is_decided, core_pages=2, needs=frozenset({OUTCOME}),
    has_drafts=False, keeps_back=keeps_back, hears=hears, since=since, to_read="What was decided",
    empty_without="Nothing of the decision is written for {name} to read yet. Write words for them below."))

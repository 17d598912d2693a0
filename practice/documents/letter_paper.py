"""The letter that the family keeps when the work ends: its words, who keeps the plan, whom they ring, when we ring to ask."""

from collections.abc import Iterator
from dataclasses import dataclass

from practice.core import dates
from practice.documents import phrases
from practice.documents.choosing import Choice
from practice.documents.kinds_of_paper import Involved, PaperKind, register
from practice.documents.material import Material
from practice.documents.papers import Answer, Furniture
from practice.documents.runs import Line, line, paragraphs
from practice.documents.sentences import Sentences
from practice.families.models import Standing
from practice.families.queries import PersonRow
from practice.records.queries import Row


@dataclass(frozen=True, slots=True)
class ClosingPaper:
    """A letter to one reader. `letter` is its paragraphs, `keep` the four things to know afterwards."""

    furniture: Furniture
    letter: tuple[Line, ...]
    keep: tuple[Answer, ...]
    from_us: Line

    @property
    def kind(self) -> str:
        return "closing-letter"


def closing_letter(material: Material, choice: Choice, form: str) -> ClosingPaper:
    """From the letter to the reader, else the family's. Words made for a reader stand alone: nothing of the row is added."""
    return _Letter(material, choice).paper(form)


class _Letter(Sentences):
    def paper(self, form: str) -> ClosingPaper:
        day, letters = dates.long_day(self.m.on), list(self.choice.of("closing_letter"))
        words = "\n".join(one.words or one.row.body.words for one in letters)
        people = phrases.names([person.short_name for person in (self.lead, self.boss) if person is not None])
        return ClosingPaper(
            Furniture(title=f"A letter to keep, {day}", line=f"A letter to keep, {day}", copy_for=self.reader.name,
                      kicker=f"{day}. {self.reader.name}’s copy.", heading="A letter to keep", form=form,
                      is_draft=self.m.is_draft),
            paragraphs(words), tuple(self._keep()), line(f"From {people}." if people else ""))

    def _keep(self) -> Iterator[Answer]:
        for one in self.choice.of("closing_letter"):
            body = one.row.body
            if one.words:
                continue
            if body.who_keeps:
                yield Answer("Who keeps the plan?", paragraphs(phrases.stop(body.who_keeps)))
            if body.whom_they_ring:
                yield Answer("Whom do you ring?", tuple(line(part, to_ring=True) for part in body.whom_they_ring.splitlines()
                                                        if part.strip()))
            if body.check_back_on:
                day = phrases.full(body.check_back_on)
                yield Answer("When do we ring you?", (line(f"On {day} we ring to ask how you are.", (day,)),))
        yield Answer("If someone is in danger", (line("Ring 999.", to_ring=True),))


NOT_YET = "No closing letter is written for {name} yet. It is written on the page that closes the case."


def _is_written(person: PersonRow, involved: Involved) -> str:
    return "" if "closing_letter" in involved.records else NOT_YET.format(name=person.short_name)


def keeps_back(row: Row, material: Material, *, is_worded: bool) -> tuple[str, str] | None:
    """(rule, why) where the family's letter does not reach somebody of their network: it says 'you' to the family."""
    reader = material.reader.person
    if row.kind != "closing_letter" or is_worded or reader.standing is not Standing.NETWORK:
        return None
    return "wording", f"It is written to the family. {reader.short_name} gets a letter of their own, or words made for them."


register(PaperKind(
    "closing-letter", "closing letter", "a-letter-to-keep", "documents/closing_letter.html", 7, ("closing_letter",), "closing",
    closing_letter, for_whom=_is_written, keeps_back=keeps_back, core_pages=1, empty_without=NOT_YET, to_read="The letter"))

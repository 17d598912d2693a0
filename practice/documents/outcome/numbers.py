"""How safe did each person think it was: the words of 10 and 0, and everyone's own number. No number is made out of them."""

from collections.abc import Iterator

from practice.discussions.outcome.writing import BEFORE, LATER
from practice.documents.outcome.decided import Decided
from practice.documents.outcome.model import Given, Scale
from practice.documents.runs import Line, line, paragraphs
from practice.families.queries import PersonRow

WHEN = {LATER: ", given later", BEFORE: ", given before we talked"}


class Numbers(Decided):
    """The numbers that this reader may see, the highest first."""

    def scales(self) -> Iterator[Scale]:
        """One for each child or danger that was asked about and that this reader may read of."""
        found = list(self.of("scale"))
        for one in found:
            about = f"About {one.row.body.asked_about}. " if len(found) > 1 and one.row.body.asked_about else ""
            says = one.words or (f"{about}{one.row.body.words} Each person gave a number alone. We did not make one number out of "
                                 "them.")
            yield Scale(line(says, ("10", "0")), tuple(self._numbers(one.row.body.asked_about)))

    def _numbers(self, about: str) -> Iterator[Given]:
        for one in sorted(self.of("number"), key=lambda one: (bool(one.row.body.guess_by), -(one.row.body.value or 0))):
            body = one.row.body
            if one.words or body.asked_about != about:
                continue  # a number in other words is a sentence
            me = body.person == self.reader.person.id
            person = self.people.get(body.person) if body.person else None
            if body.guess_by:
                by = self.short(body.guesser, body.guess_by)
                yield Given(self.short(body.person, body.name), f"{body.value}, a guess",
                            f"You: {by} guessed it" if me else f"Guessed by {by}")
                continue
            moved = f", then {body.now}" if body.now is not None else WHEN.get(body.more, "")
            yield Given(self.short(body.person, body.name), f"{body.value}{moved}",
                        "You" if me else self._who_that_is(person))

    def _who_that_is(self, person: PersonRow | None) -> str:
        """'Works with Callum', '14 years old': a number of years alone would stand there like a second answer."""
        described = "" if person is None else self.m.described(person)
        if not described:
            return "Took part"
        return f"{described} years old" if described.isdigit() else described[:1].upper() + described[1:]

    def in_other_words(self) -> Iterator[Line]:
        """Numbers as sentences that were made for the reader."""
        for one in self.of("number"):
            if one.words:
                yield from paragraphs(one.words)



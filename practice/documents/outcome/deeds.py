"""What happens now: who does what by when and for which goal, and the day when it is looked at again."""

from collections.abc import Iterator
from datetime import date

from practice.documents import phrases
from practice.documents.outcome.decided import Decided
from practice.documents.outcome.model import Deed
from practice.documents.runs import line


class Deeds(Decided):
    """The actions that this reader may see, the soonest first."""

    def deeds(self) -> Iterator[Deed]:
        for one in sorted(self.of("action"), key=lambda one: one.row.body.by_on or date.max):
            body, by = one.row.body, ""
            if one.words:
                yield Deed(self.who(body), line(one.words))
                continue
            if body.by_on:
                by = f"by {self.day(body.by_on)}"
            words = body.words.strip().rstrip(".")
            yield Deed(self.who(body), line(f"{words[:1].upper()}{words[1:]}, {by}." if by else phrases.stop(words), (by,)),
                       line(f"For this goal: {phrases.stop(body.goal)}") if body.goal else ())

        again = self.decision.review_on
        if again and any(not one.words for one in self.of("decision")):
            yield Deed("All of us", line(f"Look at it again on {phrases.full(again)}.", (phrases.full(again),)))

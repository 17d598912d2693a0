"""What happens now: who does what by when and for which goal, and the day when it is looked at again."""

import re
from collections.abc import Iterator
from datetime import date

from practice.discussions.outcome.kinds import OutcomePart
from practice.documents import phrases, second_person
from practice.documents.outcome.decided import Decided
from practice.documents.outcome.model import Deed
from practice.documents.runs import line

_TO = "with|to|for|from|asks|tells|meets|rings|sees|helps|gives|shows|takes|reads"  # after these a name is whom it is done with


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
            who, words = self._said_to(body)
            yield Deed(who, line(f"{words[:1].upper()}{words[1:]}, {by}." if by else phrases.stop(words), (by,)),
                       line(f"For this goal: {phrases.stop(body.goal)}") if body.goal else ())

        again = self.decision.review_on
        if again and any(not one.words for one in self.of("decision")):
            day = phrases.full(again).removesuffix(f" {self.held.year}")  # the year of the meeting stands on top
            yield Deed("All of us", line(f"Look at it again on {day}.", (day,)))

    def _said_to(self, body: OutcomePart) -> tuple[str, str]:
        """(who, what): 'makes a story with Marina' is 'Make a story with Marina' for who does it, and 'with you' for her."""
        words = body.words.strip().rstrip(".")
        if body.person == self.reader.person.id:
            turned = second_person.promise(words).removeprefix("to ")
            if turned and not turned.startswith("not "):
                return "You", turned
            return f"{self.short(body.person, body.name)} (you)", words
        me = re.escape(self.reader.person.short_name)
        return self.who(body), re.sub(rf"\b({_TO}) {me}\b(?!’s|'s| [A-Z])", r"\1 you", words)

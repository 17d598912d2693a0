"""Did everyone agree: who did, who agreed with a reservation, who did not and why in their own words, and what was said to it."""

from collections.abc import Iterator

from practice.discussions.kinds import CameOut, Escalated, Replied, Told
from practice.discussions.models import Stance
from practice.discussions.outcome.kinds import OUTCOME, OutcomePart
from practice.documents import phrases
from practice.documents.outcome.decided import Decided
from practice.documents.outcome.model import Stand
from practice.documents.runs import Line, line, paragraphs
from practice.records.queries import Row

FOLLOWS = (Replied, Escalated, CameOut, Told)  # our answer first, then whether it went higher and what came of it
ORDER = (Stance.AGREE, Stance.RESERVATION, Stance.ABSTAIN, Stance.DISSENT)


class Stands(Decided):
    """Where each person stands who may be named to this reader."""

    def stands(self) -> Iterator[Stand]:
        mine = list(self.of("stance"))
        rows = [row for row in self.m.rows if row.kind == OUTCOME and row.body.part == "stance"]
        told = {one.row.id for one in mine}
        whole = not self.own and all(row.id in told or self._is_heard(row) for row in rows) and not any(one.words for one in mine)
        held_back = [row for row in rows if row.id not in told and self._is_heard(row)] if not self.own else []
        agree = [self.who(one.row.body) for one in mine if one.row.body.stance == Stance.AGREE.value and not one.words]
        agree += [self.who(row.body) for row in held_back if row.body.stance == Stance.AGREE.value]
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

    def _says_it(self, body: OutcomePart, *, with_words: bool, asks: bool = False) -> Line:
        who = self.who(body)
        verb = {Stance.RESERVATION.value: "agreed, but", Stance.DISSENT.value: "did not agree.",
                Stance.ABSTAIN.value: "did not take a side."}[body.stance]
        lead, ask = f"{who} {verb}", f"Ask {who} why." if asks else ""
        if body.stance == Stance.RESERVATION.value:
            return line(f"{lead} said:" if with_words else f"{lead} with a reservation. {ask}", (lead,))
        return line(f"{lead} {ask}", (lead,))  # a reason follows in quotation marks

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
        who, he = self.who(body), self._he(body)
        if body.more:
            label = f"What {'you rely' if who == 'You' else who + ' relies'} on:"
            yield line(f"{label} {phrases.stop(body.more)}", (label,))
        if body.instead:
            label = f"What {'you' if who == 'You' else who} would do instead:"
            yield line(f"{label} {_quoted(body.instead)}", (label,))
        for one in sorted(self.m.more, key=lambda one: FOLLOWS.index(type(one.what))):
            what = one.what
            if getattr(what, "seat", None) != body.seat:
                continue
            if isinstance(what, Replied):
                label = f"Our answer to {'you' if who == 'You' else who}:"
                yield line(f"{label} {_quoted(what.words)}", (label,))
            elif isinstance(what, Escalated) and what.to:
                yield line(f"It went higher, to {what.to}. The answer was due by {self.day(what.by_on)}. "
                           f"{phrases.stop(what.words)}".strip(), ("It went higher,",))
            elif isinstance(what, Escalated):
                yield line(f"{he} did not ask a more senior manager to look at it. {phrases.stop(what.words)}".strip())
            elif isinstance(what, CameOut):
                label = f"What came of it, on {self.day(what.on)}:"
                yield line(f"{label} {phrases.stop(what.words)}", (label,))
        if body.stance == Stance.DISSENT.value:
            yield line("Your view stays on file with your name." if who == "You"
                       else f"{who}’s view stays on file, with {who}’s name.")


def _quoted(words: str) -> str:
    """Said by one to another: 'you' and 'I' in it are neither the reader nor us."""
    return f"“{phrases.stop(words.strip().strip('“”'))}”"

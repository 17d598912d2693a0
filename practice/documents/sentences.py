"""Sentences that several papers share: what must always be true, whom to ring, who does what, the hard days."""

import re
from collections.abc import Iterable, Iterator

from practice.documents import phrases
from practice.documents.choosing import Choice, Chosen
from practice.documents.material import Material
from practice.documents.papers import Answer, Ring
from practice.documents.runs import Line, line, paragraphs, plain, when_in
from practice.families.queries import PersonRow
from practice.safety.kinds import PlanHead


class Sentences:
    """The chosen rows of a plan as sentences for one reader. Words that were made for the reader stand in place of all that
    the row holds: nothing of the row is added to them."""

    def __init__(self, material: Material, choice: Choice) -> None:
        self.m, self.choice, self.people, self.reader = material, choice, material.people, material.reader
        self.own = self.reader.has_own_part
        heads = [chosen.row.body for chosen in choice.of("plan_head")]
        self.head: PlanHead = heads[0] if heads else PlanHead()
        self.boss = next((person for person in self.people.professionals if "manager" in person.label), None)
        self.lead = self.people.lead

    def must(self) -> Answer | None:
        """The bottom lines, with what happens if one is not kept. None where there is none."""
        found = []
        for one in self.choice.of("bottom_line"):
            body = one.row.body
            if body.status == "lifted":
                continue
            words = phrases.stop(one.words or body.family_words or body.words)
            found.append((words, "" if one.words else phrases.stop(body.if_not_met)))
        if not found:
            return None
        if len(found) == 1:
            words, consequence = found[0]
            return Answer("What must always be true?", (line(f"{words} {consequence}", (words,)),))
        return Answer("What must happen, whatever else?", tuple(
            line(f"{at} {words} {consequence}", (str(at),)) for at, (words, consequence) in enumerate(found, 1)))

    # Whom to ring

    def flags(self, chosen: Iterable[Chosen]) -> Iterator[Ring]:
        """Red flags: what happens, and what is done."""
        for one in chosen:
            body = one.row.body
            if one.words:
                first, _, then = one.words.partition("\n")
            else:
                first = body.family_words or body.words
                then = body.then_that or " ".join(phrases.stop(step) for step in (*body.steps, body.child_goes) if step)
            yield Ring(line(first), line(then, to_ring=True))

    def ring(self, chosen: Iterable[Chosen] | None = None) -> Iterator[Ring]:
        """The red flags (or those CHOSEN), 999, and the worker by day and by night."""
        has_999 = False
        for one in self.flags(self.choice.of("red_flag") if chosen is None else chosen):
            has_999 |= "999" in plain(one.then_that)
            yield one
        if not has_999:
            yield Ring(line("If someone is in danger now"), line("Ring 999.", to_ring=True))
        if self.lead is not None:
            day = f"Day {self.lead.phone}, night {self.m.night_number}" if self.lead.phone else f"Night {self.m.night_number}"
            yield Ring(line(f"Other worry: {self.lead.short_name}"), line(day))

    def sentences(self, one: Chosen, who: PersonRow | None) -> Iterator[Line]:
        """One sentence holds who, what and when: the names that begin it and the time stand bold. A line each."""
        body = one.row.body
        name = who.short_name if who else ""
        text = one.words or body.family_words
        if not text:
            text = phrases.stop(" ".join(part for part in (name, body.words.rstrip("."), body.when) if part))
            if getattr(body, "if_this", "") and body.then_that:
                text += f" If {body.if_this.removeprefix('If ').rstrip('.')}: {phrases.stop(body.then_that)}"
        for part in text.splitlines():
            if part.strip():
                stands = body.when and re.search(rf"(?<!\w){re.escape(body.when)}(?!\w)", part)
                when = body.when if stands else when_in(part)
                yield line(part, (*self._names_at_start(part), when))

    def _names_at_start(self, text: str) -> list[str]:
        """'Ms Quill', 'Mr Lark' of 'Ms Quill and Mr Lark look out for…'."""
        known = sorted({person.short_name for person in self.people.values()} | {"You", "Nan", "School"}, key=len, reverse=True)
        found, rest = [], text
        while (name := next((name for name in known if rest.startswith((name + " ", name + ","))), None)) is not None:
            found.append(name)
            rest = rest[len(name):]
            for joint in (", ", " and "):
                if rest.startswith(joint):
                    rest = rest[len(joint):]
                    break
            else:
                break
        return found

    def hard_days(self) -> Iterator[str]:
        """The days that set things off, and what is done on them."""
        for one in self.choice.of("trigger"):
            body = one.row.body
            if one.words or body.is_day:
                yield phrases.stop(one.words or body.family_words or body.words)
                if not one.words and body.what_we_do:
                    yield phrases.stop(body.what_we_do)


def answer(question: str, text: str) -> Iterator[Answer]:
    """The answer, where there is one."""
    if text.strip():
        yield Answer(question, paragraphs(text))

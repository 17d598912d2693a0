"""The immediate plan: why today, until when, the rules, who is with the children each night, whom to ring."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from practice.core import clock, dates
from practice.documents import phrases
from practice.documents.choosing import Choice
from practice.documents.kinds_of_paper import Involved, PaperKind, register
from practice.documents.material import Material
from practice.documents.papers import Answer, Furniture, Ring, Says
from practice.documents.plan_paper import PlanWriter
from practice.documents.runs import Line, line, numbers_in, paragraphs, plain
from practice.documents.sentences import answer
from practice.families.queries import PersonRow


@dataclass(frozen=True, slots=True)
class NightRow:
    """One night: which, who is with whom, where."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ImmediatePaper:
    """A plan for the next days, for one named reader."""

    furniture: Furniture
    lead: Line  # until when
    first: tuple[Answer, ...]
    must: Answer | None
    rules: tuple[Line, ...]
    nights: tuple[NightRow, ...]
    ring: tuple[Ring, ...]
    then: tuple[Answer, ...]
    says_intro: Line
    says: tuple[Says, ...]
    offer: Line

    @property
    def kind(self) -> str:
        return "immediate-plan"


def immediate_plan(material: Material, choice: Choice, form: str) -> ImmediatePaper:
    """From the newest agreed version, or the draft; a reader with a part of their own gets only words made for them."""
    return _Immediate(material, choice).sheet(form)


class _Immediate(PlanWriter):
    def sheet(self, form: str) -> ImmediatePaper:
        version, heads = f"version {self.m.number}, {dates.long_day(self.m.on)}", list(self.choice.of("immediate_plan"))
        body = heads[0].row.body if heads and not heads[0].words else None
        title = (body.title if body else "") or ("Your part for now" if self.own else "Our plan for now")
        until = ""
        if body and body.ends_on:
            until = f"This plan {'ended' if body.ends_on < clock.today() else 'ends'} on {_when(body.ends_on, body.ends_at)}."
        return ImmediatePaper(
            Furniture(title=f"Our plan for now, version {self.m.number}", line=f"Our plan for now, {version}",
                      copy_for=self.reader.name, kicker=f"V{version[1:]}. {self.reader.name}’s copy.", heading=title, form=form,
                      is_draft=self.m.is_draft),
            line(until, (_when(body.ends_on, body.ends_at),)) if body and until else (),
            tuple(answer("Why today?", heads[0].words or heads[0].row.body.why_today)) if heads else (),
            self.must(), tuple(self._rules()), tuple(self._nights()), tuple(self.ring()),
            (*self._after(body), *self._disagree()), line(phrases.SIGNING), tuple(self.says()), self._offer())

    def _rules(self) -> Iterator[Line]:
        for one in self.choice.of("immediate_rule"):
            yield from self.sentences(one, self.people.get(one.row.body.who) if one.row.body.who else None)

    def _nights(self) -> Iterator[NightRow]:
        """In the order of the days; several lines of one night stand together."""
        found: dict[str, list[Line]] = {}
        worded = [one for one in self.choice.of("night") if one.row.body.on]
        for one in sorted(worded, key=lambda one: (one.row.body.on, one.row.position)):
            body = one.row.body
            who = phrases.names([*(self.people.short(person) for person in body.who), body.who_name])
            children = phrases.names([self.people.short(child) for child in body.child]) or "The children"
            where = f", {body.where_words.strip().rstrip('.')}" if body.where_words.strip() else ""
            text = one.words or f"{children}: with {who or 'nobody yet'}{where}."
            found.setdefault(_night(body.on), []).append(line(text, () if one.words else (who or "nobody yet",)))
        yield from (NightRow(heading, tuple(lines)) for heading, lines in found.items())

    def _after(self, body: object) -> Iterator[Answer]:
        rung = " ".join(plain(part) for row in self.ring() for part in (row.if_this, row.then_that))
        for question, name in (("Who looks, and when?", "checks"), ("More numbers", "numbers"),
                               ("What happens when it ends?", "review"), ("Why for so long?", "why_longer")):
            text = getattr(body, name, "")
            if name == "numbers":  # those in the box are not said twice
                text = "\n".join(one for one in text.splitlines() if not numbers_in(one) or numbers_in(one) - numbers_in(rung))
            if text.strip():
                yield Answer(question, paragraphs(text))


def _when(day: date, hour: str) -> str:
    return f"{dates.full_day(day)}{' at ' + hour if hour else ''}"


def _night(day: date) -> str:
    """'Tuesday 24 November'."""
    return f"{dates.LONG_DAYS[day.weekday()]} {day.day} {dates.MONTHS[day.month]}"


NOT_YET = "No immediate plan is written for {name}. It is written from the page of the plan."


def _is_written(person: PersonRow, involved: Involved) -> str:
    return "" if "immediate_plan" in involved.records else NOT_YET.format(name=person.short_name)


register(PaperKind(
    "immediate-plan", "immediate plan", "our-plan-for-now", "documents/immediate_plan.html", 2,
    ("immediate_plan", "immediate_rule", "night", "bottom_line", "red_flag"), "immediate", immediate_plan, for_whom=_is_written,
    core_pages=2, needs=frozenset({"immediate_plan", "immediate_rule", "night"}), empty_without=NOT_YET,
    to_read="The plan for now"))

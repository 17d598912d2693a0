"""The sheet for the fridge: what must always be true, who does what when, what to watch for, whom to ring; on the other side
who is with the children, hour by hour."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from practice.core import dates
from practice.documents import phrases
from practice.documents.choosing import Choice, Chosen
from practice.documents.kinds_of_paper import Involved, PaperKind, register
from practice.documents.material import Material
from practice.documents.papers import Answer, Furniture, Ring
from practice.documents.runs import MONTHS, Line, line, paragraphs, plain, when_in
from practice.documents.sentences import Sentences
from practice.documents.sheet import DRAWINGS
from practice.families.queries import PersonRow
from practice.records.queries import Row
from practice.safety.day import GROUPS, SLOTS

_HOUR = re.compile(rf"\b(by|before|at|until|after) (\d{{1,2}})(?:[.:](\d\d))?(?: ?([ap]m))?\b(?! (?:{MONTHS}))")
_GOES_ON = ("or ", "and ", "with ", "then ")  # words that go on with the sentence: 'Robin, or Olive, until breakfast'
_WEEKLY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\bweek")
_PARTS = (("morning", "Morning", "sun"), ("night", "Every night", "bed"), ("evening", "Evening", "lamp"),
          ("day", "Every day", "house"))
ALWAYS = ("Any time", "house")


@dataclass(frozen=True, slots=True)
class FridgeRow:
    """One line of the day: its time as a heading, a drawing that says the same, and what is done then."""

    heading: str
    picture: str  # name of one of our drawings; '' none
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class FridgeDay:
    """Some days of the week: their parts in order, each with who is there."""

    heading: str
    parts: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class FridgeSheet:
    """What hangs on the fridge, for one named reader."""

    furniture: Furniture
    always: tuple[Line, ...]
    rows: tuple[FridgeRow, ...]
    ring: tuple[Ring, ...]
    days: tuple[FridgeDay, ...]  # who is with the children, on the other side

    @property
    def kind(self) -> str:
        return "fridge-sheet"


def fridge_sheet(material: Material, choice: Choice, form: str) -> FridgeSheet:
    """The sheet from the plan's rows; a reader with a part of their own gets only the lines made for them."""
    return _Fridge(material, choice).paper(form)


class _Fridge(Sentences):
    def paper(self, form: str) -> FridgeSheet:
        version = f"version {self.m.number}, {dates.long_day(self.m.on)}"
        title = self.head.title or ("Your part of the plan" if self.own else "Our plan")
        neutral = "Your part of the plan" if self.own else "Our plan"
        return FridgeSheet(
            Furniture(title=f"For the fridge, version {self.m.number}", line=f"{title if len(title) <= 20 else neutral}, {version}",
                      copy_for=self.reader.name, kicker=f"For the fridge. V{version[1:]}.", heading=title, form=form,
                      is_draft=self.m.is_draft),
            tuple(self._always()), (*self._mornings(), *self._rows()), tuple(self._ring()), tuple(self._days()))

    def _always(self) -> Iterator[Line]:
        for one in self.choice.of("bottom_line"):
            body = one.row.body
            if body.status != "lifted":
                yield line(phrases.stop(one.words or body.family_words or body.words))

    def _mornings(self) -> Iterator[FridgeRow]:
        """The day begins with who is there at breakfast on a school day."""
        lines = [text for one in self.choice.of("day_part") if (one.row.body.days, one.row.body.part) == ("weekday", "morning")
                 for text in self._there(one, in_full=True)]
        if lines:
            yield FridgeRow("Morning", "sun", tuple(lines))

    def _days(self) -> Iterator[FridgeDay]:
        """The day by hours: only what is written is listed, so nothing shows what is missing or kept back."""
        rows = list(self.choice.of("day_part"))
        for days, heading in GROUPS.items():
            parts = []
            for slot in SLOTS:
                if slot.days == days:
                    lines = [text for one in rows if (one.row.body.days, one.row.body.part) == (slot.days, slot.part)
                             for text in self._there(one)]
                    if lines:
                        parts.append(Answer(slot.heading, tuple(lines)))
            if parts:
                yield FridgeDay(heading, tuple(parts))

    def _there(self, one: Chosen, *, in_full: bool = False) -> tuple[Line, ...]:
        """'Robin with Bryony: she walks with a friend.' The children are named where it is not all of them. IN_FULL: where no
        heading says what the names are for."""
        if one.words:
            return paragraphs(one.words)
        body = one.row.body
        who = phrases.names([name for name in (*(self.people.short(person) for person in body.who), body.who_name) if name])
        whom = phrases.names([self.people.short(child) for child in body.child])
        if in_full and who and not (body.words or whom):
            whom, who_else = "the children", " are" if len(body.who) + bool(body.who_name) > 1 else " is"
        else:
            who_else = ""
        words = f"{',' if body.words.startswith(_GOES_ON) else ':'} {body.words}" if body.words else ""
        return (line(phrases.stop(f"{who}{who_else}{f' with {whom}' if whom else ''}{words}"), (who,)),)

    def _rows(self) -> Iterator[FridgeRow]:
        rules: dict[tuple[str, str], list[Line]] = {}
        for one in self.choice.of("plan_rule"):
            who = self.people.get(one.row.body.who) if one.row.body.who else None
            if one.row.body.is_core and (one.words or who is None or not who.is_professional):
                sentences = self.sentences(one, who)
                for sentence in sentences:  # words made for a reader may hold several promises, each at a time of its own
                    when = when_in(plain(sentence)) if one.words else when_in(one.row.body.family_words) or one.row.body.when
                    rules.setdefault(self._time(when), []).append(sentence)
        yield from (FridgeRow(heading, picture, tuple(lines)) for (heading, picture), lines in rules.items())
        for one in self.choice.of("child_part"):
            body = one.row.body
            names = phrases.names([self.people.short(child) for child in body.child or body.about])
            heading = "For you" if self.reader.person.is_child else "The children" if self.own or not names else names
            yield FridgeRow(heading, body.picture if body.picture in DRAWINGS else "talk", paragraphs(one.words or body.words))
        if days := self.head.hard_days or " ".join(self.hard_days()):
            yield FridgeRow("Hard days", "cake", paragraphs(days))
        if signs := list(self._signs()):
            first = self._first_to_ring()
            yield FridgeRow("Watch for", "worried", (line(" ".join(signs)), *([line(first, (first,))] if first else [])))

    @staticmethod
    def _time(text: str) -> tuple[str, str]:
        """('By 5', 'clock-5'): when the rule is done, as a few words and a drawing."""
        if (hour := _HOUR.search(text)) is not None:
            minutes = f".{hour[3]}" if hour[3] and hour[3] != "00" else ""
            said = " ".join(part for part in (hour[1].capitalize(), hour[2] + minutes, hour[4]) if part)
            return said, "calendar" if minutes else f"clock-{int(hour[2]) % 12 or 12}"
        if _WEEKLY.search(text):
            return "Each week", "calendar"
        for word, called, picture in _PARTS:
            if word in text:
                return called, picture
        return ALWAYS

    def _signs(self) -> Iterator[str]:
        for one in self.choice.of("trigger"):
            if not (one.words or one.row.body.is_day):
                yield _sentence(one.row.body.family_words or one.row.body.words)
        for one in self.choice.of("early_sign"):
            yield _sentence(one.words or one.row.body.words)

    def _first_to_ring(self) -> str:
        first = next((one.row.body for one in self.choice.of("red_flag") if not one.words and not one.row.body.is_emergency), None)
        if first is None or first.rings == self.reader.person.id:
            return ""
        name = first.rings_name or self.people.short(first.rings)
        return f"Ring {name}." if name and name != self.reader.name else ""

    def _ring(self) -> Iterator[Ring]:
        """As in the plan, the emergency first; and the numbers that no step spells out."""
        rows = sorted(self.ring(), key=lambda row: "999" not in "".join(run.text for run in row.then_that))
        last = [row for row in rows[-1:] if self.lead is not None]
        yield from rows[:len(rows) - len(last)]
        said = " ".join(run.text for row in rows for run in row.then_that)
        for one in self.choice.of("red_flag"):
            body = one.row.body
            if not one.words and body.rings_number and body.rings_number not in said:
                said += body.rings_number
                yield Ring(line(body.rings_name or self.people.short(body.rings)), line(body.rings_number))
        yield from last


def _sentence(text: str) -> str:
    return phrases.stop(text[:1].upper() + text[1:])


def keeps_back(row: Row, material: Material, *, is_worded: bool) -> tuple[str, str] | None:
    """(rule, why) where an hour of the day does not reach the reader: where the children are is for those who are with them."""
    reader = material.reader.person
    if row.kind != "day_part" or is_worded or reader.is_child:
        return None
    homes = {child.home for child in material.people.children if child.home}
    if reader.home in homes or any(reader.id in one.body.who for one in material.rows if one.kind == "day_part"):
        return None
    return "wording", f"Who is with the children when is for those who are with them, and {reader.short_name} is not named there."


def _at_home(person: PersonRow, _involved: Involved) -> str:
    return "" if not person.is_professional else (
        f"This sheet hangs in a home. {person.short_name} gets the plan itself; make the sheet for one of the family.")


register(PaperKind(
    "fridge-sheet", "sheet for the fridge", "for-the-fridge", "documents/fridge_sheet.html", 4,
    ("plan_head", "bottom_line", "plan_rule", "child_part", "trigger", "early_sign", "red_flag", "day_part"), "plan", fridge_sheet,
    for_whom=_at_home, keeps_back=keeps_back, sizes=("fridge", "fridge"), large="large sheet", core_pages=1,
    to_read="For the fridge", needs=frozenset({"bottom_line", "plan_rule", "red_flag"}),
    empty_without="No rule of the plan and no red flag is written for {name} yet, so there is nothing to hang up."))

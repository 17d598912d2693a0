"""The assessment on a sheet: the three columns for one named reader, then a scale for each danger."""

from collections.abc import Iterable, Iterator
from datetime import date

from practice.core import dates
from practice.documents import numbers, phrases
from practice.documents.choosing import Choice, Chosen
from practice.documents.kinds_of_paper import PaperKind, register
from practice.documents.material import Material
from practice.documents.papers import AssessmentPaper, Block, Furniture, Point
from practice.documents.runs import is_days_alone, line, short_days, when_in
from practice.mapping.kinds import MAPPING_KINDS, Harm

SHORT = 20  # letters of a heading that fit the foot in large print
MONTHS_AHEAD = 240  # days in which a day needs no year


def assessment(material: Material, choice: Choice, form: str) -> AssessmentPaper:
    """The paper, from the latest finished mapping or the words as they stand."""
    return _Assessment(material, choice).paper(form)


class _Assessment:
    def __init__(self, material: Material, choice: Choice) -> None:
        self.m, self.choice, self.people = material, choice, material.people
        self.own = material.reader.has_own_part

    def paper(self, form: str) -> AssessmentPaper:
        scales = () if self.own else tuple(numbers.pictures(self.m, self.choice, professionals=True, reasons=True,
                                                             stacked=form == "large-print"))
        lead = line(phrases.YOURS if self.own else "")
        return AssessmentPaper(self._furniture(form, with_numbers=bool(scales)), lead, tuple(self._worried()), tuple(self._good()),
                               tuple(self._needs()), scales)

    def _furniture(self, form: str, *, with_numbers: bool) -> Furniture:
        children = phrases.names([child.short_name for child in self.people.children])
        heading = f"Where things are for {children}" if children else "Where things are"
        day, whose = dates.long_day(self.m.on), self.m.reader.name
        short = heading if len(heading) <= SHORT else "Where things are"
        kicker = f"{day}. {whose}’s copy." if self.own else self._made(with_numbers=with_numbers)
        return Furniture(title=f"Where things are, {day}", line=f"{short}, {day}", copy_for=whose, kicker=kicker, heading=heading,
                         form=form, is_draft=self.m.is_draft, is_office=self.m.reader.person.is_professional)

    def _made(self, *, with_numbers: bool) -> str:
        """'Robin’s copy. Orchard family. Finished 10 July 2026, numbers up to 23 November. Written by Priya Sandal.'"""
        day, latest = dates.long_day(self.m.on), max((number.on for number in self.m.numbers), default=self.m.on)
        finished = f"{day}, not finished yet." if self.m.is_draft else f"Finished {day}."
        if with_numbers and latest > self.m.on and not self.m.is_draft:
            until = dates.long_day(latest) if latest.year != self.m.on.year else f"{latest.day} {dates.MONTHS[latest.month]}"
            finished = f"Finished {day}, numbers up to {until}."
        by = f" Written by {self.people.lead.name}." if self.people.lead else ""
        return f"{self.m.reader.name}’s copy. {self.m.sight.family.name} family. {finished}{by}"

    def _worried(self) -> Iterator[Block]:
        yield from _block("What has happened", [point for one in self.choice.of("harm") for point in self._harm(one)])
        yield from _block("What makes it harder", self._plain("complicating_factor"))
        yield from _block("Danger statement: what could happen", self._plain("danger"), is_prose=True)

    def _harm(self, one: Chosen) -> Iterator[Point]:
        if one.words:
            yield Point(line(one.words))
            return
        body = one.row.body
        after = f" {_how_often(body)}".rstrip()
        if body.is_verbatim:
            who = self.people.short(body.said_by, body.said_by_name)
            yield Point(line(f"{who + ': ' if who else ''}“{body.words.strip('“”')}”{after}"))
        else:
            yield Point(line(phrases.stop(body.words) + after))
        if body.worst is not None and (body.worst.what or body.worst.when):
            parts = ": ".join(part.strip(" .") for part in (body.worst.when, body.worst.what) if part)
            yield Point(line(f"Worst: {phrases.stop(parts)}"))
        if impacts := [f"{self.people.short(impact.child, 'The children')}: {phrases.stop(impact.words)}"
                       for impact in body.impacts if impact.words]:
            yield Point(line(" ".join(impacts)))
        for other in body.differs:
            if other.words and self._may_be_named(other.person):
                name = self.people.short(other.person, "Somebody else")
                yield Point(line(f"{name} says:"), other.words.strip("“”\"")) if other.is_verbatim \
                    else Point(line(f"{name} sees it differently: {phrases.stop(other.words)}"))

    def _may_be_named(self, person: object) -> bool:
        """The words of those from whom the family is protected stand on no other family member's paper."""
        reader = self.m.reader.person
        return person == reader.id or person not in (self.m.unnamed if reader.is_professional else self.m.hidden_from_someone)

    def _plain(self, *kinds: str) -> Iterator[Point]:
        for one in self.choice.of(*kinds):
            yield self._point(one)

    def _point(self, one: Chosen) -> Point:
        body = one.row.body
        if one.words:
            return Point(line(one.words))
        if body.is_verbatim:
            who = self.people.short(body.said_by, body.said_by_name)
            return Point(line(f"{who}:" if who else ""), body.words.strip("“”\""))
        return Point(line(phrases.stop(body.words)))

    def _good(self) -> Iterator[Block]:
        yield from _block("Safety we have seen work", self._safety())
        yield from _block("Good things, not yet safety", self._plain("strength"))
        yield from _block("What we do not know yet", self._unknown())

    def _safety(self) -> Iterator[Point]:
        for one in self.choice.of("existing_safety"):
            body, point = one.row.body, self._point(one)
            if one.words or not body.dates_seen or _are_said(body.dates_seen, body.words):
                yield point
                continue
            seen = phrases.stop(body.dates_seen[0].upper() + body.dates_seen[1:])
            yield Point((*point.words, *line(f" {seen}")), point.quote) if point.quote else Point(
                line(f"{phrases.stop(body.words)} {seen}"))

    def _unknown(self) -> Iterator[Point]:
        for one in self.choice.of("unknown"):
            body = one.row.body
            text = one.words or phrases.stop(body.words)
            if not one.words and body.answer:
                text += f" {phrases.stop(body.answer)}"
            elif not one.words and body.finder and body.by_on:
                text += f" {self.people.short(body.finder, 'We')} will find out by {self._soon(body.by_on)}."
            yield Point(line(text))

    def _needs(self) -> Iterator[Block]:
        yield from _block("Must always be true", self._bottom_lines())
        yield from _block("Safety goal: what we will see", self._plain("goal"), is_prose=True)
        yield from _block("Next steps", self._steps())
        yield from self._hopes()

    def _bottom_lines(self) -> Iterator[Point]:
        for one in self.choice.of("bottom_line"):
            body = one.row.body
            if body.status != "lifted":
                status = "" if one.words else {"met": "", "not met": " Not met now."}.get(body.status, "")
                yield Point(line(phrases.stop(one.words or body.words) + status))

    def _steps(self) -> Iterator[Point]:
        for one in self.choice.of("next_step"):
            body = one.row.body
            if one.words:
                yield Point(line(one.words))
            elif body.done_on is None:
                who = self.people.short(body.who, body.who_with)
                is_said = not body.by_on or self._soon(body.by_on) in body.words or when_in(body.words)  # 'on Thursdays' has no end
                by = "" if is_said or body.by_on is None else f", by {self._soon(body.by_on)}"
                yield Point(line(f"{who + ': ' if who else ''}{phrases.stop(body.words.rstrip('.') + by)}"))

    def _soon(self, day: date) -> str:
        """'18 January'; with the year where it is not one of the coming months."""
        return dates.long_day(day) if abs((day - self.m.on).days) > MONTHS_AHEAD else f"{day.day} {dates.MONTHS[day.month]}"

    def _hopes(self) -> Iterator[Block]:
        for one in self.choice.of("hope"):
            body = one.row.body
            # On a part of one's own the words say whose it is, or they do not: a name beside them was not made for this reader.
            who = "" if self.own else self.people.short(body.said_by, body.said_by_name)
            quoted = body.is_verbatim and not one.words
            point = Point((), body.words.strip("“”\"")) if quoted else Point(line(phrases.stop(one.words or body.words)))
            heading = f"{who}’s own hope" if who else "A hope" if self.own else "What the family hopes for"
            yield Block(heading, (point,), is_prose=True)


def _how_often(body: Harm) -> str:
    """'Weekly. Latest: Fri 11 Sept.'; 'Once, Sat 12 Sept.'; a day that the words already name is not said again."""
    often, latest = body.how_often.strip(" ."), body.latest.when.strip(" .") if body.latest is not None else ""
    often = often[:1].upper() + often[1:]
    if not latest or _are_said(latest, f"{body.words} {often}"):
        return phrases.stop(often)
    return f"{often}, {latest}." if often.casefold() == "once" else f"{phrases.stop(often)} Latest: {latest}.".strip()


def _are_said(days: str, words: str) -> bool:
    """Does WORDS name each of DAYS ('12 Sept' in '… on 12 September') and do DAYS hold nothing else ('since', a time)?"""
    return is_days_alone(days) and short_days(days) <= short_days(words)


def _block(heading: str, points: Iterable[Point], *, is_prose: bool = False) -> Iterator[Block]:
    found = tuple(points)
    if found:
        yield Block(heading, found, is_prose)


register(PaperKind(
    "assessment", "assessment", "where-things-are", "documents/assessment.html", 3, tuple(MAPPING_KINDS), "mapping", assessment,
    sizes=("wide", "office"), core_pages=1, runs_on=True, to_read="Where things are",
    needs=frozenset(MAPPING_KINDS) - {"scale"},  # the words of a question alone are no assessment
    empty_without="Nothing in the assessment was written for {name}: a line reaches them only in words made for them. "
                  "Write those on the page before the paper."))

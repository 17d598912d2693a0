"""Ratings on paper: everyone's own number over time, with its owner. Never a mean, never one reader's number for another."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from uuid import UUID

from practice.core import clock, dates
from practice.documents import phrases
from practice.documents.choosing import Choice, Chosen
from practice.documents.material import Material, Number, Said
from practice.documents.papers import ScalePicture, ScaleRow, ScaleTable
from practice.documents.runs import Line, line
from practice.documents.scales import MOST_DATES, Chart, chart, months_of
from practice.families.queries import PersonRow

__all__ = ["Said", "may_be_quoted", "own_pictures", "own_sentence", "pictures"]
FEW_COLUMNS = 2  # of months leave room for each reason beside its numbers: two questions then take two sheets
MONTH_COLUMNS = 6  # more do not fit the list at 14 point; the latest are listed


def pictures(material: Material, choice: Choice, *, professionals: bool = False, reasons: bool = False,  # noqa: PLR0913
             stacked: bool = False, services: bool = False, beside: bool = False) -> Iterator[ScalePicture]:
    """One picture and list a scale that reached the reader, children first as the record names them.

    With SERVICES the professionals have charts of their own, with hollow marks. BESIDE: reasons may stand beside the numbers.
    """
    scales = list(choice.of("scale"))
    for one in scales:
        found = [number for number in material.numbers if number.scale_id == one.row.id and _may_see(material, number)]
        people = [person for person in material.people.values()
                  if any(number.person_id == person.id for number in found)
                  and (professionals or not person.is_professional)]
        if not people:
            continue
        days = tuple(sorted({number.on for number in found if material.people[number.person_id] in people}))
        picture = _picture(material, one, found, people, days, many=len(scales) > 1, reasons=reasons, stacked=stacked,
                           choice=choice, services=services, beside=beside)
        yield replace(picture, service_charts=tuple(_service_charts(material, found, people, days))) if services else picture


def _service_charts(material: Material, found: Sequence[Number], people: list[PersonRow],
                    days: tuple[date, ...]) -> Iterator[Chart]:
    helpers = [person for person in people if person.is_professional]
    by_person = {person.id: {number.on: number for number in found if number.person_id == person.id} for person in people}
    for at, person in enumerate(helpers):
        numbers = by_person[person.id]
        if any(number.value is not None for number in numbers.values()):
            yield replace(_chart(material, person, numbers, _days_for(person, by_person, days), at), is_hollow=True)


def own_pictures(material: Material, choice: Choice) -> Iterator[ScalePicture]:
    """The reader's own numbers alone, for one with a part of their own: no other person, and no words that were not made
    for them. A question that was marked as not for them is not there."""
    reader, found = material.reader.person, list[ScalePicture]()
    for row in (row for row in material.rows if row.kind == "scale" and reader.id not in material.not_for.get(row.id, {})):
        own = {number.on: number for number in material.numbers if number.scale_id == row.id and number.person_id == reader.id}
        if not any(number.value is not None for number in own.values()):
            continue
        days = tuple(sorted(own))
        made = next((one.words for one in choice.of("scale") if one.row.id == row.id and one.words), "")
        ends = line(made or "10 means: safe enough for us to stop. 0 means: not safe.", ("10", "0"))
        why = tuple(line(f"In {dates.MONTHS[number.on.month]} you said: “{number.why.strip('“”')}”")
                    for _, number in sorted(own.items()) if number.why and number.is_verbatim)
        table = ScaleTable(months_of(days[-MONTH_COLUMNS:]), (ScaleRow("You", tuple(
            "" if (value := own[day].value) is None else str(value) for day in days[-MONTH_COLUMNS:])),))
        found.append(ScalePicture("", (ends,), (_chart(material, reader, own, days[-MOST_DATES:], 0),), why, table))
    if len(found) > 1:
        found = [replace(one, heading=f"Question {at}") for at, one in enumerate(found, 1)]
    yield from found


def _may_see(material: Material, number: Number) -> bool:
    """A family member's copy holds no number of those from whom the family is protected (each has a paper of their own)."""
    person = material.people.get(number.person_id)
    if person is None:
        return False
    reader = material.reader
    if person.id == reader.person.id:
        return True
    return person.id not in (material.unnamed if reader.person.is_professional else material.hidden_from_someone)


def _picture(material: Material, one: Chosen, found: Sequence[Number], people: list[PersonRow], days: tuple[date, ...], *,
             many: bool, reasons: bool, stacked: bool, choice: Choice, services: bool, beside: bool) -> ScalePicture:
    latest_days = days[-MONTH_COLUMNS:]
    by_person = {person.id: {number.on: number for number in found if number.person_id == person.id} for person in people}
    people.sort(key=lambda person: (person.is_professional, person.id != material.reader.person.id))
    shapes = _shapes(material)
    kin = [person for person in people if not person.is_professional
           and any(number.value is not None for number in by_person[person.id].values())]
    charts = tuple(_chart(material, person, by_person[person.id], _days_for(person, by_person, days), shapes[person.id])
                   for person in kin)
    rows = tuple(ScaleRow(
        _row_name(material, person, by_person[person.id], reasons=reasons and not services),
        tuple("" if (value := _value(by_person[person.id], day)) is None else str(value) for day in latest_days),
        *(_why(material, choice, by_person[person.id], person) if reasons else ())) for person in people)
    heading = "" if services else "How safe is it, from 0 to 10?" if reasons else "How safe is it at home?"
    danger = next((row for row in material.rows if row.id == one.row.parent_id), None)
    if many and danger is not None and danger.body.title and any(row.row.id == danger.id for row in choice.of("danger")):
        title = danger.body.title
        heading = title[:1].upper() + title[1:] if services else f"How safe is it: {title}"
    asked_as = "" if many else heading or "How safe is it at home?"
    ends = _ends(one, asked_as, kin_only=not reasons or services, found=found, people=people)
    month = dates.MONTHS[days[-1].month]
    why = f"What people said in {month}" if services else f"Why, in {month}" if reasons else ""
    if stacked and reasons and not services:
        return ScalePicture(heading, (ends,), charts, tuple(_drops(material, by_person, kin)), None,
                            reasons_heading=f"Each person’s number, and why in {month}", reasons=tuple(_each(rows, latest_days)))
    if stacked and reasons and not (beside and many and len(latest_days) <= FEW_COLUMNS):
        told = _told(rows, services=services)
        rows = tuple(replace(row, why="", is_quote=False) for row in rows)
        return ScalePicture(heading, (ends,), charts,
                            tuple(_drops(material, by_person, kin)), ScaleTable(months_of(latest_days), rows, ""),
                            reasons_heading=why, reasons=told)
    return ScalePicture(heading, (ends,), charts,
                        tuple(_drops(material, by_person, kin)), ScaleTable(months_of(latest_days), rows, why))


def _told(rows: tuple[ScaleRow, ...], *, services: bool) -> tuple[Line, ...]:
    """Each reason as a line. On the scale picture, those whose reason is not for this reader stand in one line at the end."""
    ask = [row for row in rows if services and row.why == _ask(row.name)]
    told = [line(f"{row.name}: {'' if any(row.numbers) else 'no number yet. '}{_in_words(row)}".strip(), (row.name,))
            for row in rows if row not in ask]
    if ask:
        told.append(line(f"Ask {phrases.names([row.name for row in ask])} why they gave their numbers."))
    return tuple(told)


def _each(rows: tuple[ScaleRow, ...], days: tuple[date, ...]) -> Iterator[Line]:
    """One line a person, for large print: 'Amber, mum: 2 in October, 4 in November. “Half.”'"""
    months = [day.month for day in days]
    names = [f"in {dates.MONTHS[day.month]}" if months.count(day.month) == 1 else f"on {day.day} {dates.MONTHS[day.month]}"
             for day in days]
    for row in rows:
        given = ", ".join(f"{number} {name}" for number, name in zip(row.numbers, names, strict=True) if number)
        yield line(f"{row.name}: {given or 'no number yet'}. {_in_words(row)}".strip(), (row.name,))


def _in_words(row: ScaleRow) -> str:
    if not row.why:
        return "No reason written down yet." if any(row.numbers) else ""
    return f"“{row.why}”" if row.is_quote else row.why


def _ask(name: str) -> str:
    return f"Ask {name} why."


def _days_for(person: PersonRow, by_person: dict[UUID, dict[date, Number]], days: tuple[date, ...]) -> tuple[date, ...]:
    """The days on a person's chart: their own, and those on which most were asked. A number that one person gave alone
    (in the journal) makes no gap on the charts of the others."""
    together = [day for day in days if 2 * sum(day in numbers for numbers in by_person.values()) >= len(by_person)]
    alone = [day for day in days if day in by_person[person.id] and day not in together]
    room = max(MOST_DATES - len(together), 0)  # a number given alone does not push out the first that all gave
    return tuple(sorted(together[-MOST_DATES:] + alone[len(alone) - min(room, len(alone)):]))


def _chart(material: Material, person: PersonRow, numbers: dict[date, Number], days: tuple[date, ...], shape_no: int) -> Chart:
    values = tuple(_value(numbers, day) for day in days)
    return chart(person.short_name, _described(material, person, numbers), days, values, shape_no)


def _shapes(material: Material) -> dict[UUID, int]:
    """The shape of a mark belongs to its person for good: given in the order in which they gave their first number."""
    order: dict[UUID, int] = {}
    places = {person: at for at, person in enumerate(material.people)}
    for number in sorted(material.numbers, key=lambda one: (one.on, places.get(one.person_id, 0))):
        person = material.people.get(number.person_id)
        if person is not None and not person.is_professional:
            order.setdefault(number.person_id, len(order))
    return order


def _ends(one: Chosen, heading: str, *, kin_only: bool, found: Sequence[Number], people: list[PersonRow]) -> Line:
    body = one.row.body
    if one.words:
        return line(one.words, ("10", "0"))
    said = not heading or body.words.casefold().startswith(heading.casefold().rstrip("?"))  # a danger's title says it as well
    question = "" if said or not body.words else f"{body.words} "
    ends = f"{question}10 means: {phrases.stop(body.ten)} 0 means: {phrases.stop(body.zero)}"
    if kin_only:
        return line(f"{ends} {phrases.OWN_NUMBER}", ("10", "0"))
    newest = {}
    for number in found:
        if number.value is not None and any(person.id == number.person_id for person in people):
            newest[number.person_id] = number.value
    spread = f" Lowest now {min(newest.values())}, highest {max(newest.values())}. No numbers are mixed." if newest else ""
    return line(ends + spread, ("10", "0"))


def _value(numbers: dict[date, Number], day: date) -> int | None:
    return numbers[day].value if day in numbers else None


def _described(material: Material, person: PersonRow, numbers: dict[date, Number]) -> str:
    with_faces = any("faces" in number.tool for number in numbers.values())
    described = material.described(person)
    return f"{described}{', with faces' if with_faces else ''}" if described else ""


def _row_name(material: Material, person: PersonRow, numbers: dict[date, Number], *, reasons: bool) -> str:
    described = material.described(person) if reasons else ""
    faces = " (faces)" if any("faces" in number.tool for number in numbers.values()) else ""
    return f"{person.short_name}, {described}{faces}" if described else person.short_name


def _drops(material: Material, by_person: dict[UUID, dict[date, Number]], kin: list[PersonRow]) -> Iterator[Line]:
    """A drop gets that person's own sentence: saying so is a strength."""
    for person in kin:
        given = [number for _, number in sorted(by_person[person.id].items()) if number.value is not None]
        for before, after in pairwise(given):
            if (after.value or 0) < (before.value or 0) and after.why and after.is_verbatim:
                yield line(f"{person.short_name}’s number went down in {phrases.month_in(after.on, material.on)}. "
                           f"{phrases.he(person)} says: “{after.why.strip('“”')}”{_strength(material, person)}")


def _strength(material: Material, person: PersonRow) -> str:
    """No praise for the words of somebody from whom another is protected: what they say may own up to nothing."""
    return "" if person.id in material.hidden_from_someone else " Saying so is a strength."


def _why(material: Material, choice: Choice, numbers: dict[date, Number], person: PersonRow) -> tuple[str, bool]:
    newest = max(numbers.values(), key=lambda number: number.on)
    if not may_be_quoted(material, choice, newest):
        return _ask(person.short_name), False  # the same sentence whether a reason was written or not
    if not newest.why or (newest.value is None and person.id == material.reader.person.id):
        return "", False  # why nobody asked them is said of them, not to them
    return newest.why.strip("“”\""), newest.is_verbatim and not person.is_professional


def may_be_quoted(material: Material, choice: Choice, number: Number) -> bool:
    """May the reason beside a number stand on this paper?

    A professional's reason tells of an adult's health, treatment or attendance: it goes to professionals, and to a parent
    who is the only living adult whom the record holds responsible, so that it can tell of nobody else.
    """
    if not any(one.row.id == number.scale_id for one in choice.of("scale")) \
            and number.person_id != material.reader.person.id and material.reader.has_own_part:
        return False
    person, reader = material.people[number.person_id], material.reader.person
    if not _may_see(material, number):
        return False
    if not person.is_professional or reader.is_professional:
        return True
    return material.responsible == [reader.id]


def own_sentence(material: Material, choice: Choice) -> str:
    """'You gave it 8 in October and 7 now. You say: “…”': the reader's own numbers in words, for a part of one's own."""
    del choice
    own = [number for number in material.numbers if number.person_id == material.reader.person.id and number.value is not None]
    if not own:
        return ""
    scale = own[-1].scale_id
    own = [number for number in own if number.scale_id == scale]
    said = [f"{number.value} in {phrases.month_in(number.on, clock.today())}" for number in own[:-1]] + [f"{own[-1].value} now"]
    text = f"You gave it {phrases.names(said)}." if len(own) > 1 else f"You gave it {own[-1].value}."
    if own[-1].why and own[-1].is_verbatim:
        text += f" You say: “{own[-1].why.strip('“”')}”"
    return text + " 10 means safe enough for us to stop."

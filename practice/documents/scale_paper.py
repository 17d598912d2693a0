"""The scale picture: one small chart for each person, and the same numbers as a list. Nobody's number is mixed with another's."""

from dataclasses import dataclass

from practice.core import dates
from practice.documents import numbers, phrases
from practice.documents.choosing import Choice
from practice.documents.kinds_of_paper import Involved, PaperKind, register
from practice.documents.material import Material
from practice.documents.papers import Furniture, ScalePicture
from practice.documents.runs import Line, line
from practice.families.queries import PersonRow


@dataclass(frozen=True, slots=True)
class ScalePaper:
    """The pictures of every scale that reaches the reader; for a reader with a part of their own, their own numbers alone."""

    furniture: Furniture
    lead: Line
    scales: tuple[ScalePicture, ...]
    offer: Line

    @property
    def kind(self) -> str:
        return "scale-picture"


def scale_picture(material: Material, choice: Choice, form: str) -> ScalePaper:
    """Dated by the newest number on it, so that the same numbers are the same paper."""
    reader = material.reader
    pictures = tuple(numbers.own_pictures(material, choice)) if reader.has_own_part else tuple(
        numbers.pictures(material, choice, professionals=True, reasons=True, stacked=True, services=True,
                         beside=form == "standard" and reader.person.is_professional))
    newest = max((number.on for number in material.numbers
                  if not reader.has_own_part or number.person_id == reader.person.id), default=material.on)
    day, whose = dates.long_day(newest), reader.name
    heading = "Your numbers" if reader.has_own_part else "How safe is it?" if len(pictures) > 1 else "How safe is it at home?"
    lead = material.people.lead
    ask = "" if lead is not None and lead.id == reader.person.id else f" Ask {lead.short_name if lead else 'us'}."
    return ScalePaper(
        Furniture(title=f"{heading.rstrip('?')}, {day}", line=f"{heading.rstrip('?')}, {day}", copy_for=whose,
                  kicker=f"{day}. {whose}’s copy.", heading=heading, form=form, is_draft=False),
        line("" if reader.has_own_part else phrases.NEVER_MIXED), pictures,
        line(f"You can change your number, or say why.{ask}"))


def _gave_a_number(person: PersonRow, involved: Involved) -> str:
    return "" if person.id in involved.rated else f"{person.short_name} has not given a number yet. Ask them first."


register(PaperKind(
    "scale-picture", "scale picture", "how-safe-is-it", "documents/scale_picture.html", 6, ("scale", "danger"),
    make=scale_picture, for_whom=_gave_a_number, core_pages=1, runs_on=True, to_read="The numbers"))

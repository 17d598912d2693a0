"""'Who is in this family' in words: what each sees, until when, on which agreement, and when that ends."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import bindparam, select

from practice.access.models import Part, PartDanger, PartKind
from practice.access.queries import PartRow, parts_in
from practice.cases import queries
from practice.core import clock, dates
from practice.core.db import db
from practice.families.queries import Sight


@dataclass(frozen=True, slots=True)
class Seat:
    """One part in words. What a reader without the right to manage is not told is empty."""

    row: PartRow
    kind: str
    sees: str
    until: str
    rests_on: str
    warning: str
    because: str
    asked: str
    holds: bool


NARROWED = (select(PartDanger.part_id, PartDanger.danger_id).join(Part, Part.id == PartDanger.part_id)
            .where(Part.family_id == bindparam("family_id")))


def seats_of(sight: Sight, dangers: Sequence[tuple[UUID, str]], excluded: Set[UUID], named: Set[UUID] | None) -> list[Seat]:
    """Every part, oldest first. Reasons, and what others see, are told to those who say who is in this family.

    A part holds nothing for the EXCLUDED, and while only the NAMED may know of the family, for nobody else.
    """
    today = clock.today()
    names = dict(dangers)
    narrowed: dict[UUID, list[str]] = {}
    for line in db.read(NARROWED, {"family_id": sight.family_id}):
        narrowed.setdefault(line.part_id, []).append(names.get(line.danger_id, ""))
    manages = sight.part.may_manage or sight.part.is_lead
    seats = []
    for row in parts_in(sight.family_id):
        own = manages or row.user_id == sight.user_id
        seats.append(Seat(
            row, "Lead, allocated worker" if row.is_lead else queries.KIND_WORDS[row.kind],
            _sees(row, narrowed.get(row.id, [])) if own else "", _until(row, excluded, named),
            row.purpose if own else "", queries.agreement_warning(row, today) if own else "",
            row.because if own else "", row.asked if own else "",
            row.holds_on(today) and row.user_id not in excluded and (named is None or row.user_id in named)))
    return seats


def _sees(row: PartRow, dangers: list[str]) -> str:
    if row.kind is PartKind.DISCUSSION:
        return "Sees that discussion and no page of the family."
    return f"{queries.sees_words(row.kinds, _dangers(dangers))} {'May write.' if row.may_write else 'Reads only.'}"


def _dangers(names: list[str]) -> list[str]:
    known = [name.partition(":")[0].lower() for name in names if name]
    return known if len(known) == len(names) else [*known, "some dangers"]


def _until(row: PartRow, excluded: Set[UUID], named: Set[UUID] | None) -> str:
    """'Since 8 Sept.' · 'Since 1 Oct, until Fri 27 Nov.' · why a part shows nothing today."""
    if row.user_id in excluded:
        return "Excluded: sees nothing, whatever this part says."
    if named is not None and row.user_id not in named:
        return "Not named while the family is restricted: sees nothing until then."
    since = f"Since {dates.short_day(row.from_on)}"
    if row.from_on > clock.today():
        since = f"From {dates.day(row.from_on)}"
    ends = min((day for day in (row.to_on, row.agreement_ends) if day is not None), default=None)
    if ends is None:
        return f"{since}."
    if ends < row.from_on:
        return f"{since}, ended the same day."
    return f"{since}, until {dates.day(ends)}."

"""Whose part sees a danger of the record, among those who sit in a discussion."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, bindparam, or_, select

from practice.access.models import Information, Part, PartDanger, PartKind
from practice.access.queries import MyPart, in_force, sum_of
from practice.core import clock
from practice.core.db import db
from practice.discussions.models import Seat
from practice.records.models import NotFor, Record

SEATED = (
    select(Seat.id.label("seat"), Seat.name, Part.id, Part.kind, Part.may_write, Part.kinds, Part.is_lead, Part.to_on, Part.asked,
           PartDanger.danger_id)
    .select_from(Seat).outerjoin(Part, and_(Part.user_id == Seat.user_id, Part.family_id == bindparam("family_id"),
                          in_force(Seat.user_id, bindparam("today")),
                          or_(Part.id == Seat.part_id, and_(Seat.part_id.is_(None), Part.kind != PartKind.DISCUSSION))))
    .outerjoin(PartDanger, PartDanger.part_id == Part.id)
    .where(Seat.discussion_id == bindparam("discussion_id"), Seat.user_id.is_not(None))
    .order_by(Seat.position, Seat.id))
KEPT_FROM = (select(Seat.name).join(NotFor, NotFor.person_id == Seat.person_id)
             .where(Seat.discussion_id == bindparam("discussion_id"), NotFor.record_id.in_(bindparam("records", expanding=True)))
             .distinct().order_by(Seat.name))
SCALE = (select(Record.id, Record.info).where(
    Record.parent_id == bindparam("danger"), Record.family_id == bindparam("family_id"), Record.kind == "scale",
    Record.withdrawn_at.is_(None))
    .order_by(Record.position, Record.id).limit(1))


@dataclass(frozen=True, slots=True)
class ScalePlace:
    """The scale in use of a danger."""

    id: UUID
    info: Information


def scale_of(danger_id: UUID, family_id: UUID) -> ScalePlace | None:
    """The scale of one of the family's dangers, or None."""
    line = db.read(SCALE, {"danger": danger_id, "family_id": family_id}).first()
    return ScalePlace(line.id, line.info) if line else None


def do_not_see(discussion_id: UUID, family_id: UUID, danger_id: UUID, infos: Sequence[Information]) -> list[str]:
    """The names of those who sit here and whose part does not reach this danger or its scale. One statement."""
    seats: dict[UUID, list[object]] = {}
    names: dict[UUID, str] = {}
    for line in db.read(SEATED, {"discussion_id": discussion_id, "family_id": family_id, "today": clock.today()}):
        names[line.seat] = line.name
        seats.setdefault(line.seat, [])
        if line.id is not None:
            seats[line.seat].append(line)

    def sees(part: MyPart | None) -> bool:
        return part is not None and all(part.sees(info) for info in infos) and (not part.dangers or danger_id in part.dangers)

    return [names[seat] for seat, lines in seats.items() if not sees(sum_of(lines))]


def kept_from(discussion_id: UUID, records: Sequence[UUID]) -> list[str]:
    """The names of those who sit here and for whom one of RECORDS is marked as not for them."""
    return [line.name for line in db.read(KEPT_FROM, {"discussion_id": discussion_id, "records": list(records)})]

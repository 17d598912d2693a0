"""Open a family's record, change its name and status, close it and open it again."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from practice.access import commands as access
from practice.access.models import PartKind
from practice.core import audit, clock
from practice.core.db import command, db, hold
from practice.core.errors import Clash, NotKnown, RuleBroken
from practice.core.ids import new_id, new_reference
from practice.families.commands.saved import last_saved
from practice.families.models import Family

WHO_OPENED = "Opened the record"


@dataclass(frozen=True, slots=True)
class NewFamily:
    """What a record begins with. REFERENCE is made up unless given (demonstration data keeps its own)."""

    name: str
    status: str = ""
    opened_on: date | None = None
    team_id: UUID | None = None
    reference: str = ""


@command
def open_family(new: NewFamily) -> UUID:
    """Open a record; whoever opens it holds the first part, until the family is allocated."""
    if not (name := " ".join(new.name.split())):
        raise RuleBroken("name", "Say what this family is called")
    opened_on = new.opened_on or clock.today()
    if opened_on > clock.today():
        raise RuleBroken("opened_on", "Give today or an earlier day")
    family = Family(id=new_id(), name=name, reference=new.reference or new_reference(), status=new.status.strip(),
                    team_id=new.team_id, opened_on=opened_on, created_at=clock.now())
    db.session.add(family)
    db.session.flush()
    audit.record("family.opened", family_id=family.id)
    if (me := audit.actor()) is not None:
        access.give_part(family.id, me, PartKind.DUTY, WHO_OPENED, from_on=opened_on, is_lead=False)
    return family.id


@command
def hold_family(family_id: UUID) -> None:
    """Let one at a time do what may be done once in a family: finish, agree, be the only goal of a danger. Whoever comes second
    waits here until the first is done, and then reads what they did.

    Taken before anything of the family is written or held, so that no two wait for each other. Others may add to the record
    meanwhile: the key of its row stays free.
    """
    if db.session.execute(select(Family.id).where(Family.id == family_id).with_for_update(key_share=True)).first() is None:
        raise NotKnown


@command
def change_family(family_id: UUID, seen: int, name: str, status: str) -> None:
    """Change what the family is called and the status that stands as its mark."""
    family = _held(family_id, seen)
    if not (name := " ".join(name.split())):
        raise RuleBroken("name", "Say what this family is called")
    changed = [field for field, value in (("name", name), ("status", status.strip())) if getattr(family, field) != value]
    family.name, family.status = name, status.strip()
    family.lock_version += 1
    audit.record("family.changed", family_id=family_id, about=family_id, detail={"fields": changed})


@command
def close_family(family_id: UUID, seen: int, because: str, on: date | None = None) -> None:
    """Close the record, with the reason. It stays readable to those whose part sees it."""
    family = _held(family_id, seen)
    if not because.strip():
        raise RuleBroken("because", "Say why it is closed")
    on = on or clock.today()
    if not family.opened_on <= on <= clock.today():
        raise RuleBroken("closed_on", "Give a day between the first contact and today")
    family.is_open, family.closed_because, family.closed_on = False, because.strip(), on
    family.lock_version += 1
    audit.record("family.closed", family_id=family_id, about=family_id)


@command
def reopen_family(family_id: UUID, seen: int) -> None:
    """Open a closed record again."""
    family = _held(family_id, seen)
    family.is_open, family.closed_because, family.closed_on = True, None, None
    family.lock_version += 1
    audit.record("family.reopened", family_id=family_id, about=family_id)


def _held(family_id: UUID, seen: int) -> Family:
    family = db.session.get(Family, family_id)
    if family is None:
        raise NotKnown
    hold(family)
    if family.lock_version != seen:
        raise Clash(*last_saved(family_id), {"name": family.name, "status": family.status}, family.lock_version)
    return family

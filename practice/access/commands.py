"""Who is in a family: allocate, cover, invite under an agreement, end, restrict, exclude. Each with its reason."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import exists, or_, select, update

from practice.access.models import (
    Agreement,
    Exclusion,
    Information,
    Part,
    PartDanger,
    PartKind,
    Restriction,
    RestrictionName,
)
from practice.access.queries import ALL_KINDS, MANAGES
from practice.accounts.models import Agency, Role, User
from practice.core import audit, clock, dates
from practice.core.db import command, db, hold
from practice.core.errors import NotKnown, RuleBroken

WORK_KINDS = ALL_KINDS


@command
def give_part(family_id: UUID, user_id: UUID, kind: PartKind, because: str, *, from_on: date | None = None,
              to_on: date | None = None, kinds: Iterable[Information] = WORK_KINDS, may_write: bool = True,
              is_lead: bool = False, asked: str = "", agreement_id: UUID | None = None,
              dangers: Iterable[UUID] = ()) -> UUID:
    """Give one user a part. A user of another agency needs an agreement of that agency that is in force.

    Raises RuleBroken where the agreement is missing, over, or does not cover a kind of information.
    """
    if not because.strip():
        raise RuleBroken("because", "Say why this person needs to know")
    start = from_on or clock.today()
    if to_on is not None and to_on < start:
        raise RuleBroken("to_on", "Give an end on or after the start")
    kinds = frozenset(kinds)
    _check_agreement(user_id, agreement_id, kinds, start)
    part = Part(family_id=family_id, user_id=user_id, kind=kind, may_write=may_write,
                kinds=" ".join(sorted(info.value for info in kinds)), is_lead=is_lead, asked=asked.strip(),
                because=because.strip(), from_on=start, to_on=to_on, agreement_id=agreement_id,
                made_by=audit.actor(), made_at=clock.now())
    db.session.add(part)
    db.session.flush()
    db.session.add_all(PartDanger(part_id=part.id, danger_id=danger) for danger in dangers)
    audit.record("part.given", family_id=family_id, about=user_id, detail={"kind": kind.value})
    return part.id


def _check_agreement(user_id: UUID, agreement_id: UUID | None, kinds: frozenset[Information], on: date) -> None:
    user = db.session.execute(select(User.agency_id, Agency.is_own).join(Agency, Agency.id == User.agency_id)
                              .where(User.id == user_id)).first()
    if user is None:
        raise RuleBroken("user_id", "Choose a person from the list")
    if user.is_own:
        return
    agreement = db.session.get(Agreement, agreement_id) if agreement_id else None
    if agreement is None or agreement.agency_id != user.agency_id:
        raise RuleBroken("agreement_id", "Choose the sharing agreement with this person’s agency")
    if not agreement.from_on <= on <= agreement.to_on:
        raise RuleBroken("agreement_id", "This agreement is not in force on that day. A manager can renew it")
    missing = {info.value for info in kinds} - set(agreement.kinds.split())
    if missing:
        names = ", ".join(sorted(name.replace("_", " ") for name in missing))
        raise RuleBroken("kinds", f"The agreement does not cover: {names}")


@command
def allocate(family_id: UUID, user_id: UUID, because: str, from_on: date | None = None) -> None:
    """Make USER the family's allocated worker and lead; the last one's part ends the day before.

    The managers of the worker's team get their line's part, and duty parts end.
    """
    start = from_on or clock.today()
    before = [PartKind.ALLOCATED, PartKind.DUTY]
    ended = date.fromordinal(start.toordinal() - 1)
    db.session.execute(update(Part).where(Part.family_id == family_id, Part.kind.in_(before), Part.to_on.is_(None),
                                          Part.user_id != user_id)
                       .values(to_on=ended, ended_because="Allocated to someone else"))
    db.session.execute(update(Part).where(Part.family_id == family_id, Part.kind.in_(before), Part.to_on.is_(None),
                                          Part.user_id == user_id)
                       .values(to_on=ended, ended_because="Allocated"))
    give_part(family_id, user_id, PartKind.ALLOCATED, because, from_on=start, is_lead=True)
    team_id = db.session.scalar(select(User.team_id).where(User.id == user_id))
    managers = db.session.scalars(select(User.id).where(User.team_id == team_id, User.role == Role.MANAGER,
                                                        User.id != user_id)).all() if team_id else []
    held = set(db.session.scalars(select(Part.user_id).where(
        Part.family_id == family_id, Part.kind == PartKind.MANAGER, Part.to_on.is_(None))))
    for manager_id in managers:
        if manager_id not in held:
            give_part(family_id, manager_id, PartKind.MANAGER, "Manages the allocated worker’s team", from_on=start)


@command
def end_part(part_id: UUID, family_id: UUID, because: str, on: date | None = None) -> None:
    """End a part; it stops on the next request when ON is past, else after that day. It stays listed with the reason.

    What has ended stays as it was written, and no end is put off by ending it: RuleBroken. Somebody stays who can say who is in
    the family, or nobody could ever open it again.
    """
    part = db.session.get(Part, part_id)
    if part is None or part.family_id != family_id:
        raise NotKnown
    if not because.strip():
        raise RuleBroken("because", "Say why it ends")
    hold(part)
    today = clock.today()
    if part.to_on is not None and part.to_on < today:
        raise RuleBroken("", f"This part ended on {dates.day(part.to_on)} already. It stays as it is written")
    if part.to_on is not None and on is not None and on > part.to_on:
        raise RuleBroken("to_on", f"It ends on {dates.day(part.to_on)} already. Give that day or an earlier one")
    if part.kind in MANAGES and not _others_manage(part, on or today):
        raise RuleBroken("", "Nobody else could say who is in this family after that day. Allocate it first")
    part.to_on = on or date.fromordinal(today.toordinal() - 1)
    part.ended_because = because.strip()
    audit.record("part.ended", family_id=family_id, about=part.user_id, detail={"kind": part.kind.value})


def _others_manage(part: Part, until: date) -> bool:
    """Does somebody else who signs in hold a part after UNTIL that may say who is in the family?"""
    return db.session.scalar(select(Part.id).join(User, User.id == Part.user_id).where(
        Part.family_id == part.family_id, Part.kind.in_(MANAGES), Part.id != part.id, User.is_active_account.is_(True),
        Part.from_on <= until, or_(Part.to_on.is_(None), Part.to_on > until),
        ~exists().where(Exclusion.family_id == Part.family_id, Exclusion.user_id == Part.user_id, Exclusion.lifted_at.is_(None)),
    ).limit(1)) is not None


@command
def restrict(family_id: UUID, user_ids: Iterable[UUID], because: str) -> None:
    """Let only the named know of this family. The one who restricts must be among them."""
    names = set(user_ids)
    if not because.strip():
        raise RuleBroken("because", "Say why it is restricted")
    if (me := audit.actor()) is not None and me not in names:
        raise RuleBroken("user_ids", "Name yourself too, or you lose sight of this family at once")
    db.session.execute(update(Restriction).where(Restriction.family_id == family_id, Restriction.lifted_at.is_(None))
                       .values(lifted_at=clock.now(), lifted_because="Named anew"))
    for old in db.session.scalars(select(RestrictionName).where(RestrictionName.family_id == family_id)):
        db.session.delete(old)
    db.session.flush()
    db.session.add(Restriction(family_id=family_id, because=because.strip(), made_by=me, made_at=clock.now()))
    db.session.add_all(RestrictionName(family_id=family_id, user_id=user_id) for user_id in names)
    audit.record("family.restricted", family_id=family_id, detail={"named": len(names)})


@command
def lift_restriction(family_id: UUID, because: str) -> None:
    if not because.strip():
        raise RuleBroken("because", "Say why it is lifted")
    db.session.execute(update(Restriction).where(Restriction.family_id == family_id, Restriction.lifted_at.is_(None))
                       .values(lifted_at=clock.now(), lifted_because=because.strip()))
    audit.record("family.restriction_lifted", family_id=family_id)


@command
def exclude(family_id: UUID, user_id: UUID, because: str) -> None:
    """This user may never know of this family, whatever their role."""
    if not because.strip():
        raise RuleBroken("because", "Say why this person is excluded")
    if user_id == audit.actor():
        raise RuleBroken("user_id", "Ask your manager to exclude you")
    db.session.add(Exclusion(family_id=family_id, user_id=user_id, because=because.strip(), made_by=audit.actor(),
                             made_at=clock.now()))
    audit.record("family.excluded", family_id=family_id, about=user_id)


@command
def lift_exclusion(family_id: UUID, user_id: UUID, because: str) -> None:
    if not because.strip():
        raise RuleBroken("because", "Say why it is lifted")
    db.session.execute(update(Exclusion).where(Exclusion.family_id == family_id, Exclusion.user_id == user_id,
                                               Exclusion.lifted_at.is_(None))
                       .values(lifted_at=clock.now(), lifted_because=because.strip()))
    audit.record("family.exclusion_lifted", family_id=family_id, about=user_id)


@command
def make_agreement(agency_id: UUID, purpose: str, lawful_basis: str, kinds: Iterable[Information], from_on: date,
                   to_on: date) -> UUID:
    """Put an agreement with another agency on record."""
    if to_on < from_on:
        raise RuleBroken("to_on", "Give an end after the start")
    agreement = Agreement(agency_id=agency_id, purpose=purpose.strip(), lawful_basis=lawful_basis.strip(),
                          kinds=" ".join(sorted(info.value for info in kinds)), from_on=from_on, to_on=to_on)
    db.session.add(agreement)
    db.session.flush()
    audit.record("agreement.made", about=agreement.id)
    return agreement.id


@command
def renew_agreement(agreement_id: UUID, to_on: date, because: str) -> None:
    """Carry an agreement on to a later day, with the reason."""
    agreement = db.session.get(Agreement, agreement_id)
    if agreement is None:
        raise NotKnown
    if not because.strip():
        raise RuleBroken("because", "Say why it is renewed")
    hold(agreement)  # two who renew it at once must both stand in its renewals
    if to_on <= max(agreement.to_on, clock.today()):
        raise RuleBroken("to_on", "Give a day after the present end, and after today")
    agreement.to_on = to_on
    by = db.session.scalar(select(User.name).where(User.id == audit.actor())) or "The app"
    line = f"Renewed until {dates.long_day(to_on)} by {by}: {' '.join(because.split())}"
    agreement.renewals = f"{agreement.renewals}\n{line}".strip()
    audit.record("agreement.renewed", about=agreement_id, detail={"to": to_on.isoformat()})

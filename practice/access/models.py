"""Need to know: parts, agreements, restriction and exclusion. Families are known here by id alone."""

import enum
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from practice.core.db import EMPTY, Row


class PartKind(enum.Enum):
    ALLOCATED = "allocated"
    COVER = "cover"
    MANAGER = "manager"
    DUTY = "duty"
    SPECIALIST = "specialist"
    SEAT = "seat"
    DISCUSSION = "discussion"  # a seat in one discussion: opens that discussion, and no page of the family


class Information(enum.Enum):
    """Kinds of information. Each statement has one; a part and an agreement name those that they see."""

    STORY = "story"
    PLAN = "plan"
    OWN_ACTIONS = "own_actions"
    HEALTH = "health"
    POLICE = "police"
    SCHOOL = "school"
    THIRD_PARTY = "third_party"
    ADDRESS = "address"


class Agreement(Row):
    """A data-sharing agreement between the council and one other agency. Ended, its parts stop on the next request."""

    __tablename__ = "agreement"
    agency_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("agency.id"), index=True)
    purpose: Mapped[str]
    lawful_basis: Mapped[str]
    kinds: Mapped[str]  # values of Information, separated by blanks
    from_on: Mapped[date]
    to_on: Mapped[date]
    renewals: Mapped[str] = mapped_column(default="", server_default=EMPTY)  # a line each: until when, by whom, why


class Part(Row):
    """Joins one user to one family: kind, from, to, because, and the agreement that it rests on."""

    __tablename__ = "part"
    family_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("family.id"))
    user_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("user_account.id"))
    kind: Mapped[PartKind]
    may_write: Mapped[bool]
    kinds: Mapped[str]  # values of Information, separated by blanks
    is_lead: Mapped[bool] = mapped_column(default=False)
    asked: Mapped[str] = mapped_column(default="")  # what is asked of a specialist, in words
    because: Mapped[str]
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    agreement_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("agreement.id"))
    made_by: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("user_account.id"))
    made_at: Mapped[datetime]
    ended_because: Mapped[str | None]
    __table_args__ = (Index("ix_part_user_id_family_id", "user_id", "family_id"), Index("ix_part_family_id", "family_id"))


class PartDanger(Row):
    """Narrows a part to some dangers; a part without rows here sees all of them."""

    __tablename__ = "part_danger"
    part_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("part.id"), index=True)
    danger_id: Mapped[UUID]


class Restriction(Row):
    """A family is restricted while it has a row here that is not lifted; only the named may know of it."""

    __tablename__ = "restriction"
    family_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("family.id"), index=True)
    because: Mapped[str]
    made_by: Mapped[UUID] = mapped_column(Uuid, ForeignKey("user_account.id"))
    made_at: Mapped[datetime]
    lifted_at: Mapped[datetime | None]
    lifted_because: Mapped[str | None]


class RestrictionName(Row):
    """One who may know of a restricted family."""

    __tablename__ = "restriction_name"
    family_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("family.id"))
    user_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("user_account.id"))
    __table_args__ = (UniqueConstraint("family_id", "user_id"),)


class Exclusion(Row):
    """One who may never know of this family, whatever their role."""

    __tablename__ = "exclusion"
    family_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("family.id"))
    user_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("user_account.id"))
    because: Mapped[str]
    made_by: Mapped[UUID] = mapped_column(Uuid, ForeignKey("user_account.id"))
    made_at: Mapped[datetime]
    lifted_at: Mapped[datetime | None]
    lifted_because: Mapped[str | None]
    __table_args__ = (Index("ix_exclusion_user_id_family_id", "user_id", "family_id"),)

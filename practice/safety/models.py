"""What happens to a plan: tests of its rules, each person's stance, and its states. All append-only."""

import enum
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from practice.core.db import EMPTY, Row


class TestKind(enum.Enum):
    TALK_THROUGH = "talk_through"
    WALK_THROUGH = "walk_through"
    PHONE = "phone"
    CHILD_KNOWS = "child_knows"
    REAL = "real"
    UNANNOUNCED = "unannounced"


class Outcome(enum.Enum):
    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class StanceKind(enum.Enum):
    AGREES = "agrees"
    IN_PART = "in_part"
    DOES_NOT = "does_not"
    NOT_ASKED = "not_asked"


class PlanState(enum.Enum):
    AGREED = "agreed"
    IN_FORCE = "in_force"
    ENDED = "ended"


class PlanTest(Row):
    __tablename__ = "plan_test"
    family_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("family.id"), index=True)
    rule_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("record.id"), index=True)
    kind: Mapped[TestKind]
    on: Mapped[date]
    who: Mapped[str] = mapped_column(default="")
    what_happened: Mapped[str]
    outcome: Mapped[Outcome]
    change: Mapped[str] = mapped_column(default="")  # what was changed because of it
    rule_number: Mapped[int] = mapped_column(default=0, server_default="0")  # of the revision tried; 0: not known
    author_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]


class Stance(Row):
    """What one named person says to one agreed plan, in their own words. May come after the plan was frozen."""

    __tablename__ = "stance"
    family_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("family.id"), index=True)
    snapshot_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("snapshot.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    stance: Mapped[StanceKind]
    words: Mapped[str] = mapped_column(default="")
    is_verbatim: Mapped[bool] = mapped_column(default=False)
    why_not_asked: Mapped[str] = mapped_column(default="")
    on: Mapped[date]
    how: Mapped[str] = mapped_column(default="")  # 'read to him, 18 Nov', 'copy given in large print'
    willingness: Mapped[int | None]  # 0 to 10 on the whole plan; None: not asked
    confidence: Mapped[int | None]
    capacity: Mapped[int | None]
    numbers_because: Mapped[str] = mapped_column(default="", server_default=EMPTY)  # 'money', 'the bus'
    author_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]


class PlanChange(Row):
    """A state that a frozen plan entered, when and why."""

    __tablename__ = "plan_change"
    family_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("family.id"), index=True)
    snapshot_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("snapshot.id"), index=True)
    state: Mapped[PlanState]
    on: Mapped[date]
    because: Mapped[str] = mapped_column(default="")
    author_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]

"""Tables of a discussion. What people said and did are rows that are only ever added; triggers refuse to change them."""

import enum
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, Uuid, false
from sqlalchemy.orm import Mapped, mapped_column

from practice.core.db import Row


class State(enum.Enum):
    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    DECIDED = "decided"


class SeatRole(enum.Enum):
    FACILITATOR = "facilitator"
    ADVISOR = "advisor"
    PRESENTER = "presenter"
    PARTICIPANT = "participant"
    OBSERVER = "observer"
    NOTE_TAKER = "note_taker"
    CHILD_VOICE = "child_voice"
    FAMILY = "family"


class Attendance(enum.Enum):
    INVITED = "invited"
    PRESENT = "present"
    APOLOGY = "apology"
    SENT_REPORT = "sent_report"
    ABSENT = "absent"


class Stance(enum.Enum):
    AGREE = "agree"
    RESERVATION = "reservation"
    DISSENT = "dissent"
    ABSTAIN = "abstain"


class Discussion(Row):
    """One discussion of one family. FRAME is the framework it runs on, frozen as JSON when it was asked for."""

    __tablename__ = "discussion"
    family_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("family.id"), index=True)
    framework: Mapped[str] = mapped_column(String(60))
    frame: Mapped[str]
    question: Mapped[str]
    planned_on: Mapped[date]
    planned_at: Mapped[str] = mapped_column(String(5), default="")  # '10.00', in England
    place: Mapped[str] = mapped_column(default="")
    family_told: Mapped[str] = mapped_column(default="")  # how and when the family was told or asked; or why not
    state: Mapped[State] = mapped_column(default=State.PLANNED)
    stage: Mapped[int] = mapped_column(default=0)
    round: Mapped[int] = mapped_column(default=1)  # a private step may be asked again, about another child or danger
    about: Mapped[str] = mapped_column(default="")  # what this round is about, in words
    stage_opened_at: Mapped[datetime | None]
    minutes: Mapped[int] = mapped_column(default=0)  # that this step has, with what was given to it
    turn_id: Mapped[UUID | None]  # the seat whose turn it is to speak
    option_id: Mapped[UUID | None]  # the option that the stances are asked about
    lock_version: Mapped[int] = mapped_column(default=1)  # every change adds one: what a poll compares
    made_by: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("user_account.id"))
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Seat(Row):
    """One who takes part: somebody who signs in, a person of the record, or a name. PART_ID is the part made for this seat."""

    __tablename__ = "seat"
    discussion_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("discussion.id"), index=True)
    user_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("user_account.id"), index=True)
    person_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("person.id"))
    name: Mapped[str]
    agency: Mapped[str] = mapped_column(default="")
    role: Mapped[SeatRole]
    competence: Mapped[str] = mapped_column(default="")  # 'domestic abuse, for Marina'
    asked: Mapped[str] = mapped_column(default="")  # what is asked of them
    may_decide: Mapped[bool] = mapped_column(default=False)
    conflict: Mapped[str] = mapped_column(default="")  # a conflict of interest, in words
    brought_by: Mapped[UUID | None]  # the seat of whoever brings this person's words into the room
    attendance: Mapped[Attendance] = mapped_column(default=Attendance.INVITED)
    attendance_because: Mapped[str] = mapped_column(default="")
    part_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("part.id"))
    position: Mapped[int]
    made_at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("discussion_id", "user_id"), UniqueConstraint("discussion_id", "person_id"))


class Entry(Row):
    """What one seat handed in, once. NUMBER counts a seat's own corrections before the opening; the last one holds.

    AFTER: a new rating after the opening ('moved from 3 to 5 because'): shown beside the round, never part of it. IS_GUESS: what
    whoever brings this person's words thinks that they would say: never the person's own number.
    """

    __tablename__ = "discussion_entry"
    discussion_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("discussion.id"))
    stage: Mapped[int]
    round: Mapped[int]
    seat_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("seat.id"))
    number: Mapped[int]
    after: Mapped[bool]
    words: Mapped[str] = mapped_column(default="")
    value: Mapped[int | None]
    choice: Mapped[str] = mapped_column(String(60), default="")
    why: Mapped[str] = mapped_column(default="")
    more: Mapped[str] = mapped_column(default="")  # what would make it one more; for a stance: what they rely on
    instead: Mapped[str] = mapped_column(default="")  # for a stance: what they would do instead
    from_paper: Mapped[bool] = mapped_column(default=False)
    is_guess: Mapped[bool] = mapped_column(default=False, server_default=false())
    author_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("user_account.id"))
    written_at: Mapped[datetime]
    __table_args__ = (
        UniqueConstraint("discussion_id", "stage", "round", "seat_id", "after", "number", name="uq_discussion_entry_place"),
    )


class Opening(Row):
    """A private round was opened, all at once. One a round: the key refuses a second."""

    __tablename__ = "discussion_opening"
    discussion_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("discussion.id"))
    stage: Mapped[int]
    round: Mapped[int]
    about: Mapped[str] = mapped_column(default="")
    opened_by: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("user_account.id"))
    opened_at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("discussion_id", "stage", "round", name="uq_discussion_opening_round"),)


class Happened(Row):
    """What happened in the open: passed, marked absent, noted, picked, an option, an argument, an action, dissent taken higher.

    BODY is canonical JSON of one struct of kinds.py.
    """

    __tablename__ = "discussion_event"
    discussion_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("discussion.id"))
    body: Mapped[str]
    author_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("user_account.id"))
    at: Mapped[datetime]
    __table_args__ = (Index("ix_discussion_event_discussion_id_at", "discussion_id", "at"),)


class Decision(Row):
    """What was decided, by whom, why, until when; SNAPSHOT_ID is what it rested on, frozen with its SHA-256."""

    __tablename__ = "discussion_decision"
    discussion_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("discussion.id"), unique=True)
    snapshot_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("snapshot.id"))
    option_id: Mapped[UUID]
    words: Mapped[str]
    because: Mapped[str]
    authority: Mapped[str] = mapped_column(String(40))
    decided_by: Mapped[str]
    decided_on: Mapped[date]
    review_on: Mapped[date]
    who_tells: Mapped[str] = mapped_column(default="")
    author_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]
    __table_args__ = (Index("ix_discussion_decision_review_on", "review_on"),)

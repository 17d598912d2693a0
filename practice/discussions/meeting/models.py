"""Tables of team meetings. They hold no word about a family: the discussions do."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from practice.core.db import EMPTY, Row


class TeamMeeting(Row):
    """One meeting. NOW_ID is the item that is talked about since NOW_SINCE; none before it begins and when it has ended.

    Called off, with its reason, it has ended without having begun.
    """

    __tablename__ = "team_meeting"
    planned_on: Mapped[date] = mapped_column(index=True)
    planned_at: Mapped[str] = mapped_column(String(5))  # '10.00', in England
    place: Mapped[str] = mapped_column(default="")  # in general words: everyone on the list reads it
    team_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("team.id"))
    now_id: Mapped[UUID | None]
    now_since: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    called_off_because: Mapped[str] = mapped_column(default="", server_default=EMPTY)
    lock_version: Mapped[int] = mapped_column(default=1)
    made_by: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("user_account.id"))
    made_at: Mapped[datetime]


class MeetingItem(Row):
    """One discussion on the list. It stands on the list of one meeting that has not ended, never on two."""

    __tablename__ = "meeting_item"
    meeting_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("team_meeting.id"), index=True)
    discussion_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("discussion.id"), index=True)
    minutes: Mapped[int]
    position: Mapped[int]

"""People who log in, their teams and agencies, and their sessions on the server."""

import enum
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from practice.core.db import EMPTY, Row


class Role(enum.Enum):
    PRACTITIONER = "practitioner"
    MANAGER = "manager"
    SPECIALIST = "specialist"
    ADMINISTRATOR = "administrator"


class Agency(Row):
    """An organisation: the council, the police, a health trust, a school, a charity."""

    __tablename__ = "agency"
    name: Mapped[str]
    is_own: Mapped[bool] = mapped_column(default=False)


class Team(Row):
    __tablename__ = "team"
    name: Mapped[str]
    agency_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("agency.id"))


class User(Row):
    """One person who signs in. `login` is what they type; it is no e-mail address and no case word."""

    __tablename__ = "user_account"
    login: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str]
    job: Mapped[str]
    phone: Mapped[str] = mapped_column(default="")
    role: Mapped[Role]
    agency_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("agency.id"))
    team_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("team.id"), index=True)
    password_hash: Mapped[str]
    is_active_account: Mapped[bool] = mapped_column(default=True)
    is_demonstration: Mapped[bool] = mapped_column(default=False)
    guides: Mapped[str] = mapped_column(default="", server_default=EMPTY)  # '+harm -goal': kept open, kept shut
    created_at: Mapped[datetime]


class UserSession(Row):
    """A signed-in session. The cookie holds a random token; here is only its SHA-256, so a stolen table signs nobody in."""

    __tablename__ = "user_session"
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    user_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("user_account.id"), index=True)
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    turned: Mapped[str] = mapped_column(default="", server_default=EMPTY)  # sessions.Turned as JSON; empty: the worker's own


class SignInAttempt(Row):
    """A failed sign-in, for slowing down guessing; never the password, never whether the login exists."""

    __tablename__ = "sign_in_attempt"
    login: Mapped[str] = mapped_column(String(80), index=True)
    address: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]

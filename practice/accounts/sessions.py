"""Sessions live on the server: the cookie names one, and signing out or leaving ends it at once (A19)."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask import Flask, current_app
from flask_login import LoginManager, UserMixin, login_user, logout_user
from sqlalchemy import bindparam, select, update

from practice.accounts.models import Agency, Role, User, UserSession
from practice.core import audit, clock
from practice.core.db import command, db
from practice.settings import Settings

login_manager = LoginManager()
NOTE_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, eq=False)
class SignedIn(UserMixin):
    """The person behind this request: who they are and what they are for, read with their session in one statement."""

    id: UUID
    name: str
    job: str
    role: Role
    agency_id: UUID
    agency: str
    is_own_agency: bool
    team_id: UUID | None
    token: str
    guides: str = ""

    def get_id(self) -> str:
        return self.token


ME = (
    select(UserSession.id.label("session_id"), UserSession.started_at, UserSession.seen_at, User.id, User.name, User.job,
           User.role, User.agency_id, Agency.name.label("agency"), Agency.is_own, User.team_id, User.guides)
    .join(User, User.id == UserSession.user_id).join(Agency, Agency.id == User.agency_id)
    .where(UserSession.token_hash == bindparam("token_hash"), UserSession.ended_at.is_(None),
           User.is_active_account.is_(True)))


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings


@login_manager.user_loader  # type: ignore[untyped-decorator]
def load(token: str) -> SignedIn | None:
    """The person of the session that TOKEN names; None when it ended, is too old, or was idle too long."""
    line = db.read(ME, {"token_hash": _hash(token)}).first()
    if line is None:
        return None
    now, settings = clock.now(), _settings()
    if now - line.seen_at > timedelta(minutes=settings.idle_minutes) or \
            now - line.started_at > timedelta(hours=settings.session_hours):
        return None
    if now - line.seen_at > NOTE_EVERY:
        _note_seen(line.session_id, now)
    return SignedIn(line.id, line.name, line.job, line.role, line.agency_id, line.agency, line.is_own, line.team_id, token,
                    line.guides)


def _note_seen(session_id: UUID, now: datetime) -> None:
    session = db.session
    session.commit()
    session.connection(execution_options={"writes": True})
    session.execute(update(UserSession).where(UserSession.id == session_id).values(seen_at=now))
    session.commit()


@command
def _begin(user_id: UUID) -> str:
    token = secrets.token_urlsafe(32)
    now = clock.now()
    db.session.add(UserSession(token_hash=_hash(token), user_id=user_id, started_at=now, seen_at=now))
    audit.record("signed_in", about=user_id)
    return token


def begin(user: User) -> None:
    """Sign USER in with a fresh session."""
    token = _begin(user.id)
    agency = db.session.get(Agency, user.agency_id)
    assert agency is not None
    login_user(SignedIn(user.id, user.name, user.job, user.role, user.agency_id, agency.name, agency.is_own,
                        user.team_id, token))


@command
def _end(token: str) -> None:
    db.session.execute(update(UserSession).where(UserSession.token_hash == _hash(token)).values(ended_at=clock.now()))
    audit.record("signed_out")


def end(me: Any) -> None:
    """Sign out: the session ends on the server, so that a copied cookie opens nothing."""
    _end(me.get_id())
    logout_user()


def install(app: Flask) -> None:
    login_manager.session_protection = None  # the server-side session is the protection
    login_manager.init_app(app)

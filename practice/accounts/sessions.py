"""Sessions live on the server: the cookie names one, and signing out or leaving ends it at once (A19)."""

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from flask import Flask, current_app
from flask_login import LoginManager, UserMixin, login_user, logout_user
from sqlalchemy import bindparam, select, update

from practice.accounts.models import Agency, Role, User, UserSession
from practice.core import audit, clock
from practice.core.db import command, db
from practice.settings import Settings

login_manager = LoginManager()
NOTE_EVERY = timedelta(minutes=1)


class Turned(msgspec.Struct, frozen=True):
    """The screen is turned towards one person of one family: what they may be shown, and how the page calls them."""

    family: UUID
    reader: UUID
    name: str
    kinds: tuple[str, ...]  # of papers, the one that was asked for first


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
    turned: Turned | None = None

    def get_id(self) -> str:
        return self.token


ME = (
    select(UserSession.id.label("session_id"), UserSession.started_at, UserSession.seen_at, User.id, User.name, User.job,
           User.role, User.agency_id, Agency.name.label("agency"), Agency.is_own, User.team_id, User.guides,
           UserSession.turned)
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
                    line.guides,
                    msgspec.json.decode(line.turned, type=Turned) if line.turned else None)


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


@command
def _turn(token: str, turned: Turned | None, action: str, family_id: UUID, reader_id: UUID) -> str:
    """One session row gets a new token and a new state; a copy of the old cookie names nothing any more."""
    fresh = secrets.token_urlsafe(32)
    db.session.execute(update(UserSession).where(UserSession.token_hash == _hash(token), UserSession.ended_at.is_(None)).values(
        token_hash=_hash(fresh), turned=msgspec.json.encode(turned).decode() if turned else ""))
    audit.record(action, family_id=family_id, about=reader_id)
    return fresh


def turn(me: Any, turned: Turned) -> None:
    """Turn the screen of this session. The new cookie also makes a browser drop the pages that it keeps for its Back button."""
    token = _turn(me.get_id(), turned, "screen.turned", turned.family, turned.reader)
    login_user(replace(me._get_current_object(), token=token, turned=turned))


def turn_back(me: Any) -> None:
    """Give the screen back to the worker. Their password was asked for before this."""
    turned: Turned = me.turned
    token = _turn(me.get_id(), None, "screen.turned_back", turned.family, turned.reader)
    login_user(replace(me._get_current_object(), token=token, turned=None))


def install(app: Flask) -> None:
    login_manager.session_protection = None  # the server-side session is the protection
    login_manager.init_app(app)

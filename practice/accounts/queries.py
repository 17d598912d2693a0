"""Reads of accounts: by login, who could be given a part, how often a sign-in failed lately."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import func, select

from practice.accounts.models import Agency, Role, SignInAttempt, Team, User
from practice.core import clock
from practice.core.db import db

WINDOW = timedelta(minutes=15)
MOST = 10


def by_login(login: str) -> User | None:
    return db.session.scalar(select(User).where(User.login == login.strip().lower()))


def by_id(user_id: UUID) -> User:
    """The account of somebody who is signed in."""
    return db.session.get_one(User, user_id)


def too_many_attempts(login: str, address: str) -> bool:
    """Were there 10 failures in 15 minutes for this login from this address? It slows guessing and locks nobody out."""
    count = db.session.scalar(select(func.count()).select_from(SignInAttempt).where(
        SignInAttempt.login == login.strip().lower()[:80], SignInAttempt.address == address,
        SignInAttempt.at > clock.now() - WINDOW))
    return (count or 0) >= MOST


def demonstration_people() -> list[tuple[str, str, str, str]]:
    """(login, name, job, agency) of the invented people, in the order they were made."""
    return [(line.login, line.name, line.job, line.agency) for line in db.session.execute(
        select(User.login, User.name, User.job, Agency.name.label("agency")).join(Agency, Agency.id == User.agency_id)
        .where(User.is_demonstration.is_(True), User.is_active_account.is_(True)).order_by(User.created_at, User.id))]


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account, as the administrator keeps it."""

    id: UUID
    login: str
    name: str
    job: str
    role: Role
    agency: str
    team: str
    is_active: bool


ACCOUNTS = (
    select(User.id, User.login, User.name, User.job, User.role, Agency.name.label("agency"),
           func.coalesce(Team.name, "").label("team"), User.is_active_account)
    .join(Agency, Agency.id == User.agency_id).outerjoin(Team, Team.id == User.team_id)
    .order_by(User.is_active_account.desc(), User.name, User.id))


def accounts() -> list[AccountRow]:
    """Every account, those in use first, by name."""
    return [AccountRow(*cast(tuple[Any, ...], line)) for line in db.read(ACCOUNTS)]


def agencies() -> list[tuple[UUID, str, bool]]:
    """(id, name, is our own), our own first."""
    return [(line.id, line.name, line.is_own) for line in db.session.execute(
        select(Agency.id, Agency.name, Agency.is_own).order_by(Agency.is_own.desc(), Agency.name, Agency.id))]


def teams() -> list[tuple[UUID, str, str]]:
    """(id, name, agency) by agency and name."""
    return [(line.id, line.name, line.agency) for line in db.session.execute(
        select(Team.id, Team.name, Agency.name.label("agency")).join(Agency, Agency.id == Team.agency_id)
        .order_by(Agency.name, Team.name, Team.id))]

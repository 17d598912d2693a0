"""Changes to accounts: agencies, teams, people who sign in."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, update

from practice.accounts import queries
from practice.accounts.models import Agency, Role, SignInAttempt, Team, User, UserSession
from practice.accounts.passwords import hash_password
from practice.core import audit, clock
from practice.core.db import command, db
from practice.core.errors import NotKnown, RuleBroken


@command
def add_agency(name: str, *, is_own: bool = False) -> UUID:
    agency = Agency(name=name.strip(), is_own=is_own)
    db.session.add(agency)
    db.session.flush()
    audit.record("agency.added", about=agency.id)
    return agency.id


@command
def add_team(name: str, agency_id: UUID) -> UUID:
    team = Team(name=name.strip(), agency_id=agency_id)
    db.session.add(team)
    db.session.flush()
    audit.record("team.added", about=team.id)
    return team.id


@command
def add_user(login: str, name: str, job: str, role: Role, agency_id: UUID, password: str, *,
             team_id: UUID | None = None, phone: str = "", is_demonstration: bool = False) -> UUID:
    """Make an account. Raises RuleBroken where the login is taken or the password is short."""
    login = login.strip().lower()
    if queries.by_login(login) is not None:
        raise RuleBroken("login", "Somebody has this sign-in name. Choose another")
    if len(password) < 8:
        raise RuleBroken("password", "Use at least 8 characters; three words are easy to keep in mind")
    user = User(login=login, name=name.strip(), job=job.strip(), role=role, agency_id=agency_id, team_id=team_id,
                phone=phone, password_hash=hash_password(password), is_demonstration=is_demonstration,
                created_at=clock.now())
    db.session.add(user)
    db.session.flush()
    audit.record("user.added", about=user.id, detail={"role": role.value})
    return user.id


@command
def switch_off(user_id: UUID) -> None:
    """A leaver: the account and every session of it end on the next request (A16)."""
    user = db.session.get(User, user_id)
    if user is None:
        raise NotKnown
    user.is_active_account = False
    db.session.execute(update(UserSession).where(UserSession.user_id == user_id, UserSession.ended_at.is_(None))
                       .values(ended_at=clock.now()))
    audit.record("user.switched_off", about=user_id)


@command
def keep_guide(user_id: UUID, name: str, *, is_open: bool) -> None:
    """Remember that the person keeps the guide called NAME open, or shut. It says nothing of any family: no event."""
    user = db.session.get(User, user_id)
    if user is None:
        raise NotKnown
    others = [kept for kept in user.guides.split() if kept[1:] != name]
    user.guides = " ".join(sorted([*others, ("+" if is_open else "-") + name], key=lambda kept: kept[1:]))


@command
def note_failure(login: str, address: str) -> None:
    """Remember a failed sign-in for 15 minutes."""
    db.session.execute(delete(SignInAttempt).where(SignInAttempt.at < clock.now() - timedelta(hours=1)))
    db.session.add(SignInAttempt(login=login.strip().lower()[:80], address=address[:64], at=clock.now()))

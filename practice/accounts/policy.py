"""Who keeps accounts, teams and agencies: the administrator, who sees no family."""

from typing import Any
from uuid import UUID

from flask_login import current_user

from practice.accounts.models import Role, User
from practice.core.db import db
from practice.core.errors import NotKnown, Refused


def may_keep_accounts() -> None:
    """Administrators only."""
    if current_user.role is not Role.ADMINISTRATOR:
        raise Refused("The administrator keeps accounts and teams. Ask them.")


def may_switch_off(user_id: UUID, **_: Any) -> User:
    """An account in use, for the administrator; never one's own."""
    may_keep_accounts()
    user = db.session.get(User, user_id)
    if user is None or not user.is_active_account:
        raise NotKnown
    if user.id == current_user.id:
        raise Refused("You cannot switch yourself off. Ask another administrator.")
    return user

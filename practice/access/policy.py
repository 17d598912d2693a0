"""Who keeps the agreements with other agencies: the administrator adds them; managers may renew them too."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask_login import current_user

from practice.access.models import Agreement
from practice.access.queries import agreement_named
from practice.accounts.models import Role
from practice.core.errors import NotKnown, Refused


def may_see_agreements() -> None:
    """Administrators and managers."""
    if current_user.role not in {Role.ADMINISTRATOR, Role.MANAGER}:
        raise Refused("The administrator keeps the agreements. A team manager can renew one.")


def may_add_agreements() -> None:
    """Administrators only."""
    if current_user.role is not Role.ADMINISTRATOR:
        raise Refused("The administrator adds agreements. A team manager can renew one.")


@dataclass(frozen=True, slots=True)
class AgreementSight:
    """One agreement and the name of its agency. It names no family."""

    agreement: Agreement
    agency: str


def may_renew(agreement_id: UUID, **_: Any) -> AgreementSight:
    """One agreement, for those who may renew it."""
    may_see_agreements()
    found = agreement_named(agreement_id)
    if found is None:
        raise NotKnown
    return AgreementSight(*found)

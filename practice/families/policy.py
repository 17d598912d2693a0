"""Who may see and change a family. Each loads the thing, or raises NotKnown (not yours to know of) or Refused (why)."""

from typing import Any
from uuid import UUID

from flask_login import current_user

from practice.access.models import Information
from practice.accounts.models import Role
from practice.core import audit
from practice.core.errors import NotKnown, Refused
from practice.families import queries
from practice.families.queries import Sight


def me() -> UUID:
    """The id of the person signed in, or of the one a command line acts for."""
    user_id = audit.actor()
    if user_id is None:
        raise NotKnown
    return user_id


def may_see(family_id: UUID, **_: Any) -> Sight:
    """Anyone who holds a part in the family today, whatever the part."""
    sight = queries.sight_of(family_id, me())
    if sight is None:
        raise NotKnown
    return sight


def may_see_story(family_id: UUID, **_: Any) -> Sight:
    """Those whose part sees the story."""
    sight = may_see(family_id)
    if not sight.part.sees(Information.STORY):
        raise Refused("Your part in this family does not include this page. Ask the lead practitioner what you need.")
    return sight


def may_write(family_id: UUID, **_: Any) -> Sight:
    """Those whose part writes the record."""
    sight = may_see_story(family_id)
    if not sight.part.may_write:
        raise Refused("You can read this. Ask the lead practitioner to change it.")
    return sight


def may_see_addresses(family_id: UUID, **_: Any) -> Sight:
    sight = may_see(family_id)
    if not sight.part.sees(Information.ADDRESS):
        raise Refused("Your part in this family does not include addresses. Ask the lead practitioner.")
    return sight


def may_manage(family_id: UUID, **_: Any) -> Sight:
    """Those who say who is in this family: the allocated worker and the manager's line, and whoever opened it."""
    sight = may_see(family_id)
    if not (sight.part.may_manage or sight.part.is_lead):
        raise Refused("Ask the allocated worker or the team manager to change who is in this family.")
    return sight


def may_open_families() -> None:
    """Practitioners and managers may open a family."""
    if current_user.role not in {Role.PRACTITIONER, Role.MANAGER}:
        raise Refused("Practitioners and team managers open families. Ring the duty team.")

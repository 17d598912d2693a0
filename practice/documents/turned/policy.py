"""Who may turn the screen: those who may make the person a paper. Who may look: the one person, while the screen is turned."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask_login import current_user

from practice.accounts.sessions import Turned
from practice.core.errors import NotKnown
from practice.documents.kinds_of_paper import for_reader
from practice.documents.policy import Asked, check_may_make
from practice.families.policy import may_see_story
from practice.families.queries import InFamily, Sight


@dataclass(frozen=True, slots=True)
class Look(InFamily):
    """A look at one paper on a screen that is turned towards its reader."""

    turned: Turned
    kind: str

    @property
    def about_id(self) -> UUID:
        return self.turned.reader


def may_turn(family_id: UUID, **_: Any) -> Sight:
    """Those who may make papers: they see all that could be shown."""
    sight = may_see_story(family_id)
    check_may_make(sight)
    return sight


def may_turn_to(family_id: UUID, kind: str, reader_id: UUID, **_: Any) -> Asked:
    """Each kind of paper that is written for a person is a page that can be turned to them."""
    sight = may_turn(family_id)
    if for_reader(kind) is None:
        raise NotKnown
    return Asked(sight, kind, reader_id)


def may_look(family_id: UUID, kind: str, **_: Any) -> Look:
    """This session, while it is turned, at what it was turned for; and only while the worker's own part still holds."""
    turned: Turned | None = current_user.turned
    if turned is None or turned.family != family_id or kind not in turned.kinds:
        raise NotKnown
    return Look(may_turn(family_id), turned, kind)

"""Who writes down that a paper was handed over, and what was answered: those who may make papers."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from practice.core.errors import NotKnown
from practice.documents import queries as papers
from practice.documents.hands import queries
from practice.documents.hands.queries import OnShelf
from practice.documents.policy import check_may_make
from practice.documents.queries import StoredPaper
from practice.families.policy import may_see_story
from practice.families.queries import InFamily


@dataclass(frozen=True, slots=True)
class InHand(InFamily):
    """One made paper, what became of it so far, and its bytes' words for the guard."""

    paper: OnShelf
    stored: StoredPaper

    @property
    def about_id(self) -> UUID:
        return self.paper.id


def may_hand_over(family_id: UUID, paper_id: UUID, **_: Any) -> InHand:
    """What happened may be written down even where the paper would no longer leave: the page warns, and the log is true."""
    sight = may_see_story(family_id)
    check_may_make(sight)
    paper, stored = queries.on_shelf(family_id, paper_id), papers.stored(family_id, paper_id)
    if paper is None or stored is None:
        raise NotKnown
    return InHand(sight, paper, stored)

"""Who may make papers and fetch them: those who write the family's record. What a paper holds is the reader's question."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from practice.access.models import Information
from practice.core.errors import NotKnown, Refused
from practice.documents import queries
from practice.documents.guard import Guard
from practice.documents.kinds_of_paper import PaperKind, blanks, for_reader
from practice.documents.queries import StoredPaper
from practice.families.policy import may_see_story
from practice.families.queries import InFamily, Sight, facts_protected_from
from practice.records.policy import RecordSight, may_change_record

PRINTED = frozenset(Information) - {Information.ADDRESS}  # kinds of which something may stand on a paper


@dataclass(frozen=True, slots=True)
class Asked(InFamily):
    """A paper that somebody asked for: which kind, for whom, of which family."""

    kind: str
    reader_id: UUID

    @property
    def about_id(self) -> UUID:
        return self.reader_id


@dataclass(frozen=True, slots=True)
class AskedBlank(InFamily):
    """An empty form that somebody asked for, to take to one family."""

    kind: PaperKind


@dataclass(frozen=True, slots=True)
class AskedWords:
    """One row of the record, to be worded for one reader of one kind of paper."""

    asked: Asked
    record: RecordSight

    @property
    def family_id(self) -> UUID:
        return self.asked.family_id

    @property
    def about_id(self) -> UUID:
        return self.record.row.id


@dataclass(frozen=True, slots=True)
class PaperSight(InFamily):
    """A made paper in the family's issue log."""

    paper: StoredPaper

    @property
    def about_id(self) -> UUID:
        return self.paper.id


def may_see_documents(family_id: UUID, **_: Any) -> Sight:
    """Whoever sees the story sees which papers were made."""
    return may_see_story(family_id)


def check_may_make(sight: Sight) -> None:
    """Raises Refused unless this user may make papers: they write the record, and see the story and the plan of every danger. What
    else is printed for them to hand over is what their part sees."""
    part = sight.part
    if not part.may_write or part.dangers or not (part.sees(Information.STORY) and part.sees(Information.PLAN)):
        raise Refused("You can read this. Ask the lead practitioner to make a paper for somebody.")


def may_make(family_id: UUID, kind: str, reader_id: UUID, **_: Any) -> Asked:
    """Those who write the record, for a person who is in it."""
    sight = may_see_story(family_id)
    check_may_make(sight)
    if for_reader(kind) is None:
        raise NotKnown
    return Asked(sight, kind, reader_id)


def may_take_blank(family_id: UUID, kind: str, **_: Any) -> AskedBlank:
    """Whoever sees the story may take an empty form along: it holds nothing of the record but the family's name, if wished."""
    sight = may_see_story(family_id)
    found = next((one for one in blanks() if one.name == kind), None)
    if found is None:
        raise NotKnown
    return AskedBlank(sight, found)


def may_word(family_id: UUID, kind: str, reader_id: UUID, record_id: UUID, **_: Any) -> AskedWords:
    """Those who may make the paper and change the row."""
    return AskedWords(may_make(family_id, kind, reader_id), may_change_record(family_id, record_id))


def may_have(sight: Sight, maker_id: UUID | None) -> bool:
    """Was the paper made by this user, or can it hold no kind of information that their part does not see?"""
    return maker_id == sight.user_id or sight.part.kinds >= PRINTED


def may_fetch(family_id: UUID, paper_id: UUID, **_: Any) -> PaperSight:
    """Those who make papers: their own, and those of others where their part sees every kind that can be printed."""
    sight = may_see_story(family_id)
    check_may_make(sight)
    paper = queries.stored(family_id, paper_id)
    if paper is None:
        raise NotKnown
    if not may_have(sight, paper.made_by):
        raise Refused("Somebody else made this paper, and it may hold more than your part in this family shows. Make it yourself, "
                      "or ask the lead practitioner for it.")
    if Guard(facts_protected_from(family_id, paper.reader_id)).hits([("paper", paper.words)]):
        raise Refused("Since this paper was made, something in it was protected from its reader. It is kept as it was "
                      "handed out, and it does not leave again. Make a new one.")
    return PaperSight(sight, paper)

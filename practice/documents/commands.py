"""Changes: keep a paper as it was handed out, write a first page or words for one reader."""

import hashlib
from collections import Counter
from datetime import date
from uuid import UUID

from practice.access.models import Information
from practice.core import audit, clock
from practice.core.db import command, db
from practice.core.errors import NotKnown, Refused, RuleBroken
from practice.core.ids import new_id
from practice.documents import papers
from practice.documents.making import Ready
from practice.documents.models import Paper
from practice.documents.queries import StoredPaper
from practice.documents.readable import whole
from practice.documents.render import Printed
from practice.families.queries import Sight
from practice.records import commands as records
from practice.records.queries import Row
from practice.safety.kinds import PlanHead

STOPPED = ("Something that is protected from this reader stands in it. Take it out first; the page before the paper "
           "shows where.")


@command
def keep_paper(ready: Ready, printed: Printed) -> UUID:
    """Put what was printed into the issue log, as bytes; returns its id. Raises Refused for a paper that is stopped."""
    if ready.stops or ready.is_empty:
        raise Refused(STOPPED)
    material, paper = ready.material, ready.paper
    made = Paper(id=new_id(), family_id=material.family_id, kind=paper.kind, form=paper.furniture.form,
                 reader_id=material.reader.person.id, snapshot_id=material.snapshot_id, is_draft=material.is_draft,
                 code=ready.code, view_sha256=papers.sha256_of(paper), pages=printed.pages, data=printed.data,
                 sha256=hashlib.sha256(printed.data).hexdigest(), made_by=audit.actor(), made_at=clock.now(),
                 words="\n".join(text for _, text in papers.texts_of(paper)),
                 reading=whole.verdict_of(paper, material.reader.person, material.people).kept())
    db.session.add(made)
    audit.record("document.made", family_id=material.family_id, about=made.id, detail={
        "kind": paper.kind, "form": made.form, "reader": str(made.reader_id), "sha256": made.sha256,
        "left_out": dict(Counter(out.rule for out in ready.choice.left_out))})
    return made.id


@command
def hand_out_again(ready: Ready, stored: StoredPaper) -> UUID:
    """The same view was printed before: the same bytes leave once more, and that is an event too."""
    audit.record("document.fetched", family_id=ready.material.family_id, about=stored.id,
                 detail={"kind": stored.kind, "sha256": stored.sha256})
    return stored.id


@command
def word_for(record_id: UUID, reader_id: UUID, words: str) -> None:
    """Words of one row made for one reader."""
    records.word_for(record_id, reader_id, words)


@command
def say_yes(row: Row, family_id: UUID, reader_id: UUID, on: date, taken_by: str) -> None:
    """Record that the adult whom a row tells of lets one person read that kind of thing about them."""
    if row.body.evidence_of is None:
        raise NotKnown
    if on > clock.today():
        raise RuleBroken("on", "Give the day on which they said it: today or before")
    records.say_yes(family_id, row.body.evidence_of, row.info, reader_id, on, taken_by.strip())


@command
def write_first_page(sight: Sight, reader_id: UUID, head: PlanHead, standing: Row | None, seen: int) -> None:
    """The plan's first page for one reader. Raises Clash when somebody saved after the person looked."""
    if standing is None:
        records.add(sight.family_id, "plan_head", head, info=Information.STORY)
    else:
        records.revise(standing.id, seen, head)

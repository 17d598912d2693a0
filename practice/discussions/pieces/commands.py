"""Changes: bring what one knows, ask and answer, write down a concern and its outcome, note what was shared or held back."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from practice.access.models import Information
from practice.core import audit, clock
from practice.core.db import command, db
from practice.core.errors import NotKnown, RuleBroken
from practice.core.ids import new_id
from practice.discussions.models import Seat
from practice.discussions.pieces.models import Brought, Concern, ConcernOutcome, PieceEvent, PieceState, Sharing
from practice.guidance.seats import seat_guides

# Whose words stand under which kind of information, so that a part reads what it is for.
INFO_OF = {
    "police": Information.POLICE, "probation": Information.POLICE, "health": Information.HEALTH,
    "mental-health": Information.HEALTH, "alcohol-drugs": Information.HEALTH, "school": Information.SCHOOL,
}


@dataclass(frozen=True, slots=True)
class NewBrought:
    """What one seat knows: facts apart from opinion. NOT_HERE: what may not be said here, and why; it goes to the ledger."""

    guide: str = ""
    seen: str = ""
    facts: str = ""
    words: str = ""
    view: str = ""
    offer: str = ""
    would_change: str = ""
    not_here: str = ""
    not_here_because: str = ""


@command
def bring(family_id: UUID, discussion_id: UUID, seat_id: UUID, holder: str, new: NewBrought) -> None:
    """Write down what a seat knows; again replaces it, and the earlier stays readable in the database.

    Raises RuleBroken where nothing is said, and where something is held back without a reason.
    """
    if new.guide and new.guide not in seat_guides():
        raise RuleBroken("guide", "Choose one of the list")
    if not any(text.strip() for text in (new.facts, new.words, new.view, new.seen)):
        raise RuleBroken("facts", "Write what you know, or say on the page before that you hold nothing")
    if new.not_here.strip() and not new.not_here_because.strip():
        raise RuleBroken("not_here_because", "Say why it is not shared here")
    db.session.execute(select(Seat.id).where(Seat.id == seat_id).with_for_update(key_share=True))  # of two devices one waits
    number = (db.session.scalar(select(func.max(Brought.number)).where(Brought.seat_id == seat_id)) or 0) + 1
    db.session.add(Brought(
        id=new_id(), family_id=family_id, discussion_id=discussion_id, seat_id=seat_id, number=number, guide=new.guide,
        info=INFO_OF.get(new.guide, Information.STORY), seen=new.seen.strip(), facts=new.facts.strip(), words=new.words.strip(),
        view=new.view.strip(), offer=new.offer.strip(), would_change=new.would_change.strip(), author_id=audit.actor(),
        recorded_at=clock.now()))
    audit.record("discussion.brought", family_id=family_id, about=discussion_id, detail={"seat": str(seat_id)})
    if new.not_here.strip():
        note_sharing(family_id, new.not_here, f"The discussion, by {holder}", new.not_here_because, "", is_shared=False,
                     discussion_id=discussion_id)


@command
def note_piece(family_id: UUID, discussion_id: UUID, holder: str, what: PieceState, words: str, *,  # noqa: PLR0917
               seat_id: UUID | None = None, person_id: UUID | None = None, on: date | None = None) -> None:
    """Somebody was asked, or answered: what they hold, that they hold nothing, or that they will not share it, with the reason."""
    if not holder.strip():
        raise RuleBroken("holder", "Say who was asked")
    if not words.strip() and what in {PieceState.ASKED, PieceState.ANSWERED, PieceState.WILL_NOT_SHARE}:
        raise RuleBroken("words", {PieceState.ASKED: "Say what you asked", PieceState.ANSWERED: "Write what they said",
                                   PieceState.WILL_NOT_SHARE: "Say why they will not share it"}[what])
    on = on or clock.today()
    if on > clock.today():
        raise RuleBroken("on", "Give a day up to today")
    db.session.add(PieceEvent(id=new_id(), family_id=family_id, discussion_id=discussion_id, seat_id=seat_id, person_id=person_id,
                              holder=holder.strip(), what=what, words=words.strip(), on=on, author_id=audit.actor(),
                              recorded_at=clock.now()))
    audit.record(f"discussion.piece_{what.value}", family_id=family_id, about=discussion_id)
    if what is PieceState.WILL_NOT_SHARE:
        note_sharing(family_id, "What they hold", f"The discussion, by {holder.strip()}", words, "", is_shared=False,
                     discussion_id=discussion_id)


@command
def add_concern(family_id: UUID, from_whom: str, words: str, told_to: str, on: date, *, is_verbatim: bool = False,
                person_id: UUID | None = None, discussion_id: UUID | None = None) -> UUID:
    """Write down what a relative or neighbour is worried about. It stays open until it has an outcome and a name."""
    if not from_whom.strip():
        raise RuleBroken("from_whom", "Say who told it")
    if not words.strip():
        raise RuleBroken("words", "Write what they said")
    if on > clock.today():
        raise RuleBroken("on", "Give a day up to today")
    concern = Concern(id=new_id(), family_id=family_id, discussion_id=discussion_id, person_id=person_id,
                      from_whom=from_whom.strip(), words=words.strip(), told_to=told_to.strip(), is_verbatim=is_verbatim, on=on,
                      author_id=audit.actor(), recorded_at=clock.now())
    db.session.add(concern)
    audit.record("concern.added", family_id=family_id, about=concern.id)
    return concern.id


@command
def close_concern(family_id: UUID, concern_id: UUID, words: str, by_whom: str, on: date | None = None) -> None:
    """What came of it, and who answers for that. Raises RuleBroken without either: a concern is not closed by silence."""
    if db.session.scalar(select(Concern.family_id).where(Concern.id == concern_id)) != family_id:
        raise NotKnown
    if not words.strip():
        raise RuleBroken("words", "Say what came of it")
    if not by_whom.strip():
        raise RuleBroken("by_whom", "Name who answers for this")
    on = on or clock.today()
    if on > clock.today():
        raise RuleBroken("on", "Give a day up to today")
    db.session.add(ConcernOutcome(id=new_id(), family_id=family_id, concern_id=concern_id, words=words.strip(),
                                  by_whom=by_whom.strip(), on=on, author_id=audit.actor(), recorded_at=clock.now()))
    audit.record("concern.closed", family_id=family_id, about=concern_id)


@command
def note_sharing(family_id: UUID, what: str, to_whom: str, because: str, basis: str, *, is_shared: bool,  # noqa: PLR0917
                 discussion_id: UUID | None = None, on: date | None = None) -> None:
    """One line of the ledger: what was shared with whom, or not, and why; BASIS the lawful basis or the agreement."""
    for field, text, words in (("what", what, "Say what it is"), ("to_whom", to_whom, "Say with whom"),
                               ("because", because, "Say why")):
        if not text.strip():
            raise RuleBroken(field, words)
    if is_shared and not basis.strip():
        raise RuleBroken("basis", "Say on which basis: an agreement, a consent, a duty")
    on = on or clock.today()
    if on > clock.today():
        raise RuleBroken("on", "Give a day up to today")
    db.session.add(Sharing(id=new_id(), family_id=family_id, discussion_id=discussion_id, what=what.strip(),
                           to_whom=to_whom.strip(), because=because.strip(), basis=basis.strip(), is_shared=is_shared, on=on,
                           author_id=audit.actor(), recorded_at=clock.now()))
    audit.record("sharing.noted", family_id=family_id, about=discussion_id, detail={"shared": is_shared})

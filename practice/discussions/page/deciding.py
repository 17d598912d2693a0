"""The ways to go with what speaks for and against each, where each seat stands, and those who do not agree."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from practice.core import dates
from practice.discussions import queries
from practice.discussions.forms import STANCES
from practice.discussions.kinds import Argument, CameOut, Escalated, Option, Replied
from practice.discussions.models import Stance
from practice.discussions.page.rounds import Round
from practice.discussions.queries import DecisionRow, EntryRow, EventRow, SeatRow

STANCE_SAYS = {Stance.AGREE: "Agrees", Stance.RESERVATION: "Agrees, with a reservation", Stance.DISSENT: "Does not agree",
               Stance.ABSTAIN: "Does not say"}
STANCE_SHAPE = {Stance.AGREE: "full", Stance.RESERVATION: "half", Stance.DISSENT: "differs", Stance.ABSTAIN: "ring"}


@dataclass(frozen=True, slots=True)
class OptionView:
    id: UUID
    letter: str
    title: str
    sides: tuple[tuple[str, tuple[str, ...]], ...]
    is_asked: bool
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class StanceView:
    seat: SeatRow
    small: str
    stance: Stance
    says: str
    shape: str
    entry: EntryRow


@dataclass(frozen=True, slots=True)
class DissentView:
    """One who does not agree, in a frame of their own: their reason, what they rely on, would do, the reply, and further."""

    seat: SeatRow
    entry: EntryRow
    facts: tuple[tuple[str, str], ...]


def options_of(events: Iterable[EventRow], d: queries.Running, decision: DecisionRow | None) -> tuple[OptionView, ...]:
    """The options in their order, each with its reasons."""
    rows = list(events)
    found = []
    for number, one in enumerate(row.what for row in rows if isinstance(row.what, Option)):
        sides = []
        for side, title in (("for", "For"), ("against", "Against"), ("family", "What the family says")):
            words = tuple(f"{row.what.words} ({row.what.who})" if row.what.who else row.what.words for row in rows
                          if isinstance(row.what, Argument) and row.what.option == one.id and row.what.side == side)
            sides.append((title, words))
        found.append(OptionView(one.id, chr(ord("A") + number) if number < 26 else str(number + 1), one.title, tuple(sides),
                                one.id == d.option_id, decision is not None and one.id == decision.option_id))
    return tuple(found)


def stances_of(rounds: Iterable[Round]) -> tuple[StanceView, ...]:
    """Where each seat stands, those who agree first; empty until they were opened."""
    found = [StanceView(view.seat, view.small, stance, STANCE_SAYS[stance], STANCE_SHAPE[stance], view.entry)
             for one in rounds if one.step.engine == "stances" for view in one.views
             for stance in (Stance(view.entry.choice),)]
    order = list(STANCES)
    return tuple(sorted(found, key=lambda view: order.index(view.stance)))


def dissents_of(stances: Iterable[StanceView], events: Sequence[EventRow]) -> tuple[DissentView, ...]:
    """Those who do not agree, each with what was answered and what came of it."""
    found = []
    for one in stances:
        if one.stance is not Stance.DISSENT:
            continue
        facts = [("Relies on", one.entry.more), ("Would do instead", one.entry.instead)]
        for row in events:
            what = row.what
            if getattr(what, "seat", None) != one.seat.id:
                continue
            if isinstance(what, Replied):
                facts.append((f"{row.author}’s reply" if row.author else "The reply", what.words))
            elif isinstance(what, Escalated):
                facts.append(("Taken higher", f"To {what.to}, answer by {dates.day(what.by_on)}. {what.words}".strip() if what.to
                              else f"No. {one.seat.name} was offered it and chose not to. {what.words}".strip()))
            elif isinstance(what, CameOut):
                facts.append(("What came of it", f"{what.words} ({dates.day(what.on)})"))
        found.append(DissentView(one.seat, one.entry, tuple(fact for fact in facts if fact[1])))
    return tuple(found)

"""What the page of a discussion says, put together from its reads. Pure but for the reading at the top.

A round that is not open has no words here but the reader's own: queries.said.ENTRIES never read them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from practice.access.models import Information
from practice.discussions import queries
from practice.discussions.commands import latest
from practice.discussions.ideas.policy import reads_ideas
from practice.discussions.ideas.standing import Idea, ideas_of, stages_of
from practice.discussions.judging.ends import Words, ends_of
from practice.discussions.kinds import Noted, Passed, Proposed, Told
from practice.discussions.models import SeatRole, State
from practice.discussions.outcome.acts import Act, acts_of
from practice.discussions.outcome.last_time import LastTime, OpenIdeas, last_time
from practice.discussions.outcome.writing import is_family
from practice.discussions.page.deciding import DissentView, OptionView, StanceView, dissents_of, options_of, stances_of
from practice.discussions.page.rounds import Round, round_view
from practice.discussions.page.seats import (
    Box,
    SeatView,
    asked_of,
    boxes_of,
    next_speaker,
    seat_view,
    share_left,
    time_left,
    turn_of,
)
from practice.discussions.policy import DiscussionSight
from practice.discussions.programme import queries as programme
from practice.discussions.programme.queries import EntryRow
from practice.discussions.queries import DecisionRow, EventRow
from practice.families.queries import People
from practice.guidance.frameworks import Stage

__all__ = ["Room", "next_speaker", "room_of"]
TALK = "All is open now. Talk about what you see."
OPENS_WITH_PROGRAMME = frozenset({"motivational-supervision"})  # frameworks that begin with what each specialist heard last


@dataclass(frozen=True, slots=True)
class Room:
    """The whole page."""

    seen: DiscussionSight
    people: People
    step: Stage
    steps: int
    time: str
    share: int
    turn: str
    asked: str
    seats: tuple[SeatView, ...]
    handed: str
    waiting: tuple[str, ...]
    is_opened: bool
    someone_wrote: bool
    boxes: tuple[Box, ...]
    words: Words | None  # of 0 and 10, while numbers are given
    rounds: tuple[Round, ...]
    earlier: tuple[Round, ...]
    ideas: dict[tuple[UUID, int], Idea]  # {(entry, line): how it stands}, for those who work with the family
    options: tuple[OptionView, ...]
    stances: tuple[StanceView, ...]
    dissents: tuple[DissentView, ...]
    actions: tuple[Act, ...]
    last_time: LastTime | None  # at the first step: the decision of the discussion before, and what became of its actions
    open_ideas: OpenIdeas | None  # at the first step too: what is still to be tested, for those who work with the family
    heard: tuple[EntryRow, ...] | None  # at the first step of a supervision: what each heard last; None where it has no place
    notes: tuple[tuple[str, str, str], ...]  # (step, words, who wrote them last)
    note: str
    note_number: int
    proposals: int
    taken: tuple[Proposed, ...]  # what the group took so far: the danger that the numbers are about, the goal
    told: tuple[Told, ...]
    decision: DecisionRow | None
    mark: str
    key: str  # of what one writes in: the step, its round, whether it is open
    shown: str  # of what was opened and happened, which is only ever added to; and of who is asked

    @property
    def held(self) -> str:
        """What a page tells the poll that it holds: the pieces that are still so are not sent again."""
        return f"{self.key}~{self.shown}"

    @property
    def settled_ideas(self) -> tuple[Idea, ...]:
        """The ideas of rounds that are not what the group looks at now."""
        now = {view.entry.id for one in self.rounds for view in one.views}
        return tuple(one for one in self.ideas.values() if one.entry not in now)

    @property
    def d(self) -> queries.Running:
        return self.seen.discussion


def room_of(seen: DiscussionSight, people: People) -> Room:
    """The page as SEEN's reader may see it. Three statements, a fourth once one writes alone; one more once it is decided, at the
    first step one or two."""
    d = seen.discussion
    reads = reads_ideas(seen, people)
    kept = () if reads else stages_of(d.frame)
    openings, events = queries.course_of(d.id)
    # Nothing was opened and nobody writes alone now: there is no word that this page could show.
    entries = latest(queries.entries_of(d.id, seen.own_seats, kept)) if openings or d.step.private else []
    decision = queries.decision_of(d.id) if d.state is State.DECIDED else None
    place = (d.stage, d.round)
    is_opened = place in openings
    handed = {one.seat_id for one in entries if (one.stage, one.round) == place and not one.after}
    passed = {one.what.seat: one.what for one in events
              if isinstance(one.what, Passed) and (one.what.stage, one.what.round) == place}
    in_round = d.state is State.OPEN and d.step.private and not is_opened
    seats = tuple(seat_view(seat, seen, handed, passed, in_round) for seat in seen.seats)
    asked_for = [seat for seat in seen.seats if seat.judges]
    abouts = {stage: {round_: one.about for (at, round_), one in openings.items() if at == stage} for stage, _ in openings}
    rounds = tuple(round_view(opening, seen, people, entries, events, abouts[opening.stage])
                   for opening in openings.values() if opening.stage not in kept)
    now = tuple(one for one in rounds if _is_now(one, d))
    left = queries.minutes_left(d.stage_opened_at, d.minutes) if d.state is State.OPEN else d.minutes
    options = options_of(events, d, decision)
    stances = stances_of(rounds)
    written = {one.what.stage: one for one in events if isinstance(one.what, Noted)}
    note = written.get(d.stage)
    role = seen.mine.role if seen.mine else SeatRole.FACILITATOR if seen.leads else SeatRole.OBSERVER
    more_from = "You" if seen.leads else seen.leader
    waiting = tuple(seat.name for seat in asked_for if seat.id not in handed and seat.id not in passed) if in_round else ()
    return Room(
        seen, people, d.step, len(d.frame.stage), time_left(left, d.minutes, more_from), share_left(left, d.minutes),
        *((turn_of(seen), asked_of(d.step, role)) if in_round or not d.step.private else (TALK, d.step.asks.get(role.value, ""))),
        seats,
        f"{len(handed)} of {len(asked_for)} handed in" if in_round else "", waiting, is_opened, bool(handed),
        boxes_of(seen, entries, passed) if in_round else (),
        ends_of(events, d.step, d.stage, d.round, {**abouts.get(d.stage, {}), d.round: d.about})
        if in_round and d.step.input == "number" else None, now, tuple(one for one in rounds if one not in now),
        {(one.entry, one.line): one for one in ideas_of(d.frame, entries, events)} if not kept else {},
        options, stances, dissents_of(stances, events), acts_of(events), *_last_time(seen, ideas=reads),
        None if openings else _heard(seen, people),
        tuple((d.frame.stage[stage].title, one.what.words, one.author) for stage, one in sorted(written.items())
              if one.what.words),
        note.what.words if note else "", note.what.number if note else 0,
        sum(isinstance(one.what, Proposed) for one in events), _taken(events),
        tuple(one.what for one in events if isinstance(one.what, Told)), decision,
        queries.Beat(d.family_id, d.lock_version, d.stage_opened_at, d.minutes, d.state).mark,
        f"{d.stage}.{d.round}.{int(is_opened)}.{d.state.value}.{len(options)}",
        f"{len(openings)}.{len(events)}.{sum(one.is_open for one in entries)}."
        + "".join("1" if seat.judges else "0" for seat in seen.seats))


def _taken(events: Sequence[EventRow]) -> tuple[Proposed, ...]:
    """The last danger statement and the last goal that the group took."""
    last = {one.what.as_kind: one.what for one in events if isinstance(one.what, Proposed)}
    return tuple(last[kind] for kind in ("danger", "goal") if kind in last)


def _last_time(seen: DiscussionSight, *, ideas: bool) -> tuple[LastTime | None, OpenIdeas | None]:
    """For those who may read that discussion now that it has ended."""
    if not _opens(seen) or not (seen.standing and seen.sight.part.sees(Information.STORY)):
        return None, None
    return last_time(seen.family_id, seen.discussion.id, seen.sight.user_id, all_of_them=seen.is_team, ideas=ideas)


def _opens(seen: DiscussionSight) -> bool:
    """Does it stand at its first step, or before it?"""
    return seen.discussion.runs and seen.discussion.stage == 0


def _heard(seen: DiscussionSight, people: People) -> tuple[EntryRow, ...] | None:
    """What each heard last in the parents' own words, as far as the reader's part sees it; one statement, in place of that of the
    entries: it opens the talk, before any round was. Not while family sit in the room: this page is on the wall there, and what
    one parent said to one specialist is theirs."""
    if seen.discussion.frame.name not in OPENS_WITH_PROGRAMME or not _opens(seen) or not programme.is_for(seen.sight.part):
        return None
    if any(is_family(seat, people) for seat in seen.seats):
        return None
    return tuple(programme.latest(programme.entries_of(seen.sight)))


def _is_now(one: Round, d: queries.Running) -> bool:
    """Is this round what the group looks at in the step that it stands at?"""
    if d.state is not State.OPEN:
        return False
    return one.stage == d.stage or (bool(d.step.reads) and one.step.id == d.step.reads)

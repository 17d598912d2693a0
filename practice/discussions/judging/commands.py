"""Agree what 0 and 10 mean before anybody judges; put a group's numbers beside the danger's own scale, each once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from practice.core import clock
from practice.core.db import command
from practice.core.errors import NotKnown, RuleBroken
from practice.discussions import queries
from practice.discussions.commands.held import Place, changed, ends_in, held, is_opened, is_written, must_be_open, write
from practice.discussions.commands.rounds import latest
from practice.discussions.judging.ends import same
from practice.discussions.judging.queries import do_not_see, kept_from, scale_of
from practice.discussions.kinds import Carried, Ends
from practice.discussions.models import Discussion
from practice.discussions.queries import EntryRow, EventRow, SeatRow
from practice.guidance.frameworks import thawed
from practice.mapping import commands as mapping
from practice.mapping.commands import NewRating
from practice.records import queries as reads


def _and(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


# What 0 and 10 mean

@command
def agree_ends(discussion_id: UUID, place: Place, *, zero: str = "", ten: str = "", danger_id: UUID | None = None,
               aloud: bool = False, seen: int = 0) -> int:
    """Write down what 0 and 10 mean in the round that stands now, before anybody hands in. Returns the number of the words.

    With DANGER_ID the words are those of the danger's own scale, so that the numbers can go there. ALOUD: somebody said that those
    who sit here and do not see this danger in the record may read these words. SEEN: the number of the words that the person saw.
    """
    discussion = held(discussion_id)
    must_be_open(discussion)
    step = thawed(discussion.frame).stage[discussion.stage]
    if (discussion.stage, discussion.round) != (place.stage, place.round):
        raise RuleBroken("", "The group has moved on")
    if step.input != "number":
        raise RuleBroken("", "This step asks for no number now")
    standing = ends_in(discussion, place)
    if is_opened(discussion) or is_written(discussion):
        raise RuleBroken("", "Somebody has given a number already. The words of this round stay as they were then")
    if standing.is_earlier:
        raise RuleBroken("", "This round is about the same as one before: both have the same words. Ask about something else first")
    if standing.number != seen:
        raise RuleBroken("zero", "Somebody wrote down words a moment ago: they stand above. Save again to put yours in their place")
    scale_id = None
    if danger_id is not None:
        scale_id, title, zero, ten = _of_scale(discussion, danger_id, aloud=aloud)
        discussion.about = discussion.about or title
    if not zero.strip():
        raise RuleBroken("zero", "Say what 0 means here")
    if not ten.strip():
        raise RuleBroken("ten", "Say what 10 means here")
    if zero.strip().casefold() == ten.strip().casefold():
        raise RuleBroken("ten", "Say what is different at 10")
    number = 1 + max((one.what.number for one in queries.events_of(discussion_id) if isinstance(one.what, Ends)), default=0)
    write(discussion, Ends(stage=place.stage, round=place.round, number=number, zero=zero.strip(), ten=ten.strip(),
                           danger=danger_id, scale=scale_id))
    changed(discussion, "discussion.ends_agreed", {"number": number})
    return number


def _of_scale(discussion: Discussion, danger_id: UUID, *, aloud: bool) -> tuple[UUID, str, str, str]:
    """(scale, the danger's name, the words of 0, of 10). Refused where a seat here is one that the danger is not for."""
    danger, place = reads.one(danger_id), scale_of(danger_id, discussion.family_id)
    if danger is None or danger.kind != "danger" or danger.is_withdrawn:
        raise RuleBroken("danger_id", "Choose one of the dangers")
    scale = reads.one(place.id) if place is not None else None
    if place is None or scale is None or not (scale.body.zero.strip() and scale.body.ten.strip()):
        raise RuleBroken("danger_id", "This danger has no scale with words for 0 and 10 yet. Type the words here instead")
    kept = kept_from(discussion.id, (danger_id, place.id))
    if kept:
        raise RuleBroken("danger_id", f"This danger is marked as not for {_and(kept)}, who {'sits' if len(kept) == 1 else 'sit'} "
                                      "here. Type words of the group instead")
    unseen = do_not_see(discussion.id, discussion.family_id, danger_id, (danger.info, place.info))
    if unseen and not aloud:
        raise RuleBroken("aloud", f"{_and(unseen)} {'does' if len(unseen) == 1 else 'do'} not see this danger in the record, and "
                                  "would read its name and words of 0 and 10 here. Tick that this is right, or type other words")
    return place.id, danger.body.title, scale.body.zero, scale.body.ten


# The numbers' way to the scale

@dataclass(frozen=True, slots=True)
class Going:
    """A number on its way to the scale: whose, in which entry, and how it reads there. PERSON_ID None: not in the record.

    GUESSED_BY: the seat that guessed it for them, where they said none themselves.
    """

    seat: SeatRow
    person_id: UUID | None
    entry: EntryRow
    value: int
    why: str
    one_up: str
    is_there: bool
    guessed_by: SeatRow | None = None

    @property
    def missing(self) -> str:
        """Who would have to stand in the record first: whose number it is, or who guessed it. Empty where it may go."""
        if self.person_id is None:
            return self.seat.name
        return self.guessed_by.name if self.guessed_by is not None and self.guessed_by.person_id is None else ""


def numbers_of(place: Place, entries: Iterable[EntryRow], seats: Iterable[SeatRow], events: Iterable[EventRow]) -> list[Going]:
    """Each seat's number of an opened round, once; where they moved after the opening, the last one. A guess comes as one of its
    own, beside what the person said.

    ENTRIES as latest() gives them.
    """
    gone = {entry for one in events if isinstance(one.what, Carried) for entry in one.what.entries}
    by_seat = {seat.id: seat for seat in seats}
    last: dict[tuple[UUID, bool], list[EntryRow]] = {}
    for one in entries:
        if (one.stage, one.round) == (place.stage, place.round) and one.is_open and one.value is not None and one.id is not None:
            last.setdefault((one.seat_id, one.is_guess), []).append(one)
    found = []
    for seat_id, is_guess in sorted((one for one in last if one[0] in by_seat), key=lambda one: (by_seat[one[0]].position, one[1])):
        seat, given = by_seat[seat_id], sorted(last[seat_id, is_guess], key=lambda one: (one.after, one.number))
        own, now = given[0], given[-1]
        assert now.value is not None
        why = now.why if not now.after else (
            f"Given after all were opened: {now.why}" if own.after else
            f"Moved from {own.value} to {now.value} after all were opened: {now.why}")
        found.append(Going(seat, seat.person_id, now, now.value, why, now.more or own.more, now.id in gone,
                           by_seat.get(seat.brought_by) if is_guess and seat.brought_by is not None else None))
    return found


def given_again(place: Place, abouts: Mapping[int, str]) -> bool:
    """Was a later round about the same opened? ABOUTS: {round: about} of the opened rounds of this step."""
    return any(round_ > place.round and same(about, abouts.get(place.round, "")) for round_, about in abouts.items())


@command
def carry(discussion_id: UUID, place: Place) -> int:
    """Put the numbers of an opened round beside those of the danger's scale, one for each person of the record; returns how many.

    A guess goes as a guess, by whom for whom. A number goes once: pressed twice, or by two, nothing more happens. Raises
    RuleBroken for a round that is not open.
    """
    discussion = held(discussion_id)
    frame = thawed(discussion.frame)
    if not 0 <= place.stage < len(frame.stage):
        raise NotKnown
    openings = queries.openings_of(discussion_id)
    opening = openings.get((place.stage, place.round))
    if opening is None:
        raise RuleBroken("", "Open this round first: nobody’s number leaves it before")
    words = ends_in(discussion, place)
    if words.scale is None:
        raise RuleBroken("", "This round was about no danger of the record: its numbers stay here")
    scale = reads.one(words.scale)
    if scale is None or scale.is_withdrawn or scale.kind != "scale":
        raise RuleBroken("", "The scale was withdrawn since. The numbers stay here")
    if given_again(place, {round_: one.about for (at, round_), one in openings.items() if at == place.stage}):
        raise RuleBroken("", "The group gave its numbers again after talking. Those of the last round go there")
    seats = {seat.id: seat for seat in queries.seats_of(discussion_id)}
    going = [one for one in numbers_of(place, latest(queries.entries_of(discussion_id, ())), seats.values(),
                                       queries.events_of(discussion_id)) if not one.missing and not one.is_there]
    for one in going:
        bringer = seats.get(one.seat.brought_by) if one.seat.brought_by else None
        assert one.person_id is not None
        mapping.rate(words.scale, NewRating(
            one.person_id, one.value, opening.opened_at.astimezone(clock.LONDON).date(), why=one.why, one_up=one.one_up,
            asked_by=f"in a discussion, by {bringer.name}" if bringer and not one.guessed_by else "in a discussion",
            guessed_by=one.guessed_by.person_id if one.guessed_by else None))
    if going:
        write(discussion, Carried(stage=place.stage, round=place.round, scale=words.scale,
                                  entries=tuple(one.entry.id for one in going if one.entry.id is not None)))
        changed(discussion, "discussion.numbers_carried", {"numbers": len(going)})
    return len(going)

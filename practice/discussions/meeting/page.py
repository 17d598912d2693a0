"""The list as it is drawn: when each item begins, how far it is, and the words for one that the reader knows nothing of."""

from collections.abc import Sequence
from dataclasses import dataclass

from practice.core import dates
from practice.discussions.meeting.policy import MeetingSight
from practice.discussions.meeting.queries import ItemRow
from practice.discussions.meeting.times import as_planned, likely, time_at

ANOTHER = "Another family"
NEAR = 5  # the minutes of another family are told to the nearest five


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item: STATE is 'done', 'now', 'ahead' or 'off'; AT the time at which it is likely to begin, '' once that is past."""

    item: ItemRow
    number: int
    at: str
    state: str
    name: str
    about: str  # 'about 20 minutes'

    @property
    def is_named(self) -> bool:
        return self.item.discussion_id is not None


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """The whole list; NOW_SAYS tells the reader, in a sentence, whether to be there."""

    lines: tuple[ItemLine, ...]
    now_says: str
    along: str  # what the button says that moves along; '' where there is nothing to move
    ends: str


def page_of(seen: MeetingSight) -> MeetingPage:
    """As SEEN's reader may see it. Pure."""
    minutes = [one.minutes for one in seen.items]
    begins = _begins(seen, minutes)
    off = bool(seen.meeting.called_off_because)
    lines = tuple(ItemLine(one, number, begins[number - 1], "off" if off else _state(number - 1, seen.place), name_of(one),
                           about(one)) for number, one in enumerate(seen.items, 1))
    if off:
        return MeetingPage(lines, f"Called off: {seen.meeting.called_off_because}", "", "")
    return MeetingPage(lines, _now_says(seen, lines), _along(seen, lines), _ends(seen, minutes))


def name_of(item: ItemRow) -> str:
    return item.family if item.discussion_id is not None else ANOTHER


def about(item: ItemRow) -> str:
    """'about 20 minutes': for another family to the nearest five, as one would say at the door."""
    length = item.minutes if item.discussion_id is not None else max(round(item.minutes / NEAR) * NEAR, NEAR)
    return f"about {length} minutes"


def _begins(seen: MeetingSight, minutes: Sequence[int]) -> list[str]:
    meeting, place = seen.meeting, seen.place
    if place < 0:
        return as_planned(meeting.planned_at, minutes)
    if meeting.now_since is None or place >= len(minutes):
        return [""] * len(minutes)
    return [""] * place + [dates.time_of(one) for one in likely(meeting.now_since, minutes[place:])]


def _state(place: int, now: int) -> str:
    return "done" if place < now else "now" if place == now else "ahead"


def _now_says(seen: MeetingSight, lines: Sequence[ItemLine]) -> str:
    mine = [one for one in lines if one.item.sits and one.state != "done"]
    if not any(one.item.sits for one in lines):
        return "You hold no seat in what is on the list: you lead the list alone." if lines else ""
    if not mine:
        return "The families in which you hold a seat have had their turn. You can go."
    if seen.place >= 0 and mine[0].state == "now":
        stays = _stretches(lines, mine)[0]
        rest = _stretches(lines, mine)[1:]
        if stays[-1].number == len(lines):
            return "Now: a family in which you hold a seat."
        after = "it" if len(stays) == 1 else f"number {stays[-1].number}"
        again = f" and come again at {_when(rest)}" if rest else ""
        return f"Now: a family in which you hold a seat. You go after {after}{again}."
    before = "" if seen.place < 0 else "Now: another family. You are not asked to be there. "
    return f"{before}Come at {_when(_stretches(lines, mine))}."


def _stretches(lines: Sequence[ItemLine], mine: Sequence[ItemLine]) -> list[list[ItemLine]]:
    """The reader's items that follow each other, each stretch one coming and one going."""
    found: list[list[ItemLine]] = []
    for one in mine:
        if found and found[-1][-1].number == one.number - 1:
            found[-1].append(one)
        else:
            found.append([one])
    return found


def _when(stretches: Sequence[Sequence[ItemLine]]) -> str:
    """'about 9.30 for number 1, and at about 11.15 for numbers 3 to 5'."""
    return ", and at ".join(f"about {one[0].at} for {_numbers(one)}" for one in stretches)


def _numbers(stretch: Sequence[ItemLine]) -> str:
    first, last = stretch[0].number, stretch[-1].number
    return f"number {first}" if first == last else f"numbers {first} {'and' if last == first + 1 else 'to'} {last}"


def _along(seen: MeetingSight, lines: Sequence[ItemLine]) -> str:
    if not seen.leads or not lines or seen.meeting.ended_at is not None:
        return ""
    following = seen.place + 1
    if following == len(lines):
        return "End the meeting"
    return f"{'Begin with' if following == 0 else 'Go on to'} number {following + 1}"


def _ends(seen: MeetingSight, minutes: Sequence[int]) -> str:
    """'about 12.15'; '' once it runs."""
    if seen.place >= 0 or not minutes:
        return ""
    hours, _, rest = seen.meeting.planned_at.partition(".")
    return f"about {time_at((int(hours) * 60 + int(rest or 0) + sum(minutes)) % (24 * 60))}"

"""The list of families of a first page: what the reader is there, and what stands round each."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import msgspec

from practice.access.models import Information, PartKind
from practice.accounts.models import Role
from practice.core import clock, dates
from practice.core.pages import family_url
from practice.documents.hands.queries import NotHanded
from practice.documents.kinds_of_paper import PAPER_KINDS
from practice.insight.bulk import Holder, Mine
from practice.insight.case import Case, address
from practice.safety.thread import Thread

WARN_DAYS = 30  # an agreement warns this long before its end
MOST_PAPERS = 4  # of a family, named in its one line


class FamilyRow(msgspec.Struct, frozen=True):
    """One family of the list."""

    name: str
    url: str
    small: str
    is_protected: bool
    is_open: bool
    asked: str = ""
    lead: str = ""


def row_of(case: Case, role: Role) -> FamilyRow:
    mine = case.mine
    head, part = mine.sight.family, mine.sight.part
    words = []
    if role is not Role.MANAGER or not part.kinds_of_part & {PartKind.MANAGER}:
        words.append(part_words(mine, case.holders))
    if head.status and part.sees(Information.STORY):
        words.append(f"{head.status}.")
    if scales := _scales(case.thread):
        words.append(scales)
    lead = next((one.name for one in case.holders if one.kind is PartKind.ALLOCATED), "")
    return FamilyRow(head.name, address(mine), " ".join(words), case.is_protected, head.is_open, part.asked,
                     lead if role is Role.MANAGER else "")


def part_words(mine: Mine, holders: Sequence[Holder]) -> str:
    """'You lead.' · 'You cover for Priya Sandal until Fri 27 Nov.'"""
    kinds = mine.sight.part.kinds_of_part
    until = f" until {dates.day(mine.ends)}" if mine.ends else ""
    if PartKind.ALLOCATED in kinds:
        return f"You lead{until}."
    if PartKind.COVER in kinds:
        lead = next((one.name for one in holders if one.kind is PartKind.ALLOCATED), "")
        return f"You cover{f' for {lead}' if lead else ''}{until}."
    if PartKind.MANAGER in kinds:
        return f"You manage the worker’s team{until}."
    if PartKind.DUTY in kinds:
        return "You hold it until it is allocated."
    return f"You have a part of your own{until}." if mine.sight.part.may_write else f"You see what your part needs{until}."


def _scales(thread: Thread) -> str:
    found = [f"{one.spread.low} to {one.spread.high}" if one.spread.low != one.spread.high else f"{one.spread.low}"
             for one in thread.strands if one.spread is not None and one.spread.low is not None]
    if not found:
        return ""
    return ("Scales " + ", and ".join([", ".join(found[:-1]), found[-1]]) if len(found) > 1 else f"Scale {found[0]}") + "."


def is_allocated(case: Case) -> bool:
    return any(one.kind is PartKind.ALLOCATED for one in case.holders)


def agreements_in(case: Case, today: date) -> Iterable[tuple[str, str, str, str]]:
    for one in case.holders:
        if one.agreement_ends is None or one.agreement_ends - today > timedelta(days=WARN_DAYS):
            continue
        ended = one.agreement_ends < today
        yield (f"{one.name}, {one.agency}", f"{'Ended' if ended else 'Ends'} {dates.day(one.agreement_ends)}", case.name,
               address(case.mine, "cases.who"))


def summary_of(families: Sequence[Mine], role: Role) -> str:
    """'You lead for one family, cover one, and have a part in two.'"""
    live = [one for one in families if one.sight.family.is_open]
    if role is Role.MANAGER:
        return f"{_count(len(live))} of your team’s families {'is' if len(live) == 1 else 'are'} open." if live else ""
    kinds = [one.sight.part.kinds_of_part for one in live]
    lead = sum(PartKind.ALLOCATED in one for one in kinds)
    cover = sum(PartKind.COVER in one and PartKind.ALLOCATED not in one for one in kinds)
    rest = len(live) - lead - cover
    said = []
    if lead:
        said.append(f"lead for {_count(lead).lower()} famil{'y' if lead == 1 else 'ies'}")
    if cover:
        said.append(f"cover {_count(cover).lower()}" + ("" if said else f" famil{'y' if cover == 1 else 'ies'}"))
    if rest:
        said.append(f"have a part in {_count(rest).lower()}" + ("" if said else f" famil{'y' if rest == 1 else 'ies'}"))
    if not said:
        return ""
    return "You " + (", ".join(said[:-1]) + " and " + said[-1] if len(said) > 1 else said[0]) + "."


def _count(number: int) -> str:
    names = ("None", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
    return names[number] if number < len(names) else str(number)


def not_handed_in(case: Case, today: date) -> Iterable[tuple[str, str, str]]:
    """(family, one line, address) of papers that were made and given to nobody, for those who make papers."""
    part = case.mine.sight.part
    if not case.not_handed or not part.may_write or part.dangers or not part.sees(Information.STORY):
        return
    said = [_waiting(one, today) for one in case.not_handed[:MOST_PAPERS]]
    more = len(case.not_handed) - MOST_PAPERS
    yield (case.name, ", ".join(said) + (f", and {more} more" if more > 0 else ""),
           family_url("documents.index", case.mine.id))


def _waiting(paper: NotHanded, today: date) -> str:
    days = (today - paper.made_at.astimezone(clock.LONDON).date()).days
    when = {0: "made today", 1: "1 day"}.get(days, f"{days} days")
    return f"{paper.reader}’s {PAPER_KINDS[paper.kind].called} ({when})"

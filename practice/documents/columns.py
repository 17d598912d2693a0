"""Three columns beside each other: how wide each is set, so that they end as nearly together as they can; and where a
second sheet begins, so that each column has its heading there too and is read aloud under it.

A point is known by its column and its number in it, from 0: 'worried-3' is also its id on the paper.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from practice.documents.papers import Block

COLUMNS = ("worried", "good", "needs")
Begin = tuple[int, ...]  # of each column, the number of the first point on a sheet
AT_THE_TOP: tuple[Begin, ...] = ((0, 0, 0),)

LETTERS = 118  # of our 14 point on a whole landscape line, about
NARROWEST, WIDEST, STEP = 24, 52, 2  # hundredths of the sheet: below a quarter a line holds too few words
GAP = 4  # letters that the space between two columns, and the dot, take of a line
BETWEEN = 0.15  # of a line, after each point


def shares(columns: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """Hundredths of the sheet for three columns, each given as the letters of its paragraphs; () where fewer than three hold any.

    Of all widths in steps of two hundredths, those with the shortest highest column; of these the most even.
    """
    if len(columns) != 3 or not all(columns):  # noqa: PLR2004
        return ()
    high = [{share: _lines(column, share) for share in range(NARROWEST, WIDEST + 1, STEP)} for column in columns]
    tries = [(one, two, 100 - one - two) for one in high[0] for two in high[1] if 100 - one - two in high[2]]
    return min(tries, key=lambda widths: (max(lines[share] for lines, share in zip(high, widths, strict=True)), max(widths)))


def _lines(column: Sequence[int], share: int) -> float:
    letters = LETTERS * share / 100 - GAP
    return sum(ceil(max(count, 1) / letters) + BETWEEN for count in column)


def pieces(blocks: "Sequence[Block]", begin: int, end: int | None) -> "Iterator[tuple[int, Block]]":
    """What of BLOCKS stands on the sheet that holds the points BEGIN to END, each with the number of its first point."""
    at = 0
    for block in blocks:
        first, last = max(at, begin), at + len(block.points) if end is None else min(at + len(block.points), end)
        if first < last:
            yield first, replace(block, points=block.points[first - at:last - at])
        at += len(block.points)


def next_sheet(starts: Mapping[str, int], begins: Sequence[Begin]) -> Begin | None:
    """Where the sheet after those that BEGINS names begins, from the page on which each point was set; None: nothing is left.

    STARTS: {'worried-3': 2}, pages from 1.
    """
    over: dict[str, int] = {}
    for name, page in starts.items():
        column, _, number = name.rpartition("-")
        if column in COLUMNS and page > len(begins):
            over[column] = min(int(number), over.get(column, int(number)))
    if not over:
        return None
    ends = {column: 1 + max((int(name.rpartition("-")[2]) for name in starts if name.startswith(f"{column}-")), default=-1)
            for column in COLUMNS}
    found = tuple(over.get(column, ends[column]) for column in COLUMNS)
    return found if all(number > before or number == ends[column] for number, before, column in
                        zip(found, begins[-1], COLUMNS, strict=True)) else None

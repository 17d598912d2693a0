"""From a paper to HTML and on to a PDF: one template for both, and the closer setting when the core runs over its sheet."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import render_template

from practice.core.pages import asset
from practice.documents import columns, papers
from practice.documents.kinds_of_paper import PAPER_KINDS
from practice.documents.papers import Paper
from practice.documents.render import Press, Printed

FORMS = {"standard": "Standard print, 14 point", "large-print": "Large print, 18 point"}
GAIN = 0.16  # of a sheet, that setting large print closer may win on each: a last page that holds more is not tried
SPARSE = 0.3  # of its sheet: a last page that holds less is worth setting the whole paper closer, where that saves it
ONE_SHEET = 0.9  # of its height, that two short sheets may fill together to become one
MOST_SHEETS = 6  # that get their headings; a longer one runs on without
DRAWINGS = {  # what a screen reader says; the names are those of our drawings, and no other is printed
    "whale": "A blue whale", "lamp-window": "A lamp in a window", "lamp": "A lamp", "house": "A house", "heart": "A heart",
    "football": "A football", "bed": "A bed", "phone": "A telephone", "sun": "The sun", "talk": "People talking",
    "ring": "A ring", "path": "A path", "people": "People", "cake": "A cake", "worried": "A worried face", "calendar": "A calendar",
    "phone-999": "A telephone that shows 999", "neighbour": "Somebody at the door", "lock": "A locked door",
    "eggs": "Eggs on a plate",
    **{f"clock-{hour}": f"Clock at {hour}" for hour in range(1, 13)},
}


def size_of(paper: Paper) -> str:
    """The class on html that chooses the size."""
    kind = PAPER_KINDS[paper.kind]
    if paper.furniture.is_for_child:
        return "kid"  # 18 point as it is
    return kind.large if paper.furniture.form == "large-print" else kind.sizes[paper.furniture.is_office]


def html_of(paper: Paper, *, size: str | None = None, on_screen: bool = False, back: str = "",  # noqa: PLR0913
            turned: Mapping[str, Any] | None = None, begins: Sequence[columns.Begin] = columns.AT_THE_TOP) -> str:
    """The paper as HTML: for the press, as the page that prints from the browser, or on a screen TURNED towards its reader."""
    kind = PAPER_KINDS[paper.kind]
    template = kind.child_template if paper.furniture.is_for_child else kind.template
    return render_template(template, paper=paper, code=papers.code_of(paper), drawings=DRAWINGS,
                           size=size_of(paper) if size is None else size, is_single="single" in (size or ""),
                           on_screen=on_screen, back=back, turned=turned, begins=begins, pieces=columns.pieces,
                           picture=_on_the_web if on_screen else _in_the_press)


def _in_the_press(name: str) -> str:
    return f"paper:pictures/{name}.svg"


def _on_the_web(name: str) -> str:
    return asset(f"paper/pictures/{name}.svg")


def printed(paper: Paper, press: Press) -> Printed:
    """The sealed PDF. A core that does not fit its sheet is set closer where that saves a page, never smaller."""
    size, core_pages = size_of(paper), PAPER_KINDS[paper.kind].core_pages
    first = press.print(html_of(paper))
    if first.pages == 1:
        return _alone(paper, press, size, first)
    if paper.furniture.form == "standard" and _is_short(first):
        together = press.print(html_of(paper, size=f"{size} runs-on".strip()))
        if together.pages < first.pages:
            return together
    if paper.furniture.form == "standard" and first.starts.get("scales", 0) > first.starts.get("says", first.pages) + 1:
        below = press.print(html_of(paper, size=f"{size} snug below".strip()))  # what all say ends on a sheet with room
        if below.pages < first.pages:
            return below
    if paper.furniture.form == "large-print" and not paper.furniture.is_for_child:
        if first.ends > GAIN * first.pages:
            return first
        near = press.print(html_of(paper, size=f"{size} near"))
        if near.pages >= first.pages:
            return first
        return near if near.pages > 1 else _alone(paper, press, f"{size} near", near)
    if not core_pages or (fits(first, core_pages) and first.ends > SPARSE):
        return first
    snug = f"{size} snug".strip()
    closer = press.print(html_of(paper, size=snug))
    if closer.pages == 1:
        return _alone(paper, press, snug, closer)
    if fits(first, core_pages):
        return closer if closer.pages < first.pages else first
    if fits(closer, core_pages):
        return closer
    if PAPER_KINDS[paper.kind].runs_on:
        is_cut = columns.next_sheet(closer.starts, columns.AT_THE_TOP) is not None
        closer = _on_sheets(paper, press, snug, closer)
        if is_cut:
            return closer
    return closer if closer.pages < first.pages else first


def _on_sheets(paper: Paper, press: Press, size: str, made: Printed) -> Printed:
    """Columns that take more than one sheet: each has its heading on every sheet. What comes after them begins below the
    last, not on a sheet of its own, where that saves a page."""
    begins = columns.AT_THE_TOP
    while len(begins) < MOST_SHEETS and (after := columns.next_sheet(made.starts, begins)):
        begins += (after,)
        made = press.print(html_of(paper, size=size, begins=begins))
    return min(made, press.print(html_of(paper, size=f"{size} runs-on", begins=begins)), key=lambda one: one.pages)


def _alone(paper: Paper, press: Press, size: str, made: Printed) -> Printed:
    """A paper of one page carries its furniture as words of its own: in a margin it would be lost to a screen reader."""
    for margins in ("single", "single tight"):
        alone = press.print(html_of(paper, size=f"{size} {margins}".strip()))
        if alone.pages == 1:
            return alone
    return made


def _is_short(made: Printed) -> bool:
    """Would the first sheet hold the second as well? A narrow part leaves little on each."""
    second = made.downs.get("needs-end", 1.0) if made.starts.get("needs-end") == 2 else 1.0  # noqa: PLR2004
    return made.starts.get("needs") == 2 and made.downs.get("first-end", 1.0) + second < ONE_SHEET  # noqa: PLR2004


def fits(made: Printed, core_pages: int) -> bool:
    """Does the core end on its own pages? What follows it begins on a new one."""
    after = min((made.starts[name] for name in ("says", "scales", "days") if name in made.starts), default=made.pages + 1)
    return after <= core_pages + 1

"""Words as runs: which of them stand bold, which are numbers to ring. User text stays text; templates only choose the tag."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

NO_BREAK, NO_BREAK_HYPHEN = "\u00a0", "\u2011"
MONTHS = ("January|February|March|April|May|June|July|August|September|October|November|December"
          "|Jan|Feb|Apr|Aug|Sept|Sep|Oct|Nov|Dec")
_DATE = re.compile(rf"\b(\d{{1,2}}) ({MONTHS})\b(?: (\d{{4}})\b)?")
_GROWN_UP = re.compile(r"\b([Gg]rown)-(ups?)\b")
# A telephone number as people write it: a nought or +44, then at least nine more figures in groups; or Childline's.
_PHONE = re.compile(r"(?<![\w+])(?:\+44[ \u00a0]?|0)\d(?:[ \u00a0-]?\d){8,10}(?!\w)|(?<!\w)0800[ \u00a0]1111(?!\w)")
_SHORT = re.compile(r"(?<![\w])(?:999|111|101)(?![\w])")

_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?"
# When something happens, as rules say it: 'by 5', 'before 7', 'on Tuesdays and Saturdays', 'each week', 'the same day'.
_WHEN = re.compile(
    rf"\b(?:(?:by|before|at|until|after) \d{{1,2}}(?:[.:]\d\d)?(?: ?[ap]m| (?:{MONTHS}))?(?: each (?:night|day))?"
    rf"|on {_DAY}(?:(?:,| and) {_DAY})*|(?:every|each) (?:second )?(?:day|night|morning|evening|week|weekday|month|{_DAY})"
    r"|within \d+ (?:minutes?|hours?|days?|weeks?)|the (?:same|next) day|after each meeting|day and night|on weekdays)\b")


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line. `tone`: '' plain, 'b' bold, 'tel' a number to ring, 'num' a short one, 'nine' the large 999."""

    text: str
    tone: str = ""


Line = tuple[Run, ...]


def together(text: str) -> str:
    """No break inside '9 October' and 'grown-up': a break there is read aloud as 'grownup'."""
    text = _DATE.sub(lambda found: NO_BREAK.join(part for part in found.groups() if part), text)
    return _GROWN_UP.sub(rf"\1{NO_BREAK_HYPHEN}\2", text)


def line(text: str, bold: Iterable[str] = (), *, to_ring: bool = False) -> Line:
    """TEXT as runs: telephone numbers stand out, and so does the first occurrence of each of BOLD (name, time).

    In a line that tells whom TO_RING, 999 is large and 111 and 101 are bold.
    """
    text = together(" ".join(text.split()))
    spans: list[tuple[int, int, str]] = [(found.start(), found.end(), "tel") for found in _PHONE.finditer(text)]
    for found in _SHORT.finditer(text) if to_ring else ():
        spans.append((found.start(), found.end(), "nine" if found[0] == "999" else "num"))
    for word in bold:
        word = together(" ".join(word.split()))
        if word and (found_word := re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)):
            spans.append((found_word.start(), found_word.end(), "b"))
    runs, at = [], 0
    for start, end, tone in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start < at:
            continue
        if start > at:
            runs.append(Run(text[at:start]))
        runs.append(Run(text[start:end], tone))
        at = end
    if at < len(text):
        runs.append(Run(text[at:]))
    return tuple(runs)


def when_in(text: str) -> str:
    """The first words of TEXT that say when, or ''."""
    found = _WHEN.search(text)
    return found[0] if found else ""


def days_in(text: str) -> list[str]:
    """The days that TEXT names, longest form first: 'Tuesday 15 December', '8 December'."""
    return [found[0] for found in re.finditer(rf"(?:{_DAY.replace('s?', '')} )?{_DATE.pattern[2:]}", text)]


def numbers_in(text: str) -> set[str]:
    """The telephone numbers in TEXT, as figures alone."""
    return {re.sub(r"\D", "", found[0]) for found in _PHONE.finditer(text)}


def short_days(text: str) -> set[str]:
    """The days that TEXT names, all in one form: '12 Sep' for '12 September', 'Sat 12 Sept' and '12 Sep'."""
    return {f"{found[1]} {found[2][:3]}" for found in _DATE.finditer(text)}


def is_days_alone(text: str) -> bool:
    """Does TEXT name one day or more, with nothing but a weekday beside them?"""
    rest, found = _DATE.subn("", text)
    return found > 0 and not re.sub(r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\b|\band\b|[,. ]", "", rest)


def plain(runs: Line) -> str:
    """The words alone, with ordinary blanks and hyphens: for the guard, for comparing, for reading aloud."""
    return "".join(run.text for run in runs).replace(NO_BREAK, " ").replace(NO_BREAK_HYPHEN, "-")


def paragraphs(text: str) -> tuple[Line, ...]:
    """Each written line of TEXT as one paragraph."""
    return tuple(line(part) for part in text.splitlines() if part.strip())

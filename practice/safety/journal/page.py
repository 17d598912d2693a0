"""The journal, ready to draw: each entry in the order in which it was asked, who read it, and how it stands."""

from dataclasses import dataclass
from uuid import UUID

from practice.core import dates
from practice.families.queries import People
from practice.records.queries import Row
from practice.safety.journal.forms import MARKS
from practice.safety.journal.kinds import CAME
from practice.safety.journal.queries import Journal, PhotoRow, ReadRow


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that was said: what was asked, the words, and whether they are exact."""

    label: str
    words: str
    is_verbatim: bool = False


@dataclass(frozen=True, slots=True)
class EntryView:
    """One entry as it is drawn."""

    row: Row
    day: str
    who: str
    how: str  # 'By phone. Typed by Priya Sandal, Thu 15 Oct, 9.20'
    parts: tuple[Part, ...]
    number: str  # '6 for danger 1', where the reader sees that scale
    is_read: bool
    reads: tuple[tuple[str, str], ...]  # ('Read, no change', 'Priya Sandal, Thu 15 Oct, 9.20')
    photos: tuple[PhotoRow, ...]
    hidden_from: str

    @property
    def kept(self) -> list[PhotoRow]:
        """The photos that can be looked at."""
        return [photo for photo in self.photos if not photo.is_erased]

    @property
    def erased(self) -> list[PhotoRow]:
        return [photo for photo in self.photos if photo.is_erased]

    @property
    def title(self) -> str:
        return f"{self.day}, {self.who}"

    @property
    def is_worry(self) -> bool:
        worry: bool = self.row.body.worry
        return worry


def entry_view(journal: Journal, row: Row) -> EntryView:
    """ROW as its reader may see it: what hangs on rows that they do not see is left out."""
    body, people = row.body, journal.people
    signs = {sign.id: sign.body.words.rstrip(".") for sign in journal.others if sign.kind == "early_sign"}
    seen = [signs[sign] for sign in body.signs if sign in signs] + ([body.sign_words] if body.sign_words else [])
    child = people.short(body.child, "The child")
    said = (Part("What went to plan", body.went_to_plan), Part("What happened", body.words),
            Part("Early signs seen", "; ".join(seen)), Part("What we did", body.we_did),
            Part(f"What {child} did or said", body.child_said, body.child_verbatim))
    came = CAME.get(body.came, "")
    typed = f"Typed by {row.author}, {dates.moment(row.recorded_at)}" if row.author else ""
    return EntryView(
        row, dates.day(body.on), _who(row, people), ". ".join(part for part in (came, typed) if part),
        tuple(part for part in said if part.words), _number(journal, row), journal.is_read(row),
        tuple(_read(read, row) for read in reversed(journal.reads.get(row.id, []))), tuple(journal.photos.get(row.id, ())),
        ", ".join(person.short_name or person.name for one in journal.not_for.get(row.id, ()) if (person := people.get(one))))


def title_of(row: Row, people: People) -> str:
    """'Fri 20 Nov, Coral'."""
    return f"{dates.day(row.body.on)}, {_who(row, people)}"


def _who(row: Row, people: People) -> str:
    return people.short(row.body.said_by) or row.body.said_by_name or "Somebody"


def _number(journal: Journal, row: Row) -> str:
    if row.body.number is None or not journal.sees_number(row):
        return ""
    number = next((no for no, danger in enumerate(journal.of("danger"), 1) if danger.id == row.parent_id), 0)
    return f"{row.body.number} for danger {number}" if number else ""


def _read(read: ReadRow, row: Row) -> tuple[str, str]:
    who = f"{read.author or 'Somebody'}, {dates.moment(read.at)}"
    before = "" if read.number == row.number else ", before it was changed"
    return f"{MARKS[read.mark]}{before}" + (f": {read.words}" if read.words else ""), who


def titles(journal: Journal) -> dict[UUID, str]:
    """Names of people and of the signs and dangers that the reader sees, for comparing in words."""
    names = {person.id: person.short_name for person in journal.people.values()}
    return names | {row.id: getattr(row.body, "title", "") or row.body.words[:80] for row in journal.others}

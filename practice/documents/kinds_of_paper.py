"""The kinds of paper: one line of registration each, read by every page, the command, the press and the issue log.

A new kind is a view model with its builder (a module of this room), a template, and the line at the builder's end:
`register(PaperKind(...))`. documents/__init__.py imports the module; nothing else changes.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from practice.families.queries import PersonRow, Sight
from practice.records.queries import Row

if TYPE_CHECKING:
    from practice.documents.choosing import Choice
    from practice.documents.material import Material
    from practice.documents.papers import Paper


@dataclass(frozen=True, slots=True)
class Involved:
    """Who in a family has what, so that a kind can say whether somebody may be its reader."""

    doers: frozenset[UUID]  # with a rule, a promise or a red flag of their own, or as somebody's back-up
    rated: frozenset[UUID]  # gave a number
    records: frozenset[str]  # kinds of record that the family has


def involved_in(rows: Iterable[Row], rated: Iterable[UUID]) -> Involved:
    """From the rows as they stand and those who gave a number."""
    rows, doers = tuple(rows), set()
    for row in rows:
        body = row.body
        for name in ("who", "rings", "safe_person"):
            doers |= _ids(getattr(body, name, None))
        for name in ("back_up", "looks"):
            doers |= _ids(getattr(body, name, ()))
    return Involved(frozenset(doers), frozenset(rated), frozenset(row.kind for row in rows))


def _ids(value: Any) -> set[UUID]:
    return {value} if isinstance(value, UUID) else {one for one in value or () if isinstance(one, UUID)}


def anybody(_person: PersonRow, _involved: Involved) -> str:
    """Every person of the record may be its reader."""
    return ""


class Holds(Protocol):
    """Does a kind of paper hold this record when it is for this person?"""

    def __call__(self, _row: Row, _person: PersonRow, /, *, is_worded: bool) -> bool: ...


def anything(_row: Row, _person: PersonRow, *, is_worded: bool) -> bool:
    """Every record of these kinds may be printed, in words made for the reader (IS_WORDED) or not."""
    del is_worded
    return True


class KeepsBack(Protocol):
    """(rule, why) where a record does not reach its reader, beyond the rules that every paper has; or None."""

    def __call__(self, _row: Row, _material: "Material", /, *, is_worded: bool) -> tuple[str, str] | None: ...


def nothing_more(_row: Row, _material: "Material", *, is_worded: bool) -> None:
    """No further rule."""
    del is_worded


def nobody_hears(_row: Row, _material: "Material") -> bool:
    """Nobody has it from elsewhere."""
    return False


@dataclass(frozen=True, slots=True)
class PaperKind:
    """One kind of paper. `make` builds its view model for a reader; a `blank` form needs no reader and holds nothing of the record.

    `for_whom` answers '' where a person may be its reader, else a sentence that says why not.
    """

    name: str
    called: str  # 'family plan'
    file_name: str  # neutral: it names nobody (A7)
    template: str
    place: int  # in lists
    records: tuple[str, ...] = ()  # kinds of record that may be printed on it
    snapshot: str = ""  # kind of frozen version; '' where it is always made from the words as they stand
    make: "Callable[[Material, Choice, str], Paper] | None" = None
    blank: "Callable[[str, str], Paper] | None" = None  # (the family's name or '', form)
    for_whom: Callable[[PersonRow, Involved], str] = anybody
    holds: Holds = anything  # of these records: is this one the reader's?
    sizes: tuple[str, str] = ("", "")  # the class on html for the family, and for a professional's copy
    large: str = "large"
    child_template: str = ""  # where a young child's copy is laid out on its own
    empty_for_child: str = ""  # where nothing was chosen for a child there is no paper: said instead. '' as for all others
    core_pages: int = 0  # the pages that its core should fit; set closer where that saves one. 0: never
    runs_on: bool = False  # its core is columns that may take more than one sheet
    empty_without: str = ""  # where nothing was chosen there is no paper: said instead. '' prints all the same
    needs: frozenset[str] = frozenset()  # kinds of which at least one must be in; none: any
    has_drafts: bool = True  # may be made from the words as they stand, before they are frozen
    keeps_back: KeepsBack = nothing_more
    hears: "Callable[[Row, Material], bool]" = nobody_hears  # a professional heard it in the room: their part need not reach it
    to_read: str = ""  # the link to it on a screen that is turned towards its reader: 'What we decided'
    since: "Callable[[Sight, list[Row]], tuple[list[Row], tuple[Any, ...]]] | None" = None  # what came after the frozen version

    @property
    def reads(self) -> tuple[str, ...]:
        """What is read for it: its own kinds, and those on which they hang (a part may be narrowed to some dangers)."""
        return tuple(dict.fromkeys((*self.records, "danger", "goal"))) if self.records else ()

    @property
    def title(self) -> str:
        """'Family plan'."""
        return self.called[:1].upper() + self.called[1:]

    @property
    def link(self) -> str:
        """What the link to it says to its reader, on a turned screen."""
        return self.to_read or self.title


PAPER_KINDS: dict[str, PaperKind] = {}


def register(kind: PaperKind) -> None:
    """Make it a kind of paper. Raises ValueError for a second one of the same name, or one that nothing can make."""
    if kind.name in PAPER_KINDS or (kind.make is None) == (kind.blank is None):
        raise ValueError(f"{kind.name} is registered twice, or has not exactly one way to be made")
    PAPER_KINDS[kind.name] = kind
    ordered = sorted(PAPER_KINDS.values(), key=lambda one: one.place)
    PAPER_KINDS.clear()
    PAPER_KINDS.update((one.name, one) for one in ordered)


def for_readers() -> tuple[PaperKind, ...]:
    """Those that are written for a named person, in the order of lists."""
    return tuple(kind for kind in PAPER_KINDS.values() if kind.make is not None)


def blanks() -> tuple[PaperKind, ...]:
    """Forms to fill by hand."""
    return tuple(kind for kind in PAPER_KINDS.values() if kind.blank is not None)


def for_reader(name: str) -> PaperKind | None:
    """The kind of that name, if it is one for a named reader."""
    kind = PAPER_KINDS.get(name)
    return kind if kind is not None and kind.make is not None else None

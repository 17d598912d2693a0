"""What rooms above tell this one, which stands below them and may not import them: about closing, and about whom a line of the
trail names.

A family that has a plan is closed on the page where its thread is looked at once more; the safety room registers which. Papers know
for whom they were made; the network knows of whom a reader may not know.
"""

from collections.abc import Callable, Iterable
from uuid import UUID

from practice.families.queries import Sight

Readers = Callable[[Iterable[UUID]], dict[UUID, UUID]]
Hidden = Callable[[Sight], set[UUID]]
_readers: list[Readers] = []
_hidden: list[Hidden] = []
_closes: list[Callable[[Sight], str]] = []


def tell_closing(found: Callable[[Sight], str]) -> None:
    """Register who knows the page on which a family with a plan is closed: its address, '' for a family without a plan."""
    _closes[:] = [found]


def closing_page(sight: Sight) -> str:
    """Where this family is closed; '' where it is closed here."""
    return _closes[0](sight) if _closes else ""


def tell_readers(found: Readers) -> None:
    """Register who knows for whom papers were made: {paper: person} of those asked for that are papers."""
    _readers[:] = [found]


def tell_hidden(found: Hidden) -> None:
    """Register who knows of which people of a family a user may not know."""
    _hidden[:] = [found]


def readers_of(ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """{paper: the person it was made for} of those of IDS that are papers."""
    return _readers[0](ids) if _readers else {}


def hidden_from(sight: Sight) -> set[UUID]:
    """People of the family of whom this user may not know."""
    return _hidden[0](sight) if _hidden else set()

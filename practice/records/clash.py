"""Both texts of a clash: somebody saved first, and what was typed is safe. Pure.

The fields in which the two differ are shown side by side, each against what both had started from, and what can be put
together by itself is put together: nothing is lost (B2).
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import msgspec

from practice.core.errors import Clash
from practice.records.bodies import KINDS
from practice.records.compare import FieldChange, as_text, fields_between, word_by_word
from practice.records.queries import Row


class Both(msgspec.Struct, frozen=True):
    """Who saved first and when, the fields in which the two differ, and what was typed, to send it again."""

    by: str
    at: str
    texts: tuple[tuple[str, FieldChange, FieldChange], ...]  # label, theirs and mine, each as pieces since the base
    typed: tuple[tuple[str, str], ...]
    lock_version: int
    number: int


def texts_of(kind: str, base: Any, theirs: Row, mine: Any, names: dict[UUID, str]
             ) -> list[tuple[str, FieldChange, FieldChange]]:
    """The fields in which the two differ, each against what both had started from."""
    found = []
    for change in fields_between(theirs.kind, theirs.body, kind, mine, names):
        name = next((field for field in mine.__struct_fields__
                     if KINDS[kind].labels.get(field, field.replace("_", " ")) == change.label
                     and getattr(mine, field, None) != getattr(theirs.body, field, None)), "")
        before, his, own = (as_text(getattr(body, name, None), names) for body in (base, theirs.body, mine))
        found.append((change.label, FieldChange(change.label, word_by_word(before, his)),
                      FieldChange(change.label, word_by_word(before, own))))
    return found


def merge(base: Any, theirs: Any, mine: Any) -> Any:
    """MINE, with THEIRS where only they changed; where both changed a text, both stand under each other. Nothing is lost."""
    values = {}
    for name in mine.__struct_fields__:
        before, his, own = getattr(base, name), getattr(theirs, name), getattr(mine, name)
        if his in (before, own):
            values[name] = own
        elif own == before:
            values[name] = his
        elif isinstance(own, str) and isinstance(his, str):
            values[name] = f"{his}\n{own}".strip()
        else:
            values[name] = own
    return type(mine)(**values)


def both_texts(clash: Clash, kind: str, base: Any, mine: Any, typed: Iterable[tuple[str, str]],  # noqa: PLR0917
               names: dict[UUID, str]) -> Both:
    """What the page of a clash shows. BASE is what both had started from, TYPED what the form sent, to send it again."""
    theirs = clash.theirs
    assert isinstance(theirs, Row)
    return Both(clash.by, clash.at, tuple(texts_of(kind, base, theirs, mine, names)), tuple(typed), theirs.lock_version,
                theirs.number)

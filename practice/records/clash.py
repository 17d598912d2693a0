"""Both texts of a clash: somebody saved first, and what was typed is safe.

The fields in which the two differ are shown side by side, each against what both had started from, and what can be put
together by itself is put together: nothing is lost (B2).
"""

import secrets
from typing import Any
from uuid import UUID

import msgspec
from flask import request

from practice.core.errors import Clash
from practice.records.bodies import KINDS
from practice.records.compare import FieldChange, as_text, fields_between, word_by_word
from practice.records.queries import Row, history

# Fields of a form's own working: they are made anew when the texts are sent again.
_OWN = frozenset({"csrf_token", "submission_key", "lock_version", "seen_number", "place", "together"})


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


def put_together(form: Any, clash: Clash, names: dict[UUID, str]) -> tuple[Row, Both]:
    """What stands now, and both texts side by side, what is different underlined. FORM then holds what can be put together by
    itself, and is sent as another thing; where the row was moved meanwhile it holds what was typed. Nothing is lost."""
    theirs, mine = clash.theirs, form.body()
    assert isinstance(theirs, Row)
    base = next((past.body for past in history(theirs.id) if str(past.number) == form.seen_number.data and past.kind == form.kind),
                theirs.body)
    typed = tuple((name, value) for name, values in request.form.lists() if name not in _OWN for value in values)
    both = Both(clash.by, clash.at, tuple(texts_of(form.kind, base, theirs, mine, names)), typed, theirs.lock_version,
                theirs.number)
    form.fill(merge(base, theirs.body, mine) if theirs.kind == form.kind else mine)
    form.look_at(theirs)
    form.submission_key.data = secrets.token_urlsafe(18)
    return theirs, both

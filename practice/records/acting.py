"""What small pages about one record share: the version that a person looks at, doing it once the form is right, and every
earlier version with what it changed. The rooms own the screens."""

import secrets
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from flask.typing import ResponseReturnValue

from practice.core.errors import Clash, RuleBroken
from practice.core.forms import Form
from practice.records import queries
from practice.records.bodies import KINDS
from practice.records.compare import FieldChange, fields_between, title_of
from practice.records.policy import RecordSight
from practice.records.queries import PastRow

T = TypeVar("T")
F = TypeVar("F", bound=Form)


def looking_at(form: F, seen: RecordSight) -> F:
    """The form, which remembers the version that the person sees."""
    form.lock_version.data = str(seen.row.lock_version)
    return form


def do(seen: RecordSight, form: Form, act: Callable[[], T], back: Callable[[T], ResponseReturnValue],
       again: Callable[..., ResponseReturnValue]) -> ResponseReturnValue:
    """ACT once the form is right, then BACK; else the page AGAIN: a clash shows what stands there now, and keeps what was typed."""
    if form.sent():
        try:
            return back(act())
        except RuleBroken as broken:
            form.show(broken)
        except Clash as clash:
            form.lock_version.data = str(clash.lock_version)
            form.submission_key.data = secrets.token_urlsafe(18)  # what is sent next is another thing
            standing = queries.one(seen.row.id)
            assert standing is not None
            return again(RecordSight(seen.sight, standing), form, status=409, clash=clash)
    return again(seen, form, status=422)


class Step(NamedTuple):
    """One version of a record: what it changed, from which kind it was moved ('' where it was not), what it is called, and what it
    said."""

    version: PastRow
    changed: tuple[FieldChange, ...]
    moved: str
    called: str
    said: str


def steps_of(record_id: UUID, names: Mapping[UUID, str]) -> list[Step]:
    """Every version, newest first, each with what it changed, word by word."""
    past: list[Any] = queries.history(record_id)
    steps = []
    for version, before in zip(past, [*past[1:], None], strict=True):
        changed = fields_between(before.kind, before.body, version.kind, version.body, names) if before else []
        moved = KINDS[before.kind].called if before and before.kind != version.kind else ""
        steps.append(Step(version, tuple(changed), moved, KINDS[version.kind].called, title_of(version.body)))
    return steps

"""What every page of the network shares: how it is drawn, and the way back to what was just saved."""

from typing import Any
from uuid import UUID

from flask import Response, redirect, url_for
from flask.typing import ResponseReturnValue

from practice.core import pages
from practice.families.frame import frame
from practice.families.queries import People, Sight

HERE = "Safety plan"


def draw(template: str, sight: Sight, people: People, *, status: int = 200, **context: Any) -> Response:
    return pages.page(template, status=status, sight=sight, people=people, frame=frame(sight, people, HERE), **context)


def back_to(sight: Sight, record_id: UUID | None = None, place: str = "") -> ResponseReturnValue:
    """To the network, at what was just saved."""
    anchor = f"r-{record_id.hex}" if record_id else place or None
    return redirect(url_for("network.show", family_id=sight.family_id, saved=record_id.hex if record_id else None,
                            _anchor=anchor), 303)

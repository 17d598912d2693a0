"""What every page of the mapping is drawn with: the family's frame, and which piece htmx asked for."""

import re
from typing import Any

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from practice.core import pages
from practice.families.frame import frame
from practice.families.queries import People, Sight
from practice.guidance import content
from practice.mapping.board import PART_OF, first_child
from practice.records.queries import Row

_PLACE = re.compile(r"(?:s|add|p)-[0-9a-z_-]{1,60}")


def by_htmx() -> bool:
    return request.headers.get("HX-Request") == "true"


def place(otherwise: str) -> str:
    """The id of the place that htmx asked to fill, or OTHERWISE. Only ids of our own shape."""
    asked = request.headers.get("HX-Target", "").rpartition("#")[2]
    return asked if _PLACE.fullmatch(asked) else otherwise


def draw(template: str, sight: Sight, people: People, *, status: int = 200, **context: Any) -> Response:
    """A whole page of the family."""
    return pages.page(template, status=status, sight=sight, people=people, frame=frame(sight, people, "Mapping"), **context)


def form_page(template: str, sight: Sight, people: People, *, root: str, status: int = 200, **context: Any) -> Response:
    """A form as a page, or as the piece that stands in its place on the board. ROOT is the id of the piece."""
    guides = content.guides_for(first_child(people))
    shared = {"sight": sight, "people": people, "guides": guides, "pieces": content.pieces,
              "three_questions": content.THREE_QUESTIONS, **context}
    if by_htmx():
        spot = request.form.get("place", "") or place(root)
        spot = spot if _PLACE.fullmatch(spot) else root
        response = pages.piece(template, "form", status=status, root=spot, inline=True, **shared)
        if request.method == "POST":  # the answer to a form goes where the form stood, not where its success would go
            response.headers["HX-Retarget"] = f"#{spot}"
            response.headers["HX-Reswap"] = "outerHTML"
        return response
    return pages.page(template, status=status, root=root, inline=False, frame=frame(sight, people, "Mapping"), **shared)


def back_to(sight: Sight, row: Row | None = None, kind: str = "", part: str = "") -> ResponseReturnValue:
    """To the board, at the statement that was just saved."""
    where = part or PART_OF.get(kind or (row.kind if row else ""), "worried")
    if row is None:
        return redirect(url_for("mapping.show", family_id=sight.family_id, part=where), 303)
    return redirect(url_for("mapping.show", family_id=sight.family_id, part=where, saved=row.id.hex,
                            _anchor=f"s-{row.id.hex}"), 303)

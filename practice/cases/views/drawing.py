"""What every page of this room hands to its template."""

from typing import Any

from flask import Response

from practice.core.forms import Form
from practice.core.pages import page
from practice.families.frame import frame
from practice.families.queries import Sight, people_of


def family_page(template: str, sight: Sight, *, here: str, status: int = 200, **context: Any) -> Response:
    """A page of one family, under its frame. HERE is the part of the record that it belongs to."""
    people = people_of(sight.family_id)
    return page(template, status=status, sight=sight, people=people, frame=frame(sight, people, here), **context)


def form_page(sight: Sight, form: Form, *, title: str, fields: list[str], save: str, back: str, intro: str = "",
              here: str = "cases.who", status: int = 200, **context: Any) -> Response:
    """A form on a page of its own; FIELDS are drawn in that order."""
    return family_page("cases/form.html", sight, here=here, status=status, form=form, title=title, fields=fields, save=save,
                       back=back, intro=intro, **context)

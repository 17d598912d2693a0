"""Who has looked at this family, and what was changed."""

from flask import request
from flask.typing import ResponseReturnValue

from practice.cases import policy, queries
from practice.cases.views import bp
from practice.core.access import allow
from practice.core.errors import NotKnown
from practice.core.pages import page
from practice.families.frame import frame
from practice.families.queries import Sight, people_of


@bp.get("/families/<uuid:family_id>/looked")
@allow(policy.may_know_who_looked)
def looked(sight: Sight) -> ResponseReturnValue:
    text = request.args.get("before", "")
    if text and not (text.isascii() and text.isdigit() and len(text) < 19):
        raise NotKnown
    people = people_of(sight.family_id)
    lines, before = queries.looked_at(sight, people, int(text) if text else None)
    return page("cases/looked.html", sight=sight, people=people, frame=frame(sight, people, "cases.looked"), lines=lines,
                before=before, is_first=not text, whole=queries.sees_whole_trail(sight.part))

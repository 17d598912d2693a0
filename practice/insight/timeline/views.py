"""One page: what happened, in one line. Whoever holds a part may open it; each event asks for the part that its own page asks."""

from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from practice.core.access import allow
from practice.core.pages import page
from practice.families.frame import frame
from practice.families.policy import may_see
from practice.families.queries import Sight
from practice.insight.timeline.events import GROUPS
from practice.insight.timeline.page import Asked, page_of
from practice.insight.timeline.queries import timeline_of

bp = Blueprint("timeline", __name__, url_prefix="/families/<uuid:family_id>/timeline")


@bp.get("")
@allow(may_see)
def show(sight: Sight) -> ResponseReturnValue:
    """?kind= (any number) and ?person= narrow it, ?order=oldest turns it round, ?page= goes on, ?print is for paper."""
    timeline = timeline_of(sight)
    is_print = "print" in request.args
    found = page_of(timeline, _asked(), whole=is_print)
    return page("insight/timeline.html", sight=sight, people=timeline.people, frame=frame(sight, timeline.people, "insight.story"),
                line=found, is_print=is_print)


def _asked() -> Asked:
    """What the address asks; what it does not know is left out."""
    try:
        person = UUID(request.args.get("person", ""))
    except ValueError:
        person = None
    here = request.args.get("page", "1")
    return Asked(frozenset(key for key in request.args.getlist("kind") if key in GROUPS), person,
                 request.args.get("order") == "oldest", int(here) if here.isascii() and here.isdigit() and len(here) < 6 else 1)

"""One small route: how what is being typed reads.

No look is recorded: nothing of the record is shown, only what the user sent comes back measured, and the page on which they type
was recorded when it was opened. The words are not written to the database, to a log or to a cache.
"""

from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from practice.core.access import allow
from practice.core.forms import LONG
from practice.core.pages import page
from practice.documents.readable.whole import verdict_of_text
from practice.families.policy import may_write
from practice.families.queries import Sight, people_of

bp = Blueprint("readable", __name__, url_prefix="/families/<uuid:family_id>/reading")
NOT_WORDS = frozenset({"csrf_token", "submission_key", "lock_version"})


@bp.post("")
@allow(may_write)
def as_typed(sight: Sight) -> ResponseReturnValue:
    """The measure of the one field that was sent, as a piece of a page. ?reader= is whom the words are for;
    ?brief= says nothing of a line that is too short to measure and has no word to change."""
    text = next((value for name, value in request.form.items() if name not in NOT_WORDS), "")[:LONG]
    people = people_of(sight.family_id)
    try:
        reader = people.get(UUID(request.args.get("reader", "")))
    except ValueError:
        reader = None
    return page("documents/readable/typed.html", brief="brief" in request.args,
                verdict=verdict_of_text(text, reader, people) if text.strip() else None)

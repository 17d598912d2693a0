"""The calendar file of a discussion, for whoever sits in it."""

from flask import current_app
from flask.typing import ResponseReturnValue

from practice.core.access import allow, download
from practice.discussions import policy
from practice.discussions.calendar import calendar_of
from practice.discussions.policy import DiscussionSight
from practice.discussions.views import ONE, bp


@bp.get(f"{ONE}/calendar")
@allow(policy.may_see_discussion)
def calendar(seen: DiscussionSight) -> ResponseReturnValue:
    """A file for a calendar, with no word of the family in it, its name neither."""
    secret = str(current_app.config["SECRET_KEY"])
    return download(calendar_of(seen.discussion, secret), "meeting.ics", "text/calendar; charset=utf-8")

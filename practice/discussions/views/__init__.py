"""Routes of discussions: asking for one and its seats, the room while it runs, the decision and what follows."""

from flask import Blueprint

bp = Blueprint("discussions", __name__)
OF_FAMILY = "/families/<uuid:family_id>/discussions"
ONE = f"{OF_FAMILY}/<uuid:discussion_id>"

from practice.discussions.views import (  # noqa: E402, F401  # the routes hang on bp
    after,
    calendar,
    handing_in,
    leading,
    planning,
    room,
    together,
)

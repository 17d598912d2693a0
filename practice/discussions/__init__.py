"""Group case discussion: people of several professions think about one family, each alone first, then together.

A framework (guidance content) gives the steps; this room is the engine that all share: seats, the clock of a step, private
rounds that are opened all at once, what the group picks for the family, options, private stances, a decision with its dissent.
Nobody, whoever leads it included, reads what another wrote before the round is opened; after that it stays as it was given.
Source: domain reference 4.1 (engine), 4.2 (Signs of Safety style group process).
"""

from flask import Flask

from practice.discussions import kinds, models  # noqa: F401  # the tables and kinds of this room
from practice.discussions.conference import models as conference_models  # noqa: F401
from practice.discussions.meeting import models as meeting_models  # noqa: F401
from practice.discussions.outcome import kinds as outcome_kinds  # noqa: F401
from practice.discussions.pieces import models as pieces_models  # noqa: F401
from practice.discussions.programme import models as programme_models  # noqa: F401
from practice.mapping import beside


def install(app: Flask) -> None:
    """Register the room's pages."""
    from practice.discussions.conference.views import bp as conference  # noqa: PLC0415
    from practice.discussions.ideas.views import bp as ideas  # noqa: PLC0415
    from practice.discussions.judging.views import bp as judging  # noqa: PLC0415
    from practice.discussions.meeting.views import bp as meetings  # noqa: PLC0415
    from practice.discussions.outcome.views import bp as outcome  # noqa: PLC0415
    from practice.discussions.pieces.views import bp as pieces  # noqa: PLC0415
    from practice.discussions.programme.views import bp as programme  # noqa: PLC0415
    from practice.discussions.views import bp  # noqa: PLC0415  # views need rooms that are loaded after the kinds
    from practice.discussions.waiting import waiting_lines  # noqa: PLC0415

    beside.tell_waiting("from_group", waiting_lines)
    app.register_blueprint(bp)
    app.register_blueprint(pieces)
    app.register_blueprint(programme)
    app.register_blueprint(conference)
    app.register_blueprint(outcome)
    app.register_blueprint(ideas)
    app.register_blueprint(judging)
    app.register_blueprint(meetings)

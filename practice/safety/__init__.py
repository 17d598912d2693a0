"""The safety plan: rules on goals, promises, red flags, tests, who agrees, versions; the golden thread and its breaks.

The live rows are the draft. Agreeing freezes them as the next version, with what each named person says; tests, words and
states are rows that are only ever added. A broken thread stops nobody, but agreeing asks for the reason.
"""

from flask import Flask

from practice.safety import kinds, models  # noqa: F401  # the tables and kinds of this room
from practice.safety.closing import kinds as closing_kinds  # noqa: F401
from practice.safety.closing import models as closing_models  # noqa: F401
from practice.safety.immediate import kinds as immediate_kinds  # noqa: F401
from practice.safety.immediate import models as immediate_models  # noqa: F401
from practice.safety.journal import kinds as journal_kinds  # noqa: F401
from practice.safety.living import kinds as living_kinds  # noqa: F401
from practice.safety.living import models as living_models  # noqa: F401
from practice.safety.network import kinds as network_kinds  # noqa: F401
from practice.safety.network import models as network_models  # noqa: F401


def install(app: Flask) -> None:
    """Register the room's pages."""
    from practice.cases import beside as case_pages  # noqa: PLC0415
    from practice.families import beside as people_pages  # noqa: PLC0415
    from practice.mapping import beside  # noqa: PLC0415
    from practice.safety import queries  # noqa: PLC0415
    from practice.safety.closing import forms as closing_forms  # noqa: PLC0415
    from practice.safety.closing.page import address_of  # noqa: PLC0415
    from practice.safety.closing.views import bp as closing  # noqa: PLC0415
    from practice.safety.immediate.views import bp as immediate  # noqa: PLC0415
    from practice.safety.journal.views import bp as journal  # noqa: PLC0415
    from practice.safety.living import forms as living_forms  # noqa: PLC0415
    from practice.safety.living.views import bp as living  # noqa: PLC0415
    from practice.safety.network import places  # noqa: PLC0415
    from practice.safety.network.queries import hidden_people  # noqa: PLC0415
    from practice.safety.network.views import bp as network  # noqa: PLC0415
    from practice.safety.views import bp  # noqa: PLC0415  # views need rooms that are loaded after the kinds

    app.register_blueprint(bp)
    app.register_blueprint(immediate)
    app.register_blueprint(journal)
    app.register_blueprint(network)
    app.register_blueprint(living)
    app.register_blueprint(closing)
    living_forms.offer()
    closing_forms.offer()
    case_pages.tell_closing(address_of)
    case_pages.tell_hidden(hidden_people)
    people_pages.tell(people_pages.Beside(places.places, places.hanging, places.keep))
    beside.tell_tested(lambda family_id: set(queries.tests_of(family_id)))

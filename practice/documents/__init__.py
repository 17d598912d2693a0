"""What is printed and handed over: papers for one named reader, as PDF and as a page, and the log of what was issued.

A paper is made from rows that are there already; nothing is typed again. Each reads an allowlisted view model
(papers.py) for one reader: what is not for them is not listed (choosing.py), and a protected fact anywhere, typed into
free text too, stops it (guard.py). The PDF is made by a process that reaches nothing (press/). Handed-out bytes are kept
and never rendered again.
"""

from flask import Flask

from practice.documents import (  # noqa: F401  # each paper registers its kind; the tables of this room
    assessment_paper,
    blank_paper,
    fridge_paper,
    immediate_paper,
    letter_paper,
    member_paper,
    models,
    plan_paper,
    scale_paper,
)
from practice.documents.hands import models as hands_models  # noqa: F401
from practice.documents.outcome import paper as outcome_paper  # noqa: F401
from practice.safety import copies


def install(app: Flask) -> None:
    """Register the routes and `flask document`."""
    from practice.cases import beside
    from practice.documents import queries
    from practice.documents.cli import document
    from practice.documents.hands import beside_plan
    from practice.documents.hands.views import bp as hands
    from practice.documents.readable import fields
    from practice.documents.readable.views import bp as readable
    from practice.documents.turned import gate
    from practice.documents.turned.views import bp as turned
    from practice.documents.views import bp
    app.register_blueprint(bp)
    app.register_blueprint(hands)
    app.register_blueprint(readable)
    app.register_blueprint(turned)
    app.jinja_env.globals.update(reading_url=fields.reading_url, reading_of=fields.reading_of)
    gate.install(app)
    beside.tell_readers(queries.readers_of)
    copies.tell((beside_plan.HELD, beside_plan.ANSWERED), beside_plan.in_words)
    app.cli.add_command(document)

"""The assessment: three columns, danger statements with their goals, scales and everyone's number, weighing it up."""

from flask import Flask

from practice.mapping import kinds, models  # noqa: F401  # the tables and kinds of this room


def install(app: Flask) -> None:
    """Register the room's pages."""
    from practice.mapping.views import bp  # noqa: PLC0415  # views need rooms that are loaded after the kinds

    app.register_blueprint(bp)

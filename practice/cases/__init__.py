"""How a family comes and goes: the contact that begins it, open and closed, who is in it, who has looked."""

from flask import Flask

from practice.cases import models  # noqa: F401  # the tables and kinds of this room


def install(app: Flask) -> None:
    """The pages of this room."""
    from practice.cases.views import bp  # imported here: importing a table must not import every page

    app.register_blueprint(bp)

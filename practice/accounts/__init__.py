"""People who log in: users, agencies, teams, roles, sign-in and sign-out, sessions on the server."""

from flask import Flask

from practice.accounts import office, sessions, views  # noqa: F401  # the office hangs its routes on the room's blueprint


def install(app: Flask) -> None:
    sessions.install(app)
    app.register_blueprint(views.bp)

"""People who log in: users, agencies, teams, roles, sign-in and sign-out, sessions on the server."""

from flask import Flask

from practice.accounts import sessions, views


def install(app: Flask) -> None:
    sessions.install(app)
    app.register_blueprint(views.bp)

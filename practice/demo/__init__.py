"""The demonstration: three worked cases, lived through day by day with the rooms' own commands. All of it is invented."""

from flask import Flask

from practice.demo import cli


def install(app: Flask) -> None:
    """`flask demo` and `flask demo-people`."""
    app.cli.add_command(cli.demo)
    app.cli.add_command(cli.demo_people)

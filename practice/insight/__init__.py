"""Where everyone starts and where a family is seen at a glance: the first page of each role, and the story page.

It reads what the other rooms hold and owns no table. First pages read in bulk: the number of statements does not grow with the
number of families, and what one may not know of is never read.
"""

from flask import Flask


def install(app: Flask) -> None:
    """The first page, the story page and the timeline; and the names of the dangers, for the forms of 'Who is in this family'."""
    from practice.insight import access_table, dangers, views  # imported here: views of this room need every other room
    from practice.insight.timeline.views import bp as timeline

    dangers.install()
    app.register_blueprint(views.bp)
    app.register_blueprint(timeline)
    app.cli.add_command(access_table.access_table)

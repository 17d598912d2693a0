"""Family, people, relationships, places and their protection, genogram, search.

A family's record hangs together by its people: each person is one row, however many families know them. What a reader may
not know of is never read: every list and every search joins the parts that hold today.
"""

from flask import Flask

from practice.families import frame, models  # noqa: F401  # the tables and kinds of this room


def install(app: Flask) -> None:
    """Give every template the frame of a family, and hang up the routes."""
    from practice.families.views import bp  # imported here: importing a table must not import every page

    app.jinja_env.globals["family_frame"] = frame.frame
    app.register_blueprint(bp)

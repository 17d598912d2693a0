"""Need to know: which user has which part in which family, and the two locks over it.

It answers one question, `my_part_in(family_id, user_id)`, and every policy asks it. It knows families by id alone, so that
it stands below the rooms that ask. A part of another agency's user rests on an agreement; ended, it stops on the next
request. Restricted: only the named. Excluded: these people never, whatever their role.
"""

from flask import Flask


def install(app: Flask) -> None:
    """The pages of agreements."""
    from practice.access.views import bp  # imported here: every policy imports this room's queries

    app.register_blueprint(bp)

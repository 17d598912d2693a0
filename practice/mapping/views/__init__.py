"""Routes of the mapping: the board, one statement, what is done to it, and the mapping as a whole."""

from flask import Blueprint

bp = Blueprint("mapping", __name__, url_prefix="/families/<uuid:family_id>/mapping")

from practice.mapping.views import board, record, statement, whole  # noqa: E402, F401  # they hang their routes on bp

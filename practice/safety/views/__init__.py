"""Routes of the safety plan: the page, one row, tests, agreeing, versions."""

from flask import Blueprint

bp = Blueprint("safety", __name__, url_prefix="/families/<uuid:family_id>/plan")

from practice.safety.views import agree, plan, row  # noqa: E402, F401  # they hang their routes on bp

"""Routes of discussions."""

from flask import Blueprint

bp = Blueprint("discussions", __name__, url_prefix="/families/<uuid:family_id>/discussions")

"""Routes of the network, by what they are about: the rings and one member, and what is said: telling, who else, meeting."""

from flask import Blueprint

bp = Blueprint("network", __name__, url_prefix="/families/<uuid:family_id>/network")

from practice.safety.network.views import member, said  # noqa: E402, F401  # their routes

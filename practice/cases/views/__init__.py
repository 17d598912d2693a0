"""The pages of this room: how a family begins and closes, who is in it, who has looked."""

from flask import Blueprint

bp = Blueprint("cases", __name__)

from practice.cases.views import contacts, looked, who  # noqa: E402, F401  # they hang their routes on bp

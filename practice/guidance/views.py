"""The practice model as pages: what it is, and what stands beside each part."""

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from practice.accounts import commands as accounts
from practice.core.access import allow, signed_in
from practice.core.errors import NotKnown
from practice.core.pages import page
from practice.guidance import content
from practice.guidance.glossary import glossary
from practice.guidance.model import model

bp = Blueprint("guidance", __name__, url_prefix="/guidance")


@bp.get("")
@allow(signed_in)
def index() -> ResponseReturnValue:
    """The whole of it on one page, so that it can be read, searched and printed."""
    return page("guidance/index.html", guides=content.guides_for(""), pieces=content.pieces,
                danger_formula=content.DANGER_FORMULA, goal_formula=content.GOAL_FORMULA,
                three_questions=content.THREE_QUESTIONS, glossary=glossary())


@bp.get("/model")
@allow(signed_in)
def practice_model() -> ResponseReturnValue:
    """The practice model: principles, how change comes about, each profession's words. ?words= opens one profession."""
    return page("guidance/model.html", model=model(), open=request.args.get("words", ""), is_print="print" in request.args)


@bp.post("/<name>/open")
@allow(signed_in)
def keep(name: str) -> ResponseReturnValue:
    """Remember that this person opened or shut one guide, for the next page that shows it."""
    if name not in content.guides():
        raise NotKnown
    accounts.keep_guide(current_user.id, name, is_open=request.form.get("open") == "y")
    return Response(status=204, mimetype="text/plain")

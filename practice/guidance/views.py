"""The practice model as pages: what it is, and what stands beside each part."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from practice.core.access import allow, signed_in
from practice.core.pages import page
from practice.guidance import content
from practice.guidance.model import model

bp = Blueprint("guidance", __name__, url_prefix="/guidance")


@bp.get("")
@allow(signed_in)
def index() -> ResponseReturnValue:
    """The whole of it on one page, so that it can be read, searched and printed."""
    return page("guidance/index.html", guides=content.guides_for(""), pieces=content.pieces,
                danger_formula=content.DANGER_FORMULA, goal_formula=content.GOAL_FORMULA,
                three_questions=content.THREE_QUESTIONS)


@bp.get("/model")
@allow(signed_in)
def practice_model() -> ResponseReturnValue:
    """The practice model: principles, how change comes about, each profession's words. ?words= opens one profession."""
    return page("guidance/model.html", model=model(), open=request.args.get("words", ""), is_print="print" in request.args)

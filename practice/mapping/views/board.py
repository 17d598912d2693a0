"""The board: three columns, the pairs, everyone's number."""

from flask import request
from flask.typing import ResponseReturnValue

from practice.core import pages
from practice.core.access import allow
from practice.families.frame import frame
from practice.families.queries import Sight
from practice.guidance import content
from practice.mapping import policy, queries
from practice.mapping.board import PARTS, board_of, first_child, rules_words
from practice.mapping.spread import MARKS
from practice.mapping.views import bp


@bp.get("")
@allow(policy.may_see_whole)
def show(sight: Sight) -> ResponseReturnValue:
    """The mapping as one person may see it. ?part= chooses the tab of a narrow screen, ?print opens every fold."""
    mapping = queries.mapping_of(sight)
    part = request.args.get("part", "worried")
    block = "board" if pages.asked_for("board") else None
    people = mapping.people
    return pages.page(
        "mapping/show.html", block=block, sight=sight, people=people, board=board_of(mapping),
        frame=None if block else frame(sight, people, "Mapping"), part=part if part in PARTS else "worried",
        saved=request.args.get("saved", ""), guides=content.guides_for(first_child(people)), pieces=content.pieces,
        three_questions=content.THREE_QUESTIONS, may_write=sight.part.may_write,
        may_write_whole=sight.part.may_write and not sight.part.dangers, marks=MARKS, rules_words=rules_words,
        is_print="print" in request.args)

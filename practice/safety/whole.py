"""Who sees all of a plan: whoever sees less is not told what the whole lacks."""

from practice.access.models import Information
from practice.access.queries import MyPart
from practice.safety.queries import Plan


def is_whole(plan: Plan) -> bool:
    """Does the reader see all of it: every danger, the story and the plan?"""
    return sees_whole(plan.sight.part)


def sees_whole(part: MyPart) -> bool:
    """A part that is not narrowed to some dangers, and sees the story and the plan."""
    return not part.dangers and part.sees(Information.STORY) and part.sees(Information.PLAN)

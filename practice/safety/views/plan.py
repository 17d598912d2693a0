"""The plan page, and what changed between any two of its versions."""

from uuid import UUID

from flask import current_app, request
from flask.typing import ResponseReturnValue

from practice.access.models import Information
from practice.core import clock, pages
from practice.core.access import allow
from practice.families.frame import frame
from practice.families.queries import Sight, people_of
from practice.records import compare as comparing
from practice.records import queries as records
from practice.safety import policy, queries
from practice.safety.between import which
from practice.safety.closing.page import closed_of
from practice.safety.copies import Copy, in_words
from practice.safety.frozen import names_of
from practice.safety.journal import queries as journal
from practice.safety.kinds import PLAN_KINDS
from practice.safety.living.page import glance
from practice.safety.moves import links_of
from practice.safety.network import page as network
from practice.safety.on_page import parts_of
from practice.safety.page import page_of
from practice.safety.views import bp
from practice.safety.whole import sees_whole
from practice.settings import Settings

HERE = "Safety plan"


@bp.get("", endpoint="plan")
@allow(policy.may_see_plan)
def show(sight: Sight) -> ResponseReturnValue:
    """The whole thread of every danger, who agrees, bottom lines, whom to ring. ?saved= marks the row just written."""
    settings: Settings = current_app.extensions["settings"]
    plan = queries.plan_of(sight)
    page, living, written, near = (page_of(plan, settings.night_number), glance(plan, with_since=sight.family.is_open),
                                   journal.glance(sight), network.glance(plan))
    return pages.page("safety/plan.html", sight=sight, journal=written, living=living, network_glance=near, people=plan.people,
                      frame=frame(sight, plan.people, HERE, plan.protected_from), plan=page,
                      parts=list(parts_of(page, living, written, near)),
                      advice_line=settings.advice_line, now=clock.now(),
                      copies=_copies(plan), saved=request.args.get("saved", ""),
                      closed=closed_of(sight), may_write=sight.part.may_write,
                      may_agree=sight.part.may_write and sees_whole(sight.part),
                      is_print="print" in request.args, links_of=links_of(sight.family_id))


def _copies(plan: queries.Plan) -> list[Copy]:
    """What people answered to their copies stands there for those who see the whole plan and the story."""
    part = plan.sight.part
    if not sees_whole(part) or not part.sees(Information.STORY):
        return []
    return in_words(plan.copies, plan.people, {version.id: version.number for version in plan.versions})


@bp.get("/compare")
@allow(policy.may_see_plan)
def compare(sight: Sight) -> ResponseReturnValue:
    """What changed between two versions, as sentences. ?before= and ?after= choose; 'now' is the plan as it stands."""
    versions = queries.versions_of(sight.family_id)
    before, after = which([one.id for one in versions], request.args)
    people = people_of(sight.family_id)
    old, new = entries(sight, before), entries(sight, after)
    names = names_of(people, (*old, *new))
    return pages.page("records/compare.html", sight=sight, people=people, frame=frame(sight, people, HERE),
                      versions=versions, before=before, after=after, changes=comparing.compare(old, new, names),
                      withdrawn=comparing.withdrawals(sight.family_id), What=comparing.What,
                      what_called="the plan", one_called="version", here="safety.compare", back="safety.plan")


def entries(sight: Sight, version: str) -> list[comparing.Entry]:
    """The plan's rows of one version, as far as SIGHT's part sees them."""
    if version == "nothing":
        return []
    if version == "now":
        return comparing.of_rows(records.current(sight.family_id, sight.part, PLAN_KINDS))
    return comparing.of_snapshot(sight.family_id, UUID(version), sight.part)

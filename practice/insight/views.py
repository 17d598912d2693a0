"""The first page of each role, and the story page of a family."""

from uuid import UUID

from flask import Blueprint, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from practice.access.models import Information
from practice.accounts.models import Role
from practice.core import clock
from practice.core.access import allow, signed_in
from practice.core.errors import Clash, NotKnown, RuleBroken
from practice.core.pages import Leaf, family_url, page
from practice.discussions.forms import YOURS
from practice.discussions.queries import AT_ONCE, mine
from practice.families.frame import frame
from practice.families.policy import may_see_story, may_write
from practice.families.queries import Sight, people_of
from practice.insight import commands
from practice.insight.desk import desk_of
from practice.insight.forms import StoryForm
from practice.insight.story import story_of
from practice.records import queries as records
from practice.records.queries import Row
from practice.safety.closing.page import closed_of

bp = Blueprint("insight", __name__)
TITLES = {Role.PRACTITIONER: "My families", Role.MANAGER: "My team’s families", Role.SPECIALIST: "My families",
          Role.ADMINISTRATOR: "Accounts, teams and agreements"}


@bp.get("/")
@allow(signed_in)
def home() -> ResponseReturnValue:
    """One first page, by role. An administrator sees no family, so none is read."""
    role: Role = current_user.role
    if role is Role.ADMINISTRATOR:
        return page("insight/office.html", title=TITLES[role], today=clock.today(), there=_there)
    desk = desk_of(current_user.id, role, _before())
    first = Leaf(1, AT_ONCE)
    invitations, more_seats = first.cut(mine(current_user.id, first))
    return page("insight/home.html", title=TITLES[role], today=clock.today(), desk=desk, role=role.value, there=_there,
                invitations=invitations, more_seats=more_seats, yours=YOURS)


def _there(endpoint: str) -> str:
    """The address of ENDPOINT where that room is there, else ''."""
    return url_for(endpoint) if endpoint in current_app.view_functions else ""


def _before() -> UUID | None:
    text = request.args.get("before", "")
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError:
        raise NotKnown from None


@bp.get("/families/<uuid:family_id>/story")
@allow(may_see_story)
def story(sight: Sight) -> ResponseReturnValue:
    shown = story_of(sight)
    links = {name: family_url(endpoint, sight.family_id) for name, endpoint in (
        ("mapping", "mapping.show"), ("plan", "safety.plan"), ("journal", "journal.show"), ("people", "families.people"),
        ("timeline", "timeline.show"), ("looked", "cases.looked"), ("contacts", "cases.contacts"))
        if endpoint in current_app.view_functions}
    if sight.part.dangers:
        links.pop("contacts", None)  # a contact tells of every danger: it is not there for a part narrowed to some
    return page("insight/story.html", sight=sight, people=shown.people,
                frame=frame(sight, shown.people, "insight.story", shown.protected_from), story=shown,
                links=links, closed=closed_of(sight) if sight.part.sees(Information.PLAN) else None)


@bp.get("/families/<uuid:family_id>/story/edit")
@allow(may_write)
def edit_story(sight: Sight) -> ResponseReturnValue:
    row = _story_row(sight)
    form = StoryForm(obj=row.body if row else None)
    form.lock_version.data = str(row.lock_version if row else 0)
    return _story_form(sight, form)


@bp.post("/families/<uuid:family_id>/story/edit")
@allow(may_write)
def save_story(sight: Sight) -> ResponseReturnValue:
    form, row = StoryForm(), _story_row(sight)
    if form.sent():
        try:
            commands.write_story(sight.family_id, row, form.seen_version, form.words.data or "", form.read_with.data or "")
            return redirect(url_for(".story", family_id=sight.family_id), 303)
        except RuleBroken as broken:
            form.show(broken)
        except Clash as clash:
            form.lock_version.data = str(clash.lock_version)
            return _story_form(sight, form, status=409, clash=clash)
    return _story_form(sight, form, status=422)


def _story_row(sight: Sight) -> Row | None:
    rows = records.current(sight.family_id, sight.part, ("story",), withdrawn=False)
    return rows[0] if rows else None


def _story_form(sight: Sight, form: StoryForm, status: int = 200, clash: Clash | None = None) -> ResponseReturnValue:
    people = people_of(sight.family_id)
    return page("insight/edit_story.html", status=status, sight=sight, people=people,
                frame=frame(sight, people, "insight.story"), form=form, clash=clash)

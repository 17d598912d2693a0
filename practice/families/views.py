"""Pages of a family's people: the tree, who lives with whom, ties, places, the professional network; finding."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from practice.access.models import Information
from practice.core import dates
from practice.core.access import allow, signed_in
from practice.core.errors import Clash, RuleBroken
from practice.core.pages import page
from practice.families import beside, commands, forms, policy, queries, search
from practice.families.commands import MemberFacts, PersonFacts
from practice.families.commands.people import facts_of
from practice.families.frame import any_of, frame
from practice.families.models import BirthKnown, Standing
from practice.families.policy import PersonSight, PlaceSight, TieSight, me
from practice.families.queries import People, PersonRow, Sight
from practice.families.tree import tree_of

bp = Blueprint("families", __name__)
EARLIER = 50  # versions of a person at once; the page leads to the others


def _page(sight: Sight, template: str, *, people: People | None = None, status: int = 200, **context: Any) -> Response:
    people = queries.people_of(sight.family_id) if people is None else people
    return page(template, status=status, sight=sight, people=people, frame=frame(sight, people, "People"), **context)


def _to_people(family_id: UUID, place: str = "") -> ResponseReturnValue:
    return redirect(url_for("families.people", family_id=family_id) + (f"#{place}" if place else ""), 303)


# the People page


@bp.get("/families/<uuid:family_id>/people")
@allow(policy.may_see_story)
def people(sight: Sight) -> ResponseReturnValue:
    return _people(sight)


@bp.get("/families/<uuid:family_id>/people/tree")
@allow(policy.may_see_story)
def tree(sight: Sight) -> ResponseReturnValue:
    """The tree as a family may hold it: no line of hurt, no loop round a protected home, nor the words for them."""
    everyone = queries.people_of(sight.family_id)
    copy = tree_of(everyone, queries.ties_of(sight.family_id), family_name=sight.family.name, family_copy=True)
    return _page(sight, "families/tree.html", people=everyone, tree=copy)


def _people(sight: Sight, *, shown: UUID | None = None, status: int = 200, show_form: Any = None,
            open_place: UUID | None = None) -> Response:
    everyone = queries.people_of(sight.family_id)
    ties = queries.ties_of(sight.family_id)
    sees_places = sight.part.sees(Information.ADDRESS)
    homes: dict[str, list[PersonRow]] = {}
    for person in everyone.values():
        if person.home and person.to_on is None:
            homes.setdefault(person.home, []).append(person)
    sections = [("Children", "children", [p for p in everyone.values() if p.is_child]),
                ("Parents and family", "adults", [p for p in everyone.values() if p.standing is Standing.ADULT]),
                ("Friends, neighbours and others", "network",
                 [p for p in everyone.values() if p.standing is Standing.NETWORK]),
                ("Professionals", "professionals", everyone.professionals)]
    return _page(sight, "families/people.html", people=everyone, status=status, sections=sections, homes=homes,
                 details=queries.details_of(sight.family_id), ties=ties, relation_words=forms.RELATION_WORDS,
                 once_words=forms.ONCE_WORDS,
                 network=beside.places(sight, everyone),
                 tree=tree_of(everyone, ties, family_name=sight.family.name), birth=birth_words,
                 places=queries.place_rows(sight.family_id, shown) if sees_places else [], sees_places=sees_places,
                 place_words=forms.PLACE_WORDS, any_of=any_of,
                 names_of=lambda ids: [everyone[one].name for one in ids if one in everyone],
                 show_form=show_form or forms.ShowPlaceForm(formdata=None), open_place=open_place, shown=shown,
                 close=_url("cases.close" if sight.family.is_open else "cases.reopen", family_id=sight.family_id)
                 if sight.part.may_manage or sight.part.is_lead else "")


def birth_words(person: PersonRow) -> str:
    """'7, born 3 February 2019'; 'about 40'; 'due 4 March 2027'; '' where nothing is known."""
    if person.born_on is None:
        return ""
    if person.birth_known is BirthKnown.EXPECTED:
        return f"not born yet, due {dates.long_day(person.born_on)}"
    if person.died_on is not None:
        return f"{person.born_on.year} to {person.died_on.year}"
    if person.birth_known is BirthKnown.ESTIMATED:
        return f"about {person.age}"
    return f"{person.age}, born {dates.long_day(person.born_on)}"


# people


@bp.route("/families/<uuid:family_id>/people/add", methods=["GET", "POST"])
@allow(policy.may_write)
def add_person(sight: Sight) -> ResponseReturnValue:
    standing = _standing(request.values.get("as", ""))
    form = forms.person_form(standing)
    if request.method == "GET" and isinstance(form, forms.PersonForm):
        form.standing.data = standing.value
        form.is_index.data = standing is Standing.CHILD
    twins: list[search.Found] = []
    if form.sent():
        person, member = form.answer(PersonFacts(name=""), MemberFacts(standing=standing))
        same = forms.same_chosen()
        twins = [] if standing is Standing.PROFESSIONAL else search.likely_same(person.name, person.born_on, me())
        chosen = next((twin for twin in twins if twin.person_id == same.person_id), None)
        try:
            if twins and not (same.chosen and (chosen or same.person_id is None)):
                return _person_page(sight, form, standing, twins=twins, status=422)
            if chosen:
                commands.join_person(sight.family_id, chosen.person_id, member)
            else:
                commands.add_person(sight.family_id, person, member)
            return _to_people(sight.family_id, standing.value)
        except RuleBroken as broken:
            form.show(broken)
    return _person_page(sight, form, standing, twins=twins, status=422 if request.method == "POST" else 200)


def _standing(word: str) -> Standing:
    return next((standing for standing in Standing if standing.value == word), Standing.ADULT)


def _person_page(sight: Sight, form: Any, standing: Standing, *, status: int = 200, **context: Any) -> Response:
    return _page(sight, "families/person.html", status=status, form=form, standing=standing,
                 homes=_homes(sight.family_id), **context)


def _homes(family_id: UUID) -> list[str]:
    return sorted({person.home for person in queries.people_of(family_id).values() if person.home})


@bp.route("/families/<uuid:family_id>/people/<uuid:person_id>/edit", methods=["GET", "POST"])
@allow(policy.may_change_person)
def edit_person(seen: PersonSight) -> ResponseReturnValue:
    standing = seen.member.standing
    form = forms.person_form(standing)
    before = facts_of(seen.person, seen.member)
    if request.method == "GET":
        forms.fill(form, *before)
        form.lock_version.data = str(seen.person.lock_version)
    clash: Clash | None = None
    texts: list[tuple[str, str, str]] = []
    rests = beside.hanging(seen.sight, seen.person.id) if seen.member.to_on is None else []
    if form.sent():
        person, member = form.answer(*before)
        because = (form.leaves_because.data or "").strip() if rests and member.to_on else ""
        try:
            if rests and member.to_on and not because:
                raise RuleBroken("leaves_because", f"{_listed(rests)} {'rests' if len(rests) == 1 else 'rest'} on "
                                 f"{seen.person.short_name}. Say why they leave; then mend the plan")
            commands.change_person(seen.family_id, seen.person.id, form.seen_version, person, member, because=because)
            return _to_people(seen.family_id, member.standing.value)
        except RuleBroken as broken:
            form.show(broken)
        except Clash as first:
            clash = first
            standing_now: Any = first.theirs
            texts = forms.differences(_labels(form), (person, member), standing_now)
            form.lock_version.data = str(first.lock_version)
    status = 409 if clash else 422 if request.method == "POST" else 200
    most = None if "all" in request.args else EARLIER
    return _person_page(seen.sight, form, standing, person=seen.person, member=seen.member, clash=clash, texts=texts,
                        status=status, labels=_labels(form), rests=_listed(rests), most=most,
                        earlier=queries.changes_of(seen.person.id, seen.family_id, most and most + 1))


def _listed(words: list[str]) -> str:
    """'Rule 3 and Rule 5’s back-up'."""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def _labels(form: Any) -> dict[str, str]:
    return {field.name: field.label.text for field in form}


# ties


@bp.route("/families/<uuid:family_id>/relationships/add", methods=["GET", "POST"])
@allow(policy.may_write)
def add_tie(sight: Sight) -> ResponseReturnValue:
    everyone = queries.people_of(sight.family_id)
    form = forms.TieForm(everyone)
    if request.method == "GET":
        form.a_id.data = request.args.get("a", "")
    if form.sent():
        try:
            commands.add_relationship(sight.family_id, form.answer())
            return _to_people(sight.family_id, "ties")
        except RuleBroken as broken:
            form.show(broken)
    return _page(sight, "families/tie.html", people=everyone, form=form, tie=None,
                 status=422 if request.method == "POST" else 200)


@bp.route("/families/<uuid:family_id>/relationships/<uuid:tie_id>/end", methods=["GET", "POST"])
@allow(policy.may_change_tie)
def end_tie(seen: TieSight) -> ResponseReturnValue:
    form = forms.EndForm()
    if form.sent():
        try:
            commands.end_relationship(seen.family_id, seen.tie.id, form.because.data or "", form.to_text.data or "")
            return _to_people(seen.family_id, "ties")
        except RuleBroken as broken:
            form.show(broken)
    return _page(seen.sight, "families/tie.html", form=form, tie=seen.tie, words=forms.RELATION_WORDS[seen.tie.kind],
                 status=422 if request.method == "POST" else 200)


# places


@bp.post("/families/<uuid:family_id>/places/<uuid:place_id>/show")
@allow(policy.may_see_place)
def show_place(seen: PlaceSight) -> ResponseReturnValue:
    """Open one protected place on the page that answers; the reason goes on the trail, and nothing stays open after it."""
    form = forms.ShowPlaceForm()
    if form.sent():
        try:
            commands.show_place(seen.family_id, seen.place.id, form.reason.data)
            return _people(seen.sight, shown=seen.place.id, open_place=seen.place.id)
        except RuleBroken as broken:
            form.show(broken)
    return _people(seen.sight, status=422, show_form=form, open_place=seen.place.id)


@bp.route("/families/<uuid:family_id>/places/add", methods=["GET", "POST"])
@allow(policy.may_add_place)
def add_place(sight: Sight) -> ResponseReturnValue:
    everyone = queries.people_of(sight.family_id)
    form = forms.PlaceForm(everyone)
    if form.sent():
        try:
            commands.add_place(sight.family_id, form.answer(), form.whose.data or [],
                               protected_from=form.protected_from.data or [], because=form.because.data or "")
            return _to_people(sight.family_id, "places")
        except RuleBroken as broken:
            form.show(broken)
    return _page(sight, "families/place.html", people=everyone, form=form, place=None,
                 status=422 if request.method == "POST" else 200)


@bp.route("/families/<uuid:family_id>/places/<uuid:place_id>/edit", methods=["GET", "POST"])
@allow(policy.may_change_place)
def edit_place(seen: PlaceSight) -> ResponseReturnValue:
    everyone = queries.people_of(seen.family_id)
    row = next(row for row in queries.place_rows(seen.family_id) if row.id == seen.place.id)
    form = forms.PlaceForm(everyone, row)
    if request.method == "GET":
        form.process(None, obj=seen.place, whose=list(row.whose), protected_from=list(row.protected_from),
                     because=row.because, kind=seen.place.kind.value)
        form.kind.data = seen.place.kind.value
        form.lock_version.data = str(seen.place.lock_version)
        # The form shows a protected place's words: the look that `allow` put on the trail names this page and this place.
    clash: Clash | None = None
    texts: list[tuple[str, str, str]] = []
    if form.sent():
        try:
            commands.change_place(seen.family_id, seen.place.id, form.seen_version, form.answer(), form.whose.data or [],
                                  protected_from=form.protected_from.data or [], because=form.because.data or "")
            return _to_people(seen.family_id, "places")
        except RuleBroken as broken:
            form.show(broken)
        except Clash as first:
            clash = first
            texts = forms.differences(_labels(form), (form.answer(),), (first.theirs,))
            form.lock_version.data = str(first.lock_version)
    status = 409 if clash else 422 if request.method == "POST" else 200
    return _page(seen.sight, "families/place.html", people=everyone, form=form, place=seen.place, clash=clash, texts=texts,
                 status=status)


@bp.route("/families/<uuid:family_id>/places/<uuid:place_id>/end", methods=["GET", "POST"])
@allow(policy.may_change_place)
def end_place(seen: PlaceSight) -> ResponseReturnValue:
    form = forms.EndForm()
    if request.method == "GET":
        form.lock_version.data = str(seen.place.lock_version)
    if form.sent():
        try:
            commands.end_place(seen.family_id, seen.place.id, form.seen_version, form.because.data or "")
            return _to_people(seen.family_id, "places")
        except RuleBroken as broken:
            form.show(broken)
        except Clash as first:
            form.form_errors = [f"{first.by} changed this place first, at {first.at}. Look at it again, then end it"]
            form.lock_version.data = str(first.lock_version)
            return _page(seen.sight, "families/place_end.html", form=form, place=seen.place, status=409)
    return _page(seen.sight, "families/place_end.html", form=form, place=seen.place,
                 kind=forms.PLACE_WORDS[seen.place.kind], status=422 if request.method == "POST" else 200)


# the family itself


@bp.route("/families/<uuid:family_id>/edit", methods=["GET", "POST"])
@allow(policy.may_write)
def edit_family(sight: Sight) -> ResponseReturnValue:
    form = forms.FamilyForm()
    if request.method == "GET":
        form.name.data, form.status.data = sight.family.name, sight.family.status
        form.lock_version.data = str(sight.family.lock_version)
    clash: Clash | None = None
    texts: list[tuple[str, str, str]] = []
    if form.sent():
        try:
            commands.change_family(sight.family_id, form.seen_version, form.name.data or "", form.status.data or "")
            return _to_people(sight.family_id)
        except RuleBroken as broken:
            form.show(broken)
        except Clash as first:
            clash = first
            standing_now: Any = first.theirs
            texts = [(form[name].label.text, value, form[name].data) for name, value in standing_now.items()
                     if value != (form[name].data or "")]
            form.lock_version.data = str(first.lock_version)
    status = 409 if clash else 422 if request.method == "POST" else 200
    return _page(sight, "families/family.html", form=form, clash=clash, texts=texts, status=status)


# finding


@bp.route("/find", methods=["GET", "POST"])
@allow(signed_in)
def find() -> ResponseReturnValue:
    """Search by POST, so that no name stands in an address or in a browser's history."""
    form = forms.FindForm()
    found = family = None
    if form.sent():
        found = search.find(form.q.data or "", me())
        family = None if found else search.family_of(form.q.data or "", me())
    return page("families/find.html", form=form, found=found, family=family, most=search.MOST,
                begin=_url("cases.begin") if policy.opens_families() else "",
                status=422 if request.method == "POST" and form.problems else 200)


def _url(endpoint: str, **arguments: Any) -> str:
    """The address of a page in a later room, or '' where that room is not there."""
    return url_for(endpoint, **arguments) if endpoint in current_app.view_functions else ""

"""Who is in this family: everyone with a part, and the forms that give, end, restrict and exclude, each with its reason."""

from collections.abc import Callable
from uuid import UUID

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from practice.access import commands as access
from practice.access import queries as reads
from practice.accounts.models import Role
from practice.cases import commands, policy, queries
from practice.cases.dangers import dangers_of
from practice.cases.forms import (
    AllocateForm,
    CoverForm,
    EndPartForm,
    ExcludeForm,
    InviteForm,
    LeadForm,
    ReasonForm,
    RestrictForm,
)
from practice.cases.policy import ExcludedSight, PartSight
from practice.cases.queries import Candidate
from practice.cases.seats import seats_of
from practice.cases.views import bp
from practice.cases.views.drawing import family_page, form_page
from practice.core import clock, dates
from practice.core.access import allow
from practice.core.errors import RuleBroken
from practice.core.forms import Form
from practice.families.queries import Sight, people_of, sight_of

WORKERS = {Role.PRACTITIONER, Role.MANAGER}


@bp.get("/families/<uuid:family_id>/who")
@allow(policy.may_see_who)
def who(sight: Sight) -> ResponseReturnValue:
    manages = sight.part.may_manage or sight.part.is_lead
    excluded, restriction = reads.excluded_from(sight.family_id), reads.restriction_of(sight.family_id)
    seats = seats_of(sight, dangers_of(sight), {one.user_id for one in excluded},
                     {one.user_id for one in restriction[1]} if restriction else None)
    return family_page(
        "cases/who.html", sight, here="cases.who", seats=[seat for seat in seats if seat.holds], manages=manages,
        leads=queries.leads(sight.family_id),
        past=[seat for seat in seats if not seat.holds] if manages else [], excluded=excluded if manages else [],
        restriction=restriction)


def _done(sight: Sight) -> ResponseReturnValue:
    """Back to the page; or home, where the change took one's own sight of this family."""
    if sight_of(sight.family_id, sight.user_id) is None:
        return redirect("/", 303)
    return redirect(_back(sight), 303)


def _back(sight: Sight) -> str:
    return url_for("cases.who", family_id=sight.family_id)


def _act(sight: Sight, form: Form, act: Callable[[], object], again: Callable[..., ResponseReturnValue],
         **names: str) -> ResponseReturnValue:
    """Do it once the form is right. NAMES are the form's fields by the rule's: {'from_on': 'on'}."""
    if form.sent():
        try:
            act()
            return _done(sight)
        except RuleBroken as broken:
            broken.field = names.get(broken.field, broken.field)
            form.show(broken)
    return again(sight, form, status=422)


def _workers() -> list[Candidate]:
    return [person for person in queries.candidates() if person.is_own and person.role in WORKERS]


# Allocate

@bp.get("/families/<uuid:family_id>/who/allocate")
@allow(policy.may_say_who)
def allocate(sight: Sight) -> ResponseReturnValue:
    return _allocate_page(sight, AllocateForm(_workers()))


@bp.post("/families/<uuid:family_id>/who/allocate")
@allow(policy.may_say_who)
def allocate_worker(sight: Sight) -> ResponseReturnValue:
    form = AllocateForm(_workers())
    return _act(sight, form, lambda: commands.allocate(sight.family_id, form.user_id.data, form.because.data or "",
                                                       form.from_on.data), _allocate_page)


def _allocate_page(sight: Sight, form: Form, status: int = 200) -> ResponseReturnValue:
    return form_page(sight, form, title="Allocate this family", fields=["user_id", "because", "from_on"], save="Allocate",
                     back=_back(sight), status=status,
                     intro="The allocated worker leads, sees everything and writes. Whoever held it until now loses that part "
                           "the day before. The managers of the worker’s team get theirs.")


# Who leads

@bp.get("/families/<uuid:family_id>/who/lead")
@allow(policy.may_say_who)
def lead(sight: Sight) -> ResponseReturnValue:
    return _lead_page(sight, LeadForm(_who_could_lead(sight)))


@bp.post("/families/<uuid:family_id>/who/lead")
@allow(policy.may_say_who)
def name_lead(sight: Sight) -> ResponseReturnValue:
    form = LeadForm(_who_could_lead(sight))
    return _act(sight, form, lambda: commands.name_lead(sight.family_id, form.person_id.data, form.because.data or "",
                                                        form.from_on.data), _lead_page)


def _who_could_lead(sight: Sight) -> list[tuple[UUID, str]]:
    """(person, words) of each professional in the record but the one who leads: their job, and what they can do here today."""
    writes = {row.user_id: row.may_write for row in reads.parts_in(sight.family_id) if row.holds_on(clock.today())}
    found = []
    for person in people_of(sight.family_id).professionals:
        if person.is_lead or person.to_on is not None:
            continue
        may_write = writes.get(person.user_id) if person.user_id else None
        can = "cannot open this record yet" if may_write is None else "" if may_write else "reads only, so far"
        found.append((person.id, ", ".join(part for part in (person.name, person.label, person.agency, can) if part)))
    return found


def _lead_page(sight: Sight, form: Form, status: int = 200) -> ResponseReturnValue:
    return form_page(sight, form, title="Say who leads", fields=["person_id", "because", "from_on"], save="Save who leads",
                     back=_back(sight), status=status,
                     intro="Any member of the team may lead: the one who fits the family best. For a child protection plan it "
                           "is a social worker of the council. What the lead sees and writes follows from their part: invite "
                           "or allocate them first.")


# Cover

@bp.get("/families/<uuid:family_id>/who/cover")
@allow(policy.may_say_who)
def cover(sight: Sight) -> ResponseReturnValue:
    return _cover_page(sight, CoverForm(_workers()))


@bp.post("/families/<uuid:family_id>/who/cover")
@allow(policy.may_say_who)
def cover_for(sight: Sight) -> ResponseReturnValue:
    form = CoverForm(_workers())
    return _act(sight, form, lambda: commands.cover(sight.family_id, form.user_id.data, form.because.data or "",
                                                    form.to_on.data), _cover_page)


def _cover_page(sight: Sight, form: Form, status: int = 200) -> ResponseReturnValue:
    return form_page(sight, form, title="Let somebody cover", fields=["user_id", "to_on", "because"], save="Save the cover",
                     back=_back(sight), status=status,
                     intro="They see everything and write until the end of that day, and nothing after it.")


# Invite a specialist

def _invite_form(sight: Sight) -> InviteForm:
    people = [person for person in queries.candidates() if person.role is not Role.ADMINISTRATOR]
    return InviteForm(people, queries.agreements_in_force(clock.today()), dangers_of(sight))


@bp.get("/families/<uuid:family_id>/who/invite")
@allow(policy.may_say_who)
def invite(sight: Sight) -> ResponseReturnValue:
    return _invite_page(sight, _invite_form(sight))


@bp.post("/families/<uuid:family_id>/who/invite")
@allow(policy.may_say_who)
def invite_specialist(sight: Sight) -> ResponseReturnValue:
    """Show first what the invited person will see; give the part once exactly that was shown."""
    form = _invite_form(sight)
    if form.sent():
        if form.shown.data != form.mark():
            form.shown.data = form.mark()
            return _invite_page(sight, form, will_see=_will_see(form))
        try:
            commands.invite(sight.family_id, form.answer())
            return _done(sight)
        except RuleBroken as broken:
            form.shown.data = ""
            form.show(broken)
    return _invite_page(sight, form, status=422)


def _will_see(form: InviteForm) -> list[tuple[str, str]]:
    """(term, words) of what the part will be: shown before it is given."""
    new = form.answer()
    person = form.people[new.user_id]
    agreement = form.agreements.get(new.agreement_id) if new.agreement_id else None
    ends = min((day for day in (new.to_on, agreement.to_on if agreement else None) if day), default=None)
    unseen = ", ".join(words for info, words in queries.KINDS_IN_WORDS.items() if info not in new.kinds)
    return [("Who", person.label),
            ("They will see", queries.sees_words([info.value for info in new.kinds], [form.names[one] for one in new.dangers])),
            ("They will not see", f"{unseen[:1].upper()}{unseen[1:]}." if unseen else "Nothing is kept from them."),
            ("They may write", "Yes." if new.may_write else "No, they read."),
            ("Until", f"{dates.day(ends)}." if ends else "No end is set."),
            ("It rests on", f"The agreement with {agreement.agency}: {agreement.purpose}. {agreement.lawful_basis}."
             if agreement else "Our own agency.")]


def _invite_page(sight: Sight, form: InviteForm, status: int = 200,
                 will_see: list[tuple[str, str]] | None = None) -> ResponseReturnValue:
    fields = ["user_id", "agreement_id", "asked", "kinds", *(["dangers"] if form.names else []), "may_write", "to_on", "because"]
    return form_page(sight, form, title="Invite a specialist", fields=fields, back=_back(sight), status=status,
                     save="Invite them" if will_see else "See what they will see", will_see=will_see,
                     intro="They get a part of their own: what they need for what is asked of them, and no more.")


# End a part

@bp.get("/families/<uuid:family_id>/who/parts/<uuid:part_id>/end")
@allow(policy.may_end_part)
def end_part(seen: PartSight) -> ResponseReturnValue:
    return _end_page(seen, EndPartForm())


@bp.post("/families/<uuid:family_id>/who/parts/<uuid:part_id>/end")
@allow(policy.may_end_part)
def end_this_part(seen: PartSight) -> ResponseReturnValue:
    form = EndPartForm()

    def again(_: Sight, form: Form, status: int) -> ResponseReturnValue:
        return _end_page(seen, form, status=status)

    return _act(seen.sight, form, lambda: access.end_part(seen.row.id, seen.family_id, form.because.data or "", form.on.data),
                again, to_on="on")


def _end_page(seen: PartSight, form: Form, status: int = 200) -> ResponseReturnValue:
    return form_page(seen.sight, form, title=f"End the part of {seen.row.name}", fields=["because", "on"], save="End it",
                     back=_back(seen.sight), status=status,
                     intro=f"{queries.KIND_WORDS[seen.row.kind]} since {dates.day(seen.row.from_on)}. It stops on their next "
                           "click, and stays listed with your reason.")


# Restrict, exclude

def _nameable(sight: Sight) -> list[tuple[UUID, str]]:
    """(user, 'name, job') of everyone who holds a part today: naming another would give them nothing."""
    today = clock.today()
    excluded = {one.user_id for one in reads.excluded_from(sight.family_id)}
    return list({row.user_id: (row.user_id, f"{row.name}, {row.job}") for row in reads.parts_in(sight.family_id)
                 if row.holds_on(today) and row.user_id not in excluded}.values())


@bp.get("/families/<uuid:family_id>/who/restrict")
@allow(policy.may_say_who)
def restrict(sight: Sight) -> ResponseReturnValue:
    return _restrict_page(sight, RestrictForm(_nameable(sight)))


@bp.post("/families/<uuid:family_id>/who/restrict")
@allow(policy.may_say_who)
def restrict_to(sight: Sight) -> ResponseReturnValue:
    form = RestrictForm(_nameable(sight))
    return _act(sight, form, lambda: access.restrict(sight.family_id, form.user_ids.data or [], form.because.data or ""),
                _restrict_page)


def _restrict_page(sight: Sight, form: Form, status: int = 200) -> ResponseReturnValue:
    return form_page(sight, form, title="Let only named people know of this family", fields=["user_ids", "because"],
                     save="Restrict it", back=_back(sight), status=status,
                     intro="For everyone else this family is not there from their next click: not in lists, not in searches, "
                           "whatever part they have.")


@bp.get("/families/<uuid:family_id>/who/restriction/lift")
@allow(policy.may_say_who)
def lift(sight: Sight) -> ResponseReturnValue:
    return _lift_page(sight, ReasonForm())


@bp.post("/families/<uuid:family_id>/who/restriction/lift")
@allow(policy.may_say_who)
def lift_restriction(sight: Sight) -> ResponseReturnValue:
    form = ReasonForm()
    return _act(sight, form, lambda: access.lift_restriction(sight.family_id, form.because.data or ""), _lift_page)


def _lift_page(sight: Sight, form: Form, status: int = 200) -> ResponseReturnValue:
    return form_page(sight, form, title="Lift the restriction", fields=["because"], save="Lift it", back=_back(sight),
                     status=status, intro="Everyone who holds a part sees this family again.")


@bp.get("/families/<uuid:family_id>/who/exclude")
@allow(policy.may_say_who)
def exclude(sight: Sight) -> ResponseReturnValue:
    return _exclude_page(sight, ExcludeForm(_others(sight)))


@bp.post("/families/<uuid:family_id>/who/exclude")
@allow(policy.may_say_who)
def exclude_person(sight: Sight) -> ResponseReturnValue:
    form = ExcludeForm(_others(sight))
    return _act(sight, form, lambda: access.exclude(sight.family_id, form.user_id.data, form.because.data or ""),
                _exclude_page)


def _others(sight: Sight) -> list[Candidate]:
    already = {one.user_id for one in reads.excluded_from(sight.family_id)}
    return [person for person in queries.candidates() if person.id != sight.user_id and person.id not in already]


def _exclude_page(sight: Sight, form: Form, status: int = 200) -> ResponseReturnValue:
    return form_page(sight, form, title="Exclude somebody", fields=["user_id", "because"], save="Exclude them",
                     back=_back(sight), status=status,
                     intro="For a relative, a neighbour, a friend of the family. This person can never know of this family, "
                           "whatever their role or part.")


@bp.get("/families/<uuid:family_id>/who/excluded/<uuid:user_id>/lift")
@allow(policy.may_lift_exclusion)
def include(seen: ExcludedSight) -> ResponseReturnValue:
    return _include_page(seen, ReasonForm())


@bp.post("/families/<uuid:family_id>/who/excluded/<uuid:user_id>/lift")
@allow(policy.may_lift_exclusion)
def lift_exclusion(seen: ExcludedSight) -> ResponseReturnValue:
    form = ReasonForm()

    def again(_: Sight, form: Form, status: int) -> ResponseReturnValue:
        return _include_page(seen, form, status=status)

    return _act(seen.sight, form, lambda: access.lift_exclusion(seen.family_id, seen.about_id, form.because.data or ""), again)


def _include_page(seen: ExcludedSight, form: Form, status: int = 200) -> ResponseReturnValue:
    return form_page(seen.sight, form, title=f"Lift the exclusion of {seen.name}", fields=["because"], save="Lift it",
                     back=_back(seen.sight), status=status, intro="They see this family again where they hold a part.")

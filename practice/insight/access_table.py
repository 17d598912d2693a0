"""`flask access-table`: who may do what, as a table made from the policies themselves, for docs/access.md.

It builds a small throw-away database with one person of each kind, and asks every rule that a route declares.
"""

import inspect
import tempfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import click
from flask import Flask, current_app, g
from flask.cli import with_appcontext

from practice.access import commands as access
from practice.access.models import Information, PartKind
from practice.accounts import commands as accounts
from practice.accounts.models import Role
from practice.accounts.sessions import SignedIn
from practice.cases.commands import NewContact, begin_family
from practice.core import audit, clock
from practice.core.access import anyone, signed_in
from practice.core.db import command
from practice.core.errors import NotKnown, Refused
from practice.discussions import commands as discussions
from practice.discussions.models import SeatRole
from practice.mapping.kinds import DangerStatement, NextStep, SafetyScale, Strength
from practice.records import commands as records
from practice.safety.kinds import PLAN_KINDS, PlanRule
from practice.settings import Mode, Settings

READS = {Information.STORY, Information.PLAN}
# (column, role, part): what the part is is written in _people.
COLUMNS = (("Allocated worker", Role.PRACTITIONER), ("Covers", Role.PRACTITIONER), ("Manager’s line", Role.MANAGER),
           ("Specialist: story and plan", Role.SPECIALIST), ("Specialist: plan only", Role.SPECIALIST),
           ("Specialist: one danger", Role.SPECIALIST), ("Agreement or part over", Role.SPECIALIST),
           ("Excluded", Role.PRACTITIONER), ("Practitioner, no part", Role.PRACTITIONER), ("Manager, no part", Role.MANAGER),
           ("Administrator", Role.ADMINISTRATOR))
HEAD = """# Who may do what

Made from the policies by `flask access-table > docs/access.md`; a test holds it true. Each row is a rule; each column one
kind of person. **yes**: allowed. **no**: refused, with a sentence that says whom to ask. **–**: not known: the answer is the
same as for a thing that does not exist. While a family is restricted, whoever is not named stands in the column Excluded.
Whoever opened a family stands in the column Allocated worker until it is allocated.
"""


@command
def _people(users: dict[str, UUID], agency: UUID) -> dict[str, UUID]:
    """One family, and a part for each column that has one; returns the ids that rules ask for."""
    today = clock.today()
    before = today - timedelta(days=1)
    with audit.acting_as(users["Manager’s line"]):
        family = begin_family("Sample", ["Kit Sample"], NewContact(before, "a neighbour", "Kit was alone."))
        danger = records.add(family, "danger", DangerStatement(words="A danger", title="Nights"))
        records.add(family, "danger", DangerStatement(words="Another", title="Days"))
        strength = records.add(family, "strength", Strength(words="A strength"))
        rule = records.add(family, "plan_rule", PlanRule(words="stays"), info=Information.PLAN)
        scale = records.add(family, "scale", SafetyScale(zero="never", ten="always"), parent_id=danger)
        step = records.add(family, "next_step", NextStep(words="A step"))
        snapshot = records.freeze(family, "plan", PLAN_KINDS, today, {})
        access.allocate(family, users["Allocated worker"], "sample", from_on=before)
        access.give_part(family, users["Manager’s line"], PartKind.MANAGER, "sample", from_on=before)
        access.give_part(family, users["Covers"], PartKind.COVER, "sample")
        agreement = access.make_agreement(agency, "sample", "sample", set(Information), before, today)
        over = access.make_agreement(agency, "sample", "sample", set(Information), before, before)
        part = access.give_part(family, users["Specialist: story and plan"], PartKind.SPECIALIST, "sample", kinds=READS,
                                may_write=False, agreement_id=agreement)
        access.give_part(family, users["Specialist: plan only"], PartKind.SPECIALIST, "sample", may_write=False,
                         kinds={Information.PLAN}, agreement_id=agreement)
        access.give_part(family, users["Specialist: one danger"], PartKind.SPECIALIST, "sample", kinds=READS,
                         may_write=False, agreement_id=agreement, dangers=[danger])
        access.give_part(family, users["Agreement or part over"], PartKind.SPECIALIST, "sample", kinds=READS,
                         may_write=False, agreement_id=over, from_on=before)
        access.give_part(family, users["Excluded"], PartKind.COVER, "sample")
        access.exclude(family, users["Excluded"], "sample")
        discussion = discussions.ask(family, discussions.NewDiscussion("group-mapping", "sample", today, decides=True))
        for column, role in (("Allocated worker", SeatRole.FACILITATOR), ("Manager’s line", SeatRole.PRESENTER),
                             ("Specialist: plan only", SeatRole.PARTICIPANT)):
            discussions.add_seat(discussion, discussions.NewSeat(role, users[column]))
        seat = discussions.add_seat(discussion, discussions.NewSeat(SeatRole.FAMILY, name="Kit’s aunt"))
        discussions.begin(discussion)
    return {"discussion_id": discussion, "seat_id": seat, "family_id": family, "strength": strength,
            "rule": rule, "scale": scale, "step": step, "snapshot_id": snapshot, "part_id": part,
            "user_id": users["Excluded"], "agreement_id": agreement}


def table(make_app: Callable[[Settings], Flask]) -> str:
    """The whole page as Markdown. MAKE_APP is the app's own factory, which stands above every room."""
    with tempfile.TemporaryDirectory() as folder:
        app = make_app(Settings.model_validate({"mode": Mode.TEST, "database_url": f"sqlite:///{folder}/access.sqlite",
                                                  "secret_key": "table", "password_memory_kib": 1024}))
        with app.test_request_context("/"):
            app.extensions["alembic"].upgrade()
            own = accounts.add_agency("Council", is_own=True)
            other = accounts.add_agency("Another agency")
            users = {name: accounts.add_user(f"user{number}", name, "sample", role, other if role is Role.SPECIALIST else own,
                                             "three plain words") for number, (name, role) in enumerate(COLUMNS)}
            text = _lines(app, users, _people(users, other))
        app.extensions["engine"].dispose()
    return text


def _lines(app: Flask, users: dict[str, UUID], names: dict[str, UUID]) -> str:
    rules: dict[Any, list[str]] = {}
    for route in sorted(app.url_map.iter_rules(), key=lambda one: one.endpoint):
        pages = rules.setdefault(app.view_functions[route.endpoint].rule, [])  # type: ignore[union-attr]
        if route.endpoint not in pages:
            pages.append(route.endpoint)
    lines = [HEAD, "| Rule | " + " | ".join(name for name, _ in COLUMNS) + " |", "| --- |" + " --- |" * len(COLUMNS)]
    left: list[str] = []
    for rule, pages in sorted(rules.items(), key=lambda item: (item[0].__module__, item[0].__name__)):
        if rule in (anyone, signed_in):
            continue
        name = f"{rule.__module__.split('.')[1]}: {rule.__name__.replace('_', ' ')}"
        values = _arguments(rule, names)
        if values is None:
            left.append(f"- {name}: {', '.join(f'`{page}`' for page in pages)}")
            continue
        cells = [_ask(rule, values, users[column], role) for column, role in COLUMNS]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    lines += ["", "## Which pages ask which rule", ""]
    lines += [f"- {rule.__module__.split('.')[1]}: {rule.__name__.replace('_', ' ')}: {', '.join(f'`{page}`' for page in pages)}"
              for rule, pages in sorted(rules.items(), key=lambda item: (item[0].__module__, item[0].__name__))]
    if left:
        lines += ["", "## Rules about one person, place, tie or paper", "",
                  "They ask the rule of their room first, then whether the thing is this family’s.", "", *left]
    return "\n".join(lines) + "\n"


def _arguments(rule: Any, names: dict[str, UUID]) -> dict[str, Any] | None:
    """What the rule is called with; None where it is about a thing that the sample family does not hold."""
    wanted = [one.name for one in inspect.signature(rule).parameters.values() if one.kind is not one.VAR_KEYWORD]
    room = rule.__module__.split(".")[1]
    special = {"may_rate": "scale", "may_see_scale": "scale", "may_finish_step": "step"}
    record = names[special.get(rule.__name__, "rule" if room == "safety" else "strength")]
    known: dict[str, Any] = {**names, "mark": "0-0", "key": "now", "record_id": record,
                             "kind": "plan_rule" if room == "safety" else "strength"}
    if room == "documents" and len(wanted) > 1:  # about a reader or a paper
        known = {}
    return {name: known[name] for name in wanted} if all(name in known for name in wanted) else None


def _ask(rule: Any, values: dict[str, Any], user_id: UUID, role: Role) -> str:
    g._login_user = SignedIn(user_id, "", "", role, user_id, "", is_own_agency=True, team_id=None, token="")  # noqa: S106
    try:
        rule(**values)
    except Refused:
        return "no"
    except NotKnown:
        return "–"
    return "yes"


@click.command("access-table")
@with_appcontext
def access_table() -> None:
    """Print who may do what, for docs/access.md."""
    click.echo(table(current_app.extensions["make_app"]), nl=False)

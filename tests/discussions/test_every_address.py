"""No address at all opens what its kind is not for: every GET that the app has, as everybody who gets in, while it runs and after.

The addresses are made from the app's own map, so that a page which is added tomorrow is tried too. What names another thing than
a discussion holds is left to tests/house/test_routes.py: those arguments are listed here, and a new one must be put somewhere.
"""

from itertools import product

from sqlalchemy import select

from practice.core.db import db
from practice.discussions import queries
from practice.discussions.meeting.models import MeetingItem
from practice.discussions.models import Decision
from practice.families.models import Place
from practice.records.models import Record
from tests.discussions.test_who_reads_what import DECIDED, KINDS, LOGIN, Table, decided, leaks, running

__all__ = ["decided", "running"]  # fixtures
ELSEWHERE = {"part_id", "user_id", "person_id", "paper_id", "photo_id", "tie_id", "agreement_id", "concern_id", "name",
             "became", "filename", "year", "token"}
GET_IN = {persona: login for persona, login in LOGIN.items() if login in {"ines", "tom", "nell", "slate", "priya"}}


def addresses(app, table: Table) -> list[str]:
    """Every GET address that this discussion's ids can fill."""
    with app.app_context():
        found = queries.running(table.id, table.world.family)
        entries = [one.id for one in queries.entries_of(table.id, tuple(table.seats.values())) if one.id]
        actions = [one.what.id for one in queries.events_of(table.id) if type(one.what).__name__ == "Action"]
        records = [db.session.query(Record.id).filter_by(family_id=table.world.family, kind=kind).order_by(Record.id.desc()).first()
                   for kind in ("from_group", "outcome_part", "danger")]
        snapshot = db.session.query(Decision.snapshot_id).filter_by(discussion_id=table.id).first()
        meeting = db.session.query(MeetingItem).filter_by(discussion_id=table.id).first()
        assert found is not None
        ids = {"family_id": [table.world.family], "discussion_id": [table.id], "mark": ["0-0"], "key": ["now"], "number": [1],
               "stage": [found[0].frame.place("dangers"), found[0].stage], "line": [0], "entry_id": entries[:1] + entries[-1:],
               "seat_id": [table.seats["Coral"]], "action_id": actions[:1],
               "record_id": [one.id for one in records if one], "snapshot_id": [snapshot[0]] if snapshot else [],
               "meeting_id": [meeting.meeting_id], "item_id": [meeting.id], "reader_id": [table.world.people["Marina"]],
               "kind": ["discussion-outcome", "strength"], "place_id": list(db.session.scalars(select(Place.id)).all())[:1]}
        db.close()
    made = set()
    for rule in app.url_map.iter_rules():
        if "GET" not in rule.methods or rule.endpoint == "static":
            continue
        free = sorted(rule.arguments - set(rule.defaults or {}))
        assert set(free) <= set(ids) | ELSEWHERE, f"{rule}: say in which table {set(free) - set(ids) - ELSEWHERE} is tried"
        if set(free) & ELSEWHERE or not free or not set(free) & {"family_id", "discussion_id", "meeting_id"}:
            continue
        for values in product(*(ids[name] for name in free)):
            made.add(rule.build({name: value if isinstance(value, int) else str(value)
                                 for name, value in zip(free, values, strict=True)})[1])
    return sorted(made)


def told(client, app, table: Table) -> dict[tuple[str, str], str]:
    found, paths = {}, addresses(app, table)
    for persona, login in GET_IN.items():
        browser = client(persona)
        for path in paths:
            status, found[login, path] = browser.text(path, htmx="beat" if "/now/" in path else "")
            assert status < 500, f"{login}: {path}"
    return found


def test_while_it_runs_no_address_opens_what_is_not_theirs(client, app, running):
    found = told(client, app, running)
    assert len(found) > 500
    assert leaks(found, lambda kind: KINDS[kind].runs, KINDS) == []
    for kind in ("PRIVNELLZQ", "QUESTIONZQ", "14 Beacon Rise"):  # what is looked for is there for those whose it is
        assert any(kind in text for (login, _), text in found.items() if login in KINDS[kind].runs), kind


def test_once_decided_no_address_opens_what_is_not_theirs(client, app, decided):
    found = told(client, app, decided)
    # Ms Slate sat there, and her part sees the plan alone: as on her paper she reads what was decided, and her own action.
    agreed = found.pop(("slate", f"{decided.path}/agreed"))
    assert [kind for kind in DECIDED if kind in agreed] == ["DECISION"]
    assert leaks(found, lambda kind: DECIDED[kind], DECIDED) == []
    for kind in DECIDED:
        assert any(kind in text for (login, _), text in found.items() if login in DECIDED[kind]), kind

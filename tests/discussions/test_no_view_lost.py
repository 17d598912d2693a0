"""As many views come out as went in (C28): whatever each seat says, it stands in the frozen decision and on the outcome page
once, under its owner's name, with its reason; nobody's view is folded into another's."""

import msgspec
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from practice.core.db import db
from practice.discussions import queries
from practice.discussions.models import Stance
from practice.records.models import Snapshot
from tests.discussions.conftest import PERSONA
from tests.discussions.deciding import decide

SEATS = ("ines", "nell", "slate", "Coral")
views = st.fixed_dictionaries({seat: st.sampled_from([*(one.value for one in Stance), None]) for seat in SEATS})
numbers = st.fixed_dictionaries({seat: st.integers(0, 10) for seat in SEATS})


@settings(max_examples=10, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate),
          suppress_health_check=list(HealthCheck))
@given(stances=views, rated=numbers, agree_has_reason=st.booleans())
def test_every_view_goes_in_once_and_comes_out_once(app, client, world, stances, rated, agree_has_reason):
    said = {seat: (stance, f"REASON{seat.upper()}X" if stance != "agree" or agree_has_reason else "",
                   f"RELIES{seat.upper()}X" if stance == "dissent" else "",
                   f"INSTEAD{seat.upper()}X" if stance == "dissent" else "")
            for seat, stance in stances.items() if stance is not None}
    with app.app_context():
        table = decide(world, said, numbers=rated)
        names = {seat.id: seat.name for seat in queries.seats_of(table.id)}
        frozen = msgspec.json.decode(db.session.query(Snapshot).filter_by(kind="decision").order_by(
            Snapshot.number.desc()).first().body)
        db.close()
    of = {seat: names[table.seats[seat]] for seat in SEATS}
    stances_in = [one for one in frozen["extra"]["views"] if one["stage"] == "stances"]
    assert sorted((names_of(one, table), one["choice"], one["why"]) for one in stances_in) == sorted(
        (seat, stance, why) for seat, (stance, why, _, _) in said.items())
    numbers_in = [one for one in frozen["extra"]["views"] if one["stage"] == "scale"]
    assert sorted((names_of(one, table), one["value"]) for one in numbers_in) == sorted(rated.items())
    told = [line["body"] for line in frozen["records"] if line["kind"] == "outcome_part"]
    assert sorted((one["name"], one["stance"]) for one in told if one["part"] == "stance") == sorted(
        (of[seat], stance) for seat, (stance, *_) in said.items())
    assert sorted((one["name"], one.get("value")) for one in told if one["part"] == "number") == sorted(
        (of[seat], value) for seat, value in rated.items())
    page = client(PERSONA["ines"]).get(table.path)
    begins = page.words.index("Option A. DECISION")
    where = page.words[begins:page.words.index("Frozen", begins)]
    for seat, (stance, why, relies, instead) in said.items():
        for words in (why, relies, instead):
            assert not words or page.words.count(words) == 1, (seat, words)
        assert where.count(of[seat]) >= 1, f"{seat} says {stance} and is not there"
        if stance == "dissent":
            assert where.count(f"{of[seat]} does not agree") == 1
    for seat in SEATS:
        if seat not in said:
            assert f"{of[seat]} does not agree" not in where
    assert where.count("does not agree") == sum(one[0] == "dissent" for one in said.values())


def names_of(view, table):
    return next(seat for seat, seat_id in table.seats.items() if str(seat_id) == view["seat"])

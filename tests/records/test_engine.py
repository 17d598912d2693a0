"""Words that last: identity, revisions, clashes, moves, withdrawal, need to know of rows, snapshots."""

from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from practice.access.models import Information
from practice.access.queries import ALL_KINDS, MyPart
from practice.core import clock
from practice.core.db import db
from practice.core.errors import Clash, NotKnown, RuleBroken
from practice.mapping.kinds import MAPPING_KINDS, ExistingSafety, Strength
from practice.records import commands, queries
from practice.records.bodies import KINDS, from_json, sha256, to_json
from practice.records.models import Snapshot

ALL = MyPart(frozenset(), True, ALL_KINDS, frozenset(), True, None, "")


def rows(world, part=ALL, kinds=MAPPING_KINDS):
    return queries.current(world.family, part, kinds)


def test_a_later_save_clashes_and_loses_nothing(app, world):
    with app.app_context():
        strength = world.records["strength"]
        seen = queries.one(strength).lock_version
        commands.revise(strength, seen, Strength(words="Ines was first"))
        with pytest.raises(Clash) as clash:
            commands.revise(strength, seen, Strength(words="Tom was second"))
        assert clash.value.theirs.body.words == "Ines was first"
        assert queries.one(strength).body.words == "Ines was first"
        assert [past.body.words for past in queries.history(strength)] == [
            "Ines was first", "Marina rang 999 and gave a statement."]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.integers(0, 2), min_size=2, max_size=10))
def test_no_save_is_ever_lost_silently(app, world, order):
    """Three people at one statement in any order: each save is either the newest revision or told that it clashed."""
    with app.app_context():
        strength = world.records["strength"]
        seen = dict.fromkeys(range(3), queries.one(strength).lock_version)
        saved = []
        for turn, person in enumerate(order):
            try:
                commands.revise(strength, seen[person], Strength(words=f"{person} at {turn} {order}"))
                saved.append(f"{person} at {turn} {order}")
            except Clash as clash:
                assert clash.theirs.body.words == saved[-1]
                seen[person] = clash.lock_version
            else:
                seen[person] += 1
        kept = [past.body.words for past in queries.history(strength)]
        assert [words for words in reversed(kept) if str(order) in words][-len(saved):] == saved or not saved


def test_a_move_keeps_identity_and_history(app, world):
    with app.app_context():
        strength, danger = world.records["strength"], world.records["danger"]
        commands.move(strength, 1, "existing_safety", parent_id=danger)
        moved = queries.one(strength)
        assert (moved.kind, moved.parent_id, moved.body.words) == (
            "existing_safety", danger, "Marina rang 999 and gave a statement.")
        assert isinstance(moved.body, ExistingSafety)
        assert [past.kind for past in queries.history(strength)] == ["existing_safety", "strength"]


def test_withdrawing_needs_a_reason_and_keeps_the_words(app, world):
    with app.app_context():
        strength = world.records["strength"]
        with pytest.raises(RuleBroken, match="Say why"):
            commands.withdraw(strength, 1, "  ")
        commands.withdraw(strength, 1, "It was Coral who rang")
        row = queries.one(strength)
        assert (row.withdrawn_because, row.body.words) == ("It was Coral who rang", "Marina rang 999 and gave a statement.")
        commands.restore(strength, row.lock_version)
        assert not queries.one(strength).is_withdrawn


def test_a_row_of_another_kind_of_information_is_never_read(app, world):
    with app.app_context():
        story = MyPart(frozenset(), False, frozenset({Information.STORY}), frozenset(), False, None, "")
        assert {row.info for row in rows(world, story)} == {Information.STORY}
        assert any(row.info is Information.HEALTH for row in rows(world))


def test_a_part_narrowed_to_a_danger_sees_it_and_what_hangs_on_it(app, world):
    with app.app_context():
        narrow = MyPart(frozenset(), False, ALL_KINDS, frozenset({world.records["danger"]}), False, None, "")
        seen = {row.id for row in rows(world, narrow, (*MAPPING_KINDS, "plan_rule"))}
        assert seen == {world.records[name] for name in ("danger", "goal", "scale", "plan_rule")}


def test_a_record_hangs_only_on_its_own_family(app, world):
    with app.app_context():
        with pytest.raises(RuleBroken):
            commands.add(UUID(int=7), "goal", KINDS["goal"].body(words="x"), parent_id=world.records["danger"])
        with pytest.raises(NotKnown):
            commands.revise(UUID(int=7), 1, Strength(words="x"))
        for change in (commands.move, commands.revise):
            given = "strength" if change is commands.move else Strength(words="x")
            with pytest.raises(RuleBroken, match="on itself"):
                change(world.records["strength"], 1, given, parent_id=world.records["strength"])


def test_a_snapshot_names_its_words_and_its_hash(app, world):
    with app.app_context():
        made = commands.freeze(world.family, "mapping", MAPPING_KINDS, clock.today(), {"reasons": []})
        snapshot = db.session.get(Snapshot, made)
        assert sha256(snapshot.body) == snapshot.sha256
        again = commands.freeze(world.family, "mapping", MAPPING_KINDS, clock.today(), {"reasons": []})
        assert db.session.get(Snapshot, again).number == 2
        commands.revise(world.records["strength"], 1, Strength(words="later words"))
        assert "later words" not in db.session.get(Snapshot, made).body


@given(st.text(max_size=200), st.booleans())
def test_every_text_survives_its_json(words, verbatim):
    body = Strength(words=words.encode("utf-8", "ignore").decode(), is_verbatim=verbatim)
    assert from_json("strength", to_json(body)) == body
    assert to_json(from_json("strength", to_json(body))) == to_json(body)

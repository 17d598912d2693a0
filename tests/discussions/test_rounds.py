"""The rounds of a discussion under any order of actions (B18).

Whatever order people act in: no private words are seen early, none is lost, none is counted twice, each number keeps its owner,
where each stands never changes after the decision, and a decision has an owner and a date.
CG_STEPS sets how many steps are taken in all: see CONTRIBUTING.md.
"""

import os
from collections import Counter
from datetime import timedelta
from uuid import UUID

import msgspec
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import select

from practice.core import clock
from practice.core.db import db
from practice.core.errors import Clash, NotKnown, Refused, RuleBroken
from practice.discussions import commands, queries
from practice.discussions.commands import Deciding, Given, NewAction, Place
from practice.discussions.models import Attendance, Decision, Opening
from practice.discussions.page import room_of
from practice.discussions.policy import may_see_discussion
from practice.families.queries import people_of
from practice.records.models import Snapshot
from tests.discussions.conftest import Table, hold_one

STEPS = int(os.environ.get("CG_STEPS", "450"))
A_RUN = 30
SEATS = ("ines", "nell", "slate", "Coral")
seats = st.sampled_from(SEATS)
BROKEN = (RuleBroken, Refused, NotKnown)


class Rounds(RuleBasedStateMachine):
    """One discussion with a decision at its end, and beside it a plain model of what must be true."""

    app = None
    world = None
    came = Counter[str]()  # of the whole run: steps taken, rounds opened, decisions

    def __init__(self) -> None:
        super().__init__()
        self.context = self.app.app_context()
        self.context.push()
        self.given: dict[tuple[int, int], dict[str, str]] = {}  # the last words of each seat, a round
        self.late: list[tuple[tuple[int, int], str, str]] = []
        self.opened: set[tuple[int, int]] = set()
        self.passed: dict[tuple[int, int], set[str]] = {}
        self.away: set[str] = set()
        self.frozen: list[tuple[str, str, str]] | None = None
        self.said = 0
        self.checked = 0

    @initialize(opened=st.sampled_from((4, 0, 1, 2, 3)), number=st.integers(0, 10))
    def begins(self, opened: int, number: int) -> None:
        """OPENED rounds have gone as most go: everybody was in, it was opened, the group went on; 4: it is decided.

        From there on anything: orders that are drawn freely from the first step on hardly ever reach a decision.
        """
        self.table: Table = hold_one(self.world)
        with self.table.acts("tom"):
            self.options = [commands.add_option(self.table.id, title) for title in ("Wait", "Nothing more than now")]
            commands.ask_about(self.table.id, self.options[0])
        self.table.go_to("dangers")
        for to in ("scale", "stances", "decision")[:opened]:
            self.all_who_are_missing_hand_in(number)
            self.opens(twice=False)
            self.steps(stay=False, to=to)
        if opened == 4:
            self.decides(0)

    def teardown(self) -> None:
        db.close()
        self.context.pop()

    # What the model knows

    @property
    def d(self) -> queries.Running:
        return self.table.now()

    @property
    def here(self) -> tuple[int, int]:
        return self.d.stage, self.d.round

    @property
    def is_decided(self) -> bool:
        return self.frozen is not None

    def _words(self) -> str:
        self.said += 1
        return f"secret-{self.said}-words"

    def _given(self, words: str, number: int) -> Given:
        kind = self.d.step.input
        if kind == "number":
            return Given(value=number, why=words)
        if kind == "stance":
            return Given(choice=("agree", "reservation", "dissent", "abstain")[number % 4], why=words, instead=words)
        return Given(words=words)

    # What people do

    @rule(who=seats, number=st.integers(0, 10), stale=st.booleans(), paper=st.booleans())
    def hands_in(self, who: str, number: int, stale: bool, paper: bool) -> None:
        words, here = self._words(), self.here
        standing = self.given.get(here, {})
        seen = 0 if stale else len(self._entries(here, who))
        try:
            self.table.hand_in(who, words=self._given(words, number).words, **_more(self._given(words, number)), seen=seen,
                               from_paper=paper and who == "Coral")
        except Clash as clash:
            assert stale and who in standing
            assert words not in repr(clash.theirs)
            return
        except BROKEN:
            return
        assert not self.is_decided
        assert here not in self.opened, "written into an open round"
        assert self.d.frame.stage[here[0]].private
        assert who not in self.away
        self.given.setdefault(here, {})[who] = words

    @rule(number=st.integers(0, 10))
    def all_who_are_missing_hand_in(self, number: int) -> None:
        for who in SEATS:
            if who not in self.given.get(self.here, {}):
                self.hands_in(who, number, stale=False, paper=False)

    @rule(who=seats, number=st.integers(0, 10))
    def comes_late(self, who: str, number: int) -> None:
        """A judgement after the opening, of any round that was opened."""
        if not self.opened:
            return
        here = sorted(self.opened)[number % len(self.opened)]
        step, words = self.d.frame.stage[here[0]], self._words()
        given = Given(value=number, why=words) if step.input == "number" else Given(words=words, choice="agree", why=words)
        try:
            with self.table.acts("tom" if who == "Coral" else who):
                commands.hand_in(self.table.id, self.table.seats[who], Place(*here), given, after=True)
        except BROKEN:
            return
        assert step.input != "stance", "a stance changed after it was opened"
        self.late.append((here, who, words))

    @rule(who=seats, by_leader=st.booleans())
    def passes(self, who: str, by_leader: bool) -> None:
        here = self.here
        try:
            with self.table.acts("tom" if by_leader else who if who != "Coral" else "tom"):
                commands.pass_round(self.table.id, self.table.seats[who], Place(*here), "Had to leave", by_leader=by_leader)
        except BROKEN:
            return
        self.passed.setdefault(here, set()).add(who)

    @rule(who=seats, there=st.booleans())
    def comes_and_goes(self, who: str, there: bool) -> None:
        try:
            with self.table.acts("tom"):
                commands.mark_seat(self.table.id, self.table.seats[who], Attendance.PRESENT if there else Attendance.ABSENT,
                                   "" if there else "Rang off")
        except BROKEN:
            return
        self.away = self.away - {who} if there else self.away | {who}

    @rule(twice=st.booleans())
    def opens(self, twice: bool) -> None:
        here = self.here
        waiting = [who for who in SEATS if who not in self.away and who not in self.given.get(here, {})
                   and who not in self.passed.get(here, set())]
        place = self.table.place
        for _ in range(1 + twice):
            try:
                with self.table.acts("tom"):
                    did = commands.open_round(self.table.id, place)
            except BROKEN:
                return
            if did:
                assert not waiting, "opened while somebody was writing"
                assert here not in self.opened, "opened twice"
                self.opened.add(here)
                self.came["opened"] += 1

    @rule(stay=st.booleans(), to=st.sampled_from(("scale", "questions", "stances", "stances", "decision", "next", "next", "back")))
    def steps(self, stay: bool, to: str) -> None:
        here, seen = self.here, self.d.stage
        if stay and self.d.step.private and here not in self.opened:
            return  # most steps are taken when the round is open; some are tried before
        to = seen + (1 if to == "next" else -1) if to in {"next", "back"} else self.d.frame.place(to)
        try:
            with self.table.acts("tom"):
                commands.go_to(self.table.id, seen, to)
        except BROKEN:
            return
        if self.d.stage != here[0] and self.d.frame.stage[here[0]].private:
            assert here in self.opened or not self.given.get(here), "words were left behind"

    @rule()
    def asks_again(self) -> None:
        here = self.here
        try:
            with self.table.acts("tom"):
                commands.ask_again(self.table.id, *here, "Shelly")
        except BROKEN:
            return
        assert self.here == here or here in self.opened

    @rule(pick=st.integers(0, 1))
    def decides(self, pick: int) -> None:
        stances = self.d.frame.place("stances")
        try:
            with self.table.acts("tom"):
                commands.decide(self.table.id, Deciding(self.options[pick], "Wait", "Court first", "Tom Larder", "manager",
                                                        clock.today() + timedelta(days=14)))
        except BROKEN:
            return
        assert not self.is_decided, "decided twice"
        assert (stances, 1) in self.opened, "decided over words that nobody read"
        self.frozen = sorted(self._stances())
        self.came["decided"] += 1

    @precondition(lambda self: self.is_decided)
    @rule()
    def acts_after_the_decision(self) -> None:
        """Nothing of the meeting moves any more."""
        with self.table.acts("tom"):
            for does in (lambda: commands.open_round(self.table.id, self.table.place),
                         lambda: commands.add_action(self.table.id, NewAction("Ines", "rings", clock.today())),
                         lambda: commands.note(self.table.id, 0, 0, "x"), lambda: commands.end(self.table.id)):
                with pytest.raises(Refused):
                    does()

    # What must always be true

    @invariant()
    def a_step_was_taken(self) -> None:
        self.came["steps"] += hasattr(self, "table")

    @invariant()
    def nobody_sees_private_words_early(self) -> None:
        if not hasattr(self, "table") or self.checked == self.d.lock_version:
            return
        self.checked = self.d.lock_version
        for who in ("tom", "ines", "nell", "slate"):
            with self.table.acts(who):
                try:
                    seen = may_see_discussion(self.world.family, self.table.id)
                    page = repr((room_of(seen, people_of(self.world.family)), queries.entries_of(self.table.id, seen.own_seats)))
                except NotKnown:
                    assert self.is_decided  # a seat that rested on nothing but the discussion
                    continue
            for here, given in self.given.items():
                for owner, words in given.items():
                    if here not in self.opened and owner != who:
                        assert words not in page, f"{who} reads what {owner} wrote"

    @invariant()
    def every_view_is_there_once_with_its_owner(self) -> None:
        if not hasattr(self, "table"):
            return
        names = {seat: name for name, seat in self.table.seats.items()}
        for here in self.opened:
            shown = [(names[one.seat_id], _said(one)) for one in self._latest(here) if not one.after]
            assert sorted(shown) == sorted(self.given.get(here, {}).items()), "a view was lost, changed or counted twice"
        late = [((one.stage, one.round), names[one.seat_id], _said(one)) for one in self._all() if one.after]
        assert sorted(late) == sorted(self.late)

    @invariant()
    def one_opening_a_round(self) -> None:
        if not hasattr(self, "table"):
            return
        rows = [(one.stage, one.round) for one in db.session.scalars(
            select(Opening).where(Opening.discussion_id == self.table.id))]
        assert sorted(rows) == sorted(self.opened)

    @invariant()
    def a_decision_has_an_owner_and_a_date_and_keeps_every_stance(self) -> None:
        if self.frozen is None:
            return
        made = db.session.scalars(select(Decision).where(Decision.discussion_id == self.table.id)).one()
        assert made.decided_by.strip() and made.decided_on is not None and made.review_on > made.decided_on
        assert sorted(self._stances()) == self.frozen, "where somebody stands changed after the decision"
        names = {str(seat): name for name, seat in self.table.seats.items()}
        stages = [stage.id for stage in self.d.frame.stage]
        views = msgspec.json.decode(db.session.get(Snapshot, made.snapshot_id).body)["extra"]["views"]
        out = [(one["stage"], one["round"], names[one["seat"]], one["why"] or one["words"], one["after"]) for one in views]
        views_in = [(stages[here[0]], here[1], who, words, False) for here in self.opened
                    for who, words in self.given.get(here, {}).items()]
        views_in += [(stages[here[0]], here[1], who, words, True) for here, who, words in self.late]
        assert sorted(out) == sorted(views_in), "views out are not views in"

    # Reads

    def _all(self) -> list[queries.EntryRow]:
        return queries.entries_of(self.table.id, ())

    def _latest(self, here: tuple[int, int]) -> list[queries.EntryRow]:
        return [one for one in commands.latest(self._all()) if (one.stage, one.round) == here]

    def _entries(self, here: tuple[int, int], who: str) -> list[queries.EntryRow]:
        return [one for one in self._all() if (one.stage, one.round) == here and one.seat_id == self.table.seats[who]
                and not one.after]

    def _stances(self) -> list[tuple[str, str, str]]:
        stage = self.d.frame.place("stances")
        names: dict[UUID, str] = {seat: name for name, seat in self.table.seats.items()}
        return [(names[one.seat_id], one.choice, one.why) for one in commands.latest(self._all()) if one.stage == stage]


def _said(one: queries.EntryRow) -> str:
    return one.why or one.words


def _more(given: Given) -> dict[str, object]:
    return {"value": given.value, "choice": given.choice, "why": given.why, "instead": given.instead}


def test_no_order_of_actions_shows_loses_or_counts_twice(app, world):
    """The same orders on every run, unless CG_STEPS asks for more: then new ones, until so many steps were taken."""
    Rounds.app, Rounds.world = app, world
    Rounds.came.clear()
    is_long = "CG_STEPS" in os.environ
    while not Rounds.came or (is_long and Rounds.came["steps"] < STEPS):
        run_state_machine_as_test(Rounds, settings=settings(
            max_examples=max((STEPS - Rounds.came["steps"]) // A_RUN, 1), stateful_step_count=A_RUN, deadline=None,
            suppress_health_check=list(HealthCheck), derandomize=not is_long))
    print(dict(Rounds.came))
    assert Rounds.came["steps"] >= STEPS / 2
    assert Rounds.came["opened"] > STEPS / 40, "hardly a round was opened: nothing was tried"
    assert Rounds.came["decided"] > STEPS / 400, "hardly a decision was reached: nothing was tried"

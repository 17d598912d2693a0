"""The rule of thumb of the network: two natural people who know the danger, one outside the home and independent. Pure."""

from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice.access.models import Information
from practice.access.queries import MyPart
from practice.core import dates
from practice.families.models import BirthKnown, Sex, Standing
from practice.families.queries import FamilyHead, People, PersonRow, Sight
from practice.mapping.kinds import DangerStatement, Harm, SafetyGoal, SafetyScale
from practice.mapping.spread import Given
from practice.records.queries import Row
from practice.safety.immediate.kinds import ImmediateRule, Night
from practice.safety.kinds import ChildPart, DayPart, PlanHead, PlanRule, Promise, RedFlag
from practice.safety.models import Outcome
from practice.safety.models import TestKind as HowTested
from practice.safety.network.counting import Seen, Told, hanging_on, network_of
from practice.safety.network.kinds import NetworkMember
from practice.safety.queries import Plan
from practice.safety.queries import TestRow as Tried
from practice.safety.thread import thread_of

TODAY = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
TOLD_ON = date(2026, 9, 30)
KINDS = {Harm: "harm", DangerStatement: "danger", SafetyGoal: "goal", SafetyScale: "scale", PlanRule: "plan_rule",
         PlanHead: "plan_head", RedFlag: "red_flag", Promise: "promise", ChildPart: "child_part", DayPart: "day_part",
         NetworkMember: "network_member", ImmediateRule: "immediate_rule", Night: "night"}
ALL = MyPart(frozenset(), True, frozenset(Information), frozenset(), True, None, "")


def changed(one, **facts):
    """The same row with some facts replaced, whatever sort of record it is."""
    names = getattr(one, "__struct_fields__", None) or [field.name for field in fields(one)]
    return type(one)(**{name: getattr(one, name) for name in names} | facts)


def person(name, standing=Standing.ADULT, *, home="", index=False, to_on=None):
    return PersonRow(uuid4(), name, name, standing, index, "", "", "", date(2019, 2, 3) if index else None, BirthKnown.EXACT,
                     None, Sex.UNKNOWN, home, False, "", False, to_on, None, False)


def row(body, parent=None, info=Information.PLAN):
    return Row(uuid4(), KINDS[type(body)], parent.id if parent else None, 0, info, 1, 1, NOON, "Ines", None, body)


MUM, DAD, NAN, AUNT, NEIGHBOUR = (person("Marina", home="here"), person("Callum"), person("Coral", home="there"),
                                  person("Pearl"), person("Mrs Buoy", Standing.NETWORK, home="here"))
FINN, NURSE = person("Finn", Standing.CHILD, home="here", index=True), person("Nell", Standing.PROFESSIONAL)
PEOPLE = People({one.id: one for one in (FINN, MUM, DAD, NAN, AUNT, NEIGHBOUR, NURSE)})
HARM = row(Harm(words="He strangled her", by_whom=(DAD.id,), to_whom=(MUM.id, FINN.id)))
DANGER = row(DangerStatement(words="We are worried", title="Callum coming back"))


def member(who, **facts):
    return row(NetworkMember(person=who.id, **{"depends": "no", "ring": "inner", **facts}))


def told(*people, danger=DANGER):
    return tuple(Told(one.id, danger.id, TOLD_ON) for one in people)


def network(*rows, told=(), people=PEOPLE):
    return network_of([HARM, DANGER, *rows], people, Seen(tuple(told)), TODAY)


def counted(found):
    return [one.short_name for one in found.standing(DANGER.id).counts]


def test_two_who_know_and_one_of_them_outside_is_enough():
    found = network(member(NAN), member(AUNT, in_house="no"), told=told(NAN, AUNT))
    assert counted(found) == ["Coral", "Pearl"]
    assert found.standing(DANGER.id).is_enough
    assert found.standing(DANGER.id).lacks == ""


def test_nobody_counts_before_they_were_told():
    found = network(member(NAN), member(AUNT), told=told(NAN))
    standing = found.standing(DANGER.id)
    assert counted(found) == ["Coral"]
    assert not standing.is_enough
    assert standing.lacks == "only Coral who is not paid knows it fully: two are needed"
    assert standing.move == "Tell Pearl"


def test_to_know_one_danger_is_not_to_know_another():
    other = row(DangerStatement(words="Bad days"))
    found = network_of([HARM, DANGER, other, member(NAN), member(AUNT, in_house="no")], PEOPLE, Seen(told(NAN, AUNT)), TODAY)
    assert found.standing(DANGER.id).is_enough
    assert found.standing(other.id).counts == ()
    assert found.standing(other.id).lacks.startswith("nobody")


@pytest.mark.parametrize("who", [NURSE, DAD, MUM, FINN], ids=lambda one: one.short_name)
def test_who_is_paid_who_caused_the_harm_who_was_hurt_and_a_child_never_count(who):
    found = network(member(who, in_house="no"), told=told(who))
    assert counted(found) == []
    assert found.why_not(found.members[0])


def test_a_name_that_is_not_in_the_record_does_not_count_and_says_what_it_is():
    found = network(row(NetworkMember(name="Skye", ring="inner")), told=told(NAN))
    assert counted(found) == []
    assert found.members[0].name == "Skye"
    assert found.members[0].is_natural
    assert not network(row(NetworkMember(name="Mr Dab", is_paid=True))).members[0].is_natural


@pytest.mark.parametrize("facts, independent", [
    ({"in_house": "no"}, True), ({"in_house": "yes"}, False), ({"in_house": "no", "depends": "yes"}, False),
    ({"in_house": "no", "depends": ""}, False), ({"in_house": ""}, False)])
def test_outside_and_independent_must_both_be_known(facts, independent):
    """Pearl has no home on record: where she lives must be said."""
    found = network(member(AUNT, **facts), member(NEIGHBOUR), told=told(AUNT, NEIGHBOUR))
    assert counted(found) == ["Pearl", "Mrs Buoy"]
    assert found.standing(DANGER.id).is_enough is independent
    if not independent:
        assert "outside the home" in found.standing(DANGER.id).lacks


def test_the_homes_of_the_record_say_who_lives_with_the_children():
    found = network(member(NAN), member(NEIGHBOUR))
    assert [(one.short_name, one.lives_in) for one in found.members] == [("Coral", False), ("Mrs Buoy", True)]
    assert found.members[0].is_independent


def test_the_next_move_asks_what_is_not_known():
    found = network(member(AUNT, depends="", in_house="no"), member(NEIGHBOUR), told=told(AUNT, NEIGHBOUR))
    assert found.standing(DANGER.id).move == "Ask what Pearl depends on"


def test_who_left_the_network_or_the_family_does_not_count():
    gone = changed(AUNT, to_on=date(2026, 11, 1))
    people = People(PEOPLE | {AUNT.id: gone})
    found = network(member(NAN, left_on=date(2026, 11, 2)), member(AUNT), told=told(NAN, AUNT), people=people)
    assert found.members == ()
    assert [one.short_name for one in found.left] == ["Coral", "Pearl"]
    assert counted(found) == []


def test_a_danger_that_the_reader_does_not_see_is_not_counted():
    """The telling was read, its danger was not: nothing of it is known."""
    hidden = row(DangerStatement(words="Hidden"))
    found = network_of([HARM, DANGER, member(NAN)], PEOPLE, Seen(told(NAN, danger=hidden)), TODAY)
    assert found.told == ()
    assert dict(found.members[0].told) == {}


@given(st.lists(st.tuples(st.sampled_from([MUM, DAD, NAN, AUNT, NEIGHBOUR, FINN, NURSE]), st.booleans(),
                          st.sampled_from(["", "yes", "no"]), st.sampled_from(["", "yes", "no"])), max_size=7,
                unique_by=lambda one: one[0].id))
def test_enough_always_means_two_told_natural_people_with_one_outside(made):
    rows = [member(who, in_house=house, depends=depends) for who, _, house, depends in made]
    found = network(*rows, told=told(*(who for who, was_told, _, _ in made if was_told)))
    standing = found.standing(DANGER.id)
    able = {who.id for who, was_told, _, _ in made if was_told and who in {NAN, AUNT, NEIGHBOUR}}
    assert {one.person.id for one in standing.counts} == able
    assert standing.is_enough == (not standing.lacks)
    if standing.is_enough:
        assert len(standing.counts) >= 2
        assert any(one.lives_in is False and one.row.body.depends == "no" for one in standing.counts)
    else:
        assert standing.move


def test_what_rests_on_somebody_is_named():
    rule = row(PlanRule(who=NAN.id, words="comes", when="daily"))
    other = row(PlanRule(who=MUM.id, words="rings", when="daily", back_up=(NAN.id,)))
    rows = [rule, other, row(Promise(who=NURSE.id, words="visits")), row(RedFlag(words="If he comes", rings=NAN.id)),
            row(ChildPart(words="Your whale", child=(FINN.id,), safe_person=AUNT.id, looks=(AUNT.id, NURSE.id)))]
    numbers = {rule.id: 1, other.id: 2}
    assert [one.what for one in hanging_on(NAN.id, rows, numbers, TODAY)] == ["Rule 1", "Rule 2’s back-up",
                                                                      "Whom to ring: “If he comes”"]
    assert [one.what for one in hanging_on(NURSE.id, rows, numbers, TODAY)] == ["The promise “visits”",
                                                                                "Looking for a child’s sign"]
    assert [one.what for one in hanging_on(AUNT.id, rows, numbers, TODAY)] == ["A child’s safe person"]


def test_hours_of_the_day_rest_on_somebody_and_agreeing_does_not_ask_why_as_it_does_not_for_a_gap():
    hours = [row(DayPart(days="weekend", part="night", who=(MUM.id, NAN.id))), row(DayPart(days="contact", who=(NAN.id,)))]
    assert [one.what for one in hanging_on(NAN.id, hours, {}, TODAY)] == ["The day by hours: weekend nights",
                                                                          "The day by hours: contact time"]
    assert hanging_on(AUNT.id, hours, {}, TODAY) == []
    case = Case()
    case.rows[5] = member(NAN, left_on=date(2026, 11, 20), left_because="She is ill")
    case.rows += hours
    found = {one.says: one for one in case.breaks if "day by hours" in one.says}
    says = "The day by hours: weekend nights rests on Coral, who has left the network"
    assert found[says].about == hours[0].id
    assert not found[says].asks


def test_checking_rules_of_the_immediate_plan_and_nights_rest_on_somebody_too():
    rule = row(PlanRule(who=MUM.id, words="rings", when="daily", checks=(NAN.id,)))
    first = row(ImmediateRule(who=MUM.id, words="stays in", when="tonight"))
    second = row(ImmediateRule(who=MUM.id, words="rings", when="at 6", back_up=(NAN.id,), checks=(AUNT.id,)))
    third = row(ImmediateRule(who=NAN.id, words="takes the children", when="tonight"))
    past, next_night = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
    rows = [rule, first, second, third, row(Night(on=past, who=(NAN.id,))), row(Night(on=next_night, who=(NAN.id, AUNT.id)))]
    assert [one.what for one in hanging_on(NAN.id, rows, {rule.id: 1}, TODAY)] == [
        "Rule 1’s check", "Rule 2 of the immediate plan’s back-up", "Rule 3 of the immediate plan",
        f"The night of {dates.day(next_night)}"]
    assert [one.what for one in hanging_on(AUNT.id, rows, {rule.id: 1}, TODAY)] == [
        "Rule 2 of the immediate plan’s check", f"The night of {dates.day(next_night)}"]


# On the thread of the plan


class Case:
    """A plan with nothing broken, and a network that is enough."""

    def __init__(self):
        self.goal = row(SafetyGoal(words="They are safe"), DANGER)
        self.scale = row(SafetyScale(zero="0", ten="10"), DANGER)
        self.rule = row(PlanRule(who=NAN.id, words="keeps the phone on", when="always"), self.goal)
        self.rows = [changed(HARM, body=Harm(words="He strangled her", by_whom=(DAD.id,), to_whom=(MUM.id,), about=(FINN.id,),
                                             said_by=FINN.id)),
                     DANGER, self.goal, self.scale, self.rule, member(NAN), member(AUNT, in_house="no"),
                     row(RedFlag(words="If he comes", then_that="Ring", rings=NAN.id, rings_number="07700 900123")),
                     row(PlanHead(review_on=date(2026, 12, 15)))]
        self.told, self.people, self.part, self.never = told(NAN, AUNT), PEOPLE, ALL, frozenset()

    @property
    def breaks(self):
        return [one for one in self.thread.open if one.code in {"network_thin", "network_not_told", "rests_on_left"}]

    @property
    def thread(self):
        sight = Sight(FamilyHead(uuid4(), "Harbour", "H", "", True, None, TODAY, 1), self.part, uuid4())
        tests = {one.id: [Tried(one.id, HowTested.PHONE, TODAY, "", "Answered", Outcome.YES, "")]
                 for one in self.rows if one.kind == "plan_rule"}
        plan = Plan(sight, self.people, tuple(self.rows), ((DANGER.id, HARM.id, "rests_on"),), tests, (), (),
                    tuple(Given(self.scale.id, one.id, 6, "", TODAY, NOON) for one in (FINN, MUM, DAD)), (), (MUM.id, DAD.id),
                    network=network_of(self.rows, self.people, Seen(tuple(self.told), never=self.never), TODAY))
        return thread_of(plan, TODAY)


def test_a_network_that_is_enough_breaks_nothing():
    assert Case().breaks == []


def test_a_thin_network_breaks_the_thread_at_its_danger_and_asks_for_the_reason():
    case = Case()
    case.told = told(NAN)
    (found,) = case.breaks
    assert found.says == ("The network, as far as you may know it, is thin against danger 1: only Coral who is not paid knows it "
                          "fully: two are needed")
    assert (found.code, found.danger, found.about, found.asks, found.move) == ("network_thin", DANGER.id, DANGER.id, True,
                                                                                "Tell Pearl")


def test_who_has_a_part_and_was_not_told_that_danger_is_named():
    case = Case()
    case.told = told(AUNT)
    assert [one.says for one in case.breaks if one.code == "network_not_told"] == [
        "Coral has a part against danger 1 and, as far as you may know, has not been told it"]


def test_nobody_is_named_as_the_next_to_tell_for_whom_the_danger_is_not():
    """Dunstan might count; what he would be told would put Marina in danger."""
    case = Case()
    case.told, case.never = told(AUNT), frozenset({(DANGER.id, NAN.id)})
    (found,) = case.breaks
    assert (found.code, found.move) == ("network_thin", "Ask: who else would be upset if they knew?")
    found = network(member(NAN), member(AUNT, not_told="Where they live"), told=told(NAN)).standing(DANGER.id)
    assert found.move == "Ask: who else would be upset if they knew?"


def test_a_rule_that_rests_on_somebody_who_left_stands_broken_until_it_is_mended():
    case = Case()
    case.people = People(PEOPLE | {NAN.id: changed(NAN, to_on=date(2026, 11, 20))})
    says = [one.says for one in case.breaks if one.code == "rests_on_left"]
    assert says == ["Rule 1 rests on Coral, who has left this family",
                    "Whom to ring: “If he comes” rests on Coral, who has left this family"]
    case.rows = [one if one.id != case.rule.id else changed(one, body=PlanRule(who=AUNT.id, words="keeps it on", when="always"))
                 for one in case.rows]
    assert [one.says for one in case.breaks if one.code == "rests_on_left"] == says[1:]


def test_all_that_rests_on_one_person_is_said_in_one_sentence():
    case = Case()
    case.rows[5] = member(NAN, left_on=date(2026, 11, 20), left_because="She is ill")
    assert [group.says for group in case.thread.groups() if group.code == "rests_on_left"] == [
        "Rule 1 and Whom to ring: “If he comes” rest on Coral, who has left the network"]


def test_a_rule_rests_on_somebody_who_left_the_network_alone():
    case = Case()
    case.rows[5] = member(NAN, left_on=date(2026, 11, 20), left_because="She is ill")
    assert "Rule 1 rests on Coral, who has left the network" in [one.says for one in case.breaks]
    assert all(one.asks for one in case.breaks if one.code == "rests_on_left")


def test_a_night_that_rests_on_somebody_who_left_stands_broken_and_agreeing_the_full_plan_does_not_ask_for_it():
    case = Case()
    case.rows[5] = member(NAN, left_on=date(2026, 11, 20), left_because="She is ill")
    case.rows.append(row(Night(on=TODAY, who=(NAN.id,))))
    (found,) = [one for one in case.breaks if "night of" in one.says]
    assert found.says == "The night of Tue 24 Nov rests on Coral, who has left the network"
    assert not found.asks
    case.rows = [one for one in case.rows if one.kind != "plan_rule"]  # only an immediate plan so far
    assert found.says in [one.says for one in case.breaks]
    case.part = MyPart(frozenset(), True, frozenset(Information), frozenset({DANGER.id}), True, None, "")
    assert found.says not in [one.says for one in case.breaks]


def test_a_reader_without_the_story_is_not_told_what_the_whole_lacks():
    case = Case()
    case.told = []
    assert case.breaks
    case.part = MyPart(frozenset(), True, frozenset({Information.PLAN}), frozenset(), False, None, "")
    assert case.breaks == []

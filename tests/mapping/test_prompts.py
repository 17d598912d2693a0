"""The quality prompts: each asks in one case and is silent in the next, and none ever stops anybody."""

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice.access.models import Information
from practice.families.models import BirthKnown, Sex, Standing
from practice.families.queries import PersonRow
from practice.guidance.words import LABELS
from practice.mapping.kinds import (
    ComplicatingFactor,
    DangerStatement,
    ExistingSafety,
    Harm,
    Hope,
    Impact,
    Incident,
    SafetyGoal,
    Strength,
)
from practice.mapping.prompts import Scene, of_row, of_whole, silence
from practice.records.bodies import Differs
from practice.records.queries import KeptRow, Row

TODAY = date(2026, 11, 24)


def person(name, standing, *, born=None, sex=Sex.UNKNOWN, pr="", index=False, label=""):
    return PersonRow(uuid4(), name, name.split()[0], standing, index, label, "", "", born, BirthKnown.EXACT, None, sex, "", False,
                     pr, False, None, None, False)


FINN = person("Finn Harbour", Standing.CHILD, born=date(2019, 2, 3), sex=Sex.MALE, index=True)
SHELLY = person("Shelly Harbour", Standing.CHILD, born=date(2024, 6, 1), sex=Sex.FEMALE, index=True)
MARINA = person("Marina Harbour", Standing.ADULT, pr="yes: mother", label="mum")
CALLUM = person("Callum Reef", Standing.ADULT, pr="yes: father", label="dad")
INES = person("Ines Tidewell", Standing.PROFESSIONAL, label="social worker")
PEOPLE = {one.id: one for one in (FINN, SHELLY, MARINA, CALLUM, INES)}
PARENTS = {FINN.id: [MARINA.id, CALLUM.id], SHELLY.id: [MARINA.id, CALLUM.id]}


def row(kind, body, withdrawn=None):
    return Row(uuid4(), kind, None, 1, Information.STORY, 1, 1, datetime(2026, 11, 20, tzinfo=UTC), "Ines", withdrawn, body)


def scene(*rows, **more):
    return Scene(tuple(rows), PEOPLE, TODAY, **{"parents": PARENTS, "last_changed": TODAY,
                                                "shown_to": frozenset({MARINA.id, CALLUM.id}), **more})


def codes(one, **more):
    return {prompt.code for prompt in of_row(one, scene(one, **more))}


SAID = {"said_by": MARINA.id}
WHOLE_HARM = {"about": (FINN.id,), "impacts": (Impact(child=FINN.id, words="He froze."),), "how_often": "weekly", **SAID}


@pytest.mark.parametrize(("code", "kind", "asks", "silent"), [
    ("Q1", "strength", Strength(words="The siblings engage.", **SAID), Strength(words="His sister talks to him.", **SAID)),
    ("Q1", "strength", Strength(words="word " * 21, **SAID), Strength(words="word " * 20, **SAID)),
    ("Q2", "harm", Harm(words="Neglect.", **WHOLE_HARM), Harm(words="Callum left Finn alone for two hours.", **WHOLE_HARM)),
    ("Q3", "harm", Harm(words="Callum hit Finn.", about=(FINN.id,), impacts=WHOLE_HARM["impacts"], **SAID),
     Harm(words="Callum hit Finn.", about=(FINN.id,), impacts=WHOLE_HARM["impacts"], latest=Incident(when="June"), **SAID)),
    ("Q4", "harm", Harm(words="Callum hit Finn.", how_often="once", **SAID), Harm(words="Callum hit Finn.", **WHOLE_HARM)),
    ("Q4", "harm", Harm(words="Callum hit Finn.", **WHOLE_HARM | {"about": (FINN.id, SHELLY.id)}),
     Harm(words="Callum hit Finn.", **WHOLE_HARM)),
    ("Q4", "danger", DangerStatement(words="They are worried that Finn could be hurt.", about=(FINN.id, SHELLY.id)),
     DangerStatement(words="They are worried that Finn and Shelly could be hurt.", about=(FINN.id, SHELLY.id))),
    ("Q6", "goal", SafetyGoal(words="Callum will not shout.", seen_by="Glen", for_how_long="6 months"),
     SafetyGoal(words="Callum settles quarrels outside and calmly.", seen_by="Glen", for_how_long="6 months")),
    ("Q6", "goal", SafetyGoal(words="Callum will attend the course.", seen_by="Glen", for_how_long="6 months"),
     SafetyGoal(words="Mum, Coral and Pearl follow the plan every day.", seen_by="Glen", for_how_long="6 months")),
    ("Q7", "goal", SafetyGoal(words="Callum is calm.", seen_by="Glen"),
     SafetyGoal(words="Callum is calm.", seen_by="Glen", for_how_long="6 months")),
    ("Q8", "existing_safety", ExistingSafety(words="Coral came.", did=True, protected=False, **SAID),
     ExistingSafety(words="Coral came.", did=True, protected=True, repeated=True, **SAID)),
    ("Q8", "strength", Strength(words="Coral came.", did=True, protected=True, repeated=True, **SAID),
     Strength(words="Coral came.", did=True, protected=True, repeated=False, **SAID)),
    ("Q9", "hope", Hope(words="Peace."), Hope(words="Peace.", **SAID)),
    ("Q9", "hope", Hope(words="“Peace.”", **SAID), Hope(words="“Peace.”", is_verbatim=True, **SAID)),
    ("Q10", "harm", Harm(words="Marina failed to protect Finn.", **WHOLE_HARM),
     Harm(words="Callum pushed Marina in front of Finn.", **WHOLE_HARM)),
    ("Q11", "harm", Harm(words="The child was hit by Callum.", **WHOLE_HARM),
     Harm(words="Finn was hit by Callum.", **WHOLE_HARM)),
    ("Q11", "harm", Harm(words="FH was hit by Callum.", **WHOLE_HARM), Harm(words="Finn was hit by Callum.", **WHOLE_HARM)),
    ("Q11", "complicating_factor", ComplicatingFactor(words="Dad lost his job.", **SAID),
     ComplicatingFactor(words="Dad Callum lost his job.", **SAID)),
])
def test_each_note_asks_and_falls_silent(code, kind, asks, silent):
    assert code in codes(row(kind, asks))
    assert code not in codes(row(kind, silent))


def test_exact_words_of_the_family_are_never_corrected():
    """A child's own words stand: no label, no date, no name is asked of them."""
    said = Harm(words="Dad’s voice when it goes low, and mum is neglect", said_by=FINN.id, is_verbatim=True, about=(FINN.id,))
    assert codes(row("harm", said)) == set()
    ours = Harm(words="Dad’s voice, neglect", said_by=INES.id, is_verbatim=True, about=(FINN.id,))
    assert "Q2" in codes(row("harm", ours))


def test_the_worked_goals_are_not_taken_for_attending():
    goal = ("Finn and Shelly live with mum at a home dad does not know. Mum, Coral and Pearl follow the plan every day and ring "
            "the police at the first sign. Dad keeps every order and sees the children only where everyone has agreed.")
    assert "Q6" not in codes(row("goal", SafetyGoal(words=goal, seen_by="Glen", for_how_long="6 months")))


def whole(*rows, **more):
    return {(prompt.code, prompt.person) for prompt in of_whole(scene(*rows, **more))}


ENOUGH = (row("hope", Hope(words="Peace", said_by=FINN.id)), row("strength", Strength(words="Shelly laughs", about=(SHELLY.id,),
          said_by=MARINA.id)), row("harm", Harm(words="x", differs=(Differs(person=CALLUM.id, words="No"),))))


def test_the_whole_is_silent_when_everybody_is_heard_and_shown():
    assert whole(*ENOUGH) == set()


def test_balance_asks_with_both_counts_and_never_at_three_to_one():
    harms = [row("harm", Harm(words=f"h{number}", said_by=CALLUM.id)) for number in range(9)]
    lopsided = of_whole(scene(*harms[:7], ENOUGH[0], ENOUGH[1]))
    assert any(prompt.code == "Q5" and "7 things in the worried column, 2 in working well" in prompt.says for prompt in lopsided)
    assert ("Q5", None) not in whole(*harms[:6], ENOUGH[0], ENOUGH[1])


def test_a_small_child_is_watched_and_a_bigger_one_is_asked():
    notes = {prompt.person: prompt.says for prompt in of_whole(scene(ENOUGH[2])) if prompt.where == "well"}
    assert notes[SHELLY.id] == "She is two: write down what you saw her do."
    assert notes[FINN.id].startswith("What would Finn say is good?")


@pytest.mark.parametrize(("code", "who", "more"), [
    ("Q12", FINN, {"parents": {FINN.id: [MARINA.id], SHELLY.id: [MARINA.id, CALLUM.id]}}),
    ("Q13", CALLUM, {"shown_to": frozenset({MARINA.id})}),
    ("Q14", None, {"last_changed": date(2026, 8, 1)}),
    ("Q14", None, {"last_changed": date(2026, 11, 1), "event": ("the review", date(2026, 12, 1))}),
])
def test_the_other_notes_on_the_whole(code, who, more):
    assert (code, who.id if who else None) in whole(*ENOUGH, **more)


def test_who_sees_a_part_only_is_asked_nothing_about_the_whole():
    assert of_whole(scene(is_whole=False)) == []


def test_keeping_one_note_silences_that_one_and_shows_why():
    one = row("strength", Strength(words="Supportive and chaotic.", **SAID))
    notes = of_row(one, scene(one))
    kept_line = KeptRow(one.id, "Q2:supportive", "It is her word", datetime(2026, 11, 24, tzinfo=UTC), "Ines")
    still, kept = silence(notes, [kept_line])
    assert [prompt.matched for prompt in still] == [("chaotic",)]
    assert [(prompt.matched, prompt.kept, prompt.kept_by) for prompt in kept] == [(("Supportive",), "It is her word", "Ines")]
    other = row("strength", Strength(words="Supportive.", **SAID))
    assert silence(of_row(other, scene(other)), [kept_line])[1] == []  # another statement asks again


def test_withdrawn_statements_are_left_in_peace():
    assert of_row(row("harm", Harm(words="Neglect."), withdrawn="x"), scene()) == []


@given(words=st.text(max_size=200), kind=st.sampled_from(["harm", "strength", "danger", "goal", "hope", "unknown"]))
def test_no_text_breaks_the_notes(words, kind):
    from practice.records.bodies import KINDS

    one = row(kind, KINDS[kind].body(words=words, about=(FINN.id, UUID(int=7))))
    for prompt in of_row(one, scene(one)):
        assert prompt.says
        assert len(prompt.key) <= 40


@given(st.sampled_from(LABELS))
def test_every_label_asks(label):
    one = row("strength", Strength(words=f"It was {label} again.", **SAID))
    assert "Q2" in codes(one)

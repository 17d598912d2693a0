"""The papers of the worked cases say what is drawn, and nothing protected reaches the father or the grandfather (A1, A3)."""

import pytest
from sqlalchemy import select

from practice.accounts.models import User
from practice.core import audit
from practice.core.db import db
from practice.documents.making import make_ready
from practice.documents.material import gather
from practice.documents.papers import texts_of
from practice.families.models import Family
from practice.families.queries import people_of, sight_of
from practice.records.queries import wordings

CANARIES = ("Flat 3", "14 Beacon Rise", "Eastcliff", "ZZ99 3CZ", "Lightwell", "Ms Slate", "Little Anchors", "Quayside",
            "9 Signal Row", "ZZ99 3CY", "07700 900111", "07700 900127", "07700 900123")
HERS = ("whale", "Coral", "Pearl", "Nan", "spyhole", "blue", "bathroom", "Asha", "Ruth", "Nell")
LEADS = {"Orchard": "priya", "Harbour": "ines", "Lantern": "kwame"}


def ready(family, reader, kind="family-plan", form="standard"):
    user = db.session.scalar(select(User.id).where(User.login == LEADS[family]))
    with audit.acting_as(user):
        sight = sight_of(db.session.scalar(select(Family.id).where(Family.name == family)), user)
        person = next(one for one in people_of(sight.family_id).values() if one.short_name == reader)
        return make_ready(gather(sight, person.id, kind, draft=False), form)


def words(made):
    return "\n".join(text for _, text in texts_of(made.paper)).replace("\u00a0", " ").replace("\u2011", "-")


@pytest.mark.parametrize("reader", ["Callum", "Dunstan"])
@pytest.mark.parametrize("kind", ["family-plan", "assessment"])
@pytest.mark.parametrize("form", ["standard", "large-print"])
def test_nothing_protected_reaches_the_father_or_the_grandfather(demo, reader, kind, form):
    with demo.app_context():
        made = ready("Harbour", reader, kind, form)
        text = words(made).lower()
        assert made.stops == ()
        assert [word for word in CANARIES + HERS if word.lower() in text] == []
        assert made.file_name in {"your-part-of-the-plan-version-3.pdf", "where-things-are.pdf"}


def test_the_same_search_finds_them_in_the_mothers_copy(demo):
    """A test that cannot fail proves nothing."""
    with demo.app_context():
        text = words(ready("Harbour", "Marina"))
    assert {word for word in CANARIES + HERS if word in text} >= {"Ms Slate", "07700 900123", "whale", "Pearl", "Nan", "Asha"}


def test_no_wording_made_for_them_holds_a_protected_word(demo):
    with demo.app_context():
        family = db.session.scalar(select(Family.id).where(Family.name == "Harbour"))
        people = {person.id: person.short_name for person in people_of(family).values()}
        made = [(people[reader], text) for (_, reader), (text, _) in wordings(family).items()]
    theirs = [text for name, text in made if name in {"Callum", "Dunstan"}]
    assert len(theirs) >= 14
    assert not [word for word in CANARIES + HERS for text in theirs if word.lower() in text.lower()]


SENTENCES = {
    ("Orchard", "Robin"): (
        "Version 4, 23 November 2026. Robin’s copy.", "The Orchard plan",
        "After Hazel died, Robin drank at night until nobody could wake him. In May, Ash was found outside in the dark. "
        "Bryony was doing a grown-up’s jobs.",
        "On 9 October it got hard. He rang, and Olive came.", "There is always a sober grown-up in the house. Bryony gets to be "
        "eleven.", "If Robin has had a drink, he is not the only grown-up with the children. If that goes wrong, Priya comes the "
        "next day. We all meet in 5 working days.", "Mrs Medlar 07700 900302, then Dele 07700 900303 (weekdays).",
        "It can make you very ill. Ring Jo 01632 960140, your GP or 111.", "Robin rings Olive by 5 if he wants to drink, or has.",
        "Olive comes before 7. She stays until breakfast.", "Priya does not visit until 18 January. If you ring, she rings back "
        "the same day.", "Monday 18 January 2027. We stop if the plan has kept working and you all still give it 8 or more.",
        "Aunty Olive makes eggs."),
    ("Harbour", "Marina"): (
        "Version 3, 19 November 2026. Marina’s copy.", "Our plan to keep Finn, Shelly and Marina safe",
        "On 6 September Callum hurt Marina badly. Finn saw it.",
        "On days with no sleep, it could be too much for Marina on her own.",
        "Ten weeks have gone by and Callum has stayed away.", "3 Nobody tells anyone where you live.",
        "Don’t open. Look. Ring Nan: 07700 900123. No answer in 10 minutes: Pearl.",
        "Marina texts blue to Nan by 7 on a bad morning. You have not failed.",
        "School hands Finn only to Marina, Nan or Pearl, every day.", "Nell sees you and Shelly on Thursdays.",
        "Court on 18 January. Court letters. Birthdays. Christmas. We talk about each one before it comes.",
        "We look at it again on Tuesday 15 December."),
    ("Harbour", "Callum"): (
        "Version 3, 19 November 2026. Callum’s copy.", "Your part of the plan for Finn and Shelly",
        "Each grown-up has a plan for their own part. This one is yours.", "You had your hands on her neck.",
        "You came to 3 of 4 sessions with Glen.", "They are well. They sleep, eat and play. Shelly has new words.",
        "1 You stay away from Marina. You send her nothing, and nothing through the children.",
        "3 You do not try to find out where they live.", "Stop. Ring Glen 01632 960160 or your dad. Go to your dad’s.",
        "You go to the group every Tuesday.", "You keep to your bail. It runs until 18 January.",
        "Ines writes to you about every decision within 2 days.", "You gave it 8 in October and 7 now.",
        "On 8 December we look again at when you could see the children."),
    ("Lantern", "Amber"): (
        "Jay’s plan", "Some older men have been using Jay to carry drugs. They hurt him and scared him. It is not Jay’s fault.",
        "Jay can put his phone down and sleep. Someone we trust always knows where he is. Star feels safe at home.",
        "Nobody pays the men.", "Ring Idris 07700 900201, then 999.", "Jay goes to the garage with Max on Saturdays."),
}


@pytest.mark.parametrize("family, reader", SENTENCES)
def test_the_paper_says_what_is_drawn(demo, family, reader):
    with demo.app_context():
        text = words(ready(family, reader))
    assert [sentence for sentence in SENTENCES[family, reader] if sentence not in text] == []


def test_the_boys_words_stay_from_dad_and_the_mothers_health_from_him_too(demo):
    with demo.app_context():
        left = {out.row.kind: out for out in ready("Harbour", "Callum", "assessment").choice.left_out
                if out.rule == "not_for"}
        reasons = {out.because for out in ready("Harbour", "Callum", "assessment").choice.left_out}
    assert "harm" in left
    assert "Marked as not for Callum: Finn says: not for dad." in reasons
    assert "Marked as not for Callum: Marina’s health is hers to tell." in reasons


def test_third_parties_are_on_no_paper_of_the_family(demo):
    with demo.app_context():
        for reader in ("Jay", "Amber", "Idris", "Halina"):
            for kind in ("family-plan", "assessment"):
                assert "Deck is 25" not in words(ready("Lantern", reader, kind))

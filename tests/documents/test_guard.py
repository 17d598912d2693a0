"""A2: protected facts in free text are found however they are written, and ordinary plans are not stopped."""

import random
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from practice.documents.guard import Guard
from practice.documents.papers import texts_of


@dataclass(frozen=True)
class Fact:
    kind: str
    text: str


FACTS = (
    Fact("address", "Flat 3, 14 Beacon Rise"), Fact("town", "Eastcliff"), Fact("postcode", "ZZ99 3CZ"),
    Fact("school", "Lightwell Primary"), Fact("name", "Ms Slate"), Fact("nursery", "Little Anchors"),
    Fact("gp", "Quayside Surgery"), Fact("address", "9 Signal Row"), Fact("postcode", "ZZ99 3CY"),
    Fact("phone", "07700 900111"), Fact("email", "marina.h@harbour.example"), Fact("online", "@marina_sails"),
)
GUARD = Guard(FACTS)
ORDINARY = """
Marina rings Nan when the bell rings and she did not expect it. Finn feeds the fish at school. The door is
locked at 7. Ring Coral 07700 900123 or Ines 01632 960100, night 01632 960199. We translate the letters
slate grey. Shelly likes the beacon on the cliff and the quay. Court is on 18 January 2027. Read the rows
and signal again. A primary worry is light sleep and well being. Little steps. Surgery hours are 9 to 5. 14
October is a hard day. Nan comes by 8.30 and walks to school. Danger now: 999. Flat shoes for the 3 of them
in the east of town.
"""
WORDS = ORDINARY.split()
CYRILLIC = str.maketrans("aeopcxyiAEOPCXTBHKM", "аеорсхуіАЕОРСХТВНКМ")
GREEK = str.maketrans("aoivAEO", "αοινΑΕΟ")
WIDE = {ord(c): chr(ord(c) + 0xFEE0) for c in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"}
ZERO = "\u200b\u200c\u200d\u2060\ufeff\u00ad"


def phone_written(rng: random.Random, text: str) -> str:
    rest = "".join(c for c in text if c.isdigit())[1:]
    start = rng.choice(("0", "+44", "+44 ", "0044", "+44 (0)", "(0)"))
    return start + "".join(c + (rng.choice((" ", "-", ".", "")) if rng.random() < 0.5 else "") for c in rest)


def varied(rng: random.Random, fact: Fact) -> str:
    """One way in which a person, or a copy and paste, might write the fact."""
    text = phone_written(rng, fact.text) if fact.kind == "phone" else fact.text
    if fact.kind == "postcode":
        text = rng.choice((text, text.replace(" ", ""), text.replace(" ", "  "), text.replace(" ", "-"), " ".join(text)))
    if fact.kind == "address":
        text = rng.choice((text, text.split(",")[-1].strip(), text.replace(",", ""), text.replace(" ", "\n")))
    if fact.kind == "email":
        text = rng.choice((text, text.replace("@", " at ").replace(".", " dot "), text.replace("@", "(at)")))
    change = rng.choice(("", "upper", "lower", "swap", "cyrillic", "greek", "wide", "zero", "accent", "hyphen", "spaced"))
    if change in {"upper", "lower"}:
        text = getattr(text, change)()
    elif change == "swap":
        text = text.swapcase()
    elif change in {"cyrillic", "greek", "wide"}:
        text = text.translate({"cyrillic": CYRILLIC, "greek": GREEK, "wide": WIDE}[change])
    elif change == "zero":
        text = "".join(c + (rng.choice(ZERO) if rng.random() < 0.4 else "") for c in text)
    elif change == "accent":
        text = "".join(c + ("\u0301" if c.isalpha() and rng.random() < 0.3 else "") for c in text)
    elif change == "hyphen":
        text = text.replace(" ", rng.choice(("-", "_", "/", ", ", "\u00a0", "\u2011")))
    elif change == "spaced":
        text = " ".join(text)
    return text


def planted(rng: random.Random, piece: str) -> str:
    words = [rng.choice(WORDS) for _ in range(rng.randint(0, 30))]
    words.insert(rng.randint(0, len(words)), piece)
    return " ".join(words)


def test_nearly_every_variant_is_caught():
    rng = random.Random(20261124)
    missed = []
    for _ in range(4000):
        fact = rng.choice(FACTS)
        text = planted(rng, varied(rng, fact))
        if not GUARD.hits([("here", text)]):
            missed.append((fact, text))
    assert len(missed) <= 20, missed[:5]  # 99.5 in 100


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from(FACTS))
def test_any_single_variant(seed: int, fact: Fact):
    rng = random.Random(seed)
    found = GUARD.hits([("rule 3", planted(rng, varied(rng, fact)))])
    assert any(hit.where == "rule 3" and hit.kind == fact.kind for hit in found)


NAMES = ("Marina", "Nan", "Coral", "Pearl", "Glen", "Ines", "Finn", "Shelly", "Asha", "Nell", "Ruth", "Tom", "Callum")
DOES = ("locks the door and keeps the phone charged", "comes by 8.30 and walks Finn to school", "rings 07700 900123",
        "keeps the spare phone on", "looks for the lamp", "goes to the group", "brings Shelly’s weight book",
        "puts the slate back on the roof", "translates the letter", "waits at the quay", "signals with the lamp",
        "lights the beacon in the game", "picks up the little ones", "goes to surgery hours at the clinic",
        "rings 01632 960100, at night 01632 960199", "walks east along the cliff", "asks the primary carer", "sleeps well")
WHENS = ("every night", "on Thursdays", "by 7", "at 9", "until 18 January 2027", "on 14 October", "within 2 hours",
         "3 times a week", "before 9 signals are sent", "at the end of school", "when the bell rings", "the same day")


def synthetic_plan(rng: random.Random) -> str:
    return " ".join(f"{rng.choice(NAMES)} {rng.choice(DOES)} {rng.choice(WHENS)}." for _ in range(60))


def test_ordinary_plans_are_not_stopped():
    rng = random.Random(8)
    stopped = [plan for plan in (synthetic_plan(rng) for _ in range(200)) if GUARD.hits([("here", plan)])]
    assert len(stopped) <= 1


@pytest.mark.parametrize("text", [
    "We translate it. The slate roof leaks.", "Ring 07700 900123", "ZZ99 is not whole", "a beacon, rising", "Primary school",
    "9 Signals Rowing", "little anchor", "",
])
def test_what_only_resembles_a_fact_passes(text: str):
    assert GUARD.hits([("here", text)]) == []


@pytest.mark.parametrize(("text", "kind"), [
    ("ms. SLATE looks every morning", "name"), ("Slate’s class", "name"), ("14 Beacon rise", "address"), ("zz993cz", "postcode"),
    ("East-cliff station", "town"), ("+44 (0) 7700-900-111", "phone"), ("O77OO 9OO111", "phone"),
    ("marina . h at harbour dot example", "email"), ("he asked at Lightwell-primary.", "school"), ("9 signal row", "address"),
    ("marina_sails on the app", "online"),
])
def test_what_people_write(text: str, kind: str):
    assert kind in {hit.kind for hit in GUARD.hits([("here", text)])}


def test_street_words_are_written_short_and_long():
    guard = Guard([Fact("address", "12 Tide Road"), Fact("address", "7 Lamp St")])
    assert guard.hits([("a", "it is 12 tide rd.")])
    assert guard.hits([("a", "Lamp Street, near the quay")])
    assert not guard.hits([("a", "the tide was on the road")])


def test_no_facts_no_hits():
    assert Guard([]).hits([("here", "14 Beacon Rise")]) == []


def test_a_paper_that_holds_what_the_guard_cannot_read_is_not_made():
    @dataclass(frozen=True)
    class Odd:
        lines: object

    assert list(texts_of(Odd(("9 Signal Row", None, 3)))) == [("Heading", "9 Signal Row")]
    for unread in (["9 Signal Row"], {"where": "9 Signal Row"}, b"9 Signal Row"):
        with pytest.raises(TypeError, match="cannot read"):
            list(texts_of(Odd(unread)))

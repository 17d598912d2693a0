"""Adding and changing statements, by htmx and without scripts, as a person sees it."""

import re

import pytest
from sqlalchemy import select

from practice.core import audit, clock
from practice.core.db import db
from practice.mapping.commands import Said, add_statement, change_statement
from practice.mapping.kinds import Harm, Judgement, Strength, Unknown
from practice.records import queries
from practice.records.models import Record, Revision


def mapping(world, more=""):
    return f"/families/{world.family}/mapping{more}"


def only(app, kind, words):
    """The one record of KIND whose words contain WORDS."""
    with app.app_context():
        found = [row for record in db.session.scalars(select(Record).where(Record.kind == kind))
                 if (row := queries.one(record.id)) and words in row.body.words]
        assert len(found) == 1, f"{len(found)} of {kind} with {words}"
        return found[0]


def count(app, kind):
    with app.app_context():
        return len(list(db.session.scalars(select(Record.id).where(Record.kind == kind))))


ADDED = {
    "harm": {"words": "Callum kept the bank card for 11 days.", "how_often": "most days"},
    "complicating_factor": {"words": "Callum lost his job in May.", "sort": "poverty"},
    "unknown": {"words": "Where does Callum sleep on weekdays?", "by_on": "30 Nov"},
    "strength": {"words": "Coral has the children every Friday.", "did": "yes"},
    "hope": {"words": "A night where nobody shouts.", "is_verbatim": "y"},
    "bottom_line": {"words": "Nobody gives out the address.", "status": "met"},
    "danger": {"title": "Nobody listens", "words": "Ms Slate is worried that Finn will stop telling."},
    "judgement": {"which_and_why": "We believe the worse is likelier until the court day."},
}


@pytest.mark.parametrize("kind", ADDED)
def test_each_kind_is_added_without_scripts_and_stands_on_the_board(client, world, kind):
    ines = client("allocated worker")
    form = ines.get(mapping(world, f"/add/{kind}"))
    saved = ines.post(mapping(world, f"/add/{kind}"), {**form.hidden(), **ADDED[kind]})
    assert f"/families/{world.family}/mapping?part=" in saved.location
    page = ines.get(saved.location)
    words = ADDED[kind].get("words") or ADDED[kind]["which_and_why"]
    assert words in page.words
    assert "Saved" in page.words


def test_a_goal_and_safety_and_a_scale_hang_on_their_danger(client, world, app):
    ines, danger = client("allocated worker"), world.records["danger+"]
    for kind, data, words in (
            ("goal", {"doing": "Marina gets the children up every weekday", "network": "Coral and Nell",
                      "child_experience": "they eat and get to school"},
             "Marina gets the children up every weekday, with Coral and Nell, so that they eat and get to school."),
            ("existing_safety", {"words": "Coral came at 8.20 on 3 November.", "repeated": "no"}, "Seen once: a strength so far"),
            ("scale", {"zero": "The children are left alone with it.", "ten": "Somebody comes on a bad day."},
             "Somebody comes on a bad day.")):
        form = ines.get(mapping(world, f"/add/{kind}?danger={danger}"))
        assert str(danger) in form.text
        ines.post(mapping(world, f"/add/{kind}?danger={danger}"), {**data, "danger": str(danger)})
        assert words in ines.get(mapping(world)).words
    assert only(app, "goal", "Marina gets").parent_id == danger
    with app.app_context():  # what hangs on a health danger is health information too
        assert only(app, "goal", "Marina gets").info.value == "health"


def test_the_ends_of_a_scale_are_offered_for_the_children_of_its_danger(client, world, app):
    ines = client("allocated worker")
    for about, says in (([], "so bad that Finn and Shelly cannot live"), (["Shelly"], "so bad that Shelly cannot live")):
        words = f"Nell is worried that nobody hears {len(about)} of them."
        ines.post(mapping(world, "/add/danger"), {"words": words, "about": [str(world.people[name]) for name in about]})
        offered = ines.get(mapping(world, f"/add/scale?danger={only(app, 'danger', words).id}"))
        assert says in offered.typed("zero")


def test_a_second_goal_for_one_danger_is_refused_beside_its_field(client, world):
    page = client("allocated worker").post(mapping(world, "/add/goal"), {
        "words": "Another goal", "danger": str(world.records["danger"])}, expect=422)
    assert page.error_beside("danger").startswith("This danger has a goal")
    assert page.typed("words") == "Another goal"


def test_the_formula_is_put_together_without_saving_and_may_be_changed_by_hand(client, world, app):
    ines, before = client("allocated worker"), count(app, "danger")
    parts = {"worried": "Ines and Marina", "behaviour": "Callum will find Marina", "circumstances": "he is angry",
             "impact": "Finn will be hurt", "together": "y"}
    page = ines.post(mapping(world, "/add/danger"), parts, expect=200)
    assert page.typed("words") == ("Ines and Marina are worried that Callum will find Marina when he is angry, and that "
                                   "Finn will be hurt.")
    assert count(app, "danger") == before
    by_hand = {key: value for key, value in parts.items() if key != "together"} | {"words": "We all fear it."}
    ines.post(mapping(world, "/add/danger"), by_hand)
    assert "We all fear it." in ines.get(mapping(world)).words


def test_a_danger_written_before_any_harm_says_where_the_harm_goes(client, world):
    ines, harm = client("allocated worker"), world.records["harm"]
    says = "None is written down yet. Write it under past harm"
    assert says not in ines.get(mapping(world, "/add/danger")).words
    withdraw = mapping(world, f"/{harm}/withdraw")
    ines.post(withdraw, {**ines.get(withdraw).hidden("/withdraw"), "because": "Written twice"})
    assert says in ines.get(mapping(world, "/add/danger")).words


def test_htmx_brings_the_form_to_the_place_of_the_statement_and_puts_the_board_back(client, world):
    ines, record = client("allocated worker"), world.records["strength"]
    place = f"s-{record.hex}"
    form = ines.get(mapping(world, f"/{record}/edit"), htmx=place)
    assert form.is_fragment
    assert f'id="{place}"' in form.text
    assert 'hx-target="#board"' in form.text
    wrong = ines.post(mapping(world, f"/{record}/edit"), {**form.hidden(), "words": " ", "said_by_name": "Sgt Birk"},
                      htmx="board", expect=422)
    assert wrong.headers["HX-Retarget"] == f"#{place}"
    assert wrong.error_beside("words") == "Write it down in a sentence"
    assert wrong.typed("said_by_name") == "Sgt Birk"
    right = ines.post(mapping(world, f"/{record}/edit"), {**form.hidden(), "words": "Marina rang 999 on 6 September."},
                      htmx="board")
    board = ines.get(right.location, htmx="board")
    assert board.is_fragment
    assert board.text.lstrip().startswith('<div id="board">')
    assert "Marina rang 999 on 6 September." in board.words


def test_an_add_form_by_htmx_answers_in_its_own_place(client, world):
    ines = client("allocated worker")
    form = ines.get(mapping(world, "/add/hope"), htmx="add-hope")
    assert form.is_fragment
    assert 'id="add-hope"' in form.text
    wrong = ines.post(mapping(world, "/add/hope"), {**form.hidden(), "words": ""}, htmx="board", expect=422)
    assert wrong.headers["HX-Retarget"] == "#add-hope"


def test_the_place_that_htmx_names_is_never_taken_as_it_comes(client, world):
    page = client("allocated worker").get(mapping(world, "/add/hope"), htmx='x"><script>')
    assert "<script>" not in page.text
    assert 'id="add-hope"' in page.text
    sent = {"words": "", "place": "s-abc\n"}
    page = client("allocated worker").post(mapping(world, "/add/hope"), sent, htmx="add-hope", expect=422)
    assert page.headers["HX-Retarget"] == "#add-hope"


def test_a_field_that_no_page_of_ours_sends_is_left_alone(client, world, app):
    names = ("differs_²_words", f"differs_{'9' * 5000}_words", "differs_50_words", "differs__words")
    client("allocated worker").post(mapping(world, "/add/strength"), {"words": "Coral came.", **dict.fromkeys(names, "No.")})
    assert only(app, "strength", "Coral came.").body.differs == ()


LONG = "word " * 20_000


@pytest.mark.parametrize(("data", "field", "message"), [
    ({"words": LONG}, "words", "too long"),
    ({"words": "x", "said_on": "31 Feb"}, "said_on", "not a day that exists"),
    ({"words": "x", "said_on": "soon"}, "said_on", "Write the date like"),
    ({"words": "x", "said_on": "4 December 2027"}, "said_on", "not come yet"),
])
def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(client, world, app, data, field, message):
    before = count(app, "strength")
    page = client("allocated worker").post(mapping(world, "/add/strength"), {**data, "how_known": "Seen"}, expect=422)
    assert message in page.error_beside(field)
    assert page.typed("words") == data["words"].strip()
    assert page.typed("how_known") == "Seen"
    assert page.all("title")[0].text.startswith("Error:")
    assert count(app, "strength") == before


def test_a_next_step_asks_who_and_by_when(client, world):
    ines = client("allocated worker")
    page = ines.post(mapping(world, "/add/next_step"), {"words": "Ask Finn what he wants to know", "by_on": "4 Dec"}, expect=422)
    assert page.error_beside("who") == "Say who will do it"
    assert page.typed("words") == "Ask Finn what he wants to know"
    late = ines.post(mapping(world, "/add/next_step"), {"words": "Ring", "who": str(world.people["Coral"]), "by_on": "1 Nov 2026"},
                     expect=422)
    assert late.error_beside("by_on") == "Give a date from today on, like 4 Dec"


def test_a_step_is_done_in_two_taps_and_is_folded(client, world, app):
    ines = client("allocated worker")
    ines.post(mapping(world, "/add/next_step"), {"words": "Ring the play group", "who": str(world.people["Coral"]),
                                                 "by_on": "27 Nov", "goal": str(world.records["goal"])})
    board = ines.get(mapping(world)).words
    assert "Coral, by Fri 27 Nov" in board
    assert "For goal 1" in board
    step = only(app, "next_step", "play group")
    form = ines.get(mapping(world, f"/{step.id}/done"))
    ines.post(mapping(world, f"/{step.id}/done"), {**form.hidden(), "done_on": "24 Nov"})
    board = ines.get(mapping(world)).words
    assert "1 step done" in board
    assert "Done 24 Nov" in board


HARD = '<script>alert(1)</script> & "Zoë" שלום 👪 \u200fevil'


@pytest.mark.parametrize("kind", ["harm", "strength", "unknown", "danger"])
def test_typed_text_is_never_html(client, world, kind):
    ines = client("allocated worker")
    data = {"words": HARD, "how_known": HARD, "why_it_matters": HARD, "title": HARD, "differs_0_words": HARD,
            "differs_0_person": str(world.people["Callum"]), "not_for": [str(world.people["Callum"])],
            "not_for_because": HARD, "latest_when": HARD}
    ines.post(mapping(world, f"/add/{kind}"), data)
    page = ines.get(mapping(world))
    assert "<script>alert" not in page.text
    assert HARD in page.words


def test_nul_line_ends_of_windows_and_signs_that_turn_the_text_do_no_harm(client, world, app):
    client("allocated worker").post(mapping(world, "/add/hope"), {"words": "One\r\ntwo\x00 \u202e\u2067three\u2069 שלום"})
    assert only(app, "hope", "One").body.words == "One\ntwo three שלום"


def test_a_form_sent_twice_makes_one_statement(client, world, app):
    ines = client("allocated worker")
    for _ in range(3):
        ines.post(mapping(world, "/add/hope"), {"words": "Only once"}, key="the-same-key-of-the-form")
    assert count(app, "hope") == 1


def test_forms_write_only_their_own_fields(client, world, app):
    """A field that the form does not have (another family's id, the lock, the author) changes nothing."""
    strength = world.records["strength"]
    client("allocated worker").post(mapping(world, f"/{strength}/edit"), {
        "lock_version": "1", "words": "Same place.", "family_id": str(world.people["Finn"]), "kind": "harm", "number": "9",
        "author_id": str(world.users["ada"]), "withdrawn_because": "no"})
    row = only(app, "strength", "Same place.")
    assert (row.number, row.author, row.is_withdrawn) == (2, "Ines Tidewell", False)


def test_a_clash_shows_both_texts_and_loses_neither(client, world, app):
    ines, tom, record = client("allocated worker"), client("manager"), world.records["strength"]
    form = ines.get(mapping(world, f"/{record}/edit"))
    other = tom.get(mapping(world, f"/{record}/edit"))
    tom.post(mapping(world, f"/{record}/edit"), {**other.hidden(), "words": "Marina rang 999 twice.",
                                                 "how_known": "Call record"})
    clash = ines.post(mapping(world, f"/{record}/edit"), {**form.hidden(), "words": "Marina rang 999 and stayed on the line.",
                                                          "said_to": "Sgt Birk"}, expect=409)
    assert "Tom Larder saved this first, at 10.42" in clash.words
    assert "Marina rang 999 twice." in clash.words
    assert "Marina rang 999 and stayed on the line." in clash.words
    # What only one of them changed is put together by itself; where both wrote, both stand in the field.
    assert clash.typed("how_known") == "Call record"
    assert clash.typed("said_to") == "Sgt Birk"
    assert clash.typed("words") == "Marina rang 999 twice.\nMarina rang 999 and stayed on the line."
    assert only(app, "strength", "999").body.words == "Marina rang 999 twice."
    ines.post(mapping(world, f"/{record}/edit"), {**clash.hidden(), "words": "Marina rang 999 twice and stayed on the line.",
                                                  "how_known": "Call record", "said_to": "Sgt Birk"})
    assert only(app, "strength", "999").body.words == "Marina rang 999 twice and stayed on the line."


def test_use_mine_after_a_clash_is_one_more_tap(client, world, app):
    ines, tom, record = client("allocated worker"), client("manager"), world.records["strength"]
    form = ines.get(mapping(world, f"/{record}/edit"))
    tom.post(mapping(world, f"/{record}/edit"), {**tom.get(mapping(world, f"/{record}/edit")).hidden(), "words": "Tom’s."})
    clash = ines.post(mapping(world, f"/{record}/edit"), {**form.hidden(), "words": "Mine."}, expect=409)
    first = clash.all("form")
    mine = next(one for one in first if any((b.text or "") == "Use mine" for b in one.iter("{http://www.w3.org/1999/xhtml}button")))
    data = {i.get("name"): i.get("value") for i in mine.iter("{http://www.w3.org/1999/xhtml}input")}
    ines.post(mapping(world, f"/{record}/edit"), data, key=data["submission_key"], token=data["csrf_token"])
    assert only(app, "strength", "").body.words == "Mine."


def test_a_clash_is_shown_under_htmx_in_the_place_of_the_form(client, world):
    ines, record = client("allocated worker"), world.records["strength"]
    form = ines.get(mapping(world, f"/{record}/edit"), htmx=f"s-{record.hex}")
    tom = client("manager")
    tom.post(mapping(world, f"/{record}/edit"), {**tom.get(mapping(world, f"/{record}/edit")).hidden(), "words": "Tom’s."})
    clash = ines.post(mapping(world, f"/{record}/edit"), {**form.hidden(), "words": "Mine."}, htmx="board", expect=409)
    assert clash.is_fragment
    assert clash.headers["HX-Retarget"] == f"#s-{record.hex}"
    assert "Your text is safe" in clash.words


def test_text_typed_while_it_was_withdrawn_is_kept_on_the_page(client, world):
    ines, record = client("allocated worker"), world.records["strength"]
    form = ines.get(mapping(world, f"/{record}/edit"))
    tom = client("manager")
    tom.post(mapping(world, f"/{record}/withdraw"),
             {**tom.get(mapping(world, f"/{record}/withdraw")).hidden(), "because": "It was another night"})
    page = ines.post(mapping(world, f"/{record}/edit"), {**form.hidden(), "words": "My long text"}, expect=409)
    assert "withdrawn meanwhile: It was another night" in page.words
    assert page.typed("words") == "My long text"


def test_the_harm_matrix_comes_back_as_it_was_typed(client, world):
    ines = client("allocated worker")
    finn = world.people["Finn"]
    data = {"words": "Callum kept the bank card.", "said_by": str(world.people["Marina"]), "said_to": "Ines",
            "said_on": "14 Sept", "about": [str(finn)], "by_whom": [str(world.people["Callum"])],
            "first_when": "about March 2024", "worst_when": "June", "worst_what": "no card for 11 days",
            "latest_when": "4 Sept", "how_often": "Most days", "getting": "more", "severity": "serious",
            "severity_why": "no food twice", f"impact_{finn.hex}": "Missed 9 school days", "evidence": "admitted",
            "differs_0_person": str(world.people["Callum"]), "differs_0_words": "We were saving.",
            "differs_0_is_verbatim": "y"}
    saved = ines.post(mapping(world, "/add/harm"), data)
    board = ines.get(saved.location).words
    for part in ("Marina to Ines, 14 Sept", "Finn", "Worst: June. Latest: 4 Sept. Most days", "For Finn Missed 9 school days",
                 "Callum sees it differently: “We were saving.”", "about March 2024", "June, no card for 11 days",
                 "Serious: no food twice"):
        assert part.replace("For Finn Missed", "For FinnMissed") in board.replace("For Finn Missed", "For FinnMissed"), part
    record = re.search(r"saved=([0-9a-f]{32})", saved.location)[1]
    form = ines.get(mapping(world, f"/{record[:8]}-{record[8:12]}-{record[12:16]}-{record[16:20]}-{record[20:]}/edit"))
    for name in ("words", "said_to", "first_when", "worst_when", "worst_what", "latest_when", "how_often", "severity_why",
                 f"impact_{finn.hex}", "differs_0_words"):
        assert form.typed(name) == data[name], name
    assert form.typed("differs_1_words") == ""  # room for one more


def test_impacts_are_kept_when_a_form_without_that_child_is_saved(app, world):
    """What a form does not show stays as it stands."""
    with app.app_context(), audit.acting_as(world.users["ines"]):
        row = queries.one(world.records["harm"])
        change_statement(row.id, row.lock_version, Said(Harm(words="New words")))
        assert queries.one(row.id).body.words == "New words"


def test_every_version_is_kept_and_shown_word_by_word(client, world):
    ines, record = client("allocated worker"), world.records["strength"]
    form = ines.get(mapping(world, f"/{record}/edit"))
    ines.post(mapping(world, f"/{record}/edit"), {**form.hidden(), "words": "Marina rang 999 and gave a full statement."})
    page = ines.get(mapping(world, f"/{record}/versions"))
    assert "Version 2" in page.words
    assert "Ines Tidewell" in page.words
    assert [inserted.text for inserted in page.all("ins")] == ["full "] or "full" in "".join(
        i.text or "" for i in page.all("ins"))


def test_saving_without_a_change_makes_no_new_version(client, world, app):
    ines, record = client("allocated worker"), world.records["danger"]
    form = ines.get(mapping(world, f"/{record}/edit"))
    data = {**form.hidden(), "title": form.typed("title"), "words": form.typed("words"), "about": [
        str(world.people["Finn"]), str(world.people["Shelly"])], "family_words": form.typed("family_words"),
        "rests_on": [str(world.records["harm"])]}
    ines.post(mapping(world, f"/{record}/edit"), data)
    with app.app_context():
        assert len(list(db.session.scalars(select(Revision.id).where(Revision.record_id == record)))) == 1


def test_commands_take_plain_values_and_check_dates(app, world):
    import datetime

    from practice.core.errors import RuleBroken
    from practice.mapping.commands import add_statement
    from practice.mapping.kinds import NextStep

    with app.app_context(), audit.acting_as(world.users["ines"]):
        with pytest.raises(RuleBroken) as broken:
            add_statement(world.family, "next_step", Said(NextStep(words="x", by_on=clock.today() - datetime.timedelta(1))))
        assert broken.value.field == "by_on"
        before = queries.one(world.records["strength"])
        with pytest.raises(RuleBroken):  # nothing is half done
            change_statement(before.id, before.lock_version, Said(Strength(
                words="Changed", said_on=clock.today() + datetime.timedelta(1))))
        assert queries.one(before.id).body.words == before.body.words


def test_notes_come_while_it_is_written_and_nothing_is_saved(client, world, app):
    before = count(app, "strength")
    notes = client("allocated worker").post(mapping(world, "/check/strength"), {"words": "Coral is very supportive."},
                                            htmx="add-strength-notes", expect=200)
    assert "supportive is a label. What would a camera have seen or heard?" in notes.words.replace("Supportive", "supportive")
    assert 'id="add-strength-notes"' in notes.text
    assert count(app, "strength") == before


def test_the_edit_form_shows_the_note_under_the_words_until_it_is_kept(client, world):
    ines, record = client("allocated worker"), world.records["strength"]
    url = mapping(world, f"/{record}/edit")
    ines.post(url, {**ines.get(url).hidden(), "words": "Marina is supportive.", "said_by_name": "Sgt Birk"})
    assert "is a label" in ines.get(url).words
    keep = mapping(world, f"/{record}/keep?note=Q2:supportive")
    ines.post(keep, {**ines.get(keep).hidden(), "because": "Her word"})
    assert "is a label" not in ines.get(url).words


def test_what_a_form_does_not_ask_stays_as_it_stands(client, world, app):
    """Who said a question, and the sentence that weighs it up, were once lost by changing something else."""
    ines = client("allocated worker")
    with app.app_context(), audit.acting_as(world.users["ines"]):
        asked = add_statement(world.family, "unknown", Said(Unknown(words="Where does he sleep?", said_by_name="Sgt Birk",
                                                                    how_known="Bail sheet")))
        weighed = add_statement(world.family, "judgement", Said(Judgement(words="Safe for now.", best_case="They sleep.")))
        db.close()
    for record, words, more in ((asked, "Where does he sleep?", {"answer": "At Dunstan’s."}),
                                (weighed, "Safe for now.", {"family_view": "Fair."})):
        form = ines.get(mapping(world, f"/{record}/edit"))
        assert words in form.text
        ines.post(mapping(world, f"/{record}/edit"), {**form.hidden(), "words": words, "best_case": "They sleep.", **more})
    with app.app_context():
        kept, sentence = queries.one(asked).body, queries.one(weighed).body
    assert (kept.said_by_name, kept.how_known, kept.answer) == ("Sgt Birk", "Bail sheet", "At Dunstan’s.")
    assert (sentence.words, sentence.family_view) == ("Safe for now.", "Fair.")

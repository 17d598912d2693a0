"""The journal as people use it: writing an entry down, putting it right, its number on the scale, withdrawing, reading it."""

import io
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from practice.access import commands as access
from practice.access.models import Information, PartKind
from practice.core import audit
from practice.core.db import db
from practice.families import commands as families
from practice.families.models import BirthKnown, Standing
from practice.mapping.models import Rating
from practice.records import commands as records
from practice.records.models import NotFor, Record
from practice.safety.journal import commands, photos
from practice.safety.journal.kinds import JournalEntry
from practice.safety.journal.models import JournalRead, Photo
from practice.safety.kinds import EarlySign
from tests.client import HTML, Answer, Client
from tests.safety.journal import pictures

WORKER = "allocated worker"
NOT_FAST = "This is not the way to get help now"


def entry(world, **more):
    """A form that is right."""
    return {"on": "20 Nov 2026", "said_by": str(world.people["Coral"]), "came": "phone",
            "went_to_plan": "Marina rang me before it got bad.", "worry": "no", "danger": "", **more}


def sent(world, name="page.jpg", data=None, **more):
    data = pictures.phone_jpeg(6, (60, 40)) if data is None else data
    return {**entry(world, photo_says="Cake. He did not come."), "photo": (io.BytesIO(data), name), **more}


def write(client, world, **more):
    """Write an entry down; returns the address of its page."""
    return client(WORKER).post(f"/families/{world.family}/journal/add", entry(world, **more)).location


def sign(app, world, words="Finn wets the bed.", **more):
    with app.app_context(), audit.acting_as(world.users["ines"]):
        return records.add(world.family, "early_sign", EarlySign(words=words), info=Information.PLAN, **more)


def count(app, table):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(table))


def entries(app):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Record).where(Record.kind == "journal"))


def seen(answer, action):
    """What a form says of the version that was on the screen."""
    return {name: value for name, value in answer.hidden(action).items() if name in {"lock_version", "seen_number", "number"}}


def post_whole(person, path, data):
    """Send a large form in one piece: the test client would keep it in a file that it leaves open."""
    files = {name: FileStorage(*value) if isinstance(value, tuple) else value for name, value in data.items()}
    boundary, body = encode_multipart({"csrf_token": person.token(), **files})
    response = person.http.open(path, method="POST", data=body, content_type=f"multipart/form-data; boundary={boundary}",
                                headers={"Referer": "http://localhost/"})
    return Answer(response, [], fragment=False)


def error(answer, label):
    """The messages of the field or group whose legend or label says LABEL."""
    for field in answer.tree.iter():
        if "field--error" in (field.get("class") or ""):
            words = " ".join("".join(field.itertext()).split())
            if label in words:
                return words
    return ""


# Writing down


def test_an_entry_is_shown_in_the_order_in_which_it_was_asked(app, client, world):
    bed, mine = sign(app, world), str(world.people["Finn"])
    page = client(WORKER).get(write(
        client, world, words="He rang at 4.40.", signs=[str(bed)], sign_words="Marina was short with us",
        we_did="I came by bus.", child=mine, child_said="I heard nan come", child_verbatim="y"))
    order = ["What went to plan Marina rang me before it got bad.", "What happened He rang at 4.40.",
             "Early signs seen Finn wets the bed; Marina was short with us", "What we did I came by bus.",
             "What Finn did or said “I heard nan come”", "By phone. Typed by Ines Tidewell"]
    places = [page.words.index(words) for words in order]
    assert places == sorted(places)
    assert "Fri 20 Nov, Coral" in page.words
    listed = client(WORKER).get(f"/families/{world.family}/journal")
    assert "Fri 20 Nov, Coral" in listed.words and "Not read yet: 1" in listed.words


def test_every_page_says_that_it_is_no_way_to_get_help_now(client, world):
    address = write(client, world)
    for page in (f"/families/{world.family}/journal", f"/families/{world.family}/journal/add", address, f"{address}/edit"):
        answer = client(WORKER).get(page)
        assert NOT_FAST in answer.words, page
        assert "This is no way to get help now. In danger: 999 Nights: 01632 960199" in answer.words, page
        numbers = {link.get("href") for link in answer.all("a")}
        assert {"tel:999", "tel:01632960199"} <= numbers, page


def test_the_day_may_lie_in_the_past_and_the_newest_day_stands_first(client, world):
    write(client, world, on="20 Nov 2026")
    write(client, world, on="9 Oct 2026", went_to_plan="He rang.")
    write(client, world, on="22 Nov 2026", went_to_plan="A quiet Sunday.")
    words = client(WORKER).get(f"/families/{world.family}/journal").words
    assert words.index("Sun 22 Nov") < words.index("Fri 20 Nov") < words.index("Fri 9 Oct")


@pytest.mark.parametrize(("wrong", "label", "sentence"), [
    ({"on": ""}, "Which day", "Give the day, like 9 Oct"),
    ({"on": "25 Nov 2026"}, "Which day", "This day has not come yet"),
    ({"on": "31 Nov"}, "Which day", "is not a day that exists"),
    ({"said_by": ""}, "Whose entry", "Say whose entry it is"),
    ({"came": ""}, "How did it come", "Choose how it came to you"),
    ({"came": "by owl"}, "How did it come", "Not a valid choice"),
    ({"went_to_plan": "", "we_did": ""}, "What went to plan", "Write what went to plan, or what happened"),
    ({"worry": ""}, "Is it a worry", "Say whether it is a worry"),
    ({"child_said": "She cried"}, "Which child", "Choose which child did or said it"),
    ({"number": "11"}, "How safe is it now", "Choose a number from 0 to 10"),
    ({"number": "6"}, "Which danger", "Choose the danger whose scale the number is on"),
    ({"photo_says": "Cake"}, "A photo of the page", "Choose the photo that says this"),
])
def test_what_is_missing_is_said_beside_its_field_and_nothing_is_lost(app, client, world, wrong, label, sentence):
    typed = entry(world, we_did="I came by bus, in the rain.")
    answer = client(WORKER).post(f"/families/{world.family}/journal/add", {**typed, **wrong}, expect=422)
    assert sentence in error(answer, label)
    assert answer.typed("we_did") == {**typed, **wrong}["we_did"]
    assert NOT_FAST in answer.words
    assert entries(app) == 0


def test_somebody_who_is_not_in_the_record_may_be_named(client, world):
    page = client(WORKER).get(write(client, world, said_by="", said_by_name="Mrs Buoy"))
    assert "Fri 20 Nov, Mrs Buoy" in page.words


def test_a_sign_of_another_plan_is_refused(app, client, world):
    harm = str(world.records["harm"])
    answer = client(WORKER).post(f"/families/{world.family}/journal/add", entry(world, signs=[harm]), expect=422)
    assert answer.status == 422
    with app.app_context(), audit.acting_as(world.users["ines"]), pytest.raises(commands.RuleBroken) as problem:
        commands.add_entry(world.family, commands.NewEntry(JournalEntry(
            on=date(2026, 11, 20), said_by_name="x", came="told", words="x", signs=(world.records["harm"],))))
    assert problem.value.field == "signs"


def test_typed_code_is_shown_as_text(client, world):
    page = client(WORKER).get(write(client, world, words="<script>alert(1)</script>"))
    assert "<script>alert(1)" not in page.text and "&lt;script&gt;" in page.text


# The number


def test_a_number_stands_on_the_scale_under_the_name_of_the_person(app, client, world):
    page = client(WORKER).get(write(client, world, danger=str(world.records["danger"]), number="6"))
    assert "6 for danger 1" in page.words
    with app.app_context():
        rating = db.session.execute(select(Rating.person_id, Rating.value, Rating.on, Rating.why, Rating.asked_by).where(
            Rating.scale_id == world.records["scale"], Rating.person_id == world.people["Coral"])).one()
    assert tuple(rating) == (world.people["Coral"], 6, date(2026, 11, 20), "", "in the safety journal")
    chart = client(WORKER).get(f"/families/{world.family}/mapping/{world.records['scale']}/over-time", expect=None)
    if chart.status == 404:
        chart = client(WORKER).get(f"/families/{world.family}/mapping?part=safe")
    assert "Coral" in chart.words


def test_no_word_of_the_entry_goes_to_the_scale(app, client, world):
    write(client, world, danger=str(world.records["danger"]), number="6", words="Something for the plan only")
    with app.app_context():
        stored = [str(tuple(line)) for line in db.session.execute(text("SELECT * FROM rating"))]
    assert not any("plan only" in line or "before it got bad" in line for line in stored)


def test_a_number_of_an_entry_that_is_kept_from_somebody_is_refused(app, client, world):
    data = entry(world, danger=str(world.records["danger"]), number="6", not_for=[str(world.people["Callum"])],
                 not_for_because="He would be angry")
    answer = client(WORKER).post(f"/families/{world.family}/journal/add", data, expect=422)
    assert "for everyone who sees the scale" in error(answer, "How safe is it now")
    with app.app_context(), audit.acting_as(world.users["ines"]):
        records.set_not_for(world.records["scale"], [world.people["Callum"]], "He would be angry")
    client(WORKER).post(f"/families/{world.family}/journal/add", data, expect=303)


def test_a_number_of_a_name_without_a_person_is_refused(client, world):
    answer = client(WORKER).post(f"/families/{world.family}/journal/add", entry(
        world, said_by="", said_by_name="Mrs Buoy", danger=str(world.records["danger"]), number="6"), expect=422)
    assert "A number belongs to a person in the record" in error(answer, "Whose entry")


def test_a_danger_without_a_scale_takes_no_number(client, world):
    answer = client(WORKER).post(f"/families/{world.family}/journal/add", entry(
        world, danger=str(world.records["danger+"]), number="6"), expect=422)
    assert "This danger has no scale yet" in error(answer, "How safe is it now")


def test_a_number_that_was_given_is_put_right_by_a_further_one(app, client, world):
    address = write(client, world, danger=str(world.records["danger"]), number="6")
    form = seen(client(WORKER).get(f"{address}/edit"), "/edit")
    again = entry(world, danger=str(world.records["danger"]), number="7", lock_version=form["lock_version"])
    client(WORKER).post(f"{address}/edit", again)
    with app.app_context():
        values = list(db.session.scalars(select(Rating.value).where(
            Rating.scale_id == world.records["scale"], Rating.person_id == world.people["Coral"]).order_by(Rating.recorded_at)))
    assert values == [6, 7]
    form = seen(client(WORKER).get(f"{address}/edit"), "/edit")
    for change, label, sentence in (({"number": ""}, "How safe is it now", "stays on the scale"),
                                    ({"said_by": str(world.people["Marina"])}, "Whose entry", "stands on the scale like this"),
                                    ({"danger": ""}, "Which danger", "stands on the scale like this")):
        answer = client(WORKER).post(f"{address}/edit", {**again, "lock_version": form["lock_version"], **change}, expect=422)
        assert sentence in error(answer, label)


# Putting right, withdrawing


def test_a_correction_keeps_the_earlier_words(client, world):
    address = write(client, world)
    form = seen(client(WORKER).get(f"{address}/edit"), "/edit")
    client(WORKER).post(f"{address}/edit", entry(world, went_to_plan="Marina rang me at eight.", **form))
    assert "Marina rang me at eight." in client(WORKER).get(address).words
    page = client(WORKER).get(f"{address}/versions")
    assert "Version 2" in page.words and "First written as journal entry: Marina rang me before it got bad." in page.words


def test_two_who_change_the_same_entry_both_see_both_texts(client, world):
    address = write(client, world)
    mine, theirs = (seen(client(WORKER).get(f"{address}/edit"), "/edit") for _ in range(2))
    client("manager").post(f"{address}/edit", entry(world, went_to_plan="Tom’s words", **theirs))
    answer = client(WORKER).post(f"{address}/edit", {**sent(world, went_to_plan="Ines’s words"), **mine}, expect=409)
    assert "Tom Larder saved this first" in answer.words
    assert "Tom’s words" in answer.words and "Ines’s words" in answer.words
    assert "Choose the photo again" in error(answer, "photo of the page")


def test_withdrawing_asks_for_a_reason_and_it_can_be_brought_back(client, world):
    address = write(client, world)
    form = seen(client(WORKER).get(f"{address}/withdraw"), "/withdraw")
    answer = client(WORKER).post(f"{address}/withdraw", {**form, "because": " "}, expect=422)
    assert "why" in answer.error_beside("because").lower()
    client(WORKER).post(f"{address}/withdraw", {**form, "because": "Typed into the wrong family"})
    journal = client(WORKER).get(f"/families/{world.family}/journal")
    assert "1 withdrawn" in journal.words and "Withdrawn: Typed into the wrong family" in journal.words
    assert "Marina rang me" not in journal.words
    client(WORKER).get(f"{address}/edit", expect=403)
    answer = client(WORKER).post(f"{address}/edit", entry(world, we_did="Meanwhile I typed this", **form), expect=409)
    assert answer.typed("we_did") == "Meanwhile I typed this"
    back = seen(client(WORKER).get(f"{address}/restore"), "/restore")
    client(WORKER).post(f"{address}/restore", back)
    assert "Marina rang me" in client(WORKER).get(f"/families/{world.family}/journal").words


def test_sending_twice_makes_one_entry(app, client, world):
    for _ in range(2):
        client(WORKER).post(f"/families/{world.family}/journal/add", sent(world), key="one-key")
    assert entries(app) == 1 and count(app, Photo) == 1


# Reading


def test_reading_takes_a_mark_and_stays(app, client, world):
    address = write(client, world)
    page = client(WORKER).get(address)
    assert "Not read yet" in page.words
    form = seen(page, "/read")
    answer = client(WORKER).post(f"{address}/read", {**form, "mark": ""}, expect=422)
    assert "Choose what follows from it" in error(answer, "What follows")
    answer = client(WORKER).post(f"{address}/read", {**form, "mark": "plan_changed"}, expect=422)
    assert "Say in a sentence" in answer.error_beside("words")
    client(WORKER).post(f"{address}/read", {**form, "mark": "plan_changed", "words": "Rule 1: Coral by six"})
    page = client("manager").get(address)
    assert "Read, and the plan was changed: Rule 1: Coral by six. Ines Tidewell" in page.words
    assert "Not read yet" not in page.words
    assert "Every entry was read." in client(WORKER).get(f"/families/{world.family}/journal").words
    assert "Every entry was read." in client(WORKER).get(f"/families/{world.family}/journal?show=unread").words
    with app.app_context():
        for change in ("UPDATE journal_read SET mark = 'no_change'", "DELETE FROM journal_read"):
            with pytest.raises(DatabaseError):
                db.session.execute(text(change))
            db.session.rollback()


def test_what_was_changed_after_the_reading_is_unread_again(client, world):
    address = write(client, world)
    before = seen(client("manager").get(address), "/read")
    form = seen(client(WORKER).get(f"{address}/edit"), "/edit")
    client(WORKER).post(f"{address}/edit", entry(world, went_to_plan="It did not go to plan.", **form))
    answer = client("manager").post(f"{address}/read", {**before, "mark": "no_change"}, expect=422)
    assert "changed after you opened it" in error(answer, "What follows")
    assert "It did not go to plan." in answer.words
    now = seen(answer, "/read")
    client("manager").post(f"{address}/read", {**now, "mark": "no_change"})
    form = seen(client(WORKER).get(f"{address}/edit"), "/edit")
    client(WORKER).post(f"{address}/edit", entry(world, went_to_plan="Changed once more.", **form))
    assert "Changed since, not read yet" in client(WORKER).get(address).words


# Photos


def test_a_photo_is_kept_bare_and_served_as_an_image_and_nothing_else(app, client, world):
    page = client(WORKER).post(f"/families/{world.family}/journal/add", sent(world, went_to_plan="")).location
    answer = client(WORKER).get(page)
    image = answer.all("img")[0]
    assert (image.get("width"), image.get("height")) == ("40", "60"), "upright"
    assert image.get("alt").startswith("Photo of a page") and "Cake. He did not come." in answer.words
    photo = client(WORKER).get(image.get("src"))
    assert photo.headers["Content-Type"] == "image/jpeg"
    assert photo.headers["X-Content-Type-Options"] == "nosniff"
    assert photo.headers["Cache-Control"] == "no-store"
    assert photo.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert photo.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert photo.headers["Content-Disposition"] == 'inline; filename="journal-2026-11-20.jpg"'
    assert photos.size_of_plain(photo.data) == (40, 60)
    assert pictures.SECRET.encode() not in photo.data
    with app.app_context():
        last = db.session.execute(select(audit.AuditEvent.action, audit.AuditEvent.detail, audit.AuditEvent.about_id)
                                  .order_by(audit.AuditEvent.id.desc())).first()
    assert (last.action, last.detail["page"]) == ("looked", "journal.photo")
    assert page.endswith(str(last.about_id))


def test_a_photo_cannot_be_changed_in_the_database(app, client, world):
    client(WORKER).post(f"/families/{world.family}/journal/add", sent(world))
    with app.app_context():
        for change in ("UPDATE photo SET says = 'x'", "DELETE FROM photo"):
            with pytest.raises(DatabaseError):
                db.session.execute(text(change))
            db.session.rollback()


@pytest.mark.parametrize(("name", "data", "sentence"), [
    ("page.jpg", b"", "This file is empty"), ("page.jpg", pictures.HTML, "This is not a photo"),
    ("page.svg", pictures.SVG, "This is not a photo"), ("IMG_1.HEIC", pictures.HEIC, "Most Compatible"),
    ("page.png", pictures.huge_png(50_000, 50_000), "more than 60 megapixels"),
    ("page.jpg", pictures.phone_jpeg(size=(400, 300))[:2000], "damaged, or was cut off"),
    ("../../page.jpg", pictures.phone_jpeg(), "The name of this file"),
    ("page\u202egpj.exe", pictures.phone_jpeg(), "The name of this file"),
    ("page.jpg", pictures.phone_jpeg() + b"\x00" * photos.MOST_BYTES, "the most is 15"),
], ids=["empty", "html", "svg", "heic", "bomb", "truncated", "path", "override", "big"])
def test_a_photo_that_is_refused_is_told_beside_its_field_and_no_word_is_lost(app, client, world, name, data, sentence):
    answer = post_whole(client(WORKER), f"/families/{world.family}/journal/add", sent(world, name, data))
    assert answer.status == 422
    assert sentence in error(answer, "A photo of the page")
    assert answer.typed("went_to_plan") == "Marina rang me before it got bad."
    assert answer.typed("photo_says") == "Cake. He did not come."
    assert entries(app) == 0 and count(app, Photo) == 0
    named = answer.field("photo").get("aria-describedby").split()
    assert any(name.endswith("-error") for name in named)


def test_another_mistake_says_that_the_photo_must_be_chosen_again(client, world):
    answer = client(WORKER).post(f"/families/{world.family}/journal/add", sent(world, on="30 Feb"), expect=422)
    assert "Choose the photo again" in error(answer, "A photo of the page")
    answer = client(WORKER).post(f"/families/{world.family}/journal/add", sent(world, photo_says=""), expect=422)
    assert "Write down what the photo says" in error(answer, "What does the photo say?")
    assert "Choose the photo again" in error(answer, "A photo of the page")


def test_only_the_two_forms_that_carry_a_photo_may_be_large(client, world):
    worker, family = client(WORKER), f"/families/{world.family}"
    address = write(client, world)

    def answered(path, size):
        data = {"went_to_plan": "kept", "photo": (io.BytesIO(b"x" * size), "x.jpg")}
        return post_whole(worker, path, data)

    for path in (f"{family}/mapping/add/strength", f"{family}/contacts/new", f"{address}/read", f"{address}/withdraw", "/sign-in"):
        assert answered(path, 3_000_000).status != 413, "the control"
        refused = answered(path, 5_000_000)
        assert refused.status == 413 and "too long to send at once" in refused.words, path
    for path in (f"{family}/journal/add", f"{address}/edit"):
        large = answered(path, 5_000_000)
        assert large.status == 422 and large.typed("went_to_plan") == "kept"
        assert answered(path, photos.MOST_REQUEST).status == 413


def test_words_alone_are_as_long_as_anywhere(client, world):
    """The larger form is for the photo: 20,000 characters a field, three million in all."""
    answer = post_whole(client(WORKER), f"/families/{world.family}/journal/add", entry(world, words="x" * 20_001))
    assert answer.status == 422 and "1 characters too long" in answer.words
    assert post_whole(client(WORKER), f"/families/{world.family}/journal/add", entry(world, words="x" * 3_200_000)).status == 413
    client(WORKER).post(f"/families/{world.family}/journal/add", entry(world, words="x" * 5_000_000), expect=413)


def test_a_second_photo_may_be_added_later(client, world):
    address = client(WORKER).post(f"/families/{world.family}/journal/add", sent(world)).location
    form = seen(client(WORKER).get(f"{address}/edit"), "/edit")
    client(WORKER).post(f"{address}/edit", {**sent(world, photo_says="The other side"), **form})
    page = client(WORKER).get(address)
    assert len(page.all("img")) == 2 and "The other side" in page.words


# Who sees what


def photo_of(answer):
    return answer.all("img")[0].get("src")


def test_a_photo_is_there_only_for_those_who_see_its_entry(app, client, world):
    data = sent(world, danger=str(world.records["danger"]))
    address = client(WORKER).post(f"/families/{world.family}/journal/add", data).location
    src = photo_of(client(WORKER).get(address))
    client("school, plan only").get(src)
    for persona in ("other family’s worker", "excluded worker", "health, danger two only", "ended agreement", "administrator"):
        client(persona).get(src, expect=404)
        client(persona).get(address, expect=404)
    assert client("nobody").get(src, expect=303).location.startswith("/sign-in")


def test_a_photo_of_another_family_is_not_there_under_ones_own(app, client, world):
    src = photo_of(client(WORKER).get(client(WORKER).post(f"/families/{world.family}/journal/add", sent(world)).location))
    with app.app_context(), audit.acting_as(world.users["priya"]):
        from practice.families.commands import NewFamily, open_family

        own = open_family(NewFamily(name="Quayle", reference="QUAY-0001", status="", opened_on=date(2026, 11, 1)))
        access.give_part(own, world.users["priya"], PartKind.ALLOCATED, "hers")
    client("other family’s worker").get(f"/families/{own}/journal")
    client("other family’s worker").get(src.replace(str(world.family), str(own)), expect=404)


def test_a_part_narrowed_to_a_danger_sees_its_entries_alone_and_counts_no_other(client, world):
    write(client, world, danger=str(world.records["danger+"]), went_to_plan="Nell came on Thursday.")
    write(client, world, danger=str(world.records["danger"]), went_to_plan="No visits.")
    write(client, world, went_to_plan="The plan as a whole.")
    page = client("health, danger two only").get(f"/families/{world.family}/journal")
    assert "Nell came on Thursday." in page.words
    assert "No visits." not in page.words and "The plan as a whole." not in page.words
    assert "Not read yet: 1" in page.words
    plan_only = client("school, plan only").get(f"/families/{world.family}/journal").words
    assert all(words in plan_only for words in ("Nell came on Thursday.", "No visits.", "The plan as a whole."))


def test_an_entry_of_another_kind_of_information_is_not_there_for_the_plan_only(client, world):
    address = write(client, world, info="health", went_to_plan="Her tablets.")
    assert "Her tablets." in client(WORKER).get(address).words
    client("school, plan only").get(address, expect=404)
    page = client("school, plan only").get(f"/families/{world.family}/journal")
    assert "Her tablets." not in page.words and "Nothing is written down yet" in page.words


def test_who_does_not_see_the_scale_does_not_see_the_number(client, world):
    address = write(client, world, danger=str(world.records["danger"]), number="3")
    assert "3 for danger 1" in client(WORKER).get(address).words
    form = seen(client(WORKER).get(f"{address}/edit"), "/edit")
    client(WORKER).post(f"{address}/edit", entry(world, danger=str(world.records["danger"]), number="4", **form))
    for page in (address, f"{address}/versions", f"/families/{world.family}/journal"):
        assert "number" not in client("school, plan only").get(page).words.lower(), page
    assert "number now" in client(WORKER).get(f"{address}/versions").words.lower()


def test_those_who_only_read_are_offered_nothing_and_refused_with_whom_to_ask(client, world):
    address = write(client, world)
    page = client("school, plan only").get(address)
    assert "You read it" not in page.words and page.all("form")[0].get("action") == "/sign-out"
    for path in ("/read", "/edit", "/withdraw"):
        answer = client("school, plan only").post(address + path, {"mark": "no_change"}, expect=403)
        assert "Ask the lead practitioner" in answer.words
    client("school, plan only").post(f"/families/{world.family}/journal/add", entry(world), expect=403)


def test_for_whom_it_is_not_is_kept_and_shown(app, client, world):
    address = write(client, world, not_for=[str(world.people["Callum"])], not_for_because="He would be angry")
    assert "Not for Callum" in client(WORKER).get(address).words
    with app.app_context():
        found = db.session.execute(select(NotFor.person_id, NotFor.because)).all()
    assert [tuple(line) for line in found] == [(world.people["Callum"], "He would be angry")]
    form = seen(client(WORKER).get(f"{address}/edit"), "/edit")
    client(WORKER).post(f"{address}/edit", entry(world, we_did="More", **form))
    assert "Not for" not in client(WORKER).get(address).words


def test_an_entry_is_not_there_for_somebody_on_its_list_who_signs_in(app, client, world):
    address = client(WORKER).post(f"/families/{world.family}/journal/add", sent(world, went_to_plan="Kept from her.")).location
    src = photo_of(client(WORKER).get(address))
    school = client("school, plan only")
    assert "Kept from her." in school.get(f"/families/{world.family}/plan").words
    with app.app_context(), audit.acting_as(world.users["ines"]):
        facts = families.PersonFacts(name="Ms Slate", short_name="Ms Slate", birth_known=BirthKnown.UNKNOWN)
        slate = families.add_person(world.family, facts, families.MemberFacts(standing=Standing.PROFESSIONAL),
                                    user_id=world.users["slate"])
        records.set_not_for(UUID(address.rsplit("/", 1)[1]), [slate], "It is about her class")
    for path in (address, f"{address}/versions", src):
        school.get(path, expect=404)
    for page in ("plan", "journal"):
        words = school.get(f"/families/{world.family}/{page}").words
        assert "Kept from her." not in words and "Not read yet" not in words
    assert "Not for Ms Slate" in client(WORKER).get(address).words


def test_a_withdrawn_photo_is_there_only_for_those_who_write(client, world):
    address = client(WORKER).post(f"/families/{world.family}/journal/add", sent(world)).location
    src = photo_of(client(WORKER).get(address))
    client("school, plan only").get(src)
    form = seen(client(WORKER).get(f"{address}/withdraw"), "/withdraw")
    client(WORKER).post(f"{address}/withdraw", {**form, "because": "Another family’s page"})
    client("school, plan only").get(src, expect=404)
    assert not client("school, plan only").get(address).all("img")
    client(WORKER).get(src)


def test_the_danger_of_an_entry_stays_when_somebody_who_does_not_see_it_corrects_it(app, client, world):
    hidden = str(world.records["danger+"])  # of the kind 'health'
    address = write(client, world, danger=hidden)
    with app.app_context(), audit.acting_as(world.users["tom"]):
        access.give_part(world.family, world.users["priya"], PartKind.COVER, "Ines is away", may_write=True,
                         kinds={Information.STORY, Information.PLAN})
    priya = client("other family’s worker")
    page = priya.get(f"{address}/edit")
    chosen = [one.get("value") for one in page.field("danger").iter(HTML + "option") if one.get("selected") is not None]
    assert chosen == [hidden] and "Mum’s bad days" not in page.words
    priya.post(f"{address}/edit", entry(world, danger=hidden, we_did="More", **seen(page, "/edit")))
    with app.app_context():
        assert str(db.session.scalar(select(Record.parent_id).where(Record.kind == "journal"))) == hidden


# Many


def test_a_long_journal_is_read_in_pages_with_the_same_few_statements(app, client, world):
    with app.app_context(), audit.acting_as(world.users["ines"]):
        for number in range(45):
            commands.add_entry(world.family, commands.NewEntry(JournalEntry(
                on=date(2026, 9, 1 + number % 28), said_by=world.people["Coral"], came="told", went_to_plan=f"Evening {number}.")))
    first = client(WORKER).get(f"/families/{world.family}/journal")
    assert len(first.all("article")) == 20 and "Page 3" in first.words
    assert len(client(WORKER).get(f"/families/{world.family}/journal?show=unread&page=3").all("article")) == 5
    client(WORKER).get(f"/families/{world.family}/journal?page=x", expect=404)
    assert count(app, JournalRead) == 0


def test_a_client_is_what_the_tests_say(app):
    """The control of the persona table: a specialist signs in and is not the worker."""
    assert Client(app, "school, plan only").get("/").status == 200

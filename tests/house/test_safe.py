"""Safe from the first page: sessions that end, forms that are one's own, headers, redirects, size."""

import re
from urllib.parse import urlencode

from practice import create_app
from practice.core import clock
from tests.client import Client
from tests.conftest import NOW, settings_for
from tests.make.people import build_world


def test_a_copied_cookie_opens_nothing_after_sign_out(app):
    worker = Client(app, "allocated worker")
    copied = worker.http.get_cookie("cg")
    assert copied is not None
    worker.get("/")
    left = worker.post("/sign-out")
    assert "storage" in left.headers["Clear-Site-Data"]
    thief = app.test_client()
    thief.set_cookie("cg", copied.value)
    assert thief.get("/").status_code == 303


def test_an_idle_session_ends(app):
    from datetime import timedelta

    worker = Client(app, "allocated worker")
    with clock.at(clock.now() + timedelta(minutes=29)):
        worker.get("/")
    with clock.at(clock.now() + timedelta(minutes=90)):
        worker.get("/", expect=303)


def test_a_form_without_its_token_is_refused_and_shows_what_was_typed(app):
    worker = Client(app, "allocated worker")
    answer = worker.post("/sign-out", {"note": "Nan sleeps over on Fridays"}, token="", expect=400)
    assert "Nan sleeps over on Fridays" in answer.text
    worker.get("/")


def test_words_sent_after_the_session_ended_are_shown_back(app, world):
    worker = Client(app, "allocated worker")
    token = worker.token()
    worker.post("/sign-out")
    answer = worker.post(f"/families/{world.family}/mapping/add/strength", {"words": "Coral came within the hour"},
                         token=token, expect=401)
    assert "You were signed out" in answer.words
    assert "Coral came within the hour" in answer.text


def test_sign_in_leads_only_to_own_pages(app):
    for target in ("https://evil.example/", "//evil.example", "/\\evil.example", "/\t/evil.example", "http://["):
        nobody = Client(app, "nobody")
        nobody.get("/sign-in?" + urlencode({"next": target}))
        answer = nobody.post("/sign-in", {"login": "ines", "password": "three plain words", "next": target})
        assert answer.location == "/"


def test_a_referrer_that_is_no_address_loses_no_words(app, world):
    worker = Client(app, "allocated worker")
    sent = {"csrf_token": worker.token(), "submission_key": "once", "words": "Coral came within the hour."}
    address = f"/families/{world.family}/mapping/add/strength"
    with worker.http.post(address, data=sent, headers={"Referer": "http://[x"}) as answer:
        assert answer.status_code == 303
    assert "Coral came within the hour." in worker.get(f"/families/{world.family}/mapping").words


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(app):
    nobody = Client(app, "nobody")
    texts = [re.sub(r'value="[^"]*"', "", nobody.post("/sign-in", {"login": login, "password": "wrong words here"},
                                                     expect=422).text) for login in ("ines", "nobody-of-that-name")]
    assert texts[0] == texts[1]


def test_after_a_slip_of_the_finger_the_right_password_signs_in(app):
    """With what the page itself sends along: the first try must not count as the second one's first sending."""
    nobody = Client(app, "nobody")
    page = nobody.post("/sign-in", {"login": "ines", "password": "three plain wards"}, expect=422)
    sent = {field.get("name"): field.get("value") for field in page.all("input") if field.get("type") == "hidden"}
    nobody.post("/sign-in", {"submission_key": "", **sent, "login": "ines", "password": "three plain words"})
    assert "Ines Tidewell" in nobody.get("/").words


def test_guessing_is_slowed_down(app):
    nobody = Client(app, "nobody")
    for _ in range(10):
        nobody.post("/sign-in", {"login": "ines", "password": "guess"}, expect=422)
    assert "Wait 15 minutes" in nobody.post("/sign-in", {"login": "ines", "password": "guess"}, expect=429).words


def test_guessing_from_one_place_keeps_nobody_out_elsewhere(databases):
    """Behind a proxy too, and nobody gets round it with an address that they made up."""
    app = create_app(settings_for(databases.copy_of(databases.template("world", lambda _: build_world())), proxies=1))
    with clock.at(NOW):
        guesser = Client(app, "nobody")

        def tries(password, forwarded):
            data = {"csrf_token": guesser.token(), "login": "ines", "password": password}
            with guesser.http.post("/sign-in", data=data, headers={"X-Forwarded-For": forwarded}) as answer:
                return answer.status_code

        for number in range(10):
            assert tries("guess", f"10.0.0.{number}, 203.0.113.9") == 422
        assert tries("guess", "10.0.0.99, 203.0.113.9") == 429
        assert tries("three plain words", "198.51.100.7") == 303
    app.extensions["engine"].dispose()


def test_every_answer_is_kept_nowhere_and_loads_nothing_from_elsewhere(app):
    answer = Client(app, "allocated worker").get("/")
    assert answer.headers["Cache-Control"] == "no-store"
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert '"historyCacheSize":0' in answer.text
    assert '"allowEval":false' in answer.text


def test_absent_and_not_yours_get_the_same_answer(app, world):
    other = Client(app, "other family’s worker")
    absent = other.get("/families/01a1f000-0000-7000-8000-000000000000/who", expect=404)
    hidden = other.get(f"/families/{world.family}/who", expect=404)
    strip = lambda text: re.sub(r'value="[^"]*"|01a[0-9a-f-]+', "", text)  # noqa: E731
    assert strip(absent.text) == strip(hidden.text)


def test_htmx_comes_out_of_its_package_and_says_its_version(app):
    page = Client(app, "allocated worker").get("/").text
    address = re.search(r'src="(/assets/htmx[^"]+)"', page)
    assert address
    answer = app.test_client().get(address[1], buffered=True)
    assert b'"2.0.' in answer.data
    assert "immutable" in answer.headers["Cache-Control"]

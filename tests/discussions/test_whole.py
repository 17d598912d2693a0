"""Group mapping from asking to the frozen decision, on the screens, by the people who sit in it."""

from uuid import UUID

from practice.core.db import db
from practice.discussions import queries
from practice.records.models import Snapshot
from tests.discussions.conftest import PERSONA

TODAY = "24 Nov 2026"


def press(client, path, action, page=None, **data):
    """Press a button of the page with that action, as it stands on the page."""
    page = page or client.get(path)
    for form in page.all("form"):
        if not (form.get("action") or "").endswith(action):
            continue
        hidden = {i.get("name"): i.get("value") or "" for i in form.iter("{http://www.w3.org/1999/xhtml}input")
                  if i.get("type") == "hidden"}
        if all(hidden.get(key) == value for key, value in data.items()):
            return client.post(form.get("action"), hidden, key=hidden["submission_key"])
    raise AssertionError(f"No button {action} {data} on the page: {page.words[:300]}")


def hand_in(client, path, seat, expect=303, **data):
    page = client.get(path)
    action = f"/seats/{seat}/hand-in"
    hidden = page.hidden(action)
    return client.post(path + action, {**hidden, **data}, key=hidden["submission_key"], expect=expect)


def test_from_asking_to_the_frozen_decision(app, client, world):  # noqa: PLR0915
    ines, tom, nell, slate = (client(PERSONA[name]) for name in ("ines", "tom", "nell", "slate"))
    base = f"/families/{world.family}/discussions"
    asked = ines.post(f"{base}/ask", {"question": "Help me be clear about contact", "framework": "group-mapping", "decides": "y",
                                      "planned_on": TODAY, "planned_at": "10.00", "family_told": "Marina, 20 November"})
    path = asked.location.removesuffix("/seats")

    # What a seat will see is shown before it is given.
    for login, role in (("tom", "facilitator"), ("ines", "presenter"), ("nell", "participant"), ("slate", "child_voice")):
        data = {"user_id": world.users[login], "role": role, "may_decide": "y" if login == "tom" else ""}
        look = ines.post(f"{path}/seats", data, expect=200)
        assert "This is what the seat will see" in look.words
        shown = next(i.get("value") for i in look.all("input") if i.get("name") == "shown")
        ines.post(f"{path}/seats", {**data, "shown": shown})
    data = {"person_id": world.people["Coral"], "role": "family"}
    shown = next(i.get("value") for i in ines.post(f"{path}/seats", data, expect=200).all("input") if i.get("name") == "shown")
    ines.post(f"{path}/seats", {**data, "shown": shown})
    assert "Help me be clear about contact" in nell.get("/discussions").words

    tom.get(f"{path}/begin")
    tom.post(f"{path}/begin", {f"at_{number}": "present" for number in range(5)})
    with app.app_context():
        seats = {seat.name: seat.id for seat in queries.seats_of(_id(path))}
    for _ in range(3):
        press(tom, path, "/step")
    page = nell.get(path)
    assert "Each of us writes a danger statement" in page.words
    assert "step 4 of 14, private" in page.words
    assert "Only you can see this" in page.words
    assert "About 5 of 5 minutes left. Tom Larder can give more time." in page.words

    hand_in(nell, path, seats["Nell Frost"], words="Nell says that Callum comes back")
    hand_in(ines, path, seats["Ines Tidewell"], words="Ines says that he kills her")
    page = tom.get(path)
    assert "2 of 4 handed in" in page.words
    assert "Waiting for Ms Slate, Coral Harbour" in page.words
    for words in ("Callum comes back", "he kills her"):
        assert words not in page.text
    hand_in(slate, path, seats["Ms Slate"], words="Slate says that Finn sees it again")
    # Coral has no device: she writes on Tom's screen, and it is clear afterwards.
    box = tom.get(f"{path}/seats/{seats['Coral Harbour']}/hand-in")
    tom.post(f"{path}/seats/{seats['Coral Harbour']}/hand-in", {
        **box.hidden(), "words": "Coral says he found her before", "how": "paper"})
    assert "found her before" not in tom.get(f"{path}/seats/{seats['Coral Harbour']}/hand-in").text
    press(tom, path, "/open")

    page = ines.get(path)
    assert "Read out, and the presenter picks words that fit" in page.words
    for words in ("Callum comes back", "he kills her", "Finn sees it again", "found her before"):
        assert words in page.words
    assert "typed by Tom Larder from Coral Harbour’s paper" in page.words
    assert "Nell Frost speaks. Nobody answers yet." in page.words, "the presenter comes last"
    press(ines, path, "/pick", words="take 0")
    press(tom, path, "/turn")
    ines.post(f"{path}/propose", {"as_kind": "danger", "proposed": "We are worried that Callum comes back and kills her"})
    for _ in range(3):
        press(tom, path, "/step")
    page = ines.get(path)
    assert "Each of us gives a number" in page.words
    assert "The danger that the group took in step 5 We are worried that Callum comes back and kills her" in page.words

    numbers = {"nell": ("Nell Frost", 4), "slate": ("Ms Slate", 6), "ines": ("Ines Tidewell", 3)}
    for login, (name, value) in numbers.items():
        hand_in(client(PERSONA[login]), path, seats[name], value=str(value), why=f"Because {login}")
    tom.post(f"{path}/seats/{seats['Coral Harbour']}/mark", {"mark": "passed", "because": ""}, expect=422)
    tom.post(f"{path}/seats/{seats['Coral Harbour']}/mark", {"mark": "passed", "because": "She had to ring home"})
    press(tom, path, "/open")
    page = slate.get(path)
    assert "From 3 (Ines Tidewell) to 6 (Ms Slate)." in page.words
    assert "A gap of 3. Start with: what would Ines Tidewell, at 3, need to see to be at 6? And what does Ms Slate" in page.words
    assert "She had to ring home" in page.words
    # A new judgement after the opening stands beside the round, marked so.
    later = f"{path}/seats/{seats['Ms Slate']}/after/{7}/{1}"
    form = slate.get(later)
    slate.post(later, {**form.hidden(), "value": "5", "why": "I had not known about the text messages"})
    assert "Moved from 6 to 5, after the opening, because: I had not known" in tom.get(path).words

    for _ in range(4):  # to the options; the steps between stay empty
        press(tom, path, "/step")
    assert "Options" in tom.get(path).words
    for title in ("No contact until after court", "Nothing more than now"):
        ines.post(f"{path}/options", {"title": title})
    with app.app_context():
        first = next(one.what.id for one in queries.events_of(_id(path)) if type(one.what).__name__ == "Option")
    slate.post(f"{path}/arguments", {"option_id": first, "side": "against", "reason": "Finn asks if dad is alive",
                                     "who": "Ms Slate"})
    refused = tom.post(f"{path}/step", {"stage_no": "11"}, expect=422)
    assert "Say first which option is asked about" in refused.words
    press(tom, path, "/ask-about", about=str(first))
    press(tom, path, "/step")
    hand_in(nell, path, seats["Nell Frost"], choice="agree", why="The weeks after leaving")
    hand_in(ines, path, seats["Ines Tidewell"], choice="agree")
    half = hand_in(slate, path, seats["Ms Slate"], expect=422, choice="dissent", why="He needs some answer")
    assert half.error_beside("instead") == "Say what you would do instead"
    assert half.typed("why") == "He needs some answer"
    hand_in(slate, path, seats["Ms Slate"], choice="dissent", why="He needs some answer", instead="A card, read first",
            more="Finn asks")
    tom.post(f"{path}/seats/{seats['Coral Harbour']}/mark", {"mark": "absent", "because": "She left"})
    assert "He needs some answer" not in tom.get(path).text
    refused = tom.post(f"{path}/decide", {"option_id": first, "words": "No", "because": "No", "decided_by": "Tom",
                                          "authority": "manager", "review_on": "8 Dec 2026"}, expect=422)
    assert "Open where each stands first" in refused.words
    press(tom, path, "/open")
    press(tom, path, "/step")
    ines.post(f"{path}/actions", {"who": "Ines", "action": "makes Words and Pictures with Marina", "by_on": "30 Nov 2026"})
    missing = tom.post(f"{path}/decide", {"option_id": first, "words": "No contact", "because": "Court", "decided_by": "",
                                          "authority": "manager", "review_on": ""}, expect=422)
    assert "Give the day on which it is looked at again, like 4 Dec" in missing.words
    tom.post(f"{path}/decide", {"option_id": first, "words": "No contact until after court", "because": "The court day comes first",
                                "decided_by": "Tom Larder", "authority": "manager", "review_on": "8 Dec 2026",
                                "who_tells": "Ines, tomorrow", "evidence": str(world.records["harm"])})
    page = ines.get(path)
    assert "Decided by Tom Larder (manager), Tue 24 Nov. Looked at again Tue 8 Dec." in page.words
    assert "Ms Slate does not agree" in page.words
    assert "A card, read first" in page.words
    assert "Words and Pictures" in page.words
    tom.post(f"{path}/seats/{seats['Ms Slate']}/dissent", {"what": "reply", "words": "Heard. We look again on 8 December."})
    tom.post(f"{path}/seats/{seats['Ms Slate']}/dissent", {"what": "higher", "to": "The service manager", "by_on": "1 Dec 2026"})
    page = tom.get(path)
    assert "Heard. We look again" in page.words
    assert "To The service manager, answer by Tue 1 Dec." in page.words
    with app.app_context():
        frozen = db.session.query(Snapshot).filter_by(kind="decision").one()
        for words in ("He needs some answer", "A card, read first", "Callum comes back", "strangled", "I had not known"):
            assert words in frozen.body
    # Decided is decided.
    assert "This was decided" in tom.get(f"{path}/decide", expect=403).words
    tom.post(f"{path}/step", {"stage_no": "13"}, expect=403)


def _id(path):
    return UUID(path.rsplit("/", 1)[1])

"""The administrator's pages: accounts, teams and agreements. The administrator sees no family; a leaver is out at once."""

from tests.client import Client

NEW = {"name": "Gull Strand", "job": "social worker", "role": "practitioner", "login": "gull", "password": "three new words"}


def agency_and_team(page):
    options = {"".join(option.itertext()): option.get("value") for option in page.all("option")}
    return {"agency_id": options["Saltmarsh Council"], "team_id": options["North team, Saltmarsh Council"]}


def test_a_new_account_signs_in_and_a_leaver_is_out_on_the_next_click(app, client, world):
    ada = client("administrator")
    data = {**NEW, **agency_and_team(ada.get("/accounts/new"))}
    ada.post("/accounts/new", data)
    gull = Client(app, "nobody")
    gull.sign_in("gull", "three new words")
    gull.get("/")
    off = next(link.get("href") for link in ada.get("/accounts").all("a") if "Gull Strand" in "".join(link.itertext()))
    ada.get(off)
    ada.post(off)
    gull.get("/", expect=303)
    assert "Switched off" in ada.get("/accounts").words
    ada.post(off, expect=404)


def test_a_taken_name_and_a_short_password_are_said_beside_their_fields(client):
    ada = client("administrator")
    data = {**NEW, **agency_and_team(ada.get("/accounts/new"))}
    page = ada.post("/accounts/new", {**data, "login": "ines"}, expect=422)
    assert page.error_beside("login") == "Somebody has this sign-in name. Choose another"
    assert page.typed("name") == "Gull Strand"
    assert "three new words" not in page.text
    assert ada.post("/accounts/new", {**data, "password": "short"}, expect=422).error_beside("password")


def test_nobody_switches_themselves_off(client, world):
    client("administrator").post(f"/accounts/{world.users['ada']}/switch-off", expect=403)


def test_an_agreement_is_added_with_what_it_covers(client):
    ada = client("administrator")
    agency = next(option.get("value") for option in ada.get("/agreements/new").all("option") if option.text == "Saltmarsh Health")
    data = {"agency_id": agency, "purpose": "Weighing babies", "lawful_basis": "Public task", "kinds": ["health", "plan"],
            "from_on": "24 Nov 2026", "to_on": "24 Nov 2027"}
    page = ada.post("/agreements/new", {**data, "to_on": "23 Nov 2026", "kinds": []}, expect=422)
    assert "Choose at least one kind of information" in page.words
    ada.post("/agreements/new", data)
    words = ada.get("/agreements").words
    assert "Weighing babies. Public task" in words
    assert "Covers: health, the safety plan." in words


def test_the_administrators_pages_name_no_family(client):
    ada = client("administrator")
    for path in ("/", "/accounts", "/teams", "/agreements"):
        for word in ("Harbour", "Callum", "Marina"):
            assert word not in ada.get(path).text, path

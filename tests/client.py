"""A browser of one person, that checks every answer it gets: the floor under all tests of pages."""

import re
import secrets
from typing import Any
from xml.etree import ElementTree as ET

import html5lib
from flask import Flask
from sqlalchemy import event

from tests.make.people import PASSWORD, USERS

HTML = "{http://www.w3.org/1999/xhtml}"
MOST_STATEMENTS = 12
INLINE = re.compile(r"<[^>]*\s(?:style=|on[a-z]+=|hx-on)", re.IGNORECASE)


class Answer:
    """One response, parsed."""

    def __init__(self, response: Any, statements: list[str], *, fragment: bool) -> None:
        self.response = response
        self.status: int = response.status_code
        self.text: str = response.get_data(as_text=True) if response.mimetype.startswith("text/") else ""
        self.data: bytes = response.get_data()
        self.headers = response.headers
        self.location: str = response.headers.get("Location", "")
        self.statements = statements
        self.is_fragment = fragment and "<html" not in self.text
        self.parser = html5lib.HTMLParser()
        self.tree = self.parser.parse(self.text) if response.mimetype == "text/html" else None

    @property
    def words(self) -> str:
        """All text a person sees, with single blanks."""
        return " ".join("".join(self.tree.itertext()).split()) if self.tree is not None else self.text

    def all(self, tag: str) -> list[ET.Element]:
        return list(self.tree.iter(HTML + tag)) if self.tree is not None else []

    def field(self, name: str) -> ET.Element:
        for tag in ("input", "textarea", "select"):
            for element in self.all(tag):
                if element.get("name") == name and element.get("type") != "hidden":
                    return element
        raise AssertionError(f"No field {name} on this page")

    def typed(self, name: str) -> str:
        """What stands in a field."""
        element = self.field(name)
        return (element.text or "").strip("\n") if element.tag == HTML + "textarea" else element.get("value") or ""

    def error_beside(self, name: str) -> str:
        """The error message that the field names in aria-describedby, without its hidden 'Error: '."""
        described = (self.field(name).get("aria-describedby") or "").split()
        for element in self.tree.iter():
            if element.get("id") in described and "error-message" in (element.get("class") or ""):
                return "".join(element.itertext()).strip().removeprefix("Error:").strip()
        return ""

    def hidden(self, action: str | None = None) -> dict[str, str]:
        """Hidden fields of the form whose address ends with ACTION (the first form with a key otherwise)."""
        for form in self.all("form"):
            if action is None or (form.get("action") or "").endswith(action):
                fields = {i.get("name"): i.get("value") or "" for i in form.iter(HTML + "input") if i.get("type") == "hidden"}
                if "submission_key" in fields:
                    return fields
        raise AssertionError(f"No form for {action}")


def _hx(target: str) -> dict[str, str]:
    return {"HX-Request": "true", "HX-Target": target} if target else {}


class Client:
    """A person at a browser. get() and post() check what every answer must hold."""

    def __init__(self, app: Flask, persona: str, login: str = "") -> None:
        self.app = app
        self.persona = persona
        self.http = app.test_client()
        if persona != "nobody":
            self.sign_in(login or USERS[persona][0])

    def sign_in(self, login: str, password: str = PASSWORD) -> Answer:
        return self.post("/sign-in", {"login": login, "password": password}, expect=303)

    def token(self) -> str:
        page = self.http.get("/sign-in") if self.persona == "nobody" or not hasattr(self, "_token") else None
        if page is not None:
            found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.get_data(as_text=True))
            assert found, "The sign-in page has no CSRF token"
            self._token = found[1]
        return self._token

    def get(self, path: str, *, expect: int | None = 200, htmx: str = "", most: int = MOST_STATEMENTS) -> Answer:
        answer = self._send("GET", path, None, htmx)
        if expect is not None:
            assert answer.status == expect, f"{path}: {answer.status} {answer.words[:300]}"
        assert len(answer.statements) <= most, f"{path}: {len(answer.statements)} statements\n" + "\n".join(answer.statements)
        return answer

    def text(self, path: str, *, htmx: str = "") -> tuple[int, str]:
        """(status, what came back) of one bare GET: for a search through many pages, whose form other tests look at."""
        with self.http.get(path, headers={"Referer": "http://localhost/", **_hx(htmx)}) as answer:
            return answer.status_code, answer.get_data(as_text=True) if answer.mimetype.startswith("text/") else ""

    def post(self, path: str, data: dict[str, Any] | None = None, *, expect: int | None = 303, htmx: str = "",
             key: str | None = None, token: str | None = None) -> Answer:
        body = {"csrf_token": self.token() if token is None else token,
                "submission_key": secrets.token_hex(8) if key is None else key, **(data or {})}
        answer = self._send("POST", path, body, htmx)
        if expect is not None:
            assert answer.status == expect, f"{path}: {answer.status} {answer.words[:400]}"
        return answer

    def _send(self, method: str, path: str, data: dict[str, Any] | None, htmx: str) -> Answer:
        headers = {"Referer": "http://localhost/", **_hx(htmx)}
        statements: list[str] = []
        engine = self.app.extensions["engine"]

        def count(_: Any, __: Any, statement: str, *___: Any) -> None:
            if not statement.startswith(("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK")):
                statements.append(statement)

        event.listen(engine, "before_cursor_execute", count)
        try:
            response = self.http.open(path, method=method, data=data, headers=headers)
        finally:
            event.remove(engine, "before_cursor_execute", count)
        answer = Answer(response, statements, fragment=bool(htmx))
        self._check(answer, path)
        return answer

    def _check(self, answer: Answer, path: str) -> None:
        if answer.response.mimetype != "text/html" or answer.status in {301, 302, 303, 304}:
            return
        assert not (bad := INLINE.search(answer.text)), f"{path}: inline style or script: {bad[0][:120]}"
        assert "{{" not in answer.text, f"{path}: template code in the page"
        assert ">None<" not in answer.text, f"{path}: the word None on the page"
        ids = [element.get("id") for element in answer.tree.iter() if element.get("id")]
        twice = {name for name in ids if ids.count(name) > 1}
        assert not twice, f"{path}: ids used twice: {sorted(twice)[:5]}"
        labels = {label.get("for") for label in answer.all("label")}
        for tag in ("input", "textarea", "select"):
            for element in answer.all(tag):
                if element.get("type") not in {"hidden", "submit", "radio", "checkbox"}:
                    named = element.get("id") in labels or element.get("aria-label") or element.get("aria-labelledby")
                    assert named, f"{path}: field {element.get('name')} has no label"
        if not answer.is_fragment:
            assert not answer.parser.errors, f"{path}: not valid HTML: {answer.parser.errors[:3]}"
            assert len(answer.all("h1")) == 1, f"{path}: {len(answer.all('h1'))} h1"
            assert (answer.all("title")[0].text or "").strip(), f"{path}: no title"
        if answer.status != 500:
            assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")

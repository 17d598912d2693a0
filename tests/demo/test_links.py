"""Nothing that a specialist is shown leads to a refusal: each kind of page that a link leads to, opened once by following links."""

import re
from urllib.parse import urlsplit

import pytest

from tests.client import Client

PIECES = {"documents.blank_pdf", "documents.as_page", "documents.blank_page", "discussions.watch", "static", "htmx"}


@pytest.mark.parametrize("login", ["slate", "dele"])  # the plan alone; nearly everything, and writes
def test_no_link_leads_to_a_refusal(demo, login):
    routes, person = demo.url_map.bind("localhost"), Client(demo, login, login)
    waiting, seen, refused = [("/", "")], set(), []
    while waiting:
        address, before = waiting.pop(0)
        endpoint, arguments = routes.match(urlsplit(address).path, method="GET")
        kind = (endpoint, arguments.get("kind"), arguments.get("family_id"))
        if kind in seen or endpoint in PIECES:
            continue
        seen.add(kind)
        status, words = person.text(address)
        if status != 200:
            refused.append(f"{status} {address} from {before}")
        waiting += [(link.replace("&amp;", "&"), address) for link in re.findall(r'href="(/[^"#]*)', words)]
    assert not refused
    assert len(seen) > 15

"""Every page that a worker can reach by links in one family, forms and small pages too: one of each kind, axe clean at both
widths, nothing sideways. So a new page is checked from the day that something links to it."""

import re
from urllib.parse import urlsplit

import pytest

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.test_every_page import families

FILES = {"documents.fetch", "documents.blank_pdf", "discussions.calendar"}  # a browser keeps them, and opens no page
LEAST = 45  # kinds of page that the Harbour record links to; fewer means that the crawl found no way in


def kind_of(routes, address):
    """The endpoint of an address, and which kind of row it is about ('mapping.add harm')."""
    path = urlsplit(address).path
    endpoint, arguments = routes.match(path, method="GET")
    return f"{endpoint} {arguments.get('kind', '')}".strip()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["360", "1280"])
def test_one_page_of_every_kind_that_the_record_links_to(person, demo_app, size):
    routes = demo_app.url_map.bind("localhost")
    window = person("ines", size)
    start = next(address for address in families(window)
                 if "Harbour" in window.go(f"{address}/story").title())
    waiting, seen = [f"{start}/story"], {}
    while waiting:
        address = waiting.pop(0)
        kind = kind_of(routes, address)
        if kind in seen or kind.partition(" ")[0] in FILES:
            continue
        seen[kind] = address
        answer = window.page.goto(address)
        assert answer is not None
        if "text/html" not in (answer.headers.get("content-type") or ""):
            continue
        assert answer.status == 200, f"{kind}: {address} answered {answer.status}"
        window.check()
        for link in re.findall(r'href="(/families/[^"#]+)', window.page.content()):
            found = link.replace("&amp;", "&")
            if found.startswith(start) and kind_of(routes, found) not in seen and not found.endswith("/page"):
                waiting.append(found)
    assert len(seen) >= LEAST, sorted(seen)

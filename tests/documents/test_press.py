"""The press reaches nothing (A24, A25), ends in time (B12), and what it prints is sealed (C18, C19)."""

import io
import os
import re
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pikepdf
import pytest
from flask import Flask

from practice.documents import papers, sheet
from practice.documents.press import seal as sealing
from practice.documents.render import HERE, LONG, PAPER, SLOW, Press, Printed, RendererFailed, RendererMissing
from tests.documents.checks import sizes_in
from tests.documents.orchard import orchard

ROOT = HERE.parent.parent


@pytest.fixture(scope="module")
def printed(press: Press, paper_app: Flask) -> dict[str, Printed]:
    with paper_app.test_request_context():
        return {form: sheet.printed(orchard(form), press) for form in sheet.FORMS}


def sheet_with(text: str) -> str:
    return f'<!doctype html><html lang="en-GB"><title>A</title><body data-line="a" data-copy="b"><h1>A</h1>{text}</body></html>'


def test_the_drawn_plan_is_four_pages_and_eight_in_large_print(printed: dict[str, Printed]):
    assert printed["standard"].pages == 4
    assert printed["standard"].starts["needs"] == 2
    assert printed["standard"].starts["says"] == 3
    assert printed["large-print"].pages == 8


@pytest.mark.parametrize("form", list(sheet.FORMS))
def test_outloud_finds_nothing(printed: dict[str, Printed], form: str, tmp_path: Path):
    file = tmp_path / "plan.pdf"
    file.write_bytes(printed[form].data)
    checked = subprocess.run([Path(sys.executable).parent / "outloud", "--fail-on", "warning", file], capture_output=True,
                             text=True, check=False)
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize(("form", "least"), [("standard", 14.0), ("large-print", 18.0)])
def test_nothing_is_smaller_than_promised(printed: dict[str, Printed], form: str, least: float, tmp_path: Path):
    file = tmp_path / "plan.pdf"
    file.write_bytes(printed[form].data)
    sizes = {round(size, 2) for size in sizes_in(file)}
    assert sizes
    assert min(sizes) >= least - 0.05, sizes


def test_every_font_is_embedded_and_noto(printed: dict[str, Printed], tmp_path: Path):
    file = tmp_path / "plan.pdf"
    file.write_bytes(printed["standard"].data)
    lines = subprocess.run(["pdffonts", file], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert lines
    for line in lines:
        assert "Noto-Sans" in line
        assert re.search(r"\s(yes)\s+(yes)\s+(yes)\s", line), line  # embedded, subset, with Unicode


def test_the_text_stands_in_the_order_of_the_tags(printed: dict[str, Printed], tmp_path: Path):
    file = tmp_path / "plan.pdf"
    file.write_bytes(printed["standard"].data)
    told = subprocess.run(["pdfinfo", "-struct-text", file], capture_output=True, text=True, check=True).stdout
    told = " ".join(re.findall(r'"([^"]*)"', told))
    asked = ["Why are you in", "What are you", "What is good?", "What do we all", "What must", "If it gets hard: who to ring",
             "What needs to happen, and when?", "Hard days we", "Bryony and Ash", "When does it", "What if you", "Who has this",
             "What each of us says", "How safe is it at home?", "The same numbers as a list"]
    at = 0
    for question in asked:
        at = told.find(question, at)
        assert at >= 0, f"{question} does not follow what stands before it"


def test_tags_language_title_and_neutral_metadata(printed: dict[str, Printed]):
    with pikepdf.open(io.BytesIO(printed["standard"].data)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.Lang == "en-GB"
        assert set(pdf.docinfo.keys()) == {"/Title", "/Producer"}
        assert pdf.docinfo["/Title"] == "Our plan, version 4"
        assert "Orchard" not in pdf.Root.Metadata.read_bytes().decode()
        assert str(pdf.Root.Outlines.First.Title) == "The Orchard plan"  # bookmarks
        scopes = [str(element.A.Scope) for element in _elements(pdf.Root.StructTreeRoot) if element.get("/S") == "/TH"]
        assert scopes.count("/Column") == 5
        assert scopes.count("/Row") == 5
        assert any("Robin (dad) gave this: 6 on 12 June, 6 on 24 August, 5 on 12 October" in str(element.get("/Alt", ""))
                   for element in _elements(pdf.Root.StructTreeRoot))
        assert all(b"/Artifact" in page.Contents.read_bytes() for page in pdf.pages)


def _elements(element):  # noqa: ANN001, ANN202
    children = element.get("/K")
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            yield from _elements(child)


def test_grey_loses_nothing(printed: dict[str, Printed]):
    """Every colour on the paper is dark enough in grey to be read (contrast 4.5) or a rule beside words."""
    for operands, operator in (found for data in printed.values() for page in pikepdf.open(io.BytesIO(data.data)).pages
                               for found in pikepdf.parse_content_stream(page)):
        if str(operator) == "rg" and len(operands) == 3:
            red, green, blue = (float(part) for part in operands)
            grey = 0.2126 * _light(red) + 0.7152 * _light(green) + 0.0722 * _light(blue)
            assert 1.05 / (grey + 0.05) >= 4.5 or (red, green, blue) == (1, 1, 1) or _is_rule(red, green, blue)


def _light(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _is_rule(*parts: float) -> bool:
    return tuple(round(part * 255) for part in parts) in {(0x7C, 0x8D, 0x94), (0x5B, 0x84, 0x88)}


def test_the_same_paper_is_the_same_bytes(press: Press, paper_app: Flask, printed: dict[str, Printed]):
    with paper_app.test_request_context():
        again = sheet.printed(orchard(), press)
    assert again.data == printed["standard"].data
    assert papers.code_of(orchard()) == papers.code_of(orchard())
    assert papers.code_of(orchard()) != papers.code_of(orchard(more="One word."))


def test_a_longer_plan_is_set_closer_and_never_smaller(press: Press, paper_app: Flask, tmp_path: Path):
    longer = orchard(more="This is a longer worry that somebody wrote down because it matters to them a lot. " * 3)
    with paper_app.test_request_context():
        made = sheet.printed(longer, press)
        assert not sheet.fits(press.print(sheet.html_of(longer)), 2)
    assert made.pages == 4
    file = tmp_path / "plan.pdf"
    file.write_bytes(made.data)
    assert min(sizes_in(file)) >= 13.95


def test_an_untagged_file_is_not_sealed():
    blank = pikepdf.new()
    blank.add_blank_page()
    out = io.BytesIO()
    blank.save(out)
    with pytest.raises(ValueError, match="no tags"):
        sealing.seal(out.getvalue())


class Listener:
    """Counts connections to a port of this machine."""

    def __enter__(self) -> "Listener":
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.connections = 0
        self.thread = threading.Thread(target=self._count, daemon=True)
        self.thread.start()
        return self

    def _count(self) -> None:
        while True:
            try:
                found, _ = self.socket.accept()
            except OSError:
                return
            self.connections += 1
            found.close()

    def __exit__(self, *_: object) -> None:
        self.socket.close()


def payloads(port: int, canary: Path) -> list[str]:
    """At least 60 ways to make a renderer fetch something."""
    places = [f"http://127.0.0.1:{port}/a", f"https://127.0.0.1:{port}/a", f"//127.0.0.1:{port}/a", f"ftp://127.0.0.1:{port}/a",
              canary.as_uri(), f"file:{canary}", "FILE:///etc/passwd", "paper:../../settings.py"]
    ways = ['<img src="{}">', '<link rel="stylesheet" href="{}">', '<link rel="attachment" href="{}">',
            '<a rel="attachment" href="{}">x</a>', "<style>@import url({});</style>",
            "<style>@font-face{{font-family:x;src:url({})}} p{{font-family:x}}</style><p>x</p>",
            '<svg viewBox="0 0 9 9"><image href="{}" width="9" height="9"/></svg>',
            '<svg viewBox="0 0 9 9"><use href="{}#a"/></svg>', '<object data="{}"></object>', '<embed src="{}">',
            '<p style="background:url({})">x</p>', '<p style="content:url({})">x</p>',
            '<ul style="list-style-image:url({})"><li>x</ul>', '<iframe src="{}"></iframe>',
            '<base href="{}"><img src="a.png">', '<input type="image" src="{}">', '<video poster="{}"></video>']
    return [way.format(place) for way in ways for place in places]


def test_hostile_words_stay_words(press: Press, paper_app: Flask, tmp_path: Path):
    """Every payload, written into a plan by a person, is printed as the letters that were typed."""
    canary = tmp_path / "canary.txt"
    canary.write_text("CANARY-5150")
    with Listener() as listener, paper_app.test_request_context():
        everything = payloads(listener.port, canary)
        assert len(everything) >= 60
        made = sheet.printed(orchard(more="\n".join(everything)), press)
        time.sleep(0.2)
        assert listener.connections == 0
    assert b"CANARY-5150" not in _plain(made.data)
    file = tmp_path / "plan.pdf"
    file.write_bytes(made.data)
    told = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True).stdout
    assert "<img" in told
    assert "@import" in told


def _plain(data: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.all,
                 object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def test_the_fetcher_fails_closed_even_for_markup(press: Press, tmp_path: Path):
    """Were markup ever to get through, nothing is fetched: refused, or left unread, and no byte of the file is there."""
    canary = tmp_path / "canary.txt"
    canary.write_text("CANARY-5150")
    refused = 0
    with Listener() as listener:
        for payload in payloads(listener.port, canary):
            try:
                data = press.print(sheet_with(payload)).data
            except RendererFailed:
                refused += 1
            else:
                assert b"CANARY-5150" not in _plain(data), payload
                assert b"root:" not in _plain(data), payload
        time.sleep(0.2)
        assert listener.connections == 0
    assert refused >= 60
    assert press.print(sheet_with("<p>and then it works</p>")).pages == 1


def test_our_own_drawings_are_there(press: Press):
    bare = press.print(sheet_with("<p>x</p>"))
    with_picture = press.print(sheet_with('<p>x</p><img src="paper:pictures/whale.svg" alt="A blue whale">'))
    assert len(with_picture.data) > len(bare.data)


def test_a_redirect_is_not_followed(press: Press):
    """A server that would redirect to a file is never even asked."""
    with Listener() as listener:
        with pytest.raises(RendererFailed):
            press.print(sheet_with(f'<img src="http://127.0.0.1:{listener.port}/moved">'))
        assert listener.connections == 0


INSIDE = """
import socket, sys, os, subprocess
sys.path.append({here!r})
sys.argv = ["worker", {paper!r}]
from press import worker
worker.Press(__import__("pathlib").Path({paper!r}))
worker.lock_down()
tried = {{}}
def attempt(name, deed):
    try:
        deed()
        tried[name] = "DONE"
    except BaseException as problem:
        tried[name] = type(problem).__name__
attempt("socket", lambda: socket.create_connection(("127.0.0.1", {port}), 2))
attempt("look up", lambda: socket.getaddrinfo("localhost", 80))
attempt("settings", lambda: open({settings!r}).read())
attempt("passwd", lambda: open("/etc/passwd").read())
attempt("write", lambda: open({written!r}, "w").write("x"))
attempt("child", lambda: subprocess.run(["true"]))
attempt("system", lambda: os.system("true"))
attempt("app", lambda: __import__("practice.settings"))
attempt("secret", lambda: os.environ["SECRET_KEY"])
print(tried, file=sys.stderr)
"""


def test_from_inside_nothing_can_be_reached(tmp_path: Path):
    with Listener() as listener:
        code = INSIDE.format(here=str(HERE), paper=str(PAPER), port=listener.port, settings=str(ROOT / "practice" / "settings.py"),
                             written=str(tmp_path / "w"))
        ran = subprocess.run([sys.executable, "-s", "-E", "-P", "-c", code], cwd="/", capture_output=True, text=True, check=False,
                             env={"PATH": "/usr/bin:/bin", "SECRET_KEY": "hidden"})
        assert listener.connections == 0
    tried = eval(ran.stderr.strip().splitlines()[-1])  # noqa: S307  # our own words
    assert len(tried) == 9
    assert "DONE" not in tried.values(), tried


def test_it_has_no_environment_and_limits(press: Press):
    press.print(sheet_with("<p>x</p>"))
    pid = press.process_id
    names = {part.split("=")[0] for part in Path(f"/proc/{pid}/environ").read_bytes().decode().split("\0") if part}
    assert names <= {"PATH", "LANG", "LC_CTYPE"}
    limits = Path(f"/proc/{pid}/limits").read_text()
    assert re.search(r"Max address space\s+1073741824", limits)
    assert re.search(r"Max file size\s+0 ", limits)
    assert re.search(r"Max core file size\s+0 ", limits)
    assert re.search(r"Max cpu time\s+\d+", limits)
    if os.geteuid() == 0 and (ROOT.stat().st_mode & 0o005):
        assert "Uid:\t0" not in Path(f"/proc/{pid}/status").read_text()


def test_the_app_never_loads_weasyprint():
    ran = subprocess.run([sys.executable, "-c", "import sys, practice.documents.sheet; print('weasyprint' in sys.modules)"],
                         cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"


def test_one_that_hangs_is_ended_and_the_next_works():
    hanging = Press(wall_seconds=1.0, command=[sys.executable, "-c", (
        "import sys, struct, time; b=b'{\"ready\": true}'; sys.stdout.buffer.write(struct.pack('>I', len(b))+b); "
        "sys.stdout.flush(); time.sleep(60)")])
    before = time.monotonic()
    with pytest.raises(RendererFailed, match="took too long") as told:
        hanging.print("<p>x</p>")
    assert time.monotonic() - before < 5
    assert str(told.value) == SLOW
    assert hanging.process_id is None
    hanging.command = Press().command
    hanging.wall_seconds = 30.0
    assert hanging.print(sheet_with("<p>x</p>")).pages == 1
    hanging.close()


def test_a_heavy_sheet_is_ended_in_time():
    slow = Press(wall_seconds=1.5)
    slow.print(sheet_with("<p>x</p>"))
    before = time.monotonic()
    with pytest.raises(RendererFailed):
        slow.print(sheet_with("<table>" + "<tr><td>word word word</td></tr>" * 20000 + "</table>"))
    assert time.monotonic() - before < 6
    assert slow.print(sheet_with("<p>x</p>")).pages == 1
    slow.close()


def test_one_that_was_killed_is_started_again(press: Press):
    press.print(sheet_with("<p>x</p>"))
    pid = press.process_id
    assert pid is not None
    os.kill(pid, 9)
    time.sleep(0.2)
    assert press.print(sheet_with("<p>x</p>")).pages == 1
    assert press.process_id != pid


def test_more_than_sixty_pages_are_refused(press: Press):
    with pytest.raises(RendererFailed) as told:
        press.print(sheet_with('<p style="break-before: page">x</p>' * 61))
    assert str(told.value) == LONG


def test_without_the_libraries_it_says_so():
    missing = Press(command=[sys.executable, "-S", *Press().command[1:]])  # no site-packages
    with pytest.raises(RendererMissing, match="Print the page from your browser"):
        missing.print("<p>x</p>")


def test_two_at_once_take_turns(press: Press):
    made: list[int] = []
    threads = [threading.Thread(target=lambda: made.append(press.print(sheet_with("<p>x</p>")).pages)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [1] * 6

"""The press's main loop: frames in by standard input, frames out by standard output.

A frame is four bytes of length (big-endian), then that many bytes of JSON; answers that carry a file are followed by a second
frame with its bytes. First of all it says {"ready": true} or {"missing": "..."}. Started by
render.py so that the app's package is not even importable here.
"""

import contextlib
import ctypes
import gc
import json
import os
import resource
import struct
import sys
from pathlib import Path
from typing import Any

CPU_SECONDS = 20
MEMORY_BYTES = 1024**3
MOST_PAGES = 60
NEWNET = 0x40000000
NOBODY = 65534
FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.rename", "os.remove",
             "os.mkdir", "os.rmdir", "os.truncate", "os.link", "os.symlink", "os.chmod", "os.chown", "shutil.", "urllib.")


def main() -> None:
    """Load everything, give up every right, then print until the pipe closes."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing that a library prints may land in the frames
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a crash leaves no words behind
    try:
        press = Press(Path(sys.argv[1]))
    except (ImportError, OSError) as problem:
        _send(out, {"missing": type(problem).__name__})
        return
    lock_down()
    gc.collect()
    gc.freeze()
    _send(out, {"ready": True})
    while (asked := _receive(sys.stdin.buffer)) is not None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        resource.setrlimit(resource.RLIMIT_CPU,
                           (int(used.ru_utime + used.ru_stime) + CPU_SECONDS, resource.RLIM_INFINITY))
        try:
            answer, data = press.print(asked["html"])
        except (KeyboardInterrupt, SystemExit):
            return
        except BaseException as problem:  # noqa: BLE001  # WeasyPrint's refusal is one; the app gets its kind, no words
            answer, data = {"problem": _kind_of(problem)}, b""
        _send(out, answer)
        if data:
            out.write(struct.pack(">I", len(data)) + data)
            out.flush()


class Press:
    """WeasyPrint, loaded once: one font configuration, one parsed stylesheet, our drawings in memory."""

    def __init__(self, folder: Path) -> None:
        from weasyprint import CSS, HTML
        from weasyprint.text.fonts import FontConfiguration

        from .fetcher import SCHEME, PaperFetcher, files_below
        from .seal import seal

        self.html, self.seal = HTML, seal
        self.fetcher = PaperFetcher(files_below(folder))
        self.fonts = FontConfiguration()
        sheet = self.fetcher.files[SCHEME + "paper.css"].decode().replace("url(pictures/", f"url({SCHEME}pictures/")
        self.css = CSS(string=sheet, font_config=self.fonts, url_fetcher=self.fetcher, base_url=SCHEME + "paper.css")
        self.print('<!doctype html><html lang="en-GB"><title>Warm</title><body data-line="a" data-copy="b"><h1>Warm</h1>'
                   '<ul class="tick"><li>“Yes”</li></ul><table><thead><tr><th scope="col">A</th></tr></thead><tbody><tr>'
                   '<td>1</td></tr></tbody></table><svg viewBox="0 0 9 9" role="img"><title>b</title>'
                   '<text x="1" y="5">ab</text></svg>')

    def print(self, html: str) -> tuple[dict[str, Any], bytes]:
        """({"pages": n, "starts": {id: page}, "downs": {id: how far down its page}}, the sealed file). Pages count from 1, and
        downs from 0 (top) to 1 (bottom)."""
        gc.disable()  # the collector costs a tenth of a rendering; the rest is freed after it
        try:
            document = self.html(string=html, url_fetcher=self.fetcher, base_url=None).render(
                stylesheets=[self.css], font_config=self.fonts)
            if len(document.pages) > MOST_PAGES:
                raise TooLong
            starts = {name: number for number, page in enumerate(document.pages, 1) for name in page.anchors}
            data = self.seal(document.write_pdf(pdf_variant="pdf/ua-1"))
            downs = {name: spot[1] / page.height for page in document.pages for name, spot in page.anchors.items()}
            return {"pages": len(document.pages), "starts": starts, "downs": downs}, data
        finally:
            gc.enable()


class TooLong(Exception):
    """More pages than any family should be handed."""


def _kind_of(problem: BaseException) -> str:
    if isinstance(problem, TooLong):
        return "long"
    if isinstance(problem, MemoryError):
        return "memory"
    return type(problem).__name__


def lock_down() -> None:
    """Give up network, writing, children and the superuser, each as far as this machine lets us (A25)."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None, use_errno=True).unshare(NEWNET)
    if os.geteuid() == 0 and _readable_to_nobody():
        with contextlib.suppress(OSError):
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
    for limit, value in ((resource.RLIMIT_AS, MEMORY_BYTES), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_NOFILE, 64)):
        resource.setrlimit(limit, (value, value))
    os.environ.clear()
    sys.addaudithook(_refuse)


def _readable_to_nobody() -> bool:
    """Would the libraries still load after giving up root? A house below /root would not."""
    here = Path(__file__).resolve()
    try:
        os.setegid(NOBODY)
        os.seteuid(NOBODY)
        return all(os.access(path, os.R_OK, effective_ids=True) for path in (here, Path(sys.prefix) / "lib"))
    except OSError:
        return False
    finally:
        os.seteuid(0)
        os.setegid(0)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """The second fence, should some library try: no socket, no child, no writing, no reading outside library and fonts."""
    if event.startswith(FORBIDDEN):
        raise PermissionError(event)
    if event == "open":
        name, mode = arguments[0], arguments[1]
        if isinstance(name, int):
            return
        path = os.path.realpath(os.fsdecode(name))
        writes = isinstance(mode, str) and any(letter in mode for letter in "wax+")
        if writes or not path.startswith(_LIBRARY):
            raise PermissionError(event)


_LIBRARY = tuple({os.path.realpath(place) for place in (sys.prefix, sys.base_prefix + "/lib", sys.base_prefix + "/share",
                                                       "/usr/lib", "/usr/share/fonts", "/usr/share/fontconfig",
                                                       "/usr/local/share/fonts", "/etc/fonts", "/var/cache/fontconfig",
                                                       str(Path(__file__).parent), "/usr/share/zoneinfo")})


def _receive(stream: Any) -> dict[str, Any] | None:
    head = stream.read(4)
    if len(head) < 4:
        return None
    body = stream.read(struct.unpack(">I", head)[0])
    answer: dict[str, Any] = json.loads(body)
    return answer


def _send(stream: Any, message: dict[str, Any]) -> None:
    body = json.dumps(message).encode()
    stream.write(struct.pack(">I", len(body)) + body)
    stream.flush()

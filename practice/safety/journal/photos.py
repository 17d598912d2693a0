"""The gate for photos of pages: what comes in is anything; what goes out is a plain upright JPEG, or a sentence.

The type is decided by content, never by name. Decoding happens in a process of its own (decode.py) that has no network, no
file to write and limits of memory and time; and what it sends back is looked at again here, segment by segment, before it is
kept. No virus scanner is asked: nothing of the sent bytes survives, every pixel is drawn anew.
"""

import hashlib
import re
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from practice.core.errors import RuleBroken
from practice.safety.journal.decode import BROKEN, MEMORY, MOST_PIXELS, OTHER, PIXELS, SIDE

MEGABYTE = 1_000_000
MOST_BYTES = 15 * MEGABYTE  # of one photo: phones make 2 to 12
MOST_REQUEST = 40 * MEGABYTE  # of the form that carries it, so that a photo that is too big is told so with its words kept
WALL_SECONDS = 25
ACCEPT = "image/jpeg,image/png,image/webp"  # a phone that keeps HEIC sends a JPEG where a page asks for one
PROGRAM = Path(__file__).resolve().parent / "decode.py"

EMPTY = "This file is empty. Take the photo again, or choose another one"
HEIC = ("This is a HEIC photo, which most machines cannot show. On an iPhone choose Settings, Camera, Formats, Most Compatible "
        "and take it again; or take a screenshot of it and choose that")
NOT_A_PHOTO = "This is not a photo. Choose a JPEG, PNG or WebP, as phones make them"
TOO_MANY = f"This picture has more than {MOST_PIXELS // 1_000_000} megapixels. Take a screenshot of it and choose that"
TOO_LARGE = "This picture is too large to be read here. Take a screenshot of it and choose that"
DAMAGED = "This photo is damaged, or was cut off on its way. Take it again, or choose another one"
BUSY = "Other photos are being read just now. Choose this one again in a moment"
SLOW = "This photo could not be read in time. Take a screenshot of it and choose that"
NAME = "The name of this file holds signs that no photo needs. Rename it, or take the photo again"
AGAIN = "Choose the photo again: a page that comes back cannot keep it. Your words are kept"

_turn = threading.BoundedSemaphore(1)  # one photo at a time in each process of ours: each may take a gigabyte
_STRANGE = re.compile(r"[\x00-\x1f\x7f/\\\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_HEIF = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"heif"}
# What a plain JPEG is made of: JFIF's own head, quantisation, Huffman tables, frame, scan.
_PLAIN = {0xE0, 0xDB, 0xC4, 0xC0, 0xDA}
_JFIF = b"JFIF\x00"


@dataclass(frozen=True, slots=True)
class CleanPhoto:
    """A plain JPEG without metadata, upright, at most 2000 pixels long."""

    data: bytes
    width: int
    height: int

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def clean(data: bytes, name: str = "") -> CleanPhoto:
    """Let one photo through the gate. Raises RuleBroken('photo', a sentence that says what to do) for everything else."""
    if _STRANGE.search(name):
        raise RuleBroken("photo", NAME)
    if not data:
        raise RuleBroken("photo", EMPTY)
    if len(data) > MOST_BYTES:
        raise RuleBroken("photo", f"This photo has {len(data) / MEGABYTE:.0f} megabytes, and the most is "
                         f"{MOST_BYTES // MEGABYTE}. Choose a smaller size, or take a screenshot of it and choose that")
    if data[4:8] == b"ftyp" and data[8:12] in _HEIF:
        raise RuleBroken("photo", HEIC)
    if not (data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")):
        raise RuleBroken("photo", NOT_A_PHOTO)
    made = _decoded(data)
    try:
        width, height = size_of_plain(made)
    except ValueError:
        raise RuleBroken("photo", DAMAGED) from None
    return CleanPhoto(made, width, height)


def _decoded(data: bytes) -> bytes:
    """What the program of decode.py makes of it."""
    if not _turn.acquire(timeout=WALL_SECONDS):
        raise RuleBroken("photo", BUSY)
    try:
        run = subprocess.run([sys.executable, "-I", str(PROGRAM)], input=data, capture_output=True, timeout=WALL_SECONDS,
                             check=False, cwd="/", env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"})
    except subprocess.TimeoutExpired:
        raise RuleBroken("photo", SLOW) from None
    finally:
        _turn.release()
    if run.returncode:
        raise RuleBroken("photo", {OTHER: NOT_A_PHOTO, PIXELS: TOO_MANY, MEMORY: TOO_LARGE, BROKEN: DAMAGED}.get(
            run.returncode, DAMAGED))
    return run.stdout


def size_of_plain(data: bytes) -> tuple[int, int]:
    """(width, height) of a JPEG that holds nothing but a picture. Raises ValueError for anything else in it."""
    if not data.startswith(b"\xff\xd8") or not data.endswith(b"\xff\xd9"):
        raise ValueError("no whole JPEG")
    at, size = 2, (0, 0)
    while at + 4 <= len(data):
        if data[at] != 0xFF or data[at + 1] not in _PLAIN:
            raise ValueError("a segment that no plain picture needs")
        kind, length = data[at + 1], int.from_bytes(data[at + 2:at + 4], "big")
        body = data[at + 4:at + 2 + length]
        if kind == 0xE0 and not (body.startswith(_JFIF) and len(body) == 14):  # 14: without a small picture inside it
            raise ValueError("a head that is not JFIF's")
        if kind == 0xC0:
            size = (int.from_bytes(body[3:5], "big"), int.from_bytes(body[1:3], "big"))
        at += 2 + length
        if kind == 0xDA:
            if b"\xff\xd9" in data[at:-2] or not (0 < size[0] <= SIDE and 0 < size[1] <= SIDE):
                raise ValueError("more than one picture, or none")
            return size
    raise ValueError("no scan")

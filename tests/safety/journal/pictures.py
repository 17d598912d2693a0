"""Pictures made by code for the tests of the gate: what phones send, and what somebody might send instead."""

import io
import struct
import zlib
from typing import Any

from PIL import Image, PngImagePlugin

SECRET = "Eastcliff camera owner"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
HEIC = b"\x00\x00\x00\x24ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 200
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def half_and_half(size: tuple[int, int] = (40, 20), mode: str = "RGB") -> Image.Image:
    """Left half red, right half blue."""
    picture = Image.new("RGB", size, (220, 20, 20))
    picture.paste((20, 20, 220), (size[0] // 2, 0, size[0], size[1]))
    return picture.convert(mode)


def gps(orientation: int = 1) -> Image.Exif:
    """What a phone writes beside a photo: its make, its owner, and where it stood."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x9C9D] = orientation, SECRET, SECRET.encode("utf-16-le")
    exif.get_ifd(0x8825).update({1: "N", 2: (50.0, 49.0, 12.5), 3: "W", 4: (0.0, 8.0, 7.25)})
    return exif


def saved(picture: Image.Image, form: str, **more: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **more)
    return out.getvalue()


def phone_jpeg(orientation: int = 1, size: tuple[int, int] = (40, 20)) -> bytes:
    """A JPEG with everything beside the picture that a phone or a program may write."""
    return saved(half_and_half(size), "JPEG", quality=95, exif=gps(orientation), comment=SECRET.encode(),
                 icc_profile=SECRET.encode() * 4, xmp=f"<x:xmpmeta>{SECRET}</x:xmpmeta>".encode())


def told_png() -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", SECRET)
    notes.add_itxt("XML:com.adobe.xmp", f"<x:xmpmeta>{SECRET}</x:xmpmeta>")
    return saved(half_and_half(mode="RGBA"), "PNG", pnginfo=notes, exif=gps(6))


def told_webp() -> bytes:
    return saved(half_and_half(), "WEBP", lossless=True, exif=gps(3), xmp=SECRET.encode())


def jpeg_that_says(width: int, height: int) -> bytes:
    """A JPEG whose head tells of that many pixels, and which holds 64 of them."""
    data = bytearray(saved(Image.new("L", (8, 8)), "JPEG"))
    at = data.index(b"\xff\xc0") + 5
    data[at:at + 4] = height.to_bytes(2, "big") + width.to_bytes(2, "big")
    return bytes(data)


def huge_png(width: int, height: int) -> bytes:
    """A PNG that says it has WIDTH by HEIGHT pixels, in a few hundred bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\x00" * 100_000, 9))
            + chunk(b"IEND", b""))

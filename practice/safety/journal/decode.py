"""A program of its own: one photo in by standard input, a plain JPEG out by standard output. It imports nothing of the app.

Started by photos.py with an empty environment. It first gives up memory beyond a gigabyte, time beyond fifteen seconds,
writing files and the network, and only then looks at what somebody sent. Ends with 0 and the JPEG; with 3, 4, 5 or 6 and
nothing: another type, too many pixels, damaged, more memory than there is.
"""

import contextlib
import ctypes
import io
import os
import resource
import sys
import warnings
from typing import Any

MOST_PIXELS = 60_000_000
SIDE = 2000  # pixels of the longer side: handwriting on A4 can be read, and a page opens on a weak line
QUALITY = 85
MEMORY_BYTES = 1024**3
CPU_SECONDS = 15
OTHER, PIXELS, BROKEN, MEMORY = 3, 4, 5, 6
ORIENTATION = 0x0112  # of Exif: how the camera was held
NEWNET = 0x40000000


def main() -> None:
    """Read, check, turn upright, make smaller, draw on a new sheet without metadata, write."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing that a library prints may land in the picture
    from PIL import Image, JpegImagePlugin, MpoImagePlugin, PngImagePlugin, UnidentifiedImageError, WebPImagePlugin  # noqa: F401

    lock_down()
    warnings.simplefilter("ignore")
    Image.MAX_IMAGE_PIXELS = None  # our own limit stands below, and is lower
    data = sys.stdin.buffer.read()
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as photo:  # reads the head, decodes nothing yet
            if photo.width * photo.height > MOST_PIXELS:
                sys.exit(PIXELS)
            sheet = plain(photo)
    except UnidentifiedImageError:
        sys.exit(OTHER)
    except MemoryError:  # a see-through WebP near the limit; it is whole, and its sender is told what to do
        sys.exit(MEMORY)
    except Exception:  # noqa: BLE001  # whatever a broken file breaks in a decoder, it is a broken file
        sys.exit(BROKEN)
    made = io.BytesIO()
    sheet.save(made, "JPEG", quality=QUALITY, optimize=True)
    out.write(made.getvalue())
    out.flush()


def plain(photo: Any) -> Any:
    """The photo upright, at most SIDE long, on a new white sheet that knows nothing of where it came from."""
    from PIL import Image

    ways = Image.Transpose
    turns = {2: ways.FLIP_LEFT_RIGHT, 3: ways.ROTATE_180, 4: ways.FLIP_TOP_BOTTOM, 5: ways.TRANSPOSE, 6: ways.ROTATE_270,
             7: ways.TRANSVERSE, 8: ways.ROTATE_90}
    turn = turns.get(held(photo))
    photo.draft("RGB", (SIDE, SIDE))  # a JPEG decodes at a half or a quarter of its size, where that is enough
    picture = photo
    if photo.mode.startswith("I"):  # 16 bits a pixel
        picture = photo.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    elif photo.mode in {"P", "PA", "LA", "La"} or "transparency" in photo.info:
        picture = photo.convert("RGBA")
    elif photo.mode not in {"RGB", "RGBA", "L"}:
        picture = photo.convert("RGB")
    picture.load()
    picture.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    if turn is not None:
        picture = picture.transpose(turn)
    sheet = Image.new("RGB", picture.size, "white")
    sheet.paste(picture, mask=picture.getchannel("A") if picture.mode == "RGBA" else None)
    return sheet


def held(photo: Any) -> int:
    """How the camera was held, 1 to 8; 1 where the photo does not say it, or says it wrongly."""
    try:
        return int(photo.getexif().get(ORIENTATION, 1))
    except Exception:  # noqa: BLE001  # a broken note about the photo is no broken photo
        return 1


def lock_down() -> None:
    """Give up network, writing, memory and time, each as far as this machine lets us."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None, use_errno=True).unshare(NEWNET)
    for limit, value in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_NOFILE, 32),
                         (resource.RLIMIT_CPU, CPU_SECONDS), (resource.RLIMIT_AS, MEMORY_BYTES)):
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(limit, (value, value))
    os.environ.clear()


if __name__ == "__main__":
    main()

"""The gate for photos: what a phone sends comes out upright and bare; everything else is refused in a sentence (A27, A28)."""

import io
import subprocess
import sys
import time

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import Image

from practice.core.errors import RuleBroken
from practice.safety.journal import photos
from practice.safety.journal.photos import CleanPhoto, clean, size_of_plain
from tests.safety.journal import pictures


def refused(data: bytes, name: str = "page.jpg") -> str:
    with pytest.raises(RuleBroken) as problem:
        clean(data, name)
    assert problem.value.field == "photo"
    return problem.value.message


def is_bare(made: CleanPhoto) -> Image.Image:
    """The picture, once nothing but a picture was found in the file."""
    assert size_of_plain(made.data) == (made.width, made.height)
    picture = Image.open(io.BytesIO(made.data))
    picture.load()
    assert picture.format == "JPEG" and picture.mode == "RGB" and picture.size == (made.width, made.height)
    assert dict(picture.getexif()) == {}
    assert {"exif", "comment", "icc_profile", "xmp"}.isdisjoint(picture.info)
    for spelling in ("utf-8", "utf-16-le"):
        assert pictures.SECRET.encode(spelling) not in made.data
    return picture


def colour_at(picture: Image.Image, x: float, y: float) -> str:
    red, _, blue = picture.getpixel((int(picture.width * x), int(picture.height * y)))
    return "red" if red > 150 > blue else "blue" if blue > 150 > red else f"{red},{blue}"


@pytest.mark.parametrize("data", [pictures.phone_jpeg(), pictures.told_png(), pictures.told_webp()], ids=["jpeg", "png", "webp"])
def test_what_was_written_beside_the_picture_is_gone(data):
    assert pictures.SECRET.encode() in data, "the control: it was there"
    is_bare(clean(data, "page.jpg"))


def test_where_it_was_taken_is_gone():
    sent = Image.open(io.BytesIO(pictures.phone_jpeg()))
    assert dict(sent.getexif().get_ifd(0x8825))[1] == "N", "the control: the photo knew where it was"
    picture = is_bare(clean(pictures.phone_jpeg()))
    assert dict(picture.getexif().get_ifd(0x8825)) == {}


# Where the red half stands once the photo is upright, by how the camera was held.
@pytest.mark.parametrize(("orientation", "red", "blue"), [
    (1, (.1, .5), (.9, .5)), (2, (.9, .5), (.1, .5)), (3, (.9, .5), (.1, .5)), (4, (.1, .5), (.9, .5)),
    (5, (.5, .1), (.5, .9)), (6, (.5, .1), (.5, .9)), (7, (.5, .9), (.5, .1)), (8, (.5, .9), (.5, .1))])
def test_it_is_turned_upright(orientation, red, blue):
    picture = is_bare(clean(pictures.phone_jpeg(orientation, (400, 200))))
    assert picture.size == ((400, 200) if orientation < 5 else (200, 400))
    assert (colour_at(picture, *red), colour_at(picture, *blue)) == ("red", "blue")


@pytest.mark.parametrize(("size", "becomes"), [((4000, 3000), (2000, 1500)), ((1000, 5000), (400, 2000)), ((300, 200), (300, 200))])
def test_it_is_at_most_2000_long_and_never_made_larger(size, becomes):
    assert is_bare(clean(pictures.phone_jpeg(size=size))).size == becomes


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "I;16", "LA"])
def test_every_sort_of_png_comes_through(mode):
    picture = pictures.half_and_half((60, 30), "L" if mode == "I;16" else mode)
    is_bare(clean(pictures.saved(picture.convert(mode), "PNG")))


def test_what_is_see_through_becomes_white():
    picture = is_bare(clean(pictures.saved(Image.new("RGBA", (50, 50), (0, 0, 0, 0)), "PNG")))
    assert picture.getpixel((25, 25)) == (255, 255, 255)


def test_only_the_first_picture_of_a_moving_one_is_kept():
    frames = [Image.new("RGB", (30, 30), colour) for colour in ("red", "blue")]
    picture = is_bare(clean(pictures.saved(frames[0], "WEBP", save_all=True, append_images=frames[1:], lossless=True)))
    assert colour_at(picture, .5, .5) == "red"


@pytest.mark.parametrize(("data", "name", "sentence"), [
    (b"", "page.jpg", "This file is empty"),
    (pictures.SVG, "page.svg", "This is not a photo"),
    (pictures.SVG, "page.jpg", "This is not a photo"),
    (pictures.HTML, "page.jpg", "This is not a photo"),
    (pictures.EICAR, "page.jpg", "This is not a photo"),
    (b"%PDF-1.7", "page.jpg", "This is not a photo"),
    (pictures.saved(pictures.half_and_half(), "GIF"), "page.jpg", "This is not a photo"),
    (pictures.saved(pictures.half_and_half(), "BMP"), "page.jpg", "This is not a photo"),
    (pictures.HEIC, "IMG_0001.HEIC", "Most Compatible"),
    (pictures.HEIC, "page.jpg", "Most Compatible"),
    (b"\xff\xd8\xff\xe0" + pictures.HTML, "page.jpg", "damaged, or was cut off"),
    (pictures.phone_jpeg(size=(400, 300))[:2000], "page.jpg", "damaged, or was cut off"),
    (pictures.told_png()[:120], "page.png", "damaged, or was cut off"),
    (pictures.huge_png(50_000, 50_000), "page.png", "more than 60 megapixels"),
    (pictures.huge_png(8000, 7501), "page.png", "more than 60 megapixels"),
    (pictures.huge_png(7000, 7000), "page.png", "damaged, or was cut off"),  # says 49 megapixels, holds a tenth of one
    (pictures.phone_jpeg(), "../../etc/page.jpg", "The name of this file"),
    (pictures.phone_jpeg(), "..\\page.jpg", "The name of this file"),
    (pictures.phone_jpeg(), "page\u202egpj.exe", "The name of this file"),
    (pictures.phone_jpeg(), "page\x00.jpg", "The name of this file"),
], ids=lambda value: value[:30] if isinstance(value, str) else "")
def test_what_is_no_photo_is_refused_in_a_sentence(data, name, sentence):
    began = time.monotonic()
    assert sentence in refused(data, name)
    assert time.monotonic() - began < 5


def test_a_photo_that_is_too_big_is_told_how_big():
    message = refused(pictures.phone_jpeg() + b"\x00" * photos.MOST_BYTES)
    assert "15 megabytes" in message and "the most is 15" in message


def test_what_hides_behind_the_picture_does_not_come_through():
    made = clean(pictures.phone_jpeg() + pictures.HTML + pictures.EICAR)
    is_bare(made)
    assert b"EICAR" not in made.data and b"<script" not in made.data


@pytest.mark.parametrize("data", [lambda: pictures.saved(Image.new("RGBA", (7500, 8000)), "PNG", compress_level=1),
                                  lambda: pictures.saved(Image.new("L", (7500, 8000)), "JPEG")], ids=["see-through PNG", "JPEG"])
def test_a_picture_of_exactly_60_megapixels_is_read_within_its_memory(data):
    made = clean(data())
    assert (made.width, made.height) == (1875, 2000)


@pytest.mark.parametrize("data", [pictures.saved(Image.new("1", (10_000, 6_001)), "PNG"), pictures.jpeg_that_says(10_000, 6_001)],
                         ids=["PNG", "JPEG"])
def test_a_row_more_than_60_megapixels_is_refused_with_what_to_do(data):
    assert refused(data) == "This picture has more than 60 megapixels. Take a screenshot of it and choose that"


def test_a_picture_that_takes_more_memory_than_there_is_is_not_called_damaged(monkeypatch, tmp_path):
    small = tmp_path / "small.py"
    small.write_text(photos.PROGRAM.read_text().replace("MEMORY_BYTES = 1024**3", "MEMORY_BYTES = 160_000_000"))
    monkeypatch.setattr(photos, "PROGRAM", small)
    page = Image.new("RGBA", (4500, 4500))  # 81 MB; put together with its own shadow it takes twice that
    assert refused(pictures.saved(page, "PNG", compress_level=1)) == photos.TOO_LARGE
    is_bare(clean(pictures.phone_jpeg()))


def test_a_program_that_hangs_is_ended_and_said_so(monkeypatch, tmp_path):
    slow = tmp_path / "slow.py"
    slow.write_text("import time; time.sleep(60)")
    monkeypatch.setattr(photos, "PROGRAM", slow)
    monkeypatch.setattr(photos, "WALL_SECONDS", .5)
    assert "could not be read in time" in refused(pictures.phone_jpeg())


def test_photos_take_turns_and_who_waits_too_long_is_told_so(monkeypatch):
    monkeypatch.setattr(photos, "WALL_SECONDS", .2)
    with photos._turn:
        assert "Choose this one again in a moment" in refused(pictures.phone_jpeg())
    monkeypatch.undo()
    is_bare(clean(pictures.phone_jpeg()))


@pytest.mark.parametrize("answer", [b"", b"<svg/>", pictures.phone_jpeg(), b"\xff\xd8\xff\xd9"],
                         ids=["nothing", "svg", "with metadata", "no picture"])
def test_what_the_program_sends_back_is_looked_at_again(monkeypatch, tmp_path, answer):
    """Even if somebody took the decoder over, only a bare picture is kept."""
    taken = tmp_path / "taken.py"
    taken.write_text(f"import sys; sys.stdout.buffer.write({answer!r})")
    monkeypatch.setattr(photos, "PROGRAM", taken)
    refused(pictures.phone_jpeg())


def test_the_decoder_sees_no_secret_and_writes_no_file(tmp_path):
    """What it is started with and locked into, asked from inside."""
    asking = ("import importlib.util, os, resource, sys; spec = importlib.util.spec_from_file_location('decode', sys.argv[1]);"
              "decode = importlib.util.module_from_spec(spec); spec.loader.exec_module(decode); decode.lock_down();"
              "print(dict(os.environ), resource.getrlimit(resource.RLIMIT_AS)[0], 'practice' in sys.modules)\n"
              "try: open(sys.argv[2], 'w').write('x' * 100000); print('wrote')\n"
              "except OSError as problem: print('refused')")
    run = subprocess.run([sys.executable, "-I", "-c", asking, str(photos.PROGRAM), str(tmp_path / "x")], capture_output=True,
                         text=True, check=False, env={"SECRET_KEY": "x"}, preexec_fn=_ignore_file_size_signal)
    assert run.stdout.split("\n")[:2] == [f"{{}} {1024**3} False", "refused"]


def _ignore_file_size_signal():
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


SENT = (pictures.phone_jpeg(6, (64, 48)), pictures.told_png(), pictures.told_webp())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(which=st.integers(0, 2), changes=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=12),
       cut=st.floats(0, 1), tail=st.binary(max_size=40), is_cut=st.booleans())
@example(which=0, changes=[], cut=1, tail=b"", is_cut=False)
def test_whatever_bytes_come_the_answer_is_a_sentence_or_a_bare_picture(which, changes, cut, tail, is_cut):
    data = bytearray(SENT[which])
    for place, value in changes:
        data[int(place * (len(data) - 1))] = value
    sent = bytes(data[:int(cut * len(data))] if is_cut else data) + tail
    try:
        made = clean(sent, "page.jpg")
    except RuleBroken as broken:
        assert broken.field == "photo" and broken.message.endswith(("choose that", "choose another one", "make them", "again"))
        return
    is_bare(made)

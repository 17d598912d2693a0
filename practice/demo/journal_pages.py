"""What the worked cases share for their journals: writing an entry, reading it, and a page drawn by hand, made by code."""

import io
import random
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

from practice.demo.replay import Case, day
from practice.records import queries as reading
from practice.safety.journal import commands, photos
from practice.safety.journal.kinds import JournalEntry
from practice.safety.journal.models import ReadMark

PAPER, RULE, MARGIN, INK, TABLE = (250, 247, 236), (196, 208, 222), (226, 178, 178), (34, 48, 96), (122, 104, 84)
LINE = 92  # pixels from one ruled line to the next
SHEAR = 0.18  # how far the letters lean


def write(case: Case, key: str, who: str, on: str, came: str, *, danger: str = "", signs: Sequence[str] = (),  # noqa: PLR0917
          not_for: Sequence[str] = (), because: str = "", page: Sequence[str] = (), **said: object) -> None:
    """Write down an entry of WHO. PAGE are the lines of a page of which a photo is kept, with the same words."""
    body = JournalEntry(on=day(on), said_by=case[who], came=came, signs=tuple(case.records[name] for name in signs),
                        about=(said["child"],) if "child" in said else (), **said)  # type: ignore[arg-type]
    photo = photos.clean(drawn(page), "page.png") if page else None
    case.records[key] = commands.add_entry(case.family, commands.NewEntry(
        body, case.records[danger] if danger else None, not_for=case.all(*not_for), because=because, photo=photo,
        photo_says="\n".join(line for line in page if line)))


def read(case: Case, *keys: str, mark: ReadMark = ReadMark.NO_CHANGE, words: str = "") -> None:
    """The one who acts read these entries as they stand."""
    for key in keys:
        row = reading.one(case.records[key])
        assert row is not None
        commands.mark_read(row.id, row.number, mark, words)


def drawn(lines: Sequence[str]) -> bytes:
    """A photo of a ruled page on a table, written by hand, as a PNG. The same lines give the same picture."""
    chance = random.Random("\n".join(lines))  # noqa: S311  # a hand that trembles, no secret
    height = LINE * (len(lines) + 3)
    page = Image.new("RGB", (1100, height), PAPER)
    pen = ImageDraw.Draw(page)
    for line in range(2, len(lines) + 3):
        pen.line((0, line * LINE, page.width, line * LINE), fill=RULE, width=2)
    pen.line((120, 0, 120, height), fill=MARGIN, width=3)
    for number, words in enumerate(lines, 2):
        _by_hand(page, words, 150, number * LINE, chance)
    table = Image.new("RGB", (1300, height + 200), TABLE)
    turned = page.convert("RGBA").rotate(1.6, Image.Resampling.BICUBIC, expand=True)
    table.paste(turned, (90, 90), turned)
    out = io.BytesIO()
    table.save(out, "PNG")
    return out.getvalue()


def _by_hand(page: Image.Image, words: str, x: float, base: int, chance: random.Random) -> None:
    """One line: each letter leans, and sits a little higher or lower than the last."""
    for letter in words:
        font = ImageFont.load_default(58 + chance.choice((-2, 0, 0, 2)))
        width = int(font.getlength(letter))
        if letter != " ":
            cell = Image.new("L", (width + 40, 110), 0)
            ImageDraw.Draw(cell).text((10, 74), letter, font=font, fill=255, anchor="ls", stroke_width=0)
            leaning = cell.transform(cell.size, Image.Transform.AFFINE, (1, SHEAR, -SHEAR * 74, 0, 1, 0), Image.Resampling.BICUBIC)
            page.paste(INK, (int(x) - 10, base - 84 + chance.randint(-3, 3)), leaning)
        x += width * 0.97 + chance.uniform(-1, 1)

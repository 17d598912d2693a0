"""What every sealed paper must pass, whatever its kind: the checker, its words in order, nothing beyond the edge."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pikepdf

EDGE = 11.0  # points: no letter stands nearer to the edge of the sheet


def outloud(files: list[Path]) -> str:
    """'' when every file passes without a warning, else what the checker says."""
    command = [str(Path(sys.executable).parent / "outloud"), "-q", "--fail-on", "warning", *map(str, files)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    return "" if checked.returncode == 0 else "\n".join(
        line for line in checked.stdout.splitlines() if not line.startswith("PASS"))


def told(file: Path) -> str:
    """The text of the tag tree, in the order in which it is read aloud: one paragraph, heading, cell or picture a line."""
    lines = subprocess.run(["pdfinfo", "-struct-text", file], capture_output=True, text=True, check=True).stdout.splitlines()
    found: list[str] = [""]
    last_span, was_bold, bold_depth = -1, False, -1
    for line in lines:
        depth, word = len(line) - len(line.lstrip()), line.strip()
        if word.startswith('"') and word.endswith('"'):
            found[-1] += word[1:-1]
        elif word.startswith("Span"):
            was_bold = depth > bold_depth >= 0
            if depth == last_span and found[-1] and not found[-1].endswith(" "):
                found[-1] += " "  # the next line of the same words
            last_span = depth
        elif word.startswith("NonStruct"):
            if was_bold and found[-1] and not found[-1].endswith(" "):
                found[-1] += " "  # bold words that run on in the next line
            last_span, bold_depth = -1, depth
        elif word and not word.startswith("/"):
            found.append("")
            last_span, was_bold, bold_depth = -1, False, -1
    text = "\n".join(" ".join(line.split()) for line in found if line.strip())
    return text.replace("\u00a0", " ").replace("\u2011", "-")


def pictures_in(file: Path) -> list[str]:
    """What a screen reader says for each picture, in order."""
    with pikepdf.open(file) as pdf:
        return [str(element.Alt) for element in _elements(pdf.Root.StructTreeRoot) if "/Alt" in element]


def _elements(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    children = element.get("/K")
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            yield from _elements(child)


def pages_without_foot(file: Path) -> list[int]:
    """Pages on which the last words of the foot are not to be read: a foot that is too long runs off the sheet."""
    pages = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True).stdout.split("\f")[:-1]
    return [number for number, page in enumerate(pages, 1) if "Danger: 999" not in page]


def beyond_the_edge(file: Path) -> list[str]:
    """Words of which a part stands outside the sheet or too near to its edge."""
    boxes = subprocess.run(["pdftotext", "-bbox", file, "-"], capture_output=True, text=True, check=True).stdout
    found, width, height = [], 0.0, 0.0
    for line in boxes.splitlines():
        if page := re.search(r'<page width="([\d.]+)" height="([\d.]+)"', line):
            width, height = float(page[1]), float(page[2])
        elif word := re.search(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*)</word>', line):
            left, top, right, bottom = (float(word[at]) for at in range(1, 5))
            if left < EDGE or top < EDGE or right > width - EDGE or bottom > height - EDGE:
                found.append(word[5])
    return found


def sizes_in(file: Path) -> Iterator[float]:
    """Every type size on the page in points, through each text matrix and transformation in force."""
    with pikepdf.open(file) as pdf:
        for page in pdf.pages:
            stack, now, font = [], pikepdf.Matrix(), 0.0
            text = pikepdf.Matrix()
            for operands, operator in pikepdf.parse_content_stream(page):
                name = str(operator)
                if name == "q":
                    stack.append(now)
                elif name == "Q":
                    now = stack.pop()
                elif name == "cm":
                    now = pikepdf.Matrix(*map(float, operands)) @ now
                elif name == "Tf":
                    font = float(operands[1])
                elif name == "Tm":
                    text = pikepdf.Matrix(*map(float, operands))
                elif name in {"Tj", "TJ"}:
                    whole = text @ now
                    yield font * abs(whole.a * whole.d - whole.b * whole.c) ** 0.5

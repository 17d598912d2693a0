"""Everything that a PDF could tell: its text, metadata, tags, decompressed streams and names, as one text to search."""

import io
import subprocess
import tempfile
from pathlib import Path

import pikepdf


def everything_in(data: bytes) -> str:
    """All of it: text as read aloud and as laid out, every string in every encoding, the raw objects uncompressed."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "paper.pdf"
        file.write_bytes(data)
        told = [subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8", "replace") for command in (
            ["pdftotext", "-layout", file, "-"], ["pdftotext", "-raw", file, "-"], ["pdfinfo", "-struct-text", file],
            ["pdfinfo", file], ["pdfinfo", "-meta", file])]
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for number in range(1, len(pdf.objects) + 1):
            told += _strings(pdf.get_object((number, 0)), 0)
        pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.all,
                 object_stream_mode=pikepdf.ObjectStreamMode.disable)
    raw = out.getvalue()
    told += [raw.decode("latin-1"), raw.decode("utf-16-be", "ignore"), raw.decode("utf-16-le", "ignore"),
             raw[1:].decode("utf-16-be", "ignore")]
    text = "\n".join(told).replace("\u00a0", " ").replace("\u2011", "-")
    return text + "\n" + " ".join(text.split())


def _strings(value, depth: int) -> list[str]:  # noqa: ANN001
    if depth > 6:
        return []
    if isinstance(value, pikepdf.String):
        return [str(value)]
    if isinstance(value, pikepdf.Name):
        return [str(value)]
    if isinstance(value, pikepdf.Array):
        return [text for part in value for text in _strings(part, depth + 1)]
    if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        return [text for key, part in value.items() if key != "/Parent" for text in _strings(part, depth + 1)]
    return []

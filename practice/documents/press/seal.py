"""Seal a PDF made by WeasyPrint: scopes for table headers, page furniture as artifacts, no metadata but the title.

WeasyPrint 70 writes no /Scope, and the foot's marks hang outside the tag tree; both fail PDF/UA-1 (ISO 14289-1 7.5, 7.8).
The bytes are the same for the same input: the file's id is made of its content, and it holds no date.
"""

import io
import re
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

MARK = re.compile(rb"/\w+\s*<<\s*/MCID (\d+)\s*>>\s*BDC")
ARTIFACT = b"/Artifact <</Type /Pagination>> BDC"
KEPT_INFO = {"/Title", "/Producer"}


def seal(data: bytes) -> bytes:
    """The sealed file. Raises ValueError when DATA has no tag tree: an untagged file must not leave."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        tree = pdf.Root.get("/StructTreeRoot")
        if tree is None:
            raise ValueError("The PDF has no tags")
        reached: set[Any] = set()
        for element in _children(tree):
            _walk(element, reached, in_head=False)
        _furniture(pdf, tree, reached)
        for key in list(pdf.docinfo.keys()):
            if key not in KEPT_INFO:
                del pdf.docinfo[key]
        sealed = io.BytesIO()
        pdf.save(sealed, compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.generate,
                 deterministic_id=True)
    return sealed.getvalue()


def _children(element: Any) -> list[Any]:
    found = element.get("/K")
    if isinstance(found, Array):
        return [child for child in found if isinstance(child, Dictionary)]  # type: ignore[attr-defined]
    return [found] if isinstance(found, Dictionary) else []


def _walk(element: Any, reached: set[Any], *, in_head: bool) -> None:
    reached.add(element.objgen)
    kind = element.get("/S")
    in_head = in_head or kind == "/THead"
    if kind == "/TH":
        attributes = element.get("/A")
        if attributes is None:
            element.A = attributes = Dictionary(O=Name.Table)
        for one in attributes if isinstance(attributes, Array) else [attributes]:  # type: ignore[attr-defined]
            if isinstance(one, Dictionary) and one.get("/O") == "/Table":
                one.Scope = Name.Column if in_head else Name.Row
    for child in _children(element):
        if "/S" in child:
            _walk(child, reached, in_head=in_head)


def _furniture(pdf: pikepdf.Pdf, tree: Any, reached: set[Any]) -> None:
    """Marks whose owner is not in the tree belong to the foot: artifacts for a screen reader."""
    numbers = tree.ParentTree.Nums
    owners_of = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
    for page in pdf.pages:
        owners = owners_of.get(int(page.obj.get("/StructParents", -1)))
        if owners is None:
            continue
        loose = {mark for mark in range(len(owners))
                 if isinstance(owners[mark], Dictionary) and owners[mark].objgen not in reached}
        if not loose:
            continue
        content = page.Contents.read_bytes()
        page.Contents = pdf.make_stream(
            MARK.sub(lambda found, loose=loose: ARTIFACT if int(found[1]) in loose else found[0],  # type: ignore[misc]
                     content))
        for mark in loose:
            owners[mark] = None

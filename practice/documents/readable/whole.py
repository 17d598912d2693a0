"""How a whole paper reads: one verdict for the page before it, kept beside the made copy."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from practice.documents.papers import Furniture, Paper, ScaleTable
from practice.documents.readable.fields import names_of, target_of
from practice.documents.runs import Run, plain
from practice.documents.scales import Chart
from practice.families.queries import People, PersonRow
from practice.guidance.plain import Verdict, measure

NOT_PROSE = (Furniture, Chart, ScaleTable)
AS_THEY_SAID_IT = frozenset({"reasons"})  # numbers with a person's own reason; a quotation is a plain text and no line


def verdict_of(paper: Paper, reader: PersonRow, people: People) -> Verdict:
    """Of every sentence that we wrote on the paper, for its reader."""
    return measure("\n".join(texts_to_read(paper)), target_of(reader), names_of(people))


def texts_to_read(value: Any) -> Iterator[str]:
    """The lines of a paper: no names of files, no figures, and nothing that somebody said word for word."""
    if isinstance(value, tuple) and value and all(isinstance(part, Run) for part in value):
        yield plain(value)
    elif isinstance(value, tuple):
        for part in value:
            yield from texts_to_read(part)
    elif is_dataclass(value) and not isinstance(value, (type, *NOT_PROSE)):
        for field in fields(value):
            if field.name not in AS_THEY_SAID_IT:
                yield from texts_to_read(getattr(value, field.name))

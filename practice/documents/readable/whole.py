"""How a text reads for one person: what is typed, and a whole paper, whose verdict is kept beside the made copy."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from practice.documents.choosing import Choice
from practice.documents.making import Ready
from practice.documents.papers import Furniture, Paper, ScaleTable
from practice.documents.runs import Run, plain
from practice.documents.scales import Chart
from practice.families.queries import People, PersonRow
from practice.guidance.glossary import Target, target_for
from practice.guidance.plain import Verdict, measure
from practice.guidance.reading import sentences_of

NOT_PROSE = (Furniture, Chart, ScaleTable)
AS_THEY_SAID_IT = frozenset({"reasons"})  # numbers with a person's own reason; a quotation is a plain text and no line


def verdict_of(paper: Paper, reader: PersonRow, people: People) -> Verdict:
    """Of every sentence that we wrote on the paper, for its reader."""
    return verdict_of_text("\n".join(texts_to_read(paper)), reader, people)


def verdict_of_ready(ready: Ready) -> Verdict:
    """The same, with the sentences to change first: never one that the kind of paper says by itself."""
    material, make = ready.material, ready.kind.make
    assert make is not None
    bare = make(material, Choice((), ready.choice.left_out), ready.paper.furniture.form)
    fixed = sentences_of("\n".join(texts_to_read(bare)))
    return measure("\n".join(texts_to_read(ready.paper)), target_of(material.reader.person), names_of(material.people), fixed)


def target_of(reader: PersonRow | None) -> Target:
    """For the reader's age, or easy words where those were chosen for them; where it is for the whole family, an adult's."""
    return target_for(reader.age if reader else None, is_child=reader is not None and reader.is_child,
                      easy_words=reader is not None and reader.easy_words)


def verdict_of_text(text: str, reader: PersonRow | None, people: People) -> Verdict:
    """Of words that are typed for READER, or for the whole family."""
    return measure(text, target_of(reader), names_of(people))


def names_of(people: People) -> list[str]:
    return [name for person in people.values() for name in (person.name, person.short_name, person.label)]


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

"""Which fields a family reads, and what stands beside them: the templates ask for it (templates/forms.html)."""

from typing import Any

from flask import request, url_for
from wtforms import Field, TextAreaField

from practice.documents.forms import FirstPageForm, WordsForm
from practice.documents.readable.whole import verdict_of_text
from practice.families.queries import People
from practice.guidance.plain import Verdict
from practice.safety.immediate.forms import WriteForm as TonightForm

OF_EVERY_KIND = frozenset({"family_words"})
OF_KIND = {  # what a paper prints as it was typed, where nothing else was written for it
    "bottom_line": frozenset({"words"}),
    "plan_rule": frozenset({"words", "if_this", "then_that"}),
    "promise": frozenset({"words"}),
    "red_flag": frozenset({"words", "steps", "then_that"}),
    "trigger": frozenset({"words", "what_we_do"}),
    "early_sign": frozenset({"words"}),
    "closing": frozenset({"words", "detail"}),
    "child_part": frozenset({"words", "then_that"}),
    "plan_head": frozenset({"why", "worries", "good", "want", "ends", "hard_days", "the_children", "how_safe"}),
    "closing_letter": frozenset({"words"}),
}
OF_A_LINE = frozenset(OF_KIND) - {"plan_head", "closing_letter"}  # a line or two: said only where there is something to change
OF_TONIGHT = frozenset({"why_today", "checks", "review"})  # and each rule


def is_read(form: Any, field: Field) -> bool:
    """Does a family read what is typed here?"""
    if isinstance(form, WordsForm | FirstPageForm):
        return isinstance(field, TextAreaField)
    if isinstance(form, TonightForm):
        return field.name in OF_TONIGHT or (field.name.startswith("rule_") and field.name.endswith("_words"))
    return field.name in OF_EVERY_KIND or field.name in OF_KIND.get(getattr(form, "kind", ""), ())


def reading_url(form: Any, field: Field) -> str:
    """Where the field is measured as somebody types, for the reader whom the page is about; '' where no family reads it."""
    arguments = request.view_args or {}
    if "family_id" not in arguments or not is_read(form, field):
        return ""
    brief = isinstance(form, TonightForm) or (field.name not in OF_EVERY_KIND and getattr(form, "kind", "") in OF_A_LINE)
    return url_for("readable.as_typed", family_id=arguments["family_id"], reader=arguments.get("reader_id"),
                   brief="yes" if brief else None)


def reading_of(form: Any, field: Field, people: People | None) -> Verdict | None:
    """What stands beside the field when the page comes: what is saved, or what came back with an error. None for an empty one."""
    text = field.data
    if not isinstance(text, str) or not text.strip() or not reading_url(form, field):
        return None
    people = people or People()
    return verdict_of_text(text, people.get((request.view_args or {}).get("reader_id")), people)  # type: ignore[arg-type]

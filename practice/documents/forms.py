"""Forms: words for a reader, a first page for a reader."""

from uuid import UUID

import msgspec
from wtforms import StringField, TextAreaField

from practice.core.forms import AtMost, DayField, Form, Said
from practice.safety.kinds import PlanHead


class MakeForm(Form):
    """One wish for one PDF: sent twice, it is made once (B17)."""


class WordsForm(Form):
    """One row in the words of one reader."""

    words = TextAreaField("The words for this reader", validators=[
        Said("Write the words that this reader will get"), AtMost(4000)])


class YesForm(Form):
    """One adult's yes that what tells of them may be read by one person."""

    on = DayField("When did they say yes?", [Said("Give the day, like 4 Dec")])
    taken_by = StringField("Who asked them?", [Said("Say who asked them"), AtMost(200)])


class FirstPageForm(Form):
    """The first page of a plan that is written for one reader."""

    title = StringField("Heading", description="“Your part of the plan for Finn and Shelly”", validators=[AtMost(200)])
    made_by = StringField("The line under it", validators=[AtMost(400)],
                          description="Empty: “Each grown-up has a plan for their own part. This one is yours.”")
    why = TextAreaField("Why are you in my life?", validators=[Said("Say why we are in their life"), AtMost()])
    worries = TextAreaField("What are you worried about?", validators=[AtMost()])
    good = TextAreaField("What is good?", validators=[AtMost()])
    the_children = TextAreaField("How are the children?", description="In general. No place, no time, no name of a helper.",
                                 validators=[AtMost()])
    family_heading = StringField("Over what this reader does", description="“You and your dad”", validators=[AtMost(100)])
    hard_days = TextAreaField("Hard days to plan for", validators=[AtMost()])
    how_safe = TextAreaField("How safe is it?", description="Empty: their own numbers in a sentence.", validators=[AtMost()])
    ends = TextAreaField("What happens next?", validators=[AtMost()])

    def answer(self, reader_id: UUID, standing: PlanHead | None) -> PlanHead:
        """The first page as it is now; what the form does not ask for stays."""
        typed = {name: (self._fields[name].data or "").strip() for name in
                 ("title", "made_by", "why", "worries", "good", "the_children", "family_heading", "hard_days", "how_safe",
                  "ends")}
        return msgspec.structs.replace(standing or PlanHead(), reader=reader_id, **typed)

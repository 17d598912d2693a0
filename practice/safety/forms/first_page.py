"""The plan’s first page, and what would close the case."""

from typing import Any

from flask import current_app, request

from practice.core.forms import DayField, Said
from practice.mapping.forms import long_text, someone, text
from practice.safety.forms.row import RowForm
from practice.settings import Settings


class HeadForm(RowForm):
    kind = "plan_head"
    TITLE = "the plan’s first page"
    FIRST = ["title", "made_by", "review_on", "why", "good", "want", "ends", "advice"]
    FOLDS = [
        ("The worries, the hard days and who has it", ["worries", "hard_days", "the_children", "how_safe", "who_has_it",
                                                       "family_heading", "ends_on", "step_back"]),
        ("For one reader only", ["reader"]),
    ]
    title = text("What is the plan called?", "The Orchard plan")
    made_by = text("Who made it?", "Robin, Olive, Mrs Medlar and Priya made this plan together.")
    why = long_text("Why are you in our lives?")
    worries = long_text("What are we worried about?", "Empty: the dangers in the family’s words")
    good = long_text("What is good?")
    want = long_text("What do we want?", "Empty: the goals in the family’s words")
    ends = long_text("When does it end?")
    review_on = DayField("When do we look at it again?", description="A day from today on, like 15 Dec", ahead=True)
    ends_on = DayField("A day on which it ends")
    who_has_it = text("Who has a copy?")
    hard_days = long_text("Hard days we plan for", "Empty: from the list of hard days")
    the_children = long_text("How are the children?", "For a reader who does not live with them")
    how_safe = long_text("How safe is it, in a sentence?", "For a reader who does not get everyone’s numbers")
    family_heading = text("Heading over what the family does", "Robin, family and friends")
    step_back = text("What happens when it goes wrong?", "Any broken order, and we meet the same day.")
    advice = long_text("If we cannot agree: who listens to a complaint, and who gives advice?",
                       "It stands on the first page. The line that is offered names somebody who is not the council")
    reader = someone("Write this page for one reader, in place of the family’s")

    def offer(self) -> None:
        self._people("reader", [one for one in self.choices.people.values() if not one.is_professional and not one.died_on],
                     "The whole family")
        if request.method != "POST":
            self.advice.data = advice_line()

    def fill_own(self, body: Any) -> None:
        if not body.advice and body.reader is None:
            self.advice.data = advice_line()


def advice_line() -> str:
    """The standing line of this council on who advises families."""
    settings: Settings = current_app.extensions["settings"]
    return settings.advice_line


class ClosingForm(RowForm):
    kind = "closing"
    TITLE = "what would close the case"
    LEAD = "Written on the first day, so that everybody knows what would be enough."
    FIRST = ["words", "detail", "planned_on", "met_on"]
    words = long_text("What must be so before we stop?", "Danger 1 at 8 or more from Marina, Finn and Coral, for 6 months",
                      Said("Write down what must be so"))
    detail = text("What is seen then?", "Wet bed once a week or less")
    planned_on = DayField("Planned for", description="Empty where nobody can say", ahead=True)
    met_on = DayField("It is so since", description="Empty until it is")

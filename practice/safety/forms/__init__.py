"""Forms of the plan's rows: what each kind asks, in the order in which it is said aloud.

They stand on the mapping's statement form, so that who may see a row is asked in one way. A rule without a who, a what or a
when cannot be saved; all else can come later.
"""

from practice.safety.forms.children import ChildPartForm, DayPartForm
from practice.safety.forms.first_page import ClosingForm, HeadForm
from practice.safety.forms.row import RowForm
from practice.safety.forms.rules import MoveForm, PromiseForm, RuleForm
from practice.safety.forms.signs import EarlySignForm, RedFlagForm, TriggerForm

FORMS: dict[str, type[RowForm]] = {form.kind: form for form in (
    RuleForm, PromiseForm, TriggerForm, EarlySignForm, RedFlagForm, ClosingForm, ChildPartForm, DayPartForm, HeadForm)}

__all__ = ["FORMS", "MoveForm", "RowForm"]

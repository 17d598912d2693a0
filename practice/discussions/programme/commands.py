"""Write down what came of one talk of the programme."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from practice.access.models import Information
from practice.core import audit, clock
from practice.core.db import command, db
from practice.core.errors import RuleBroken
from practice.core.ids import new_id
from practice.discussions.programme.models import ModuleState, ProgrammeEntry
from practice.guidance.programme import STEPS, modules

# Whose own matters a module tells of: what is heard in it is read by parts that see that kind.
INFO_OF = {"alcohol-drugs": Information.HEALTH, "mind": Information.HEALTH}


@dataclass(frozen=True, slots=True)
class NewEntry:
    """One talk with one parent. Words are the parent's own."""

    person_id: UUID
    module: str
    state: ModuleState
    on: date
    for_change: str = ""
    against_change: str = ""
    step: str = ""
    importance: int | None = None
    confidence: int | None = None
    child_change: str = ""
    analysis: str = ""
    because: str = ""


@command
def write(family_id: UUID, new: NewEntry) -> None:
    """Raises RuleBroken for a module that is not needed without the reason, and for a talk of which nothing is said."""
    if new.module not in modules():
        raise RuleBroken("module", "Choose a module")
    if new.step not in STEPS:
        raise RuleBroken("step", "Choose one of the list")
    if new.on > clock.today():
        raise RuleBroken("on", "Give a day up to today")
    if new.state is ModuleState.NOT_NEEDED and not new.because.strip():
        raise RuleBroken("because", "Say why it is not needed")
    said = (new.for_change, new.against_change, new.child_change, new.analysis)
    if new.state in {ModuleState.IN_PROGRESS, ModuleState.DONE} and not any(text.strip() for text in said):
        raise RuleBroken("for_change", "Write at least what the parent said, or what you saw of the children")
    db.session.add(ProgrammeEntry(
        id=new_id(), family_id=family_id, person_id=new.person_id, module=new.module, state=new.state,
        info=INFO_OF.get(new.module, Information.STORY), on=new.on, for_change=new.for_change.strip(),
        against_change=new.against_change.strip(), step=new.step, importance=new.importance, confidence=new.confidence,
        child_change=new.child_change.strip(), analysis=new.analysis.strip(), because=new.because.strip(),
        author_id=audit.actor(), recorded_at=clock.now()))
    audit.record("programme.written", family_id=family_id, about=new.person_id, detail={"module": new.module})

"""The family tree of one record: who is drawn, and as what."""

import re
from collections.abc import Sequence

from practice.families.genogram import Figure, Genogram, Tie, draw
from practice.families.models import BirthKnown, Relation, Sex, Standing
from practice.families.queries import People, PersonRow, TieRow

KIN = frozenset({Relation.PARENT, Relation.ADOPTIVE_PARENT, Relation.FOSTER_PARENT, Relation.MARRIED,
                 Relation.LIVING_TOGETHER, Relation.SEPARATED, Relation.DIVORCED, Relation.SIBLING, Relation.TWIN,
                 Relation.IDENTICAL_TWIN})
_SEXES = {Sex.FEMALE: "female", Sex.MALE: "male", Sex.UNKNOWN: "unknown"}


def tree_of(people: People, ties: Sequence[TieRow], *, family_name: str, family_copy: bool = False,
            ident: str = "tree") -> Genogram:
    """Draw the children, adults and whoever is kin to them; friends and professionals stand in the lists beside it."""
    standing = [tie for tie in ties if tie.ended_because is None]
    kin = {person_id for tie in standing if tie.kind in KIN for person_id in (tie.a_id, tie.b_id)}
    shown = [person for person in people.values()
             if person.standing in {Standing.CHILD, Standing.ADULT} or person.id in kin]
    return draw([_figure(person) for person in shown if not person.is_professional],
                [Tie(tie.kind.value, str(tie.a_id), str(tie.b_id), ended=_has_parted(tie, people)) for tie in standing
                 if tie.kind is not Relation.STEP_PARENT and not (tie.to_text and tie.kind not in KIN)],
                title=f"Family tree of the {family_name} children", family_copy=family_copy, ident=ident)


def _has_parted(tie: TieRow, people: People) -> bool:
    """It ended while both lived. A marriage that lasted until one of them died has no slash, and nobody 'has separated'."""
    deaths = [people[one].died_on for one in (tie.a_id, tie.b_id) if one in people]
    died = min((day.year for day in deaths if day), default=None)
    years = re.findall(r"\d{4}", tie.to_text)
    return bool(tie.to_text) and (died is None or (bool(years) and int(years[-1]) < died))


def _figure(person: PersonRow) -> Figure:
    unborn = person.birth_known is BirthKnown.EXPECTED
    return Figure(id=str(person.id), name=person.short_name, sex=_SEXES[person.sex],  # type: ignore[arg-type]
                  age=person.age, born_year=person.born_on.year if person.born_on else None,
                  died_year=person.died_on.year if person.died_on else None, is_index=person.is_index, is_unborn=unborn,
                  is_dead=person.died_on is not None, is_about=person.birth_known is BirthKnown.ESTIMATED,
                  home=person.home or None, home_is_protected=person.home_is_protected)

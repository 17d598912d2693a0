"""Where everyone stands: rows by generation, couples side by side, children under their parents, the eldest on the left."""

from practice.families.genogram.figures import FEELINGS
from practice.families.genogram.kin import Kin
from practice.families.genogram.lanes import Lanes
from practice.families.genogram.order import Rows
from practice.families.genogram.places import BETWEEN, CELL, Place, Plan, label_lines, text_width


def lay_out(kin: Kin) -> Plan:
    """Find a place for everyone. Pure: the same people and ties give the same plan."""
    places = {}
    for figure in kin.figures.values():
        label = label_lines(figure.name)
        if figure.is_dead and figure.died_year:
            label.append(f"{figure.born_year}–{figure.died_year}" if figure.born_year else f"died {figure.died_year}")
        places[figure.id] = Place(figure, label, max(CELL, *(text_width(line) for line in label)) + BETWEEN)
    for tie in kin.feelings:  # partners with a line between their shapes stand further apart, so that it can be seen
        if tie.kind in FEELINGS and any(couple.pair == {tie.a, tie.b} for couple in kin.couples):
            places[tie.a].width += 22
            places[tie.b].width += 22
    rows = Rows(kin, places)
    rows.improve()
    rows.spread()
    return Lanes(kin, rows).plan()

"""The family trees of the three worked cases, as figures and ties."""

from practice.families.genogram import Figure, Tie


def fig(name, sex, age=None, **more):
    return Figure(id=name, name=name, sex=sex, age=age, born_year=2026 - age if age is not None else None, **more)


HARBOUR = (
    [fig("Coral", "female", 58), fig("Dunstan", "male", 61),
     fig("Marina", "female", 29, home="flat", home_is_protected=True), fig("Pearl", "female", 26), fig("Callum", "male", 33),
     fig("Finn", "male", 7, is_index=True, home="flat", home_is_protected=True),
     fig("Shelly", "female", 2, is_index=True, home="flat", home_is_protected=True)],
    [Tie("parent", "Coral", "Marina"), Tie("parent", "Coral", "Pearl"), Tie("parent", "Dunstan", "Callum"),
     Tie("living_together", "Marina", "Callum"), Tie("separated", "Marina", "Callum"), Tie("parent", "Marina", "Finn"),
     Tie("parent", "Callum", "Finn"), Tie("parent", "Marina", "Shelly"), Tie("parent", "Callum", "Shelly"),
     Tie("violence", "Callum", "Marina"), Tie("close", "Coral", "Finn"), Tie("distant", "Dunstan", "Callum"),
     Tie("mending", "Dunstan", "Callum")])
ORCHARD = (
    [fig("Alder", "male", 73), fig("Robin", "male", 41, home="home"),
     Figure("Hazel", "Hazel", "female", None, 1986, 2025, is_dead=True), fig("Olive", "female", 44),
     fig("Bryony", "female", 11, is_index=True, home="home"), fig("Ash", "male", 5, is_index=True, home="home")],
    [Tie("parent", "Alder", "Robin"), Tie("parent", "Alder", "Olive"), Tie("married", "Robin", "Hazel"),
     *(Tie("parent", parent, child) for parent in ("Robin", "Hazel") for child in ("Bryony", "Ash")),
     Tie("close", "Olive", "Bryony")])
LANTERN = (
    [fig("Halina Świt", "female", 66, home="upstairs"), fig("Amber", "female", 38, home="house"),
     fig("Idris", "male", 40, home="house"), fig("Lucian", "male", 41), fig("Max", "male", 35), fig("Viola", "female", 33),
     fig("Jay", "male", 14, is_index=True, home="house"), fig("Star", "female", 9, is_index=True, home="house")],
    [Tie("parent", "Halina Świt", "Lucian"), Tie("sibling", "Amber", "Max"), Tie("sibling", "Max", "Viola"),
     Tie("separated", "Amber", "Lucian"), Tie("living_together", "Amber", "Idris"),
     *(Tie("parent", parent, child) for parent in ("Amber", "Lucian") for child in ("Jay", "Star")),
     Tie("cut_off", "Jay", "Lucian"), Tie("close", "Jay", "Max"), Tie("conflict", "Jay", "Idris")])
BIG = (
    [fig("Ada", "female", 88), fig("Ben", "male", 90), fig("Cy", "male", 70), fig("Di", "female", 66),
     fig("Ed", "male", 64),
     fig("Fay", "female", 62), fig("Gus", "male", 45), fig("Hal", "male", 41), fig("Ivy", "female", 43),
     fig("Jo", "female", 40),
     fig("Kit", "unknown", 20), fig("Lou", "female", 12, is_index=True), fig("Max", "male", 12, is_index=True),
     fig("Ned", "male", 9), fig("Ola", "female", 5), Figure("Baby", "Baby", is_unborn=True),
     fig("Bartholomew-Constantine Featherstone", "male", 38), fig("Pia", "female", 36)],
    [Tie("married", "Ada", "Ben"), Tie("parent", "Ada", "Cy"), Tie("parent", "Ben", "Cy"), Tie("parent", "Ada", "Fay"),
     Tie("parent", "Ben", "Fay"), Tie("divorced", "Cy", "Di"), Tie("married", "Fay", "Ed"), Tie("parent", "Cy", "Gus"),
     Tie("parent", "Di", "Gus"), Tie("parent", "Fay", "Hal"), Tie("parent", "Ed", "Hal"), Tie("married", "Ivy", "Gus"),
     Tie("divorced", "Ivy", "Hal"), Tie("living_together", "Hal", "Jo"),
     Tie("parent", "Ivy", "Kit"), Tie("parent", "Gus", "Kit"),
     Tie("parent", "Ivy", "Lou"), Tie("parent", "Hal", "Lou"), Tie("parent", "Ivy", "Max"), Tie("parent", "Hal", "Max"),
     Tie("identical_twin", "Lou", "Max"), Tie("adoptive_parent", "Hal", "Ned"), Tie("adoptive_parent", "Jo", "Ned"),
     Tie("parent", "Pia", "Ned"), Tie("foster_parent", "Jo", "Ola"), Tie("foster_parent", "Hal", "Ola"),
     Tie("parent", "Jo", "Baby"), Tie("married", "Pia", "Bartholomew-Constantine Featherstone"),
     Tie("violence", "Gus", "Ivy"),
     Tie("distant", "Ada", "Hal")])

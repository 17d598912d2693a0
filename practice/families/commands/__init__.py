"""Changes to families: the family itself, its people, who they are to each other, and their places."""

from practice.families.commands.families import (
    NewFamily,
    change_family,
    close_family,
    hold_family,
    open_family,
    reopen_family,
)
from practice.families.commands.people import (
    MemberFacts,
    PersonFacts,
    add_people,
    add_person,
    change_person,
    grown_up_at,
    index_names,
    join_person,
    set_lead,
)
from practice.families.commands.places import PlaceFacts, add_place, change_place, end_place, show_place
from practice.families.commands.ties import NewTie, add_relationship, end_relationship

__all__ = ["MemberFacts", "NewFamily", "NewTie", "PersonFacts", "PlaceFacts", "add_people", "add_person", "add_place",
           "add_relationship", "change_family", "change_person", "change_place", "close_family", "end_place",
           "end_relationship", "grown_up_at", "hold_family", "index_names", "join_person", "open_family", "reopen_family",
           "set_lead", "show_place"]

"""A small world for tests: a council with two teams, other agencies, one protected family with the whole thread, and users
whose relation to it covers every rule of need to know. Built through the app's own commands where a room has one."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from practice.access import commands as access
from practice.access.models import Information, PartKind
from practice.accounts import commands as accounts
from practice.accounts.models import Role, User
from practice.core import audit, clock
from practice.core.db import command, db
from practice.families.models import (
    BirthKnown,
    Family,
    Member,
    Person,
    Place,
    PlaceKind,
    PlacePerson,
    PlaceProtection,
    Relation,
    Relationship,
    Sex,
    Standing,
)
from practice.mapping.kinds import BottomLine, DangerStatement, Harm, Incident, SafetyGoal, SafetyScale, Strength
from practice.mapping.models import Rating
from practice.records import commands as records
from practice.records.models import Record
from practice.safety.kinds import PlanHead, PlanRule

PASSWORD = "three plain words"  # noqa: S105
CANARIES = ("ZZ99 3CZ", "14 Beacon Rise", "Eastcliff", "07700 900111", "Lightwell")

# persona -> (login, name, job, role, agency)
USERS = {
    "allocated worker": ("ines", "Ines Tidewell", "social worker", Role.PRACTITIONER, "council"),
    "manager": ("tom", "Tom Larder", "team manager", Role.MANAGER, "council"),
    "other family’s worker": ("priya", "Priya Sandal", "social worker", Role.PRACTITIONER, "council"),
    "excluded worker": ("edda", "Edda Reef", "social worker", Role.PRACTITIONER, "council"),
    "health, danger two only": ("nell", "Nell Frost", "health visitor", Role.SPECIALIST, "health"),
    "school, plan only": ("slate", "Ms Slate", "teacher", Role.SPECIALIST, "school"),
    "ended agreement": ("birk", "Sgt Birk", "police", Role.SPECIALIST, "police"),
    "administrator": ("ada", "Ada Quern", "administrator", Role.ADMINISTRATOR, "council"),
}


@dataclass(frozen=True, slots=True)
class World:
    """Ids by name."""

    family: UUID
    people: dict[str, UUID]
    users: dict[str, UUID]
    records: dict[str, UUID]

    @staticmethod
    def read() -> "World":
        """Read the ids back from the database of this test."""
        kinds: dict[str, UUID] = {}
        for record in db.session.scalars(select(Record).order_by(Record.position)):
            name = record.kind
            while name in kinds:
                name += "+"
            kinds[name] = record.id
        return World(
            family=db.session.scalars(select(Family.id)).first(),
            people={person.short_name: person.id for person in db.session.scalars(select(Person))},
            users={user.login: user.id for user in db.session.scalars(select(User))},
            records=kinds)


def person(family_id: UUID, name: str, standing: Standing, label: str, position: int, *, born: date | None = None,
           sex: Sex = Sex.UNKNOWN, short: str = "", is_index: bool = False, phone: str = "", agency: str = "",
           home: str = "", is_lead: bool = False, user_id: UUID | None = None) -> UUID:
    """Put one person into the family, without the search words (the families room's command makes those)."""
    made = Person(name=name, short_name=short or name.partition(" ")[0], born_on=born, sex=sex, phone=phone, user_id=user_id,
                  birth_known=BirthKnown.EXACT if born else BirthKnown.UNKNOWN)
    db.session.add(made)
    db.session.flush()
    db.session.add(Member(family_id=family_id, person_id=made.id, standing=standing, label=label, position=position,
                          is_index=is_index, agency=agency, home=home, is_lead=is_lead))
    db.session.flush()
    return made.id


@command
def build_world() -> None:
    """The council, the people who sign in, and the Harbour family."""
    users, agencies, teams = _users()
    with audit.acting_as(users["manager"]):
        _harbour(users, agencies, teams)


def _users() -> tuple[dict[str, UUID], dict[str, UUID], dict[str, UUID]]:
    agencies = {"council": accounts.add_agency("Saltmarsh Council", is_own=True),
                "health": accounts.add_agency("Saltmarsh Health"), "school": accounts.add_agency("Lightwell Primary"),
                "police": accounts.add_agency("Saltmarsh Police")}
    teams = {"north": accounts.add_team("North team", agencies["council"]),
             "south": accounts.add_team("South team", agencies["council"])}
    users = {}
    for persona, (login, name, job, role, agency) in USERS.items():
        team = {"allocated worker": "north", "manager": "north", "other family’s worker": "south",
                "excluded worker": "north"}.get(persona)
        users[persona] = accounts.add_user(login, name, job, role, agencies[agency], PASSWORD,
                                           team_id=teams[team] if team else None)
    return users, agencies, teams


def _harbour(users: dict[str, UUID], agencies: dict[str, UUID], teams: dict[str, UUID]) -> None:
    today = clock.today()
    family = Family(name="Harbour", reference="HARB-2X7Q", status="Child protection plan, both children",
                    team_id=teams["north"], opened_on=date(2026, 9, 7), created_at=clock.now())
    db.session.add(family)
    db.session.flush()
    ines = person(family.id, "Ines Tidewell", Standing.PROFESSIONAL, "social worker", 10, short="Ines", is_lead=True,
                  phone="01632 960100", agency="Saltmarsh Council", user_id=users["allocated worker"])
    marina = person(family.id, "Marina Harbour", Standing.ADULT, "mum", 3, born=date(1997, 5, 2), sex=Sex.FEMALE,
                    home="Marina’s home")
    callum = person(family.id, "Callum Reef", Standing.ADULT, "dad", 4, born=date(1993, 8, 9), sex=Sex.MALE)
    finn = person(family.id, "Finn Harbour", Standing.CHILD, "", 1, born=date(2019, 2, 3), sex=Sex.MALE, is_index=True,
                  home="Marina’s home")
    shelly = person(family.id, "Shelly Harbour", Standing.CHILD, "", 2, born=date(2024, 6, 1), sex=Sex.FEMALE,
                    is_index=True, home="Marina’s home")
    coral = person(family.id, "Coral Harbour", Standing.ADULT, "nan", 5, born=date(1968, 3, 3), sex=Sex.FEMALE,
                   phone="07700 900123")
    for a, kind, b in ((marina, Relation.PARENT, finn), (callum, Relation.PARENT, finn), (marina, Relation.PARENT, shelly),
                       (callum, Relation.PARENT, shelly), (coral, Relation.PARENT, marina),
                       (marina, Relation.SEPARATED, callum), (callum, Relation.VIOLENCE, marina)):
        db.session.add(Relationship(family_id=family.id, a_id=a, b_id=b, kind=kind))
    for place in (Place(family_id=family.id, kind=PlaceKind.HOME, lines="Flat 3, 14 Beacon Rise", town="Eastcliff",
                        postcode="ZZ99 3CZ"),
                  Place(family_id=family.id, kind=PlaceKind.PHONE, phone="07700 900111"),
                  Place(family_id=family.id, kind=PlaceKind.SCHOOL, name="Lightwell Primary", also="Lightwell")):
        db.session.add(place)
        db.session.flush()
        db.session.add(PlacePerson(place_id=place.id, person_id=marina))
        db.session.add(PlaceProtection(place_id=place.id, person_id=callum, because="He strangled her"))
    harm = records.add(family.id, "harm", Harm(
        words="Callum shouted at, pushed and once strangled Marina while the children were in the flat.",
        said_by=marina, said_to="Sgt Birk", said_on=date(2026, 9, 7), about=(finn, shelly), by_whom=(callum,),
        worst=Incident(when="Sun 6 Sept", on=date(2026, 9, 6), what="hands on her neck about 10 seconds")))
    danger = records.add(family.id, "danger", DangerStatement(
        title="Callum coming back", words="Ines, Coral and Marina are worried that Callum will come back when he is "
        "angry and hurt or kill Marina, and that Finn and Shelly will be hurt in the middle of it.", about=(finn, shelly),
        family_words="He could come back when he is angry, and hurt Marina again."))
    records.set_links(danger, [harm])
    goal = records.add(family.id, "goal", SafetyGoal(
        words="Finn and Shelly live with mum at a home dad does not know.", seen_by="Glen, Asha and the police",
        for_how_long="6 months in a row", family_words="Finn and Shelly live with mum and sleep at night."),
        parent_id=danger)
    scale = records.add(family.id, "scale", SafetyScale(zero="Dad is likely to come and hurt mum now.",
                                                        ten="Dad keeps away and we can stop visiting."), parent_id=danger)
    records.add(family.id, "danger", DangerStatement(title="Mum’s bad days", words="Marina and Nell are worried that when "
                "Marina has not slept she will not be able to get up, so Shelly will be left crying."),
                info=Information.HEALTH)
    records.add(family.id, "strength", Strength(words="Marina rang 999 and gave a statement.", said_by_name="Sgt Birk"))
    records.add(family.id, "bottom_line", BottomLine(words="Callum has no contact with Marina."), info=Information.PLAN)
    records.add(family.id, "plan_rule", PlanRule(who=marina, words="locks door and chain", when="every night",
                                                 if_this="the bell rings", then_that="ring Coral"),
                parent_id=goal, info=Information.PLAN)
    records.add(family.id, "plan_head", PlanHead(title="Our plan", review_on=date(2026, 12, 15)), info=Information.PLAN)
    for who, value in ((finn, 6), (marina, 7), (callum, 7), (ines, 5)):
        db.session.add(Rating(family_id=family.id, scale_id=scale, person_id=who, value=value, why="Because.",
                              on=date(2026, 11, 19), recorded_at=clock.now()))
    access.allocate(family.id, users["allocated worker"], "Allocated on 8 September", from_on=date(2026, 9, 8))
    agreements = {name: access.make_agreement(agencies[name], "Keeping Finn and Shelly safe", "Public task, Article 6(1)(e)",
                                              set(Information), date(2026, 9, 1), end)
                  for name, end in (("health", date(2027, 3, 1)), ("school", date(2027, 3, 1)),
                                    ("police", date(2026, 11, 1)))}
    second = World.read().records["danger+"]
    access.give_part(family.id, users["health, danger two only"], PartKind.SPECIALIST, "Sees Shelly on Thursdays",
                     from_on=date(2026, 10, 1), may_write=False, agreement_id=agreements["health"],
                     kinds={Information.STORY, Information.HEALTH, Information.PLAN}, dangers=[second],
                     asked="Weigh Shelly on Thursdays")
    access.give_part(family.id, users["school, plan only"], PartKind.SPECIALIST, "Hands Finn over", may_write=False,
                     from_on=date(2026, 10, 1), agreement_id=agreements["school"],
                     kinds={Information.PLAN, Information.OWN_ACTIONS}, asked="Look for the whale each morning")
    access.give_part(family.id, users["ended agreement"], PartKind.SPECIALIST, "Bail", from_on=date(2026, 10, 1),
                     may_write=False, agreement_id=agreements["police"], kinds={Information.STORY, Information.POLICE})
    access.exclude(family.id, users["excluded worker"], "Callum’s cousin")
    access.give_part(family.id, users["excluded worker"], PartKind.COVER, "Test: exclusion beats a part", from_on=today)

"""The Harbour family: violence and control, a protected address, two parents with a paper each. Invented, all of it."""

from practice.access.models import Information, PartKind
from practice.demo import (
    harbour_discussion,
    harbour_hands,
    harbour_journal,
    harbour_living,
    harbour_mapping,
    harbour_network,
    harbour_parts,
    harbour_pieces,
    harbour_plan,
)
from practice.demo.replay import Case, Days
from practice.families.models import PlaceKind, Relation, Sex, Standing

DAYS = Days([*harbour_discussion.DAYS, *harbour_mapping.DAYS, *harbour_plan.DAYS, *harbour_parts.DAYS,
              *harbour_network.DAYS, *harbour_living.DAYS, *harbour_journal.DAYS, *harbour_hands.DAYS,
              *harbour_pieces.DAYS])
HIDDEN = ("callum", "dunstan")
WHY = "Callum strangled Marina. He and his dad do not know where they live."
STORY, PLAN, OWN = Information.STORY, Information.PLAN, Information.OWN_ACTIONS


@DAYS.on("7 Sept", "11.15", "tom")
def begins(case: Case) -> None:
    case.open("Harbour", "K7MP-2XQA", "Child protection enquiry", "north")


@DAYS.on("8 Sept", "9.00", "tom")
def decided(case: Case) -> None:
    case.contact("Sgt Birk, police", "6", "Called to the flat on Sunday night. Marina Harbour says that Callum Reef had his "
                 "hands on her neck for about ten seconds. Finn, seven, stood in the doorway. A neighbour had taken both "
                 "children in before we came. He is on bail and may not go near her.", decision="Strategy discussion on 9 "
                 "September, and a child protection enquiry", because="Strangling, with the children there, is a sign of very "
                 "high danger.", by="Tom Larder, team manager", received="7 Sept")


@DAYS.on("8 Sept", "9.10", "tom")
def allocated(case: Case) -> None:
    case.allocate("ines", "Allocated on 8 September")


@DAYS.on("9 Sept", "14.30", "ines")
def people(case: Case) -> None:
    home = "Marina’s home"
    case.child("finn", "Finn Harbour", "3 Feb 2019", Sex.MALE, home=home, home_is_protected=True)
    case.child("shelly", "Shelly Harbour", "1 June 2024", Sex.FEMALE, home=home, home_is_protected=True)
    case.person("marina", "Marina Harbour", Standing.ADULT, "mum", born="2 May 1997", sex=Sex.FEMALE, home=home,
                home_is_protected=True, parental_responsibility="yes: mother",
                about={"large_print": True, "safe_contact": "Text first. Never ring when the children are in bed."})
    case.person("coral", "Coral Harbour", Standing.ADULT, "nan", born="3 Mar 1968", sex=Sex.FEMALE,
                home="Coral’s home", about={"phone": "07700 900123"})
    case.person("callum", "Callum Reef", Standing.ADULT, "dad", born="9 Aug 1993", sex=Sex.MALE,
                parental_responsibility="yes: on both birth certificates",
                about={"safe_contact": "Through Glen, Tuesdays after group."})
    case.person("pearl", "Pearl Harbour-Quay", Standing.ADULT, "aunt", born="14 July 2000", sex=Sex.FEMALE,
                home="Pearl’s home", home_is_protected=True)
    case.person("dunstan", "Dunstan Reef", Standing.ADULT, "dad’s dad", born="20 Jan 1965", estimated=True, sex=Sex.MALE,
                home="Dunstan’s home")
    case.person("buoy", "Mrs Buoy", Standing.NETWORK, "neighbour at the old flat", sex=Sex.FEMALE, short_name="Mrs Buoy")
    for login in ("asha", "glen", "birk", "ruth", "nell"):  # named at the strategy discussion
        case.professional(login)
    case.professional("slate", label="Finn’s teacher")
    case.professional("ines", lead=True)
    case.professional("tom")
    for parent in ("marina", "callum"):
        for child in ("finn", "shelly"):
            case.relate(parent, Relation.PARENT, child)
    case.relate("coral", Relation.PARENT, "marina")
    case.relate("coral", Relation.PARENT, "pearl")
    case.relate("dunstan", Relation.PARENT, "callum")
    case.relate("callum", Relation.VIOLENCE, "marina", since="about March 2024", said_by="Marina to Sgt Birk, 7 Sept")
    case.relate("coral", Relation.CLOSE, "finn", said_by="Finn")
    case.relate("dunstan", Relation.MENDING, "callum", said_by="Callum to Glen, 29 Sept")


@DAYS.on("12 Sept", "17.45", "ines")
def apart(case: Case) -> None:
    case.relate("marina", Relation.LIVING_TOGETHER, "callum", since="2017", until="12 September 2026", said_by="Marina")
    case.relate("marina", Relation.SEPARATED, "callum", since="12 September 2026", said_by="Marina")
    mother = ("marina", "finn", "shelly")
    case.place(PlaceKind.HOME, mother, HIDDEN, WHY, lines="Flat 3, 14 Beacon Rise", town="Eastcliff", postcode="ZZ99 3CZ")
    case.place(PlaceKind.PHONE, ("marina",), HIDDEN, WHY, phone="07700 900111")
    case.place(PlaceKind.SCHOOL, ("finn", "slate"), HIDDEN, WHY, name="Lightwell Primary", also="Lightwell; Ms Slate")
    case.place(PlaceKind.NURSERY, ("shelly",), HIDDEN, WHY, name="Little Anchors")
    case.place(PlaceKind.GP, mother, HIDDEN, WHY, name="Quayside Surgery")
    case.place(PlaceKind.HOME, ("pearl",), HIDDEN, WHY, lines="9 Signal Row", postcode="ZZ99 3CY")


@DAYS.on("28 Sept", "16.30", "tom")
def conference(case: Case) -> None:
    case.status("Child protection plan, both children")
    wide = frozenset({STORY, PLAN, OWN, Information.POLICE, Information.SCHOOL})
    case.part("asha", PartKind.SPECIALIST, "Domestic abuse practitioner for Marina", kinds=wide | {Information.HEALTH},
              asked="Go through the door plan with Marina each week")
    case.part("glen", PartKind.SPECIALIST, "Works with Callum on his violence", kinds=wide,
              asked="See Callum on Tuesdays; bring his words to the core group")
    case.part("ruth", PartKind.SPECIALIST, "Sees Marina about sleep and low mood", kinds={STORY, PLAN, OWN,
              Information.HEALTH}, asked="Say at once when Marina sleeps less")
    case.part("birk", PartKind.SPECIALIST, "Bail, and what the police know", kinds={STORY, PLAN, OWN, Information.POLICE},
              asked="Find out where Callum sleeps on weekdays, by 30 November")
    case.part("slate", PartKind.SPECIALIST, "Hands Finn over and looks for his whale", kinds={PLAN, OWN,
              Information.SCHOOL}, asked="Look at Finn’s peg each morning; hand him only to those on the list")


@DAYS.on("8 Oct", "15.00", "ines")
def health_visitor(case: Case) -> None:
    case.part("nell", PartKind.SPECIALIST, "Health visitor for Shelly", kinds={STORY, PLAN, OWN, Information.HEALTH},
              dangers=("danger2",), asked="Visit on Thursdays with Shelly’s weight and play")


@DAYS.on("9 Nov", "10.10", "ines")
def new_number(case: Case) -> None:
    case.place(PlaceKind.PHONE, ("pearl",), HIDDEN, WHY, phone="07700 900127")


@DAYS.on("20 Nov", "11.05", "nell")
def nell_looks(case: Case) -> None:
    case.looked("mapping.show")


@DAYS.on("23 Nov", "16.02", "tom")
def tom_looks(case: Case) -> None:
    case.looked("insight.story", "safety.plan")


@DAYS.on("24 Nov", "10.38", "asha")
def asha_looks(case: Case) -> None:
    case.looked("mapping.show")

"""The people who sign in to the demonstration: every role, and everyone of the worked cases' teams. All invented."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from practice.access import commands as access
from practice.access.models import Information
from practice.accounts import commands as accounts
from practice.accounts.models import Role

PASSWORD = "three plain words"  # noqa: S105  # printed for everyone to see: nobody real signs in with it

COUNCIL = "Saltmarsh Council"
AGENCIES = {
    "police": "Saltmarsh Police", "health": "Saltmarsh Health", "light": "Haven Light", "tide": "Turning Tide",
    "recovery": "Saltmarsh Recovery", "lightwell": "Lightwell Primary", "ashgrove": "Ashgrove School",
    "coppice": "Coppice Primary", "beamside": "Beamside Academy",
}
TEAMS = {"north": "North team", "south": "South team", "young": "Young people’s team"}

P, M, S, A = Role.PRACTITIONER, Role.MANAGER, Role.SPECIALIST, Role.ADMINISTRATOR
# login: (name, short name, job, role, agency or team, telephone)
USERS = {
    "ines": ("Ines Tidewell", "Ines", "social worker", P, "north", "01632 960100"),
    "tom": ("Tom Larder", "Tom", "team manager", M, "north", "01632 960100"),
    "asha": ("Asha Pike", "Asha", "domestic abuse", S, "light", "01632 960110"),
    "glen": ("Glen Moor", "Glen", "works with Callum", S, "tide", "01632 960160"),
    "ruth": ("Ruth Okell", "Ruth", "mental health", S, "health", "01632 960114"),
    "birk": ("Sgt Birk", "Sgt Birk", "police", S, "police", "01632 960116"),
    "nell": ("Nell Frost", "Nell", "health visitor", S, "health", "01632 960118"),
    "slate": ("Ms Slate", "Ms Slate", "teacher", S, "lightwell", ""),
    "priya": ("Priya Sandal", "Priya", "social worker", P, "south", "01632 960100"),
    "kath": ("Kath Downs", "Kath", "team manager", M, "south", "01632 960100"),
    "dele": ("Dele Marsh", "Dele", "family worker", P, "south", "07700 900303"),
    "jo": ("Jo Furrow", "Jo", "alcohol recovery", S, "recovery", "01632 960140"),
    "sam": ("Sam Hale", "Sam", "mental health", S, "health", "01632 960142"),
    "quill": ("Ms Quill", "Ms Quill", "Bryony’s school", S, "ashgrove", ""),
    "lark": ("Mr Lark", "Mr Lark", "Ash’s school", S, "coppice", ""),
    "fay": ("Fay Ember", "Fay", "social worker", P, "young", "01632 960120"),
    "kwame": ("Kwame Ray", "Kwame", "youth worker", P, "young", "07700 900205"),
    "owen": ("Owen Gray", "Owen", "team manager", M, "young", "01632 960120"),
    "wick": ("DC Wick", "DC Wick", "police", S, "police", "01632 960180"),
    "prism": ("Mrs Prism", "Mrs Prism", "school", S, "beamside", ""),
    "glow": ("Dr Glow", "Dr Glow", "young people’s health", S, "health", "01632 960122"),
    "liz": ("Liz Beam", "Liz", "family group conferences", P, "young", "01632 960124"),
    "ada": ("Ada Quern", "Ada", "administrator", A, "council", ""),
}
SHARED = frozenset(Information) - {Information.ADDRESS, Information.THIRD_PARTY}
PURPOSE = "Working together with a family so that its children are safe"
BASIS = "Public task: Children Act 2004, section 11"


@dataclass(frozen=True, slots=True)
class Cast:
    """Ids by the names used in this room."""

    users: dict[str, UUID]
    teams: dict[str, UUID]
    agreements: dict[str, UUID]  # by agency


def job(login: str) -> str:
    return USERS[login][2]


def agency_name(login: str) -> str:
    """'Saltmarsh Council' for those of our own teams."""
    return AGENCIES.get(USERS[login][4], COUNCIL)


def make_cast() -> Cast:
    """Make the council, its teams, the other agencies with an agreement each, and everyone who signs in."""
    council = accounts.add_agency(COUNCIL, is_own=True)
    agencies = {key: accounts.add_agency(name) for key, name in AGENCIES.items()}
    teams = {key: accounts.add_team(name, council) for key, name in TEAMS.items()}
    users = {}
    for login, (name, _, work, role, place, phone) in USERS.items():
        users[login] = accounts.add_user(login, name, work, role, agencies.get(place, council), PASSWORD,
                                         team_id=teams.get(place), phone=phone, is_demonstration=True)
    agreements = {key: access.make_agreement(agency, PURPOSE, BASIS, _shared_with(key), date(2026, 1, 5), _until(key))
                  for key, agency in agencies.items()}
    return Cast(users, teams, agreements)


def _shared_with(agency: str) -> frozenset[Information]:
    if agency in {"lightwell", "ashgrove", "coppice", "beamside"}:
        return frozenset({Information.STORY, Information.PLAN, Information.OWN_ACTIONS, Information.SCHOOL})
    if agency == "police":
        return SHARED | {Information.THIRD_PARTY}
    return SHARED


def _until(agency: str) -> date:
    """One agreement ends soon, so that a manager sees a reason to renew it."""
    return date(2026, 12, 11) if agency == "tide" else date(2027, 3, 31)

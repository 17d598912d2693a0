"""Discussion frameworks as content: each TOML file beside this module is one way of thinking together, step by step.

A framework is read once and checked: a mistake in a file stops the app with the file's name and what is wrong in it. A
discussion keeps a frozen copy of the framework that it began with, so that a later version never changes what was done.
"""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

FOLDER = Path(__file__).parent / "frameworks"
SPEAKS = {"facilitator": "Whoever leads the time speaks", "presenter": "The presenter speaks", "in turn": "Each speaks in turn",
          "all": "Anybody speaks", "nobody": "Nobody speaks: each writes"}
INPUTS = frozenset({"none", "words", "question", "strength", "danger", "goal", "number", "hypothesis", "choice", "stance"})
PICKS = frozenset({"", "danger", "goal", "number", "question", "action", "strength", "hypothesis"})
SHOWS = frozenset({"", "tree", "harms"})
ROLES = frozenset({"facilitator", "advisor", "presenter", "participant", "observer", "note_taker", "child_voice", "family"})
MOST_MINUTES = 180


class Stage(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One step. PRIVATE: everyone writes alone until all is opened together. READS: the private step whose words are read."""

    id: str
    title: str
    purpose: str
    minutes: int
    speaks: str
    asks: dict[str, str]
    out: str
    private: bool = False
    input: str = "none"
    label: str = ""
    hint: str = ""
    zero: str = ""
    ten: str = ""
    why: str = ""
    more: str = ""
    choices: tuple[str, ...] = ()
    reads: str = ""
    picks: str = ""
    shows: str = ""
    unrecorded: bool = False  # private family time: the app keeps nothing
    engine: str = ""  # 'options', 'stances', 'decision': the end that every deciding framework has

    def asked_of(self, role: str) -> str:
        """What a seat of ROLE is asked in this step."""
        return self.asks.get(role) or self.asks.get("all", "")


class Deciding(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The deciding end where a framework words it in its own way."""

    authority: str = "manager"  # 'group advice', 'manager', 'chair', 'panel', 'family'
    question: str = "What should happen now?"
    options: tuple[str, ...] = ("Nothing more than now",)


class Framework(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A way of thinking together. NAME is its file's; CALLED is what people say."""

    name: str
    called: str
    version: int
    source: str
    for_whom: str
    stage: tuple[Stage, ...]
    may_decide: bool = False  # whoever asks for the discussion chooses whether it ends with a decision
    must_decide: bool = False
    deciding: Deciding = Deciding()
    rule: str = ""
    not_on_paper: bool = False  # nothing of it ever prints for the family
    quorum: str = ""  # in words, said when the seats are asked

    @property
    def minutes(self) -> int:
        return sum(stage.minutes for stage in self.stage)

    @property
    def decides(self) -> bool:
        """Does this one, as it is held, end with a decision?"""
        return any(stage.engine == "decision" for stage in self.stage)

    def place(self, stage_id: str) -> int:
        """The index of a step by its id. Raises ValueError."""
        return [stage.id for stage in self.stage].index(stage_id)


class FrameworkWrong(Exception):
    """A framework's file does not hold together."""


def _end(deciding: Deciding) -> tuple[Stage, ...]:
    return (
        Stage(id="options", title="Options", minutes=8, speaks="all", engine="options",
              purpose="At least two, and one of them is to do nothing more than now. For each: what speaks for it, what "
              "against, and what the family says.", out="Options with their reasons",
              asks={"facilitator": "Ask for the option that nobody has said yet. Then name the one that is asked about.",
                    "all": deciding.question}),
        Stage(id="stances", title="Each of us says where we stand", minutes=4, speaks="nobody", private=True, input="stance",
              engine="stances", label="Where do you stand?", why="Why?",
              purpose="Each says alone whether they agree, before anyone hears the others. A different view is kept, by name.",
              out="Where each seat stands, and why",
              asks={"facilitator": "Open them when all are in. Thank whoever does not agree.",
                    "all": "Say for yourself where you stand on the option that is asked about."}),
        Stage(id="decision", title="Decision, and who does what", minutes=6, speaks="facilitator", engine="decision",
              purpose="Whoever is accountable decides, says why, and answers those who do not agree. The group’s advice "
              "stands beside it.", out="A decision with its owner and date; who does what by when; who tells the family",
              asks={"facilitator": "Ask each who does not agree: do you want this taken higher?",
                    "all": "What will you do yourself, and by when?"}))


def with_end(framework: Framework) -> Framework:
    """The framework with the deciding end that every discussion with a decision ends with."""
    return msgspec.structs.replace(framework, stage=framework.stage + _end(framework.deciding))


def check(framework: Framework) -> None:
    """Raises FrameworkWrong with what does not hold together."""
    wrong = list(_wrong(framework))
    if wrong:
        raise FrameworkWrong(f"{framework.name}: " + "; ".join(wrong))


def _wrong(framework: Framework) -> Any:
    if framework.version < 1:
        yield "the version begins with 1"
    if framework.may_decide and framework.must_decide:
        yield "it may end with a decision or it must, not both"
    for field in ("called", "source", "for_whom"):
        if not getattr(framework, field).strip():
            yield f"{field} is empty"
    if not framework.stage:
        yield "it has no step"
    seen: dict[str, Stage] = {}
    for stage in framework.stage:
        if stage.id in seen or stage.id in {"options", "stances", "decision"}:
            yield f"{stage.id} stands twice"
        if stage.speaks not in SPEAKS:
            yield f"{stage.id}: nobody is called {stage.speaks}"
        if stage.input not in INPUTS - {"stance"} or stage.picks not in PICKS or stage.shows not in SHOWS:
            yield f"{stage.id}: there is no such input, pick or picture"
        if stage.private and stage.input == "none":
            yield f"{stage.id}: a private step asks for something"
        if not stage.private and stage.input != "none":
            yield f"{stage.id}: what each writes is private until it is opened"
        if (stage.input == "choice") != bool(stage.choices):
            yield f"{stage.id}: a choice has its words, and nothing else has"
        if stage.input == "number" and not (stage.zero and stage.ten):
            yield f"{stage.id}: a number needs the words of 0 and 10"
        if stage.input != "none" and not stage.label:
            yield f"{stage.id}: what is written needs its label"
        if stage.reads and not (stage.reads in seen and seen[stage.reads].private):
            yield f"{stage.id}: it reads a private step that came before it"
        if not 0 <= stage.minutes <= MOST_MINUTES:
            yield f"{stage.id}: minutes from 0 to {MOST_MINUTES}"
        if not set(stage.asks) <= ROLES | {"all"} or "all" not in stage.asks:
            yield f"{stage.id}: it asks everybody something, and roles that there are"
        if stage.unrecorded and stage.input != "none":
            yield f"{stage.id}: the app keeps nothing of it"
        seen[stage.id] = stage
    for stage in framework.stage:
        if stage.private and not stage.picks and stage.input not in {"number", "choice", "words", "stance"} and not any(
                other.reads == stage.id for other in framework.stage):
            yield f"{stage.id}: nobody reads what was written"


def read(path: Path) -> Framework:
    """One framework from its file. Raises FrameworkWrong."""
    try:
        framework = msgspec.convert(tomllib.loads(path.read_text("utf-8")), Framework)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as problem:
        raise FrameworkWrong(f"{path.name}: {problem}") from None
    if framework.name != path.stem:
        raise FrameworkWrong(f"{path.name}: its name is {framework.name}")
    check(framework)
    return framework


@lru_cache
def frameworks() -> dict[str, Framework]:
    """{name: framework}, by what they are called; group mapping stands first."""
    found = [read(path) for path in FOLDER.glob("*.toml")]
    return {one.name: one for one in sorted(found, key=lambda one: (one.name != "group-mapping", one.called))}


def frozen(framework: Framework) -> str:
    """Its canonical JSON, for the discussion that runs on it."""
    return msgspec.json.encode(framework, order="deterministic").decode()


def thawed(text: str) -> Framework:
    """The framework from a discussion's frozen JSON."""
    return msgspec.json.decode(text, type=Framework, strict=False)

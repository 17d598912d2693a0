"""The family's plan for one named reader, from the rows that were chosen for them, in the order in which families ask."""

import re
from collections.abc import Iterable, Iterator
from uuid import UUID

from practice.core import dates
from practice.documents import numbers, phrases
from practice.documents.choosing import Choice, Chosen
from practice.documents.kinds_of_paper import PaperKind, register
from practice.documents.material import Material
from practice.documents.papers import Answer, FamilyPlanPaper, Furniture, Ring, Says
from practice.documents.runs import Line, days_in, line, paragraphs, when_in
from practice.documents.sheet import DRAWINGS
from practice.families.models import Standing
from practice.families.queries import PersonRow
from practice.safety.kinds import PLAN_KINDS, PlanHead
from practice.safety.models import StanceKind

STANCES = {StanceKind.AGREES: "Agreed on {}", StanceKind.IN_PART: "Agreed in part on {}",
           StanceKind.DOES_NOT: "Did not agree, {}", StanceKind.NOT_ASKED: "Not asked yet"}


def family_plan(material: Material, choice: Choice, form: str) -> FamilyPlanPaper:
    """The paper. A reader with a part of their own gets their own first page and the lines made for them, no more."""
    return _Plan(material, choice).paper(form)


class _Plan:
    def __init__(self, material: Material, choice: Choice) -> None:
        self.m, self.choice, self.people, self.reader = material, choice, material.people, material.reader
        self.own = self.reader.has_own_part
        heads = [chosen.row.body for chosen in choice.of("plan_head")]
        self.head: PlanHead = heads[0] if heads else PlanHead()
        self.boss = next((person for person in self.people.professionals if "manager" in person.label), None)
        self.lead = self.people.lead

    def paper(self, form: str) -> FamilyPlanPaper:
        says = tuple(self._says())
        return FamilyPlanPaper(
            furniture=self._furniture(form), lead=self._lead(), first=tuple(self._first()), must=self._must(),
            ring=tuple(self._ring()), family_heading=self._family_heading(),
            family_does=tuple(self._does(professionals=False)), services_do=tuple(self._services_do()),
            then=tuple(self._then()), says_intro=line(phrases.SIGNING), says=says, services_say=self._services_say(),
            offer=self._offer(),
            scales=() if self.own else tuple(numbers.pictures(self.m, self.choice)), more=tuple(self._more()))

    # The head of the sheet

    def _furniture(self, form: str) -> Furniture:
        title = self.head.title or ("Your part of the plan" if self.own else "Our plan")
        neutral = "Your part of the plan" if self.own else "Our plan"
        version = f"version {self.m.number}, {dates.long_day(self.m.on)}"
        whose = self.reader.name
        return Furniture(
            title=f"{neutral}, version {self.m.number}", line=f"{title if len(title) <= 24 else neutral}, {version}",
            copy_for=whose, kicker=f"V{version[1:]}. {whose}’s copy.", heading=title, form=form, is_draft=self.m.is_draft)

    def _lead(self) -> Line:
        return line(self.head.made_by or (phrases.EACH_HAS_A_PART if self.own else ""))

    def _first(self) -> Iterator[Answer]:
        yield from _answer("Why are you in my life?" if self.own else "Why are we in your lives?", self.head.why)
        yield from _answer("What are you worried about?",
                           self.head.worries or self._said_in(self.choice.of("danger"), "family_words"))
        yield from _answer("What is good?", self.head.good)
        yield from _answer("How are the children?", self.head.the_children)
        yield from _answer("What do we all want?", self.head.want or self._said_in(self.choice.of("goal"), "family_words"))

    def _said_in(self, chosen: Iterable[Chosen], field: str) -> str:
        return "\n".join(one.words or getattr(one.row.body, field) or one.row.body.words for one in chosen)

    def _must(self) -> Answer | None:
        found = []
        for one in self.choice.of("bottom_line"):
            body = one.row.body
            if body.status == "lifted":
                continue
            words = phrases.stop(one.words or body.family_words or body.words)
            found.append((words, "" if one.words else phrases.stop(body.if_not_met)))
        if not found:
            return None
        if len(found) == 1:
            words, consequence = found[0]
            return Answer("What must always be true?", (line(f"{words} {consequence}", (words,)),))
        return Answer("What must happen, whatever else?", tuple(
            line(f"{at} {words} {consequence}", (str(at),)) for at, (words, consequence) in enumerate(found, 1)))

    # Whom to ring

    def _ring(self) -> Iterator[Ring]:
        has_999 = False
        for one in self.choice.of("red_flag"):
            body = one.row.body
            if one.words:
                first, _, rest = one.words.partition("\n")
                yield Ring(line(first), line(rest, to_ring=True))
                has_999 |= "999" in rest
            else:
                yield Ring(line(body.family_words or body.words), line(body.then_that, to_ring=True))
                has_999 |= "999" in body.then_that
        if not has_999:
            yield Ring(line("If someone is in danger now"), line("Ring 999.", to_ring=True))
        if self.lead is not None:
            day = f"Day {self.lead.phone}, night {self.m.night_number}" if self.lead.phone else f"Night {self.m.night_number}"
            yield Ring(line(f"Other worry: {self.lead.short_name}"), line(day))

    # Who does what

    def _family_heading(self) -> str:
        if self.head.family_heading or self.own:
            return self.head.family_heading or "You"
        parents = [person.short_name for person in self.people.kin if person.label in {"mum", "dad"} and not person.died_on
                   and person.id not in self.m.hidden_from_someone]
        return f"{phrases.names(parents)}, family and friends" if parents else "Family and friends"

    def _does(self, *, professionals: bool) -> Iterator[Line]:
        kinds = ("plan_rule", "promise") if professionals else ("plan_rule",)
        for one in self.choice.of(*kinds):
            body = one.row.body
            who = self.people.get(body.who) if body.who else None
            if (one.row.kind == "promise" or (who is not None and who.is_professional)) is not professionals:
                continue
            if body.is_core:
                yield from self._sentences(one, who)

    def _more(self) -> Iterator[Line]:
        for one in self.choice.of("plan_rule"):
            if not one.row.body.is_core:
                yield from self._sentences(one, self.people.get(one.row.body.who) if one.row.body.who else None)

    def _sentences(self, one: Chosen, who: PersonRow | None) -> Iterator[Line]:
        """One sentence holds who, what and when: the names that begin it and the time stand bold. A line each."""
        body = one.row.body
        name = who.short_name if who else ""
        text = one.words or body.family_words
        if not text:
            text = phrases.stop(" ".join(part for part in (name, body.words.rstrip("."), body.when) if part))
            if getattr(body, "if_this", "") and body.then_that:
                text += f" If {body.if_this.removeprefix('If ').rstrip('.')}: {phrases.stop(body.then_that)}"
        for part in text.splitlines():
            if part.strip():
                stands = body.when and re.search(rf"(?<!\w){re.escape(body.when)}(?!\w)", part)
                when = body.when if stands else when_in(part)
                yield line(part, (*self._names_at_start(part), when))

    def _names_at_start(self, text: str) -> list[str]:
        """'Ms Quill', 'Mr Lark' of 'Ms Quill and Mr Lark look out for…'."""
        known = sorted({person.short_name for person in self.people.values()} | {"You", "Nan", "School"}, key=len, reverse=True)
        found, rest = [], text
        while (name := next((name for name in known if rest.startswith((name + " ", name + ","))), None)) is not None:
            found.append(name)
            rest = rest[len(name):]
            for joint in (", ", " and "):
                if rest.startswith(joint):
                    rest = rest[len(joint):]
                    break
            else:
                break
        return found

    def _services_do(self) -> Iterator[Line]:
        yield from self._does(professionals=True)
        if self.boss is not None and self.lead is not None:
            fails = "If we don’t do our part"
            number = f": {self.boss.phone}" if self.boss.phone else ""
            yield line(f"{fails}, ring {self.lead.short_name}’s boss, {self.boss.name}{number}.", (fails,))

    # Over the page

    def _then(self) -> Iterator[Answer]:
        own = self.own
        yield from _answer("Hard days to plan for" if own else "Hard days we plan for",
                           self.head.hard_days or " ".join(self._triggers()))
        for one in self.choice.of("child_part"):
            body = one.row.body
            children = phrases.names([self.people.short(child) for child in body.child or body.about])
            picture = body.picture if body.picture in DRAWINGS else ""
            asked = "For you" if self.reader.person.is_child else "The children" if own or not children else children
            yield Answer(asked, paragraphs(one.words or body.words), picture)
        if own:
            yield from _answer("How safe is it?", self.head.how_safe or numbers.own_sentence(self.m, self.choice))
        yield from self._end()
        yield from self._disagree()
        if not own:
            yield from _answer("Who has this plan?", self.head.who_has_it)

    def _triggers(self) -> Iterator[str]:
        for one in self.choice.of("trigger"):
            body = one.row.body
            if one.words or body.is_day:
                yield phrases.stop(one.words or body.family_words or body.words)
                if not one.words and body.what_we_do:
                    yield phrases.stop(body.what_we_do)

    def _end(self) -> Iterator[Answer]:
        head, days = self.head, []
        text = head.ends
        for day, said in ((head.ends_on, "{}."), (head.review_on, "We look at it again on {}.")):
            if day is None:
                continue
            days += [phrases.full(day), f"{dates.LONG_DAYS[day.weekday()]} {day.day} {dates.MONTHS[day.month]}",
                     f"{day.day} {dates.MONTHS[day.month]}"]
            if f"{day.day} {dates.MONTHS[day.month]}" not in text:
                text = f"{said.format(phrases.full(day))} {text}"
        if not head.ends:
            text = " ".join([text, *(phrases.stop(one.words or one.row.body.words) for one in self.choice.of("closing"))])
        if text.strip():
            yield Answer("What happens next?" if self.own else "When does it end?",
                         tuple(line(part, (*days, *days_in(part)[:1])) for part in text.splitlines() if part.strip()))

    def _disagree(self) -> Iterator[Answer]:
        write = ("Write it here and it stays in." if self.own else "Write it under “What each of us says”. It stays in.")
        ring = ""
        if self.boss is not None:
            ring = f" Or ring {self.boss.name}{', ' + self.boss.phone if self.boss.phone else ''}."
        yield from _answer("What if you don’t agree?", f"{write}{ring} {self.head.advice or self.m.advice_line}")

    # What each of us says

    def _says(self) -> Iterator[Says]:
        said = {one.person_id: one for one in self.m.said}
        stated = {person_id for person_id, one in said.items() if not self._is_helper_not_asked(person_id, one)}
        blocks = [self._says_of(person, said) for person in self._who_says(stated)]
        yield from sorted(blocks, key=lambda block: not block.signs)  # those who do not sign stand last

    def _is_helper_not_asked(self, person_id: UUID, said: "numbers.Said") -> bool:
        """A friend or neighbour whom nobody asked yet, and who has said nothing, has no place to sign on the family's paper."""
        person = self.people.get(person_id)
        return said.stance is StanceKind.NOT_ASKED and not said.words and person is not None \
            and person.standing is Standing.NETWORK

    def _who_says(self, stated: set[UUID]) -> list[PersonRow]:
        if self.own:
            return [self.reader.person]
        asked = stated or {person for one in self.choice.of("plan_rule") for person in (one.row.body.who,) if person}
        asked |= {one.person_id for one in self.m.numbers} if not stated else set()
        asked |= {child.id for child in self.people.children} | {self.reader.person.id}
        return [person for person in sorted(self.people.kin, key=lambda one: one.id != self.reader.person.id)
                if person.id in asked and not person.died_on and person.to_on is None
                and (person.id not in self.m.hidden_from_someone or person.id == self.reader.person.id)]

    def _says_of(self, person: PersonRow, said: dict[UUID, "numbers.Said"]) -> Says:
        stance = said.get(person.id)
        latest = next((one for one in reversed(self.m.numbers) if one.person_id == person.id and one.is_verbatim and one.why
                       and numbers.may_be_quoted(self.m, self.choice, one)), None)
        words = stance.words if stance and stance.words else latest.why if latest else ""
        signs = not person.is_child or (person.age or 0) >= phrases.SIGNS_FROM
        notes = []
        if not signs:
            tool = next((one.tool for one in reversed(self.m.numbers) if one.person_id == person.id and one.tool), "")
            if tool:
                notes.append(f"{person.short_name} used {'faces' if 'faces' in tool else tool} to tell us.")
            notes.append(f"{phrases.he(person)} does not sign.")
        shown = ""
        if stance is not None and signs:
            shown = STANCES[stance.stance].format(dates.long_day(stance.on))
            if stance.why_not_asked:
                shown = ""  # it is said once, with the reason
                notes.append(f"Not asked yet: {phrases.stop(stance.why_not_asked)}")
        return Says(person.short_name, person.described, words.strip().strip("“”\""), line(" ".join(notes)), signs, shown)

    def _services_say(self) -> Says | None:
        if self.own:
            return None
        people = phrases.names([person.short_name for person in (self.lead, self.boss) if person is not None])
        return Says("The services", people, "", line(phrases.SERVICES_SAY), signs=False)

    def _offer(self) -> Line:
        whom = self.lead.short_name if self.lead else "us"
        return line("Do you want this read out, in bigger print, in easy read or in another language? "
                    f"Ask {whom}. It is free.")


def _answer(question: str, text: str) -> Iterator[Answer]:
    if text.strip():
        yield Answer(question, paragraphs(text))


register(PaperKind("family-plan", "family plan", "our-plan", "documents/family_plan.html", 1, tuple(PLAN_KINDS), "plan",
                   family_plan, core_pages=2))

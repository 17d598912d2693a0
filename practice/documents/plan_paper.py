"""The family's plan for one named reader, from the rows that were chosen for them, in the order in which families ask."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from uuid import UUID

from practice.core import dates
from practice.documents import numbers, phrases
from practice.documents.childs_plan import CHILD_UNTIL, ChildsPlan, Steps, is_to_tell, jobs_of, steps_of
from practice.documents.choosing import Choice, Chosen
from practice.documents.kinds_of_paper import PaperKind, register
from practice.documents.material import Material
from practice.documents.papers import Answer, FamilyPlanPaper, Furniture, Says
from practice.documents.runs import Line, days_in, line, paragraphs, plain, together
from practice.documents.sentences import Sentences, answer
from practice.documents.sheet import DRAWINGS
from practice.families.models import Standing
from practice.families.queries import PersonRow
from practice.safety.models import StanceKind

STANCES = {StanceKind.AGREES: "Agreed on {}", StanceKind.IN_PART: "Agreed in part on {}",
           StanceKind.DOES_NOT: "Did not agree, {}", StanceKind.NOT_ASKED: "Not asked yet"}


def family_plan(material: Material, choice: Choice, form: str) -> FamilyPlanPaper | ChildsPlan:
    """The paper. A reader with a part of their own gets their own first page and the lines made for them, no more; a young
    child gets them as steps with drawings."""
    reader, writer = material.reader.person, PlanWriter(material, choice)
    return writer.childs(form) if reader.is_child and (reader.age or 0) < CHILD_UNTIL else writer.paper(form)


class PlanWriter(Sentences):
    """The family’s plan, answer by answer."""

    def paper(self, form: str) -> FamilyPlanPaper:
        says = tuple(self.says())
        return FamilyPlanPaper(
            furniture=self._furniture(form), lead=self._lead(), first=tuple(self._first()), must=self.must(),
            ring=tuple(self.ring()), family_heading=self._family_heading(),
            family_does=tuple(self._does(professionals=False)), services_do=tuple(self._services_do()),
            then=tuple(self._then()), says_intro=line(phrases.SIGNING), says=says, services_say=self._services_say(),
            offer=self._offer(),
            scales=() if self.own else tuple(numbers.pictures(self.m, self.choice)), more=tuple(self._more()))

    def childs(self, form: str) -> ChildsPlan:
        """The same rows for a child: what to do first, then who does what, whom to tell, and the rest."""
        says = next(iter(self.says()))
        does = [*self._does(professionals=False), *self._does(professionals=True)]
        jobs = [one for one in does if not is_to_tell(plain(one))]
        lead = self.lead
        whom = [line(f"{lead.short_name}: day {lead.phone}, night {self.m.night_number}." if lead.phone
                     else f"{lead.short_name}: night {self.m.night_number}.", (lead.short_name,))] if lead else []
        return ChildsPlan(
            replace(self._furniture(form), is_for_child=True), self._lead(), tuple(self._to_do()),
            line(f"“{says.words}”") if says.words else (), tuple(jobs_of(jobs, map(plain, jobs))),
            (*(one for one in does if is_to_tell(plain(one))), *whom),
            tuple(self._besides()), replace(says, words="", note=()) if says.signs else None, self._offer())

    def _to_do(self) -> Iterator[Steps]:
        for one in self.choice.of("child_part"):
            body = one.row.body
            yield steps_of("If you are worried", one.words, body.picture if body.picture in DRAWINGS else "")
        has_999 = False
        for one in self.choice.of("red_flag"):
            first, _, then = one.words.partition("\n")
            has_999 |= "999" in then
            yield steps_of(first, then)
        if not has_999:
            yield steps_of("If someone is in danger now", "Ring 999.")

    def _besides(self) -> Iterator[Answer]:
        yield from self._first()
        if (must := self.must()) is not None:
            yield must
        yield from answer("Hard days to plan for", self.head.hard_days or " ".join(self.hard_days()))
        yield from answer("How safe is it?", self.head.how_safe)  # their own numbers have a page of their own
        yield from self._end()
        yield from self._disagree()

    # The head of the sheet

    def _furniture(self, form: str) -> Furniture:
        title = self.head.title or ("Your part of the plan" if self.own else "Our plan")
        neutral = "Your part of the plan" if self.own else "Our plan"
        version = f"version {self.m.number}, {dates.long_day(self.m.on)}"
        whose = self.reader.name
        return Furniture(
            title=f"{neutral}, version {self.m.number}", line=f"{title if len(title) <= 20 else neutral}, {version}",
            copy_for=whose, kicker=f"V{version[1:]}. {whose}’s copy.", heading=title, form=form, is_draft=self.m.is_draft)

    def _lead(self) -> Line:
        of_their_own = phrases.GROWN_UPS_JOB if self.reader.person.is_child else phrases.EACH_HAS_A_PART
        text = self.head.made_by or (of_their_own if self.own else "")
        return line(text, ("the grown-ups’ job",) if self.reader.person.is_child else ())

    def _first(self) -> Iterator[Answer]:
        yield from answer("Why are you in my life?" if self.own else "Why are you in our lives?", self.head.why)
        yield from answer("What are you worried about?",
                           self.head.worries or self._said_in(self.choice.of("danger"), "family_words"))
        yield from answer("What is good?", self.head.good)
        yield from answer("How are the children?", self.head.the_children)
        yield from answer("What do we all want?", self.head.want or self._said_in(self.choice.of("goal"), "family_words"))

    def _said_in(self, chosen: Iterable[Chosen], field: str) -> str:
        return "\n".join(one.words or getattr(one.row.body, field) or one.row.body.words for one in chosen)

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
                yield from self.sentences(one, who)

    def _more(self) -> Iterator[Line]:
        for one in self.choice.of("plan_rule"):
            if not one.row.body.is_core:
                yield from self.sentences(one, self.people.get(one.row.body.who) if one.row.body.who else None)

    def _services_do(self) -> Iterator[Line]:
        yield from self._does(professionals=True)
        if self.boss is not None and self.lead is not None:
            fails = "If we don’t do our part"
            number = f": {self.boss.phone}" if self.boss.phone else ""
            yield line(f"{fails}, ring {self.lead.short_name}’s boss, {self.boss.name}{number}.", (fails,))

    # Over the page

    def _then(self) -> Iterator[Answer]:
        own = self.own
        yield from answer("Hard days to plan for" if own else "Hard days we plan for",
                           self.head.hard_days or " ".join(self.hard_days()))
        for one in self.choice.of("child_part"):
            body = one.row.body
            children = phrases.names([self.people.short(child) for child in body.child or body.about])
            picture = body.picture if body.picture in DRAWINGS else ""
            asked = "For you" if self.reader.person.is_child else "The children" if own or not children else children
            yield Answer(asked, paragraphs(one.words or body.words), picture)
        if own:
            yield from answer("How safe is it?", self.head.how_safe or numbers.own_sentence(self.m, self.choice))
        yield from self._end()
        yield from self._disagree()
        if not own:
            named = self.reader.person.is_professional or self.reader.person.short_name in self.head.who_has_it
            mine = "" if named or not self.head.who_has_it else f" {self.reader.name} has this copy."
            yield from answer("Who has this plan?", self.head.who_has_it + mine)

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
        write = "Write it here and it stays in." if self.own else "Write it under “What each of us says”. It stays in."
        if self.own and not _signs(self.reader.person):  # no line to write on
            write = f"Tell {self.lead.short_name if self.lead else 'us'}. We write it down and it stays in."
        elif self.reader.person.is_professional:
            write = f"Tell {self.lead.short_name if self.lead else 'us'}, and we write it down. It stays in."
        if self.lead is not None and self.lead.id == self.reader.person.id:
            write = "Write it into the record. It stays in."
        advice = phrases.CHILDLINE if self.reader.person.is_child else self.m.advice_line
        ring = ""
        if self.boss is not None:
            ring = f" Or ring {self.boss.name}{', ' + self.boss.phone if self.boss.phone else ''}."
        yield from answer("What if you don’t agree?", f"{write}{ring} {self.head.advice or advice}")

    # What each of us says

    def says(self) -> Iterator[Says]:
        """What each person says to this version, and a place for those who sign."""
        said = {one.person_id: one for one in self.m.said}
        stated = {person_id for person_id, one in said.items() if not self._is_helper_not_asked(person_id, one)}
        blocks = [self._says_of(person, said) for person in self._who_says(stated)]
        quiet = [block for block in blocks if not (block.signs or block.words) and plain(block.note) in {
            f"{who} does not sign." for who in ("He", "She", block.name)}]
        if len(quiet) > 1:  # one line says it of all of them
            blocks = [block for block in blocks if block not in quiet]
            blocks.append(Says(phrases.names([block.name for block in quiet]), "", "", line("They do not sign."), signs=False))
        yield from sorted(blocks, key=lambda block: not block.signs)  # those who do not sign stand last

    def _is_helper_not_asked(self, person_id: UUID, said: "numbers.Said") -> bool:
        """A friend or neighbour whom nobody asked yet, and who has said nothing, has no place to sign on the family's paper."""
        person = self.people.get(person_id)
        return said.stance is StanceKind.NOT_ASKED and not said.words and person is not None \
            and person.standing is Standing.NETWORK

    def _who_says(self, stated: set[UUID]) -> list[PersonRow]:
        if self.own:
            return [self.reader.person]
        rules = self.choice.of("plan_rule", "immediate_rule")
        asked = stated or {person for one in rules for person in (one.row.body.who,) if person}
        asked |= {one.person_id for one in self.m.numbers} if not stated else set()
        asked |= {child.id for child in self.people.children} | {self.reader.person.id}
        return [person for person in sorted(self.people.kin, key=lambda one: one.id != self.reader.person.id)
                if person.id in asked and not person.died_on and person.to_on is None
                and (person.id not in self.m.hidden_from_someone or person.id == self.reader.person.id)]

    def _says_of(self, person: PersonRow, said: dict[UUID, "numbers.Said"]) -> Says:
        stance = said.get(person.id)
        latest = next((one for one in reversed(self.m.numbers) if one.person_id == person.id and one.is_verbatim and one.why
                       and one.on <= self.m.on and numbers.may_be_quoted(self.m, self.choice, one)), None)
        words = stance.words if stance and stance.words else latest.why if latest else ""
        signs = _signs(person)
        notes = []
        if not signs:
            tool = next((one.tool for one in reversed(self.m.numbers)
                         if one.person_id == person.id and one.tool and one.on <= self.m.on), "")
            if tool:
                notes.append(f"{person.short_name} used {'faces' if 'faces' in tool else tool} to tell us.")
            notes.append(f"{phrases.he(person)} does not sign.")
        shown = ""
        if stance is not None and signs:
            shown = together(STANCES[stance.stance].format(dates.long_day(stance.on)))
            if stance.why_not_asked:
                shown = ""  # it is said once, with the reason
                about = " about this plan" if words and not stance.words else ""  # the words beside it were said with a number
                notes.append(f"Not asked{about} yet: {phrases.stop(stance.why_not_asked)}")
        return Says(person.short_name, person.described, words.strip().strip("“”\""), line(" ".join(notes)), signs, shown)

    def _services_say(self) -> Says | None:
        if self.own:
            return None
        people = phrases.names([person.short_name for person in (self.lead, self.boss) if person is not None])
        return Says("The services", people, "", line(phrases.SERVICES_SAY), signs=False)

    def _offer(self) -> Line:
        if self.lead is not None and self.lead.id == self.reader.person.id:
            return ()  # nobody is told to ask themselves
        whom = self.lead.short_name if self.lead else "us"
        if self.reader.person.is_child:
            return line(f"Do you want somebody to read this to you, or to have it in another language? Ask {whom}.")
        return line("Do you want this read out, in bigger print, in easier words or in another language? "
                    f"Ask {whom}. It is free.")


def _signs(person: PersonRow) -> bool:
    return not person.is_child or (person.age or 0) >= phrases.SIGNS_FROM


READS = ("plan_head", "bottom_line", "danger", "goal", "scale", "plan_rule", "promise", "trigger", "red_flag", "closing",
         "child_part")
register(PaperKind("family-plan", "family plan", "our-plan", "documents/family_plan.html", 1, READS, "plan", family_plan,
                   core_pages=2, to_read="The plan", child_template="documents/childs_plan.html",
                   empty_for_child="Nothing of the plan is written for {name} yet. A line reaches a child only in words made for "
                                   "them: write those on the page before the paper."))

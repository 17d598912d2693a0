"""The audit trail in plain words: which page somebody opened, what somebody changed. Never the words of a case."""

from typing import Any

PAGES = {
    "immediate.show": "immediate plan",
    "insight.story": "story", "insight.edit_story": "story, to write it", "mapping.show": "mapping",
    "living.way": "the way to closing",
    "safety.plan": "safety plan", "safety.thread": "the thread", "documents.index": "documents", "families.people": "people",
    "turned.screen": "a screen turned towards somebody", "turned.ask": "to turn the screen",
    "turned.before": "to turn the screen",
    "journal.show": "safety journal",
    "cases.who": "who is in this family", "cases.looked": "who has looked", "cases.contacts": "how it began",
    "timeline.show": "timeline", "closing.show": "closing",
}
ROOMS = {"journal": "safety journal", "insight": "story", "mapping": "mapping", "safety": "safety plan",
         "documents": "documents", "families": "people", "network": "the network",
         "hands": "documents", "immediate": "immediate plan", "living": "safety plan", "cases": "who is in this family",
         "pieces": "who holds which piece", "judging": "what 0 and 10 mean", "conference": "the family group conference",
         "programme": "the programme", "closing": "closing", "outcome": "what a discussion decided"}
# page of one thing: what it was about is said in words, never which one
PIECES = {"photo": "a photo of a page", "history": "earlier versions", "edit": "to change it", "print": "to print it",
          "pdf": "as a PDF", "compare": "compared",
          "family_plan": "the family’s plan", "assessment": "the assessment", "wording": "a wording", "person": "a person",
          "version": "an agreed version", "finished": "a finished one", "snapshot": "a frozen version"}
ACTIONS = {
    "network.told": "wrote down who was told a danger", "network.met": "wrote down a meeting of the network",
    "family.opened": "opened the record", "family.changed": "changed the name or status", "family.closed": "closed the record",
    "family.reopened": "opened the record again",
    "family.restricted": "let only named people know of this family", "family.restriction_lifted": "lifted the restriction",
    "family.excluded": "excluded somebody", "family.exclusion_lifted": "lifted an exclusion",
    "part.given": "gave somebody a part", "part.ended": "ended somebody’s part",
    "record.moved": "moved a statement", "record.linked": "said what a danger rests on",
    "record.not_for": "said for whom a statement is not", "record.worded": "made a wording for a reader",
    "record.kept": "gave a reason for keeping something", "evidence.yes": "recorded a yes",
    "mapping.frozen": "finished the mapping", "plan.frozen": "agreed a plan", "mapping.shown": "wrote down a sharing",
    "plan.shown": "wrote down a sharing", "person.leads": "named the lead practitioner",
    "person.joined": "put a person into the record",
    "journal.read": "said that a journal entry was read", "photo.added": "kept a photo of a page",
    "photo.erased": "erased a photo of a page",
    "looked": "looked", "document.made": "made a paper", "document.fetched": "fetched a paper that was made",
    "document.handed_over": "handed a paper over", "document.answered": "wrote down what somebody answers to a paper",
    "plan.stance": "wrote down what somebody says to the plan", "plan.tested": "wrote down a test of a rule",
    "promise.checked": "wrote down whether a promise was kept", "milestone.reached": "wrote down that a milestone is reached",
    "milestone.moved": "moved a milestone", "milestone.stepped_back": "wrote down a step back",
    "plan.agreed": "wrote down that a plan is agreed", "plan.in_force": "put a plan in force", "plan.ended": "ended a plan",
    "rating.guessed": "wrote down a guess at somebody’s number", "rating.given": "wrote down somebody’s number",
    "screen.turned": "turned the screen towards somebody", "screen.turned_back": "took the screen back",
    "immediate.frozen": "agreed an immediate plan", "immediate.agreed": "wrote down that an immediate plan is agreed",
    "immediate.approved": "approved an immediate plan", "immediate.returned": "did not approve an immediate plan",
    "immediate.ended": "ended an immediate plan", "contact.added": "wrote down a contact", "place.shown": "opened a place",
    "closing.frozen": "froze what stood at the closing", "closing.decided": "wrote down how the case was closed",
    "closing.asked": "asked the family how they are", "decision.frozen": "froze what a discussion decided",
    "discussion.asked": "asked for a discussion", "discussion.moved": "moved a discussion to another day",
    "discussion.seat_given": "gave somebody a seat in a discussion",
    "discussion.seat_marked": "said who is in the room of a discussion",
    "discussion.seat_taken_away": "took a seat in a discussion away", "discussion.begun": "began a discussion",
    "discussion.step": "took the next step of a discussion", "discussion.noted": "wrote notes of a discussion",
    "discussion.round_begun": "began a round of a discussion", "discussion.handed_in": "handed words in to a discussion",
    "discussion.passed": "passed in a round of a discussion", "discussion.round_opened": "opened a round of a discussion",
    "discussion.brought": "brought what they know to a discussion", "discussion.ends_agreed": "agreed what 0 and 10 mean",
    "discussion.numbers_carried": "carried numbers of a discussion to the scale",
    "discussion.idea_weighed": "said how an idea of a discussion stands", "discussion.proposed": "proposed words of a discussion",
    "discussion.option_added": "added an option to a discussion",
    "discussion.argued": "wrote down what speaks for or against an option", "discussion.decided": "decided a discussion",
    "discussion.action_added": "added what somebody does after a discussion",
    "discussion.action_done": "wrote down that something was done after a discussion",
    "discussion.replied": "answered somebody who does not agree", "discussion.taken_higher": "took a dissent higher",
    "discussion.came_out": "wrote down what came of a dissent", "discussion.told": "wrote down who was told a decision",
    "discussion.ended": "ended a discussion", "discussion.changed": "changed a discussion",
    "discussion.piece_asked": "asked somebody what they know", "discussion.piece_answered": "wrote down what somebody knows",
    "discussion.piece_nothing": "wrote down that somebody holds nothing",
    "discussion.piece_will_not_share": "wrote down that somebody will not share",
    "meeting.put_on": "put a discussion on the list of a team meeting",
    "meeting.taken_off": "took a discussion off the list of a team meeting",
    "concern.added": "wrote down a concern", "concern.closed": "wrote down what became of a concern",
    "sharing.noted": "wrote down what was shared or held back", "programme.written": "wrote in the programme",
    "conference.offered": "offered a family group conference", "conference.answered": "wrote down an answer to the offer",
    "conference.not_held": "wrote down why no conference is held", "conference.prepared": "prepared a family group conference",
    "conference.in_writing": "put the question to the family in writing",
    "conference.family_plan": "wrote down the family’s own plan", "conference.accepted": "accepted the family’s own plan",
    "conference.sent_back": "sent the family’s own plan back", "conference.into_plan": "put the family’s own plan into the plan",
}
# The same with the name of whom it was for, where the reader may know of them.
NAMED = {
    "screen.turned": "turned the screen towards {}", "screen.turned_back": "took the screen back from {}",
    "document.made": "made a paper for {}", "document.fetched": "fetched a paper that was made for {}",
    "document.handed_over": "handed a paper over to {}", "document.answered": "wrote down what {} answers to a paper",
}
NAMED_PAGES = {
    "turned.screen": "a screen turned towards {}", "turned.before": "to turn the screen to {}",
    "documents.before": "documents, before a paper for {}", "documents.as_page": "documents, a paper for {}",
    "documents.fetch": "documents, a paper for {}", "documents.first_page": "documents, the first page for {}",
    "hands.hand_over": "documents, to hand over a paper for {}", "hands.answer": "documents, what {} answers to a paper",
}
VERBS = {"added": "added", "changed": "changed", "withdrawn": "withdrew", "restored": "brought back", "ended": "ended"}
THINGS = {
    "harm": "a past harm", "complicating_factor": "what makes it harder", "unknown": "what we do not know",
    "strength": "a strength", "existing_safety": "existing safety", "hope": "a hope", "bottom_line": "a bottom line",
    "next_step": "a next step", "danger": "a danger statement", "goal": "a safety goal", "scale": "a scale",
    "judgement": "weighing it up", "story": "the story", "plan_rule": "a rule", "promise": "a promise of the services",
    "planned_test": "a planned test", "milestone": "a milestone",
    "trigger": "a trigger", "early_sign": "an early sign", "red_flag": "a red flag", "closing": "what would close the case",
    "closing_letter": "the closing letter",
    "network_member": "somebody in the network", "who_else": "an answer to who else",
    "child_part": "the child’s part", "day_part": "a part of the day", "plan_head": "the plan’s first page",
    "immediate_plan": "the immediate plan", "immediate_rule": "a rule of the immediate plan", "night": "a night",
    "person": "a person", "place": "a place", "relationship": "a relationship", "journal": "a journal entry",
    "from_group": "a proposal of a group", "outcome_part": "a part of a decision",
}


def page_words(endpoint: str, name: str = "") -> str:
    """'mapping' of 'mapping.show'; a page of one thing is said by its room and what it was: 'mapping, earlier versions'.

    NAME is of whom the page was about, where it is one that was for somebody.
    """
    if name and endpoint in NAMED_PAGES:
        return NAMED_PAGES[endpoint].format(name)
    if endpoint in PAGES:
        return PAGES[endpoint]
    room, _, name = endpoint.partition(".")
    if not name:  # replayed cases name the page itself
        return endpoint.replace("_", " ")
    piece = next((words for part, words in PIECES.items() if part in name), "")
    called = ROOMS.get(room, room.replace("_", " "))
    return f"{called}, {piece}" if piece else called


def names_somebody(action: str, detail: dict[str, Any] | None) -> bool:
    """Is it an event that was for somebody, so that a name may stand in its line?"""
    return action in NAMED or (action == "looked" and (detail or {}).get("page") in NAMED_PAGES)


def action_words(action: str, detail: dict[str, Any] | None, name: str = "") -> str:
    """'looked at the mapping' · 'added a strength' · 'gave somebody a part'. NAME: of whom it was for, where one may know it."""
    if action == "looked":
        page = page_words(str((detail or {}).get("page", "")), name)
        return f"looked at: {page}" if page else "looked"
    if name and action in NAMED:
        return NAMED[action].format(name)
    if action in ACTIONS:
        return ACTIONS[action]
    thing, _, verb = action.rpartition(".")
    called = THINGS.get(thing, thing.replace("_", " ").replace(".", " ") or "something")
    return f"{VERBS.get(verb, verb.replace('_', ' '))} {called}"

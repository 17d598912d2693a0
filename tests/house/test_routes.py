"""Every route: it declares who may use it, it answers each kind of person as this table says, a look changes nothing, and a
form without its token changes nothing."""

import pytest
from sqlalchemy import text

from practice.core.db import Base, db
from tests.house.things import address, ask, dump, things

PERSONAS = ("allocated worker", "manager", "other family’s worker", "excluded worker", "health, danger two only",
            "school, plan only", "ended agreement", "administrator", "nobody")
# A letter a persona, in that order: y allowed, r refused with a reason, n not known, s asked to sign in.
# The same request for each, so that a refusal cannot pass for another reason.
ACCESS = {
    "yyyyyyyyy": "accounts.sign_in htmx static",
    "sssssssss": "accounts.sign_out",  # everyone stands at the sign-in page after it
    "yyyyyyyys": "discussions.mine families.find guidance.index guidance.keep guidance.practice_model insight.home "
                 "meetings.index turned.back",
    # the administrator's pages; managers renew agreements
    "rrrrrrrys": "access.add_agreement access.new_agreement accounts.add_account accounts.add_agency accounts.add_team "
                 "accounts.leaver accounts.new_account accounts.new_agency accounts.new_team accounts.people "
                 "accounts.switch_off accounts.teams",
    "ryrrrrrys": "access.agreements access.renew access.renew_agreement",
    # a manager, and whoever leads the time in a discussion, makes a team meeting
    "yyrrrrrrs": "meetings.new",
    # opening a family
    "yyyyrrrrs": "cases.begin cases.begin_family",
    # whoever holds a part
    "yynnyynns": "closing.show timeline.show living.way cases.looked cases.who journal.show network.show safety.compare "
                 "safety.plan safety.version",
    "yynnyrnns": "discussions.index documents.blank documents.blank_page documents.blank_pdf documents.index families.people "
                 "families.tree "
                 "insight.story mapping.show mapping.shown mapping.versions_of_all",
    # one statement of danger one: not known to a part narrowed to danger two
    "yynnnrnns": "programme.show programme.write "
                 "conference.answer conference.hear conference.into_plan conference.letter conference.not_held conference.offer "
                 "conference.plan conference.prepare conference.show conference.writing cases.add_contact cases.contacts "
                 "cases.new_contact families.edit_place families.end_place "
                 "families.show_place mapping.over_time mapping.versions",
    "yynnnynns": "journal.entry journal.photo journal.versions network.versions safety.row_versions",
    # the immediate plan is the whole family's: a part narrowed to a danger is refused; a manager approves it
    "yynnrynns": "immediate.compare immediate.row_versions immediate.show immediate.version",
    "rynnrrnns": "immediate.approve immediate.approve_post journal.erase journal.erase_post",
    # those who write, and those who say who is in a family
    "yynnrrnns": "pieces.ledger pieces.note pieces.outcome "
                 "cases.allocate cases.allocate_worker cases.close cases.close_family cases.cover cases.cover_for "
                 "immediate.agree immediate.agree_post immediate.anew immediate.anew_post immediate.end immediate.end_post "
                 "immediate.say immediate.say_post immediate.write immediate.write_post "
                 "cases.end_part cases.end_this_part cases.exclude cases.exclude_person cases.include cases.invite "
                 "cases.invite_specialist cases.lead cases.lift cases.lift_exclusion cases.lift_restriction cases.name_lead "
                 "cases.reopen "
                 "cases.reopen_family cases.restrict cases.restrict_to closing.asked closing.asked_post closing.close closing.form "
                 "discussions.ask discussions.ask_post discussions.into_post discussions.proposals discussions.taken "
                 "discussions.taken_post "
                 "documents.as_page documents.before documents.fetch "
                 "documents.first_page documents.make documents.word families.add_person families.add_place "
                 "families.add_tie families.edit_family families.edit_person families.end_tie hands.answer hands.hand_over "
                 "insight.edit_story insight.save_story journal.add journal.add_post "
                 "journal.edit journal.edit_post journal.read_post journal.restore journal.restore_post journal.withdraw "
                 "journal.withdraw_post living.call_off living.call_off_post living.came_of_it living.came_of_it_post "
                 "living.check living.check_post living.plan_test living.plan_test_post living.put_off living.put_off_post "
                 "living.step living.step_post mapping.add mapping.add_post "
                 "mapping.check mapping.done mapping.done_post mapping.edit mapping.edit_post mapping.finish "
                 "mapping.finish_post mapping.move mapping.move_post mapping.rate mapping.rate_post mapping.restore "
                 "mapping.restore_post mapping.shown_post mapping.sort mapping.sort_post mapping.withdraw "
                 "mapping.withdraw_post network.add network.add_named network.add_post network.back network.back_post "
                 "network.edit network.edit_post network.leave network.leave_post network.met network.met_post network.move "
                 "network.move_post network.person network.tell network.tell_post network.who_else network.who_else_post "
                 "network.withdraw network.withdraw_post readable.as_typed safety.add "
                 "safety.add_post safety.agree safety.agree_post safety.edit safety.edit_post safety.move safety.move_post "
                 "safety.restore safety.restore_post safety.say safety.say_post safety.state safety.state_post safety.test "
                 "safety.test_post safety.withdraw safety.withdraw_post turned.ask turned.before turned.turn",
    # a note, a break or a private matter that is not there: not known to anybody
    "nnnnrrnns": "documents.yes mapping.keep mapping.keep_post mapping.keep_whole mapping.keep_whole_post "
                 "safety.leave safety.leave_post",
    # a discussion: the family's own team and its seats; the first leads the time, the second presents
    "yynnnnnns": "meetings.along meetings.calendar meetings.call_off meetings.change meetings.order meetings.put_on "
                 "meetings.show meetings.take_off pieces.answer pieces.ask pieces.bring pieces.concern pieces.show "
                 "discussions.action_post discussions.argument_post discussions.calendar discussions.decide "
                  "discussions.decide_post discussions.note_post discussions.option_post discussions.pick_post "
                  "discussions.propose_post discussions.seats discussions.seats_post discussions.show discussions.watch "
                  "judging.ends judging.ends_post outcome.done outcome.done_post",
    # a page that only a turned screen has; numbers and ideas of a round that is not opened: not known to anybody
    "nnnnnnnns": "turned.screen ideas.weigh ideas.weigh_post judging.carry judging.carry_post "
                 "outcome.agreed",
    "yrnnnnnns": "discussions.after discussions.after_post discussions.again_post discussions.ask_about_post discussions.begin "
                 "discussions.begin_post discussions.end_post discussions.hand_in discussions.hand_in_post discussions.mark "
                 "discussions.mark_post discussions.open_post discussions.pass_post discussions.step_post discussions.time_post "
                 "discussions.turn_post",
    # it is open: no seat is taken away any more, and there is no decision yet to be followed
    "rrnnnnnns": "discussions.dissent discussions.dissent_post discussions.move discussions.move_post "
                 "discussions.seat_away discussions.told discussions.told_post "
                 "outcome.for_each outcome.private outcome.private_post",
}
SLOW = {"documents.blank_pdf", "documents.make", "turned.turn"}  # makes a PDF, turns the screen: asked only of those who may not
LOOKS = frozenset({"audit_event", "user_session"})  # the only tables that a look may write
OUTSIDE = {"static", "htmx"}  # files: no page, nothing to write


def table():
    return {endpoint: letters for letters, endpoints in ACCESS.items() for endpoint in endpoints.split()}


def routes(app, method):
    return sorted((rule for rule in app.url_map.iter_rules() if method in rule.methods and rule.endpoint not in OUTSIDE),
                  key=lambda rule: (rule.endpoint == "accounts.sign_out", rule.rule))


def test_every_route_declares_who_may_use_it_and_stands_in_the_table(app):
    undeclared = {rule.endpoint for rule in app.url_map.iter_rules()
                  if not hasattr(app.view_functions[rule.endpoint], "rule")}
    assert undeclared == set()
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(table())
    assert sum(len(endpoints.split()) for endpoints in ACCESS.values()) == len(table()), "one row a route"


@pytest.mark.parametrize("persona", PERSONAS)
def test_each_route_answers_each_person_as_the_table_says(app, client, world, persona):
    names, person, expected = things(app, world), client(persona), table()
    wrong = []
    for method in ("GET", "POST"):
        for rule in routes(app, method):
            letter = expected[rule.endpoint][PERSONAS.index(persona)]
            if rule.endpoint in SLOW and letter == "y":
                continue
            answer, status = ask(person, method, address(rule, names))
            if answer != letter or status >= 500:
                wrong.append(f"{method} {rule.endpoint}: {answer} ({status}), not {letter}")
    assert wrong == []


def test_looking_changes_nothing_but_the_trail(app, client, world):
    names, worker, keeper = things(app, world), client("allocated worker"), client("administrator")
    worker.get("/")
    keeper.get("/")
    before = dump(app, without=LOOKS)
    for rule in routes(app, "GET"):
        for person in (worker, keeper):
            ask(person, "GET", address(rule, names))
    assert dump(app, without=LOOKS) == before


def looks(app):
    with app.app_context():
        return db.session.execute(text("SELECT count(*) FROM audit_event")).scalar_one()


def test_every_look_at_a_family_is_one_event(app, client, world):
    names, worker = things(app, world), client("allocated worker")
    for rule in routes(app, "GET"):
        if "family_id" not in rule.arguments:
            continue
        before = looks(app)
        letter, _ = ask(worker, "GET", address(rule, names))
        grew = looks(app) - before
        assert grew == 1 if letter == "y" else grew <= 1, rule.rule


@pytest.mark.parametrize("persona", ["allocated worker", "administrator", "nobody"])
def test_a_form_without_its_token_is_refused_and_changes_nothing(app, client, world, persona):
    names, person = things(app, world), client(persona)
    before = dump(app)
    for rule in routes(app, "POST"):
        for token in ("", "made-up"):
            _, status = ask(person, "POST", address(rule, names), token=token)
            signed_out = persona == "nobody" and rule.endpoint != "accounts.sign_in"
            assert status == (401 if signed_out else 400), f"{rule.rule}: {status}"
    assert dump(app) == before


def test_the_dump_sees_every_table(app):
    assert set(dump(app)) == set(Base.metadata.tables)

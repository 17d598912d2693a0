"""The Harbour plan: six rules in three versions, what was tried, who agrees, and a first page for each reader of their own."""

from practice.access.models import Information
from practice.demo.replay import Case, Days, day
from practice.safety.kinds import (
    ChildPart,
    ClosingCondition,
    EarlySign,
    PlanHead,
    PlanRule,
    Promise,
    RedFlag,
    Trigger,
)
from practice.safety.models import Outcome, StanceKind, TestKind

DAYS = Days()
DAD = ("callum", "dunstan")
HERS = ("marina", "coral", "pearl", "buoy", "finn", "shelly")
SAFE = "It would show how Marina is kept safe"
OWN = "Each grown-up has a plan for their own part"
END = "We stop when it has worked for six months and you all give it 8 or more."


@DAYS.on("8 Oct", "11.20", "ines")
def rules_for_danger_1(case: Case) -> None:
    case.add("rule1", PlanRule(
        who=case["marina"], words="locks door and chain and keeps the phone charged by the bed", when="every night",
        if_this="the bell rings and nobody is expected", then_that="don’t open. Ring 999", back_up=case.all("pearl"),
        checks=case.all("asha"), checks_name="Asha, weekly", origin="child’s Safety House", starts=day("8 Oct"),
        family_words="Marina locks the door and keeps the phone charged every night."), under="goal1", not_for=DAD,
        because=SAFE)
    case.add("rule2", PlanRule(
        who=case["coral"], words="is the first call and keeps the spare phone on", when="day and night",
        if_this="no answer in 10 minutes", then_that="Pearl, then 101 or 999", back_up=case.all("pearl"),
        checks_name="core group", origin="network", starts=day("8 Oct"),
        family_words="Nan keeps her phone on day and night. Then Pearl."), under="goal1", not_for=DAD, because=SAFE)
    case.add("rule3", PlanRule(
        who=case["slate"], words="hands Finn only to Marina, Coral or Pearl, from a photo list", when="at the end of school",
        if_this="anyone else comes", then_that="keep Finn, ring Marina and the police", back_up_name="the deputy head",
        checks=case.all("ines"), origin="agency", starts=day("9 Oct"), about=case.all("finn"),
        family_words="School hands Finn only to Marina, Nan or Pearl, every day."), under="goal1", not_for=DAD, because=SAFE)
    case.add("rule4", PlanRule(
        who=case["callum"], words="sends nothing to Marina, goes through Glen, is at group on Tuesdays", when="every week",
        if_this="he feels he might go there", then_that="ring Glen or Dunstan, go to Dunstan’s", back_up=case.all("dunstan"),
        checks=case.all("glen", "birk"), checks_name="Glen and police", origin="parent", starts=day("8 Oct"),
        family_words="Callum stays away and goes through Glen."), under="goal1", not_for=HERS, because=OWN)


@DAYS.on("8 Oct", "11.50", "ines")
def rule_for_danger_2(case: Case) -> None:
    case.add("rule5", PlanRule(
        who=case["marina"], words="texts Coral “blue” on a bad morning", when="by 7.00",
        if_this="“blue”, or no text and no answer by 7.30",
        then_that="Coral is there by 8.30, walks Finn to school and keeps Shelly", back_up=case.all("pearl"),
        checks=case.all("nell"), origin="parent", starts=day("8 Oct"),
        family_words="Marina texts blue to Nan by 7 on a bad morning. She has not failed.\nNan comes by 8.30. She takes Finn "
        "to school and has Shelly. No text by 7.30? She comes anyway."), under="goal2", not_for=DAD, because=SAFE)


@DAYS.on("8 Oct", "12.10", "ines")
def services(case: Case) -> None:
    case.add("asha_promise", Promise(words="goes through the door plan with Marina", who=case["asha"], when="each week",
                                     family_words="Asha goes through the door plan with Marina each week."),
             not_for=DAD, because=SAFE)
    case.add("glen_promise", Promise(words="works with Callum; if Glen is worried, he tells Ines", who=case["glen"],
                                     when="on Tuesdays", family_words="Glen works with Callum on Tuesdays. If "
                                     "Glen is worried, he tells Ines."))
    case.add("tells_callum", Promise(words="tells Callum how the children are", who=case["ines"],
                                     when="after each meeting"), not_for=HERS, because=OWN)
    case.add("writes_callum", Promise(words="writes to Callum about every decision", who=case["ines"],
                                      when="within 2 days"), not_for=HERS, because=OWN)


@DAYS.on("8 Oct", "12.40", "ines")
def when_it_gets_hard(case: Case) -> None:
    case.add("bell", RedFlag(
        words="If the bell rings and you don’t expect it", then_that="Don’t open. Ring 999.", rings=case["coral"],
        rings_name="Nan", rings_number="07700 900123"), not_for=DAD, because=SAFE)
    case.add("at_door", RedFlag(
        words="If it is Callum", then_that="Ring 999. Children in the bathroom.", rings=case["coral"], rings_name="Nan",
        rings_number="07700 900123", is_emergency=True), not_for=DAD, because=SAFE)
    case.add("message", RedFlag(
        words="A text or call from Callum", then_that="Don’t answer. Tell Ines or Asha.", rings=case["ines"],
        rings_name="Ines", rings_number="01632 960100"), not_for=DAD, because=SAFE)
    case.add("not_here", RedFlag(
        words="If Marina speaks of not being here", then_that="Stay with her. Ring 111 and choose mental health. In danger "
        "now: 999. Tell Ruth: 01632 960114.", rings=case["ruth"], rings_name="Ruth", rings_number="01632 960114",
        evidence_of=case["marina"]), not_for=(*DAD, "marina", "pearl", "buoy", "finn", "shelly", "slate", "birk"),
        because="Marina asked that the sheet on the wall does not say it. She has it on her card with Ruth")
    case.add("go_there", RedFlag(
        words="If Callum feels he might go there", then_that="Ring Glen 01632 960160 or Dunstan. Go to Dunstan’s.",
        rings=case["glen"], rings_name="Glen", rings_number="01632 960160"), not_for=HERS, because=OWN)
    case.add("letters", Trigger(words="Court letters"))
    case.add("birthday", Trigger(words="Finn’s birthday (3 Feb)", is_day=True))
    case.add("pay_day", Trigger(words="Pay day"))
    case.add("drink", Trigger(words="Callum drinking"))
    case.add("bed", EarlySign(words="Finn wets the bed.", seen_first_by=case.all("marina")), not_for=DAD, because=SAFE)
    case.add("peg", EarlySign(words="The blue whale is on his peg.", seen_first_by=case.all("slate")), not_for=DAD,
             because="Finn’s own sign")
    case.add("silent", EarlySign(words="Marina stops answering Coral.", seen_first_by=case.all("coral")), not_for=DAD,
             because=SAFE)
    case.add("whale", ChildPart(
        child=case.all("finn"), about=case.all("finn"), picture="whale",
        words="Your blue whale on your peg means: I’m worried. Ms Slate looks every morning. It is the grown-ups’ job to keep "
        "you safe."), not_for=DAD, because="Finn says: not for dad")


@DAYS.on("8 Oct", "13.10", "ines")
def way_to_closing(case: Case) -> None:
    for key, words in (
            ("close1", "Both dangers at 8 or more for Marina, Finn, Coral and Asha"),
            ("close2", "The goals held: 6 months for the first, 3 for the second"),
            ("close3", "Two calls made by the family without us")):
        case.add(key, ClosingCondition(words=words))
    case.add("head", PlanHead(
        title="Our plan to keep Finn, Shelly and Marina safe",
        made_by="Marina, Coral, Pearl and Ines made this plan together.",
        why="On 6 September Callum hurt Marina badly. Finn saw it.",
        good="Marina rang 999. Nan comes when asked. Finn told his teacher.", family_heading="Marina and family",
        hard_days="Court on 18 January. Court letters. Birthdays. Christmas. We talk about each one before it comes.",
        ends=f"We look at it again on Thursday 19 November. {END}", review_on=day("19 Nov"),
        who_has_it="Marina, Coral, Pearl, and the services named here.",
        step_back="Any broken order, and we meet the same day."))


@DAYS.on("8 Oct", "16.20", "ines")
def version_1(case: Case) -> None:
    case.says_yes("marina", (Information.HEALTH, Information.STORY, Information.PLAN), ("coral",), "Ines, at home, 8 Oct")
    case.says_yes("marina", (Information.STORY, Information.PLAN), ("pearl",), "Ines, at home, 8 Oct")
    case.says("marina", StanceKind.AGREES, "I can do the door.", "8 Oct")
    case.says("coral", StanceKind.AGREES, "Of course.", "8 Oct")
    case.says("pearl", StanceKind.AGREES, "", "By phone, 8 Oct")
    case.agree_plan("first full plan",
                    why_in_force="Callum is asked by Glen on 10 October; Ms Slate said yes at the core group",
                    child_not_heard="Ines and Ms Slate sit down with Finn on 13 October",
                    flag_not_talked="Ines, Asha and Glen say each one aloud with Marina and Callum by 20 October")


@DAYS.on("10 Oct", "12.30", "glen")
def callum_on_1(case: Case) -> None:
    case.stance("callum", StanceKind.IN_PART, "I’ll go to the group. I want to see them.", "with Glen. Rule 4 only.")


@DAYS.on("20 Oct", "11.40", "ines")
def talk_through(case: Case) -> None:
    case.test("rule1", TestKind.TALK_THROUGH, "Marina, Finn, Asha and Ines",
              happened="What if the bell rings at ten? Marina said that she would ring 999 for a parcel, too. Now she looks "
              "first and rings Coral.", change="Look through the spyhole, ring Coral; 999 if it is Callum")
    case.change("rule1", then_that="don’t open. Look through the spyhole, ring Coral. If it is Callum: 999, children to the "
                "bathroom")
    case.change("bell", then_that="Don’t open. Look. Ring Nan: 07700 900123. No answer in 10 minutes: Pearl.")


@DAYS.on("20 Oct", "15.00", "ines")
def version_2(case: Case) -> None:
    case.says("marina", StanceKind.AGREES, "Look first. Then Mum.", "20 Oct, at home")
    case.says("coral", StanceKind.AGREES, "", "20 Oct, by phone")
    case.says("pearl", StanceKind.AGREES, "", "21 Oct, by phone")
    case.says("callum", StanceKind.IN_PART, "I’ll do my bit.", "20 Oct, with Glen. Rule 4 only.")
    case.agree_plan("bell rule after the talk-through",
                    why_in_force="Ms Slate said yes by phone; Dunstan is asked by Glen")


@DAYS.on("2 Nov", "18.05", "ines")
def phone_test(case: Case) -> None:
    case.test("rule2", TestKind.PHONE, "Ines rang Coral, then Pearl", happened="Coral answered. Pearl did not.",
              outcome=Outcome.PARTLY, change="Pearl’s number changed")


@DAYS.on("3 Nov", "15.30", "ines")
def blue(case: Case) -> None:
    case.test("rule5", TestKind.REAL, "Marina and Coral", happened="“Blue” at 6.50, Coral there at 8.20, Finn in class at "
              "8.55, Shelly at Coral’s till 3. Marina: “I didn’t feel like a failure.”")


@DAYS.on("9 Nov", "18.10", "ines")
def phone_again(case: Case) -> None:
    case.test("rule2", TestKind.PHONE, "Ines rang Coral, then Pearl on her new number", happened="Both answered.")


@DAYS.on("11 Nov", "10.15", "ines")
def whale_on_peg(case: Case) -> None:
    case.test("whale", TestKind.REAL, "Finn and Ms Slate", happened="The whale was on the peg. Ms Slate asked within 5 "
              "minutes. Finn had dreamt of the flat. Coral fetched him.")


@DAYS.on("19 Nov", "16.20", "ines")
def version_3(case: Case) -> None:
    case.add("rule6", PlanRule(
        who=case["nell"], words="weighs Shelly and plays with her", when="Thursdays",
        if_this="a visit is missed once, or twice", then_that="Nell rings; then Ines is told", back_up=case.all("ines"),
        checks=case.all("ines"), origin="agency", starts=day("19 Nov"), about=case.all("shelly"),
        family_words="Nell sees Marina and Shelly on Thursdays."), under="goal2", not_for=DAD, because=SAFE)
    case.change("head", good="Marina rang 999. Nan comes when asked. Finn told his teacher. Ten weeks have gone by and Callum "
                "has stayed away.", ends=f"We look at it again on Tuesday 15 December. {END}", review_on=day("15 Dec"))
    case.says("marina", StanceKind.AGREES, "It’s mine as well. I can do the blue text.", "19 Nov, copy given in large print",
              numbers=(9, 6, 5), because="money")
    case.says("coral", StanceKind.AGREES, "I’m ten minutes away. Ring.", "19 Nov")
    case.says("finn", StanceKind.AGREES, "The whale is good. Ms Slate looked.", "Read to him, 18 Nov", on=day("18 Nov"))
    case.says("pearl", StanceKind.NOT_ASKED, why_not_asked="Away until 28 November.")
    case.says("shelly", StanceKind.NOT_ASKED, why_not_asked="She is two. Nell watches how she plays.")
    for login in ("nell", "slate", "ines"):
        case.says(login, StanceKind.AGREES, how="core group, 19 Nov")
    case.agree_plan("Pearl’s number changed; rule 6 added",
                    why_in_force="Pearl is away until 28 November and said yes to version 2; Glen asks Callum on 20 November")


@DAYS.on("19 Nov", "17.10", "ines")
def words_for_marina(case: Case) -> None:
    case.word("marina", line3="Nobody tells anyone where you live.", rule6="Nell sees you and Shelly on Thursdays.",
              rule5="Marina texts blue to Nan by 7 on a bad morning. You have not failed.\nNan comes by 8.30. She takes Finn to school and "
              "has Shelly. No text by 7.30? She comes anyway.",
              asha_promise="Asha goes through the door plan with you each week.")
    case.shown("marina", "copy given in large print", kind="plan")
    case.shown("coral", "copy given", kind="plan")


@DAYS.on("19 Nov", "15.40", "ines")
def words_for_callum(case: Case) -> None:
    case.add("head_callum", PlanHead(
        reader=case["callum"], title="Your part of the plan for Finn and Shelly",
        made_by="Each grown-up has a plan for their own part. This one is yours.",
        why="On 6 September you hurt Marina badly. You had your hands on her neck. The children were there. You say: “I "
        "grabbed her jacket.” You also told Glen: “I did that.”",
        worries="When you are angry, or feel you are losing the children, you could hurt Marina again or kill her. Finn and "
        "Shelly could be hurt too, or lose their mum. You say: “I would never hurt the kids. I lost it once.”",
        good="You came to 3 of 4 sessions with Glen. You have started to say what you did. No visits for ten weeks.",
        the_children="They are well. They sleep, eat and play. Shelly has new words.", family_heading="You and your dad",
        hard_days="Court letters. Pay day. Finn’s birthday. Days when you drink. Plan each one with Glen before it comes.",
        how_safe="You gave it 8 in October and 7 now. You say: “Everyone thinks I’m a monster; I’m doing the group.” Glen gave "
        "it 3, and now 5. He says you take some blame, and still say you “lost it”. 10 means safe enough for us to stop.",
        ends="On 8 December we look again at when you could see the children. If you keep to this plan, that helps. If you "
        "break it, we meet the same day and the police are told."), not_for=HERS, because=OWN)
    case.word("callum", line1="You stay away from Marina. You send her nothing, and nothing through the children.",
              line2="You see Finn and Shelly only when and where everyone has agreed. That time has not come yet.",
              line3="You do not try to find out where they live.",
              rule4="You go to the group every Tuesday.\nYou ask Glen first if you want to say or send something.\nYou keep to "
              "your bail. It runs until 18 January.\nDunstan picks up the phone and has you to stay when it is hard.",
              go_there="If you feel you might go there\nStop. Ring Glen 01632 960160 or your dad. Go to your dad’s.",
              glen_promise="Glen sees you on Tuesdays. He rings back the same day.",
              tells_callum="Ines tells you how the children are after each meeting.",
              writes_callum="Ines writes to you about every decision within 2 days.")


@DAYS.on("19 Nov", "15.55", "ines")
def words_for_dunstan_and_finn(case: Case) -> None:
    case.add("head_dunstan", PlanHead(
        reader=case["dunstan"], title="Your part of the plan for Finn and Shelly",
        made_by="Each grown-up has a plan for their own part. This one is yours.",
        why="On 6 September Callum hurt Marina badly, and the children were there.",
        worries="Callum could do it again when he is angry, or feels he is losing the children.",
        good="Callum comes to see you when it is hard. You pick up the phone.",
        the_children="They are well. They sleep, eat and play.", family_heading="You and Callum",
        hard_days="Court letters. Pay day. Finn’s birthday. Days when Callum drinks.",
        how_safe="We have not asked you for a number yet.",
        ends="On 8 December we look at this again. If you want to send the children a card, give it to Glen. He reads it "
        "first, and Finn decides."), not_for=HERS, because=OWN)
    case.word("dunstan", line1="Callum stays away from Marina. You take no message to her.",
              line2="Callum sees Finn and Shelly only when and where everyone has agreed.",
              line3="You do not try to find out where they live.",
              rule4="You pick up the phone when Callum rings.\nCallum can stay with you when it is hard.",
              go_there="If Callum says he might go there\nHave him with you. Ring Glen 01632 960160. If he goes: 999.",
              glen_promise="Glen rings you back the same day.")
    case.add("head_finn", PlanHead(
        reader=case["finn"], title="Finn’s plan", made_by="Keeping you safe is the grown-ups’ job.",
        why="Dad hurt mum, and you saw it. It was not your fault.", good="You told Ms Slate. That was brave.",
        want="You sleep at night, and nobody shouts.", family_heading="Mum and Nan",
        ends="We look at it again on Tuesday 15 December. Ines tells you what we said."))
    case.word("finn", whale="Your blue whale on your peg means: I’m worried. Ms Slate looks every morning. It is the grown-ups’ "
              "job to keep you safe.", rule1="Mum locks the door and keeps her phone by the bed every night.",
              rule2="Nan keeps her phone on, day and night.", rule5="Nan comes when mum has a bad morning.",
              rule3="Ms Slate lets you go home only with Mum, Nan or Pearl.",
              at_door="If dad comes\nGo to the bathroom with Shelly. Ring 999.",
              scale1="10 means: dad stays away and keeps to what we agreed. You sleep all night. 0 means: dad could come.",
              scale2="10 means: on mum’s bad days somebody comes, and you have breakfast and go to school. 0 means: you and Shelly are "
              "alone with it.")


@DAYS.on("20 Nov", "12.20", "glen")
def callum_on_3(case: Case) -> None:
    case.stance("callum", StanceKind.IN_PART, "I’ll do my bit. I should see them before January.",
                "20 Nov, with Glen. Rule 4 only.", numbers=(6, 6))
    case.shown("callum", "his own copy, with Glen", kind="plan")

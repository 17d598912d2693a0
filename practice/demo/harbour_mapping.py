"""The Harbour mapping: three columns, two dangers, and everyone's number in October and November."""

from typing import Any

from practice.access.models import Information
from practice.demo.replay import Case, Days, day
from practice.mapping.kinds import (
    BottomLine,
    ComplicatingFactor,
    DangerStatement,
    ExistingSafety,
    Harm,
    Hope,
    Impact,
    Incident,
    Judgement,
    NextStep,
    SafetyGoal,
    SafetyScale,
    Strength,
    Unknown,
)
from practice.records.bodies import Differs

DAYS = Days()
DAD = ("callum", "dunstan")
MUM_AND_NAN_ONLY = ("callum", "dunstan", "pearl", "buoy")


@DAYS.on("14 Sept", "11.30", "ines")
def past_harm(case: Case) -> None:
    both = case.all("finn", "shelly")
    case.add("hurt", Harm(
        words="Callum shouted at, pushed and once strangled Marina while the children were in the flat.", about=both,
        said_by=case["marina"], said_to="Sgt Birk", said_on=day("7 Sept"), how_known="Police statement, photo of bruising",
        by_whom=case.all("callum"), to_whom=case.all("marina", "finn", "shelly"),
        first=Incident(when="About March 2024", what="pushed against the door"),
        worst=Incident(when="Sun 6 Sept", on=day("6 Sept"), what="hands on her neck about 10 seconds; she thought she would "
                       "die", seen_by="Finn, in the doorway"),
        latest=Incident(when="Sun 6 Sept", on=day("6 Sept"), what="the same", seen_by="Finn"),
        how_often="Every 2–3 weeks, more since spring", getting="more", severity="very serious",
        severity_why="9 of 10: strangling is a sign of very high danger", evidence="confirmed by a professional",
        impacts=(Impact(child=case["finn"], words="“I thought mummy was dead. I couldn’t make my legs go.” Wets the bed 3–4 "
                        "nights a week"),
                 Impact(child=case["shelly"], words="Cried for an hour, would not be put down")),
        differs=(Differs(person=case["callum"], words="I grabbed her jacket."),)))
    case.add("control", Harm(
        words="Callum checked Marina’s phone, stopped her going to Coral’s and kept the bank card.", about=both,
        said_by=case["marina"], said_to="Ines", said_on=day("14 Sept"), how_known="School register agrees",
        by_whom=case.all("callum"), to_whom=case.all("marina"),
        first=Incident(when="Since Shelly was born, June 2024", what="asked to see her phone each evening"),
        worst=Incident(when="June", what="no card for 11 days"),
        latest=Incident(when="Fri 4 Sept", on=day("4 Sept"), what="kept the card"),
        how_often="Most days since Shelly was born", getting="more", severity="serious",
        severity_why="no money for food or nappies, and nobody to tell", evidence="reported by someone else",
        impacts=(Impact(child=case["finn"], words="Missed 9 school days"),
                 Impact(child=case["shelly"], words="No nappies or dinner money twice in June")),
        differs=(Differs(person=case["callum"], words="We were saving."),)))


@DAYS.on("14 Sept", "12.10", "ines")
def what_is_good(case: Case) -> None:
    case.add("coral_helps", Strength(
        words="Coral is very supportive. She has the children every Friday and Saturday night.", said_by=case["marina"],
        said_to="Ines", said_on=day("14 Sept"), about=case.all("finn", "shelly"), did=True, protected=False, repeated=True))
    case.add("rang_999", Strength(
        words="Marina rang 999 on 6 September and gave a statement.", said_by=case["birk"], said_on=day("7 Sept"),
        how_known="Call record", did=True, protected=True, repeated=False))


@DAYS.on("14 Sept", "12.40", "ines")
def finn_told(case: Case) -> None:
    case.add("finn_told", Strength(
        words="Finn told Ms Slate he was frightened at home.", said_by=case["slate"], said_to="Ines", said_on=day("9 Sept"),
        about=case.all("finn"), did=True, protected=True, repeated=False))


@DAYS.on("28 Sept", "16.50", "tom")
def bottom_lines(case: Case) -> None:
    case.add("line1", BottomLine(
        words="Callum has no contact with Marina, direct or through the children.", reason="He strangled her.",
        family_words="Callum stays away from Marina.", footing="Bail condition", status="met",
        set_by="Tom Larder, team manager", set_on=day("28 Sept"), review_on=day("8 Dec"), told="Marina 9 Oct, Callum 10 Oct"))
    case.add("line2", BottomLine(
        words="Callum sees the children only at the contact centre, from when Glen and the core group agree.",
        family_words="Callum sees the children only when and where we have all agreed.", footing="Child protection plan",
        reason="Finn saw it, and is afraid that dad finds the house.", status="met", set_by="Tom Larder, team manager",
        set_on=day("28 Sept"), told="Marina 9 Oct, Callum 10 Oct"))
    case.add("line3", BottomLine(
        words="Nobody gives out the address.", family_words="Nobody tells anyone where Marina and the children live.",
        reason="Leaving is the most dangerous time.", footing="Child protection plan", status="met",
        set_by="Tom Larder, team manager", set_on=day("28 Sept"), told="Marina, Coral, Pearl and "
        "school, 30 Sept"))


@DAYS.on("8 Oct", "9.10", "ines")
def danger_1(case: Case) -> None:
    both = case.all("finn", "shelly")
    case.add("job", ComplicatingFactor(
        words="Callum lost his job in May. His own dad hit him.", said_by=case["callum"], said_to="Glen",
        said_on=day("29 Sept"), how_known="Session 2", evidence_of=case["callum"]))
    case.add("flat", ComplicatingFactor(
        words="The old flat is in Callum’s name, and the court date about bail is on 18 January.", said_by=case["asha"],
        said_on=day("8 Oct"), how_known="Group discussion", sort="housing"))
    case.add("danger1", DangerStatement(
        title="Callum coming back", about=both,
        words="Ines, police, nan Coral and mum Marina are worried that Callum will find or follow Marina when he is angry or "
        "feels he is losing the children, and hurt or kill her, and that Finn and Shelly will be hurt in the middle of it, be "
        "terrified again, or lose their mum.", worried="Ines, police, nan Coral and mum Marina",
        behaviour="Callum will find or follow Marina and hurt or kill her",
        circumstances="when he is angry or feels he is losing the children",
        impact="Finn and Shelly will be hurt in the middle of it, be terrified again, or lose their mum",
        family_words="He could come back when he is angry, and hurt Marina again. Finn and Shelly could be hurt or very "
        "frightened.", family_words_by=case["marina"], child=case["finn"],
        child_words="We are worried dad might hurt mum again and you might see it or get hurt.",
        differs=(Differs(person=case["callum"], words="I would never hurt the kids. I lost it once."),)),
        rests_on=("hurt", "control"))
    case.add("goal1", SafetyGoal(
        about=both, words="Finn and Shelly live with mum at a home dad does not know. Mum, Coral and Pearl follow the plan "
        "every day and ring the police at the first sign. Dad keeps every order and sees the children only where and when "
        "everyone has agreed.", doing="Mum, Coral and Pearl follow the plan every day. Dad keeps every order",
        network="Coral and Pearl", child_experience="Finn and Shelly live with mum at a home dad does not know",
        seen_by="Glen, Asha and the police", for_how_long="6 months in a row",
        including="the court day, birthdays and Christmas",
        family_words="Finn and Shelly live with mum, somewhere dad does not know. They sleep at night.",
        best_hope="A night where nobody shouts.", best_hope_by=case["finn"]), under="danger1")
    case.add("scale1", SafetyScale(
        words="How safe are Finn, Shelly and Marina from Callum coming back?",
        zero="Dad is likely to come and hurt mum now; the children can’t live with her.",
        ten="Dad keeps away and keeps to every agreement. Mum and the children can go to the shops and sleep all night. We can "
        "stop visiting.", zero_short="dad is likely to come and hurt mum now",
        ten_short="dad keeps away and we can stop visiting", talk_about="the court day"), under="danger1")
    case.add("apart", ExistingSafety(
        words="Marina has lived apart since 12 September, changed locks and phone, and told Coral, Pearl and school.",
        acted=case.all("marina", "coral", "pearl"), about=both, said_by_name="Sgt Birk and Asha", said_on=day("8 Oct"),
        dates_seen="texts passed on 15 and 22 Sept", seen_for="Seen for 4 weeks",
        confirmed_by="Sgt Birk and Asha", did=True, protected=True, repeated=True), under="danger1")
    case.add("neighbour", ExistingSafety(
        words="On 6 September Mrs Buoy took both children into her flat and rang the police.", acted=case.all("buoy"),
        about=both, said_by=case["buoy"], said_to="Sgt Birk", said_on=day("6 Sept"), dates_seen="6 Sept",
        seen_for="Seen once: a strength so far", did=True, protected=True, repeated=False), under="danger1")


@DAYS.on("8 Oct", "10.40", "ines")
def danger_2(case: Case) -> None:
    both = case.all("finn", "shelly")
    why = "Marina’s health is hers to tell"
    case.add("sleep", ComplicatingFactor(
        words="Marina sleeps three hours a night.", said_by=case["ruth"], said_to="Ines", said_on=day("8 Oct"),
        how_known="Seen in clinic", sort="health", about=case.all("shelly"), evidence_of=case["marina"]),
        info=Information.HEALTH, not_for=DAD, because=why)
    case.add("danger2", DangerStatement(
        title="mum’s bad days", about=both,
        words="Marina, Ruth and the health visitor are worried that when Marina has not slept and feels alone she will not be "
        "able to get up, feed or comfort Shelly, or get Finn to school, so Shelly will be left crying, and Finn will be "
        "looking after his sister instead of being seven.", worried="Marina, Ruth and the health visitor",
        behaviour="Marina will not be able to get up, feed or comfort Shelly, or get Finn to school",
        circumstances="when she has not slept and feels alone",
        impact="Shelly will be left crying, and Finn will be looking after his sister instead of being seven",
        family_words="On days with no sleep, it could be too much for Marina on her own.", family_words_by=case["marina"],
        child=case["finn"], child_words="When mum has not slept, we want a grown-up to help, so that you can be seven.",
        evidence_of=case["marina"]), not_for=DAD, because=why, rests_on=("control",))
    case.add("goal2", SafetyGoal(
        about=both, words="Marina, with Coral and Nell, gets the children up, fed and to school or nursery every weekday, and "
        "tells Coral or Ruth the same day when it is a bad day; Coral comes within 2 hours.", network="Coral and Nell",
        doing="Marina tells Coral or Ruth the same day; Coral comes within 2 hours", seen_by="Nell and school",
        child_experience="Finn and Shelly are up, fed and at school or nursery", for_how_long="3 months",
        including="winter, and a week when someone is ill",
        family_words="Finn and Shelly eat, play and go to school, even on mum’s bad days."), under="danger2", not_for=DAD, because=why)
    case.add("scale2", SafetyScale(
        words="How safe are Finn and Shelly on mum’s bad days?", zero="The children are left alone with it.",
        ten="On a bad day somebody comes and the children still eat, sleep and go to school.",
        zero_short="the children are left alone with it", ten_short="on a bad day somebody comes"), under="danger2",
        not_for=DAD, because=why)


@DAYS.on("8 Oct", "15.40", "ines")
def numbers_in_october(case: Case) -> None:
    # Those of the others came from the discussion that morning.
    case.rate("scale1", finn=(3, "", {"tool": "steps to the door"}), callum=(8, "", {"asked_by": "with Glen"}))
    case.rate("scale2", marina=(4, ""), coral=(5, ""), asha=(5, ""), ruth=(4, ""), nell=(4, ""), ines=(4, ""))
    case.add("pictures", NextStep(words="Make Words and Pictures about where dad is.", who=case["ines"],
                                  who_with="Marina", by_on=day("30 Oct"), about=case.all("finn")), under="goal1")


@DAYS.on("13 Oct", "14.20", "ines")
def houses(case: Case) -> None:
    def said(words: str) -> dict[str, Any]:
        return {"words": words, "said_by": case["finn"], "said_to": "Ines and Ms Slate", "said_on": day("13 Oct"),
                "is_verbatim": True, "how_known": "Three Houses", "about": case.all("finn")}

    case.add("voice", Harm(**said("Dad’s voice when it goes low."), by_whom=case.all("callum"),
                           to_whom=case.all("finn"), evidence="the child said"), not_for=DAD, because="Finn says: not for dad")
    case.add("good_house", Strength(**said("Nan’s pancakes. Shelly’s laugh. Ms Slate lets me feed the fish."),
                                    did=False), not_for=MUM_AND_NAN_ONLY, because="Finn says: mum and nan only")
    case.add("dream", Hope(**said("A night where nobody shouts.")), not_for=MUM_AND_NAN_ONLY,
             because="Finn says: mum and nan only")


@DAYS.on("20 Oct", "16.30", "glen")
def callum_says(case: Case) -> None:
    case.add("did_that", Strength(
        words="I did that.", said_by=case["callum"], said_to="Glen", said_on=day("20 Oct"), is_verbatim=True,
        how_known="Came to 3 of 4 sessions", did=True, protected=False, repeated=False, evidence_of=case["callum"]))


@DAYS.on("29 Oct", "17.00", "ines")
def pictures_done(case: Case) -> None:
    case.done("pictures")


@DAYS.on("30 Oct", "15.20", "ines")
def assessment(case: Case) -> None:
    case.add("judgement", Judgement(
        words="We believe that the children are safe enough with Marina while Callum does not know where they live.",
        best_case="In six months Finn sleeps, Shelly talks, and dad has kept every order and says what he did.",
        worst_case="Callum finds them after a court letter, and kills Marina in front of Finn.",
        makes_worse_likelier="Court on 18 January; Callum alone and drinking; Marina without sleep. In July she thought that "
        "they would be better off without her; not since, asked on 20 November.",
        makes_better_likelier="Ten weeks apart, every text passed on, Coral and Pearl told, Callum at group.",
        which_and_why="The better one, as long as the address holds. Strangling keeps our worry high whatever the weeks say.",
        would_change_our_mind="Any message, any sighting, or Marina not answering Coral.",
        other_explanation="That the quiet weeks are waiting for court, and not change.",
        family_view="Marina says that it is right. Callum says: “Everyone thinks I’m a monster.”", evidence_of=case["marina"]),
        not_for=DAD, because="It holds Marina’s health and how she is kept safe")
    case.finish_mapping("The assessment, authorised by Tom Larder")


@DAYS.on("11 Nov", "16.40", "ines")
def coral_came(case: Case) -> None:
    case.change("coral_helps", example="She came within the hour both times Marina rang, on 3 and 11 November.")


@DAYS.on("13 Nov", "10.30", "ines")
def housing(case: Case) -> None:
    case.add("housing", NextStep(words="Get the housing letter for Marina.", who=case["ines"], by_on=day("20 Nov")),
             under="goal1", not_for=DAD, because="Where they live")


@DAYS.on("16 Nov", "9.50", "ines")
def not_known(case: Case) -> None:
    case.add("where", Unknown(
        words="Where does Callum sleep on weekdays? It changes how near he is to the school.", finder=case["birk"],
        by_on=day("30 Nov"), why_it_matters="Without it the school run is a guess.", said_by=case["ines"],
        said_on=day("16 Nov")), not_for=DAD, because="He would know what we do not know")
    case.add("who_knew", Unknown(
        words="Who else knew about the shouting before 6 September?", finder=case["ines"], by_on=day("4 Dec"),
        why_it_matters="They could be in the network, or have kept quiet.", said_by=case["ines"], said_on=day("16 Nov")))


@DAYS.on("19 Nov", "14.10", "ines")
def numbers_in_november(case: Case) -> None:
    said: dict[str, Any] = {"is_verbatim": True}
    steps: dict[str, Any] = {"is_verbatim": True, "tool": "steps to the door"}
    case.rate("scale1", finn=(6, "I check the lock at bedtime. Nan’s house is a 10.", steps),
              marina=(7, "He doesn’t know where we are. Court frightens me.", said),
              coral=(6, ""),
              callum=(7, "Everyone thinks I’m a monster; I’m doing the group.", {**said, "asked_by": "with Glen"}),
              asha=(4, "Strangling; the most dangerous weeks follow leaving; court in January."),
              glen=(5, "He takes some blame, still says “lost it”."),
              birk=(5, "No breach known. Bail runs out on 18 January."),
              ines=(5, "Ten quiet weeks; nobody has tried the court day."))
    case.rate("scale2", finn=(7, "Nan comes when mum is blue.", steps), marina=(6, "I didn’t feel like a failure.", said),
              coral=(7, "She rang me on a bad day. Twice.", said), asha=(6, "She asks for help now."),
              ruth=(6, "Sleeping 5–6 hours."), nell=(6, "Shelly is gaining words."),
              ines=(6, "The blue text worked; one test only."))
    case.change("apart", words="Marina has lived apart since 12 September, changed locks and phone, and told Coral, Pearl and "
                "school. Three texts from Callum went straight to the police.", said_on=day("19 Nov"),
                dates_seen="texts passed on 15 and 22 Sept, 9 Oct", seen_for="Seen for 10 weeks")
    case.add("blue_worked", ExistingSafety(
        words="3 November: Marina texted “blue” at 6.50. Coral was there at 8.20, Finn in class at 8.55, Shelly at Coral’s "
        "till 3.", acted=case.all("marina", "coral"), about=case.all("finn", "shelly"), said_by=case["coral"],
        said_to="safety journal", said_on=day("3 Nov"), dates_seen="3 Nov", seen_for="Seen once: a strength so far", did=True,
        protected=True, repeated=False, evidence_of=case["marina"]), under="danger2", not_for=DAD,
        because="Marina’s health is hers to tell")


@DAYS.on("20 Nov", "16.10", "ines")
def read_with_marina(case: Case) -> None:
    case.change("sleep", words="Marina sleeps three hours a night. On the worst mornings she cannot get up.",
                said_on=day("20 Nov"))
    case.change("housing", words="Get the housing letter for Marina. It is late; she was told on 20 November.")
    case.add("playgroup", NextStep(words="Ring Nell’s team for the play group Shelly liked.", who=case["coral"],
                                   by_on=day("27 Nov"), about=case.all("shelly")), under="goal2", not_for=DAD,
             because="A place where Shelly will be")
    case.story("story", words="On 6 September Callum strangled Marina at home. Finn, 7, saw it from the doorway. A neighbour took both "
        "children in and rang the police; Marina rang 999 too. Since 12 September they have lived apart, at an address that "
        "Callum does not know. There have been three texts, passed straight to the police, and no visits.\n\n"
        "Marina sleeps more and rings Coral, the children’s nan, on bad mornings. Callum has come to three of four group "
        "sessions and wants to see the children. The next hard day is court, on 18 January.",
        read_with="Marina on 20 November")
    case.hide("story", DAD, "It tells of Marina’s days")
    case.shown("marina", "read with her at home, copy in large print", "That’s how it was. Put in that I rang too.")


@DAYS.on("24 Nov", "8.50", "ines")
def court_day(case: Case) -> None:
    case.add("court", NextStep(
        words="Walk through the court day with Marina and Coral: who takes Finn, who sits with Marina, what if Callum is in "
        "the corridor.", who=case["ines"], by_on=day("8 Dec")), under="goal1", not_for=DAD,
        because="How Marina is kept safe on the day")

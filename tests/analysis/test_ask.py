"""Questions in plain English."""

from dataclasses import replace
from datetime import date

import pytest
from tests.builders import FakeView, number, party, report_card, slug, speaker, told

from bywhom.analysis.ask import ask
from bywhom.analysis.ask_grammar import parse
from bywhom.analysis.ask_time import find_time

LATER = report_card("r9", published=date(2020, 1, 1))
HARBOUR = {"type_": "LOCATION"}
ACCOUNT = FakeView(told=[
    told("capture", report=LATER, actor="Red Front", place="Hill Town", when="2015-05-20"),
    told("supports", report=LATER, supporter="Donor", recipient="Red Front", labels={"kind": "weapons"}),
    told("supports", report=LATER, supporter="Uncle", recipient="Red Front", labels={"kind": "funding"}),
    told("leads", report=LATER, leader=party("Abu Omar", type_="PERSON"), organisation="Red Front"),
    told("explosion", report=LATER, attacker="Red Front", place="Hill Town", when="2019-03-02", killed=number(5)),
    told("explosion", report=LATER, attacker="Red Front", place="Hill Town", when="2018-03-02", killed=number(9)),
    told("present", report=LATER, actor=party("Abu Omar", type_="PERSON"), place="Hill Town"),
    told("opposed", report=LATER, party=["Red Front", "Blue Guard"]),
])  # fmt: skip

QUESTIONS = [
    ("Who held Hill Town in June 2015?", "control", "Red Front held Hill Town"),
    ("Who controls Hill Town on 1 June 2015?", "control", "took the place by 20 May 2015"),
    ("Did the Red Front hold Hill Town in June 2015?", "control", "Yes, by what is told"),
    ("Who arms the Red Front, and who says so?", "trace", "Donor is told to supply weapons to Red Front"),
    ("Who funds Red Front?", "trace", "Uncle is told to fund Red Front"),
    ("Who supports the Red Front?", "trace", "Donor is told"),
    ("Whom does Uncle fund?", "trace", "Red Front"),
    ("Who leads Red Front?", "structure", "Abu Omar leads Red Front"),
    ("Who commanded the Red Front in 2018?", "structure", "Abu Omar leads Red Front"),
    ("How many were killed in Hill Town in March?", "timeline", "5 killed"),
    ("How many people were killed in Hill Town in March 2018?", "timeline", "9 killed"),
    ("What did the Red Front do in Hill Town?", "timeline", "captured Hill Town"),
    ("Who captured Hill Town?", "timeline", "Red Front captured Hill Town"),
    ("When did Red Front capture Hill Town?", "timeline", "20 May 2015"),
    ("Where is Abu Omar?", "dossier", "Abu Omar operated in Hill Town"),
    ("Who is Abu Omar?", "dossier", "Abu Omar led Red Front"),
    ("Who are Red Front's enemies?", "loyalties", "opposed"),
    ("What happened in Hill Town in 2019?", "timeline", "explosion"),
    ("When did Hill Town fall?", "timeline", "20 May 2015"),
    ("Was Hill Town under Red Front control in June 2015?", "control", "Yes, by what is told"),
    ("Who fights against Red Front?", "loyalties", "opposed"),
    ("Who says that Red Front captured Hill Town?", "timeline", "Red Front captured Hill Town"),
    ("Who bombed people in Hill Town?", "timeline", "explosion"),
    ("Has Hill Town been captured?", "timeline", "Red Front captured Hill Town"),
    ("How long did Red Front hold Hill Town?", "control", "Red Front held Hill Town from 20 May 2015"),
    ("Which towns does Red Front hold?", "control", "Red Front held Hill Town"),
    ("Did Red Front bomb Hill Town?", "timeline", "2 March 2019"),
    ("Is Red Front at war with Blue Guard?", "loyalties", "opposed"),
    ("Does Donor fund Red Front?", "trace", "Donor is told to supply weapons to Red Front"),
    ("Is Abu Omar part of Red Front?", "structure", "Abu Omar led Red Front"),
    ("Who is in Hill Town?", "timeline", "Abu Omar operated in Hill Town"),
    ("Were there explosions in Hill Town?", "timeline", "2 March 2018"),
    ("Red Front", "dossier", "Red Front is told of"),
    ("Hill Town 2019", "dossier", "Hill Town is told of"),
    ("Who held Hill Town in 1990?", "control", "Red Front captured Hill Town"),
]


@pytest.mark.parametrize(("question", "verb", "says"), QUESTIONS)
def test_a_question_is_answered_with_the_sentences_that_answer_it(question, verb, says):
    reply = ask(ACCOUNT, question)
    assert reply.verb == verb
    assert reply.understood
    assert any(says in s.text for s in reply.sentences), [s.text for s in reply.sentences]
    assert all(s.because for s in reply.sentences if s.text != reply.sentences[0].text)


def test_a_month_without_a_year_is_the_last_one_and_that_is_said():
    reply = ask(ACCOUNT, "How many were killed in Hill Town in March?")
    assert any("2019-03" in w for w in reply.warnings)


def test_what_cannot_be_answered_is_said_with_the_nearest_question():
    reply = ask(ACCOUNT, "Why is the sky over Hill Town so blue?")
    assert not reply.understood
    assert "Who held Hill Town?" in reply.nearest


def test_an_unknown_name_is_said():
    reply = ask(ACCOUNT, "Who supports Zzyzx?")
    assert any("Zzyzx" in w for w in reply.warnings)
    assert not reply.sentences


def test_an_empty_account_answers_without_an_error():
    assert ask(FakeView(), "Who held Hill Town?").sentences == ()


@pytest.mark.parametrize(
    ("words", "since", "until"),
    [
        ("on 1 July 2015", date(2015, 7, 1), date(2015, 7, 1)),
        ("on July 1, 2015", date(2015, 7, 1), date(2015, 7, 1)),
        ("in June 2015", date(2015, 6, 1), date(2015, 6, 30)),
        ("in 2015", date(2015, 1, 1), date(2015, 12, 31)),
        ("in the summer of 2015", date(2015, 6, 1), date(2015, 8, 31)),
        ("between May and July 2015", date(2015, 5, 1), date(2015, 7, 31)),
        ("from 2014 to 2016", date(2014, 1, 1), date(2016, 12, 31)),
        ("since 2014", date(2014, 1, 1), None),
        ("before May 2015", None, date(2015, 4, 30)),
        ("on 2015-07-01", date(2015, 7, 1), date(2015, 7, 1)),
    ],
)
def test_the_time_of_a_question_is_read(words, since, until):
    found = find_time(f"Who held Hill Town {words}?", date(2020, 1, 1))
    assert (found.since, found.until) == (since, until)
    assert "Hill Town" in found.rest


def test_a_date_that_does_not_exist_is_no_date():
    assert find_time("Who held Hill Town on 31 February 2015?", None).since is None


def test_names_lose_their_article_and_their_question_mark():
    assert parse("Who supports the Red Front?").names == ("Red Front",)


def test_why_is_never_answered_and_other_questions_are_offered():
    reply = ask(ACCOUNT, "Why did Red Front capture Hill Town?")
    assert not reply.sentences
    assert any("Red Front" in q for q in reply.nearest)


def test_a_year_that_nothing_reaches_gets_the_nearest_claims_and_says_so():
    reply = ask(ACCOUNT, "Who held Hill Town in 1990?")
    assert all(s.note.startswith("nearest") for s in reply.sentences)
    assert any("nearest" in w for w in reply.warnings)


HALL = {"type_": "LOCATION"}
EVENTS = FakeView(told=[
    told("air_strike", report=LATER, attacker="Norland Air Force", target=party("two hospitals", type_=""),
         place="Hill Town", when="2019-03-02", killed=party("one Sudland soldier", type_="", low=1, high=1)),
    told("air_strike", report=LATER, attacker="Norland Air Force", place="Hill Town", when="2019-05-01",
         killed=number(20)),
    told("capture", report=LATER, actor="Red Front", place="Hill Town", modality="planned", when="2018-01-01"),
    told("capture", report=LATER, actor="Red Front", place="Hill Town", when="2019-06-01"),
    told("capture", report=LATER, actor="Red Front", place="Dale", when="2018-06-01/2019-12-31"),
])  # fmt: skip


def test_a_common_noun_narrows_events_to_those_whose_victims_go_by_it():
    reply = ask(EVENTS, "Did Norland bomb hospitals in Hill Town?")
    assert [s.text for s in reply.sentences if "2 March 2019" in s.text]
    assert not [s.text for s in reply.sentences if "1 May 2019" in s.text]


def test_figures_of_a_group_leave_out_the_figures_of_others():
    reply = ask(EVENTS, "How many Sudland soldiers were killed in Hill Town?")
    assert len(reply.sentences) == 1


def test_what_is_planned_stands_after_what_happened():
    texts = [s.text for s in ask(EVENTS, "Who captured Hill Town?").sentences]
    assert "planned" not in texts[0]
    assert "planned" in texts[-1]


def test_what_may_fall_into_the_range_stands_after_what_does():
    texts = [s.text for s in ask(EVENTS, "What did Red Front capture in 2019?").sentences]
    assert "Hill Town" in texts[0]
    assert "Dale" in texts[-1]


def test_where_just_that_is_not_told_the_nearest_is_and_it_is_said():
    reply = ask(EVENTS, "Did Red Front take Norland?")
    assert reply.sentences[0].text == "Nobody tells of just that; the nearest that is told:"
    assert any("Red Front captured Hill Town" in s.text for s in reply.sentences[1:])


def test_what_was_known_on_a_day_before_the_record_is_said_to_be_nothing():
    reply = ask(EVENTS, "What did we know about Hill Town on 1 June 2001?")
    assert any("nothing was on record of Hill Town by 2001-06-01" in w for w in reply.warnings)


def test_a_name_of_several_means_the_one_of_whom_something_is_told():
    view = FakeView(told=[
        told("supports", report=LATER, supporter=party("Council of Arn"), recipient="Red Front"),
        told("meeting", report=LATER, party=[party("Council of Dale"), "Donor"]),
        told("meeting", report=LATER, party=[party("Council of Dale"), "Donor"], when="2019-01-01"),
    ], aliases={slug("Council of Arn"): ("the council",), slug("Council of Dale"): ("the council",)})  # fmt: skip
    reply = ask(view, "Whom does the council support?")
    assert any("Red Front" in s.text for s in reply.sentences)


def test_a_capture_of_the_town_stands_before_those_of_what_lies_in_it():
    view = FakeView(told=[
        told("capture", report=LATER, actor="Red Front", place="Hill Mill", when="2018-01-01"),
        told("capture", report=LATER, actor="Red Front", place="Hill Town", when="2019-01-01"),
    ], related={slug("Hill Town"): {slug("Hill Mill"): "within"}})  # fmt: skip
    assert "Hill Town" in ask(view, "When did Hill Town fall?").sentences[0].text


def test_a_name_of_other_words_is_not_taken_for_a_known_one():
    reply = ask(EVENTS, "Who leads the Iron Front?")
    assert any("Iron Front" in w for w in reply.warnings)
    assert not reply.sentences


def test_an_actor_of_whom_nothing_is_told_is_not_said_not_to_hold_a_place():
    view = FakeView(told=[
        told("capture", report=LATER, actor="Red Front", place="Hill Town", when="2015-05-20"),
        told("present", report=LATER, actor="Blue Guard", place="Hill Town", when="2019"),
        told("capture", report=LATER, actor="Blue Guard", place="Far Town", when="2015-05-20"),
        told("leads", report=LATER, leader="Abu Omar", organisation="White Guard"),
    ])  # fmt: skip
    assert ask(view, "Did Blue Guard hold Hill Town in June 2015?").sentences[0].text.startswith("No, by what is told")
    assert ask(view, "Did White Guard hold Far Town in May 2012?").sentences[0].text.startswith("Nobody tells of that")


def test_reports_of_the_time_tell_what_has_no_date():
    """What a report of December leaves undated is shown for a question of December, with a word on it."""
    of_then, of_later = (report_card(n, published=d) for n, d in (("r7", date(2007, 12, 11)), ("r8", date(2012, 1, 1))))
    view = FakeView(told=[
        told("explosion", report=of_then, attacker="Red Front", place="Hill Town"),
        told("shelling", report=of_later, attacker="Red Front", place="Hill Town"),
    ])  # fmt: skip
    reply = ask(view, "What happened in Hill Town in December 2007?")
    assert [s.because for s in reply.sentences] == [(view.told[0].id,)]
    assert any("no date is told with it" in w for w in reply.warnings)
    assert ask(view, "What happened in Hill Town in 1999?").sentences == ()


def test_how_reliable_a_publisher_is_can_be_asked():
    view = FakeView(told=[told("capture", report=report_card("r1"), actor="Red Front", place="Hill Town")])
    publisher = view.told[0].report.publisher
    assert "speaks in 1 claim of 1 report" in ask(view, f"How reliable is {publisher}?").sentences[0].text
    assert ask(view, "How reliable is the Nowhere Gazette?").warnings == (
        "Nowhere Gazette is not told to have said anything",
    )


def test_forces_of_a_country_are_sought_under_its_name():
    view = FakeView(
        told=[told("killing", report=LATER, perpetrator=party("Norland", type_="LOCATION"), victim="Abu X")]
    )

    class AllNear(FakeView):
        def find_entities(self, name, *, types=(), **asked):
            return [c for c in self._cards(None).values() if not types or c.type in types]

    reply = ask(AllNear(told=view.told), "Who was killed by Norland forces?")
    assert "“Norland forces” was taken for Norland" in reply.warnings
    assert reply.sentences


def test_a_figure_that_one_sentence_tells_of_two_events_counts_once():
    blast = told("explosion", report=LATER, target="the square", place="Hill Town", killed=number(7), when="2016-05-01")
    attack = replace(blast, id="clm-2", type="attack")
    other = told(
        "killing", report=LATER, victim="guards", place="Hill Town", killed=number(5), when="2017-05-01", at=90
    )
    reply = ask(FakeView(told=[blast, attack, other]), "How many were killed in Hill Town?")
    assert reply.sentences[0].text.startswith("12 killed")
    assert ask(FakeView(told=[blast, other]), "How many were killed?").understood == "how many were killed"


def test_a_holding_of_part_of_the_time_is_a_holding_at_least_for_a_time():
    view = FakeView(told=[
        told("capture", report=LATER, actor="Red Front", place="Hill Town", when="2015-05-20"),
        told("capture", report=LATER, actor="Blue Guard", place="Hill Town", when="2015-08-20"),
    ])  # fmt: skip
    reply = ask(view, "Did Red Front hold Hill Town in 2015?")
    assert reply.sentences[0].text == "Yes, by what is told, at least for a time."
    assert "until 20 August 2015" in reply.sentences[1].text


VOICES = [
    told("statement", report=LATER, speaker="Red Front", labels={"act": "claim_of_responsibility"}, when="2016-05-01"),
    told("statement", report=LATER, speaker="Blue Guard", addressee="Farland", labels={"act": "accusation"},
         when="2016-05-02", at=300),
    told("shelling", report=LATER, attacker="Farland", target="Hill Town", when="2016-05-02", at=600,
         speakers=(speaker("Colonel Idris"),)),
    told("capture", report=LATER, actor="Red Front", place="Far Town", modality="planned", when="2016-06-01", at=900),
    told("capture", report=LATER, actor="Blue Guard", place="Hill Town", from_="Red Front", when="2016-07-01", at=1200),
    told("explosion", report=LATER, target="Mill", when="2016-08-01", killed=number(3), at=1500),
]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Who claimed responsibility?", "Red Front claimed responsibility"),
        ("Did Red Front claim responsibility?", "Red Front claimed responsibility"),
        ("Who accused Farland?", "Blue Guard accused Farland"),
        ("Who blamed Farland for the shelling?", "Farland shelled Hill Town"),
        ("Whom did Blue Guard accuse?", "Blue Guard accused Farland"),
        ("Did Blue Guard accuse Farland?", "Blue Guard accused Farland"),
        ("What did Red Front lose?", "Blue Guard captured Hill Town from Red Front"),
    ],
)
def test_who_says_of_whom_that_he_did_it(question, said):
    reply = ask(FakeView(told=VOICES), question)
    assert any(s.text.startswith(said) for s in reply.sentences), [s.text for s in reply.sentences]


def test_what_one_means_to_take_is_no_loss_of_his():
    reply = ask(FakeView(told=VOICES), "What did Red Front lose?")
    assert not any("Far Town" in s.text for s in reply.sentences)


def test_nobody_denied_what_only_others_claimed():
    reply = ask(FakeView(told=VOICES), "Who denied responsibility?")
    assert (reply.sentences, reply.understood) == ((), "who denies responsibility")


def test_an_answer_to_who_says_where_nobody_is_named():
    reply = ask(FakeView(told=VOICES), "Who bombed Mill?")
    assert reply.sentences
    assert "none of these says who did it" in reply.warnings


def test_things_lost_are_not_answered_with_the_dead():
    reply = ask(FakeView(told=VOICES), "How many tanks did Red Front lose?")
    assert reply.sentences == ()
    assert reply.warnings == ("no loss of “tanks” is told of Red Front",)


class Loose(FakeView):
    """A view that finds what goes by any of the words, as the store does."""

    def find_entities(self, name, **options):
        found = [c for word in name.split() for c in super(Loose, self).find_entities(word, **options)]
        return list({c.id: c for c in found}.values())


def test_a_person_known_by_his_last_name_is_found_by_both():
    view = Loose(told=[told("leads", leader=party("Haddad", type_="PERSON"), organisation="Red Front")])
    assert "was taken for Haddad" in " ".join(ask(view, "Who is Omar Haddad?").warnings)


def test_a_question_not_understood_is_told_so_and_gets_questions_that_fit_who_is_named():
    view = FakeView(told=[told("leads", leader=party("Omar Haddad", type_="PERSON"), organisation="Red Front")])
    reply = ask(view, "Why did Omar Haddad resign?")
    assert reply.warnings == ("why something happened is not answered: no claim tells causes",)
    assert "What did Omar Haddad say?" in reply.nearest
    assert not any("leads" in q or "Who leads" in q for q in reply.nearest)


def test_where_nobody_is_said_to_have_taken_a_place_who_came_and_left_is_shown():
    came = told(
        "movement", report=LATER, who="Red Front", destination="Hill Town", place="Hill Town", when="2015-05-20"
    )
    texts = [s.text for s in ask(FakeView(told=[came]), "Who took Hill Town?").sentences]
    head = texts.index("Nobody is said to have taken Hill Town; the nearest that is told:")
    assert "Red Front moved" in texts[head + 1]


def test_a_place_written_small_is_that_place_and_no_common_noun():
    near = told("capture", report=LATER, actor="Red Front", place="Hill Town", when="2015-05-20")
    near = replace(near, sentence_text="Red Front, which took Hill Town, is now moving towards Bukta.")
    seen = told("present", report=LATER, actor="Red Front", place="Bukta", at=300)
    assert not any("captured" in s.text for s in ask(FakeView(told=[near, seen]), "who took bukta").sentences)

"""Whom or what the names of a question mean, and what is told where no verb answers."""

from datetime import date

import pytest
from tests.builders import FakeView, number, party, report_card, told

from bywhom.analysis import ask_text
from bywhom.analysis.ask import ask
from bywhom.analysis.ask_base import Question, stands_in
from bywhom.analysis.ask_names import named, same_actor
from bywhom.analysis.names import is_bare, kin

LATER = report_card("r9", published=date(2020, 1, 1))
DALE = party("Dale", type_="LOCATION")
VIEW = FakeView(told=[
    told("leads", report=LATER, leader=party("Abu Omar", type_="PERSON"), organisation="Norland Army", place=DALE),
    told("leads", report=LATER, leader=party("Abu Zayd", type_="PERSON"), organisation="Norland Army", at=90),
    told("capture", report=LATER, actor="11 Norland men", place="Hill Town", when="2015-05-20"),
    told("capture", report=LATER, actor="Daesh", place="Dale", when="2015-05-20"),
    told("capture", report=LATER, actor="ISIL", place="Dale", when="2016-05-20"),
    told("supports", report=LATER, supporter="Donor", recipient="March 23 Movement", labels={"kind": "weapons"}),
    told("capture", report=LATER, actor=["M23", "March 23 Movement"], place="Dale", when="2017-05-20"),
])  # fmt: skip


def test_a_place_behind_a_name_narrows_the_question_to_what_is_told_there():
    found = named(VIEW, "Norland Army in Dale", ("ORGANISATION",), None)
    assert found.card is not None and found.where is not None
    assert (found.card.name, found.where.name) == ("Norland Army", "Dale")
    reply = ask(VIEW, "Who commands the Norland Army in Dale?")
    assert [s.text for s in reply.sentences] == ["Abu Omar leads Norland Army."]


def test_a_name_is_never_taken_for_a_count_of_men():
    found = named(VIEW, "Norland men in Sudland", ("ORGANISATION",), None)
    assert found.card is None or found.card.name != "11 Norland men"


def test_a_name_ends_where_a_clause_about_it_begins():
    found = named(VIEW, "Dale before the army came", ("LOCATION",), None)
    assert found.card is not None and found.card.name == "Dale"


def test_a_fight_named_after_a_place_is_sought_there():
    found = named(VIEW, "battle of Dale", ("LOCATION",), None)
    assert found.card is not None and found.card.name == "Dale"


@pytest.mark.parametrize(("one", "other"), [("ISIS militants", "Islamic State"), ("M23", "March 23 Movement")])
def test_names_under_which_the_press_knows_one_body_are_of_one_side(one, other):
    assert kin(one, other)


def test_every_sentence_of_a_reply_stands_with_its_speakers_reports_and_origins():
    for question in ("Who arms M23?", "Who leads the Norland Army?", "Who held Dale?", "Who is Donor?"):
        rows = [s for s in ask(VIEW, question).sentences if s.because]
        assert rows
        assert all("1 report, 1 origin" in s.note or "2 reports" in s.note or "origins" in s.note for s in rows)


def test_a_body_named_after_a_day_is_somebody():
    assert not is_bare("March 23 Movement")
    assert is_bare("23 March fighters")


def test_an_actor_read_apart_under_two_names_is_asked_for_under_both():
    reply = ask(VIEW, "What did Islamic State capture?")
    assert len([s for s in reply.sentences if "captured Dale" in s.text]) == 2


def test_a_common_noun_is_no_part_of_a_longer_word():
    assert stands_in("governor", "the governors fled")
    assert not stands_in("governor", "all of dale governorate")


def test_a_question_is_it_disputed_is_about_what_was_named_before():
    reply = ask(VIEW, "Was there snow in Dale or is it disputed?")
    assert "what is disputed about Dale" in reply.understood


def test_an_abbreviation_is_found_beside_its_long_form():
    card = named(VIEW, "M23", ("ORGANISATION",), None).card
    assert card is not None
    assert same_actor(VIEW, card, "M23", None)
    assert any("Donor" in s.text for s in ask(VIEW, "Who arms M23?").sentences)


def test_words_for_which_there_is_no_verb_are_sought_in_the_sentences():
    view = FakeView(told=[told("abuse", report=LATER, perpetrator="Red Front", victim="human shields", place="Dale")])
    reply = ask(view, "Did they use human shields around Dale?")
    assert reply.understood == "sentences that hold the words of the question"
    assert reply.sentences[0].text.startswith("Sentences that hold")
    assert reply.sentences[1].because
    assert not ask(view, "Did they use submarines around Dale?").sentences


def test_of_a_large_casefile_the_words_are_sought_all_at_once(monkeypatch):
    monkeypatch.setattr(ask_text, "MANY", 0)
    view = FakeView(told=[told("abuse", report=LATER, perpetrator="Red Front", victim="human shields", place="Dale")])
    found = ask_text.by_words(Question(view=view), "human shields")
    assert found is not None and len(found.sentences) == 2
    assert ask_text.by_words(Question(view=view), "shields human") is None  # sought as one, by a view over lists


def test_what_stands_undated_behind_a_dated_sentence_is_shown_for_its_day_and_that_is_said():
    view = FakeView(told=[
        told("attack", report=LATER, attacker="Red Front", place="Dale", when="2015-05-20", at=10),
        told("killing", report=LATER, victim="four soldiers", place="Dale", killed=number(4), at=120),
        told("attack", report=LATER, attacker="Red Front", place="Dale", when="2015-06-20", at=300),
    ])  # fmt: skip
    reply = ask(view, "How many were killed in Dale on 20 May 2015?")
    assert any("oldiers were killed" in s.text for s in reply.sentences)
    assert any("among what its report tells of that time" in w for w in reply.warnings)
    assert not ask(view, "How many were killed in Dale on 20 June 2015?").sentences


def test_a_figure_told_without_its_place_is_shown_for_its_day_and_that_is_said():
    victim = party("four Norland soldiers", type_="")
    view = FakeView(told=[
        told("present", report=LATER, actor="Red Front", place="Dale"),
        told("killing", report=LATER, victim=victim, killed=victim, when="2015-05-20"),
        told("killing", report=LATER, victim="two farmers", killed=number(2), when="2015-05-20"),
    ])  # fmt: skip
    reply = ask(view, "How many Norland soldiers were killed in Dale on 20 May 2015?")
    assert reply.sentences[0].text == "No such figure is told of Dale then; without a place are told:"
    assert [s.text for s in reply.sentences[1:]]
    assert not any("farmers" in s.text for s in reply.sentences)


def test_the_first_event_alone_is_told_where_it_is_asked_for():
    reply = ask(VIEW, "When did Islamic State first capture Dale?")
    assert [s.text for s in reply.sentences] == ["Daesh captured Dale on 20 May 2015."]


def test_two_questions_put_at_once_are_both_answered():
    reply = ask(VIEW, "Who leads the Norland Army and who arms M23?")
    said = " ".join(s.text for s in reply.sentences)
    assert "Abu Zayd leads" in said and "Donor" in said
    assert ";" in reply.understood


def test_a_denial_is_found_by_what_is_denied():
    view = FakeView(told=[
        told("supports", report=LATER, supporter="Norland", recipient="Red Front", polarity="denied"),
        told("statement", report=LATER, speaker="Norland", addressee="denied arms Red Front", labels={"act": "denial"}),
        told("statement", report=LATER, speaker="Norland", addressee="denied talks", labels={"act": "denial"}, at=50),
    ])  # fmt: skip
    reply = ask(view, "Did Norland deny that it arms Red Front?")
    assert len(reply.sentences) == 1

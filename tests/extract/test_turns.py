"""Turns: whose a stretch of text is where no verb says so."""

import pytest

from bywhom.extract.attribution import find_attributions
from bywhom.nlp.load import load_parser


def turns(text):
    made = [a for a in find_attributions(load_parser().parse(text)) if a.narrative]
    return [(a.source.of(text), " … ".join(c.of(text) for c in a.content)) for a in made if a.source is not None]


def test_all_after_the_heading_of_a_statement_is_the_words_of_the_body_that_makes_it():
    text = "STATEMENT BY THE MINISTRY OF WATER\n\nTwo men were killed.\n\nThe Ministry of Water regrets it."
    assert turns(text) == [("Ministry of Water", "Two men were killed. … The Ministry of Water regrets it.")]


def test_whoever_makes_a_statement_is_not_sought_inside_other_words():
    text = "STATEMENT BY NATO\n\nTwo senators were heard.\n\nNato regrets it."
    assert turns(text)[0][0] == "Nato"


@pytest.mark.parametrize("head", ["Statement by the spokesman for , Orvik", "[Speech] [, President Roth]"])
def test_a_heading_that_names_nobody_gives_nobody_the_text(head):
    assert turns(f"{head}\n\nTwo men were killed at Orvik.") == []


def test_an_over_long_paragraph_that_is_cut_has_its_label_once():
    text = "Roth: " + "The army shelled the two villages on the river again. " * 250
    assert turns(text) == []


def test_all_after_a_sentence_that_leads_up_to_a_communique_is_the_words_of_whoever_issued_it():
    text = "The northern command issued the following communiqué:\n\n1. Four men died.\n\n2. The road is shut."
    assert turns(text) == [("The northern command", "1. Four men died. … 2. The road is shut.")]


def test_a_quotation_after_a_colon_is_left_to_the_quotations():
    assert turns('The northern command issued a statement:\n\n"Four men died."\n\nThe road is shut.') == []


def test_who_asks_for_the_outlet_is_given_nothing():
    text = (
        "PRESENTER: Who holds the bridge?\n\nROTH: The militia holds it.\n\nPRESENTER: And the road?\n\nROTH: Nobody."
    )
    assert turns(text) == [("ROTH", "The militia holds it."), ("ROTH", "Nobody.")]


def test_an_answer_to_a_question_in_a_parliament_is_the_ministers_who_stands_in_the_brackets():
    text = "Mr. Weber asked the Minister of War how many men fell.\n\nThe Minister (Mr. Roth): Forty men fell at Orvik."
    assert turns(text) == [("Mr. Roth", "Forty men fell at Orvik.")]


def test_a_written_answer_is_the_words_of_the_minister_who_was_asked():
    text = "Will the Minister of WATER be pleased to state how many fell?\n\nANSWER\n\nForty men fell at Orvik."
    assert turns(text) == [("Minister of WATER", "Forty men fell at Orvik.")]


@pytest.mark.parametrize(
    ("head", "speaker"),
    [
        ("[Speech] [President Ana Roth, in progress]", "President Ana Roth"),
        ("[General command of the Orvik Front]", "General command of the Orvik Front"),
        ("[Ana Roth]", None),
        ("[Interview with President Ana Roth by Ben Alba]", None),
    ],
)
def test_a_monitored_broadcast_is_his_whom_its_brackets_give_an_office_or_a_speech(head, speaker):
    said = "The army shelled two villages. We shall not forget it."
    made = turns(f"Orvik, 12 May 1989 (Radio Alba) — {head} {said}")
    assert [name for name, _ in made] == ([] if speaker is None else [speaker])


def test_an_outlets_own_editorial_is_the_reports_voice():
    assert turns("The Coast Wire said in an editorial on Monday:\n\nThe road is shut. It must be opened.") == []


def test_a_heading_of_a_statement_may_stand_below_the_letterhead():
    text = "MINISTRY OF WATER\nOrvik, 3 October 1999\n\nStatement by the General Staff\n\nFour men died. Two were hurt."
    assert turns(text) == [("General Staff", "Four men died. Two were hurt.")]


def test_what_a_witness_tells_as_i_under_a_heading_is_his():
    told = "I saw four men. They shot my brother."
    assert turns(f"Interview of 12 February 1987 with Ana Roth, 41, a teacher\n\n{told}") == [("Ana Roth", told)]
    assert turns("Interview with Ana Roth, 41, a teacher\n\nShe saw four men. They shot a boy.") == []

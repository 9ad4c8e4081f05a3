"""How a question is taken apart: what answers it, the names in it, and what narrows it."""

import pytest

from bywhom.analysis.ask_grammar import Asked, parse

UNDERSTOOD = [
    ("Who is the new leader of the Red Front?", "leaders", ("Red Front",)),
    ("Who was the former military commander of Red Front?", "leaders", ("Red Front",)),
    ("Who has held Hill Town?", "control", ("Hill Town",)),
    ("Control of Hill Town", "control", ("Hill Town",)),
    ("Is Red Front in control of Hill Town?", "held_by", ("Red Front", "Hill Town")),
    ("How long did Red Front hold Hill Town?", "held_by", ("Red Front", "Hill Town")),
    ("Since when has the army held Hill Town?", "held_by", ("army", "Hill Town")),
    ("Why do you say Red Front held Hill Town?", "held_by", ("Red Front", "Hill Town")),
    ("Which towns does Red Front hold?", "holdings", ("Red Front",)),
    ("Has Hill Town been recaptured?", "doers", ("Hill Town",)),
    ("When did Hill Town fall to Red Front?", "when_did", ("Red Front", "Hill Town")),
    ("Who lost Hill Town?", "doers", ("Hill Town",)),
    ("Which places did Red Front take?", "victims", ("Red Front",)),
    ("Was the bridge bombed by Red Front?", "when_did", ("Red Front", "bridge")),
    ("Who was killed by Red Front?", "victims", ("Red Front",)),
    ("Is it true that Red Front took Hill Town?", "when_did", ("Red Front", "Hill Town")),
    ("Is Norland at war with Sudland?", "relation", ("Norland", "Sudland")),
    ("Are Norland and Sudland allies?", "relation", ("Norland", "Sudland")),
    ("What is the relationship between Norland and Red Front?", "relation", ("Norland", "Red Front")),
    ("Which groups are allied with Red Front?", "allies", ("Red Front",)),
    ("Who has been fighting Red Front?", "enemies", ("Red Front",)),
    ("Who fought with Red Front?", "enemies", ("Red Front",)),
    ("Who fought alongside Red Front?", "allies", ("Red Front",)),
    ("Who was fighting alongside Red Front?", "allies", ("Red Front",)),
    ("Did Norland and Sudland meet?", "between", ("Norland", "Sudland")),
    ("What agreements were made between Norland and Sudland?", "between", ("Norland", "Sudland")),
    ("Does Norland arm Red Front?", "support_path", ("Norland", "Red Front")),
    ("What weapons does Norland give Red Front?", "support_path", ("Norland", "Red Front")),
    ("Through whom does Norland support Red Front?", "support_path", ("Norland", "Red Front")),
    ("Who belongs to Red Front?", "structure", ("Red Front",)),
    ("Is the Blue Brigade part of Red Front?", "part", ("Blue Brigade", "Red Front")),
    ("How many did Red Front lose in Hill Town?", "losses", ("Red Front",)),
    ("What was the death toll in Hill Town?", "casualties", ("Hill Town",)),
    ("How many people died in Hill Town?", "casualties", ("Hill Town",)),
    ("How many were displaced from Hill Town?", "displaced", ("Hill Town",)),
    ("What is Red Front planning?", "plans", ("Red Front",)),
    ("What did Red Front deny?", "denials", ("Red Front",)),
    ("Does Norland deny that it arms Red Front?", "denials", ("Norland", "that it arms Red Front")),
    ("How many villages did Red Front take?", "victims", ("Red Front",)),
    ("Which hill forts did Red Front lose?", "victims", ("Red Front",)),
    ("How many prisoners did Red Front execute in Hill Town?", "casualties", ("Red Front",)),
    ("How many people were executed in Hill Town?", "casualties", ("Hill Town",)),
    ("How many prisoners were exchanged?", "events", ()),
    ("How many Norland air strikes hit Hill Town?", "events", ("Hill Town",)),
    ("List the suicide bombings in Hill Town", "events", ("Hill Town",)),
    ("Who was behind the attack on Hill Town?", "events", ("Hill Town",)),
    ("When did the siege of Hill Town begin?", "events", ("Hill Town",)),
    ("When did the ceasefire between Norland and Red Front start?", "between", ("Norland", "Red Front")),
    ("How many fighters are in Hill Town?", "strength", ("Hill Town",)),
    ("How many Norland troops are in Sudland?", "strength", ("Norland",)),
    ("What did Abu Omar tell Norland?", "statements", ("Abu Omar", "Norland")),
    ("Who speaks for Red Front?", "spokesmen", ("Red Front",)),
    ("Is Norland for or against Red Front?", "relation", ("Norland", "Red Front")),
    ("Which side did Norland fight on in Dale?", "allies", ("Norland",)),
    ("Did Norland send commandos to Red Front?", "support_path", ("Norland", "Red Front")),
    ("How many sources are anonymous?", "sources", ()),
    ("Who has Red Front fought against?", "enemies", ("Red Front",)),
    ("Did Norland give intelligence to Red Front?", "support_path", ("Norland", "Red Front")),
    ("How many Red Front men have been killed in Hill Town?", "casualties", ("Hill Town",)),
    ("How many people were evacuated from Hill Town?", "displaced", ("Hill Town",)),
    ("How many men died taking Hill Town?", "casualties", ("Hill Town",)),
    ("Who died near Hill Town?", "doers", ()),
    ("What do the sources disagree on about Hill Town?", "disputed", ("Hill Town",)),
    ("What was known about Red Front?", "about", ("Red Front",)),
    ("Do the reports agree about Hill Town?", "disputed", ("Hill Town",)),
    ("Is it disputed who holds Hill Town?", "disputed", ("Hill Town",)),
    ("How reliable is Red Radio?", "reliability", ("Red Radio",)),
    ("Who is in Hill Town?", "present", ("Hill Town",)),
    ("Where does Red Front come from?", "origin", ("Red Front",)),
    ("Was there a ceasefire in Hill Town?", "events", ("Hill Town",)),
    ("Were there air strikes in Hill Town?", "events", ("Hill Town",)),
    ("List the air strikes in Hill Town", "events", ("Hill Town",)),
    ("Show me a timeline of Hill Town", "happened", ("Hill Town",)),
    ("What is known about Red Front?", "about", ("Red Front",)),
]  # fmt: skip


@pytest.mark.parametrize(("question", "verb", "names"), UNDERSTOOD)
def test_a_question_is_understood_by_its_verb_and_its_names(question, verb, names):
    asked = parse(question)
    assert asked is not None
    assert (asked.verb, asked.names) == (verb, names)


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("When did the Red Front make a deal with Blue Guard?", ("Red Front", "Blue Guard")),
        ("Did Norland sign an agreement with the Southern Council?", ("Norland", "Southern Council")),
    ],
)
def test_whoever_makes_a_deal_with_another_is_asked_of_both(question, names):
    asked = parse(question)
    assert (asked.verb, asked.names, asked.detail) == ("between", names, "agreement")


def test_the_place_of_an_event_is_told_apart_from_its_victim():
    assert parse("Did Norland bomb hospitals in Hill Town?") == Asked(
        "when_did", ("Norland", "hospitals"), "explosion", where="Hill Town"
    )


def test_figures_are_asked_of_a_group():
    asked = parse("How many Norland soldiers were killed in Hill Town?")
    assert (asked.verb, asked.group, asked.detail) == ("casualties", "Norland soldiers", "killed")


def test_a_helping_verb_is_no_group():
    assert parse("How many were killed in Hill Town?").group == ""


def test_who_suffered_in_a_place_asks_for_no_victim_by_name():
    asked = parse("Who was abducted in Hill Town?")
    assert (asked.verb, asked.names, asked.where) == ("doers", (), "Hill Town")


def test_who_denies_asks_for_what_is_denied():
    assert parse("Who denied that Red Front took Hill Town?").denied


def test_who_says_so_asks_for_what_is_said_since_every_answer_names_its_speakers():
    assert parse("Who arms the Red Front, and who says so?") == parse("Who arms the Red Front?")
    assert parse("How many reports say that Hill Town fell?").verb == "doers"


@pytest.mark.parametrize("question", ["Why did Hill Town fall?", "Who betrayed whom?", "Is the weather fine?", ""])
def test_what_no_claim_can_answer_is_not_understood(question):
    assert parse(question) is None


def test_responsibility_is_no_clause_that_somebody_says():
    asked = parse("Who claimed responsibility for the attack on the mill?")
    assert (asked.verb, asked.names) == ("responsibility", ("attack on the mill",))
    assert parse("Who denied responsibility?").detail == "denied"


def test_who_expelled_somebody_asks_for_the_doer_and_who_was_expelled_for_him():
    assert parse("Who expelled the ambassador?").verb == "doers"
    assert parse("Who was expelled from Hill Town?").verb == "displaced"


@pytest.mark.parametrize(
    ("question", "verb", "detail"),
    [
        ("Who fought in Hill Town?", "present", ""),
        ("Who fought Red Front?", "enemies", ""),
        ("Who holds prisoners in Hill Town?", "events", "holds"),
        ("Who held hostages?", "events", "holds"),
        ("Who planned to assassinate Omar Haddad?", "doers", "killing"),
        ("Who tried to capture Hill Town?", "doers", "capture"),
    ],
)
def test_questions_of_fights_captives_and_attempts(question, verb, detail):
    asked = parse(question)
    assert (asked.verb, asked.detail) == (verb, detail)

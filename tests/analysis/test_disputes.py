"""Disputes: each kind by its rule, each side with its speakers."""

from dataclasses import replace
from datetime import date

from tests.builders import FakeView, number, party, report_card, slug, speaker, told

from bywhom.analysis.disputes import disputes, in_words
from bywhom.model.text import Span
from bywhom.model.where import Place

LATER = report_card("r9", published=date(2020, 1, 1))


def kinds(*claims):
    return [d.kind for d in disputes(FakeView(told=claims))]


def test_a_finding_that_some_deny_is_disputed_with_both_sides():
    yes = told("capture", report=LATER, actor="Red Front", place="Hill Town", when="2016-05-01")
    no = told("capture", report=report_card("r2"), actor="Red Front", place="Hill Town", when="2016-05-01",
              polarity="denied", speakers=(speaker("Colonel Idris"),))  # fmt: skip
    found = [d for d in disputes(FakeView(told=[yes, no])) if d.kind == "polarity"]
    assert len(found) == 1
    assert [s.speakers for s in found[0].sides] == [("Paper r9",), ("Colonel Idris",)]


def test_the_sides_of_a_dispute_stand_in_one_sentence_with_those_who_say_so():
    yes = told("capture", report=LATER, actor="Red Front", place="Hill Town", when="2016-05-01")
    no = told("capture", report=report_card("r2"), actor="Red Front", place="Hill Town", when="2016-05-01",
              polarity="denied", speakers=(speaker("Colonel Idris"),))  # fmt: skip
    found = next(d for d in disputes(FakeView(told=[yes, no])) if d.kind == "polarity")
    assert "; but it is denied that Red Front captured Hill Town" in in_words(found)
    assert in_words(found).endswith("(Colonel Idris).")


def test_figures_whose_ranges_do_not_meet_are_disputed():
    def blast(report, low, high):
        return told("explosion", report=report_card(report), attacker="A", place="Hill Town", when="2016-05-01",
                    killed=number(low, high))  # fmt: skip

    assert "figures" in kinds(blast("r1", 40, 45), blast("r2", 60, 60))
    assert "figures" not in kinds(blast("r1", 40, 45), blast("r2", 44, 60))


def test_the_parts_of_one_claims_figure_do_not_exclude_each_other():
    """ "Killed a mayor and six others" tells of seven, and of one and six nowhere apart."""
    parts = told("explosion", report=report_card("r1"), attacker="A", place="Hill Town", when="2016-05-01",
                 killed=[number(1), number(6)])  # fmt: skip
    whole, other = (
        told("explosion", report=report_card(f"r{n}"), attacker="A", place="Hill Town", when="2016-05-01",
             killed=number(n)) for n in (7, 60)
    )  # fmt: skip
    assert kinds(parts) == []
    assert "figures" not in kinds(parts, whole)
    assert "figures" in kinds(parts, other)


def test_two_heads_of_one_body_at_one_time_are_disputed():
    def leads(who, report):
        head, title = party(who, type_="PERSON"), party("president")
        return told(
            "leads", report=report_card(report), leader=head, organisation="Coast Council", title=title, when="2016-05"
        )  # fmt: skip

    assert kinds(leads("Anwar Said", "r1"), leads("Idris Nour", "r2")) == ["roles"]


def test_two_holders_of_one_place_are_disputed():
    def holds(who, when):
        return told("controls", report=LATER, actor=who, place="Hill Town", when=when)

    found = kinds(holds("Red Front", "2016-05-01/2016-07-31"), holds("Blue Guard", "2016-06-01/2016-06-30"))
    assert found == ["holders"]


def test_holders_that_follow_each_other_are_no_dispute():
    claims = [
        told("capture", report=LATER, actor="Red Front", place="Hill Town", when="2016-05-01"),
        told("capture", report=LATER, actor="Blue Guard", place="Hill Town", when="2016-08-01"),
    ]
    assert not kinds(*claims)


def test_a_place_that_the_report_puts_in_another_country_is_disputed():
    town = Place(id="1", name="Hill Town", lat=32.0, lon=22.0, country="LY")
    country = Place(id="2", name="Farland", lat=35.0, lon=38.0, country="SY", feature="PCLI")
    at = party("Hill Town", type_="LOCATION", text="Hill Town, Farland", place=town)
    inside = party("Farland", type_="LOCATION", place=country)
    claim = told("killing", perpetrator="Air Force", victim="Abu X", place=[at, inside], when="2015-11")
    spanned = claim.roles["place"][0]
    fixed = replace(claim, roles={**claim.roles, "place": (replace(spanned, span=Span(0, 18)), inside)})
    found = disputes(FakeView(told=[fixed]))
    assert [d.kind for d in found] == ["place"]
    assert "gazetteer" in found[0].sides[1].says
    twice = [fixed, replace(fixed, id="clm-2", type="attack")]
    assert len(disputes(FakeView(told=twice))) == 1  # one dispute, however many claims put it there


def test_a_place_called_by_the_adjective_of_another_country_is_disputed():
    town = Place(id="1", name="Hill Town", lat=32.0, lon=22.0, country="LY")
    country = Place(id="2", name="Syria", lat=35.0, lon=38.0, country="SY", feature="PCLI")
    elsewhere = told("present", actor="Red Front", place=party("Syria", type_="LOCATION", place=country))

    def found(words):
        at = party("Hill Town", type_="LOCATION", text=words, place=town, span=Span(0, len(words)))
        shown = FakeView(told=[told("killing", victim="Abu X", place=at), elsewhere],
                         places={slug("Syria"): country})  # fmt: skip
        return [s.says for d in disputes(shown) if d.kind == "place" for s in d.sides[:1]]

    assert found("the eastern Syrian port city of Hill Town") == ["Hill Town is in Syria (the report)"]
    assert found("the Syrian base at Hill Town") == []  # a base may stand abroad
    assert found("the Libyan city of Hill Town") == []


def test_disputes_about_one_entity_leave_the_others_out():
    claims = [
        told("present", actor="A", place="Hill Town", polarity=p, report=report_card(r))
        for p, r in (("affirmed", "r1"), ("denied", "r2"))
    ]
    view = FakeView(told=[*claims, told("present", actor="B", place="Harbour Town")])
    assert disputes(view, view.entity(slug("A")))
    assert not disputes(view, view.entity(slug("B")))


def test_one_sentence_read_twice_does_not_contradict_itself():
    def blast(number_, at):
        claim = told("killing", report=report_card("r1"), perpetrator="A", place="Hill Town", when="2016-05-01",
                     injured=number(number_), at=at)  # fmt: skip
        return replace(claim, sentence=Span(0, 80))

    assert "figures" not in kinds(blast(15, 0), blast(35, 20))


def toll(report, words, low, high=None, victim="", **fields):
    """Dead of one battle, as counted by one report."""
    dead = replace(number(low, low if high is None else high), text=words)
    if high == 0:
        dead = replace(dead, high=None)
    victims = {"victim": victim} if victim else {}
    return told("killing", report=report_card(report, **fields), perpetrator="A", place="Hill Town", when="2016-05-01",
                killed=dead, **victims)  # fmt: skip


def test_figures_of_different_people_exclude_nothing():
    assert "figures" not in kinds(toll("r1", "three peacekeepers", 3), toll("r2", "at least 17 people", 17))
    assert "figures" not in kinds(toll("r1", "five soldiers", 5), toll("r2", "60 civilians", 60))
    assert "figures" not in kinds(toll("r1", "5", 5, victim="Farland's peacekeepers"), toll("r2", "60", 60))


def test_figures_of_the_same_people_in_other_words_are_disputed():
    assert "figures" in kinds(toll("r1", "17 people", 17), toll("r2", "60", 60))
    assert "figures" in kinds(toll("r1", "five civilians", 5), toll("r2", "60 villagers", 60))
    assert "figures" in kinds(toll("r1", "five Farland soldiers", 5), toll("r2", "60 soldiers", 60))


def test_a_toll_that_rises_is_no_dispute():
    early, late = {"published": date(2016, 5, 2)}, {"published": date(2016, 5, 20)}
    at_least = toll("r1", "at least 70 people", 70, 0, **early)
    assert "figures" not in kinds(at_least, toll("r2", "3,000 people", 3000, **late))
    assert "figures" in kinds(at_least, toll("r2", "3,000 people", 3000, **early))
    assert "figures" in kinds(toll("r1", "70 people", 70, **early), toll("r2", "3,000 people", 3000, **late))


def test_a_denial_about_other_victims_disputes_nothing():
    def killing(victim, **fields):
        return told("killing", perpetrator="A", victim=victim, place="Hill Town", when="2016-05-01", **fields)

    said = killing("ten soldiers", report=report_card("r1"))
    assert "polarity" not in kinds(said, killing("any villagers", report=report_card("r2"), polarity="denied"))
    assert "polarity" in kinds(said, killing("soldiers", report=report_card("r2"), polarity="denied"))


def test_one_report_that_names_two_presidents_without_dates_tells_of_one_after_the_other():
    def leads(who, report):
        return told("leads", report=report_card(report), leader=party(who, type_="PERSON"),
                    organisation="Coast Council", title=party("president"))  # fmt: skip

    assert not kinds(leads("Anwar Said", "r1"), leads("Idris Nour", "r1"))
    assert kinds(leads("Anwar Said", "r1"), leads("Idris Nour", "r2")) == ["roles"]

"""The signed graph of loyalties and its contradictions."""

from dataclasses import replace
from datetime import date

from tests.builders import FakeView, party, told

from bywhom.analysis.loyalties import loyalties, phrase_tie


def contradictions(*claims, **options):
    return loyalties(FakeView(told=claims), **options).contradictions


def gives(a, b):
    return told("supports", supporter=a, recipient=b)


def test_support_that_reaches_an_opponent_is_shown_with_its_claims():
    claims = [gives("Capital", "Broker"), gives("Broker", "Band"), told("attack", attacker="Band", target="Capital")]
    found = [c for c in contradictions(*claims) if c.kind == "support_reaches_opponent"]
    assert found[0].sentence == "Capital supports Broker, Broker supports Band, and Band attacks Capital."
    assert set(found[0].because) == {c.id for c in claims}


def test_a_contradiction_says_what_is_given():
    claims = [
        told("supports", supporter="Capital", recipient="Band", via="Broker", labels={"kind": "funding"}),
        told("supports", supporter="Broker", recipient="Band", labels={"kind": "weapons"}),
        told("attack", attacker="Band", target="Capital"),
    ]
    first = contradictions(*claims)[0]
    assert first.sentence == "Capital funds Broker, Broker supplies weapons to Band, and Band attacks Capital."


def test_of_contradictions_attested_alike_the_one_with_most_claims_behind_it_comes_first():
    claims = [
        gives("Capital", "Broker"), gives("Broker", "Band"), told("attack", attacker="Band", target="Capital"),
        gives("Capital", "Gang"), told("attack", attacker="Gang", target="Capital"),
    ]  # fmt: skip
    assert "Broker" in contradictions(*claims)[0].sentence


def test_of_contradictions_of_as_many_origins_the_one_whose_reading_is_surest_comes_first():
    doubted = [gives("Capital", "Gang"), told("attack", attacker="Gang", target="Capital")]
    sure = [gives("Harbour", "Band"), told("attack", attacker="Band", target="Harbour")]
    claims = [*(replace(c, confidence=0.5) for c in doubted), *(replace(c, confidence=0.9) for c in sure)]
    assert "Band" in contradictions(*claims)[0].sentence
    assert "Gang" in contradictions(*(replace(c, confidence=1.4 - c.confidence) for c in claims))[0].sentence


def test_a_member_may_stand_for_its_organisation_and_is_marked():
    claims = [
        gives("Capital", "Broker"), gives("Broker", "Band"), told("affiliate", affiliate="Band", parent="Front"),
        told("attack", attacker="Front", target="Capital"),
    ]  # fmt: skip
    found = [c for c in contradictions(*claims) if c.kind == "support_reaches_opponent"]
    assert "Band taken as part of Front" in found[0].sentence


def test_two_friends_of_one_actor_that_fight_are_unbalanced():
    found = contradictions(
        told("allied", party=["A", "B"]), told("allied", party=["A", "C"]), told("opposed", party=["B", "C"])
    )
    assert [c.kind for c in found] == ["unbalanced"]
    assert set(found[0].actors) == {"A", "B", "C"}


def test_a_balanced_triangle_is_no_contradiction():
    assert not contradictions(
        told("allied", party=["A", "B"]), told("opposed", party=["A", "C"]), told("opposed", party=["B", "C"])
    )


def test_denied_and_planned_ties_are_left_out():
    assert not contradictions(
        told("allied", party=["A", "B"], polarity="denied"), told("opposed", party=["A", "B"], modality="planned")
    )


def test_a_date_leaves_out_what_began_later():
    claims = [told("allied", party=["A", "B"], when="2014-01-01"), told("opposed", party=["A", "C"], when="2018-01-01")]
    assert len(loyalties(FakeView(told=claims), on=date(2015, 1, 1)).ties) == 1
    assert len(loyalties(FakeView(told=claims)).ties) == 2


def test_the_best_attested_comes_first():
    weak = [told("allied", party=["A", "B"], modality="possible"), told("opposed", party=["A", "B"])]
    strong = [told("allied", party=["C", "D"]), told("opposed", party=["C", "D"])]
    found = contradictions(*weak, *strong)
    assert [c.actors for c in found] == [("C", "D"), ("A", "B")]


def test_who_acts_on_whom_is_never_turned_round():
    killed = told("killing", perpetrator="Wolf Company", victim="Around 500 soldiers", when="2015-05-01")
    answer = loyalties(FakeView(told=[killed]))
    assert [phrase_tie(t) for t in answer.ties] == ["Wolf Company kills Around 500 soldiers."]


def test_a_tie_told_both_ways_says_what_each_does():
    claims = [
        told("killing", perpetrator="Wolf Company", victim="Blue Guard", when="2015-05-01"),
        told("siege", actor="Blue Guard", place="Hill Town", when="2015-05-01", at=90),
        told("attack", attacker="Blue Guard", target="Wolf Company", when="2015-06-01", at=190),
        told("attack", attacker="Blue Guard", target="Wolf Company", when="2015-07-01", at=290),
    ]
    (tie,) = [t for t in loyalties(FakeView(told=claims)).ties if "Wolf Company" in (t.a, t.b)]
    assert phrase_tie(tie) == "Blue Guard attacks Wolf Company; Wolf Company kills people of Blue Guard."
    assert (tie.forth, tie.back) == (("attack",), ("killing",))


def test_who_leads_need_not_be_told_to_belong():
    claims = [
        told("leads", leader=party("Omar Haddad", type_="PERSON"), organisation="Blue Guard"),
        told("member", member=party("Omar Haddad", type_="PERSON"), organisation="Blue Guard", at=90),
    ]
    assert [phrase_tie(t) for t in loyalties(FakeView(told=claims)).ties] == ["Omar Haddad leads Blue Guard."]

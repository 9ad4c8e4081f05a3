"""Tracing support from one actor to another."""

from datetime import date

from tests.builders import FakeView, report_card, told

from bywhom.analysis.trace import TraceOptions, trace


def gives(a, b, when="", kind="funding", report="r1", **more):
    return told(
        "supports", report=report_card(report), supporter=a, recipient=b, when=when, labels={"kind": kind}, **more
    )


def paths(claims, source, target, **options):
    view = FakeView(told=claims)
    ends = [view.find_entities(n)[0] if n else None for n in (source, target)]
    return trace(view, *ends, options=TraceOptions(**options))


def routes(found):
    return {(p.hops[0].supporter, *(h.recipient for h in p.hops)) for p in found.paths}


def test_support_through_a_middleman_named_in_one_claim_is_two_hops():
    found = paths([gives("Donor", "Band", via="Broker")], "Donor", "Band")
    assert routes(found) == {("Donor", "Broker", "Band")}


def test_hops_of_several_claims_make_a_path():
    found = paths([gives("Donor", "Broker"), gives("Broker", "Band", kind="weapons")], "Donor", "Band")
    assert routes(found) == {("Donor", "Broker", "Band")}
    assert [h.kind for h in found.paths[0].hops] == ["funding", "weapons"]


def test_a_path_is_as_strong_as_its_weakest_hop():
    claims = [gives("Donor", "Broker", report="r1"), gives("Donor", "Broker", report="r2"), gives("Broker", "Band")]
    path = paths(claims, "Donor", "Band").paths[0]
    assert path.strength == min(h.strength for h in path.hops) == path.hops[1].strength
    assert "weakest hop is Broker to Band" in path.sentence


def test_pay_that_reaches_ground_reaches_whose_ground_it_is_called_only_by_inference():
    found = paths([gives("Treasury", "Band's territory"), gives("Band", "Broker")], "Treasury", "Band")
    assert routes(found) == {("Treasury", "Band's territory", "Band")}
    assert [(h.inferred, h.how) for h in found.paths[0].hops] == [(False, "support"), (True, "ground")]
    assert "indirect" in found.paths[0].sentence


def test_ground_that_names_nobody_leads_to_nobody():
    assert not paths([gives("Treasury", "northern territory"), gives("Band", "Broker")], "Treasury", "Band").paths


def test_what_goes_through_a_middleman_leaves_the_kind_of_his_own_gift():
    claims = [gives("Donor", "Band", via="Broker"), gives("Broker", "Band", kind="weapons")]
    assert [h.kind for h in paths(claims, "Donor", "Band").paths[0].hops] == ["funding", "weapons"]


def test_hops_that_cannot_overlap_in_time_make_no_path():
    claims = [gives("Donor", "Broker", when="2010-03-01"), gives("Broker", "Band", when="2016-03-01")]
    assert not paths(claims, "Donor", "Band").paths


def test_an_undated_hop_may_lie_at_any_time():
    claims = [gives("Donor", "Broker", when="2010-03-01"), gives("Broker", "Band")]
    assert paths(claims, "Donor", "Band").paths


def test_cycles_end():
    claims = [gives("Donor", "Broker"), gives("Broker", "Donor"), gives("Broker", "Band"), gives("Band", "Broker")]
    assert routes(paths(claims, "Donor", "Band")) == {("Donor", "Broker", "Band")}


def test_denied_and_planned_support_is_no_hop():
    assert not paths([gives("Donor", "Band", polarity="denied")], "Donor", "Band").paths
    assert not paths([gives("Donor", "Band", modality="planned")], "Donor", "Band").paths


def test_a_denial_weakens_a_hop():
    plain = paths([gives("Donor", "Band")], "Donor", "Band").paths[0].strength
    disputed = paths([gives("Donor", "Band"), gives("Donor", "Band", report="r2", polarity="denied")], "Donor", "Band")
    assert disputed.paths[0].strength < plain


def test_kinds_narrow_the_paths():
    claims = [
        gives("Donor", "Band", kind="funding"),
        gives("Donor", "Broker", kind="weapons"),
        gives("Broker", "Band", kind="weapons"),
    ]
    assert routes(paths(claims, "Donor", "Band", kinds=("weapons",))) == {("Donor", "Broker", "Band")}


def test_membership_is_followed_only_when_asked_and_is_marked():
    claims = [gives("Donor", "Captain Nour"), told("member", member="Captain Nour", organisation="Band")]
    assert not paths(claims, "Donor", "Band").paths
    found = paths(claims, "Donor", "Band", inferred=True)
    assert [h.inferred for h in found.paths[0].hops] == [False, True]


def test_from_anyone_lists_what_reaches_an_actor():
    claims = [gives("Donor", "Broker"), gives("Broker", "Band"), gives("Other", "Elsewhere")]
    assert routes(paths(claims, "", "Band")) == {("Broker", "Band"), ("Donor", "Broker", "Band")}


def test_a_day_leaves_out_support_that_had_ended():
    ended = gives("Donor", "Band", when="2012-03-01", phase="ends")
    assert not paths([ended], "Donor", "Band", on=date(2014, 1, 1)).paths
    assert paths([ended], "Donor", "Band", on=date(2011, 1, 1)).paths


def test_no_path_says_so_and_says_what_was_not_followed():
    found = paths([gives("Donor", "Broker"), gives("X", "Band")], "Donor", "Band")
    assert any("no path" in w for w in found.warnings)
    assert any("membership" in w for w in found.warnings)


def test_support_that_is_told_to_end_is_told_for_the_time_before():
    hop = paths([gives("Donor", "Band", "2018-04", phase="ends")], "Donor", "Band").paths[0].hops[0]
    assert hop.edtf == "../2018-04"
    path = paths([gives("Donor", "Band", "2018-04", phase="ends")], "Donor", "Band").paths[0]
    assert path.sentence == "Donor is told to fund Band (until the end of April 2018)."
    dated = paths([gives("Donor", "Band", "2018-04")], "Donor", "Band").paths[0]
    assert (dated.hops[0].edtf, dated.sentence) == ("2018-04", "Donor is told to fund Band (in April 2018).")

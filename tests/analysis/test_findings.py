"""Joining claims into findings: one happening told by many is one finding, two happenings stay two."""

from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
from tests.builders import FakeView, number, party, report_card, speaker, told

from bywhom.analysis import joining, pairing
from bywhom.analysis.facts import fact_of
from bywhom.analysis.findings import findings, join
from bywhom.analysis.telling import settled
from bywhom.model.account import ClaimQuery
from bywhom.model.judgement import Judgement
from bywhom.model.text import Quote, Span


def blast(report="r1", when="2016-05-23", killed=40, place="Harbour Town", **more):
    return told(
        "explosion", report=report_card(report), attacker="Red Front", place=place, when=when,
        killed=number(killed), **more,
    )  # fmt: skip


def test_one_event_that_many_reports_tell_is_one_finding():
    found = join([blast(f"r{i}") for i in range(40)])
    assert len(found) == 1
    assert found[0].reports == 40
    assert "the same place" in found[0].matched


def test_the_same_attack_on_another_day_is_another_finding():
    assert len(join([blast("r1"), blast("r2", when="2016-05-27")])) == 2


def test_the_same_day_in_another_town_is_another_finding():
    assert len(join([blast("r1"), blast("r2", place="Hill Town")])) == 2


def test_a_general_word_joins_the_exact_one_across_reports():
    general = told("attack", report=report_card("r2"), attacker="Red Front", place="Harbour Town", when="2016-05-23",
                   killed=number(38, 45))  # fmt: skip
    assert len(join([blast("r1"), general])) == 1


def test_no_claim_is_lost():
    claims = [blast("r1"), blast("r2"), blast("r3", polarity="denied"), told("present", actor="A", place="B")]
    found = join(claims)
    assert sorted(c.id for c in claims) == sorted(i for f in found for i in f.because + f.dissent)


def test_a_denial_dissents_and_lowers_credibility():
    found = join([blast("r1"), blast("r2", polarity="denied")])
    assert len(found) == 1
    assert found[0].dissent
    assert found[0].credibility == 4


def test_two_independent_origins_confirm():
    found = join([blast("r1"), blast("r2")])[0]
    assert (found.credibility, len(found.origins)) == (1, 2)
    assert "2 independent origins" in found.rule


def test_a_single_origin_is_possibly_true():
    assert join([blast("r1")])[0].credibility == 3


def test_a_plan_is_not_joined_with_the_deed_and_cannot_be_judged():
    found = join([blast("r1"), blast("r2", modality="planned")])
    assert sorted(f.credibility for f in found) == [3, 6]


def test_relations_join_by_the_contact_of_their_ranges():
    first = told(
        "supports", report=report_card("r1"), supporter="A", recipient="B", when="2014", labels={"kind": "funding"}
    )
    near = told(
        "supports", report=report_card("r2"), supporter="A", recipient="B", when="2015", labels={"kind": "funding"}
    )
    far = told(
        "supports", report=report_card("r3"), supporter="A", recipient="B", when="2019", labels={"kind": "funding"}
    )
    other = told(
        "supports", report=report_card("r4"), supporter="A", recipient="B", when="2014", labels={"kind": "weapons"}
    )
    sizes = sorted(len(f.because) for f in join([first, near, far, other]))
    assert sizes == [1, 1, 2]


def test_relations_between_equals_join_whatever_their_order():
    claims = [
        told("allied", report=report_card("r1"), party=["A", "B"]),
        told("allied", report=report_card("r2"), party=["B", "A"]),
    ]
    assert len(join(claims)) == 1


def test_judgements_join_and_part():
    one, two = blast("r1"), blast("r2", when="2016-06-01")
    at = datetime(2024, 2, 1, tzinfo=UTC)
    joined = Judgement(id="j1", kind="joined", subject=one.id, object=two.id, by="editor", at=at)
    assert len(join([one, two], judgements=[joined])) == 1
    twin = blast("r3")
    apart = Judgement(id="j2", kind="apart", subject=one.id, object=twin.id, by="editor", at=at)
    assert len(join([one, twin], judgements=[apart])) == 2


def test_parted_claims_are_not_joined_through_a_third():
    one, two, three = blast("r1"), blast("r2"), blast("r3")
    apart = Judgement(
        id="j2", kind="apart", subject=one.id, object=two.id, by="editor", at=datetime(2024, 2, 1, tzinfo=UTC)
    )
    groups = [set(f.because) for f in join([one, two, three], judgements=[apart])]
    assert not any({one.id, two.id} <= g for g in groups)


def test_figures_that_differ_become_one_range():
    found = join([blast("r1", killed=40), blast("r2", killed=43)])
    assert (found[0].roles["killed"][0].low, found[0].roles["killed"][0].high) == (40, 43)


def test_those_told_of_apart_are_a_part_of_the_toll():
    part = told("explosion", report=report_card("r2"), attacker="Red Front", place="Harbour Town", when="2016-05-23",
                killed=replace(number(3), text="three peacekeepers"))  # fmt: skip
    (found,) = join([blast("r1", killed=17), part])
    assert (found.roles["killed"][0].low, found.roles["killed"][0].high) == (17, 17)


def test_a_finding_reads_as_a_plain_sentence():
    assert join([blast()])[0].sentence == "Red Front set off an explosion in Harbour Town (40 killed) on 23 May 2016."


def test_findings_of_a_view_take_the_judgements_that_hold():
    one, two = blast("r1"), blast("r2")
    apart = Judgement(
        id="j", kind="apart", subject=one.id, object=two.id, by="editor", at=datetime(2024, 2, 1, tzinfo=UTC)
    )
    assert len(findings(FakeView(told=[one, two], made=[apart]), ClaimQuery())) == 2
    before = ClaimQuery(known=datetime(2024, 1, 15, tzinfo=UTC))
    assert len(findings(FakeView(told=[one, two], made=[apart]), before)) == 1


def test_hedged_claims_alone_cannot_be_judged():
    assert join([blast(modality="possible")])[0].credibility == 6


def test_one_speaker_in_two_reports_does_not_confirm():
    colonel = speaker("Colonel Idris")
    assert join([blast("r1", speakers=(colonel,)), blast("r2", speakers=(colonel,))])[0].credibility == 3


def test_undated_claims_join_inside_a_report_only_when_much_is_common():
    card = report_card("r1", published=date(2016, 6, 1))
    judge, captain = (party(name, type_="PERSON") for name in ("Judge Samer", "Captain Nour"))
    dated = told("killing", report=card, perpetrator="Red Front", victim=judge, place="Hill Town", when="2016-05-30")
    again = told("killing", report=card, perpetrator="Red Front", victim=judge, place="Hill Town", at=300)
    other = told("killing", report=card, perpetrator="Red Front", victim=captain, at=600)
    assert sorted(len(f.because) for f in join([dated, again, other])) == [1, 2]


def test_exact_repeats_join_however_wide_their_dates():
    one, two = (
        told("clash", report=report_card(r), side=["Red Front", "Blue Guard"], when="2014-01/2014-12", killed=number(4))
        for r in ("r1", "r2")
    )
    assert len(join([one, two])) == 1


def sentence(words, type_, trigger, report, when="", **roles):
    """A claim with a sentence of its own."""
    base = told(type_, report=report_card(report), when=when, **roles)
    at = words.index(trigger)
    quote = Quote(Span(at, at + len(trigger)), trigger)
    return replace(base, sentence=Span(0, len(words)), sentence_text=words, trigger=quote)


def further(claim, by):
    """The claim told so many characters further on in its report."""
    sentence, trigger = claim.sentence, claim.trigger
    return replace(
        claim, id=f"{claim.id}-{by}", sentence=Span(sentence.start + by, sentence.end + by),
        trigger=replace(trigger, span=Span(trigger.span.start + by, trigger.span.end + by)),
    )  # fmt: skip


def test_two_tellings_in_much_the_same_words_join_though_the_reading_misses_who_and_where():
    one = sentence("On 9 May a lorry loaded with fertilizer blew up beside the Orlan Bridge in Varsk, killing 31.",
                   "explosion", "blew up", "r1", when="2016-05-09", killed=number(31))  # fmt: skip
    two = sentence("A lorry full of fertilizer blew up at the Orlan Bridge in Varsk on 9 May and 31 were killed.",
                   "explosion", "blew up", "r2", when="2016-05-09", killed=number(31))  # fmt: skip
    assert len(join([one, two])) == 1


def test_one_more_of_its_kind_is_another_event():
    one = sentence("The guard took four villages near Varsk.", "capture", "took", "r1", when="2016-05-09")
    two = sentence("The guard took another three villages near Varsk.", "capture", "took", "r1", when="2016-05-09")
    assert len(join([one, further(two, 200)])) == 2


def test_what_a_report_told_is_told_again_by_a_noun_without_place_day_or_doer():
    words = "Gunmen stormed the hotel in Varsk on Friday and a siege of six hours followed."
    told_first = sentence(words, "attack", "stormed", "r1", when="2016-05-13", place="Varsk", attacker="Gunmen")
    later = further(sentence("The attack ended before dawn.", "attack", "The attack", "r1"), 150)
    found = join([told_first, later])
    assert len(found) == 1
    assert "taken up by a noun soon after" in found[0].matched


def test_what_a_report_tells_next_of_another_place_stays_apart():
    words = "Gunmen stormed the hotel in Varsk on Friday and a siege of six hours followed."
    told_first = sentence(words, "attack", "stormed", "r1", when="2016-05-13", place="Varsk", attacker="Gunmen")
    later = further(
        sentence("Meanwhile rebels raided a depot in Hill Town.", "attack", "raided", "r1", place="Hill Town"), 150
    )
    assert len(join([told_first, later])) == 2


def test_a_report_of_very_many_events_is_compared_near_by_and_with_its_first():
    claims = [told("attack", report=report_card("r1"), at=200 * n) for n in range(400)]
    left, right = joining._pairs([fact_of(c) for c in claims])
    far = {b - a for a, b in zip(left.tolist(), right.tolist(), strict=True) if a >= 4}
    assert far == set(range(1, 13))
    assert sum(left == 0) == 399


def test_a_part_of_a_town_is_not_the_town():
    words = "Red Front took the northern quarter of Hill Town"
    whole = told("capture", report=report_card("r1"), actor="Red Front", place="Hill Town", when="2016-05")
    base = told("capture", report=report_card("r2"), actor="Red Front", place="Hill Town", when="2016-05-20")
    at, place = words.index("Hill Town"), base.roles["place"][0]
    part = replace(
        base, sentence=Span(0, len(words)), sentence_text=words, trigger=Quote(Span(10, 14), "took"),
        roles={**base.roles, "place": (replace(place, span=Span(at, at + len("Hill Town"))),)},
    )  # fmt: skip
    assert len(join([whole, part])) == 2
    assert len(join([whole, base])) == 1


def test_who_takes_a_town_is_not_who_leaves_it():
    took = told("capture", report=report_card("r1"), actor="Red Front", place="Hill Town", when="2016-05-20")
    left = told("withdrawal", report=report_card("r2"), actor="Red Front", place="Hill Town", when="2016-05-20")
    assert len(join([took, left])) == 2


def test_an_army_and_a_government_of_one_state_are_one_doer_of_an_event():
    army, state = (
        told("capture", report=report_card(r), actor=who, place="Hill Town", when="2016-05-20")
        for r, who in (("r1", "Redland Army"), ("r2", "Redland government forces"))
    )
    assert len(join([army, state])) == 1


def test_one_verb_read_as_two_kinds_of_strike_is_one_event():
    shelled = told("shelling", attacker="Red Front", target="Harbour Town")
    bombed = told("air_strike", attacker="Red Front", target="Harbour Town")
    assert len(join([shelled, bombed])) == 1


def test_a_chain_of_likenesses_makes_no_event():
    """Of a group of three, a fourth claim that goes with one alone stays apart."""
    pool, alone = joining._Pool(fact_of(blast("r1"))), joining._Pool(fact_of(blast("r4")))
    pool.claims = ["a", "b", "c"]
    alone.claims = ["d"]
    assert not pool.linked(alone, {("a", "d"): 1.0})
    assert pool.linked(alone, {("a", "d"): 1.0, ("b", "d"): -0.5})


def test_one_report_keeps_its_own_days_apart_also_by_way_of_another():
    """A group that tells of one day in a report takes in no claim of that report of another day."""
    first, other = (told("attack", attacker="A", target="B", place="C", when=f"2016-03-0{n}", at=n) for n in (4, 5))
    elsewhere = [
        told("attack", attacker="A", place="C", when=day, report=report_card("r4")) for day in ("", "2016-03-04")
    ]
    pool, alone, third = (joining._Pool(fact_of(c)) for c in (first, other, elsewhere[1]))
    pool.take(joining._Pool(fact_of(elsewhere[0])))
    assert pool.fits(third)
    assert not pool.fits(alone)


def test_a_town_taken_once_is_told_again_without_its_day():
    """Where the report tells of one taker of the town alone; another's capture before leaves it open."""
    fell = "Red Front captured Marran on 4 March."
    after = "Red Front shot its guards after it captured Marran."
    claims = [
        replace(
            told("capture", actor=actor, place="Marran", when=when, at=at, report=report_card("r1")),
            sentence=Span(at, at + len(words)), sentence_text=words,
            trigger=Quote(Span(at + words.index("captured"), at + words.index("captured") + 8), "captured"),
        )
        for at, words, actor, when in (
            (0, fell.replace("Red Front", "Blue Army"), "Blue Army", "2015-03-04"),
            (2000, fell, "Red Front", "2016-03-04"), (9000, after, "Red Front", ""),
        )
    ]  # fmt: skip

    def found(some):
        table = pairing.Pairing([fact_of(c) for c in some])
        return table.common(np.array([len(some) - 2]), np.array([len(some) - 1]))

    once, often = found(claims[1:]), found(claims)
    assert once["of its kind: taken once"] == 1 and once["one report: later in passing"] == 1
    assert often["of its kind: taken once"] == 0 and often["of its kind: taken often"] == 1


def test_a_look_ahead_dates_nothing_that_is_told_after_it():
    days = [told("attack", attacker="A", target=f"B{n}", when=f"2016-03-{n:02d}", at=n * 100) for n in range(1, 8)]
    ahead = told("capture", actor="C", place="D", when="2016-12", at=900)
    after = told("capture", actor="A", place="D", at=1000)
    soft = next(f.soft for f in settled(fact_of(t) for t in [*days, ahead, after]) if f.claim == after.id)
    assert soft is not None
    assert soft[1] < date(2016, 6, 1).toordinal()


def at_place(base, at, **changes):
    """A claim moved to where a sentence of its report starts."""
    span = base.trigger.span
    moved = replace(base.trigger, span=Span(span.start + at, span.end + at))
    return replace(
        base, id=f"{base.id}-{at}", sentence=Span(at, at + len(base.sentence_text)), trigger=moved, **changes
    )


def facts_of(*claims):
    """The settled facts of claims, by the claim's id."""
    return {f.claim: f for f in settled(fact_of(t) for t in claims)}


def test_a_noun_takes_up_the_nearest_claim_that_it_can_mean():
    far = sentence("Red Front attacked Hill Town.", "attack", "attacked", "r1", attacker="Red Front", place="Hill Town")
    near = at_place(
        sentence(
            "Blue Guard attacked Mill Farm.", "attack", "attacked", "r1", attacker="Blue Guard", place="Mill Farm"
        ),
        100,
    )
    noun = at_place(sentence("The attack failed by noon.", "attack", "attack", "r1", attacker="Red Front"), 200)
    verb = at_place(sentence("They attacked by noon.", "attack", "attacked", "r1", attacker="Red Front"), 300)
    found = facts_of(far, near, noun, verb)
    assert found[noun.id].takes == far.id
    assert found[verb.id].takes == ""


def test_a_site_without_a_name_is_the_one_of_its_kind_named_last():
    named = told("attack", attacker="Red Front", place=party("Orlan Airport", type_="FACILITY"))
    bare = told("capture", actor="Red Front", place=party("the airport", type_="FACILITY"), at=200)
    other = told("capture", actor="Red Front", place=party("the bridge", type_="FACILITY"), at=400)
    found = facts_of(named, bare, other)
    assert found[bare.id].spots == found[named.id].spots
    assert found[other.id].spots != found[named.id].spots


def test_undated_claims_of_news_of_other_days_are_other_events():
    words = "Near Varsk, two strikes hit a fuel dump beside the Orlan Bridge."
    strike = sentence(words, "air_strike", "strikes", "r1", attacker="Blue Guard", target="a fuel dump", place="Varsk")
    one, same, later = (
        replace(strike, id=f"clm_{day}", report=report_card(f"r{day}", published=date(2016, 5, day)))
        for day in (3, 4, 20)
    )
    assert len(join([one, same])) == 1
    assert len(join([one, later])) == 2


def test_words_that_tell_one_event_twice_in_a_sentence():
    words = "Red Front seized Hill Town on Friday, though the guard denied the town's capture."
    took = sentence(words, "capture", "seized", "r1", actor="Red Front", place="Hill Town", when="2016-05-20")
    denied = sentence(words, "capture", "capture", "r1", place="Hill Town", when="2016-05-20")
    assert len(join([took, replace(denied, id="clm_2", polarity="denied")])) == 1


def test_two_kinds_of_strike_told_side_by_side_are_two_events():
    words = "Hill Town came under air strikes and shelling from Red Front."
    roles = {"attacker": "Red Front", "target": "Hill Town", "when": "2016-05-20"}
    assert len(join([sentence(words, "air_strike", "air strikes", "r1", **roles),
                     sentence(words, "shelling", "shelling", "r1", **roles)])) == 2  # fmt: skip


def test_what_a_strike_did_is_one_event_with_it_when_its_clause_hangs_on_it():
    words = "The column was ambushed by Red Front and 19 soldiers were killed."
    roles = {"when": "2016-05-20", "killed": number(19)}
    ambush = sentence(words, "attack", "ambushed", "r1", attacker="Red Front", target="the column", **roles)
    toll = sentence(words, "killing", "killed", "r1", victim="soldiers", **roles)
    found = join([ambush, replace(toll, id="clm_2")])
    assert len(found) == 1
    assert "one clause of one sentence" in found[0].matched
    words = "The column was ambushed by Red Front, while 19 soldiers were killed."
    ambush, toll = (replace(x, sentence_text=words) for x in (ambush, toll))
    moved = replace(toll.trigger, span=Span(words.index("killed"), words.index("killed") + 6))
    assert len(join([ambush, replace(toll, id="clm_2", trigger=moved)])) == 2


def test_two_reports_may_put_one_event_two_days_apart_where_they_tell_it_in_the_same_words():
    words = "Red Front blew up the Orlan Bridge with 300 kilos of explosives, killing 12 guards."
    roles = {"attacker": "Red Front", "target": "guards", "place": "Orlan Bridge", "killed": number(12)}
    first, second, fourth = (
        replace(sentence(words, "explosion", "blew up", f"r{day}", when=f"2016-05-2{day}", **roles), id=f"clm_{day}")
        for day in (0, 2, 6)
    )
    assert len(join([first, second])) == 1
    assert len(join([first, fourth])) == 2


def test_the_claim_whose_words_the_finding_takes_is_cited_first():
    full = blast("r9", weapon="car bomb", target="Mill")
    (found,) = join([*(blast(f"r{i}") for i in range(6)), full])
    assert found.because[0] == full.id
    assert len(set(found.because)) == 7

"""Two makers' candidates become one list."""

from dataclasses import replace

from bywhom.extract.candidate import PLAIN, Candidate
from bywhom.extract.fuse import Policy, fuse, pairs_of, unasked
from bywhom.extract.learned import MAKER
from bywhom.model.layers import TaggedSpan
from bywhom.model.text import Span

SENTENCE = Span(0, 80)


def candidate(type_="attack", trigger=(10, 18), *, maker="frame:attack.0", confidence=0.5, **roles):
    return Candidate(
        type=type_, trigger=Span(*trigger), sentence=SENTENCE, confidence=confidence, maker=maker,
        roles={role: (Span(*span),) for role, span in roles.items()},
    )  # fmt: skip


def test_a_claim_that_both_make_is_one_and_more_certain_than_either():
    learned = candidate(maker=MAKER, confidence=0.6, target=(30, 40))
    both = fuse([candidate(attacker=(0, 9))], [learned], Policy())
    assert len(both) == 1
    assert both[0].confidence > 0.6
    assert set(both[0].roles) == {"attacker", "target"}


def test_what_stands_below_the_bar_is_not_made():
    assert fuse([], [candidate(maker=MAKER, confidence=0.2)], Policy(keep=0.5)) == []


def test_without_learned_parts_the_rules_stand_alone():
    kept = fuse([candidate()], None, Policy(rules={"attack": 0.7}))
    assert [c.confidence for c in kept] == [0.7]


def test_two_claims_of_one_type_on_the_same_words_are_one():
    twice = [candidate(maker=MAKER, confidence=0.9), candidate(maker=MAKER, confidence=0.8)]
    assert len(fuse([], twice, Policy())) == 1


def test_candidates_come_in_the_order_of_the_text():
    late = candidate(trigger=(50, 58), maker=MAKER, confidence=0.9, target=(60, 70))
    early = candidate(maker=MAKER, confidence=0.9, target=(20, 30))
    assert [c.trigger.start for c in fuse([], [late, early], Policy())] == [10, 50]


def test_a_wording_that_means_nothing_else_stands_against_a_doubting_learned_maker():
    doubt = candidate("rules", maker=MAKER, confidence=0.02)
    plain = candidate("rules", maker="frame:rules.0", confidence=PLAIN, actor=(0, 9), measure=(20, 30))
    assert [c.confidence for c in fuse([plain], [doubt], Policy())] == [PLAIN]
    assert fuse([replace(plain, confidence=0.5)], [doubt], Policy()) == []


def test_each_rule_that_one_actor_imposes_is_a_claim():
    veils, music = (candidate("rules", at, confidence=PLAIN, actor=(0, 9), measure=what)
                    for at, what in (((10, 18), (20, 25)), ((40, 48), (50, 55))))  # fmt: skip
    heard = [candidate("rules", at, maker=MAKER, confidence=0.3) for at in ((10, 18), (40, 48))]
    assert len(fuse([veils, music], heard, Policy())) == 2
    assert len(fuse([veils, replace(music, roles=veils.roles)], heard, Policy())) == 1


def test_a_rule_goes_with_the_learned_trigger_on_its_words_before_one_beside_them():
    swapped, release = candidate("release", (10, 17), captive=(0, 9)), candidate("release", (20, 27), captive=(30, 40))
    heard = candidate("release", (20, 27), maker=MAKER, confidence=0.9)
    pairs = pairs_of([swapped, release], [heard])
    assert [(c.trigger.start, rule) for c, rule in pairs] == [(20, release)]


def test_the_learned_maker_is_asked_about_rules_whose_type_it_saw_nowhere_in_the_sentence():
    seen = TaggedSpan(start=50, end=58, label="rules", score=0.4)
    rule = candidate("rules", actor=(0, 9))
    assert unasked([rule], []) == [rule]
    assert unasked([rule], [seen]) == []
    plain = replace(rule, confidence=PLAIN)
    assert unasked([plain], [seen]) == [plain]
    assert unasked([plain], [replace(seen, start=12, end=20)]) == []


def test_a_sentence_that_tells_one_happening_in_two_words_makes_one_claim():
    first = candidate(maker=MAKER, confidence=0.95, attacker=(0, 9), target=(30, 40))
    again = candidate(trigger=(50, 60), maker=MAKER, confidence=0.9, target=(30, 40))
    other = candidate(trigger=(50, 60), maker=MAKER, confidence=0.9, target=(64, 70))
    assert [c.trigger.start for c in fuse([], [again, first], Policy())] == [10]
    assert [c.trigger.start for c in fuse([], [other, first], Policy())] == [10, 50]


def test_a_second_claim_of_a_type_in_a_sentence_must_be_surer_than_the_first():
    policy = Policy(weights=(0.0, 1.0, 0.0, 0.0), keep=0.5)
    first = candidate(maker=MAKER, confidence=0.9, target=(30, 40))
    doubtful = candidate(trigger=(50, 60), maker=MAKER, confidence=0.6, target=(64, 70))
    assert fuse([], [first, doubtful], policy)[1:] == []
    assert len(fuse([], [replace(doubtful, type="killing"), first], policy)) == 2


def test_a_denial_beside_the_telling_is_a_claim_of_its_own():
    first = candidate(maker=MAKER, confidence=0.95, attacker=(0, 9), target=(30, 40))
    denied = replace(candidate(trigger=(50, 60), maker=MAKER, confidence=0.9, target=(30, 40)), polarity="denied")
    assert len(fuse([], [first, denied], Policy())) == 2


def test_a_weak_second_reading_of_agreed_words_is_left_out():
    agreed = candidate("abduction", maker=MAKER, confidence=0.9)
    weak, sure = (candidate("release", maker=MAKER, confidence=c) for c in (0.58, 0.8))
    plain = Policy(weights=(0.0, 1.0, 0.0, 0.0), keep=0.55)
    rule = candidate("abduction")
    assert [c.type for c in fuse([rule], [agreed, weak], plain)] == ["abduction"]
    assert {c.type for c in fuse([rule], [agreed, sure], plain)} == {"abduction", "release"}
    assert [c.type for c in fuse([], [weak], plain)] == ["release"]


def test_who_fights_alongside_another_does_not_fight_him():
    allied = candidate("allied", (10, 24), maker=MAKER, confidence=0.9, party=(0, 9))
    allied = replace(allied, roles={"party": (Span(0, 9), Span(25, 35))})
    fought = replace(candidate("clash", (10, 16), confidence=0.9), roles={"side": (Span(0, 9), Span(25, 35))})
    against = replace(fought, roles={"side": (Span(0, 9), Span(50, 60))})
    assert [c.type for c in fuse([fought], [allied, replace(fought, maker=MAKER)], Policy())] == ["allied"]
    assert {c.type for c in fuse([], [allied, replace(against, maker=MAKER)], Policy())} == {"allied", "clash"}

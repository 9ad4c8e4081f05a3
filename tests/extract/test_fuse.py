"""Two makers' candidates become one list."""

from bywhom.extract.candidate import Candidate
from bywhom.extract.fuse import Policy, fuse
from bywhom.extract.learned import MAKER
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
    late, early = candidate(trigger=(50, 58), maker=MAKER, confidence=0.9), candidate(maker=MAKER, confidence=0.9)
    assert [c.trigger.start for c in fuse([], [late, early], Policy())] == [10, 50]

"""Two makers, one list: pair the rules' candidates with the learned ones and keep what measurement says to keep."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bywhom.extract.candidate import Candidate
from bywhom.extract.learned import MAKER
from bywhom.model.claim import required_roles
from bywhom.model.text import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What calibration found on reports kept aside (training/calibrate.py): chances that a claim holds.

    ``rules`` is by claim type, for a rule's candidate with no learned parts loaded; ``alone`` the same
    beside learned parts that did not see it; ``both`` what agreement adds to the learned confidence; ``keep`` the
    least confidence with which a claim is made.
    """

    rules: Mapping[str, float] = field(default_factory=dict)
    alone: Mapping[str, float] = field(default_factory=dict)
    both: float = 0.4
    keep: float = 0.57


def _near(a: Span, b: Span) -> bool:
    return a.overlap(b) > 0 or (a.start - b.end < 12 and b.start - a.end < 12)


def fuse(rules: Iterable[Candidate], learned: Sequence[Candidate] | None, policy: Policy) -> list[Candidate]:
    """One list of candidates in the order of the text. ``learned`` is None when no learned parts are loaded.

    A pair (same type, same sentence, triggers that touch) becomes one candidate: the rules' fillers, which are
    right more often, and the learned ones for roles that the rules left empty. What stands alone keeps its
    calibrated chance; below ``policy.keep`` it
    is dropped.
    """
    if learned is None:
        kept = [replace(c, confidence=policy.rules.get(c.type, c.confidence)) for c in rules]
        return _ordered(c for c in kept if c.confidence >= policy.keep)
    left = list(learned)
    out: list[Candidate] = []
    for rule in rules:
        mates = [c for c in left if c.type == rule.type and c.sentence.overlap(rule.sentence)]
        touching = [c for c in mates if _near(c.trigger, rule.trigger)]
        mate = max(touching, key=lambda c: c.trigger.overlap(rule.trigger), default=None)
        if mate is not None:
            left.remove(mate)
            out.append(_merge(mate, rule, policy))
        elif not mates:
            out.append(replace(rule, confidence=policy.alone.get(rule.type, 0.0)))
    return _ordered(c for c in [*out, *left] if c.confidence >= policy.keep)


def _merge(learned: Candidate, rule: Candidate, policy: Policy) -> Candidate:
    roles = {**learned.roles, **rule.roles}
    return replace(
        learned, roles=roles, labels={**rule.labels, **learned.labels},
        confidence=min(0.99, learned.confidence + policy.both * (1 - learned.confidence)),
        maker=f"{MAKER}+{rule.maker}",
    )  # fmt: skip


def _ordered(candidates: Iterable[Candidate]) -> list[Candidate]:
    """In the order of the text, without a second claim on the same words or a bare repetition of the same fillers."""
    out: list[Candidate] = []
    for c in sorted(candidates, key=lambda c: (c.trigger.start, -c.confidence)):
        if not any(_same(c, d) for d in out if d.sentence == c.sentence):
            out.append(c)
    return out


def _same(a: Candidate, b: Candidate) -> bool:
    if a.type != b.type:
        return False
    if a.trigger.overlap(b.trigger):
        return True
    required = required_roles(a.type)
    return bool(required) and all(a.roles.get(r) and a.roles.get(r) == b.roles.get(r) for r in required)

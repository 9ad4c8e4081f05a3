"""Two makers, one list: pair the rules' candidates with the learned ones and keep what measurement says to keep."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self

from bywhom.extract.candidate import Candidate
from bywhom.extract.learned import MAKER
from bywhom.model.claim import required_roles
from bywhom.model.text import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What calibration found on reports kept aside (training/calibrate.py): chances that a claim holds.

    ``weights`` go with ``features``, ``types`` is an offset by claim type, ``keep`` the least chance with which a claim
    is made. ``rules`` is, by claim type, how often a rule is right alone, for when no learned parts are loaded;
    ``keep_rules`` the least of these.
    """

    weights: tuple[float, ...] = (0.0, 1.0, 0.9, 0.0)
    types: Mapping[str, float] = field(default_factory=dict)
    keep: float = 0.57
    rules: Mapping[str, float] = field(default_factory=dict)
    keep_rules: float = 0.25

    @classmethod
    def load(cls, path: Path) -> Self:
        """The policy in a file that calibration wrote; the plain one where there is none."""
        if not path.is_file():
            return cls()
        body = json.loads(path.read_text(encoding="utf-8"))
        return cls(weights=tuple(body["weights"]), types=body["types"], keep=body["keep"], rules=body["rules"])

    def chance(self, candidate: Candidate, rule: Candidate | None) -> float:
        """The calibrated chance that a careful coder would make this claim."""
        total = sum(w * x for w, x in zip(self.weights, features(candidate, rule), strict=True))
        return 1 / (1 + math.exp(-(total + self.types.get(candidate.type, 0.0))))


def features(candidate: Candidate, rule: Candidate | None) -> list[float]:
    """What calibration weighs: a constant, the learned maker's log-odds, a rule that agrees, required roles filled."""
    p = min(max(candidate.confidence, 1e-3), 1 - 1e-3)
    required = required_roles(candidate.type)
    filled = sum(r in candidate.roles for r in required) / len(required) if required else float(bool(candidate.roles))
    return [1.0, math.log(p / (1 - p)), float(rule is not None), filled]


def _near(a: Span, b: Span) -> bool:
    return a.overlap(b) > 0 or (a.start - b.end < 12 and b.start - a.end < 12)


def pairs_of(rules: Iterable[Candidate], learned: Sequence[Candidate]) -> list[tuple[Candidate, Candidate | None]]:
    """Every learned candidate with the rule that agrees with it (same type and sentence, triggers that touch).

    The candidate of a pair has the rules' fillers, which are right more often, and the learned ones for roles that the
    rules left empty; its confidence is still the learned one. A rule that the learned maker was not asked about is
    left out: the annotator asks about all of them.
    """
    left = list(learned)
    out: list[tuple[Candidate, Candidate | None]] = []
    for rule in rules:
        mates = [
            c
            for c in left
            if c.type == rule.type and c.sentence.overlap(rule.sentence) and _near(c.trigger, rule.trigger)
        ]
        mate = max(mates, key=lambda c: c.trigger.overlap(rule.trigger), default=None)
        if mate is not None:
            left.remove(mate)
            out.append((_merge(mate, rule), rule))
    return [*out, *((c, None) for c in left)]


def fuse(rules: Iterable[Candidate], learned: Sequence[Candidate] | None, policy: Policy) -> list[Candidate]:
    """One list of candidates in the order of the text, each with its calibrated chance as confidence.

    ``learned`` is None when no learned parts are loaded: then the rules stand alone.
    """
    if learned is None:
        kept = [replace(c, confidence=policy.rules.get(c.type, c.confidence)) for c in rules]
        return _ordered(c for c in kept if c.confidence >= policy.keep_rules)
    made = [replace(c, confidence=policy.chance(c, rule)) for c, rule in pairs_of(rules, learned)]
    return _ordered(c for c in made if c.confidence >= policy.keep)


def _merge(learned: Candidate, rule: Candidate) -> Candidate:
    return replace(
        learned, roles={**learned.roles, **rule.roles}, labels={**rule.labels, **learned.labels},
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

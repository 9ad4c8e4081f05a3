"""Two makers, one list: pair the rules' candidates with the learned ones and keep what measurement says to keep."""

import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self

from bywhom.extract.candidate import PLAIN, Candidate
from bywhom.extract.learned import MAKER
from bywhom.model.claim import PLACE_ROLES, required_roles
from bywhom.model.layers import TaggedSpan
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
        """The calibrated chance that a careful coder would make this claim.

        A wording that means nothing else needs no agreement: the rarest types hardly stand in what was learned from.
        """
        open_ = {r for r in required_roles(candidate.type) if r not in candidate.roles}
        untold = _UNTOLD.get(candidate.type, _UNDERSTOOD)
        if rule is not None and rule.confidence >= PLAIN and open_ <= untold:
            return max(self._learned(candidate, rule), PLAIN)
        return self._learned(candidate, rule)

    def _learned(self, candidate: Candidate, rule: Candidate | None) -> float:
        total = sum(w * x for w, x in zip(self.weights, features(candidate, rule), strict=True))
        return 1 / (1 + math.exp(-(total + self.types.get(candidate.type, 0.0))))


def features(candidate: Candidate, rule: Candidate | None) -> list[float]:
    """What calibration weighs: a constant, the learned maker's log-odds, a rule that agrees, required roles filled."""
    p = min(max(candidate.confidence, 1e-3), 1 - 1e-3)
    required = required_roles(candidate.type)
    filled = sum(r in candidate.roles for r in required) / len(required) if required else float(bool(candidate.roles))
    return [1.0, math.log(p / (1 - p)), float(rule is not None), filled]


_UNTOLD = {"capture": frozenset({"actor"})}  # "the city fell": to whom is told elsewhere, if at all
_UNDERSTOOD = frozenset({"parent", "organisation"})  # "most remain autonomous", "President X": of whom was told before


def _near(a: Span, b: Span) -> bool:
    return a.overlap(b) > 0 or (a.start - b.end < 12 and b.start - a.end < 12)


def unasked(rules: Iterable[Candidate], tags: Sequence[TaggedSpan]) -> list[Candidate]:
    """The rules of one type and sentence that the learned maker is still to be asked about: it saw none of the type.

    Where it saw the type elsewhere in the sentence, only a wording that means nothing else, with all its roles, is
    another claim.
    """
    given = list(rules)
    if not tags:
        return given
    spans = [Span(t.start, t.end) for t in tags]
    met = {n for n, rule in enumerate(given) if any(s.overlap(rule.trigger) for s in spans)}
    free = [s for s in spans if not any(s.overlap(given[n].trigger) for n in met)]
    return [
        rule for n, rule in enumerate(given)
        if n not in met and not any(_near(rule.trigger, s) for s in free)
        and rule.confidence >= PLAIN
        and all(r in rule.roles or r == "organisation" for r in required_roles(rule.type))
    ]  # fmt: skip


def pairs_of(rules: Iterable[Candidate], learned: Sequence[Candidate]) -> list[tuple[Candidate, Candidate | None]]:
    """Every learned candidate with the rule that agrees with it (same type and sentence, triggers that touch).

    The candidate of a pair has the rules' fillers, which are right more often, and the learned ones for roles that the
    rules left empty; its confidence is still the learned one. A rule that the learned maker was not asked about is
    left out: the annotator asks about all of them.
    """
    left, alone = list(learned), list[Candidate]()
    out: list[tuple[Candidate, Candidate | None]] = []
    for rule in rules:
        mate = _mate(rule, left, lambda a, b: a.overlap(b) > 0)
        if mate is None:
            alone.append(rule)
        else:
            left.remove(mate)
            out.append((_merge(mate, rule), rule))
    for rule in alone:
        mate = _mate(rule, left, _near)
        if mate is not None:
            left.remove(mate)
            out.append((_merge(mate, rule), rule))
    return [*out, *((c, None) for c in left)]


def _mate(rule: Candidate, learned: Sequence[Candidate], meets: Callable[[Span, Span], bool]) -> Candidate | None:
    """The learned candidate of the rule's type and sentence whose trigger meets the rule's most."""
    mates = [
        c for c in learned
        if c.type == rule.type and c.sentence.overlap(rule.sentence) and meets(c.trigger, rule.trigger)
    ]  # fmt: skip
    return max(mates, key=lambda c: c.trigger.overlap(rule.trigger), default=None)


def fuse(rules: Iterable[Candidate], learned: Sequence[Candidate] | None, policy: Policy) -> list[Candidate]:
    """One list of candidates in the order of the text, each with its calibrated chance as confidence.

    ``learned`` is None when no learned parts are loaded: then the rules stand alone.
    """
    if learned is None:
        kept = [replace(c, confidence=policy.rules.get(c.type, c.confidence)) for c in rules]
        return _ordered(c for c in kept if c.confidence >= policy.keep_rules)
    made = [(replace(c, confidence=policy.chance(c, rule)), rule) for c, rule in pairs_of(rules, learned)]
    sure = [(c, rule) for c, rule in made if c.confidence >= policy.keep]
    backed, bar = [c for c, rule in sure if rule is not None], policy.keep + _TWICE
    plain = [c for c, rule in sure if rule is not None and rule.confidence >= PLAIN and c.type in _GROUND]
    allied = [c for c, _ in sure if c.type == "allied"]
    return _told_once(_ordered(
        c for c, rule in sure
        if (rule is not None or not (_rereads(c, backed, bar) or _turns(c, plain))) and not _sides_with(c, allied)
    ))  # fmt: skip


def _sides_with(c: Candidate, allied: Sequence[Candidate]) -> bool:
    """True for a fight read between those whom the same words make allies: "fought alongside the army".

    Not where an enemy is told too: "fought alongside the army against the rebels".
    """
    sides = [s for role in ("side", "party") for s in c.roles.get(role, ())] if c.type in {"clash", "opposed"} else []
    return len(sides) > 1 and any(
        a.trigger.overlap(c.trigger) and all(any(s.overlap(p) for p in a.roles.get("party", ())) for s in sides)
        for a in allied
    )


def _rereads(c: Candidate, backed: Sequence[Candidate], bar: float) -> bool:
    """True for a weak second reading of words on which both makers agree (codebook: one happening is one claim)."""
    return c.confidence < bar and any(b.trigger.overlap(c.trigger) and b.type != c.type for b in backed)


_GROUND = frozenset({"capture", "controls", "withdrawal"})


def _turns(c: Candidate, plain: Sequence[Candidate]) -> bool:
    """True for a reading of words on ground that a wording which means nothing else has told: "lost control of"."""
    return c.type in _GROUND and any(b.trigger.overlap(c.trigger) and b.type != c.type for b in plain)


_AGAIN = 0.65  # chance from which a sentence is taken to tell another happening of a type it tells already


def _told_once(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Without the claims that tell again, in other words of one sentence, what a surer claim of the type tells."""
    kept: list[Candidate] = []
    for c in sorted(candidates, key=lambda c: -c.confidence):
        surer = [d for d in kept if d.type == c.type and d.sentence == c.sentence]
        if not surer or (c.confidence >= _AGAIN and not any(_within(c, d) for d in surer)):
            kept.append(c)
        elif c.labels and (same := next((d for d in surer if _within(c, d)), None)) is not None:
            kept[kept.index(same)] = replace(same, labels={**c.labels, **same.labels})  # what it adds is not lost
    return sorted(kept, key=_position)


def _within(a: Candidate, b: Candidate) -> bool:
    """All that ``a`` fills in, ``b`` fills in too, and neither denies what the other says."""
    return a.polarity == b.polarity and all(
        any(s.overlap(t) for t in b.roles.get(role, ())) for role, spans in a.roles.items() for s in spans
    )


def _merge(learned: Candidate, rule: Candidate) -> Candidate:
    taken = [s for role, spans in rule.roles.items() if role not in PLACE_ROLES for s in spans]
    roles = {
        role: kept
        for role, spans in learned.roles.items()  # a phrase that the rule put elsewhere fills no second role
        if (kept := tuple(s for s in spans if role in PLACE_ROLES or not any(s.overlap(t) for t in taken)))
    }
    return replace(
        learned, roles={**roles, **rule.roles}, labels=_labels(learned, rule),
        maker=f"{MAKER}+{rule.maker}",
    )  # fmt: skip


def _labels(learned: Candidate, rule: Candidate) -> dict[str, str]:
    """What the wording says goes before what was learned; how close a branch stands is said by its wording alone."""
    told = {name: value for name, value in learned.labels.items() if name != "degree"}
    return {**told, **rule.labels}


def _position(c: Candidate) -> tuple[int, float]:
    return c.trigger.start, -c.confidence


def _ordered(candidates: Iterable[Candidate]) -> list[Candidate]:
    """In the order of the text, without a second claim on the same words or a bare repetition of the same fillers."""
    out: list[Candidate] = []
    inside: dict[Span, list[int]] = {}  # sentence → places in ``out``
    for c in sorted(candidates, key=_position):
        twin = next((i for i in inside.get(c.sentence, ()) if _same(c, out[i])), None)
        if twin is None:
            inside.setdefault(c.sentence, []).append(len(out))
            out.append(c)
        elif set(c.labels) - set(out[twin].labels):  # the one names the branch, the other says under whose control
            out[twin] = replace(out[twin], labels={**c.labels, **out[twin].labels})
    return out


_TWICE = 0.1  # of 8 second readings below this margin one was right, of 10 above it eight
_TELLING = {"supports": ("supporter", "recipient", "goods"), "rules": ("actor", "measure")}  # what makes it another


def _same(a: Candidate, b: Candidate) -> bool:
    if a.type != b.type:
        return False
    if a.trigger.overlap(b.trigger):
        return True
    if a.type == "supports" and any(a.trigger.overlap(s) for s in b.roles.get("goods", ())):
        return True  # "paid for the payrolls": the goods are no second gift
    required = _TELLING.get(a.type, required_roles(a.type))
    return bool(required) and all(a.roles.get(r) and a.roles.get(r) == b.roles.get(r) for r in required)

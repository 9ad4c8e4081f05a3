"""Score claims against claims that a person coded: found, filled, spoken, dated, worded right."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bywhom.model.claim import CLAIM_TYPES, required_roles
from bywhom.pipeline.coded import Coded, CodedReport, Speaker, plain, shared

_ATTRIBUTES = ("source", "kind", "polarity", "modality")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """Precision, recall and their harmonic mean, from counts."""

    right: int
    made: int
    wanted: int

    @property
    def p(self) -> float:
        """Of what was made, how much is right."""
        return self.right / self.made if self.made else 0.0

    @property
    def r(self) -> float:
        """Of what was wanted, how much was made."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.p * self.r / (self.p + self.r) if self.p + self.r else 0.0

    def to_json(self) -> dict[str, float]:
        """Rounded to four digits."""
        return {"p": round(self.p, 4), "r": round(self.r, 4), "f1": round(self.f1, 4)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A coded claim and the claim that was made for it."""

    gold: Coded
    made: Coded
    triples: int  # (role, filler) pairs that are right
    hit: frozenset[str]  # roles of the coded claim with one filler right

    @property
    def whole(self) -> bool:
        """Whether every required role that the coder filled has one filler right."""
        required = required_roles(self.gold.type) if self.gold.type in CLAIM_TYPES else ()
        return set(required) & set(self.gold.roles) <= self.hit


class Tally:
    """Counts over any number of reports; ``figures`` gives the rates of all of them together."""

    def __init__(self) -> None:
        self._n: Counter[str] = Counter()
        self._types: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def add(self, gold: CodedReport, made: CodedReport) -> None:
        """Count one report. Optional gold claims neither count when missed nor their matches as extra."""
        matches = pair_up(gold, made)
        spare = {id(m.made) for m in matches if m.gold.optional}
        self._n["reports"] += 1
        for side, claims in (
            ("gold", [c for c in gold.claims if not c.optional]),
            ("made", [c for c in made.claims if id(c) not in spare]),
        ):
            for claim in claims:
                self._n[side] += 1
                self._n[f"{side} roles"] += claim.triples
                self._types[claim.type][side] += 1
        for match in matches:
            if not match.gold.optional:
                self._match(match)

    def _match(self, match: Match) -> None:
        gold, made, n = match.gold, match.made, self._n
        n["detected"] += 1
        n["right roles"] += match.triples
        n["whole"] += match.whole
        self._types[gold.type]["whole"] += match.whole
        spoken = same_source(made.source, gold.source)
        n["source"] += spoken
        n["kind"] += made.source[0].kind == gold.source[0].kind
        n["polarity"] += made.polarity == gold.polarity
        n["modality"] += made.modality == gold.modality
        if gold.edtf:
            n["dated"] += 1
            n["when"] += same_when(made.edtf, gold.edtf)
        if gold.source[0].kind != "reporter":
            n["attributed"] += 1
            n["attributed right"] += spoken

    def figures(self) -> dict[str, Any]:
        """The rates, as plain values: the same keys as the project's published figures use."""
        n = self._n

        def share(key: str, of: str) -> float | None:
            return round(n[key] / n[of], 4) if n[of] else None

        types = {t: (c, Rate(right=c["whole"], made=c["made"], wanted=c["gold"])) for t, c in self._types.items()}
        return {
            "reports": n["reports"], "gold_claims": n["gold"], "predicted_claims": n["made"],
            "detection": Rate(right=n["detected"], made=n["made"], wanted=n["gold"]).to_json(),
            "claim": Rate(right=n["whole"], made=n["made"], wanted=n["gold"]).to_json(),
            "roles": Rate(right=n["right roles"], made=n["made roles"], wanted=n["gold roles"]).to_json(),
            "of_matched": {k: share(k, "detected") for k in _ATTRIBUTES}
            | {"when": share("when", "dated"), "attributed_source": share("attributed right", "attributed")},
            "by_type": {t: rate.to_json() | {"gold": c["gold"]} for t, (c, rate) in sorted(types.items())},
        }  # fmt: skip


def pair_up(gold: CodedReport, made: CodedReport) -> list[Match]:
    """One made claim at most for each coded one: same type, sentences that touch, most fillers right first."""
    pairs: list[tuple[tuple[bool, int, int], int, int, Match]] = []
    for i, g in enumerate(gold.claims):
        for j, m in enumerate(made.claims):
            if m.type == g.type and shared(m.sentence, g.sentence):
                match = compare(g, m)
                pairs.append(((not g.optional, match.triples, -abs(i - j)), i, j, match))
    # claims that both coders made choose first; among equals the one nearest in order
    pairs.sort(key=lambda p: p[0], reverse=True)
    taken: tuple[set[int], set[int]] = (set(), set())
    chosen = []
    for _, i, j, match in pairs:
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            chosen.append(match)
    return chosen


def compare(gold: Coded, made: Coded) -> Match:
    """How much of a coded claim's roles a made claim fills; each filler is used once."""
    right, hit = 0, set()
    for role, wanted in gold.roles.items():
        given = made.roles.get(role)
        if given is None:
            continue
        if isinstance(wanted, str) or isinstance(given, str):
            filled = int(isinstance(wanted, str) and isinstance(given, str) and plain(wanted) == plain(given))
        else:
            left, filled = list(given), 0
            for slot in wanted:
                found = next((k for k, s in enumerate(left) if s.same(slot)), None)
                if found is not None:
                    left.pop(found)
                    filled += 1
        if filled:
            right += filled
            hit.add(role)
    return Match(gold=gold, made=made, triples=right, hit=frozenset(hit))


def same_source(made: tuple[Speaker, ...], gold: tuple[Speaker, ...]) -> bool:
    """Whether the link nearest the reporter or the first speaker agrees, or both are the report's own voice."""
    return any(
        (a.own_voice and b.own_voice) or (not b.own_voice and a.same(b))
        for a, b in ((made[0], gold[0]), (made[-1], gold[-1]))
    )


def same_when(made: str, gold: str) -> bool:
    """Whether two EDTF values agree to the precision that the coder gave."""
    m, g = made.strip("~?%"), gold.strip("~?%")
    return m == g or (bool(g) and m.startswith(g) and "/" not in m)


def score(pairs: Iterable[tuple[CodedReport, CodedReport]]) -> Mapping[str, Any]:
    """The figures over ``(coded by a person, made)`` pairs of reports."""
    tally = Tally()
    for gold, made in pairs:
        tally.add(gold, made)
    return tally.figures()

"""Fit what the evidence for one event weighs (src/bywhom/data/joining.json), on pairs of claims labelled by hand.

    python training/joining.py [--across 0.9] [--within 0.85] [--write]

Labels: tests/bench/joining_pairs.json, parts choose and keep, and joining_events.json, part choose; the parts kept back
are never read here. Two logistic regressions with a ridge, one for pairs of two reports, one for pairs of one report.
The bar of each is the lowest from which on the precision on pairs left out (every group of reports by weights fitted
without it) is that of ``--across`` and ``--within``, less LOWER: joining asks that groups agree, so that findings hold
their precision below the bar of single pairs. Prints what cross-validation gives; ``--write`` keeps the weights.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

from bench_joining import EVENTS, PAIRS, ends_of, pairs_of, read_books  # noqa: E402 - after the path is set
from bywhom.analysis.facts import Fact, fact_of  # noqa: E402 - after the path is set
from bywhom.analysis.joining import candidates  # noqa: E402 - after the path is set
from bywhom.analysis.pairing import Pairing  # noqa: E402 - after the path is set
from bywhom.analysis.telling import settled  # noqa: E402 - after the path is set

OUT = ROOT / "src" / "bywhom" / "data" / "joining.json"
RIDGE = 4.0
LOWER = {"across": 0.5, "within": 0.3}  # log odds; chosen on the findings made of the sets that are fitted on
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One labelled pair that joining weighs. ``weight`` keeps an event told often from outweighing all others."""

    same: bool
    group: str
    one_report: bool
    weight: float
    found: Mapping[str, float]


def labelled_pairs() -> Iterator[Pair]:
    """Every labelled pair that joining compares and does not refuse, once."""
    pairs = [p for p in json.loads(PAIRS.read_text("utf-8")) if p["part"] in ("choose", "keep")]
    groups = [g for g in json.loads(EVENTS.read_text("utf-8")) if g["part"] == "choose"]
    seen: set[tuple[object, ...]] = set()
    for by_report, told in read_books():
        labels: dict[frozenset[str], tuple[bool, str]] = {}
        for n, group in enumerate(groups):
            if ("group", n) not in seen and all(r in by_report for r in group["reports"]):
                seen.add(("group", n))
                labels |= {frozenset((a.id, b.id)): (same, f"events {n}") for a, b, same in pairs_of(group, by_report)}
        for n, p in enumerate(pairs):
            if (ends := ends_of(p, by_report)) is not None and ("pair", n) not in seen:
                seen.add(("pair", n))
                labels.setdefault(frozenset(e.id for e in ends), (bool(p["same"]), p["a"][0].partition("_(")[0]))
        yield from weighed(settled(fact_of(t) for t in told), labels)


def weighed(facts: Sequence[Fact], labels: Mapping[frozenset[str], tuple[bool, str]]) -> Iterator[Pair]:
    """The labelled among the pairs that joining compares, with their evidence."""
    facts = sorted(facts, key=lambda f: f.claim)
    table = Pairing(facts)
    i, j = candidates(table)
    which = [
        n
        for n, (a, b) in enumerate(zip(i, j, strict=True))
        if frozenset((facts[a].claim, facts[b].claim)) in labels and not told_at_once(facts[a], facts[b])
    ]
    i, j = i[which], j[which]
    found = table.common(i, j)
    told = [labels[frozenset((facts[a].claim, facts[b].claim))] for a, b in zip(i, j, strict=True)]
    mates: dict[str, int] = {}
    for (same, _), a, b in zip(told, i, j, strict=True):
        for f in (facts[a], facts[b]) if same else ():
            mates[f.claim] = mates.get(f.claim, 0) + 1
    for n, ((same, group), a, b) in enumerate(zip(told, i, j, strict=True)):
        many = max(mates[facts[a].claim], mates[facts[b].claim]) if same else 1
        yield Pair(
            same=same, group=group, one_report=facts[a].report == facts[b].report, weight=many**-0.5,
            found={name: float(values[n]) for name, values in found.items()},
        )  # fmt: skip


def told_at_once(a: Fact, b: Fact) -> bool:
    """Pairs of one sentence go by a rule, not by weights."""
    return a.report == b.report and a.sentence == b.sentence


def fit(x: Matrix, y: Matrix, weight: Matrix, ridge: float = RIDGE) -> Matrix:
    """Weights and, last, the bias of a logistic regression with a ridge, by Newton's method."""
    x = np.hstack([x, np.ones((len(x), 1))])
    penalty = np.full(x.shape[1], ridge)
    penalty[-1] = 1e-3
    beta = np.zeros(x.shape[1])
    for _ in range(40):
        p = 1 / (1 + np.exp(-x @ beta))
        gradient = x.T @ (weight * (p - y)) + penalty * beta
        hessian = (x.T * (weight * p * (1 - p))) @ x + np.diag(penalty)
        step = np.linalg.solve(hessian, gradient)
        beta -= step
        if np.abs(step).max() < 1e-6:
            break
    return beta


def cross_validated(x: Matrix, y: Matrix, weight: Matrix, groups: NDArray[np.str_], ridge: float = RIDGE) -> Matrix:
    """Log odds of every pair by weights fitted without its group."""
    out = np.zeros(len(y))
    for g in sorted(set(groups.tolist())):
        rest = groups != g
        beta = fit(x[rest], y[rest], weight[rest], ridge)
        out[~rest] = x[~rest] @ beta[:-1] + beta[-1]
    return out


def bar_for(odds: Matrix, y: Matrix, least: float) -> tuple[float, float, float]:
    """The lowest bar whose precision is ``least``, with its precision and recall."""
    order = np.argsort(-odds, kind="stable")
    right = np.cumsum(y[order])
    precision = right / np.arange(1, len(y) + 1)
    enough = np.flatnonzero(precision >= least)
    n = int(enough[-1]) if len(enough) else 0
    return float(odds[order[n]]), float(precision[n]), float(right[n] / max(1, y.sum()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--across", type=float, default=0.9)
    parser.add_argument("--within", type=float, default=0.85)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    pairs = list(labelled_pairs())
    names = sorted({n for p in pairs for n in p.found})
    kept = {}
    for part, one, least in (("across", False, options.across), ("within", True, options.within)):
        some = [p for p in pairs if p.one_report == one]
        x = np.array([[p.found[n] for n in names] for p in some])
        y, weight = (np.array([float(getattr(p, f)) for p in some]) for f in ("same", "weight"))
        odds = cross_validated(x, y, weight, np.array([p.group for p in some]))
        bar, precision, recall = bar_for(odds, y, least)
        print(f"{part}: {len(some)} pairs, {int(y.sum())} of one event; left out: ", end="")
        print(f"precision {precision:.3f}, recall {recall:.3f} at log odds {bar:.2f}")
        beta = fit(x, y, weight)
        told = {n: round(float(b), 3) for n, b in zip(names, beta, strict=False) if abs(b) >= 0.005}
        kept[part] = {"bias": round(float(beta[-1]), 3), "bar": round(bar - LOWER[part], 3), "weights": told}
    if options.write:
        OUT.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

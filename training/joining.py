"""Fit what the evidence for one event weighs (src/bywhom/data/joining.json), on pairs of claims labelled by hand.

    python training/joining.py [--findings] [--write]

Labels: tests/bench/joining_pairs.json, parts choose and keep, joining_events.json, part choose, and joining_blind.json,
which was drawn blind and is spent; the parts kept back are never read here. Two logistic regressions with a ridge, one
for pairs of two reports, one for pairs of one report. The chains of ECB+ (28 topics of crime, courts and disasters, 680
pairs of one document and 5,000 of two) were tried beside them, for less and with a bias of their own: our findings grew
no better within reports and worse between them.
Reports that a label links stand in one fold; prints what single pairs reach by weights fitted without their fold.
``--findings`` joins the claims of each fold by weights fitted without it, at many bars, and prints how right and how
complete the findings are, of the pairs picked for labelling, of those drawn blind and of reports labelled event by
event: the bars (BARS) were chosen from it, as joining asks more than a pair's bar, and raised until the third part,
which was kept back before, was right nine times in ten. ``--write`` keeps the weights.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

import bench_joining as bench  # noqa: E402 - after the path is set
from bench_joining import EVENTS, PAIRS, ByReport, ends_of, pairs_of, rates, read_books  # noqa: E402 - after the path is set
from bywhom.analysis import pairing  # noqa: E402 - after the path is set
from bywhom.analysis.facts import Fact, fact_of  # noqa: E402 - after the path is set
from bywhom.analysis.joining import candidates, join_facts  # noqa: E402 - after the path is set
from bywhom.analysis.telling import settled  # noqa: E402 - after the path is set

OUT = ROOT / "src" / "bywhom" / "data" / "joining.json"
PARTS = ("across", "within")
RIDGE = {"across": 2.0, "within": 4.0}
BARS = {"across": -0.9, "within": 0.0}  # log odds
TRIED = {"across": (-1.6, -1.3, -0.9), "within": (-1.5, -1.0, -0.6, 0.0)}
FOLDS = 10
Matrix = NDArray[np.float64]
Ends = frozenset[str]  # the two claims of a pair


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What a person says of two claims. ``kind``: "picked" for labelling, "drawn" blind, of a "whole" report."""

    same: bool
    kind: str
    reports: frozenset[str]


@dataclass(slots=True, kw_only=True)
class Book:
    """The facts of a casefile and the labels of its pairs."""

    facts: list[Fact]
    labels: dict[Ends, Label] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One labelled pair that joining weighs. ``weight`` keeps an event told often from outweighing all others."""

    same: bool
    fold: int
    one_report: bool
    weight: float
    found: Mapping[str, float]


def labelled_books() -> list[Book]:
    """The casefiles with every label of theirs; a label stands in the first casefile that holds its reports."""
    pairs = [p for p in json.loads(PAIRS.read_text("utf-8")) if p["part"] in ("choose", "keep")]
    groups = [g for g in json.loads(EVENTS.read_text("utf-8")) if g["part"] == "choose"]
    out = []
    for by_report, told in read_books():
        book = Book(facts=[fact_of(t) for t in told])
        for group in [g for g in groups if all(r in by_report for r in g["reports"])]:
            groups.remove(group)
            book.labels |= whole_report(group, by_report)
        for pair in [p for p in pairs if ends_of(p, by_report) is not None]:
            pairs.remove(pair)
            a, b = ends_of(pair, by_report) or ()
            known = book.labels.get(frozenset((a.id, b.id)))
            book.labels[frozenset((a.id, b.id))] = Label(
                same=known.same if known else bool(pair["same"]), kind="picked",
                reports=frozenset((a.report.id, b.report.id)),
            )  # fmt: skip
        out.append(book)
    return [*out, drawn()]


def drawn() -> Book:
    """The casefile of the pairs that were drawn blind, with their labels."""
    pairs = json.loads(bench.DRAWN.read_text("utf-8"))
    by_report, told = bench.claims_of(bench.book_of(pairs, bench.DRAWN_BOOK), bench.titles())
    book = Book(facts=[fact_of(t) for t in told])
    for a, b, same in ((*ends, bool(p["same"])) for p in pairs if (ends := ends_of(p, by_report)) is not None):
        book.labels[frozenset((a.id, b.id))] = Label(
            same=same, kind="drawn", reports=frozenset((a.report.id, b.report.id))
        )
    return book


def whole_report(group: Mapping[str, object], by_report: ByReport) -> dict[Ends, Label]:
    """The labels of reports labelled event by event."""
    return {
        frozenset((a.id, b.id)): Label(same=same, kind="whole", reports=frozenset((a.report.id, b.report.id)))
        for a, b, same in pairs_of(group, by_report)
    }


def folds_of(books: Sequence[Book]) -> dict[str, int]:
    """The fold of each report: reports that labels link stand together, folds hold about as many labels."""
    root: dict[str, str] = {}

    def find(report: str) -> str:
        while root.setdefault(report, report) != report:
            report = root[report]
        return report

    labels = [label for book in books for label in book.labels.values()]
    for label in labels:
        first, *others = sorted(label.reports)
        for other in others:
            root[find(other)] = find(first)
    many: dict[str, int] = {}
    for label in labels:
        at = find(min(label.reports))
        many[at] = many.get(at, 0) + 1
    held, fold = [0] * FOLDS, {}
    for at in sorted(many, key=lambda r: (-many[r], r)):
        fold[at] = min(range(FOLDS), key=held.__getitem__)
        held[fold[at]] += many[at]
    return {report: fold[find(report)] for report in list(root)}


def weighed(book: Book, folds: Mapping[str, int]) -> Iterator[Pair]:
    """The labelled among the pairs that joining compares and does not refuse, with their evidence."""
    facts = sorted(settled(book.facts), key=lambda f: f.claim)
    table = pairing.Pairing(facts)
    i, j = candidates(table)
    ends = [frozenset((facts[a].claim, facts[b].claim)) for a, b in zip(i, j, strict=True)]
    which = [
        n
        for n, (a, b) in enumerate(zip(i, j, strict=True))
        if ends[n] in book.labels and not at_once(facts[a], facts[b])
    ]
    found = table.common(i[which], j[which])
    told = [book.labels[ends[n]] for n in which]
    mates: dict[str, int] = {}
    for claim in (c for n, label in zip(which, told, strict=True) if label.same for c in ends[n]):
        mates[claim] = mates.get(claim, 0) + 1
    for k, (n, label) in enumerate(zip(which, told, strict=True)):
        yield Pair(
            same=label.same, fold=folds[min(label.reports)], one_report=len(label.reports) == 1,
            weight=max(mates[c] for c in ends[n]) ** -0.5 if label.same else 1.0,
            found={name: float(values[k]) for name, values in found.items()},
        )  # fmt: skip


def at_once(a: Fact, b: Fact) -> bool:
    """Pairs of one sentence go by a rule, not by weights."""
    return a.report == b.report and a.sentence == b.sentence


class Fitting:
    """The pairs of two reports or of one as a matrix, and the weights that they give."""

    def __init__(self, pairs: Sequence[Pair], part: str) -> None:
        """Lay out those of ``pairs`` that ``part`` ("across", "within") weighs."""
        some = [p for p in pairs if p.one_report == (part == "within")]
        self.part, self.names = part, sorted({n for p in some for n in p.found})
        self.x = np.array([[p.found[n] for n in self.names] for p in some])
        self.y, self.weight = (np.array([float(getattr(p, f)) for p in some]) for f in ("same", "weight"))
        self.fold = np.array([p.fold for p in some])

    def without(self, fold: int) -> Matrix:
        """Weights and, last, the bias, fitted without ``fold`` (-1: on all)."""
        rest = self.fold != fold
        return fit(self.x[rest], self.y[rest], self.weight[rest], RIDGE[self.part])

    def left_out(self) -> Matrix:
        """Log odds of every pair by weights fitted without its fold."""
        out = np.zeros(len(self.y))
        for fold in range(FOLDS):
            held, beta = self.fold == fold, self.without(fold)
            out[held] = self.x[held] @ beta[:-1] + beta[-1]
        return out

    def weighing(self, beta: Matrix, bar: float) -> pairing.Weighing:
        """The weights as joining takes them."""
        return pairing.Weighing(weights=dict(zip(self.names, beta, strict=False)), least=bar - float(beta[-1]))


def fit(x: Matrix, y: Matrix, weight: Matrix, ridge: float) -> Matrix:
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


def bar_for(odds: Matrix, y: Matrix, least: float) -> tuple[float, float, float]:
    """The lowest bar whose precision is ``least``, with its precision and recall."""
    order = np.argsort(-odds, kind="stable")
    right = np.cumsum(y[order])
    precision = right / np.arange(1, len(y) + 1)
    enough = np.flatnonzero(precision >= least)
    n = int(enough[-1]) if len(enough) else 0
    return float(odds[order[n]]), float(precision[n]), float(right[n] / max(1, y.sum()))


def findings(books: Sequence[Book], folds: Mapping[str, int], fits: Sequence[Fitting], bars: Sequence[float]) -> str:
    """How right and how complete the findings of each fold are by weights fitted without it."""
    seen: dict[tuple[str, bool], list[tuple[bool, bool]]] = {}
    for fold in range(FOLDS):
        told = tuple(f.weighing(f.without(fold), bar) for f, bar in zip(fits, bars, strict=True))
        pairing.weighings = lambda told=told: told  # the weights that joining would read from the file
        for book in books:
            held = {ends: label for ends, label in book.labels.items() if folds[min(label.reports)] == fold}
            joined = join_facts(book.facts) if held else None
            for ends, label in held.items():
                met = joined is not None and joined.groups.together(*ends)
                seen.setdefault((label.kind, len(label.reports) == 1), []).append((label.same, met))
    told_of = {f"{kind}, {'one report' if one else 'two'}": rates(pairs) for (kind, one), pairs in sorted(seen.items())}
    return " | ".join(f"{what} {r['p']:.3f} / {r['r']:.3f}" for what, r in told_of.items())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--findings", action="store_true")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    books = labelled_books()
    folds = folds_of(books)
    pairs = [p for book in books for p in weighed(book, folds)]
    fits = [Fitting(pairs, part) for part in PARTS]
    for f in fits:
        odds = f.left_out()
        told = (bar_for(odds, f.y, least) for least in (0.7, 0.8, 0.9))
        reached = ", ".join(f"precision {p:.3f} recall {r:.3f} at {bar:.2f}" for bar, p, r in told)
        print(f"{f.part}: {len(f.y)} pairs, {int(f.y.sum())} of one event; left out: {reached}", flush=True)
    if options.findings:
        for bars in ((a, w) for a in TRIED["across"] for w in TRIED["within"]):
            print(*bars, findings(books, folds, fits, bars), flush=True)
    if options.write:
        OUT.write_text(json.dumps({f.part: kept(f) for f in fits}, indent=1) + "\n", encoding="utf-8")


def kept(fitting: Fitting) -> dict[str, object]:
    """Weights, bias and bar as the file keeps them."""
    beta = fitting.without(-1)
    told = {n: round(float(b), 3) for n, b in zip(fitting.names, beta, strict=False) if abs(b) >= 0.005}
    return {"bias": round(float(beta[-1]), 3), "bar": BARS[fitting.part], "weights": told}


if __name__ == "__main__":
    main()

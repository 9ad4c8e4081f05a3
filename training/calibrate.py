"""Calibrate the fusion of rules and learned parts on the reports that training kept aside.

    python training/calibrate.py --work WORK --reports ../shared/training [--reports MORE …] [--kept FOLDER …]

Writes src/bywhom/data/models/fusion.json: weights of a logistic regression that gives the chance that a candidate is a
claim (features: the learned confidence, whether a rule agrees, required roles filled, the claim type with a ridge), the
bar that gave the best F1 on the kept-aside reports, and how often each type's rules are right with no learned parts
(measured on all the reports given: rules are not trained on them).
"""

import argparse
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np

from bywhom.config import Settings
from bywhom.extract.frames import FrameMatcher
from bywhom.extract.fuse import Policy, features, fuse, pairs_of
from bywhom.extract.mentions import find_mentions
from bywhom.model.claim import CLAIM_TYPES
from bywhom.pipeline.annotate import Annotator, kinds

OUT = Path(__file__).parents[1] / "src" / "bywhom" / "data" / "models" / "fusion.json"
AROUND = 0.08  # bars as near as this are looked at together when one is chosen
RIDGE = 60.0  # on the types: with 4, seven reports bent the offsets and other reports lost 0.03


def reports(folders: list[str]) -> list[dict]:
    return [json.loads(p.read_text(encoding="utf-8")) for d in folders for p in sorted(Path(d).glob("*.json"))]


def is_gold(report: dict, type_: str, sentence: tuple[int, int]) -> bool:
    return any(
        c["type"] == type_ and c["sentence"][0] < sentence[1] and sentence[0] < c["sentence"][1]
        for c in report["claims"]
    )


def gather(made: list[tuple[dict, list, list]]) -> tuple[list[list[float]], list[str], list[float]]:
    """Features, types and truth of every candidate."""
    rows, types, truth = [], [], []
    for report, rules, learned in made:
        for candidate, rule in pairs_of(rules, learned):
            rows.append(features(candidate, rule))
            types.append(candidate.type)
            truth.append(float(is_gold(report, candidate.type, (candidate.sentence.start, candidate.sentence.end))))
    return rows, types, truth


def rarity(chosen: list[dict]) -> dict[str, float]:
    """The log of how many claims of each type the reports hold, about 0 for a type of middling frequency.

    The learned parts were trained on those: of what they met rarely they are less sure than they should be.
    """
    counts = Counter(c["type"] for r in chosen for c in r["claims"])
    return {t: float(np.log(counts[t] + 5) - 5) for t in CLAIM_TYPES}


def fit(
    rows: list[list[float]], types: list[str], truth: list[float], rare: dict[str, float]
) -> tuple[np.ndarray, dict[str, float]]:
    """Logistic regression by Newton's method; a type's offset is a share of its rarity and a part with a ridge."""
    base = np.c_[np.array(rows), [rare[t] for t in types]]
    one_hot = np.array([[t == u for u in CLAIM_TYPES] for t in types], float)
    x, y = np.c_[base, one_hot], np.array(truth)
    penalty = np.diag([0.01] * base.shape[1] + [RIDGE] * one_hot.shape[1])
    w = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        step = np.linalg.solve((x.T * (p * (1 - p))) @ x + penalty, x.T @ (y - p) - penalty @ w)
        w += step
        if np.abs(step).max() < 1e-6:
            break
    share, own = w[base.shape[1] - 1], w[base.shape[1] :]
    offsets = {t: round(float(share * rare[t] + o), 3) for t, o in zip(CLAIM_TYPES, own, strict=True)}
    return w[: base.shape[1] - 1], offsets


def best_bar(made: list[tuple[dict, list, list]], policy: Policy) -> float:
    """The bar with the best detection F1 of the fused claims: right type in the right sentence, each claim once."""
    scores = {}
    for bar in np.arange(0.2, 0.66, 0.025):
        right = predicted = gold = 0
        for report, rules, learned in made:
            claims = fuse(rules, learned, replace(policy, keep=float(bar)))
            left = [(c["type"], c["sentence"]) for c in report["claims"] if not c.get("optional")]
            gold += len(left)
            predicted += len(claims)
            for c in claims:
                hit = next(
                    (g for g in left if g[0] == c.type and g[1][0] < c.sentence.end and c.sentence.start < g[1][1]),
                    None,
                )
                if hit is not None:
                    left.remove(hit)
                    right += 1
        scores[round(float(bar), 3)] = 2 * right / (predicted + gold)
    # seven reports are few: the bar whose neighbourhood does best is steadier than the best bar
    near = {bar: float(np.mean([f1 for b, f1 in scores.items() if abs(b - bar) <= AROUND])) for bar in scores}
    bar = max(near, key=lambda b: near[b])
    print("bar", bar, "detection F1 on the kept-aside reports", round(scores[bar], 3))
    return bar


def rule_precision(annotator: Annotator, chosen: list[dict]) -> dict[str, float]:
    """How often each type's rules are right, drawn towards the mean by four claims."""
    made, right = Counter(), Counter()
    for report in chosen:
        parsed = annotator.parser.parse(report["text"])
        matcher = FrameMatcher(kinds(find_mentions(parsed)))
        for offset, doc in parsed.docs:
            for c in matcher.candidates(doc, offset, parsed):
                made[c.type] += 1
                right[c.type] += is_gold(report, c.type, (c.sentence.start, c.sentence.end))
    mean = sum(right.values()) / max(1, sum(made.values()))
    return {t: round((right[t] + 4 * mean) / (made[t] + 4), 3) for t in CLAIM_TYPES}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--work", required=True, help="folder of prepare.py's docs.jsonl, which names the kept-aside reports"
    )
    parser.add_argument("--reports", action="append", required=True)
    parser.add_argument("--kept", action="append", default=[], help="further reports that training did not read")
    parser.add_argument("--bar", type=float, help="least chance of a claim, where not the one of the best detection F1")
    parser.add_argument("--keep-rules", action="store_true", help="leave the figures of the rules as they are")
    parser.add_argument("--model", default="", help="folder of the weights, where not the shipped ones")
    parser.add_argument("--out", type=Path, default=OUT)
    given = parser.parse_args()
    lines = (Path(given.work) / "docs.jsonl").read_text(encoding="utf-8").rstrip("\n").split("\n")
    held = {d["id"] for d in map(json.loads, lines) if d["split"] == "hold"}
    everything = reports(given.reports)
    kept = [r for r in everything if r["id"] in held] + reports(given.kept)
    annotator = Annotator.load(Settings(models=given.model))
    made = [(r, *annotator.makers(annotator.parser.parse(r["text"]))) for r in kept]
    rows, types, truth = gather(made)
    weights, by_type = fit(rows, types, truth, rarity(everything))
    best = best_bar(made, Policy(weights=tuple(weights), types=by_type))
    bar = best if given.bar is None else given.bar
    rules = json.loads(OUT.read_text())["rules"] if given.keep_rules else rule_precision(annotator, everything)
    body = {"weights": weights.round(4).tolist(), "types": by_type, "keep": bar, "rules": rules}
    given.out.write_text(json.dumps(body | {"kept_aside": len(kept), "candidates": len(rows)}, indent=1) + "\n")


if __name__ == "__main__":
    main()

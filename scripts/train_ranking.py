"""The ranking half of train_places.py: conditional logit over candidates, then calibration of the score."""

import json
from pathlib import Path
from typing import Any

import numpy as np

from bywhom.extract.places import find_place_spans
from bywhom.model.where import distance_km
from bywhom.resolve import places as rp
from bywhom.resolve.candidates import CONTEXT, STATIC, build_field, context_features, softmax
from bywhom.store.gazetteer import open_gazetteer

DATA = Path(__file__).parent.parent / "src/bywhom/data/places"


def cases(docs: list, spans: list, g: Any) -> list[tuple]:
    """(field, good candidates per group, weight per group, toponyms, gold per toponym) for every document."""
    out = []
    for i, (doc, gold) in enumerate(docs):
        tops = find_place_spans(doc["text"], mentions=spans[i], known=g.known)
        field = build_field(tops, g, doc.get("publisher"))
        if field is None:
            continue
        truth: list = [next(((la, lo) for s, e, la, lo in gold if t.start < e and s < t.end), None) for t in tops]
        good = np.zeros(len(field.matches), dtype=bool)
        weight = np.zeros(len(field.groups))
        for k, group in enumerate(field.groups):
            points = [truth[m] for m in group.members if truth[m]]
            if points:
                own = field.group == k
                near = [distance_km((m.place.lat, m.place.lon), points[0]) <= 161 for m in field.matches]
                good |= own & np.array(near)
                if good[own].any():
                    weight[k] = len(points) ** 0.5
        out.append((field, good, weight, tops, truth, i))
    return out


def fit(xs: list, cs: list, *, l2: float = 1.0, steps: int = 500, start: np.ndarray | None = None) -> np.ndarray:
    """Maximise the probability that falls on good candidates."""
    dims = xs[0].shape[1]
    x = np.concatenate(xs)
    base = np.cumsum([0] + [len(c[0].groups) for c in cs])
    group = np.concatenate([c[0].group + b for c, b in zip(cs, base, strict=False)])
    good = np.concatenate([c[1] for c in cs])
    weight = np.concatenate([c[2] for c in cs])
    n = int(base[-1])
    w = np.zeros(dims) if start is None else start.copy()
    m, v = np.zeros(dims), np.zeros(dims)
    for step in range(1, steps + 1):
        p = softmax(x @ w, group, n)
        hit = np.zeros(n)
        np.add.at(hit, group, p * good)
        q = np.where(good, p / np.maximum(hit[group], 1e-9), 0.0)
        g = x.T @ ((p - q) * weight[group]) + l2 * w
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        w -= 0.05 * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
    return w


def accuracy(cs: list, w: rp.Weights, rounds: int = 2) -> tuple[float, float, list]:
    """(right of gold toponyms that were found, oracle), with rows for calibration."""
    right = total = could = 0
    rows = []
    for field, good, _, tops, truth, _i in cs:
        p = rp.rank(field, w, rounds=rounds)
        for k, group in enumerate(field.groups):
            own = np.flatnonzero(field.group == k)
            for m in group.members:
                if truth[m] is None:
                    continue
                total += 1
                if not len(own):
                    continue
                could += bool(good[own].any())
                best = field.matches[own[int(np.argmax(p[own]))]].place
                ok = distance_km((best.lat, best.lon), truth[m]) <= 161
                right += ok
                rows.append((rp.calibration_features(field, p, k, tops[m].score), float(ok)))
    return right / total, could / total, rows


def calibrate(rows: list, steps: int = 1500) -> list[float]:
    """Logistic regression of right or wrong."""
    x, y = np.array([r[0] for r in rows]), np.array([r[1] for r in rows])
    w = np.zeros(x.shape[1])
    m, v = np.zeros_like(w), np.zeros_like(w)
    for step in range(1, steps + 1):
        g = x.T @ (1 / (1 + np.exp(-(x @ w))) - y) + 1.0 * w
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        w -= 0.02 * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
    return [round(float(a), 3) for a in w]


def expected_error(rows: list, w: list[float]) -> float:
    """Expected calibration error over ten bins."""
    p = np.array([rp._score(r[0], w) for r in rows])
    y = np.array([r[1] for r in rows])
    bins = np.minimum(9, (p * 10).astype(int))
    return float(sum(abs(p[bins == b].mean() - y[bins == b].mean()) * (bins == b).mean() for b in set(bins.tolist())))


def ranking(docs: list, spans: list, short: list, short_spans: list) -> None:
    """Learn from both sets' even texts, write, report both halves of each."""
    gazetteer = open_gazetteer()
    local, world = cases(docs, spans, gazetteer), cases(short, short_spans, gazetteer)
    tune = [c for c in (*local, *world) if c[5] % 2 == 0]
    held = [c for c in local if c[5] % 2]
    held_world = [c for c in world if c[5] % 2]
    static = fit([c[0].static for c in tune], tune)
    context = None
    for _ in range(2):  # the second time the context is what the first weights would say
        xs = []
        for c in tune:
            p = softmax(c[0].static @ static, c[0].group, len(c[0].groups))
            if context is not None:
                p = softmax(
                    np.concatenate([c[0].static, context_features(c[0], p)], 1) @ context, c[0].group, len(c[0].groups)
                )
            xs.append(np.concatenate([c[0].static, context_features(c[0], p)], 1))
        context = fit(xs, tune, start=context)
    w = rp.Weights(static, context, (0.0,) * 7)
    for name, cs in (("tuned", tune), ("held out LGL", held), ("held out GeoCorpora", held_world)):
        print(name, [round(accuracy(cs, w, r)[0], 4) for r in (0, 1, 2, 3)], "oracle", round(accuracy(cs, w)[1], 4))
    rows = accuracy(tune, w)[2]
    cal = calibrate(rows)
    print(
        "calibration", cal, "error tuned", expected_error(rows, cal), "held", expected_error(accuracy(held, w)[2], cal)
    )
    out = {
        "static": {n: round(float(a), 3) for n, a in zip(STATIC, static, strict=True)},
        "context": {n: round(float(a), 3) for n, a in zip((*STATIC, *CONTEXT), context, strict=True)},
        "calibration": cal,
    }
    print(json.dumps(out["context"]))
    (DATA / "ranking.json").write_text(json.dumps(out, separators=(",", ":")))

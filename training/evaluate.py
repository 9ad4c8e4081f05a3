"""Measure an exported model: claims, names, attribution; and choose its bars on kept-back reports.

    python training/evaluate.py claims --model FOLDER --gold DIR --scorer score_claims.py [--out PRED.jsonl]
    python training/evaluate.py tune   --model FOLDER --work WORK --claims DIR [DIR…] --scorer score_claims.py
    python training/evaluate.py public --model FOLDER --scorer score_public.py --task ner|attribution --path PATH

``claims`` writes spans only (no entities), so it scores what the weights know, without the rest of the product.
``tune`` reads the reports that prepare.py kept aside (split "hold") and writes bars and calibration to labels.json.
"""

import argparse
import importlib.util
import json
import sys
import time
from pathlib import Path
from types import ModuleType

import numpy as np

from bywhom.nlp.learned import LearnedReader, RoleReading, TaggedSpan
from prepare import sentences

#: sums of the three F1 that count as equal when bars are chosen
NEARLY = 0.03
Row = tuple[int, TaggedSpan, RoleReading]


def module(path: str) -> ModuleType:
    """A scorer as a module."""
    spec = importlib.util.spec_from_file_location(Path(path).stem, path)
    assert spec and spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def read(reader: LearnedReader, text: str) -> tuple[list[tuple[int, int]], list[Row]]:
    """All candidates of a text with their readings."""
    spans = sentences(text)
    found = reader.tag(text, spans, attributions=False).triggers
    placed = [(next(i for i, (a, b) in enumerate(spans) if a <= t.start < b), t) for t in found]
    return spans, [(i, t, r) for (i, t), r in zip(placed, reader.read_roles(text, spans, placed), strict=True)]


def prediction(reader: LearnedReader, report: dict, spans: list, rows: list[Row]) -> dict:
    """What score_claims.py reads, from the candidates above their threshold."""
    claims = []
    for index, trigger, got in rows:
        if got.confidence < reader.threshold(trigger.label):
            continue
        roles: dict = {r: [{"span": [s.start, s.end]} for s in found] for r, found in got.roles.items()}
        roles |= {k: got.attributes[k] for k in ("degree", "kind", "act") if got.attributes.get(k)}
        kind = got.attributes["source_kind"]
        named = [
            {"span": [s.start, s.end], "kind": kind, "entity": report["text"][s.start : s.end]} for s in got.source
        ]
        claims.append(
            {
                "type": trigger.label,
                "sentence": spans[index],
                "trigger": [trigger.start, trigger.end],
                "roles": roles,
                "when": None,
                "phase": got.attributes.get("phase", ""),
                "polarity": got.attributes["polarity"],
                "modality": got.attributes["modality"],
                "source": named if kind != "reporter" and named else [{"kind": kind, "entity": None, "span": None}],
            }
        )
    return {"id": report["id"], "entities": [], "claims": claims}


def show(result: dict, by_type: bool) -> None:
    """The figures in a few lines."""
    for k in ("detection", "claim", "roles"):
        print(f"  {k:10} P {result[k]['p']:.3f}  R {result[k]['r']:.3f}  F1 {result[k]['f1']:.3f}")
    print("  of the matched:", result["of_matched"])
    if by_type:
        for t, v in result["by_type"].items():
            print(f"    {t:13} gold {v['gold']:4}  P {v['p']:.2f}  R {v['r']:.2f}  F1 {v['f1']:.2f}")


def claims(given: argparse.Namespace) -> None:
    """Score a folder of coded reports."""
    reader, scorer = LearnedReader.load(Path(given.model), threads=given.threads), module(given.scorer)
    gold = [json.loads(p.read_text(encoding="utf-8")) for p in sorted(Path(given.gold).glob("*.json"))]
    began = time.time()
    out = {g["id"]: prediction(reader, g, *read(reader, g["text"])) for g in gold}
    words = sum(len(g["text"].split()) for g in gold)
    print(f"{len(gold)} reports, {words / (time.time() - began):.0f} words a second, sentence splitting included")
    show(scorer.score(gold, out, 0), given.types)
    for g in gold:
        one = scorer.score([g], out, 0)
        print(f"    {g['id'][:44]:44} detection {one['detection']['f1']:.3f} claim {one['claim']['f1']:.3f}")
    if given.out:
        Path(given.out).write_text("".join(json.dumps(p) + "\n" for p in out.values()))


def tune(given: argparse.Namespace) -> None:
    """Choose calibration, confidence bars and role bars on the kept-back reports."""
    folder, scorer = Path(given.model), module(given.scorer)
    lines = (Path(given.work) / "docs.jsonl").read_text(encoding="utf-8").rstrip("\n").split("\n")
    held = {d["id"] for d in map(json.loads, lines) if d["split"] == "hold"}
    reports = [json.loads(p.read_text(encoding="utf-8")) for d in given.claims for p in sorted(Path(d).glob("*.json"))]
    gold = [r for r in reports if r["id"] in held]
    gold += [json.loads(p.read_text(encoding="utf-8")) for d in given.kept for p in sorted(Path(d).glob("*.json"))]
    settings = json.loads((folder / "labels.json").read_text())
    settings |= {"calibration": [0.0, 1.0, 0.0]}
    settings["bars"] |= {"trigger": {"": 0.2, "attribution": 0.3}, "confidence": {"": 0.0}, "required": {"": 0.05}}
    (folder / "labels.json").write_text(json.dumps(settings, indent=1))
    settings["calibration"] = calibration(LearnedReader.load(folder), gold)
    (folder / "labels.json").write_text(json.dumps(settings, indent=1))
    tried: list[tuple[float, float, float]] = []
    for role in (0.2, 0.25, 0.3, 0.35, 0.4, 0.45):
        settings["bars"]["role"] = {"": role}
        (folder / "labels.json").write_text(json.dumps(settings, indent=1))
        reader = LearnedReader.load(folder)
        rows = {g["id"]: read(reader, g["text"]) for g in gold}
        for bar in np.arange(0.3, 0.71, 0.05):
            reader._bars["confidence"] = {"": float(bar)}
            got = scorer.score(gold, {g["id"]: prediction(reader, g, *rows[g["id"]]) for g in gold}, 0)
            tried.append((got["detection"]["f1"] + got["claim"]["f1"] + got["roles"]["f1"], role, float(bar)))
    # seven reports are few: the mean of all bars that do nearly as well as the best is steadier than the best itself
    good = [t for t in tried if t[0] >= max(tried)[0] - NEARLY]
    role, bar = (round(sum(t[k] for t in good) / len(good), 3) for k in (1, 2))
    settings["bars"] |= {"role": {"": role}, "confidence": {"": bar}}
    (folder / "labels.json").write_text(json.dumps(settings, indent=1))
    print("chosen:", settings["bars"], [round(x, 3) for x in settings["calibration"]], "on", len(gold), "reports")
    reader = LearnedReader.load(folder)
    show(scorer.score(gold, {g["id"]: prediction(reader, g, *read(reader, g["text"])) for g in gold}, 0), given.types)


def calibration(reader: LearnedReader, gold: list[dict]) -> list[float]:
    """Logistic regression of "is a claim" on the trigger's and the validity head's logits."""
    rows, right = [], []
    for report in gold:
        _, found = read(reader, report["text"])
        trigger = [float(np.log(max(r.confidence, 1e-4) / max(1 - r.confidence, 1e-4))) for _, _, r in found]
        kept = reader._calibration
        reader._calibration = [0.0, 0.0, 1.0]
        _, again = read(reader, report["text"])
        reader._calibration = kept
        valid = [float(np.log(max(r.confidence, 1e-4) / max(1 - r.confidence, 1e-4))) for _, _, r in again]
        rows += list(zip(trigger, valid, strict=True))
        right += [
            any(
                c["type"] == t.label and c["sentence"][0] < t.end and t.start < c["sentence"][1]
                for c in report["claims"]
            )
            for _, t, _ in found
        ]
    x, y = np.c_[np.ones(len(rows)), np.array(rows)], np.array(right, float)
    w = np.array([0.0, 0.5, 0.5])
    for _ in range(3000):
        p = 1 / (1 + np.exp(-x @ w))
        w -= 0.05 * (x.T @ (p - y) / len(y) + 1e-3 * np.r_[0, w[1:]])
    return [float(v) for v in w]


def public(given: argparse.Namespace) -> None:
    """Score names or attribution on a public set."""
    reader, scorer = LearnedReader.load(Path(given.model), threads=given.threads), module(given.scorer)
    rows, out = list(scorer.READ[given.task](given.path)), {}
    for doc, _ in rows:
        text = doc["text"]
        spans = [(0, len(text))] if given.task == "ner" else sentences(text)
        got = reader.tag(text, spans, attributions=given.task == "attribution")
        out[doc["id"]] = {
            "mentions": [{"start": m.start, "end": m.end, "type": m.label} for m in got.mentions],
            "attributions": [
                {
                    "source": [a.sources[0].start, a.sources[0].end] if a.sources else None,
                    "cue": [a.cue.start, a.cue.end],
                    "content": [[c.start, c.end] for c in a.contents],
                }
                for a in got.attributions
                if a.contents
            ],
        }
    print(given.task, json.dumps(getattr(scorer, f"score_{given.task}")(rows, out)))


def main() -> None:
    """Run the subcommand."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("command", choices=("claims", "tune", "public"))
    ask.add_argument("--model", required=True)
    ask.add_argument("--scorer", required=True)
    ask.add_argument("--gold")
    ask.add_argument("--work")
    ask.add_argument("--claims", nargs="*", default=[])
    ask.add_argument("--kept", nargs="*", default=[])
    ask.add_argument("--task", choices=("ner", "attribution"))
    ask.add_argument("--path")
    ask.add_argument("--out")
    ask.add_argument("--threads", type=int, default=1)
    ask.add_argument("--types", action="store_true")
    given = ask.parse_args()
    {"claims": claims, "tune": tune, "public": public}[given.command](given)


if __name__ == "__main__":
    sys.exit(main())

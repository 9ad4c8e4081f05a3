"""Ask who held a place on a day, of real reports whose answers are public history, and count what is right.

    python scripts/ask_control.py [--questions FILE] [--casefile FILE] [--part choose] [--each] [--json]

Without FILE the questions are those of ../shared (BYWHOM_SHARED names another place) and our own of tests/bench; the
casefile is made from the reports that the questions name unless it is there. ``--each`` reads every question's reports
into a casefile of their own, as is always done with the histories of other wars (``wikiwars-…``). Right: a standing actor (attested or bracketed) goes by one of ``holders`` and none by one
of ``not``. Confident and wrong: what stands is wrong and is not marked as contested.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bywhom.casefile import Casefile
from bywhom.errors import BywhomError
from bywhom.model.finding import Control, Holder

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("BYWHOM_SHARED", ROOT.parent / "shared"))
OWN = ROOT / "tests" / "bench" / "control_questions.json"
LATER = ROOT / "tests" / "bench" / "control_later.json"  # further places, answered before they were first asked
FRESH = ROOT / "tests" / "bench" / "control_fresh.json"  # the same again, looked at one by one since
WARS = ROOT / "tests" / "bench" / "control_wars.json"  # of histories of other wars, answered from their text alone
SIXTH = ROOT / "tests" / "bench" / "control_sixth.json"  # of places told in passing; one half never read one by one
PUBLIC = (  # what the ids of its texts begin with, and the folder: war histories (WikiWars), newswire (TempEval-3)
    ("wikiwars", "wikiwars/whole-tml"),
    ("tbaq", "tempeval3/TBAQ-cleaned/AQUAINT"),
    ("tbaq", "tempeval3/TBAQ-cleaned/TimeBank"),
)
STANDING = ("attested", "bracketed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One question's outcome. ``confident`` with ``right`` False is the error that matters most."""

    right: bool
    confident: bool
    got: str


def public_texts() -> Iterator[dict[str, Any]]:
    """The texts of the public sets as plain text, of the day of the corpus, through the scorer of the public sets."""
    for name, folder in PUBLIC:
        scorer = [sys.executable, str(SHARED / "bench" / "score_public.py"), "docs", "time"]
        command = [*scorer, str(SHARED / "data" / folder)]
        for line in subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines():
            d = json.loads(line)
            publisher = "Wikipedia" if name == "wikiwars" else "".join(c for c in d["id"][:3] if c.isalpha()).upper()
            yield d | {"id": f"{name}-{d['id']}", "title": f"{name}-{d['id']}", "publisher": publisher}


def open_reports() -> Iterator[dict[str, Any]]:
    """The open reports, with the source as publisher."""
    with (SHARED / "reports" / "open_reports.jsonl").open(encoding="utf-8") as file:
        for line in file:
            d = json.loads(line)
            yield {k: d[k] for k in ("id", "title", "published", "text", "url")} | {"publisher": d["source"]}


def reports(ids: set[str], to: Path) -> Path:
    """The named reports and public texts as lines that ``bywhom read`` takes."""
    public = {i for i in ids if i.startswith(tuple(f"{name}-" for name, _ in PUBLIC))}
    with to.open("w") as out:
        for rows_of, wanted in ((open_reports, ids - public), (public_texts, public)):
            out.writelines(json.dumps(row) + "\n" for row in (rows_of() if wanted else ()) if row["id"] in wanted)
    return to


def casefile_of(path: Path, questions: list[dict[str, Any]]) -> Casefile:
    """The casefile at ``path``, read from the questions' reports unless it is there."""
    if path.is_file():
        return Casefile.open(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    whole = next((f for f in (OWN, SIXTH) if f.stem == path.stem), None)  # all parts share one casefile
    asked = questions if whole is None else json.loads(whole.read_text("utf-8"))
    book = Casefile.open(path, create=True)
    book.read(reports({i for q in asked for i in q["reports"]}, path.with_suffix(".jsonl")))
    return book


def named(h: Holder, words: list[str]) -> bool:
    """True when one of the words stands in the actor's name or an alias."""
    names = " | ".join((h.actor, *h.aliases)).casefold()
    return any(w in names for w in words)


def judge(book: Casefile, question: dict[str, Any]) -> Verdict:
    """The verdict on one question; an unknown place is a wrong answer that claims nothing."""
    try:
        answer: Control = book.control(question["place"], on=question["on"])
    except BywhomError as error:
        return Verdict(right=False, confident=False, got=error.message[:60])
    stand = [h for h in answer.actors if h.status in STANDING]
    good = any(named(h, question["holders"]) for h in stand)
    bad = any(named(h, question["not"]) for h in stand)
    wrong = bool(stand) and (bad or not good)
    got = "; ".join(f"{h.actor} {h.status}{' contested' if h.contested else ''}" for h in answer.actors[:4])
    return Verdict(right=good and not bad, confident=wrong and not any(h.contested for h in stand), got=got or "nobody")


def score(questions: list[dict[str, Any]], casefile: Path, *, each: bool, quiet: bool = False) -> dict[str, float]:
    """Prints what is wrong and returns the share that is right and the number of confident errors."""
    right = confident = 0
    for q in questions:
        name = "-".join(q["reports"])[:80].replace("/", "-")
        group = [x for x in questions if x["reports"] == q["reports"]]
        book = casefile_of(casefile.with_name(f"{name}.casefile"), group) if each else casefile_of(casefile, questions)
        verdict = judge(book, q)
        right, confident = right + verdict.right, confident + verdict.confident
        if not verdict.right and not quiet:
            print(
                f"{'WRONG' if verdict.confident else 'wrong'} {q['place']} {q['on']} ({q['holders'][0]}): {verdict.got}"
            )
    return {"right": right / max(1, len(questions)), "confident_errors": confident, "asked": len(questions)}


def rows() -> list[list[str]]:
    """The figures as rows of the table of benchmarks."""
    out = []
    given = json.loads((SHARED / "questions" / "control.json").read_text("utf-8"))
    own, sixth = (json.loads(file.read_text("utf-8")) for file in (OWN, SIXTH))
    sets = [("questions given", given, "control"), *(
        (f"own questions, {part}", [q for q in own if q["part"] == part], OWN.stem) for part in ("choose", "keep")
    ), ("later questions, other places", json.loads(LATER.read_text("utf-8")), LATER.stem),
       ("fresh questions, other places", json.loads(FRESH.read_text("utf-8")), FRESH.stem),
       ("questions on 14 other wars", json.loads(WARS.read_text("utf-8")), WARS.stem), *(
        (f"questions on places told in passing, {part}", [q for q in sixth if q["part"] == part], SIXTH.stem)
        for part in ("look", "keep"))]  # fmt: skip
    for name, questions, stem in sets:
        file = ROOT / "build" / "control" / f"{stem}.casefile"
        r = score(questions, file, each=stem == WARS.stem, quiet=True)
        target = "0.85" if name == "questions given" else ""
        out.append(["control: who held a place, right", f"{r['asked']} {name}", f"{r['right']:.3f}", target, ""])
        out.append(["control: wrong and not contested", f"{r['asked']} {name}", f"{r['confident_errors']}", "0", ""])
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--questions", type=Path)
    parser.add_argument("--casefile", type=Path)
    parser.add_argument("--part", default="")
    parser.add_argument("--each", action="store_true")
    parser.add_argument("--json", action="store_true", help="the figures alone, as rows of the table of benchmarks")
    options = parser.parse_args()
    if not (SHARED / "reports").is_dir():
        sys.exit(f"no reports at {SHARED}; set BYWHOM_SHARED to where they lie")
    if options.json:
        print(json.dumps({"rows": rows()}))
        return
    every = [SHARED / "questions" / "control.json", OWN, LATER, FRESH, WARS, SIXTH]
    for file in [options.questions] if options.questions else every:
        questions = json.loads(file.read_text("utf-8"))
        if options.part:
            questions = [q for q in questions if q.get("part", options.part) == options.part]
        casefile = options.casefile or ROOT / "build" / "control" / f"{file.stem}.casefile"
        print(file.stem, score(questions, casefile, each=options.each or file.stem == WARS.stem))


if __name__ == "__main__":
    main()

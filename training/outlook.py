"""Learn what tells that a date lies ahead of its report: src/bywhom/data/outlook.json.

    python training/outlook.py --data SHARED/data --claims SHARED/training [MORE ...] --out src/bywhom/data/outlook.json

Logistic regression over the signs of extract/times_outlook.py, on the open dates (weekdays, months, days of months) of
news whose right reading is known: the training part of TempEval-3, the dated claims of coded reports, those kept back
by prepare.py left out, and outlook.json: 255 dates of LGL and PolNeAR on which earlier weights were least sure, read
and marked by hand. Prints how many are read wrongly when tenths of the texts are kept back in turn. Runs in
the product's own environment (numpy, no torch) in half a minute.
"""

import argparse
import hashlib
import html
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import numpy as np

from bywhom.extract.times import find_times
from bywhom.extract.times_outlook import candidates, signs
from bywhom.nlp.load import load_parser
from bywhom.resolve.times_context import is_narrative

SEEN = 3  # times that a sign must have been seen
STEPS, RATE, RIDGE = 500, 0.5, 1.0
FOLDS = 10
KEPT = 0.135  # share of the reports that is kept back, see prepare.py


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One text of a known day and the values of its time expressions: (start, end, value)."""

    text: str
    published: date
    values: list[tuple[int, int, str]] = field(default_factory=list)
    ahead: dict[str, bool] = field(default_factory=dict)  # by first character, where only the side is known


Case = tuple[list[str], bool]  # the signs of a date, and whether it lies ahead


def timeml(folder: Path) -> Iterator[Lesson]:
    """The texts of a folder of TimeML files that are dated to the day."""
    for file in sorted(folder.rglob("*.tml")):
        raw = file.read_text(encoding="utf-8")
        day = re.search(r'<DCT>.*?value="(\d{4}-\d\d-\d\d)', raw, re.DOTALL)
        body = re.search(r"<TEXT>(.*?)</TEXT>", raw, re.DOTALL)
        if day is None or body is None:
            continue
        text, values, opened = "", [], []
        for part in re.split(r"(<[^>]+>)", body[1]):
            if part.startswith("<TIMEX3"):
                opened.append((len(text), (re.findall(r'value="([^"]*)"', part) or [""])[0]))
            elif part == "</TIMEX3>":
                start, value = opened.pop()
                values.append((start, len(text), value))
            elif not part.startswith("<"):
                text += html.unescape(part)
        yield Lesson(text=text, published=date.fromisoformat(day[1]), values=values)


def coded(folders: Iterable[Path]) -> Iterator[Lesson]:
    """Coded reports (those with their text) that are dated to the day, without those that are kept back."""
    for file in sorted(f for folder in folders for f in folder.glob("*.json")):
        report = json.loads(file.read_text(encoding="utf-8"))
        if share(file.stem) < KEPT or "text" not in report or len(report.get("published") or "") < len("2015-10-06"):
            continue
        when = [c["when"] for c in report["claims"] if c.get("when") and c["when"].get("span")]
        told = sorted({(*w["span"], w["edtf"]) for w in when})
        yield Lesson(text=report["text"], published=date.fromisoformat(report["published"][:10]), values=told)


def labelled(data: Path) -> Iterator[Lesson]:
    """News of LGL and PolNeAR with the dates of outlook.json: whether each, by where it begins, lies ahead."""
    known = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
    for article in ElementTree.parse(data / "geoparsing/lgl.xml").getroot().iter("article"):
        if sides := known["lgl"].get(article.get("docid")):
            day = date.fromisoformat((article.findtext("dltime") or "")[:10])
            yield Lesson(text=article.findtext("text") or "", published=day, ahead=sides)
    for name, sides in known["polnear"].items():
        text = (data / "polnear/train/text" / name).read_text(encoding="utf-8")
        day = date.fromisoformat(name.split("_")[1])
        yield Lesson(text=text, published=day, ahead=sides)


def share(name: str) -> float:
    """A number in [0, 1) that depends on the name alone, as in prepare.py, so that the same reports are kept back."""
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) / 2**32


def cases(lessons: list[Lesson]) -> list[list[Case]]:
    """The open dates of each text with their right readings; none of histories, which count from their own time."""
    out: list[list[Case]] = []
    for lesson, parsed in zip(lessons, load_parser().parse_all(one.text for one in lessons), strict=True):
        found: list[Case] = []
        expressions = find_times(lesson.text)
        for e in () if is_narrative(expressions, lesson.published) else expressions:
            sides = candidates(e, lesson.published)
            side = lesson.ahead.get(str(e.start))
            if sides is not None and side is not None:
                found.append((signs(parsed, e, sides, lesson.published), side))
            told = {v for s, t, v in lesson.values if s < e.end and e.start < t}
            if sides is None or len(told) != 1:
                continue
            length = len("2015-10") if e.form == "calendar" and e.day is None else len("2015-10-06")
            value = told.pop()[:length]
            seen = signs(parsed, e, sides, lesson.published)
            if seen and value in {d.isoformat()[:length] for d in sides}:
                found.append((seen, value == sides[1].isoformat()[:length]))
        out.append(found)
    return out


def fit(texts: Iterable[list[Case]]) -> dict[str, float]:
    """Weights of signs by logistic regression with a ridge."""
    known = [case for found in texts for case in found]
    seen = Counter(s for found, _ in known for s in set(found))
    index = {s: i for i, s in enumerate(sorted(s for s, n in seen.items() if n >= SEEN))}
    table = np.zeros((len(known), len(index)))
    for row, (found, _) in enumerate(known):
        table[row, [index[s] for s in set(found) if s in index]] = 1.0
    right = np.array([float(ahead) for _, ahead in known])
    w, mean, square = (np.zeros(len(index)) for _ in range(3))
    for step in range(1, STEPS + 1):
        slope = table.T @ (1 / (1 + np.exp(-table @ w)) - right) + RIDGE * w
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        pace = RATE * (1 - step / (STEPS + 1)) / 10
        w -= pace * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return {s: round(float(w[i]), 2) for s, i in index.items() if abs(w[i]) >= 0.02}


def wrong(table: Mapping[str, float], texts: Iterable[list[Case]]) -> int:
    """How many dates the weights put on the wrong side."""
    return sum((sum(table.get(s, 0.0) for s in set(seen)) > 0) != ahead for found in texts for seen, ahead in found)


def main() -> None:
    """Read, cross-validate, learn from all, write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--claims", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    texts = cases([*timeml(options.data / "tempeval3/TBAQ-cleaned"), *coded(options.claims), *labelled(options.data)])
    total = sum(map(len, texts))
    folds = [(texts[i::FOLDS], [t for j, t in enumerate(texts) if j % FOLDS != i]) for i in range(FOLDS)]
    print(f"{total} dates, {sum(wrong(fit(rest), back) for back, rest in folds)} wrong cross-validated")
    table = {"origin": "training/outlook.py", "cases": total, "weights": fit(texts)}
    options.out.write_text(json.dumps(table, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
